"""From a WebSocket's bytes to whole messages and back, without waiting for anything."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from websockets.exceptions import PayloadTooBig, ProtocolError
from websockets.frames import DATA_OPCODES, CloseCode, Frame, Opcode
from websockets.protocol import Event, Protocol, Side, State

__all__ = ["MOST_MESSAGE", "QUIET", "Framing", "Message"]

Message = str | bytes
"""A text or a binary message."""

MOST_MESSAGE = 4 * 1024 * 1024
"""Bytes of a message, unpacked, that nothing of the exchange comes near."""

QUIET = logging.Logger("okx_sdk.websocket", logging.CRITICAL + 1)  # noqa: LOG001
"""For websockets' protocol, which would log whole frames, logins among them.

It stands in no tree of loggers, so that no setting can turn it on."""

_WHOLE_TEXT = 0x81
_PACKED_TEXT = 0xC1
_MASKED = -1
_LONGER = {126: 2, 127: 8}
"""Bytes of a length that the second byte has no room for."""


class Framing:
    """One side of an open WebSocket, as a value: bytes in, messages and bytes out.

    The protocol is websockets', by the RFC. A text in one frame that lies whole in what
    was read, which is nearly all that an exchange sends, is cut out here: the protocol
    takes several times as long for the same. Every other frame is the protocol's, from
    its first byte to its last.
    """

    def __init__(self, protocol: Protocol, most: int = MOST_MESSAGE) -> None:
        self.protocol = protocol
        self.answers = False
        """Whether the last bytes call for an answer: a pong, or an end."""
        self._most = most
        self._cuts = protocol.side is Side.CLIENT
        self._packing = protocol.extensions[0] if protocol.extensions else None
        self._whole = {_WHOLE_TEXT, _PACKED_TEXT} if self._packing else {_WHOLE_TEXT}
        self._head = b""
        self._owed = 0
        self._parts: list[bytes | bytearray] | None = None
        self._is_text = False
        self._fault = ""

    @property
    def is_open(self) -> bool:
        """Whether messages may still be sent."""
        return self.protocol.state is State.OPEN

    @property
    def is_begun(self) -> bool:
        """Whether the handshake is over."""
        return self.protocol.state is not State.CONNECTING

    @property
    def fault(self) -> str:
        """What the peer did against the protocol, if anything."""
        return self._fault or str(self.protocol.parser_exc or "")

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be read: the peer has closed, or is at fault."""
        return bool(self.protocol.close_rcvd or self.fault)

    def send(self, message: Message) -> None:
        """Queue a message for `outgoing`."""
        if isinstance(message, str):
            self.protocol.send_text(message.encode())
        else:
            self.protocol.send_binary(message)

    def outgoing(self) -> bytes:
        """What is to be written, if anything; to be written whole, and in order."""
        return b"".join(self.protocol.data_to_send())

    def receive(self, data: bytes) -> list[Message]:
        """Take what was read, and give the messages that it completes."""
        messages: list[Message] = []
        self.answers = False
        if self._cuts:
            self._cut(data, messages)
        else:
            self._pass_on(data, messages)
        return messages

    def _cut(self, data: bytes, messages: list[Message]) -> None:
        """Cut plain whole frames out of *data*; pass on all others, each by itself."""
        if self._head:
            data, self._head = self._head + data, b""
        position, end = 0, len(data)
        most = -1 if self._parts is not None else self._most
        while position < end:
            if self._owed:
                piece = data[position : position + self._owed]
                self._owed -= len(piece)
                position += len(piece)
                self._pass_on(piece, messages)
                if self.is_over:
                    return
                most = -1 if self._parts is not None else self._most
                continue
            start = position + 2
            if start > end:
                break
            length = data[position + 1]
            # A server's frame must not be masked: the protocol shall say so.
            kind = _MASKED if length > 127 else data[position]
            if length in _LONGER:
                start += _LONGER[length]
                if start > end:
                    break
                length = int.from_bytes(data[position + 2 : start])
            stop = start + length
            if kind not in self._whole or stop > end or length > most:
                self._owed = stop - position
            elif self._append(data[start:stop], kind == _PACKED_TEXT, messages):
                position = stop
            else:
                return
        self._head = data[position:]

    def _pass_on(self, data: bytes, messages: list[Message]) -> None:
        self.protocol.receive_data(data)
        self._collect(self.protocol.events_received(), messages)
        self.answers = self.answers or self.is_over

    def _collect(self, events: Iterable[Event], messages: list[Message]) -> None:
        """Join fragments; the protocol has seen to their order and their size."""
        for frame in events:
            assert isinstance(frame, Frame), "the handshake is over"
            if frame.opcode is Opcode.PING:
                self.answers = True
            elif frame.opcode in DATA_OPCODES and not self._join(frame, messages):
                return

    def _join(self, frame: Frame, messages: list[Message]) -> bool:
        data = frame.data if isinstance(frame.data, bytearray) else bytes(frame.data)
        if frame.opcode is not Opcode.CONT:
            self._is_text = frame.opcode is Opcode.TEXT
            self._parts = []
        assert self._parts is not None, "a continuation follows a beginning"
        if data:  # empty fragments may be many, and are nothing
            self._parts.append(data)
        if not frame.fin:
            return True
        whole, self._parts = b"".join(self._parts), None
        if self._is_text:
            return self._append_text(whole, messages)
        messages.append(whole)
        return True

    def _append(self, payload: bytes, packed: bool, messages: list[Message]) -> bool:
        if packed:
            assert self._packing is not None, "packed texts are cut out only with it"
            frame = Frame(Opcode.TEXT, payload, rsv1=True)
            try:
                payload = bytes(self._packing.decode(frame, max_size=self._most).data)
            except PayloadTooBig as error:
                return self._fail(CloseCode.MESSAGE_TOO_BIG, str(error))
            except ProtocolError as error:
                return self._fail(CloseCode.PROTOCOL_ERROR, str(error))
        return self._append_text(payload, messages)

    def _append_text(self, payload: bytes, messages: list[Message]) -> bool:
        try:
            messages.append(payload.decode())
        except UnicodeDecodeError as error:
            fault = f"text that is not UTF-8: {error.reason} at {error.start}"
            return self._fail(CloseCode.INVALID_DATA, fault)
        return True

    def _fail(self, code: CloseCode, fault: str) -> bool:
        self._fault = fault
        self.protocol.fail(code, fault)
        self.answers = True
        return False
