"""What the account has, kept current, for plain code and threads."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import anyio

from okx_sdk.blocking._bridge import Bridge, Lane
from okx_sdk.blocking._subscription import opened
from okx_sdk.errors import ReadTimeout

if TYPE_CHECKING:
    from okx_sdk.models.account import AccountBalance, BalanceDetail
    from okx_sdk.models.enums import MgnMode, PosSide
    from okx_sdk.models.positions import Position
    from okx_sdk.models.trade import Order
    from okx_sdk.services.portfolio import Change, Portfolio

__all__ = ["BlockingPortfolio"]

T = TypeVar("T")


class BlockingPortfolio(Iterator["Change"]):
    """Open orders, positions and balances, each as the exchange last told of it.

    Use it with `with`, from any thread. While its streams are interrupted it is not
    served: reading it raises `PortfolioStale`. Iterating it gives what changes.

    Raises, while reading:
        PortfolioStale: it cannot be vouched for just now; `changed()` waits for it.
        ClientClosed: the client was closed.
        OkxError: the exchange refused one of the streams, or ended it for good.
    """

    def __init__(self, bridge: Bridge, portfolio: Portfolio) -> None:
        self._bridge = bridge
        self._async = portfolio
        self._changes: deque[Change] = deque()
        release = weakref.finalize(self, _released, bridge.lane, portfolio)
        release.atexit = False

    def __repr__(self) -> str:
        return repr(self._async)

    def open(self) -> Self:
        """Subscribe, and read what the account has."""
        self._bridge.run(opened, self._bridge.lane, self._async)
        return self

    def close(self) -> None:
        """Unsubscribe; nothing can be read of it any more."""
        if self._bridge.lane.is_open:
            self._bridge.run(self._async.aclose)

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_current(self) -> bool:
        """Whether it can be vouched for now."""
        return self._async.is_current

    @property
    def orders(self) -> list[Order]:
        """The orders that are open, the oldest first."""
        return self._read(lambda: self._async.orders)

    @property
    def positions(self) -> list[Position]:
        """The positions that are open; sizes in contracts, of margin in `pos_ccy`."""
        return self._read(lambda: self._async.positions)

    @property
    def balances(self) -> dict[str, BalanceDetail]:
        """What is held of each currency, in it, by its name."""
        return self._read(lambda: self._async.balances)

    @property
    def account(self) -> AccountBalance:
        """The figures of the account as a whole, in USD."""
        return self._read(lambda: self._async.account)

    @property
    def equity(self) -> Decimal | None:
        """The equity of the account, in USD."""
        return self._read(lambda: self._async.equity)

    def order(self, name: str) -> Order | None:
        """An open order, by its id or the client's name for it."""
        return self._read(lambda: self._async.order(name))

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
        return self._read(
            lambda: self._async.position(inst_id, pos_side=pos_side, mgn_mode=mgn_mode)
        )

    def accept(self, order: Order) -> None:
        """Take an order that was heard of otherwise, such as by looking it up.

        Orders of this client are known by it without that. What is behind what is known
        changes nothing.
        """
        self._read(lambda: self._async.accept(order))

    def changed(
        self,
        timeout: float | None = None,
    ) -> list[Change]:
        """What has changed since it was last asked for, each as it stands now.

        It waits for a change, and until the portfolio is current; an empty list comes
        at the end. What changed several times comes once.

        Args:
            timeout: seconds to wait at most; then `ReadTimeout` is raised.
        """
        return self._bridge.run(_changed, self._async, timeout)

    def current(self) -> Self:
        """The portfolio, as soon as it can be vouched for."""
        self._bridge.run(self._async.current)
        return self

    def __next__(self) -> Change:
        while True:
            try:
                return self._changes.popleft()
            except IndexError:  # or another thread was quicker
                if not self._bridge.run(_fetched, self._async, self._changes):
                    raise StopIteration from None

    def _read(self, read: Callable[[], T]) -> T:
        """Read in the thread of the event loop, where nothing changes meanwhile."""
        return self._bridge.run(_called, read)


async def _called(read: Callable[[], T]) -> T:
    return read()


async def _fetched(portfolio: Portfolio, into: deque[Change]) -> bool:
    """Have what has changed where its reader finds it, though Ctrl-C may come just now."""
    changes = await portfolio.changed()
    into.extend(changes)
    return bool(changes)


async def _changed(portfolio: Portfolio, seconds: float | None) -> list[Change]:
    try:
        with anyio.fail_after(seconds):
            return await portfolio.changed()
    except TimeoutError:
        raise ReadTimeout(f"nothing has changed for {seconds:g} s") from None


def _released(lane: Lane, portfolio: Portfolio) -> None:
    """Nobody holds it any longer: unsubscribe, without waiting for it."""
    if lane.is_open:
        lane.thread.post(portfolio.release)
