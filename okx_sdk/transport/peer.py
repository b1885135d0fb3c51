"""One side of an open WebSocket, over any byte stream, on asyncio and trio.

It has no task of its own. Who reads drives it: pings are answered, and the end is met,
while reading.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

import anyio
from anyio.abc import ByteStream
from anyio.lowlevel import checkpoint_if_cancelled
from attrs import frozen

from okx_sdk.transport.framing import Framing, Message
from okx_sdk.transport.tcp import STREAM_ERRORS, words_of

__all__ = ["Peer", "WebSocketClosed"]

READ = 256 * 1024
"""Bytes of one read: the most that asyncio takes from a socket at once."""


class WebSocketClosed(Exception):  # noqa: N818 - it may be no error at all
    """The connection is over. Internal: the engine gives it a public face.

    Args:
        code: the peer's close code; ours if the peer was at fault; 1006 without any.
        reason: the peer's words, or ours.
        clean: whether both sides have said that they close.
        unsent: whether nothing of the message to be sent has left.
    """

    def __init__(
        self, code: int, reason: str = "", *, clean: bool = False, unsent: bool = False
    ) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.clean = clean
        self.unsent = unsent

    def __str__(self) -> str:
        return f"WebSocket closed with {self.code}: {self.reason or 'no reason given'}"


@frozen
class _End:
    code: int
    reason: str
    clean: bool


class Peer:
    """One side of an open WebSocket. One task reads, and any may send.

    Args:
        framing: the protocol, its handshake over.
        stream: the bytes; closed with this.
        send_timeout: seconds that a peer may leave bytes unread before it is dropped.
        close_timeout: seconds that closing may take.
    """

    def __init__(
        self,
        framing: Framing,
        stream: ByteStream,
        *,
        send_timeout: float = 5.0,
        close_timeout: float = 0.5,
    ) -> None:
        self._framing = framing
        self._stream = stream
        self._send_timeout = send_timeout
        self._close_timeout = close_timeout
        self._writing = anyio.Lock(fast_acquire=True)
        self._is_read = False
        self._ready: list[Message] = []
        self._end: _End | None = None
        self._ended = anyio.Event()

    @property
    def is_open(self) -> bool:
        """Whether messages may still be sent."""
        return self._end is None and self._framing.is_open

    async def send(self, message: Message) -> None:
        """Send one message.

        A cancellation or a timeout within a frame ends the connection, as what is left
        of the frame can never be sent.

        Raises:
            WebSocketClosed: the connection is over, or is dropped now.
        """
        unsent = True
        with anyio.move_on_after(self._send_timeout) as scope:
            async with self._writing:
                await checkpoint_if_cancelled()
                if self.is_open:
                    unsent = False
                    self._framing.send(message)
                    await self._write(scope)
                    if self._end is None:
                        return
        if scope.cancelled_caught:
            await self._drop(self._unread())
        raise self._closed(unsent=unsent)

    async def receive_batch(self) -> list[Message]:
        """Wait for messages, and take all that one read has brought.

        A cancellation loses nothing.

        Raises:
            WebSocketClosed: the connection is over, and everything was taken.
        """
        while not self._ready and self._end is None:
            if self._is_read and self._framing.is_open:
                raise RuntimeError("another task is reading this WebSocket")
            await self._progress()
        if not self._ready:
            raise self._closed()
        batch, self._ready = self._ready, []
        return batch

    def __aiter__(self) -> Self:
        """Iterate over batches, until the peer closes in good order."""
        return self

    async def __anext__(self) -> list[Message]:
        try:
            return await self.receive_batch()
        except WebSocketClosed as closed:
            if closed.clean:
                raise StopAsyncIteration from None
            raise

    async def aclose(self, code: int = 1000, reason: str = "") -> None:
        """Say that this side closes, wait a little for the answer, and close.

        Takes *close_timeout* at the most, in a cancelled task too.
        """
        try:
            if self._end is None and self._framing.is_begun:
                with anyio.move_on_after(self._close_timeout, shield=True) as scope:
                    await self._say_goodbye(code, reason, scope)
        finally:
            if not self._is_read:
                self._ready.clear()
            await self._drop("closed here, and the other side did not answer")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def _say_goodbye(
        self, code: int, reason: str, scope: anyio.CancelScope
    ) -> None:
        async with self._writing:
            if self.is_open:
                self._framing.protocol.send_close(code, reason)
                await self._write(scope)
        while self._end is None:
            await self._progress()
            if not self._is_read:
                self._ready.clear()

    async def _progress(self) -> None:
        """Read once; or wait for the end, where another task reads towards it."""
        if self._is_read:
            await self._ended.wait()
            return
        self._is_read = True
        try:
            await self._read()
        finally:
            self._is_read = False

    async def _read(self) -> None:
        try:
            data = await self._stream.receive(READ)
        except STREAM_ERRORS as error:
            await self._drop(words_of(error))
            return
        self._ready += self._framing.receive(data)
        if self._framing.answers:
            await self._answer()

    async def _answer(self) -> None:
        if self._framing.is_over:
            await self._finish()
            return
        try:
            self._writing.acquire_nowait()
        except anyio.WouldBlock:
            return  # whoever is writing will write the pongs too
        try:
            with anyio.move_on_after(self._send_timeout) as scope:
                await self._write(scope)
        finally:
            self._writing.release()

    async def _finish(self) -> None:
        """The peer has closed, or is at fault: send a last word, and close.

        A peer at fault may be sending still. It is let run dry, for a while: bytes left
        unread would make the system throw away what was written.
        """
        try:
            with anyio.move_on_after(self._close_timeout) as scope:
                async with self._writing:
                    await self._write(scope)
                while self._framing.fault and self._end is None:
                    await self._stream.receive(READ)
        except STREAM_ERRORS:
            pass  # it is gone
        finally:
            await self._drop("")

    async def _write(self, scope: anyio.CancelScope) -> None:
        """Write all that is to be written; the caller holds the lock.

        Args:
            scope: where the deadline is.
        """
        try:
            while wire := self._framing.outgoing():
                await self._stream.send(wire)
        except STREAM_ERRORS as error:
            await self._drop(words_of(error))
        except BaseException:
            is_late = scope.cancel_called
            await self._drop(self._unread() if is_late else "cut off while sending")
            raise

    def _unread(self) -> str:
        return f"the other side has read nothing for {self._send_timeout:g} s"

    async def _drop(self, reason: str) -> None:
        """Close the stream at once; the first reason counts."""
        if self._end is None:
            self._end = self._verdict(reason)
            self._ended.set()
            await anyio.aclose_forcefully(self._stream)

    def _verdict(self, reason: str) -> _End:
        protocol = self._framing.protocol
        sent, received = protocol.close_sent, protocol.close_rcvd
        if self._framing.fault:
            return _End(
                int(sent.code) if sent else 1006, self._framing.fault, clean=False
            )
        if received is not None:
            return _End(int(received.code), received.reason, clean=sent is not None)
        return _End(1006, reason, clean=False)

    def _closed(self, *, unsent: bool = False) -> WebSocketClosed:
        end = self._end or self._verdict("it is being closed")
        return WebSocketClosed(end.code, end.reason, clean=end.clean, unsent=unsent)
