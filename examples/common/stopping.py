"""Work that ends in order: by itself, after a while, or when the system asks for it."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Awaitable, Callable

import anyio

__all__ = ["until_told"]


async def until_told(
    work: Callable[[], Awaitable[None]], longest: float | None = None
) -> bool:
    """Do *work* until it ends, *longest* seconds are over, or a signal comes.

    Ctrl-C and SIGTERM cancel it, so that its `finally` and `async with` clean up. A
    second signal does not disturb that.

    Returns:
        Whether it was told to stop.
    """
    told = False

    async def listen() -> None:
        nonlocal told
        with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            async for _ in signals:
                told = True
                scope.cancel()

    async with anyio.create_task_group() as group:
        with anyio.move_on_after(math.inf if longest is None else longest) as scope:
            if sys.platform != "win32":  # there, Ctrl-C is an exception
                group.start_soon(listen)
            await work()
        group.cancel_scope.cancel()
    return told
