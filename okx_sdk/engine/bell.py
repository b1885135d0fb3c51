"""News for all who wait for it, however many they are."""

from __future__ import annotations

import anyio

__all__ = ["Bell"]


class Bell:
    """Wakes everyone who waits; who comes later waits for the next time."""

    def __init__(self) -> None:
        self._event = anyio.Event()

    def ring(self) -> None:
        """Wake them."""
        self._event.set()

    async def heard(self) -> None:
        """Wait until it rings; look at what is waited for right before, and after."""
        if self._event.is_set():  # else others wait for this one
            self._event = anyio.Event()
        await self._event.wait()
