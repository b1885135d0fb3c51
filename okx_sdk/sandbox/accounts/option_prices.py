"""Prices of options that were sent in dollars or as volatility, in coin."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from attrs import evolve

from okx_sdk.models.enums import PxType
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts.exact import over
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.derivatives import option_terms
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.options import coin_value

__all__ = ["in_coin", "unit_of"]


def unit_of(sent: NewOrder) -> PxType:
    """The unit that an option's price was sent in."""
    if sent.px_usd is not None:
        return PxType.PX_USD
    return PxType.PX_VOL if sent.px_vol is not None else PxType.PX


def in_coin(
    quotes: Quotes, inst: Instrument, sent: NewOrder, now: int
) -> Decimal | None:
    """The price of an order in coin, to the tick; of other instruments as sent."""
    if inst.inst_type != "OPTION" or unit_of(sent) == PxType.PX:
        return sent.px
    index = quotes.index(inst, now)
    if sent.px_usd is not None:
        px = over(sent.px_usd, index)
    else:
        terms, carried = option_terms(quotes.market.seed, inst, now)
        priced = evolve(terms, vol=float(sent.px_vol or 0))
        px = Decimal(f"{coin_value(priced, float(index) * carried):.12f}")
    ticks = (px / inst.tick_sz).to_integral_value(ROUND_HALF_UP)
    return max(ticks, Decimal(1)) * inst.tick_sz
