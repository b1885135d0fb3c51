"""From a reply's bytes to rows, or to the error that the exchange meant."""

import json
from decimal import Decimal
from typing import Any

import orjson
import pytest
from attrs import frozen
from fakes import envelope, reply
from hypothesis import example, given
from hypothesis import strategies as st

from okx_sdk.errors import (
    ApiError,
    BadRow,
    EdgeRefused,
    GatewayFailed,
    HttpStatusError,
    InstrumentNotFound,
    InsufficientBalance,
    NotJson,
    OkxError,
    Outcome,
    OutcomeUnknown,
    RateLimited,
    RedirectRefused,
)
from okx_sdk.models._base import Row, beside
from okx_sdk.protocol.envelope import Shape, open_envelope, read_rows

WHERE = "GET /api/v5/market/things"


@frozen
class Thing:
    """A row."""

    inst_id: str
    px: Decimal
    sz: Decimal | None = None


@frozen
class Pair(Row):
    """A bare array."""

    a: Decimal
    b: Decimal


def opened(body, status=200, headers=None):
    return open_envelope(reply(body, status, headers), WHERE)


def raised(body, status=200, headers=None):
    with pytest.raises(OkxError) as caught:
        opened(body, status, headers)
    return caught.value


@pytest.mark.parametrize("code", ["0", "2", 0])
def test_success_gives_the_envelope(code):
    """2 is a batch that succeeded in part: each row tells its own fate."""
    body = orjson.dumps({"code": code, "data": [1], "msg": "", "inTime": "5"})

    assert opened(body)["data"] == [1]


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("50011", 200, RateLimited),
        ("50011", 429, RateLimited),
        ("50004", 400, OutcomeUnknown),
        ("51149", 500, OutcomeUnknown),
        ("51001", 200, InstrumentNotFound),
        ("99999", 200, ApiError),
        ("1", 200, ApiError),
        ("", 200, ApiError),
        ("0", 500, ApiError),
    ],
)
def test_a_code_decides_and_not_the_status(code, status, kind):
    """F3: OKX answers business errors with any status."""
    error = raised(envelope([], code, "words of OKX"), status)

    assert type(error) is kind
    assert error.endpoint == WHERE
    assert error.http_status == status
    assert error.message == "words of OKX"


def test_the_reason_of_a_single_item_goes_before_the_envelopes():
    """A rejected order: code 1, and the reason in its row."""
    error = raised(
        envelope([{"sCode": "51008_1000", "sMsg": "too poor"}], "1", "All failed")
    )

    assert type(error) is InsufficientBalance
    assert (error.code, error.sub_code) == ("51008", "1000")
    assert error.message == "too poor"


@pytest.mark.parametrize(
    "data", [[], {}, None, "text", 5, ["text"], [{}], [{"sCode": ""}], [{"sCode": []}]]
)
def test_without_an_items_reason_the_envelopes_counts(data):
    """Whatever stands in its place."""
    error = raised(envelope(data, "1", "All failed"))

    assert error.code == "1"
    assert error.message == "All failed"


def test_a_code_that_is_not_known_leaves_the_outcome_open():
    """Invariant 10: nothing is assumed of it."""
    assert raised(envelope([], "59999", "?")).outcome is Outcome.UNKNOWN
    assert raised(envelope([], "51008", "?")).outcome is Outcome.REJECTED


