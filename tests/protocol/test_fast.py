"""The quick way to read a row gives what the converter's own way gives, always."""

from __future__ import annotations

import copy
import json
import pickle
import re
from datetime import datetime
from decimal import Decimal

import attrs
import pytest
from attrs import frozen
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okx_sdk import channels, rest
from okx_sdk.models._base import Flag, Number, OpenEnum, Row, column
from okx_sdk.protocol.codec import by_reference, converter, quick_reader

ENDPOINTS = {
    (endpoint.method, endpoint.path): endpoint
    for section in rest.sections()
    for endpoint in rest.endpoints(section).values()
}
CHANNELS = {
    re.escape(channel.name).replace(r"\{bar\}", r"\d+\w+"): channel.model
    for section in channels.sections().values()
    for channel in channels.channels(section).values()
}


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
    """What is read, exact to the last nought, or the kind of error."""
    try:
        return repr(read())
    except Exception as error:
        return type(error)


def agree(row, kind):
    """Whether the quick way, which may have to learn first, reads as the other does."""
    expected = outcome(lambda: by_reference(row, kind))
    found = [outcome(lambda: converter.structure(row, kind)) for _ in range(2)]
    return found == [expected, expected]


@given(st.dictionaries(st.sampled_from(WIRE), odd, max_size=5))
@example({})
@example({"px": "NaN123"})
@example({"vol": "-NaN1"})
@example({"vol": 0})
@example({"uTime": 0})
def test_an_object_is_read_alike(changes):
    """Any field missing, empty, of another type, or nonsense."""
    assert agree({**USUAL, **changes}, Sample)


@given(st.sampled_from(WIRE))
def test_a_missing_field_is_missed_alike(name):
    assert agree({key: value for key, value in USUAL.items() if key != name}, Sample)


@settings(max_examples=60)
@given(st.lists(odd, max_size=7))
@example(["1790000000120", "1.1", "2", "1", "0", "4"])
@example(["1790000000120", "1.1"])
@example([" 1790000000120", "1.1"])
def test_an_array_is_read_alike(row):
    """Rows that are short, long, or hold what they never held."""
    assert agree(row, Bar)


@given(st.integers(10**12, 10**13 - 1))
def test_every_millisecond_is_exact(ms):
    """A float of seconds never loses one."""
    assert agree({**USUAL, "ts": str(ms)}, Sample)
    assert agree([str(ms), "1"], Bar)


digits = st.text("0123456789", max_size=4)
many = st.sampled_from(["", "0" * 99, "9" * 199, "9" * 200, "0" * 301, "1" + "0" * 300])
powers = st.one_of(
    st.just(""), st.builds("{}{}".format, st.sampled_from("eE"), st.integers(-420, 420))
)


@given(st.sampled_from(["", "-", "+"]), digits, many, digits, many, powers)
def test_numbers_of_any_length_are_read_alike(sign, whole, more, part, places, power):
    """Those that have too many places are for the converter to refuse."""
    text = f"{sign}{whole}{more}.{part}{places}{power}"

    assert agree({**USUAL, "px": text}, Sample)
    assert agree({**USUAL, "px": text.replace(".", "")}, Sample)


def test_the_usual_row_is_read_the_quick_way():
    """Otherwise the tests above compare the reference with itself."""
    row = {**USUAL, "vol": "2", "legs": [{"a": "b"}]}
    converter.structure(row, Sample)

    result = quick_reader(Sample).read(row)

    assert result == by_reference(row, Sample)
    assert type(result) is Sample
    assert hash(result) == hash(by_reference(row, Sample))


def test_what_a_row_lacks_is_learned_and_does_not_make_the_next_one_slow():
    """Channels and REST tell different fields of one model."""
    short, long = ["1790000000120", "1.1"], ["1790000000120", "1.1", "2", "0", "9", "4"]
    for row in (long, short):
        converter.structure(row, Bar)

    for row in (long, short):
        assert quick_reader(Bar).read(row) == by_reference(row, Bar)


def test_what_is_read_the_quick_way_is_as_frozen_as_any():
    """It is pickled, copied and changed like one that was made the usual way."""
    converter.structure(USUAL, Sample)
    value = quick_reader(Sample).read(USUAL)

    assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)
    assert attrs.evolve(value, count=4).count == 4
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.count = 4


def model_of(sample, message):
    """What the rows of a sample become, if it is of a declared endpoint or channel."""
    if sample["kind"] == "rest":
        endpoint = ENDPOINTS.get((sample.get("method"), sample.get("endpoint")))
        return endpoint and endpoint.shape.kind
    name = message.get("arg", {}).get("channel", "")
    found = [
        model for pattern, model in CHANNELS.items() if re.fullmatch(pattern, name)
    ]
    return found[0] if found else None


def is_read_quickly(row, model):
    try:
        quick_reader(model).read(row)
    except Exception:
        return False
    return True


@pytest.mark.slow  # there are hundreds of files and of models
def test_all_that_the_exchange_sent_is_read_alike(okx_v5):
    """Every row of its samples, fit or not; and of a hundred, 98 the quick way."""
    samples, checked, quick = okx_v5 / "samples", 0, 0
    for sample in json.loads((samples / "index.json").read_text())["samples"]:
        if sample["kind"] not in {"rest", "ws"}:
            continue
        message = json.loads((samples / sample["file"]).read_text())
        rows = message.get("data") if isinstance(message, dict) else None
        model = model_of(sample, message) if isinstance(rows, list) else None
        if model is not None and attrs.has(model):
            assert [row for row in rows if not agree(row, model)] == [], sample["file"]
            checked += len(rows)
            quick += sum(is_read_quickly(row, model) for row in rows)

    assert checked > 5_000
    assert quick > checked * 0.98
