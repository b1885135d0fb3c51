"""The converter between the wire's texts and values that mean something."""

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import orjson
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.models._base import (
    Csv,
    Flag,
    MaybeTime,
    Micros,
    Number,
    OpenEnum,
    Payload,
    Row,
    Seconds,
    column,
)
from okx_sdk.protocol.codec import converter, excerpt, fault, plain, to_ms

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Side(OpenEnum):
    """A side."""

    BUY = "buy"
    SELL = "sell"


@frozen
class Level(Row):
    """A level whose third column is dead."""

    px: Decimal
    sz: Decimal
    orders: int = column(3)


@frozen
class Detail:
    """Something inside."""

    ccy: str
    eq: Decimal | None = None


@frozen
class Everything:
    """One field of each kind."""

    inst_id: str
    px: Decimal
    count: int
    live: bool
    side: Side
    ts: datetime
    day: date
    u_time: Micros
    s_time: Seconds
    tags: Csv
    confirm: Flag
    inst_id_code: Number
    details: list[Detail]
    levels: tuple[Level, ...]
    limits: dict[str, Decimal]
    note: str | None = None
    fee: Decimal | None = None
    mode: Side | None = None
    fill_time: Micros | None = None
    extra: Detail | None = None


WIRE = {
    "instId": "BTC-USDT",
    "px": "0.00000001000",
    "count": "7",
    "live": True,
    "side": "buy",
    "ts": "1767268800000",
    "day": "20260101",
    "uTime": "1767268800000123",
    "sTime": "1767268800",
    "tags": "a,b",
    "confirm": "1",
    "instIdCode": 12345678901234567890,
    "details": [{"ccy": "BTC", "eq": "1.50"}],
    "levels": [["1", "2", "0", "3"]],
    "limits": {"BTC": "0.1"},
    "note": "n",
    "fee": "-0.5",
    "mode": "sell",
    "fillTime": "1767268800000001",
    "extra": {"ccy": "ETH", "eq": ""},
}

VALUES = Everything(
    inst_id="BTC-USDT",
    px=Decimal("0.00000001000"),
    count=7,
    live=True,
    side=Side.BUY,
    ts=NOON,
    day=date(2026, 1, 1),
    u_time=NOON + timedelta(microseconds=123),
    s_time=NOON,
    tags=("a", "b"),
    confirm=True,
    inst_id_code=12345678901234567890,
    details=[Detail("BTC", Decimal("1.50"))],
    levels=(Level(Decimal(1), Decimal(2), 3),),
    limits={"BTC": Decimal("0.1")},
    note="n",
    fee=Decimal("-0.5"),
    mode=Side.SELL,
    fill_time=NOON + timedelta(microseconds=1),
    extra=Detail("ETH"),
)


def read(value, kind):
    return converter.structure(value, kind)


def test_every_kind_of_field_is_read():
    """Texts become values, by the annotation of the field."""
    assert read(WIRE, Everything) == VALUES


def test_every_kind_of_field_is_written_as_it_came():
    """The sandbox speaks with the same converter, backwards."""
    assert converter.unstructure(VALUES) == WIRE


def test_digits_are_kept_to_the_last_zero():
    """`1.50` is not `1.5`: the text of a number comes back."""
    assert str(read(WIRE, Everything).details[0].eq) == "1.50"


def test_a_field_that_no_model_names_is_passed_over():
    """The exchange adds fields without notice."""
    assert read({**WIRE, "brandNew": {"a": [1]}}, Everything) == VALUES


@pytest.mark.parametrize("nothing", ["", None])
def test_nothing_is_none_where_a_field_may_be_absent(nothing):
    """The exchange writes an empty text for no value."""
    wire = WIRE | dict.fromkeys(("note", "fee", "mode", "fillTime", "extra"), nothing)

    got = read(wire, Everything)

    assert (got.note, got.fee, got.mode, got.fill_time, got.extra) == (None,) * 5


@pytest.mark.parametrize("nothing", ["", None])
def test_nothing_is_an_empty_list_or_object(nothing):
    """The wire may write those as an empty text too."""
    got = read({**WIRE, "details": nothing, "limits": nothing}, Everything)

    assert (got.details, got.limits) == ([], {})


@pytest.mark.parametrize("nothing", ["", None])
@pytest.mark.parametrize("name", ["px", "count", "ts", "day", "uTime", "live"])
def test_nothing_is_a_fault_where_a_value_must_be(name, nothing):
    """P13: what is required and missing is told with its name."""
    wire = {**WIRE, name: nothing}

    with pytest.raises(
        ValueError, match=r"is (not a|neither)|is no time|does not match"
    ):
        read(wire, Everything)
    assert fault(wire, Everything)[0] == name


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0.10", "0.10"),
        ("-5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1E+3"),
        ("1.5E-7", "1.5E-7"),
        (1, "1"),
        (0.1, "0.1"),
        (1e-7, "1E-7"),
        (123456789012345678, "123456789012345678"),
    ],
)
def test_a_number_is_read_from_a_text_or_a_json_number(value, number):
    """P13: numbers as numbers. A float gives its shortest text, which was sent."""
    assert str(read(value, Decimal)) == number


