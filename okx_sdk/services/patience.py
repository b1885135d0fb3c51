"""Fetching what a stream has to have, however long the exchange cannot be reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from okx_sdk.errors import OkxError

__all__ = ["patiently"]

T = TypeVar("T")

FIRST = 1.0
LONGEST = 30.0
"""Seconds between two tries."""


async def patiently(
    fetch: Callable[[], Awaitable[T]], sleep: Callable[[float], Awaitable[None]]
) -> T:
    """What is fetched in the end.

    Raises:
        OkxError: it was refused for good.
    """
    pause = FIRST
    while True:
        try:
            return await fetch()
        except OkxError as error:
            if not error.retryable:
                raise
        await sleep(pause)
        pause = min(2 * pause, LONGEST)
