"""Signatures over exactly the bytes that are sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from okx_sdk.credentials import Credentials, Masked

__all__ = ["Headers", "login_args", "rest_headers", "signature", "timestamp"]


class Headers(Masked[str]):
    """Headers, of which only the names are shown."""


def timestamp(now: float) -> str:
    """The moment, in seconds since 1970, as REST headers write it."""
    moment = datetime.fromtimestamp(now, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def signature(secret: str, text: bytes) -> str:
    """HMAC-SHA256 of the text, in base 64."""
    digest = hmac.digest(secret.encode(), text, hashlib.sha256)
    return base64.b64encode(digest).decode("ascii")


def rest_headers(
    credentials: Credentials, method: str, path: str, body: bytes, now: float
) -> Headers:
    """The headers that sign a request; *path* has its query, *now* is server time."""
    moment = timestamp(now)
    text = f"{moment}{method}{path}".encode() + body
    return Headers(
        {
            "OK-ACCESS-KEY": credentials.api_key,
            "OK-ACCESS-SIGN": signature(credentials.secret_key.reveal(), text),
            "OK-ACCESS-TIMESTAMP": moment,
            "OK-ACCESS-PASSPHRASE": credentials.passphrase.reveal(),
        }
    )


def login_args(credentials: Credentials, now: int) -> Headers:
    """The argument of a WebSocket login; *now* is in whole seconds since 1970."""
    text = f"{now}GET/users/self/verify".encode()
    return Headers(
        {
            "apiKey": credentials.api_key,
            "passphrase": credentials.passphrase.reveal(),
            "timestamp": str(now),
            "sign": signature(credentials.secret_key.reveal(), text),
        }
    )