NO_NUMBERS = [
    "NaN",
    "sNaN",
    "Infinity",
    "-inf",
    "1_000",
    " 1",
    "1 ",
    "1,000",
    "0x10",
    "",
    ".",
    "e5",
    "1e",
    "\uff11\uff12",
    "1e999999999",
    "0e999999999",
    "1e-999999999",
    "1e99999999999999999999",
    "9" * 5_000,
    True,
    math.nan,
    math.inf,
    [],
    {},
    ["1"],
    None,
]


@pytest.mark.parametrize("kind", [Decimal, int, datetime, Micros, Seconds, Number])
@pytest.mark.parametrize("value", NO_NUMBERS, ids=lambda v: f"{v!r:.24}")
def test_what_is_no_number_is_a_fault_and_never_a_crash(value, kind):
    """P13: not even one that would fill the memory when it is written out."""
    with pytest.raises(ValueError, match=r"number|places|time"):
        read(value, kind)


@pytest.mark.parametrize("value", ["1.5", "1e-3", 0.5])
def test_a_fraction_is_no_whole_number(value):
    """Counts and times are whole."""
    with pytest.raises(ValueError, match="whole"):
        read(value, int)


def test_a_whole_number_may_have_a_point():
    """`7.0` is 7, and so is `7e0`."""
    assert read("7.0", int) == read("7e0", int) == read(7.0, int) == 7


@pytest.mark.parametrize("value", ["99999999999999999", "-99999999999999999", "1e299"])
def test_a_time_beyond_the_calendar_is_a_fault(value):
    """P13: huge timestamps."""
    with pytest.raises(ValueError, match="no time"):
        read(value, datetime)


@pytest.mark.parametrize(
    ("value", "flag"),
    [(value, True) for value in (True, "true", "True", "1", 1)]
    + [(value, False) for value in (False, "false", "False", "0", 0)],
)
def test_yes_and_no_are_read_however_they_are_written(value, flag):
    """Some booleans are JSON's, some are texts."""
    assert read(value, bool) is flag
    assert read(value, Flag) is flag


@pytest.mark.parametrize("value", ["", "yes", 2, None, [], {}])
def test_what_is_neither_yes_nor_no_is_a_fault(value):
    """Not everything that is not false is true."""
    with pytest.raises(ValueError, match="neither true nor false"):
        read(value, bool)


@pytest.mark.parametrize(
    ("value", "text"), [("", ""), ("a", "a"), (5, "5"), (1.5, "1.5"), (True, "true")]
)
def test_a_text_may_come_as_a_json_scalar(value, text):
    """P13: numbers as numbers, where a text was promised."""
    assert read(value, str) == text


@pytest.mark.parametrize("value", [None, [], {}, ["a"]])
def test_a_list_or_object_is_no_text(value):
    """It would have to be invented."""
    with pytest.raises(ValueError, match="not a text"):
        read(value, str)


@pytest.mark.parametrize(
    "value", ["", "2026-01-01", "20261301", "202601010", "2026 1 1", None, 20261301]
)
def test_a_day_that_is_none_is_a_fault(value):
    """A calendar day is YYYYMMDD."""
    with pytest.raises(ValueError, match=r"match|remains|text|range"):
        read(value, date)


def test_an_unknown_value_of_an_enum_is_kept():
    """P13: enums grow without notice."""
    side = read("rpi", Side)

    assert side == "rpi"
    assert isinstance(side, Side)
    assert not side.is_known
    assert read("buy", Side) is Side.BUY
    assert converter.unstructure(side) == "rpi"


@pytest.mark.parametrize(
    ("text", "words"), [("", ()), ("a", ("a",)), ("a,,b,", ("a", "b"))]
)
def test_words_joined_by_commas_are_parted(text, words):
    """No word is empty."""
    assert read(text, Csv) == words


def test_a_row_is_read_and_written_by_its_columns():
    """Columns without a field are passed over, and written as 0."""
    assert read(["1", "2", "9", "3", "new"], Level) == Level(Decimal(1), Decimal(2), 3)
    assert converter.unstructure(Level(Decimal(1), Decimal(2), 3)) == [
        "1",
        "2",
        "0",
        "3",
    ]


def test_a_row_that_is_too_short_names_what_it_lacks():
    """P13: missing fields."""
    with pytest.raises(TypeError):
        read(["1", "2"], Level)
    assert fault(["1", "2"], Level) == ("orders", "is missing")


def test_a_model_stays_what_it_is():
    """A nested model that is made already is taken as it is."""
    assert read(VALUES, Everything) is VALUES


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Detail, "not an object"),
        (list[str], "not a list"),
        (tuple[str, ...], "not a list"),
        (dict[str, str], "not an object"),
    ],
)
@pytest.mark.parametrize("value", [5, "text", 1.5, True])
def test_a_scalar_is_neither_list_nor_object(kind, words, value):
    """A text is not the list of its letters."""
    with pytest.raises(ValueError, match=words):
        read(value, kind)


