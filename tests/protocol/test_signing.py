"""Signatures over exactly the bytes that are sent."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.credentials import Credentials, Secret
from okx_sdk.protocol import signing
from okx_sdk.protocol.signing import login_args, rest_headers, signature, timestamp

KEY = Credentials("mykey", "mysecret", "mypass")


def test_the_published_vector_is_met():
    """OKX's own example of the text that is signed."""
    text = b"2020-12-08T09:08:57.715ZGET/api/v5/account/balance?ccy=BTC"

    assert (
        signature(Secret("mysecret"), text)
        == "OkAjRTXqfIRKxx7SRjIowU96vZPkf4n9X2G+8yduCf4="
    )


def vectors(okx_v5):
    for file in sorted((okx_v5 / "samples" / "signature").glob("*.json")):
        for vector in json.loads(file.read_text()):
            yield pytest.param(vector, id=f"{file.name}:{vector['request_path']}")


def test_all_vectors_of_other_libraries_are_met(okx_v5):
    """Requests of either method, with and without a body, and the login."""
    checked = 0
    for param in vectors(okx_v5):
        (vector,) = param.values
        credentials = Credentials("mykey", vector["secret"], "mypass")
        if vector.get("ws_login"):
            made = login_args(credentials, int(vector["timestamp"]))["sign"]
        else:
            text = "".join(
                vector[part] for part in ("timestamp", "method", "request_path", "body")
            )
            made = signature(Secret(vector["secret"]), text.encode())
        checked += 1

        assert made == vector["sign"], vector["request_path"]

    assert checked >= 18


def test_headers_carry_the_same_moment_that_is_signed():
    """Timestamp, signature, key and passphrase."""
    headers = rest_headers(
        KEY, "GET", "/api/v5/account/balance?ccy=BTC", b"", 1607418537.715
    )

    assert dict(headers) == {
        "OK-ACCESS-KEY": "mykey",
        "OK-ACCESS-SIGN": "OkAjRTXqfIRKxx7SRjIowU96vZPkf4n9X2G+8yduCf4=",
        "OK-ACCESS-TIMESTAMP": "2020-12-08T09:08:57.715Z",
        "OK-ACCESS-PASSPHRASE": "mypass",
    }


def test_headers_show_their_names_and_not_their_values():
    """A traceback with locals or a log gives no passphrase away."""
    headers = rest_headers(KEY, "GET", "/", b"", 0)

    assert "OK-ACCESS-PASSPHRASE" in repr(headers)
    for shown in (repr(headers), str(headers), f"{headers}", f"{headers!r}"):
        assert "mypass" not in shown
        assert "mykey" not in shown


@given(st.floats(0, 253_402_300_000))
def test_a_timestamp_always_has_milliseconds_and_a_z(now):
    """Whole seconds are no exception."""
    text = timestamp(now)

    assert len(text) == len("2020-12-08T09:08:57.715Z")
    assert text.endswith("Z")
    assert text[-5] == "."


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_another_body_has_another_signature(one, other):
    """Every byte of the body is signed."""
    signs = {
        rest_headers(KEY, "POST", "/", body, 0)["OK-ACCESS-SIGN"]
        for body in (one, other)
    }

    assert len(signs) == len({one, other})


def test_what_is_public_is_there():
    """Names of `__all__` exist."""
    assert all(hasattr(signing, name) for name in signing.__all__)


def test_a_login_counts_in_seconds_and_hides_its_values_too():
    """The argument of the WebSocket's `login`."""
    args = login_args(KEY, 1538054050)

    assert args["timestamp"] == "1538054050"
    assert args["sign"] == "m+lzVL6siKIpimAa/6y8lHpWZe0SCpehAqymC8Nel0A="
    assert "mypass" not in repr(args)
