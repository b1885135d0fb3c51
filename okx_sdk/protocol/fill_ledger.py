"""Fills of one's own, each of them once, from whichever side they are heard."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import attrs
from attrs import define, field

from okx_sdk.models.trade import Fill, Order
from okx_sdk.protocol.order_ledger import is_done

__all__ = ["FillCheck", "FillLedger", "fill_of"]

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
    order is part of a fill's name.
    """

    _known: dict[Name, Decimal] = field(factory=dict[Name, Decimal], init=False)

    def take(self, fill: Fill) -> Fill | None:
        """The fill, if it is new, or what is new of it; from now on it is known.

        One that stands for several has the trade of the last of them.
        """
        *others, own = _names(fill)
        known = [self._known[name] for name in (*others, own) if name in self._known]
        if len(known) == len(others) + 1:
            return None
        if known:
            fill = attrs.evolve(fill, fill_sz=fill.fill_sz - sum(known, _NOTHING))
        for name in others:
            self._known.setdefault(name, _NOTHING)
        self._known[own] = fill.fill_sz
        while len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        return fill if fill.fill_sz > 0 else None


@define
class FillCheck:
    """Whether the orders of the channel have left a fill out.

    What is filled of an order in all must be what was, and the fill it tells of. An
    order that is older than the stream is checked from the second push on.
    """

    _filled: dict[str, Decimal] = field(factory=dict[str, Decimal], init=False)
    _latest: datetime | None = field(default=None, init=False)

    def lacks(self, order: Order) -> bool:
        """Whether something was filled before this push that no push has told of."""
        filled = order.acc_fill_sz or _NOTHING
        last = (order.fill_sz or _NOTHING) if order.trade_id else _NOTHING
        known = self._filled.get(order.ord_id)
        if known is None:
            is_ours = self._latest and order.c_time and order.c_time > self._latest
            known = _NOTHING if is_ours else filled
        if is_done(order):
            self._filled.pop(order.ord_id, None)
        else:
            self._filled[order.ord_id] = max(filled, known)
        if order.u_time and (self._latest is None or order.u_time > self._latest):
            self._latest = order.u_time
        return filled - last > known

    def reset(self) -> None:
        """Pushes may be missing: what was filled is not known any more."""
        self._filled.clear()
        self._latest = None


def _names(fill: Fill) -> list[Name]:
    """Its names, the last one its own: one of several stands for as many trades."""
    if fill.count is None or fill.count < 2 or not fill.trade_id.isdecimal():
        return [(fill.inst_id, fill.trade_id, fill.ord_id)]
    last = int(fill.trade_id)
    trades = range(last - fill.count + 1, last + 1)
    return [(fill.inst_id, str(trade), fill.ord_id) for trade in trades]
