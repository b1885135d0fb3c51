"""The quick way to read a row gives what the converter's own way gives, always."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import attrs
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from okx_sdk.models._base import Flag, Number, OpenEnum, Row, column
from okx_sdk.protocol.codec import by_reference, converter


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


@frozen
class Leaf:
    a: str
    x: Decimal | None = None


@frozen
class Sample:
    inst_id: str
    px: Decimal
    ts: datetime
    side: Side
    seq_id: Number
    count: int
    confirm: Flag
    vol: Decimal | None = None
    u_time: datetime | None = None
    pos_side: Side | None = None
    tag: str | None = None
    legs: tuple[Leaf, ...] = ()
    lines: tuple[str, ...] = attrs.Factory(tuple)


@frozen
class Bar(Row):
    ts: datetime
    close: Decimal
    vol: Decimal | None = None
    confirm: Flag = True
    orders: int = column(5, default=0)


USUAL = {
    "instId": "BTC-USDT",
    "px": "1.10",
    "ts": "1790000000120",
    "side": "buy",
    "seqId": 7,
    "count": "3",
    "confirm": "1",
}
odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**14),
    st.floats(),
    st.text(max_size=6),
    st.text("0123456789.-+_eE NaIifnty", max_size=14),
    st.sampled_from(
        ["", "0", "1", "-1", "1_0", " 1", "NaN", "-Infinity", "1e5", ".5", "5.", "-.5"]
    ),
    st.sampled_from(["1790000000120", "0000000000001", "-790000000120", "٣", "1٣1"]),
    st.lists(st.fixed_dictionaries({"a": st.text(max_size=2)}), max_size=2),
)
WIRE = ["instId", "px", "ts", "side", "seqId", "count", "confirm"]
WIRE += ["vol", "uTime", "posSide", "tag", "legs", "lines", "unknown"]


def outcome(read):
    try:
        return read()
    except Exception as error:
        return type(error)


@given(st.dictionaries(st.sampled_from(WIRE), odd, max_size=5))
@example({})
@example({"px": "NaN123"})
@example({"vol": "-NaN1"})
@example({"vol": 0})
def test_an_object_is_read_alike(changes):
    """Any field missing, empty, of another type, or nonsense."""
    row = {**USUAL, **changes}

    quick = outcome(lambda: converter.structure(row, Sample))

    assert quick == outcome(lambda: by_reference(row, Sample))


@given(st.sampled_from(WIRE))
def test_a_missing_field_is_missed_alike(name):
    row = {key: value for key, value in USUAL.items() if key != name}

    quick = outcome(lambda: converter.structure(row, Sample))

    assert quick == outcome(lambda: by_reference(row, Sample))


@given(st.lists(odd, max_size=7))
@example(["1790000000120", "1.1", "2", "1", "0", "4"])
@example(["1790000000120", "1.1"])
def test_an_array_is_read_alike(row):
    """Rows that are short, long, or hold what they never held."""
    quick = outcome(lambda: converter.structure(row, Bar))

    assert quick == outcome(lambda: by_reference(row, Bar))


@given(st.integers(10**12, 10**13 - 1))
def test_every_millisecond_is_exact(ms):
    """A float of seconds never loses one."""
    row = {**USUAL, "ts": str(ms)}

    assert converter.structure(row, Sample).ts == by_reference(row, Sample).ts


def test_the_usual_row_is_read_the_quick_way():
    """Otherwise the tests above compare the reference with itself."""
    row = {**USUAL, "vol": "2", "legs": [{"a": "b"}]}

    result = converter.structure(row, Sample)

    assert result == by_reference(row, Sample)
    assert type(result) is Sample
    assert hash(result) == hash(by_reference(row, Sample))
