"""A dead man's switch: the exchange cancels our orders when it hears no more of us."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from types import TracebackType
from typing import Self

import anyio
import anyio.to_thread
from anyio.abc import TaskGroup

from okx_sdk.engine.clock import Clock
from okx_sdk.errors import ApiError, OkxError, Outcome, StreamError, UsageError
from okx_sdk.models.order_requests import CancelOrder
from okx_sdk.models.trade import Order
from okx_sdk.protocol.heartbeat import Heartbeat, OnExit, check_countdown
from okx_sdk.rest.trade import Trade
from okx_sdk.services.paging import walk

__all__ = ["DeadMan", "OnLost"]

logger = logging.getLogger("okx_sdk.orders")

OnLost = Callable[[], object]
"""Called when the countdown may have run out; what it gives is awaited, if it can be."""

AT_ONCE = 20
"""Orders that one request cancels at most."""

ROUNDS = 5
"""How often it is looked whether any order is still open, while all are cancelled."""

ROUND = 0.3
"""Seconds from one look to the next."""

FAREWELL = 0.45
"""Seconds for what is done although the task is being cancelled."""

TRIES = 3


class DeadMan:
    """A countdown of the exchange's that cancels all orders unless it is renewed.

    Use it with `async with`: it is armed on entering, or an error is raised, and renewed
    every few seconds until it is left. If no renewal gets through for as long as the
    countdown lasts, the exchange will have cancelled the orders: *on_lost* is called,
    and the countdown is not armed again unless that is asked for.

    Left in order, it does what *on_exit* says. Left by an error, or cancelled, it leaves
    the countdown running, for nobody looks after the orders any more.

    It covers orders of the order books. Spread orders and requests for quotes have
    countdowns of their own; algo orders have none.
    """

    def __init__(
        self,
        trade: Trade,
        clock: Clock,
        *,
        timeout: int,
        every: float,
        tag: str | None,
        on_exit: OnExit,
        on_lost: OnLost | None,
        rearm: bool,
    ) -> None:
        check_countdown(timeout, every, tag, on_exit)
        self.timeout, self.every, self.tag, self.on_exit = timeout, every, tag, on_exit
        self._trade, self._clock = trade, clock
        self._on_lost, self._rearm = on_lost, rearm
        self._beat = Heartbeat(timeout)
        self._skew = 0.0
        """By how much the two clocks differed when it was renewed."""
        self._changed = anyio.Event()
        self._turn = anyio.Lock()
        self._group: TaskGroup | None = None
        self._in_thread = False

    def telling_in_thread(self) -> Self:
        """The same, which calls *on_lost* in a thread of its own."""
        self._in_thread = True
        return self

    def __repr__(self) -> str:
        state = "armed" if self.is_armed else "not armed"
        return f"<DeadMan {state}, {self.timeout} s, tag {self.tag}>"

    @property
    def is_armed(self) -> bool:
        """Whether the countdown runs and has certainly not run out."""
        return self.safe_for > 0

    @property
    def safe_for(self) -> float:
        """For how many more seconds the countdown cannot run out, if nothing renews it."""
        if not self._beat.is_armed:
            return 0.0
        now = self._clock.monotonic()
        slept = max(0.0, self._clock.time() - now - self._skew)
        return max(0.0, self._beat.safe_until - now - slept)

    @property
    def failures(self) -> int:
        """How many renewals in a row have failed."""
        return self._beat.failures

    @property
    def losses(self) -> int:
        """How often the countdown may have run out."""
        return self._beat.losses

    async def arm(self) -> None:
        """Begin the countdown, or begin it anew: after a loss, for one.

        Raises:
            OkxError: the exchange refused it, or was not reached in three tries.
        """
        async with self._turn:  # one on its way may have to be switched off again first
            await self._tried(partial(self._renew, is_asked=True))

    async def open_orders(self) -> list[Order]:
        """The orders that the countdown covers and that are still open, newest first.

        After a loss it tells what is left of them.
        """
        rows = [row async for row in walk(self._trade.get_open_orders)]
        return [row for row in rows if self.tag in {None, row.tag}]

    async def cancel_now(self) -> None:
        """Cancel all orders that the countdown covers, and see that none is open.

        Raises:
            OkxError: some are open still, or it could not be found out.
        """
        open_ = -1
        for left in reversed(range(ROUNDS)):
            try:
                open_ = await self._cancel_those_open()
            except OkxError as error:
                if not left or not _may_pass(error):
                    raise
            if not open_:
                return
            await self._clock.sleep(ROUND)
        raise StreamError(f"{open_} orders are still open, whatever was done")

    async def _cancel_those_open(self) -> int:
        """Ask once for the end of all that are open, and tell how many there were."""
        orders = await self.open_orders()
        for start in range(0, len(orders), AT_ONCE):
            some = orders[start : start + AT_ONCE]
            await self._trade.cancel_orders(
                [CancelOrder(row.inst_id, row.ord_id) for row in some]
            )
        return len(orders)

    async def __aenter__(self) -> Self:
        if self._group is not None:
            raise UsageError("a dead man's switch is entered once: make another")
        try:
            await self.arm()
        except OkxError as error:
            if error.outcome is Outcome.UNKNOWN:
                error.add_note(
                    "the countdown may have begun all the same: then the exchange "
                    f"will cancel the orders within {self.timeout} s"
                )
            raise
        self._group = anyio.create_task_group()
        await self._group.__aenter__()
        self._group.start_soon(self._keep, name="okx dead man")
        self._group.start_soon(self._watch, name="okx dead man's watch")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            await self._stop(in_order=error is None)
        finally:
            if error is not None and self.on_exit == "cancel_now":
                await self._leave_in_haste()
        if error is None:
            await self._leave()

    async def _stop(self, *, in_order: bool) -> None:
        """Renew it no more."""
        assert self._group is not None, "it was entered"
        try:
            if in_order:  # a renewal on its way must not come after the farewell
                async with self._turn:
                    self._group.cancel_scope.cancel()
        finally:
            self._group.cancel_scope.cancel()
            # What the body raised is no concern of the group, which would wrap it.
            await self._group.__aexit__(None, None, None)

    async def _leave(self) -> None:
        if self.on_exit == "cancel_now":
            await self.cancel_now()
        if self.on_exit != "let_fire":
            await self._disarm()

    async def _leave_in_haste(self) -> None:
        """Cancel what can be in no time; for the rest, the countdown is left running."""
        with anyio.move_on_after(FAREWELL, shield=True):
            try:
                await self.cancel_now()
            except OkxError as error:
                logger.warning("the countdown is left to cancel the orders: %s", error)

    async def _disarm(self) -> None:
        try:
            await self._tried(self._switch_off)
        except OkxError as error:
            error.add_note(
                "the countdown could not be switched off: the exchange will cancel the "
                f"orders within {self.timeout} s"
            )
            raise

    async def _switch_off(self) -> None:
        await self._trade.cancel_all_after(0, tag=self.tag)
        self._beat.disarmed()

    async def _tried(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do what may be done any number of times, three times if need be."""
        for left in reversed(range(TRIES)):
            try:
                return await act()
            except OkxError as error:
                if not left or not _may_pass(error):
                    raise
            await self._clock.sleep(1.0)
        raise AssertionError("the last try returns or raises")

    async def _renew(self, *, is_asked: bool = False) -> None:
        left, losses = self._clock.monotonic(), self.losses
        skew = self._clock.time() - left
        told = await self._trade.cancel_all_after(self.timeout, tag=self.tag)
        if self._beat.ran_out(told.ts) and self._group is not None:
            self._group.start_soon(self._lost, name="okx dead man's loss")
        if self.losses > losses and not (self._rearm or is_asked):
            # Lost before this came there: it has armed what nobody asked for.
            return await self._disarm()
        self._skew = skew
        self._beat.acknowledged(left, told.trigger_time)
        changed, self._changed = self._changed, anyio.Event()
        return changed.set()

    async def _keep(self) -> None:
        """Renew the countdown in time, each try no longer than until the next."""
        while True:
            await self._clock.sleep(self.every)
            if not (self._beat.is_armed or self._rearm):
                await self._until_armed()
                continue
            try:
                async with self._turn:
                    await self._renew()
            except OkxError as error:
                self._beat.failed()
                logger.warning("the countdown was not renewed: %s", error)

    async def _until_armed(self) -> None:
        """After a loss the exchange hears no more of it, until it is asked to."""
        while not self._beat.is_armed:
            await self._changed.wait()

    async def _watch(self) -> None:
        """See when the countdown may have run out, whatever the renewals wait for."""
        while True:
            if not self._beat.is_armed:
                await self._until_armed()
            await self._clock.sleep(
                max(0.0, self._beat.safe_until - self._clock.monotonic())
            )
            if self._beat.is_lost(self._clock.monotonic()):
                await self._lost()

    async def _lost(self) -> None:
        logger.error(
            "the exchange has not heard of us for %s s: it cancels the orders",
            self.timeout,
        )
        await self._tell()

    async def _tell(self) -> None:
        if self._on_lost is None:
            return
        try:
            if self._in_thread:
                await anyio.to_thread.run_sync(self._on_lost, abandon_on_cancel=True)
            else:
                told = self._on_lost()
                if inspect.isawaitable(told):
                    await told
        except Exception:  # its error is told and ends nothing
            logger.exception("what was to be called at a loss failed")


def _may_pass(error: OkxError) -> bool:
    """Whether another try may fare better: the call may be made any number of times."""
    return error.retryable or not isinstance(error, (ApiError, UsageError))
