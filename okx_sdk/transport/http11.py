"""One request of HTTP/1.1 and its answer, as a value: bytes out, bytes in."""

from __future__ import annotations

import re

import h11
import httpx
from attrs import frozen

__all__ = ["Exchange", "Fields", "Head"]

Fields = list[tuple[bytes, bytes]]
"""Names and values, as on the wire."""

_MOST_HEAD = 100 * 1024
"""Bytes of a head without an end; as many as httpx takes."""

# As h11 has it; each part is taken whole or not at all, so that none is looked at twice.
_NAME = rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]++"
_VALUE = rb"(?:[^\x00\s]++(?:[ \t]++[^\x00\s]++)*+)?+"
_FIELD = re.compile(rb"(" + _NAME + rb"):[ \t]*+(" + _VALUE + rb")[ \t]*+\r\n")
_HEAD = re.compile(
    rb"HTTP/1\.1 ([2-9][0-9][0-9])(?: ((?:[ \t]|[^\x00\s])*+))?\r\n"
    rb"((?:" + _NAME + rb":[ \t]*+" + _VALUE + rb"[ \t]*+\r\n)*+)\r\n"
)
_A_NAME = re.compile(_NAME)
_A_VALUE = re.compile(_VALUE)
_TARGET = re.compile(rb"[\x21-\x7e]++")
_LENGTH = re.compile(rb"[0-9]{1,15}")
_WITHOUT_BODY = {204, 304}


@frozen
class Head:
    """The head of an answer."""

    version: bytes
    status: int
    reason: bytes
    fields: Fields


class Exchange:
    """One request, and its answer as it comes.

    The protocol is h11's. What is plain is done here, for h11 takes several times as long
    for the same: a request whose headers tell nothing but its length, and an answer that
    does so and lies whole in the first read. That is nearly all there is. Of every other
    answer h11 has all the bytes, from the first to the last.

    Raises:
        httpx.LocalProtocolError: such a request cannot be sent.
    """

    def __init__(
        self, method: bytes, target: bytes, fields: Fields, body: bytes
    ) -> None:
        self.head: Head | None = None
        self.is_over = False
        """Whether the answer has come, whole."""
        self.is_clean = False
        """Whether it left the connection as it was, fit for another."""
        self._asked = (method, target, fields, body)
        self._parts: list[bytes] = []
        self._h11: h11.Connection | None = None
        plain = _plain(method, target, fields, body)
        self._may_be_plain = plain is not None
        self.outgoing = plain or b"".join(self._begun()[1])

    def _begun(self) -> tuple[h11.Connection, list[bytes]]:
        """h11 as it is after the request, and what it sends for it."""
        method, target, fields, body = self._asked
        connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEAD)
        try:
            events: list[h11.Event] = [
                h11.Request(method=method, target=target, headers=fields),
                *([h11.Data(data=body)] if body else []),
                h11.EndOfMessage(),
            ]
            sent = [connection.send(event) or b"" for event in events]
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error)) from None
        return connection, sent

    def receive(self, data: bytes) -> None:
        """Take what was read; nothing means that the other side has ended.

        Raises:
            httpx.RemoteProtocolError: this is no answer, or not a whole one.
        """
        if self._may_be_plain:
            self._may_be_plain = False
            if self._cut(data):
                return
        if self._h11 is None:
            self._h11, _ = self._begun()
        if not data and self.head is None:
            raise httpx.RemoteProtocolError("disconnected without an answer")
        try:
            self._h11.receive_data(data)
            while not self.is_over and self._collect(self._h11):
                pass
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(str(error)) from None

    def body(self) -> bytes:
        """What has come of the body since this was last asked."""
        body = b"".join(self._parts)
        self._parts.clear()
        return body

    def _cut(self, data: bytes) -> bool:
        """Take an answer that is plain and whole; false leaves it to h11."""
        match = _HEAD.match(data)
        if match is None:
            return False
        status, reason, fields = match.groups(b"")
        found = _FIELD.findall(fields)
        head = Head(b"HTTP/1.1", int(status), reason, found)
        length = _length(found)
        if length is None or head.status in _WITHOUT_BODY:
            return False
        if match.end() + length != len(data):
            return False
        self.head = head
        self._parts.append(data[match.end() :])
        self.is_over = self.is_clean = True
        return True

    def _collect(self, connection: h11.Connection) -> bool:
        """Take what h11 makes out next; false if it wants more."""
        event = connection.next_event()
        if isinstance(event, h11.Response):
            version = b"HTTP/" + event.http_version
            fields = event.headers.raw_items()
            self.head = Head(version, event.status_code, bytes(event.reason), fields)
        elif isinstance(event, h11.Data):
            self._parts.append(bytes(event.data))
        elif isinstance(event, h11.EndOfMessage):
            self.is_over = True
            states = {connection.our_state, connection.their_state}
            left = connection.trailing_data
            self.is_clean = states == {h11.DONE} and left == (b"", False)
        return event is not h11.NEED_DATA and event is not h11.PAUSED


def _plain(method: bytes, target: bytes, fields: Fields, body: bytes) -> bytes | None:
    """The bytes of a request that is plain; none leaves it to h11, if only to refuse it."""
    if method not in {b"GET", b"POST"} or not _TARGET.fullmatch(target):
        return None
    lines = [b"%b %b HTTP/1.1\r\n" % (method, target)]
    length, hosts = None, 0
    for name, value in fields:
        if not (_A_NAME.fullmatch(name) and _A_VALUE.fullmatch(value)):
            return None
        lines.append(b"%b: %b\r\n" % (name, value))
        match name.lower():
            case b"host" if len(lines) == 2:  # where h11 would put it
                hosts = 1
            case b"content-length" if length is None and _LENGTH.fullmatch(value):
                length = int(value)
            case b"connection" if value == b"keep-alive":
                pass
            case b"host" | b"content-length" | b"connection":
                return None
            case b"transfer-encoding" | b"expect" | b"upgrade":
                return None
            case _:
                pass
    if not hosts or (length or 0) != len(body):
        return None
    return b"".join((*lines, b"\r\n", body))


def _length(fields: Fields) -> int | None:
    """The length that a head tells, if it tells nothing else of what follows."""
    length = None
    for name, value in fields:
        match name.lower():
            case b"content-length":
                if length is not None or not _LENGTH.fullmatch(value):
                    return None
                length = int(value)
            case b"transfer-encoding":
                return None
            case b"connection" if value.lower() != b"keep-alive":
                return None
            case _:
                pass
    return length
