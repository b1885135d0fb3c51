"""The quick way to write what is sent gives what the usual way gives, always."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import orjson
import pytest
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from okx_sdk.models._base import OpenEnum, Payload
from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
from okx_sdk.protocol.encoding import by_reference, to_json
from okx_sdk.protocol.fast_writing import quick_writer


class Side(OpenEnum):
    BUY = "buy"


@frozen
class Part(Payload):
    px: Decimal | None = None


@frozen
class Sent(Payload):
    """One field of each kind that values have."""

    word: str | None = None
    number: Decimal | None = None
    side: Side | None = None
    flag: bool | None = None
    count: int | None = None
    when: datetime | None = None
    parts: tuple[Part, ...] | None = None


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=4),
    st.decimals(),
    st.builds(
        Decimal,
        st.sampled_from(
            ["1E+5", "1E-7", "0E-9", "-0", "1.10", "NaN", "sNaN", "Infinity"]
        ),
    ),
    st.sampled_from(
        [Side.BUY, Side("new"), Side(""), datetime(2026, 1, 1, tzinfo=UTC)]
    ),
    st.lists(st.builds(Part, st.none() | st.decimals()), max_size=2).map(tuple),
)


def outcome(write):
    """The bytes that are sent, or the kind of error."""
    try:
        return orjson.dumps(write())
    except Exception as error:
        return type(error)


@given(st.builds(Sent, *[values] * 7))
@example(Sent("a", Decimal("1.10"), Side.BUY, True))
@example(Sent(Side.BUY))
@example(Sent(side="buy"))
def test_any_value_is_written_alike(sent):
    """Whatever a field holds, be it of its kind or not."""
    usual = outcome(lambda: by_reference("sent", sent))

    assert outcome(lambda: to_json("sent", sent)) == usual


@pytest.mark.parametrize(
    "sent",
    [
        NewOrder("BTC-USDT", "cash", "buy", "limit", "2", px="2.15", reduce_only=False),
        AmendOrder("BTC-USDT", cl_ord_id="b15", new_px="2.1", cxl_on_fail=True),
        CancelOrder("BTC-USDT", ord_id="1"),
    ],
)
def test_orders_are_written_the_quick_way(sent):
    """Otherwise the test above compares the usual way with itself."""
    assert quick_writer(type(sent))(sent) == by_reference("sent", sent)
