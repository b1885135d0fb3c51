"""Who signed: the checks, in the exchange's order."""

from __future__ import annotations

import pytest

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import rest_headers
from okx_sdk.sandbox.auth import authenticate
from okx_sdk.sandbox.refusals import Refusal

NOW = 1_795_392_123.456
KEY = Credentials("a-key", "a-secret", "a-passphrase")
TEXT = b"GET/api/v5/account/balance?ccy=BTC"


def headers(now=NOW, text=TEXT, **changes):
    path, method = text.removeprefix(b"GET").decode(), "GET"
    made = rest_headers(KEY, method, path, b"", now)
    found = {name.lower(): value for name, value in made.items()}
    found |= {f"ok-access-{name}": value for name, value in changes.items()}
    return {name: value for name, value in found.items() if value is not None}


def code(found, text=TEXT, now=NOW):
    with pytest.raises(Refusal) as refused:
        authenticate({KEY.api_key: KEY}, found, text, now)
    assert "a-secret" not in str(refused.value)
    return refused.value.code


def test_who_signs_right_is_known():
    """The credentials come back."""
    assert authenticate({KEY.api_key: KEY}, headers(), TEXT, NOW) is KEY


@pytest.mark.parametrize("skew", [-29.9, 0.0, 29.9])
def test_clocks_may_differ_by_half_a_minute(skew):
    """Either way."""
    found = headers(NOW + skew)

    assert authenticate({KEY.api_key: KEY}, found, TEXT, NOW) is KEY


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({}, "50103"),
        (headers(key=None), "50103"),
        (headers(key=""), "50103"),
        (headers(passphrase=None), "50104"),
        (headers(sign=None), "50106"),
        (headers(timestamp=None), "50107"),
        (headers(key="unknown"), "50119"),
        (headers(NOW - 31), "50102"),
        (headers(NOW + 31), "50102"),
        (headers(timestamp="2026-11-23T00:02:03"), "50112"),
        (headers(timestamp="1795392123.456"), "50112"),
        (headers(sign="nonsense"), "50113"),
        (headers(sign="\xe9\xff"), "50113"),
        (headers(passphrase="wrong"), "50105"),
        (headers(passphrase="\xe9"), "50105"),
    ],
)
def test_refusals(found, expected):
    """One code for each mistake, and the first mistake counts."""
    assert code(found) == expected


@pytest.mark.parametrize(
    "text", [TEXT + b"&a=b", TEXT.replace(b"GET", b"POST"), TEXT + b"{}"]
)
def test_everything_is_signed(text):
    """Path, query, method and body."""
    assert code(headers(), text) == "50113"
