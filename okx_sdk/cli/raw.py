"""Requests to any path, by OKX's own names."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import click

from okx_sdk.cli.asking import confirm
from okx_sdk.cli.bodies import structure
from okx_sdk.cli.output import Sheet
from okx_sdk.cli.state import open_client
from okx_sdk.cli.wire import show_request
from okx_sdk.protocol.raw import raw_request

if TYPE_CHECKING:
    from okx_sdk.protocol.values import Json

__all__ = ["call"]


def call(
    method: str,
    path: str,
    pairs: Sequence[str],
    body: str | None,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    """Send a request as it is given, and show the data that come."""
    named = dict(_pair(each) for each in pairs)
    if body is not None and (named or method == "GET"):
        raise click.UsageError("--body is for POST, and then there are no NAME=VALUE")
    content = _content(body) if body is not None else (named or None)
    params = named if method == "GET" else None
    payload = content if method == "POST" else None
    request = raw_request(method, path, params, payload)
    sheet = Sheet()
    if dry_run:
        show_request(request)
        return
    if method == "POST":
        confirm(f"{method} {path.partition('?')[0]}", yes=yes)
    with open_client() as okx:
        data = okx.request(method, path, params=params, body=payload)
    rows = data if isinstance(data, list) else [data]
    sheet.write(cast("Sequence[object]", rows))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise click.UsageError(f"{text!r} is no NAME=VALUE, such as instId=BTC-USDT")
    return name, value


def _content(body: str) -> Json:
    text = sys.stdin.read() if body == "-" else body
    return cast("Json", structure(text))
