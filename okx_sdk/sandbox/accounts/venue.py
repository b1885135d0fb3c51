"""The matching engine: all accounts, their orders, and time, which is given.

`Venue` is the door. It is moved by `advance` alone; everything that is due until then
happens at its own moment, in order, however long the step. Times are in ms.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import count

from attrs import define, field

from okx_sdk.credentials import Credentials
from okx_sdk.models.enums import OrderState
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.sandbox import keys as known
from okx_sdk.sandbox.accounts import changing, entering, fees, mmp, reducing
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.arriving import Asked
from okx_sdk.sandbox.accounts.exact import ZERO, exactly
from okx_sdk.sandbox.accounts.keys import ALL, Key
from okx_sdk.sandbox.accounts.ladder import NEVER, Ladder
from okx_sdk.sandbox.accounts.margin import needed
from okx_sdk.sandbox.accounts.news import OrderChanged
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.room import check_room, set_aside
from okx_sdk.sandbox.accounts.rows import Amended, pushed_row
from okx_sdk.sandbox.accounts.settle import Match, settle
from okx_sdk.sandbox.accounts.upkeep import Upkeep
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["BALANCES", "Act", "Venue"]

Act = Callable[[int], None]

BALANCES: Mapping[str, Decimal] = {
    "USDT": Decimal(100_000),
    "USDC": Decimal(10_000),
    "BTC": Decimal(2),
    "ETH": Decimal(20),
    "SOL": Decimal(100),
    "OKB": Decimal(100),
}
"""What an account begins with."""

_OVER = "Cancellation failed as the order has been filled, canceled or does not exist."
_LEAVING = "Cancellation failed as the order is already in canceling status."
_MOST_ASKED = 200_000
_SINCE = 1_546_300_800_000  # ids count from 2019, and so have nineteen digits


@define(eq=False)
class Venue:
    """The accounts of one market.

    Args:
        market: what their orders meet besides one another.
        delay: ms that an accepted cancellation or amendment takes to be done.
    """

    market: Market
    delay: int = 5
    now: int = field(default=0, init=False)
    accounts: dict[str, Account] = field(factory=dict[str, Account], init=False)
    """By their names; the first is `main`."""
    keys: dict[str, Key] = field(factory=dict[str, Key], init=False)
    """Who may ask, by API key."""
    credentials: dict[str, Credentials] = field(
        factory=dict[str, Credentials], init=False
    )
    asked: deque[Asked] = field(
        factory=lambda: deque[Asked](maxlen=_MOST_ASKED), init=False
    )
    """The private requests, oldest first."""
    quotes: Quotes = field(init=False)
    upkeep: Upkeep = field(init=False)
    on_news: Callable[[Account, int], None] | None = field(default=None, init=False)
    """Told by `flush` of each account that has news."""
    _ladders: dict[str, Ladder] = field(factory=dict[str, Ladder], init=False)
    _timers: list[tuple[int, int, Act]] = field(
        factory=list[tuple[int, int, Act]], init=False
    )
    _serial: count[int] = field(factory=count, init=False)
    _trades: count[int] = field(factory=lambda: count(10**12), init=False)
    _last_id: int = field(default=0, init=False)
    _touched: dict[Account, None] = field(factory=dict[Account, None], init=False)

    def __attrs_post_init__(self) -> None:
        self.quotes = Quotes(self.market)
        self.upkeep = Upkeep(self)
        main = self.open("main")
        self.add_key(
            main, Credentials(known.API_KEY, known.SECRET_KEY, known.PASSPHRASE)
        )

    # Accounts and keys.

    def open(
        self,
        name: str,
        balances: Mapping[str, Decimal | str | int] = BALANCES,
        *,
        master: Account | None = None,
    ) -> Account:
        """A new account, with what it begins with; a sub-account if it has a *master*."""
        uid = str(10**17 + key_of("uid", name) % 10**17)
        main_uid = uid if master is None else master.uid
        account = Account(name, uid, main_uid, self.next_id, self._touch)
        account.reserve = lambda ccy: set_aside(account, ccy, self.quotes, self.now)
        for ccy, amount in balances.items():
            account.cash[ccy] = Decimal(amount)
        self.accounts[name] = account
        return account

    def add_key(
        self,
        account: Account,
        credentials: Credentials,
        permissions: frozenset[str] = ALL,
        *,
        label: str = "sandbox",
        is_demo: bool | None = None,
        ip: tuple[str, ...] = (),
    ) -> Key:
        """A new key of an account."""
        key = Key(credentials, account, permissions, label, is_demo, ip)
        self.keys[credentials.api_key] = key
        self.credentials[credentials.api_key] = credentials
        return key

    def key(self, credentials: Credentials) -> Key:
        """What is known of a key that has signed."""
        return self.keys[credentials.api_key]

    def keys_of(self, account: Account) -> list[str]:
        """The API keys of an account."""
        return [name for name, key in self.keys.items() if key.account is account]

    # Time.

    @property
    def due(self) -> int:
        """When something will next happen by itself."""
        first = self._timers[0][0] if self._timers else NEVER
        return min([first, *(ladder.due for ladder in self._ladders.values())])

    @exactly
    def advance(self, now: int) -> None:
        """Let everything happen that is due until *now*."""
        while (due := self.due) <= now:
            self.now = max(self.now, due)
            if self._timers and self._timers[0][0] <= due:
                _, _, act = heapq.heappop(self._timers)
                act(self.now)
            else:
                self._meet_market()
        self.now = max(self.now, now)

    def at(self, moment_: int, act: Act) -> None:
        """Do something at a time in ms, which it is then given."""
        heapq.heappush(self._timers, (moment_, next(self._serial), act))

    def flush(self) -> None:
        """Tell of the accounts that have news since the last time."""
        touched, self._touched = self._touched, {}
        if self.on_news is not None:
            for account in touched:
                self.on_news(account, self.now)

    def _touch(self, account: Account) -> None:
        self._touched[account] = None

    def next_id(self, ts: int) -> str:
        """A new id, larger than all before."""
        self._last_id = max(self._last_id + 1, (ts - _SINCE) << 22)
        return str(self._last_id)

    def next_trade(self) -> str:
        """The id of a fill: none of the market's own trades has it."""
        return str(next(self._trades))

    def next_turn(self) -> int:
        """A place behind all that rest."""
        return next(self._serial)

    # Orders.

    @exactly
    def place(
        self,
        account: Account,
        order: NewOrder,
        now: int,
        *,
        source: str = "",
        category: str = "normal",
        algo_id: str | None = None,
        algo_cl_ord_id: str | None = None,
        lag: float = 0.0,
    ) -> Order:
        """Place an order for an account; it is matched at once.

        Args:
            account: whose it is.
            order: as a user would send it.
            now: the time in ms.
            source: OKX's code for what placed it, if no user did.
            category: why it exists.
            algo_id: the algo order that it is of.
            algo_cl_ord_id: that one's name by the client.
            lag: seconds for which queries do not find it.

        Raises:
            Refusal: it was not accepted; nothing has changed.
        """
        self.advance(now)
        made = entering.admit(self, account, order)
        made.source, made.category = source, category
        made.algo_id, made.algo_cl_ord_id = algo_id, algo_cl_ord_id
        made.shown_at = self.now + int(lag * 1000) if lag else 0
        account.orders.add(made)
        entering.match(self, made)
        return made

    @exactly
    def cancel(
        self,
        order: Order,
        source: str,
        reason: str | None = None,
        *,
        state: OrderState = OrderState.CANCELED,
    ) -> None:
        """Cancel an order now; the *source* is OKX's code for why."""
        order.state = state
        order.cancel_source, order.cancel_reason = source, reason
        order.u_time = self.now
        self.end(order)
        self.tell(order)

    def cancel_soon(self, order: Order) -> None:
        """Accept a cancellation; the order may still be filled before it is done.

        Raises:
            Refusal: 51400, it is over; 51410, it is being cancelled already.
        """
        if not order.is_open:
            raise Refusal("51400", _OVER)
        if order.is_leaving:
            raise Refusal("51410", _LEAVING)
        order.is_leaving = True

        def done(_: int) -> None:
            if order.is_open:
                self.cancel(order, "1", "Order canceled by user")

        self.at(self.now + self.delay, done)

    @exactly
    def amend_soon(self, order: Order, asked: AmendOrder) -> None:
        """Accept an amendment; it is done a little later, if it still can be.

        Raises:
            Refusal: 51503, it is over; 51513, too many are on their way; or what is
                asked for cannot be.
        """
        changing.check_change(self, order, asked)
        order.amending += 1

        def done(_: int) -> None:
            order.amending -= 1
            changing.change(self, order, asked)

        self.at(self.now + self.delay, done)

    # What the rest of the engine uses.

    def ladder(self, inst: Instrument) -> Ladder:
        """What rests in an instrument, whichever its face."""
        found = self._ladders.get(inst.inst_id)
        if found is None:
            found = self._ladders[inst.inst_id] = Ladder(inst, self.market)
        return found

    def rest(self, order: Order) -> None:
        """Let an order rest."""
        self.upkeep.note_order(order)
        self.ladder(order.inst).add(order, self.now)

    def unrest(self, order: Order) -> None:
        """Take an order from where it rests, if it does."""
        if order.px is not None:
            self.ladder(order.inst).remove(order, self.now)

    def end(self, order: Order) -> None:
        """An order is over: nothing is set aside for it any more."""
        self.unrest(order)
        order.account.orders.pending.pop(order.ord_id, None)
        order.account.hold(order, ZERO)

    def tell(
        self, order: Order, *, is_fill: bool = False, amended: Amended | None = None
    ) -> None:
        """Tell of what became of an order."""
        row = pushed_row(order, self.quotes, self.now, is_fill=is_fill, amended=amended)
        order.account.tell(OrderChanged(self.now, row, order.inst.inst_family))

    def fill(
        self, order: Order, px: Decimal, sz: Decimal, *, is_taker: bool, trade_id: str
    ) -> None:
        """Fill an order, in part or in full."""
        settle(Match(order, px, sz, is_taker, trade_id, self.now), self.quotes)
        if order.is_open:
            _, amount = needed(order, self.quotes, self.now)
            order.account.hold(order, min(order.held, amount))
        else:
            self.end(order)
        self.tell(order, is_fill=True)
        mmp.note_fill(self, order, sz)
        if order.inst.inst_type != "SPOT":
            reducing.trim(self, order.account, order.inst)
        self.upkeep.note_fill(order.account, order.inst)

    def taker_rate(self, inst: Instrument) -> Decimal:
        """The fee of a taker, as a share, negative as it is charged."""
        return fees.rate_of(inst, is_taker=True)

    def reserve_for(self, order: Order) -> None:
        """Set aside what an order needs, instead of what was set aside for it.

        Raises:
            Refusal: 51008, there is not so much.
        """
        ccy, amount = needed(order, self.quotes, self.now)
        check_room(order, ccy, amount, self.quotes, self.now)
        order.held_ccy = ccy
        order.account.hold(order, amount)

    def _meet_market(self) -> None:
        """Let the market's trades fill what they reach."""
        for ladder in tuple(self._ladders.values()):
            if ladder.due > self.now:
                continue
            for hit in ladder.step(self.now):
                if hit.order.is_open and hit.order.px is not None:
                    self.fill(
                        hit.order,
                        hit.order.px,
                        hit.sz,
                        is_taker=False,
                        trade_id=self.next_trade(),
                    )
            ladder.search(self.now)
