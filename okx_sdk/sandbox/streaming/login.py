"""Whether a login is who it says, in the order in which the exchange asks."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from typing import Any

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import signature
from okx_sdk.sandbox.streaming.words import Said, refused

__all__ = ["check_login"]

_STAMP = re.compile(r"\d{1,12}(\.\d{1,9})?", re.ASCII)

WINDOW = 30.0
"""Seconds for which a login may be under way."""


def check_login(
    keys: Mapping[str, Credentials], arg: Mapping[str, Any], now: float
) -> Credentials | Said:
    """The credentials of a login that arrives *now*, or why it is refused."""
    api_key, passphrase, stamp, sign = (
        str(arg.get(name) or "")
        for name in ("apiKey", "passphrase", "timestamp", "sign")
    )
    if not api_key:
        return refused("60005")
    seconds = _seconds(stamp)
    if seconds is None:
        return refused("60004")
    if abs(seconds - now) > WINDOW:
        return refused("60006")
    known = keys.get(api_key)
    if known is None:
        return refused("60032")
    if not hmac.compare_digest(known.passphrase.reveal().encode(), passphrase.encode()):
        return refused("60024")
    text = f"{stamp}GET/users/self/verify".encode()
    expected = signature(known.secret_key, text)
    if not hmac.compare_digest(expected.encode(), sign.encode()):
        return refused("60007")
    return known


def _seconds(stamp: str) -> float | None:
    # Whole seconds are documented, and fractions are taken.
    return float(stamp) if _STAMP.fullmatch(stamp) else None
