"""The algo orders of one account, and what they wait for.

A book is moved by the venue's time: each order that waits has one appointment, when its
price is reached or has to be searched for again. An appointment that an amendment or a
cancellation has overtaken is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from attrs import asdict, define, field

from okx_sdk.models.algo_requests import NewAlgoOrder
from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.enums import AlgoOrdType, AlgoState, OrdType, Side, TriggerPxType
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.news import ThingChanged
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.algos.levels import Level, Met, first_met, price_of
from okx_sdk.sandbox.bars import HOUR
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.things import changed, made

__all__ = ["OPEN", "SLICED", "Algo", "Book", "kind_of"]

OPEN = {AlgoState.LIVE, AlgoState.PAUSE, AlgoState.PARTIALLY_EFFECTIVE}
SLICED = {AlgoOrdType.ICEBERG, AlgoOrdType.TWAP, AlgoOrdType.SMART_ICEBERG}
_TRAILS = AlgoOrdType.MOVE_ORDER_STOP
_AHEAD = HOUR
_SOURCES = {_TRAILS: "25", AlgoOrdType.TRIGGER: "6"}
"""OKX's codes for what placed an order; of take-profits and stop-losses it is 7."""
_FINE = 20
"""A trailing order follows its price by steps of so large a part of its distance."""


def kind_of(ord_type: AlgoOrdType) -> str:
    """The channel's side: what trails or is worked in pieces is told of apart."""
    return "advance" if ord_type in {_TRAILS, *SLICED} else "algo"


@define(eq=False)
class Algo:
    """One algo order: as it was sent, as it is shown, and what it has come to.

    *turn* counts appointments, *best* is the best price that a trailing one has seen.
    """

    sent: NewAlgoOrder
    inst: Instrument
    row: AlgoOrder
    turn: int = 0
    best: Decimal | None = None
    child: Order | None = None
    done: Decimal = Decimal(0)

    @property
    def is_open(self) -> bool:
        """Whether it waits or works."""
        return self.row.state in OPEN

    @property
    def is_buy(self) -> bool:
        """Whether its orders buy."""
        return self.row.side == Side.BUY


