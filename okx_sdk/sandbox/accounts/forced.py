"""What the exchange does with positions unasked: liquidation, in outline as OKX does.

Orders that hold margin go first. A position on the third step of its ladder or above
is cut back by two steps, a smaller one is closed. Both happen at the mark price, for
the taker's fee and a penalty; what an account cannot pay the insurance fund does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from okx_sdk.models.enums import (
    AcctLv,
    BalanceEventType,
    BillSubType,
    BillType,
    OrderState,
    OrdType,
    PosSide,
    Side,
    TdMode,
)
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts import fees, margin
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, stepped, tidied
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.news import Changed
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.position_rows import ratio_of
from okx_sdk.sandbox.accounts.positions import Position, worth
from okx_sdk.sandbox.accounts.repaying import has_to_repay, repay
from okx_sdk.sandbox.accounts.standings import Standing, standing
from okx_sdk.sandbox.accounts.units import units_of
from okx_sdk.sandbox.statistics import position_tiers

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["review"]

_CUT_FROM = 3  # the step of the ladder from which positions are cut back


@exactly
def review(venue: Venue, account: Account) -> Decimal | None:
    """Liquidate what is not covered any more; gives the lowest margin ratio left."""
    while True:
        stands = standing(account, venue.quotes, venue.now)
        lowest, worst = _worst(stands)
        if worst is None or lowest is None or lowest > 1:
            of_all = stands.ratio("") if account.settings.acct_lv in SHARED else None
            is_short = of_all is not None and of_all <= 1
            has_to = is_short or has_to_repay(venue, account)
            if has_to and repay(venue, account):
                continue
            return lowest if of_all is None else min(lowest or of_all, of_all)
        if worst.mgn_mode == "cross" and _cancel_orders(venue, account, worst.ccy):
            continue
        _liquidate(venue, account, _largest(venue, account, worst))


def _worst(stands: Standing) -> tuple[Decimal | None, Position | None]:
    """The position that is covered least, and how often it is."""
    lowest: Decimal | None = None
    worst: Position | None = None
    for position, mark in stands.marked:
        ratio = ratio_of(position, mark, stands)
        if ratio is not None and (lowest is None or ratio < lowest):
            lowest, worst = ratio, position
    return lowest, worst


def _cancel_orders(venue: Venue, account: Account, ccy: str) -> bool:
    """Cancel the orders that hold margin in a currency; whether there were any."""
    doomed = [
        order
        for order in account.orders.pending.values()
        if order.inst.inst_type != "SPOT"
        and (order.held_ccy == ccy or account.settings.acct_lv in SHARED)
    ]
    for order in doomed:
        venue.cancel(order, "3", "Risk cancellation: insufficient margin ratio")
    return bool(doomed)


def _largest(venue: Venue, account: Account, position: Position) -> Position:
    """Of positions that are covered together, the one that wants most margin."""
    if position.mgn_mode != "cross":
        return position
    rivals = [
        other
        for other in account.positions.values()
        if other.mgn_mode == "cross"
        and (other.ccy == position.ccy or account.settings.acct_lv in SHARED)
    ]

    def wanted(other: Position) -> Decimal:
        if account.settings.acct_lv == AcctLv.PORTFOLIO:
            return _relief(venue, account, other)
        mark = venue.quotes.mark(other.inst, venue.now)
        usd = venue.quotes.usd(other.ccy, venue.now)
        return margin.maintenance(other, mark) * usd

    return max(rivals, key=wanted)


def _relief(venue: Venue, account: Account, position: Position) -> Decimal:
    """How much margin all units want less without a position."""
    stands = standing(account, venue.quotes, venue.now)
    spot = {row.ccy: row.cash for row in stands.currencies}
    quotes, now = venue.quotes, venue.now
    units = units_of(account, spot, quotes, now, without=position)
    return stands.mmr - stands.borrow_mmr - sum((unit.mmr for unit in units), ZERO)


def _liquidate(venue: Venue, account: Account, position: Position) -> None:
    """Cut a position back, or close it, at the mark price."""
    inst, size = position.inst, abs(position.sz)
    tier = margin.tier_of(inst, size).tier
    is_cut = tier >= _CUT_FROM and inst.inst_type != "OPTION"
    sz = size
    if is_cut:
        kept = stepped(position_tiers(inst)[tier - 3].max_sz, inst.lot_sz)
        sz = size - kept
    mark = venue.quotes.mark(inst, venue.now)
    order = _order(venue, account, position, sz, is_cut=is_cut)
    account.orders.add(order)
    penalty = worth(inst, mark, sz) * fees.LIQUIDATION
    position.liq_penalty += penalty
    ccy, before = position.ccy, account.balance(position.ccy)
    venue.fill(order, mark, sz, is_taker=True, trade_id=venue.next_trade())
    account.book(
        ccy,
        penalty,
        venue.now,
        type=BillType.LIQUIDATION,
        sub_type=BillSubType.LIQUIDATION_TRANSFER_OUT,
        inst_id=inst.inst_id,
        fee=tidied(penalty),
    )
    lost = before - account.balance(ccy)
    if position.mgn_mode == "isolated" and lost > 0:
        _insure(venue, account, ccy, lost)  # no more than its margin can be lost
    _absorb(venue, account, ccy)


def _order(
    venue: Venue, account: Account, position: Position, sz: Decimal, *, is_cut: bool
) -> Order:
    sent = NewOrder(
        position.inst.inst_id,
        TdMode(position.mgn_mode),
        Side.SELL if position.is_long else Side.BUY,
        OrdType.MARKET,
        sz,
        pos_side=PosSide(position.pos_side),
    )
    return Order(
        account=account,
        ord_id=int(venue.next_id(venue.now)),
        inst=position.inst,
        sent=sent,
        c_time=venue.now,
        u_time=venue.now,
        sz=sz,
        px=None,
        lever=position.lever,
        category="partial_liquidation" if is_cut else "full_liquidation",
        state=OrderState.LIVE,
    )


def _absorb(venue: Venue, account: Account, ccy: str) -> None:
    """Have the insurance fund pay what the account cannot."""
    debt = account.balance(ccy)
    if debt >= 0 or any(p.ccy == ccy for p in account.positions.values()):
        return
    if account.settings.acct_lv in SHARED:
        stands = standing(account, venue.quotes, venue.now)
        if stands.adj_eq >= ZERO:
            return  # other currencies cover it
        while account.balance(ccy) < 0 and repay(venue, account):
            pass  # the fund pays when nothing else is left
        debt = min(ZERO, account.balance(ccy))
    if debt:
        _insure(venue, account, ccy, -debt)


def _insure(venue: Venue, account: Account, ccy: str, amount: Decimal) -> None:
    account.book(
        ccy,
        amount,
        venue.now,
        type=BillType.CLAWBACK,
        sub_type=BillSubType.LIQUIDATION_TRANSFER_IN,
    )
    account.tell(Changed(venue.now, BalanceEventType.LIQUIDATION, (ccy,)))
