"""A request in words, as it would be sent, and with its secrets masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from okx_sdk.cli.output import Sheet
from okx_sdk.cli.state import settings
from okx_sdk.cli.streams import emit, say

if TYPE_CHECKING:
    from okx_sdk.protocol.request import Request
    from okx_sdk.settings import Settings

__all__ = ["EXPIRES", "show_call", "show_request"]

COLUMNS = ("method", "host", "path", "headers", "body")


EXPIRES = {"expTime": "(5 s after it is sent)"}
"""What orders and amendments say besides: when the exchange is to forget them."""


def show_call(
    method: Callable[..., object],
    *args: object,
    also: Mapping[str, str] | None = None,
    **kwargs: object,
) -> None:
    """The request that a method of a section would send, with headers of its own."""
    from okx_sdk.protocol.endpoint import endpoint_of

    endpoint = endpoint_of(method)
    request = endpoint.request(endpoint.arguments(args, kwargs))
    show_request(request, also=also)


def show_request(request: Request, *, also: Mapping[str, str] | None = None) -> None:
    """The request that would be sent, secrets masked; nothing is sent."""
    sheet = Sheet(COLUMNS)
    loaded = settings()
    if request.signing == "always" and loaded.credentials is None:
        say("no API key: it could not be sent", fg="yellow")
    host = loaded.base_url or "the embedded sandbox"
    headers = {**_headers(loaded, request), **(also or {})}
    body = request.body.decode()
    if sheet.form != "table":
        values = (request.method, host, request.path, headers, body)
        sheet.write([dict(zip(COLUMNS, values, strict=True))])
        return
    lines = [f"{request.method} {request.path}", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    emit("\n".join([*lines, "", *filter(None, [body])]) + "\n")


def _headers(loaded: Settings, request: Request) -> dict[str, str]:
    headers = {"x-simulated-trading": "1"} if loaded.is_demo else {}
    if request.body:
        headers["Content-Type"] = "application/json"
    if loaded.credentials is None or request.signing == "never":
        return headers
    return {
        **headers,
        "OK-ACCESS-KEY": loaded.credentials.hint,
        "OK-ACCESS-SIGN": "***",
        "OK-ACCESS-TIMESTAMP": "(when it is sent)",
        "OK-ACCESS-PASSPHRASE": "***",
    }