BODIES = {
    "empty": b"",
    "HTML": b"<html><body>502 Bad Gateway</body></html>",
    "cut short": envelope([{"a": 1}])[:-5],
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "no code": b'{"data":[]}',
    "not UTF-8": b'{"code":"\xff"}',
    "NaN": b'{"code":NaN}',
    "too deep": b"[" * 10_000 + b"]" * 10_000,
}
STATUSES = {
    200: NotJson,
    204: NotJson,
    301: RedirectRefused,
    404: HttpStatusError,
    403: EdgeRefused,
    429: RateLimited,
    500: GatewayFailed,
    502: GatewayFailed,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_what_is_not_the_exchanges_json_is_told_by_its_status(body, status, kind):
    """N12, P14: 200 with HTML, an empty body, one cut short, one nested too deep."""
    error = raised(body, status)

    assert type(error) is kind
    assert error.endpoint == WHERE
    assert error.http_status == status
    assert len(str(error)) < 500


def test_a_strange_body_is_quoted_in_brief():
    """Who reads it at night sees whose page it is."""
    page = b"<html>\n <title>Just a   moment...</title>" + b"x" * 10_000

    error = raised(page, headers={"content-type": "text/html; charset=utf-8"})

    assert "10041 bytes of text/html" in str(error)
    assert "Just a moment..." in str(error)


DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:05 GMT", "date": DATE}, 5.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:27:00 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:05 GMT"}, None),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:05 -0000", "date": DATE}, None),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:05 +99999999", "date": DATE}, None),
        ({"retry-after": "soon", "date": DATE}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after": ""}, None),
    ],
)
@pytest.mark.parametrize("body", [envelope([], "50011", "slow down"), b"<html>"])
def test_a_wait_that_the_reply_asks_for_is_known(body, headers, seconds):
    """Retry-After in seconds, or as a date, which counts from the reply's own."""
    assert raised(body, 429, headers).retry_after == seconds


def test_rows_are_read_one_by_one():
    """`list[X]`."""
    data = [{"instId": "A", "px": "1"}, {"instId": "B", "px": "2", "sz": "3"}]

    assert read_rows(data, Shape(Thing, many=True), WHERE) == [
        Thing("A", Decimal(1)),
        Thing("B", Decimal(2), Decimal(3)),
    ]


@pytest.mark.parametrize("data", [[], None, "", {}])
def test_no_rows_are_an_empty_list(data):
    """However the exchange writes it."""
    assert read_rows(data, Shape(Thing, many=True), WHERE) == []


def test_an_object_is_the_only_row():
    """A few endpoints give it without its list."""
    data = {"instId": "A", "px": "1"}

    assert read_rows(data, Shape(Thing, many=True), WHERE) == [Thing("A", Decimal(1))]
    assert read_rows(data, Shape(Thing), WHERE) == Thing("A", Decimal(1))
    assert read_rows([data], Shape(Thing), WHERE) == Thing("A", Decimal(1))


def test_bare_arrays_are_rows():
    """A list of them, or the only one without its list."""
    assert read_rows([["1", "2"]], Shape(Pair, many=True), WHERE) == [
        Pair(Decimal(1), Decimal(2))
    ]
    assert read_rows(["1", "2"], Shape(Pair), WHERE) == Pair(Decimal(1), Decimal(2))
    assert read_rows([["1", "2"]], Shape(Pair), WHERE) == Pair(Decimal(1), Decimal(2))


@pytest.mark.parametrize("data", [[], None])
def test_one_row_may_be_absent_where_that_is_declared(data):
    """`X | None`; and where it is not, its absence is a fault."""
    assert read_rows(data, Shape(Thing, absent=True), WHERE) is None
    with pytest.raises(BadRow):
        read_rows(data, Shape(Thing), WHERE)


@pytest.mark.parametrize("data", [[], None, [{"anything": 1}], "x"])
def test_nothing_but_success_is_wanted_of_some(data):
    """`None`: the data does not matter."""
    assert read_rows(data, Shape(None), WHERE) is None


def test_a_bad_row_names_endpoint_row_and_field():
    """P13: the one who reads the error finds the value."""
    data = [{"instId": "A", "px": "1"}, {"instId": "B", "px": "many"}]

    with pytest.raises(BadRow) as caught:
        read_rows(data, Shape(Thing, many=True), WHERE)

    error = caught.value
    assert (error.endpoint, error.row, error.field) == (WHERE, 1, "px")
    assert "'many' is not a number" in str(error)
    assert "row 1, field px" in str(error)


@pytest.mark.parametrize("data", ["text", 5, True, [5], ["text"], [None], [[]]])
def test_data_of_another_shape_is_a_bad_row(data):
    """P13: a scalar where rows were promised."""
    with pytest.raises(BadRow):
        read_rows(data, Shape(Thing, many=True), WHERE)


SHAPES = [
    Shape(Thing, many=True),
    Shape(Thing),
    Shape(Thing, absent=True),
    Shape(Pair),
    Shape(Pair, many=True),
    Shape(str, many=True),
    Shape(Decimal),
    Shape(dict[str, Decimal]),
    Shape(dict[str, Any], many=True),
    Shape(None),
]


