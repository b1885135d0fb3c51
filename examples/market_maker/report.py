"""What a run has come to, in words."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from examples.market_maker.ledger import Ledger, Profit
from examples.market_maker.orders import Orders
from okx_sdk.models.enums import Side

__all__ = ["Report"]


@frozen
class Report:
    """Profit, inventory and work of a run, at one moment.

    *quoting* is the share of the time in which quotes were wanted.
    """

    inst_id: str
    mark: Decimal
    position: Decimal
    value: Decimal
    profit: Profit
    volume: Decimal
    fills: int
    open_buys: Decimal
    open_sells: Decimal
    quoting: float
    reason: str | None

    @classmethod
    def of(
        cls,
        mark: Decimal,
        ledger: Ledger,
        orders: Orders,
        quoting: float,
        reason: str | None,
    ) -> Report:
        """Compute it."""
        return cls(
            ledger.specs.inst_id,
            mark,
            ledger.position,
            ledger.specs.value(mark, ledger.position),
            ledger.profit(mark),
            ledger.volume,
            ledger.fills,
            orders.open_sz(Side.BUY),
            orders.open_sz(Side.SELL),
            quoting,
            reason,
        )

    def line(self) -> str:
        """One line, for a log."""
        state = f"not quoting: {self.reason}" if self.reason else "quoting"
        return (
            f"{self.inst_id} {self.mark:f} | position {_plain(self.position)} "
            f"({self.value:+,.2f}) | "
            f"open {_plain(self.open_buys)}/{_plain(self.open_sells)} | "
            f"{self.fills} fills | profit {self.profit.total:+,.2f} | {state}"
        )

    def text(self) -> str:
        """All of it, for the end."""
        profit = self.profit
        rows = (
            ("realised", profit.realised),
            ("unrealised", profit.unrealised),
            ("fees", profit.fees),
            ("profit", profit.total),
            ("traded", self.volume),
            ("inventory", self.value),
        )
        lines = [f"{name:12}{amount:>16,.4f}" for name, amount in rows]
        open_sz = self.open_buys + self.open_sells
        return "\n".join(
            (
                f"{self.inst_id}, {self.fills} fills, quoting {self.quoting:.0%}",
                *lines,
                f"{'position':12}{_plain(self.position):>16}",
                f"{'open orders':12}{_plain(open_sz):>16}",
            )
        )


def _plain(size: Decimal) -> str:
    return f"{size.normalize():f}"
