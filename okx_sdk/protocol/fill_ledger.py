"""Fills of one's own, each of them once, from whichever side they are heard."""

from __future__ import annotations

from decimal import Decimal

import attrs
from attrs import define, field

from okx_sdk.models.trade import Fill, Order
from okx_sdk.protocol.order_ledger import is_done

__all__ = ["FillLedger", "fill_of"]

REMEMBERED = 20_000

Name = tuple[str, str, str]
_NOTHING = Decimal()


def fill_of(order: Order) -> Fill | None:
    """The fill that an order of the channel tells of, if it tells of one.

    What `get_fills` says besides, such as the bill, orders do not tell.
    """
    time = order.fill_time or order.u_time
    if not order.trade_id or not order.fill_sz or order.fill_px is None or time is None:
        return None
    return Fill(
        inst_id=order.inst_id,
        trade_id=order.trade_id,
        ord_id=order.ord_id,
        side=order.side,
        fill_px=order.fill_px,
        fill_sz=order.fill_sz,
        ts=time,
        inst_type=order.inst_type,
        cl_ord_id=order.cl_ord_id,
        tag=order.tag,
        fill_idx_px=order.fill_idx_px,
        fill_pnl=order.fill_pnl,
        fill_px_vol=order.fill_px_vol,
        fill_px_usd=order.fill_px_usd,
        fill_mark_vol=order.fill_mark_vol,
        fill_fwd_px=order.fill_fwd_px,
        fill_mark_px=order.fill_mark_px,
        pos_side=order.pos_side,
        exec_type=order.exec_type,
        fee_ccy=order.fill_fee_ccy,
        fee=order.fill_fee,
        fill_time=order.fill_time,
        trade_quote_ccy=order.trade_quote_ccy,
    )


@define
class FillLedger:
    """The last 20,000 fills, by instrument, trade and order.

    An order that trades with another of the same user has its trade twice: so the
    order is part of a fill's name. What is filled of an order is added up, to see
    whether a fill was left out.
    """

    _known: dict[Name, Decimal] = field(factory=dict[Name, Decimal], init=False)
    _filled: dict[str, Decimal] = field(factory=dict[str, Decimal], init=False)

    def begin(self, order: Order) -> None:
        """Take an order as it stands: what was filled of it before is no news."""
        self._vouch(order.ord_id, order.acc_fill_sz or _NOTHING)

    def take(self, fill: Fill) -> Fill | None:
        """The fill, if it is new, or what is new of it; from now on it is known.

        One that stands for several has the trade of the last of them.
        """
        names = _names(fill)
        known = [self._known[name] for name in names if name in self._known]
        if len(known) == len(names):
            return None
        if len(known) > 0:
            fill = attrs.evolve(fill, fill_sz=fill.fill_sz - sum(known, _NOTHING))
        for name in names[:-1]:
            self._known.setdefault(name, _NOTHING)
        self._known[names[-1]] = fill.fill_sz
        while len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        self._add(fill)
        return fill if fill.fill_sz > 0 else None

    def _add(self, fill: Fill) -> None:
        if fill.ord_id in self._filled:
            self._filled[fill.ord_id] += fill.fill_sz

    def lacks(self, order: Order) -> bool:
        """Whether more was filled of an order than is known, its last fill included."""
        fill = fill_of(order)
        last = fill.fill_sz if fill and _names(fill)[-1] not in self._known else None
        known = self._filled.get(order.ord_id, _NOTHING)
        return (order.acc_fill_sz or _NOTHING) > known + (last or _NOTHING)

    def settle(self, order: Order) -> None:
        """All that was filled of an order is known, or has been asked for."""
        if is_done(order):
            self._filled.pop(order.ord_id, None)
        else:
            self._vouch(order.ord_id, order.acc_fill_sz or _NOTHING)

    def _vouch(self, ord_id: str, filled: Decimal) -> None:
        self._filled[ord_id] = max(filled, self._filled.get(ord_id, _NOTHING))


def _names(fill: Fill) -> list[Name]:
    """Its names, the last one its own: one of several stands for as many trades."""
    if fill.count is None or fill.count < 2 or not fill.trade_id.isdecimal():
        return [(fill.inst_id, fill.trade_id, fill.ord_id)]
    last = int(fill.trade_id)
    trades = range(last - fill.count + 1, last + 1)
    return [(fill.inst_id, str(trade), fill.ord_id) for trade in trades]
