"""What is common to requests by name and by path: to show one, and to ask first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.output import Sheet
from okx_sdk.cli.state import settings
from okx_sdk.cli.streams import emit, is_terminal

if TYPE_CHECKING:
    from okx_sdk.protocol.request import Request
    from okx_sdk.settings import Settings

__all__ = ["confirm", "show_request"]

COLUMNS = ("method", "host", "path", "headers", "body")


def show_request(request: Request) -> None:
    """The request that would be sent, secrets masked; nothing is sent."""
    sheet = Sheet(COLUMNS)
    loaded = settings()
    host = loaded.base_url or "the embedded sandbox"
    headers = _headers(loaded, request)
    body = request.body.decode()
    if sheet.form != "table":
        row = dict(
            zip(
                COLUMNS,
                (request.method, host, request.path, headers, body),
                strict=True,
            )
        )
        sheet.write([row])
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


def confirm(what: str, *, yes: bool) -> None:
    """Ask before something is changed on the live exchange; `--yes` is the answer.

    Raises:
        UsageError: nobody is there to be asked.
        Abort: the answer is no.
    """
    if yes or settings().env.value != "live":
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise click.UsageError(f"{what} changes things on live: add --yes")
    click.confirm(f"{what} on live: send it?", abort=True, err=True)
