"""A dead man's switch for plain code and threads."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from okx_sdk.blocking._base import Opened
from okx_sdk.blocking._bridge import Bridge
from okx_sdk.errors import UsageError

if TYPE_CHECKING:
    from okx_sdk.models.trade import Order
    from okx_sdk.services.dead_man import DeadMan

__all__ = ["BlockingDeadMan"]


class BlockingDeadMan:
    """A countdown of the exchange's that cancels all orders unless it is renewed.

    Use it with `with`: it is armed on entering, or an error is raised, and renewed
    behind the scenes until it is left. What is to be called at a loss is called in a
    thread of its own.

    Left in order, it does what *on_exit* says. Left by an error, or dropped without
    being left, it leaves the countdown running, for nobody looks after the orders.

    It covers orders of the order books. Spread orders and requests for quotes have
    countdowns of their own; algo orders have none.
    """

    def __init__(self, bridge: Bridge, switch: DeadMan) -> None:
        self._bridge = bridge
        self._async = switch.telling_in_thread()
        self._opened: Opened[DeadMan] | None = None

    def __repr__(self) -> str:
        return repr(self._async)

    def __enter__(self) -> Self:
        if self._opened is not None:
            raise UsageError("a dead man's switch is entered once: make another")
        self._opened = Opened(self._bridge, self._async)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._opened is not None, "it was entered"
        if error is None and self._async.on_exit != "let_fire":
            self._bridge.run(self._armed)  # or it is told that nothing can be sent
        self._opened.close(error)

    @property
    def is_armed(self) -> bool:
        """Whether the countdown runs and has certainly not run out."""
        return self._bridge.run(self._armed)

    @property
    def safe_for(self) -> float:
        """For how many more seconds the countdown cannot run out, if nothing renews it."""
        return self._bridge.run(self._safe)

    @property
    def failures(self) -> int:
        """How many renewals in a row have failed."""
        return self._async.failures

    @property
    def losses(self) -> int:
        """How often the countdown may have run out."""
        return self._async.losses

    def arm(self) -> None:
        """Begin the countdown, or begin it anew: after a loss, for one.

        Raises:
            OkxError: the exchange refused it, or was not reached in three tries.
        """
        self._bridge.run(self._async.arm)

    def open_orders(self) -> list[Order]:
        """The orders that the countdown covers and that are still open, newest first.

        After a loss it tells what is left of them.
        """
        return self._bridge.run(self._async.open_orders)

    def cancel_now(self) -> None:
        """Cancel all orders that the countdown covers, and see that none is open.

        Raises:
            OkxError: some are open still, or it could not be found out.
        """
        self._bridge.run(self._async.cancel_now)

    async def _armed(self) -> bool:
        return self._async.is_armed

    async def _safe(self) -> float:
        return self._async.safe_for
