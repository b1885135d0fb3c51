"""Signatures over exactly the bytes that are sent."""

from __future__ import annotations

import binascii
from datetime import UTC, datetime
from functools import lru_cache

from okx_sdk.credentials import Credentials, Masked, Secret

__all__ = ["Headers", "login_args", "rest_headers", "signature", "timestamp"]


class Headers(Masked[str]):
    """Headers, of which only the names are shown."""


def timestamp(now: float) -> str:
    """The moment, in seconds since 1970, as REST headers write it."""
    second, micros = divmod(round(now * 1_000_000), 1_000_000)
    return f"{_to_the_second(second)}.{micros // 1_000:03}Z"


@lru_cache(maxsize=8)
def _to_the_second(second: int) -> str:
    """All but the milliseconds of it, which is the same for many requests."""
    return datetime.fromtimestamp(second, UTC).isoformat().removesuffix("+00:00")


def signature(secret: Secret, text: bytes) -> str:
    """HMAC-SHA256 of the text, in base 64."""
    return binascii.b2a_base64(secret.sign(text), newline=False).decode("ascii")


def rest_headers(
    credentials: Credentials, method: str, path: str, body: bytes, now: float
) -> Headers:
    """The headers that sign a request; *path* has its query, *now* is server time."""
    moment = timestamp(now)
    text = f"{moment}{method}{path}".encode() + body
    return Headers(
        {
            "OK-ACCESS-KEY": credentials.api_key,
            "OK-ACCESS-SIGN": signature(credentials.secret_key, text),
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
            "sign": signature(credentials.secret_key, text),
        }
    )
