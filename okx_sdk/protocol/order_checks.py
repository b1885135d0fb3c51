"""Whether an order fits its instrument: price steps, size steps, and least sizes."""

from __future__ import annotations

from decimal import Context, Decimal

from okx_sdk.models.enums import InstState, OrdType, Side, TgtCcy
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.models.public import Instrument

__all__ = ["complaints", "complaints_of_change"]

_EXACT = Context(prec=700, traps=[])
"""For sizes of any length, and whatever the caller has set for his own sums."""

_AT_MARKET = frozenset({OrdType.MARKET, OrdType.OPTIMAL_LIMIT_IOC})


def complaints(order: NewOrder, instrument: Instrument) -> list[str]:
    """What the exchange would refuse of an order, in words; nothing if it is sound."""
    found = [*_of_state(instrument), *_of_price(order.px, instrument)]
    if not _is_in_quote(order, instrument):
        largest = (
            instrument.max_mkt_sz
            if order.ord_type in _AT_MARKET and instrument.inst_type != "SPOT"
            else instrument.max_lmt_sz
        )
        found += _of_size(order.sz, instrument, largest)
    elif order.sz <= 0:
        found.append(f"sz {order.sz:f} is not above zero")
    return found


def complaints_of_change(change: AmendOrder, instrument: Instrument) -> list[str]:
    """What the exchange would refuse of a change."""
    found = _of_price(change.new_px, instrument)
    if change.new_sz is not None:
        found += _of_size(change.new_sz, instrument, instrument.max_lmt_sz)
    return found


def _is_in_quote(order: NewOrder, instrument: Instrument) -> bool:
    """Whether the size is an amount of the quote currency: spot bought at market."""
    if order.ord_type != OrdType.MARKET or instrument.inst_type not in {
        "SPOT",
        "MARGIN",
    }:
        return False
    usual = TgtCcy.QUOTE_CCY if order.side == Side.BUY else TgtCcy.BASE_CCY
    return (order.tgt_ccy or usual) == TgtCcy.QUOTE_CCY


def _of_state(instrument: Instrument) -> list[str]:
    if instrument.state in {InstState.LIVE, InstState.REBASE}:
        return []
    return [f"{instrument.inst_id} is not open for trading: {instrument.state}"]


def _of_price(px: Decimal | None, instrument: Instrument) -> list[str]:
    tick = instrument.tick_sz
    if px is None or not tick or instrument.inst_type == "OPTION":  # see tick bands
        return []
    if px <= 0:
        return [f"px {px:f} is not above zero"]
    return [] if _fits(px, tick) else [f"px {px:f} is no multiple of the tick {tick:f}"]


def _fits(value: Decimal, step: Decimal) -> bool:
    return _EXACT.remainder(value, step) == 0


def _of_size(sz: Decimal, instrument: Instrument, largest: Decimal | None) -> list[str]:
    lot, least = instrument.lot_sz, instrument.min_sz
    found: list[str] = []
    if lot and not _fits(sz, lot):
        found.append(f"sz {sz:f} is no multiple of the lot {lot:f}")
    if least and sz < least:
        found.append(f"sz {sz:f} is below the least size {least:f}")
    if largest and sz > largest:
        found.append(f"sz {sz:f} is above the largest size {largest:f}")
    return found
