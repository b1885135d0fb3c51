"""What is sent: exact numbers, named values, and nothing that was not given."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest

from okx_sdk.errors import InvalidArgument
from okx_sdk.models._base import exact
from okx_sdk.models.algo_requests import NewAlgoOrder
from okx_sdk.models.enums import OrdType, PosSide, Side, TdMode
from okx_sdk.models.order_requests import NewAttachedAlgo, NewOrder
from okx_sdk.protocol.encoding import to_json


def order(**fields):
    return NewOrder("BTC-USDT", "cash", "buy", "limit", "0.10", **fields)


@pytest.mark.parametrize("number", [Decimal("0.10"), "0.10"])
def test_a_number_is_taken_exactly(number):
    """As it was written, with its zeros."""
    assert str(exact(number)) == "0.10"


def test_an_int_is_exact():
    assert exact(3) == Decimal(3)


@pytest.mark.parametrize("number", [0.1, True, None, b"1", [1]])
def test_what_is_not_exact_is_refused(number):
    with pytest.raises(InvalidArgument, match="not exact"):
        exact(number)


@pytest.mark.parametrize("text", ["", "1,5", "ten"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InvalidArgument, match="not a number"):
        exact(text)


@pytest.mark.parametrize("number", ["1e999999999", Decimal("1E-301"), 10**400])
def test_what_would_fill_the_memory_when_written_out_is_refused(number):
    with pytest.raises(InvalidArgument, match="too many places"):
        exact(number)


def test_an_order_refuses_a_float():
    with pytest.raises(InvalidArgument, match=r"99\.5 is not exact"):
        order(px=99.5)


def test_texts_become_the_values_they_name():
    """Unknown ones are kept: the exchange may know them."""
    placed = order(pos_side="net")

    assert placed.side is Side.BUY
    assert placed.td_mode is TdMode.CASH
    assert placed.ord_type is OrdType.LIMIT
    assert placed.pos_side is PosSide.NET
    assert attrs.evolve(placed, ord_type="brand-new").ord_type == "brand-new"


def test_what_is_not_given_is_not_sent():
    assert to_json("order", order(px="99.50")) == {
        "instId": "BTC-USDT",
        "tdMode": "cash",
        "side": "buy",
        "ordType": "limit",
        "sz": "0.10",
        "px": "99.50",
    }


def test_what_is_attached_is_sent_with_it():
    stop = NewAttachedAlgo(sl_trigger_px="90", sl_ord_px=-1)

    sent = to_json("order", order(px=99, attach_algo_ords=(stop,)))

    assert sent["attachAlgoOrds"] == [{"slTriggerPx": "90", "slOrdPx": "-1"}]


def test_an_algo_order_may_close_a_position_without_a_size():
    close = NewAlgoOrder("BTC-USDT-SWAP", "cross", "sell", "oco", close_fraction=1)

    assert "sz" not in to_json("order", close)
