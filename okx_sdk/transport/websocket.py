"""WebSockets to the exchange: connect, shake hands, and a `Peer` to send and read by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Self

import anyio
from anyio.abc import ByteStream
from websockets.client import ClientProtocol
from websockets.exceptions import InvalidURI
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.http11 import Request
from websockets.uri import WebSocketURI, parse_uri

from okx_sdk.errors import ConnectFailed, HandshakeRefused, InvalidArgument
from okx_sdk.transport.framing import MOST_MESSAGE, QUIET, Framing, Message
from okx_sdk.transport.peer import Peer, WebSocketClosed
from okx_sdk.transport.tcp import (
    STREAM_ERRORS,
    USER_AGENT,
    Connector,
    Head,
    TcpConnector,
    closed_on_failure,
    is_loopback,
    read_head,
    words_of,
)

__all__ = ["HandshakeRefused", "Message", "WebSocket", "WebSocketClosed"]

_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


class WebSocket(Peer):
    """The client's side."""

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        connector: Connector | None = None,
        connect_timeout: float = 10.0,
        headers: Mapping[str, str] | None = None,
        max_message: int = MOST_MESSAGE,
        compression: bool = True,
        send_timeout: float = 5.0,
        close_timeout: float = 0.5,
    ) -> Self:
        """Connect, and shake hands.

        Args:
            url: `wss://host/path`; `ws://` leads to this machine only.
            connector: the network, if it is not the real one.
            connect_timeout: seconds for all of it.
            headers: sent with the handshake, beside our own.
            max_message: bytes of a message above which the connection is closed.
            compression: whether the peer may compress.
            send_timeout: see `Peer`.
            close_timeout: see `Peer`.

        Raises:
            NotSent: there is no connection: `ConnectFailed`, `TlsFailed`, `ProxyFailed`
                or `HandshakeRefused`.
            InvalidArgument: the URL is none, or would send secrets in the clear.
        """
        uri = _address(url)
        protocol = ClientProtocol(
            uri,
            extensions=[ClientPerMessageDeflateFactory()] if compression else None,
            max_size=max_message,
            logger=QUIET,
        )
        protocol.send_request(_request(protocol, headers or {}))
        deadline = anyio.current_time() + connect_timeout
        stream = await (connector or TcpConnector()).connect(
            uri.host, uri.port, tls=uri.secure, within=connect_timeout
        )
        async with closed_on_failure(stream):
            try:
                with anyio.fail_after(deadline - anyio.current_time()):
                    rest = await _shake_hands(protocol, stream, uri.host)
            except TimeoutError:
                raise ConnectFailed(
                    f"{uri.host}: no WebSocket within {connect_timeout:g} s"
                ) from None
            peer = cls(
                Framing(protocol, max_message),
                stream,
                send_timeout=send_timeout,
                close_timeout=close_timeout,
            )
            peer._ready += peer._framing.receive(rest)
            if peer._framing.answers:
                await peer._answer()
        return peer


def _address(url: str) -> WebSocketURI:
    try:
        uri = parse_uri(url)
    except (InvalidURI, ValueError):  # their words may hold a password
        raise InvalidArgument("a WebSocket's URL is wss://host/path") from None
    if uri.user_info is not None:
        raise InvalidArgument("a WebSocket's URL holds no user and password")
    if not uri.secure and not is_loopback(uri.host):
        raise InvalidArgument(
            f"{uri.host} is not this machine: use wss://, as ws:// is not encrypted"
        )
    return uri


def _request(protocol: ClientProtocol, headers: Mapping[str, str]) -> Request:
    request = protocol.connect()
    for name, value in {"User-Agent": USER_AGENT, **headers}.items():
        if not (f"{name}{value}".isascii() and f"{name}{value}".isprintable()):
            # A line break would begin a header of its own.
            raise InvalidArgument("a header holds what cannot be sent")
        request.headers[name] = value
    return request


async def _shake_hands(
    protocol: ClientProtocol, stream: ByteStream, host: str
) -> bytes:
    """Ask for a WebSocket; gives what came after the answer."""
    try:
        await stream.send(b"".join(protocol.data_to_send()))
        head, rest = await read_head(stream)
    except (*STREAM_ERRORS, ValueError) as error:
        raise ConnectFailed(f"{host}: in the handshake, {words_of(error)}") from None
    if head.status != 101:
        kind = head.headers.get("content-type", "no content").partition(";")[0]
        raise HandshakeRefused(
            f"{host} answered {head.status} with {kind[:40]}",
            http_status=head.status,
            retry_after=_retry_after(head),
            retryable=head.status in {200, 403, 408, 425, 429} or head.status >= 500,
        )
    protocol.receive_data(head.wire)
    if protocol.handshake_exc is not None:
        raise HandshakeRefused(
            f"{host}: {protocol.handshake_exc}", http_status=101, retryable=False
        )
    protocol.events_received()
    return rest


def _retry_after(head: Head) -> float | None:
    """Seconds to wait, if the answer says so; a date counts from the answer's own.

    Who is not served for where he is will hardly be served at once.
    """
    value = head.headers.get("retry-after", "")
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        start = parsedate_to_datetime(head.headers["date"])
        return max(0.0, (parsedate_to_datetime(value) - start).total_seconds())
    except (KeyError, ValueError, TypeError, OverflowError):
        return 30.0 if head.status == 403 else None