@frozen
class Place(Payload):
    """Something that is sent."""

    inst_id: str
    sz: Decimal
    px: Decimal | None = None
    cl_ord_id: str | None = None


def test_what_is_sent_leaves_out_what_is_none():
    """Never an empty text."""
    sent = converter.unstructure(Place("BTC-USDT", Decimal("1E+3")))

    assert sent == {"instId": "BTC-USDT", "sz": "1000"}


NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**25), 10**25),
    st.integers(-5, 25),
)
MOMENTS = st.integers(0, 7 * 10**15).map(lambda us: EPOCH + timedelta(microseconds=us))
MILLISECONDS = MOMENTS.map(
    lambda m: m.replace(microsecond=m.microsecond // 1_000 * 1_000)
)
SIDES = st.sampled_from(list(Side)) | st.text(min_size=1).map(Side)
DETAILS = st.builds(Detail, ccy=st.text(), eq=st.none() | NUMBERS)
EVERYTHING = st.builds(
    Everything,
    inst_id=st.text(),
    px=NUMBERS,
    count=st.integers(-(10**30), 10**30),
    live=st.booleans(),
    side=SIDES,
    ts=MILLISECONDS,
    day=st.dates(date(1000, 1, 1), date(9999, 12, 31)),
    u_time=MOMENTS,
    s_time=MOMENTS.map(lambda m: m.replace(microsecond=0)),
    tags=st.lists(st.text("abc", min_size=1)).map(tuple),
    confirm=st.booleans(),
    inst_id_code=st.integers(0, 10**12),
    details=st.lists(DETAILS, max_size=3),
    levels=st.lists(
        st.builds(Level, NUMBERS, NUMBERS, st.integers(0, 99)), max_size=3
    ).map(tuple),
    limits=st.dictionaries(st.text(), NUMBERS, max_size=3),
    note=st.none() | st.text(min_size=1),
    fee=st.none() | NUMBERS,
    mode=st.none() | SIDES,
    fill_time=st.none() | MOMENTS,
    extra=st.none() | DETAILS,
)


@pytest.mark.slow  # a hundred cases are tried
@given(EVERYTHING)
def test_what_is_written_is_read_back(model):
    """`structure(unstructure(x)) == x`, through JSON."""
    wire = orjson.loads(orjson.dumps(converter.unstructure(model)))

    assert read(wire, Everything) == model


@given(NUMBERS)
def test_a_number_is_written_without_an_exponent(number):
    """And without a change."""
    text = plain(number)

    assert Decimal(text) == number
    assert "e" not in text.lower()


@given(MOMENTS)
def test_milliseconds_cut_off_what_is_finer(moment):
    """Also where a float would be off by one."""
    whole = moment.replace(microsecond=moment.microsecond // 1_000 * 1_000)

    assert read(str(to_ms(moment)), datetime) == whole


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from(sorted(WIRE)), JSON)
def test_a_fault_names_the_field_that_is_wrong(name, value):
    """Invariant 19: whatever a field holds, it is read or told by its name."""
    wire = {**WIRE, name: value}
    try:
        read(wire, Everything)
    except Exception:
        field, reason = fault(wire, Everything)

        assert field == name
        assert reason.startswith("cannot be read: ")
        assert len(reason) < 400


@pytest.mark.parametrize("name", ["px", "details", "side"])
def test_a_fault_names_the_field_that_is_missing(name):
    """P13: a required field that is not there."""
    wire = {key: value for key, value in WIRE.items() if key != name}

    assert fault(wire, Everything) == (name, "is missing")


def test_a_fault_without_a_field_says_what_came():
    """A row that is no row, and a model that refuses by itself."""
    assert fault("oops", Detail) == (None, "'oops' is not an object")
    assert fault("oops", Decimal) == (None, "'oops' does not fit")
    assert fault({"ccy": "BTC"}, Detail) == (None, "does not fit")


def test_an_excerpt_is_short_however_long_or_deep_the_value_is():
    """P14: deep nesting must not break the report of it."""
    deep = orjson.loads(b"[" * 1_000 + b"]" * 1_000)

    assert len(excerpt("x" * 10**6)) < 100
    assert len(excerpt(deep)) < 100
    assert len(excerpt([{"a": "x" * 10**5}] * 10**4)) <= 100
    assert fault(deep, Decimal)[0] is None
    assert fault({"ccy": deep}, Detail)[0] == "ccy"


def test_a_time_of_nothing_is_none():
    """Some times are 0 where there is none."""

    @frozen
    class Order:
        ts: MaybeTime | None

    assert read({"ts": "0"}, Order) == read({"ts": 0}, Order) == Order(None)
    assert read({"ts": ""}, Order) == Order(None)
    assert read({"ts": "1767268800000"}, Order) == Order(NOON)
    assert converter.unstructure(Order(NOON)) == {"ts": "1767268800000"}
