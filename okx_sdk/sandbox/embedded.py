"""The sandbox inside a process: one for all its clients, stopped by the last of them."""

from __future__ import annotations

import os
import threading

from attrs import define

from okx_sdk.sandbox.server import SandboxServer

__all__ = ["Embedded", "acquire"]

_lock = threading.Lock()
_running: dict[int, SandboxServer] = {}  # by process, since a fork copies this
_users: dict[int, int] = {}


@define
class Embedded:
    """One use of the process's sandbox."""

    url: str
    _process: int
    _released: bool = False

    def release(self) -> None:
        """Done with it; the last one to say so stops it. A second time does nothing."""
        with _lock:
            if self._released or self._process != os.getpid():
                return
            self._released = True
            _users[self._process] -= 1
            if _users[self._process]:
                return
            server = _running.pop(self._process)
        server.stop()


def acquire() -> Embedded:
    """The process's sandbox, started if it does not run."""
    process = os.getpid()
    with _lock:
        if process not in _running:
            server = SandboxServer()
            server.start()
            _running[process] = server
            _users[process] = 0
        _users[process] += 1
        return Embedded(_running[process].url, process)
