"""What an order would do to an account, without placing it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from okx_sdk.models.order_acks import OrderPrecheck
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts import checks
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.margin import SHARED, leverage, tier_of
from okx_sdk.sandbox.accounts.positions import settled_in, worth
from okx_sdk.sandbox.accounts.standings import standing
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
    px = order.px or venue.quotes.last(inst, venue.now)
    stands = standing(account, venue.quotes, venue.now)
    imr = mmr = ZERO
    if inst.inst_type != "SPOT":
        value = worth(inst, px, order.sz) * venue.quotes.usd(
            settled_in(inst), venue.now
        )
        side = str(order.pos_side or "net")
        imr = over(value, leverage(account, inst, str(order.td_mode), side))
        mmr = value * tier_of(inst, order.sz).mmr
    before = stands.ratio("")
    after = over(stands.adj_eq, stands.mmr + mmr) if stands.mmr + mmr else None
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


def _tidied(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidied(value)
