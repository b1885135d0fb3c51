"""One recorder a folder: a lock that the system lets go of, however its process ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from attrs import define, field

__all__ = ["Lock", "Locked"]


class Locked(Exception):  # noqa: N818 - it says what happened
    """Another recorder writes to this folder."""


@define
class Lock:
    """Held from its making to `release`."""

    path: Path
    _descriptor: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise Locked(f"{self.path.parent}: another recorder writes here") from None

    def release(self) -> None:
        """Let others have it."""
        os.close(self._descriptor)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