@define(eq=False)
class Book:
    """All algo orders of an account."""

    venue: Venue
    account: Account
    every: dict[str, Algo] = field(factory=dict[str, Algo], init=False)

    # What desks use.

    def add(
        self, sent: NewAlgoOrder, inst: Instrument, algo_id: str = "", **more: Any
    ) -> Algo:
        """Take up an algo order, and wait for what it waits for."""
        venue = self.venue
        known = asdict(sent, recurse=False)
        del known["attach_algo_ords"]  # what they become is told by their own orders
        row = made(
            AlgoOrder,
            venue.now,
            **known,
            inst_type=inst.inst_type,
            algo_id=algo_id or venue.next_id(venue.now),
            state=AlgoState.LIVE,
            ord_px=sent.order_px,
            last=venue.quotes.last(inst, venue.now),
            actual_sz=Decimal(0),
            is_trade_borrow_mode=False,
            **more,
        )
        algo = Algo(sent, inst, row)
        self.every[row.algo_id] = algo
        self.tell(algo)
        self.wait(algo)
        return algo

    def cancel(self, algo: Algo) -> None:
        """Wait no more; what is worked in pieces leaves its last order."""
        if algo.child is not None and algo.child.is_open:
            self.venue.cancel(algo.child, "1", "Algo order canceled by user")
        self.change(algo, state=AlgoState.CANCELED)

    def change(self, algo: Algo, **known: Any) -> None:
        """An algo order is another; it waits anew if it still does."""
        algo.row = changed(algo.row, self.venue.now, **known)
        algo.turn += 1
        self.tell(algo)

    def tell(self, algo: Algo) -> None:
        """Tell of an algo order as it is now."""
        kind = kind_of(algo.row.ord_type)
        self.account.tell(ThingChanged(self.venue.now, kind, algo.row))

    def open(self) -> Iterator[Algo]:
        """Those that wait or work, newest first."""
        return (algo for algo in reversed(self.every.values()) if algo.is_open)

    # What they wait for.

    def wait(self, algo: Algo) -> None:
        """Make the next appointment of an algo order."""
        from okx_sdk.sandbox.algos import working

        if not algo.is_open:
            return
        if algo.row.ord_type in SLICED:
            working.slices(self, algo)
        elif algo.row.ord_type == AlgoOrdType.CHASE:
            working.chase(self, algo)
        else:
            self._watch(algo)

    def at(self, algo: Algo, ts: int, act: Any) -> None:
        """Make an appointment, which holds until something else becomes of the order."""
        algo.turn += 1
        turn = algo.turn

        def keep(_: int) -> None:
            if algo.turn == turn and algo.is_open:
                act()

        self.venue.at(ts, keep)

    def _watch(self, algo: Algo) -> None:
        levels = list(self.levels(algo))
        start, end = self.venue.now + 1, self.venue.now + _AHEAD
        met = first_met(self.venue.market, algo.inst, levels, start, end)
        if met is None:
            self.at(algo, end, lambda: self._watch(algo))
        else:
            self.at(algo, met.ts, lambda: self._meet(algo, met))

    def _meet(self, algo: Algo, met: Met) -> None:
        if met.level.name == "follow":
            algo.best = met.px
            self._watch(algo)
        else:
            self.trigger(algo, met.level.name)

    def levels(self, algo: Algo) -> Iterator[Level]:
        """The prices that an algo order waits for."""
        row = algo.row
        if row.ord_type == _TRAILS:
            yield from self._trailing(algo)
            return
        if row.ord_type == AlgoOrdType.TRIGGER:
            yield self._level(algo, "trigger", row.trigger_px, row.trigger_px_type)
            return
        if row.tp_trigger_px is not None:
            yield self._level(algo, "tp", row.tp_trigger_px, row.tp_trigger_px_type)
        if row.sl_trigger_px is not None:
            yield self._level(algo, "sl", row.sl_trigger_px, row.sl_trigger_px_type)

    def _level(
        self, algo: Algo, name: str, px: Decimal | None, kind: TriggerPxType | None
    ) -> Level:
        assert px is not None, "the desk has made sure of it"
        source = str(kind or TriggerPxType.LAST)
        now = self._price(algo, source)
        return Level(name, px, self._is_above(algo, name, px, now), source)

    @staticmethod
    def _is_above(algo: Algo, name: str, px: Decimal, now: Decimal) -> bool:
        """A take-profit waits for a better price, a stop-loss for a worse one."""
        if name == "trigger":
            return px >= now
        return (name == "tp") != algo.is_buy

    def _price(self, algo: Algo, source: str) -> Decimal:
        return price_of(self.venue.market, algo.inst, source, self.venue.now)

    def _trailing(self, algo: Algo) -> Iterator[Level]:
        row, now = algo.row, self._price(algo, "last")
        if algo.best is None and row.active_px is not None:
            above = row.active_px >= now
            yield Level("follow", row.active_px, above)
            return
        best = algo.best = now if algo.best is None else algo.best
        distance = row.callback_spread or best * (row.callback_ratio or Decimal("0.01"))
        way = 1 if algo.is_buy else -1
        stop, better = best + way * distance, best - way * distance / _FINE
        algo.row = changed(row, self.venue.now, move_trigger_px=round(stop, 8))
        yield Level("stop", stop, algo.is_buy)
        yield Level("follow", better, not algo.is_buy)

    # What it does then.

    def trigger(self, algo: Algo, name: str) -> None:
        """Place the order that an algo order has waited to place."""
        row, venue = algo.row, self.venue
        prices = {"tp": row.tp_ord_px, "sl": row.sl_ord_px, "trigger": row.ord_px}
        px = prices.get(name)
        side = name if name in {"tp", "sl"} else None
        known: dict[str, Any] = {"trigger_time": venue.now, "actual_side": side}
        try:
            size = self.size_of(algo)
            order = self.place(algo, size, None if px in {None, -1} else px)
        except Refusal as refusal:
            failed = {"state": AlgoState.ORDER_FAILED, "fail_code": refusal.code}
            self.change(algo, **known, **failed)
            return
        known |= {"ord_id": str(order.ord_id), "ord_id_list": [str(order.ord_id)]}
        known |= {"actual_sz": order.sz, "actual_px": order.px or order.avg_px}
        self.change(algo, **known, state=AlgoState.EFFECTIVE)

    def size_of(self, algo: Algo) -> Decimal:
        """What it is to trade: its size, or a part of the position."""
        if algo.row.sz is not None:
            return algo.row.sz
        side = str(algo.row.pos_side or "net")
        held = [
            position
            for position in self.account.open_positions()
            if position.inst.inst_id == algo.inst.inst_id and position.pos_side == side
        ]
        if not held:
            raise Refusal("51169", "You don't have any positions to close.")
        return abs(held[0].sz) * (algo.row.close_fraction or 1)

    def place(
        self, algo: Algo, size: Decimal, px: Decimal | None, kind: OrdType | None = None
    ) -> Order:
        """An order of an algo order.

        Raises:
            Refusal: it was not accepted.
        """
        sent, row = algo.sent, algo.row
        market = OrdType.MARKET if px is None else OrdType.LIMIT
        closes = row.close_fraction is not None or bool(row.reduce_only)
        order = NewOrder(
            row.inst_id,
            sent.td_mode,
            row.side,
            kind or market,
            size,
            px=px,
            ccy=row.ccy,
            tag=row.tag,
            pos_side=row.pos_side,
            reduce_only=closes or None,
            tgt_ccy=sent.tgt_ccy,
            attach_algo_ords=sent.attach_algo_ords,
        )
        return self.venue.place(
            self.account,
            order,
            self.venue.now,
            source=_SOURCES.get(row.ord_type, "7"),
            algo_id=row.algo_id,
            algo_cl_ord_id=row.algo_cl_ord_id,
        )
