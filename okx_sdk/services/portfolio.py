"""What the account has, kept current: open orders, positions and balances."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import ExitStack
from decimal import Decimal
from types import TracebackType
from typing import Self

import anyio
from attrs import define

from okx_sdk.engine.bell import Bell
from okx_sdk.engine.hub import Hub
from okx_sdk.engine.tasks import gather
from okx_sdk.engine.wanted import date_of
from okx_sdk.errors import OkxError, PortfolioStale, StreamError
from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.enums import MgnMode, PosSide
from okx_sdk.models.positions import Position
from okx_sdk.models.trade import Order
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.holdings import Holdings, position_key
from okx_sdk.protocol.order_ledger import age
from okx_sdk.rest.account import Account
from okx_sdk.services.patience import patiently
from okx_sdk.services.portfolio_audit import missed
from okx_sdk.services.portfolio_parts import Part
from okx_sdk.services.reconcile import OrderRepair, Records

__all__ = ["Change", "Portfolio"]

logger = logging.getLogger("okx_sdk.stream")

Change = Order | Position | BalanceDetail
"""What can change: an order that is done comes as such, a position that was closed with
a size of 0."""


@define
class _Lost:
    """Why the portfolio cannot be vouched for, and for how many reasons so far."""

    cause: str | None = None
    times: int = 0
    gap: Gap | None = None


class Portfolio(AsyncIterator[Change]):
    """Open orders, positions and balances, each as the exchange last told of it.

    Use it with `async with`. It begins with what the account has, and follows the
    streams of orders, positions and the account. While one of them is interrupted it
    is not served: reading it raises `PortfolioStale`, until the streams are back and
    all that may have changed was read over REST. Reading it waits for nothing; iterating
    it gives what changes.

    Raises, while reading:
        PortfolioStale: it cannot be vouched for just now; `changed()` waits for it.
        ClientClosed: the client was closed.
        OkxError: the exchange refused one of the streams, or ended it for good.
    """

    def __init__(
        self,
        hub: Hub,
        records: Records,
        account: Account,
        audit_every: float | None = None,
    ) -> None:
        self.host = hub
        self._audit_every = audit_every
        self._account = account
        self._records = records
        self._repair = OrderRepair(records)
        self._holdings = Holdings()
        self._lost = _Lost("it was not opened")
        self._error: OkxError | None = None
        self._is_open = False
        self._opening = anyio.Lock()  # several may begin to read it at once
        self._work = anyio.Event()
        self._news = Bell()
        self._changes: dict[tuple[str, object], Change] = {}
        self._given: deque[Change] = deque()
        self._scope: anyio.CancelScope | None = None
        self._stack = ExitStack()
        self._orders = Part(hub, "orders", ("ANY",), self._push_orders, self)
        self._positions = Part(hub, "positions", ("ANY",), self._push_positions, self)
        self._balances = Part(hub, "account", (), self._push_balances, self)

    def __repr__(self) -> str:
        state = "current" if self.is_current else self._lost.cause
        return f"<Portfolio {state}>"

    # What it has.

    @property
    def is_current(self) -> bool:
        """Whether it can be vouched for now."""
        return self._is_open and self._error is None and self._lost.cause is None

    @property
    def orders(self) -> list[Order]:
        """The orders that are open, the oldest first."""
        self._vouch()
        return sorted(self._repair.ledger.open.values(), key=age)

    @property
    def positions(self) -> list[Position]:
        """The positions that are open; sizes in contracts, of margin in `pos_ccy`."""
        self._vouch()
        return list(self._holdings.positions.values())

    @property
    def balances(self) -> dict[str, BalanceDetail]:
        """What is held of each currency, in it, by its name."""
        self._vouch()
        return dict(self._holdings.balances)

    @property
    def account(self) -> AccountBalance:
        """The figures of the account as a whole, in USD."""
        self._vouch()
        assert self._holdings.account is not None, "read before it is vouched for"
        return self._holdings.account

    @property
    def equity(self) -> Decimal | None:
        """The equity of the account, in USD."""
        return self.account.total_eq

    def order(self, name: str) -> Order | None:
        """An open order, by its id or the client's name for it."""
        self._vouch()
        orders = self._repair.ledger.open
        named = (each for each in orders.values() if each.cl_ord_id == name)
        return orders.get(name) or next(named, None)

    def position(
        self,
        inst_id: str,
        *,
        pos_side: PosSide | str | None = None,
        mgn_mode: MgnMode | str | None = None,
    ) -> Position | None:
        """The open position in an instrument; the first, where there are several.

        Args:
            inst_id: the instrument, such as `BTC-USDT-SWAP`.
            pos_side: `long` or `short`, in long/short mode.
            mgn_mode: `cross` or `isolated`.
        """
        for each in self.positions:
            if (
                each.inst_id == inst_id
                and pos_side in {None, each.pos_side}
                and mgn_mode in {None, each.mgn_mode}
            ):
                return each
        return None

    def _vouch(self) -> None:
        if self._error is not None:
            raise self._error
        if not self._is_open:
            raise StreamError(
                "this portfolio is not open: write `async with okx.portfolio() as book:`"
            )
        if self._lost.cause is not None:
            raise PortfolioStale(self._lost.cause)

    async def changed(self) -> list[Change]:
        """What has changed since it was last asked for, each as it stands now.

        It waits for a change, and until the portfolio is current; an empty list comes
        at the end. What changed several times comes once.
        """
        while not (self._changes and self.is_current):
            if self._error is not None:
                raise self._error
            if self._orders.state in {"closed", "failed"}:
                return []
            if not self._is_open:
                await self.open()
                continue
            self.host.check()
            await self._news.heard()
        changes = list(self._changes.values())
        self._changes.clear()
        return changes

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Change:
        if not self._given:
            self._given.extend(await self.changed())
        if not self._given:
            raise StopAsyncIteration
        return self._given.popleft()

    async def current(self) -> Self:
        """The portfolio, as soon as it can be vouched for."""
        while not self.is_current:
            if self._error is not None or not self._is_open:
                self._vouch()
            await self._news.heard()
        return self

    def accept(self, order: Order) -> None:
        """Take an order that was heard of otherwise, such as by looking it up.

        Orders of this client are known by it without that. What is behind what is known
        changes nothing.
        """
        is_of_now = self._repair.is_of_its_time(order)
        if self._repair.ledger.take(order) and is_of_now:
            self._change("order", order.ord_id, order)
            self._news.ring()

    # Its life.

    async def open(self) -> None:
        """Subscribe, and read what the account has."""
        async with self._opening:
            if not self._is_open:
                await self._opened()

    async def _opened(self) -> None:
        if self._orders.state != "new":
            raise StreamError("this portfolio is over: make another") from self._error
        try:
            await gather(Part.open, self._parts)
            await self._begin()
        except BaseException:
            self.release()
            raise
        self._is_open = True
        assert self.host.group is not None, "required by the subscriptions"
        self.host.group.start_soon(self._keep, name="okx portfolio")

    async def _begin(self) -> None:
        self._stack.enter_context(self.host.orders.listening(self.accept))
        times = self._lost.times
        await self._repair.begin(())
        await self._read_holdings()
        self._changes.clear()
        if self._lost.times == times and self._is_whole:
            self._lost.cause = None
        # REST may not have known what happened right before: it is asked once more.
        now = date_of(self.host.time())
        self.regain(Gap(now, now, "it begins"))

    @property
    def _parts(self) -> list[Part]:
        return [self._orders, self._positions, self._balances]

    @property
    def _is_whole(self) -> bool:
        """Whether none of the streams is interrupted."""
        return all(part.state == "live" for part in self._parts)

    async def _read_holdings(self) -> None:
        positions = await self._account.get_positions()
        balance = await self._account.get_balance()
        self._change_positions(self._holdings.read_positions(positions))
        self._change_balances(self._holdings.read_balance(balance))

    async def aclose(self) -> None:
        """Unsubscribe; nothing can be read of it any more."""
        self.release()

    def release(self) -> None:
        """As `aclose`, from the thread of the event loop, without waiting."""
        self._is_open = False
        self._lost.cause = "it was closed"
        if self._scope is not None:
            self._scope.cancel()
        self._stack.close()
        for part in self._parts:
            part.release()
        self._news.ring()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    # What befalls it.

    def lose(self, cause: str) -> None:
        """Something was missed, or may be: it is not served until all was read anew."""
        self._holdings.ask()
        self._lost.cause = cause
        self._lost.times += 1

    def regain(self, gap: Gap) -> None:
        """One of the streams is back: read what it has missed."""
        before = self._lost.gap
        self._lost.gap = gap if before is None or gap.start < before.start else before
        self._work.set()

    def fail(self, error: OkxError) -> None:
        """One of the streams is over for good, and with it this."""
        if self._error is None:
            self._error = error
            self.release()

    async def _keep(self) -> None:
        """Read anew whatever was missed, whenever it may have been."""
        with anyio.CancelScope() as self._scope:
            while self._is_open:
                with anyio.move_on_after(self._audit_every):
                    await self._work.wait()
                # Both may have come at once; what was missed is the more urgent.
                work = self._reconcile if self._work.is_set() else self._audit
                self._work = anyio.Event()
                try:
                    await patiently(work, self._records.sleep)
                except OkxError as error:
                    self.fail(error)
                except Exception as error:
                    logger.exception("a portfolio failed unexpectedly")
                    self.fail(StreamError(f"the portfolio failed: {error!r}"))

    async def _reconcile(self) -> None:
        gap, times = self._lost.gap, self._lost.times
        if gap is None or not self._is_whole:
            return  # the last to come back brings its gap
        for order in await self._repair.missing(gap):
            self._take_order(order, pushed=False)
        await self._read_holdings()
        if self._lost.times == times:
            self._lost.cause = self._lost.gap = None
            self._news.ring()
        else:
            self._work.set()

    async def _audit(self) -> None:
        """Have the connection replaced if it keeps silent of what has changed."""
        if not self.is_current:
            return
        found = await missed(
            self._records, self._account, self._repair.ledger, self._holdings
        )
        if found and self.is_current:
            cause = f"{len(found)} changes were not pushed, of {found[0].inst_id} first"
            for part in self._parts:
                part.replace(cause)

    # What comes.

    def _push_orders(self, rows: Sequence[Order], whole: bool) -> None:  # noqa: ARG002 - as the others
        for row in rows:
            self._take_order(row, pushed=True)
        self._news.ring()

    def _take_order(self, order: Order, *, pushed: bool) -> None:
        if self._repair.news(order, pushed=pushed) is not None:
            self._change("order", order.ord_id, order)

    def _push_positions(self, rows: Sequence[Position], whole: bool) -> None:
        self._change_positions(self._holdings.push_positions(rows, whole=whole))
        self._news.ring()

    def _push_balances(self, rows: Sequence[AccountBalance], whole: bool) -> None:
        for row in rows:
            self._change_balances(self._holdings.push_balance(row, whole=whole))
        self._news.ring()

    def _change_positions(self, rows: Iterable[Position]) -> None:
        for row in rows:
            self._change("position", position_key(row), row)

    def _change_balances(self, rows: Iterable[BalanceDetail]) -> None:
        for row in rows:
            self._change("balance", row.ccy, row)

    def _change(self, kind: str, name: object, row: Change) -> None:
        self._changes.pop((kind, name), None)  # it goes to the end of the line
        self._changes[kind, name] = row
