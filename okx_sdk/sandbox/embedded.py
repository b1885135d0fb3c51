"""The sandbox inside a process: one for all its clients, stopped by the last of them."""

from __future__ import annotations

import os
import threading

from attrs import define, field

from okx_sdk.sandbox.server import SandboxServer

__all__ = ["Embedded", "acquire"]


@define
class _Shared:
    """The server of this process, and how many use it."""

    process: int = field(factory=os.getpid)
    lock: threading.Lock = field(factory=threading.Lock)
    server: SandboxServer | None = None
    users: int = 0


_shared = _Shared()


def _of_this_process() -> _Shared:
    """A fork has no thread that serves, and may have a lock that is held for ever."""
    global _shared  # noqa: PLW0603 - one for the process is what this is about
    if _shared.process != os.getpid():
        _shared = _Shared()
    return _shared


@define
class Embedded:
    """One use of the process's sandbox."""

    url: str
    _shared: _Shared
    _released: bool = False

    def release(self) -> None:
        """Done with it; the last one to say so stops it. A second time does nothing."""
        shared = self._shared
        if shared.process != os.getpid():
            return
        with shared.lock:
            if self._released:
                return
            self._released = True
            shared.users -= 1
            if shared.users or shared.server is None:
                return
            server, shared.server = shared.server, None
        server.stop()


def acquire() -> Embedded:
    """The process's sandbox, started if it does not run."""
    shared = _of_this_process()
    with shared.lock:
        if shared.server is None:
            server = SandboxServer()
            server.start()
            shared.server = server
        shared.users += 1
        return Embedded(shared.server.url, shared)