def read_all(body, status, headers):
    for shape in SHAPES:
        try:
            data = opened(body, status, headers).get("data")
            read_rows(data, shape, WHERE)
        except OkxError as error:
            assert str(error)  # noqa: PT017 - it must be one that can be shown


HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "date", "content-type"]),
    st.text(max_size=30) | st.just(DATE),
)


@given(st.binary(max_size=200), st.sampled_from(sorted(STATUSES)), HEADERS)
def test_any_bytes_give_a_value_or_one_of_our_errors(body, status, headers):
    """Invariant 19: the parser is total."""
    read_all(body, status, headers)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["code", "msg", "data", "sCode", "sMsg", "instId", "px"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)
NUMBERS = st.from_regex(r"[-+]?[0-9.]{1,6}([eE][-+]?[0-9]{1,10})?", fullmatch=True)


@pytest.mark.slow  # a hundred cases are tried
@given(
    code=st.sampled_from(["0", "1", "2", 0, 1, None, "50011"]) | JSON,
    msg=JSON,
    data=JSON | st.lists(st.fixed_dictionaries({"instId": JSON, "px": NUMBERS | JSON})),
    status=st.sampled_from(sorted(STATUSES)),
)
@example(code="0", msg="", data="text", status=200)
@example(code="0", msg="", data=5, status=200)
@example(code="0", msg="", data=[{"instId": "A", "px": "1e999999999"}], status=200)
def test_any_json_gives_a_value_or_one_of_our_errors(code, msg, data, status):
    """Invariant 19, P13: any shape at any place."""
    body = json.dumps({"code": code, "msg": msg, "data": data}).encode()

    read_all(body, status, {})


@pytest.mark.parametrize("place", ["code", "msg", "data", "sCode", "row", "field"])
def test_deep_nesting_breaks_nothing(place):
    """P14: as deep as the JSON parser lets it be."""
    deep = b"[" * 1_000 + b"]" * 1_000
    body = {
        "code": b'{"code":%s,"data":[]}',
        "msg": b'{"code":"1","msg":%s,"data":[]}',
        "data": b'{"code":"0","data":%s}',
        "sCode": b'{"code":"1","data":[{"sCode":%s}]}',
        "row": b'{"code":"0","data":[%s]}',
        "field": b'{"code":"0","data":[{"instId":"A","px":%s}]}',
    }[place] % deep

    assert orjson.loads(body)
    read_all(body, 200, {})


@frozen
class Paged:
    """A row that takes up a word of the envelope."""

    inst_id: str
    total_page: int | None = beside()


def test_what_stands_beside_the_rows_is_taken_up_by_them():
    """Some lists say in the envelope how many pages there are."""
    whole = {"totalPage": "3", "code": "0"}
    rows = [{"instId": "A"}, {"instId": "B", "totalPage": "9"}]

    assert read_rows(rows, Shape(Paged, many=True), WHERE, whole) == [
        Paged("A", 3),
        Paged("B", 9),
    ]
    assert read_rows(rows[0], Shape(Paged), WHERE, whole) == Paged("A", 3)
    assert read_rows(rows, Shape(Paged, many=True), WHERE, {})[0] == Paged("A")


@pytest.mark.parametrize("data", [5, "text", [5], [[]], [None]])
def test_what_stands_beside_no_rows_changes_nothing(data):
    """P13, P14: whatever is there, and however deep."""
    deep = orjson.loads(b"[" * 1_000 + b"]" * 1_000)
    for each in (data, deep, [deep]):
        with pytest.raises(BadRow):
            read_rows(each, Shape(Paged, many=True), WHERE, {"totalPage": "3"})


def test_a_batch_that_failed_as_a_whole_tells_each_rows_fate():
    """`sCode` goes before the envelope; without it the envelope's word counts."""
    body = envelope([{"sCode": "51008"}, {"sCode": "51000"}], "1", "All failed")
    bare = envelope([], "1", "All failed")

    opened_batch = open_envelope(reply(body), WHERE, is_batch=True)

    assert [row["sCode"] for row in opened_batch["data"]] == ["51008", "51000"]
    with pytest.raises(InsufficientBalance):
        open_envelope(reply(body), WHERE)
    with pytest.raises(ApiError):
        open_envelope(reply(bare), WHERE, is_batch=True)
