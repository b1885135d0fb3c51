"""Whether a signed request is who it says: checked as the exchange does, in its order."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import signature
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["authenticate"]

WINDOW = 30.0
"""Seconds by which a timestamp may differ from the exchange's clock."""

_CODES = {
    "OK-ACCESS-KEY": "50103",
    "OK-ACCESS-PASSPHRASE": "50104",
    "OK-ACCESS-SIGN": "50106",
    "OK-ACCESS-TIMESTAMP": "50107",
}


def authenticate(
    keys: Mapping[str, Credentials],
    headers: Mapping[str, str],
    text: bytes,
    now: float,
) -> Credentials:
    """The credentials that signed *text* (method, path with query, body).

    Raises:
        Refusal: a header is missing, the key unknown, the clock off, or the passphrase
            or signature wrong.
    """
    for name, code in _CODES.items():
        if not headers.get(name.lower()):
            raise Refusal(code, f'Request header "{name}" can not be empty.')
    known = keys.get(headers["ok-access-key"])
    if known is None:
        raise Refusal("50119", "API key doesn't exist")
    stamp = headers["ok-access-timestamp"]
    if abs(_seconds(stamp) - now) > WINDOW:
        raise Refusal("50102", "Timestamp request expired")
    expected = signature(known.secret_key, stamp.encode() + text)
    if not _same(expected, headers["ok-access-sign"]):
        raise Refusal("50113", "Invalid Sign")
    passphrase = known.passphrase.reveal()
    if not _same(passphrase, headers["ok-access-passphrase"]):
        raise Refusal("50105", 'Request header "OK-ACCESS-PASSPHRASE" incorrect.')
    return known


def _same(known: str, sent: str) -> bool:
    return hmac.compare_digest(known.encode(), sent.encode())


def _seconds(stamp: str) -> float:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refusal("50112", 'Invalid "OK-ACCESS-TIMESTAMP"')
    return moment.timestamp()
