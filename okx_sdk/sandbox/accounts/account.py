"""One account: what it holds, what it has on order, and what became of both.

This is the door for everything else that the sandbox simulates. `balance` and `free`
say what there is, `move` changes it and writes the bill, `state_of` keeps what another
section has to remember of the account, and `subscribe` tells of what happens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from attrs import define, field

from okx_sdk.models.account_records import Bill, ClosedPositionRecord
from okx_sdk.models.enums import (
    AcctLv,
    BalanceEventType,
    BillSubType,
    BillType,
    FeeType,
    GreeksType,
    InstType,
    PosMode,
    StpMode,
)
from okx_sdk.models.trade import Fill
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, tidied
from okx_sdk.sandbox.accounts.news import Changed, News
from okx_sdk.sandbox.accounts.orders import Order, Orders
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["Account", "Listener", "Settings", "insufficient"]

T = TypeVar("T")


class Listener(Protocol):
    """Something that is told what happens to an account. It is held weakly."""

    def hear(self, news: News) -> None:
        """Take a piece of news."""
        ...


@define(eq=False)
class Settings:
    """How an account is set up, by OKX's words."""

    acct_lv: AcctLv = AcctLv.FUTURES
    pos_mode: PosMode = PosMode.NET_MODE
    stp_mode: StpMode = StpMode.CANCEL_MAKER
    fee_type: FeeType = FeeType.RECEIVED_CURRENCY
    greeks_type: GreeksType = GreeksType.PA
    auto_loan: bool = False
    enable_spot_borrow: bool = False
    spot_borrow_auto_repay: bool = False
    ct_iso_mode: str = "automatic"
    mgn_iso_mode: str = "automatic"
    settle_ccy: str = "USDT"
    stgy_type: str = "0"
    levers: dict[tuple[str, str, str], Decimal] = field(
        factory=dict[tuple[str, str, str], Decimal]
    )
    """The leverage that was set, by instrument or currency, margin mode and side."""
    no_collateral: set[str] = field(factory=set[str])
    """Currencies that were told not to count as collateral."""
    spot_offsets: dict[str, Decimal] = field(factory=dict[str, Decimal])
    """How much of a coin may hedge its derivatives, in portfolio margin."""


@define(eq=False)
class Account:
    """What one user has; times in ms.

    Args:
        name: how the sandbox calls it.
        uid: its number, and *main_uid* that of its master, the same if it is one.
        next_id: gives a new id for a time, as text; ids rise.
        touch: tells the venue that there is news of this account.
    """

    name: str
    uid: str
    main_uid: str
    next_id: Callable[[int], str]
    touch: Callable[[Account], None]
    cash: dict[str, Decimal] = field(factory=lambda: defaultdict[str, Decimal](Decimal))
    settings: Settings = field(factory=Settings)
    orders: Orders = field(factory=Orders, init=False)
    fills: list[Fill] = field(factory=list[Fill], init=False)
    bills: list[Bill] = field(factory=list[Bill], init=False)
    positions: dict[str, Position] = field(factory=dict[str, Position], init=False)
    """What is open, by position id."""
    closed: list[tuple[int, ClosedPositionRecord]] = field(
        factory=list[tuple[int, ClosedPositionRecord]], init=False
    )
    """What was closed, with its time, oldest first."""
    holds: dict[str, Decimal] = field(
        factory=lambda: defaultdict[str, Decimal](Decimal), init=False
    )
    """What open orders set aside, by currency."""
    changed_at: dict[str, int] = field(factory=dict[str, int], init=False)
    reserve: Callable[[str], Decimal] = field(default=lambda _: ZERO, init=False)
    """What positions set aside of a currency; the venue knows."""
    _states: dict[type, Any] = field(factory=dict[type, Any], init=False)
    # In the order in which they came, which a set has not.
    _listeners: WeakKeyDictionary[Listener, None] = field(
        factory=WeakKeyDictionary[Listener, None], init=False
    )

    # What others use.

    def balance(self, ccy: str) -> Decimal:
        """What it has of a currency in cash, free or not."""
        return self.cash.get(ccy, ZERO)

    @exactly
    def free(self, ccy: str) -> Decimal:
        """What is free of a currency: not set aside for orders or positions."""
        left = self.balance(ccy) - self.holds.get(ccy, ZERO) - self.reserve(ccy)
        return max(ZERO, min(left, self.balance(ccy)))

    @exactly
    def move(
        self,
        ccy: str,
        amount: Decimal,
        now: int,
        *,
        type: BillType | str,  # noqa: A002 - OKX's word
        sub_type: BillSubType | str,
        why: BalanceEventType = BalanceEventType.TRANSFERRED,
        **words: Any,
    ) -> Bill:
        """Add to a balance, or take away what is below 0, and write the bill.

        Args:
            ccy: the currency.
            amount: what is added; negative takes away, of what is free alone.
            now: the time in ms.
            type: the bill's type.
            sub_type: the bill's kind.
            why: what subscribers to balances are told.
            **words: other fields of the bill, such as `notes`.

        Raises:
            Refusal: 51008, there is not so much that is free.
        """
        if amount < 0 and self.free(ccy) < -amount:
            raise insufficient(ccy)
        bill = self.book(ccy, amount, now, type=type, sub_type=sub_type, **words)
        self.tell(Changed(now, why, (ccy,)))
        return bill

    def state_of(self, kind: Callable[[], T]) -> T:
        """What a section keeps of this account: made once by its class, then the same."""
        assert isinstance(kind, type), "a class of the section's own"
        if kind not in self._states:
            self._states[kind] = kind()
        found: T = self._states[kind]
        return found

    def subscribe(self, listener: Listener) -> None:
        """Have a listener told of all that happens; it is forgotten when it is gone."""
        self._listeners[listener] = None

    # What the venue uses.

    @exactly
    def book(
        self,
        ccy: str,
        amount: Decimal,
        now: int,
        *,
        type: BillType | str,  # noqa: A002
        sub_type: BillSubType | str,
        **words: Any,
    ) -> Bill:
        """Change a balance and write the bill, whatever is free; nobody is told."""
        amount = tidied(amount)
        self.cash[ccy] = self.balance(ccy) + amount
        self.changed_at[ccy] = now
        bill = Bill(
            bill_id=self.next_id(now),
            ccy=ccy,
            ts=moment(now),
            type=BillType(type),
            sub_type=BillSubType(sub_type),
            bal_chg=amount,
            bal=tidied(self.cash[ccy]),
            **words,
        )
        self.bills.append(bill)
        return bill

    @exactly
    def hold(self, order: Order, amount: Decimal) -> None:
        """Set so much aside for what is left of an order, instead of what was."""
        ccy = order.held_ccy
        self.holds[ccy] = self.holds[ccy] + amount - order.held
        order.held = amount
        if not self.holds[ccy]:
            del self.holds[ccy]

    def tell(self, news: News) -> None:
        """Tell all who listen."""
        for listener in tuple(self._listeners):
            listener.hear(news)
        self.touch(self)

    def open_positions(self, inst_type: InstType | str | None = None) -> list[Position]:
        """What is open, of one product line or of all, oldest first."""
        return [
            position
            for position in self.positions.values()
            if inst_type in {None, "ANY", position.inst.inst_type}
        ]


def insufficient(ccy: str, what: str = "balance") -> Refusal:
    """There is not enough."""
    return Refusal("51008", f"Order failed. Insufficient {ccy} {what} in account")
