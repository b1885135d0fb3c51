"""What time does to accounts: funding, delivery, exercise, interest, looks at margins."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from attrs import define, field

from okx_sdk.models.enums import (
    BalanceEventType,
    BillSubType,
    BillType,
    InstType,
    MgnMode,
)
from okx_sdk.sandbox.accounts import fees, forced
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, over, tidied
from okx_sdk.sandbox.accounts.history import close_record
from okx_sdk.sandbox.accounts.interest import Interest, owes
from okx_sdk.sandbox.accounts.news import Changed
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import Position, worth
from okx_sdk.sandbox.bars import MINUTE, SECOND
from okx_sdk.sandbox.derivatives import FUNDING_MS
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.pricing import contract_size

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["Upkeep"]

# How long until the margins are looked at again, by the lowest ratio.
_LOOKS = (
    (Decimal("1.5"), SECOND),
    (Decimal(3), 10 * SECOND),
    (Decimal(10), MINUTE),
)
_RARELY = 15 * MINUTE


@define(eq=False)
class _Watched:
    """When an account's margins are looked at next."""

    at: int = 0


@define(eq=False)
class Upkeep:
    """Keeps the appointments of a venue's positions."""

    venue: Venue
    interest: Interest = field(init=False)
    _funding_at: int = field(default=0, init=False)
    _expiring: set[str] = field(factory=set[str], init=False)

    def __attrs_post_init__(self) -> None:
        self.interest = Interest(self.venue)

    def note_order(self, order: Order) -> None:
        """An order rests: it goes when its instrument does."""
        self._expect(order.inst)

    def note_fill(self, account: Account, inst: Instrument) -> None:
        """Positions may have changed: see to what they will want."""
        self._expect(inst)
        if inst.inst_type == "SWAP" and self._funding_at <= self.venue.now:
            self._plan_funding()
        self.interest.expect(account)
        if account.positions or owes(account):
            self._look_at(account, self.venue.now)

    # Margins.

    def _look_at(self, account: Account, at: int) -> None:
        watched = account.state_of(_Watched)
        watched.at = at
        self.venue.at(at, partial(self._look, account, at))

    def _look(self, account: Account, at: int, now: int) -> None:
        if account.state_of(_Watched).at != at:
            return  # another look was planned meanwhile
        if not account.positions and not owes(account):
            return
        ratio = forced.review(self.venue, account)
        is_planned = account.state_of(_Watched).at != at
        if (account.positions or owes(account)) and not is_planned:
            self._look_at(account, now + _interval(ratio))

    # Funding.

    def _plan_funding(self) -> None:
        self._funding_at = self.venue.now // FUNDING_MS * FUNDING_MS + FUNDING_MS
        self.venue.at(self._funding_at, self._fund)

    def _fund(self, now: int) -> None:
        funded = False
        for account in self.venue.accounts.values():
            for position in account.open_positions("SWAP"):
                self._pay(account, position, now)
                funded = True
            if account.positions:
                self._look_at(account, now)
        if funded:
            self._plan_funding()

    def _pay(self, account: Account, position: Position, now: int) -> None:
        """Longs pay shorts while the rate is above 0."""
        inst = position.inst
        mark = self.venue.quotes.mark(inst, now)
        rate = self.venue.market.funding(inst, now).sett_funding_rate
        amount = -worth(inst, mark, position.sz) * rate
        position.funding_fee += amount
        position.u_time = now
        is_isolated = position.mgn_mode == "isolated"
        if is_isolated:
            position.margin += amount
        account.book(
            position.ccy,
            ZERO if is_isolated else amount,
            now,
            type=BillType.FUNDING_FEE,
            sub_type=BillSubType("173" if amount < 0 else "174"),
            inst_type=InstType.SWAP,
            inst_id=inst.inst_id,
            mgn_mode=MgnMode(position.mgn_mode),
            sz=abs(position.sz),
            px=mark,
            pnl=tidied(amount),
            pos_bal_chg=tidied(amount) if is_isolated else None,
        )
        why = BalanceEventType.FUNDING_FEE
        account.tell(Changed(now, why, (position.ccy,), (position,)))

    # Expiry.

    def _expect(self, inst: Instrument) -> None:
        if inst.exp_time is not None and inst.inst_id not in self._expiring:
            self._expiring.add(inst.inst_id)
            self.venue.at(inst.exp_time, partial(self._expire, inst))

    def _expire(self, inst: Instrument, now: int) -> None:
        source = "10" if inst.inst_type == "OPTION" else "7"
        for account in self.venue.accounts.values():
            for order in tuple(account.orders.pending.values()):
                if order.inst.inst_id == inst.inst_id:
                    self.venue.cancel(order, source, "Canceled: it has expired")
            for position in tuple(account.positions.values()):
                if position.inst.inst_id == inst.inst_id:
                    self._deliver(account, position, now)

    def _deliver(self, account: Account, position: Position, now: int) -> None:
        """Settle a position that has expired, in cash."""
        inst, sz = position.inst, abs(position.sz)
        px = self.venue.market.settlement_price(inst, now)
        is_option = inst.inst_type == "OPTION"
        paid = payoff(inst, px) if is_option else px
        was_long, was_margin = position.is_long, position.margin
        pnl = position.reduce(sz, paid)
        fee = ZERO
        if not is_option:
            fee = worth(inst, px, sz) * fees.DELIVERY
        elif paid:
            fee = sz * contract_size(inst) * fees.EXERCISE
        position.fee += fee
        position.margin = ZERO
        cash = pnl
        if is_option:
            value = worth(inst, paid, sz)
            cash = value if was_long else -value
        account.book(
            position.ccy,
            cash + fee + was_margin,
            now,
            type=BillType.DELIVERY,
            sub_type=_delivered(inst, was_long=was_long, is_worth=bool(paid)),
            inst_type=InstType(inst.inst_type),
            inst_id=inst.inst_id,
            mgn_mode=MgnMode(position.mgn_mode),
            sz=sz,
            px=px,
            pnl=tidied(pnl),
            fee=tidied(fee),
        )
        record = close_record(position, "delivery", self.venue.quotes, now)
        account.closed.append((now, record))
        position.u_time = now
        account.positions.pop(position.pos_id, None)
        why = BalanceEventType.EXERCISED if is_option else BalanceEventType.DELIVERED
        account.tell(Changed(now, why, (position.ccy,), (position,)))


def _interval(ratio: Decimal | None) -> int:
    if ratio is None:
        return _RARELY
    return next((wait for bound, wait in _LOOKS if ratio < bound), _RARELY)


def payoff(inst: Instrument, px: Decimal) -> Decimal:
    """What an option is worth at its expiry, in coin."""
    assert inst.stk is not None, "an option has a strike"
    inner = px - inst.stk if inst.opt_type == "C" else inst.stk - px
    return over(max(inner, ZERO), px)


def _delivered(inst: Instrument, *, was_long: bool, is_worth: bool) -> BillSubType:
    if inst.inst_type != "OPTION":
        return BillSubType("112" if was_long else "113")
    if not is_worth:
        return BillSubType("172")
    return BillSubType("170" if was_long else "171")
