"""What is free to trade with, to lend and to take away, in each account mode."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.enums import AcctLv
from okx_sdk.sandbox.accounts import lending, margin
from okx_sdk.sandbox.accounts.account import Account, insufficient
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import settled_in
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.standings import Standing, haircut, standing
from okx_sdk.sandbox.accounts.units import units_of

__all__ = [
    "check_room",
    "free_equity",
    "free_in",
    "loan_in",
    "loan_of",
    "own_equity",
    "set_aside",
    "spendable",
]


def free_equity(account: Account, ccy: str, quotes: Quotes, now: int) -> Decimal:
    """What is free as margin, in a currency; of all currencies where they are shared."""
    if account.settings.acct_lv not in SHARED:
        return margin.free_of(account, ccy, quotes, now)
    return max(ZERO, over(standing(account, quotes, now).room, quotes.usd(ccy, now)))


def own_equity(account: Account, ccy: str, quotes: Quotes, now: int) -> Decimal:
    """What is free of one currency alone, to become the margin of a position."""
    if account.settings.acct_lv in SHARED:
        return account.free(ccy)
    return margin.free_of(account, ccy, quotes, now)


@exactly
def set_aside(account: Account, ccy: str, quotes: Quotes, now: int) -> Decimal:
    """What of a currency is neither free nor on hold: positions and loans want it.

    Where currencies are shared, so much of each is free as the others can do without.
    """
    if account.settings.acct_lv not in SHARED:
        return margin.reserved(account, ccy, quotes, now)
    left = account.balance(ccy) - account.holds.get(ccy, ZERO)
    if left <= 0:
        return ZERO
    return left - free_in(standing(account, quotes, now), ccy)


def free_in(stands: Standing, ccy: str) -> Decimal:
    """What is free of a currency where they are shared."""
    return max(ZERO, min(_unlost(stands, ccy), _dispensable(stands, ccy)))


def _unlost(stands: Standing, ccy: str) -> Decimal:
    """What is left of a currency after what positions have lost of it."""
    row = stands.of(ccy)
    return max(ZERO, row.cash - row.held + min(ZERO, row.cross - row.cash))


def _dispensable(stands: Standing, ccy: str) -> Decimal:
    """How much of a currency could go without margin being short."""
    row = stands.of(ccy)
    if not stands.imr or row.counted <= 0:
        return row.cash - row.held
    return max(ZERO, over(stands.room, over(row.counted, row.cross)))


@exactly
def loan_of(account: Account, ccy: str, quotes: Quotes, now: int) -> Decimal:
    """What may be borrowed of a currency, besides what is owed and on order."""
    if account.settings.acct_lv not in SHARED:
        return ZERO
    return loan_in(account, standing(account, quotes, now), ccy, quotes.usd(ccy, now))


def loan_in(account: Account, stands: Standing, ccy: str, usd: Decimal) -> Decimal:
    """The same, of an account that stands so; *usd* is what one of it is worth."""
    is_lent = stands.acct_lv in SHARED and account.settings.auto_loan
    if not is_lent or not lending.is_lent(ccy):
        return ZERO
    backed = over(max(ZERO, stands.room), usd * lending.INITIAL)
    return min(_lendable(stands, ccy), backed)


def _lendable(stands: Standing, ccy: str) -> Decimal:
    """What is left of the quota of a currency."""
    row = stands.of(ccy)
    return max(ZERO, lending.quota(ccy) - row.liab - row.upl_liab - row.potential)


@exactly
def spendable(
    account: Account, ccy: str, got: str, quotes: Quotes, now: int
) -> Decimal:
    """What a spot order may spend of a currency, for another: what is free, or is lent.

    Where currencies are shared, what is got backs positions as what is given did, but
    for its discount; of what is lent there has to be margin, too.
    """
    if account.settings.acct_lv not in SHARED:
        return account.free(ccy)
    stands = standing(account, quotes, now)
    own, lost = _unlost(stands, ccy), haircut(account, got)
    usable = over(max(ZERO, stands.room), quotes.usd(ccy, now) or Decimal(1))
    if stands.imr and own * lost > usable:
        return over(usable, lost)
    if not account.settings.auto_loan or not lending.is_lent(ccy):
        return own
    if not stands.imr:
        usable = max(usable, own * lost)
    loan = over(usable - own * lost, lending.INITIAL + lost)
    return own + min(_lendable(stands, ccy), loan)


def check_room(
    order: Order, ccy: str, amount: Decimal, quotes: Quotes, now: int
) -> None:
    """Make sure that an order can have what it needs, besides what it has.

    Raises:
        Refusal: 51008, there is not so much.
    """
    account = order.account
    if _is_of_a_unit(order):
        _check_unit(order, amount - order.held, quotes, now)
    elif order.inst.inst_type != "SPOT":
        if amount > order.held + free_equity(account, ccy, quotes, now):
            raise insufficient(ccy, "margin")
    elif amount > order.held:
        got = order.inst.base_ccy if order.is_buy else order.inst.quote_ccy
        if amount > order.held + spendable(account, ccy, got, quotes, now):
            raise insufficient(ccy)


def _is_of_a_unit(order: Order) -> bool:
    """Whether a risk unit is margined by it, and it has no margin of its own."""
    is_portfolio = order.account.settings.acct_lv == AcctLv.PORTFOLIO
    is_spot = order.inst.inst_type == "SPOT"
    return is_portfolio and not is_spot and margin.is_cross(order)


def _check_unit(order: Order, fee: Decimal, quotes: Quotes, now: int) -> None:
    """Orders that make no unit riskier are always let in."""
    account = order.account
    stands = standing(account, quotes, now)
    spot = {row.ccy: row.cash for row in stands.currencies}
    units = units_of(account, spot, quotes, now, coming=order)
    more = sum((unit.imr for unit in units), ZERO)
    more -= sum((unit.imr for unit in stands.units), ZERO)
    settled = settled_in(order.inst)
    if more > 0 and more + fee * quotes.usd(settled, now) > stands.room:
        raise insufficient("USD", "margin")
