"""The socket behind an ASGI server's `send`: what only faults may touch."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from typing import Any

__all__ = ["linger_not", "reset", "transport_of"]


def transport_of(send: Callable[..., Any]) -> asyncio.Transport | None:
    """The server's end of the connection: uvicorn's `send` belongs to who holds it."""
    found = getattr(getattr(send, "__self__", None), "transport", None)
    return found if isinstance(found, asyncio.Transport) else None


def reset(send: Callable[..., Any]) -> None:
    """Break the connection behind a `send`, so that the client sees a reset."""
    transport = transport_of(send)
    if transport is None:
        return
    plug = transport.get_extra_info("socket")
    if plug is not None:
        linger_not(plug)
    transport.abort()


def linger_not(plug: socket.socket) -> None:
    """Have a socket's closing reset its connection; one that is closed stays so."""
    with contextlib.suppress(OSError):
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
