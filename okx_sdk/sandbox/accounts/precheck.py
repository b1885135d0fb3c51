"""What an order would do to an account, without placing it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from okx_sdk.models.enums import AcctLv
from okx_sdk.models.order_acks import OrderPrecheck
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts import checks
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.margin import (
    SHARED,
    is_cross,
    leverage,
    opening_margin,
    tier_of,
)
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import settled_in, worth
from okx_sdk.sandbox.accounts.standings import Standing, standing
from okx_sdk.sandbox.accounts.units import units_of
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["precheck"]


@exactly
def precheck(venue: Venue, account: Account, order: NewOrder) -> OrderPrecheck:
    """How the margin of an account would change.

    Raises:
        Refusal: 51010, the account's mode has no such check; or the order is bad.
    """
    if account.settings.acct_lv not in SHARED:
        raise Refusal("51010", "Request unsupported under current account mode")
    inst = checks.instrument_of(account, order, venue.market, venue.now)
    stands = standing(account, venue.quotes, venue.now)
    px = order.px or venue.quotes.last(inst, venue.now)
    made = _made(venue, account, inst, order, px)
    imr, mmr = _more(venue, stands, made, px)
    before = stands.ratio("")
    after = over(stands.adj_eq, stands.mmr + mmr) if stands.mmr + mmr > 0 else None
    return OrderPrecheck(
        adj_eq=tidied(stands.adj_eq),
        adj_eq_chg=ZERO,
        imr=tidied(stands.imr + imr),
        imr_chg=tidied(imr),
        mmr=tidied(stands.mmr + mmr),
        mmr_chg=tidied(mmr),
        mgn_ratio=_tidied(after),
        mgn_ratio_chg=None
        if before is None or after is None
        else tidied(after - before),
    )


def _made(
    venue: Venue, account: Account, inst: Instrument, sent: NewOrder, px: Decimal
) -> Order:
    """The order as it would be."""
    lever = None
    if inst.inst_type not in {"SPOT", "OPTION"}:
        lever = leverage(account, inst, str(sent.td_mode), str(sent.pos_side or "net"))
    return Order(account, 0, inst, sent, venue.now, sent.sz, px, lever)


def _more(
    venue: Venue, stands: Standing, order: Order, px: Decimal
) -> tuple[Decimal, Decimal]:
    """How much more initial and maintenance margin there would be, in dollars."""
    quotes, now, inst = venue.quotes, venue.now, order.inst
    if inst.inst_type == "SPOT":
        return ZERO, ZERO
    if stands.acct_lv == AcctLv.PORTFOLIO and is_cross(order):
        spot = {row.ccy: row.cash for row in stands.currencies}
        units = units_of(order.account, spot, quotes, now, coming=order)
        return (
            sum((u.imr for u in units), ZERO)
            - sum((u.imr for u in stands.units), ZERO),
            sum((u.mmr for u in units), ZERO)
            - sum((u.mmr for u in stands.units), ZERO),
        )
    usd = quotes.usd(settled_in(inst), now)
    mmr = worth(inst, px, order.sz) * usd * tier_of(inst, order.sz).mmr
    return opening_margin(order, order.sz, px) * usd, mmr


def _tidied(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidied(value)
