"""Arguments onto the wire."""

from datetime import UTC, date, datetime
from decimal import Decimal

import orjson
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.errors import InvalidArgument
from okx_sdk.models._base import OpenEnum, Payload
from okx_sdk.protocol.encoding import to_json, to_query
from okx_sdk.protocol.raw import raw_request

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Kind(OpenEnum):
    """A kind."""

    SWAP = "SWAP"


@frozen
class Trigger(Payload):
    """Part of an order."""

    px: Decimal | None = None
    kind: Kind | None = None


@frozen
class Place(Payload):
    """An order."""

    inst_id: str
    sz: Decimal
    reduce_only: bool | None = None
    ts: datetime | None = None
    triggers: list[Trigger] | None = None
    attached: Trigger | None = None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("BTC-USDT", "BTC-USDT"),
        (Kind.SWAP, "SWAP"),
        (Kind("NEW"), "NEW"),
        (300, "300"),
        (-1, "-1"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("1E+5"), "100000"),
        (Decimal("0.10"), "0.10"),
        (True, "true"),
        (False, "false"),
        (NOON, "1767268800000"),
        (["BTC", "ETH"], "BTC,ETH"),
        ((1, Decimal("2E+1")), "1,20"),
    ],
)
def test_a_query_has_plain_texts(value, text):
    """Never an exponent; booleans in small letters; lists joined by commas."""
    assert to_query("name", value) == text


@pytest.mark.parametrize(
    ("value", "json"),
    [
        ("BTC-USDT", "BTC-USDT"),
        (Kind.SWAP, "SWAP"),
        (300, "300"),
        (Decimal("1E-7"), "0.0000001"),
        (True, True),
        (False, False),
        (NOON, "1767268800000"),
        (["a", 1, True], ["a", "1", True]),
        ({"a": {"b": (Decimal("1.0"),)}}, {"a": {"b": ["1.0"]}}),
    ],
)
def test_a_body_has_numbers_as_texts_and_booleans_as_such(value, json):
    """As OKX wants them."""
    made = to_json("name", value)

    assert made == json
    assert type(made) is type(json)
    orjson.dumps(made)


def test_a_payload_is_sent_by_the_wires_words_without_what_is_none():
    """Nested ones too."""
    order = Place(
        "BTC-USDT",
        Decimal("1E+3"),
        reduce_only=False,
        ts=NOON,
        triggers=[Trigger(Decimal("0.50")), Trigger(kind=Kind.SWAP)],
        attached=Trigger(),
    )

    assert to_json("order", [order]) == [
        {
            "instId": "BTC-USDT",
            "sz": "1000",
            "reduceOnly": False,
            "ts": "1767268800000",
            "triggers": [{"px": "0.50"}, {"kind": "SWAP"}],
            "attached": {},
        }
    ]


NEVER = [
    (0.1, "float"),
    (float("nan"), "float"),
    ("", "empty"),
    (Decimal("NaN"), "finite"),
    (Decimal("sNaN"), "finite"),
    (Decimal("-Infinity"), "finite"),
    (datetime(2026, 1, 1), "time zone"),  # noqa: DTZ001 - this is the mistake
    (date(2026, 1, 1), "cannot be sent"),
    (None, "cannot be sent"),
    (b"x", "cannot be sent"),
    (object(), "cannot be sent"),
]
WRAPPED = {
    "alone": lambda value: value,
    "in a list": lambda value: ["fine", value],
    "in a list of lists": lambda value: [[value]],
}


@pytest.mark.parametrize(("value", "reason"), NEVER, ids=lambda v: f"{v!r:.20}")
@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
@pytest.mark.parametrize("encode", [to_query, to_json])
def test_what_is_not_exact_or_says_nothing_is_refused_by_name(
    encode, wrap, value, reason
):
    """A float, an empty text, a naive time, a number that is none."""
    with pytest.raises(InvalidArgument, match=reason) as caught:
        encode("sz", wrap(value))

    assert str(caught.value).startswith("Sz")


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (Place("BTC-USDT", 0.1), "sz"),
        (Place("", Decimal(1)), "inst_id"),
        (Place("BTC-USDT", Decimal("NaN")), "sz"),
        (Place("BTC-USDT", Decimal(1), ts=datetime(2026, 1, 1)), "ts"),  # noqa: DTZ001
        (Place("BTC-USDT", Decimal(1), triggers=[Trigger(0.1)]), "triggers.px"),
        (Place("BTC-USDT", Decimal(1), attached=Trigger(0.1)), "attached.px"),
    ],
)
def test_a_payload_is_as_strict_as_a_parameter(order, field):
    """Exactness: no float reaches the wire through a model either."""
    with pytest.raises(InvalidArgument) as caught:
        to_json("order", order)

    assert f"order.{field} " in str(caught.value).lower()


def test_a_member_of_a_mapping_is_named_by_its_path():
    """The one who reads the error finds it."""
    with pytest.raises(InvalidArgument, match=r"(?i)^order\.a\.b is a float"):
        to_json("order", {"a": {"b": 1.5}})


def test_an_empty_list_is_no_parameter():
    """It would be an empty text, which OKX takes for something else than nothing."""
    with pytest.raises(InvalidArgument, match="empty"):
        to_query("ccy", [])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12))
def test_a_number_is_sent_exactly(number):
    """What arrives is equal, and in plain notation."""
    text = to_query("px", number)

    assert Decimal(text) == number
    assert "e" not in text.lower()


def test_a_raw_request_is_made_as_it_is_given():
    """The way to what is newer than this version."""
    request = raw_request(
        "get", "/api/v5/new?a=1", {"instId": "BTC-USDT", "limit": 5, "no": None}, None
    )

    assert request.method == "GET"
    assert request.path == "/api/v5/new?a=1&instId=BTC-USDT&limit=5"
    assert request.body == b""
    assert request.signing == "optional"


def test_a_raw_request_carries_plain_json():
    """The body goes out as it is."""
    request = raw_request("POST", "/api/v5/new", None, {"a": [1, True, None]})

    assert request.path == "/api/v5/new"
    assert request.body == b'{"a":[1,true,null]}'


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/api", None),
        ("GET", "api", None),
        ("GET", "", None),
        ("GET", "https://host/api", None),
        ("GET", "/api v5", None),
        ("GET", "/api#x", None),
        ("GET", "/api\r\nHost: evil", None),
        ("GET", "/ä", None),
        ("POST", "/api", Decimal(1)),
        ("POST", "/api", {"a": {1, 2}}),
        ("POST", "/api", {"sz": 0.1}),
        ("POST", "/api", [{"a": [{"px": 1e-7}]}]),
    ],
)
def test_a_raw_request_that_cannot_be_sent_is_refused(method, path, body):
    """Before anything is opened."""
    with pytest.raises(InvalidArgument):
        raw_request(method, path, None, body)
