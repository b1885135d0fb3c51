"""What an order is told before it is sent: state, tick, lot, and sizes."""

from __future__ import annotations

from decimal import Decimal, localcontext

import attrs
import pytest

from okx_sdk.models.enums import InstState, InstType
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.models.public import Instrument
from okx_sdk.protocol.order_checks import complaints, complaints_of_change

SPOT = Instrument(
    InstType.SPOT,
    "BTC-USDT",
    state=InstState.LIVE,
    tick_sz=Decimal("0.1"),
    lot_sz=Decimal("0.001"),
    min_sz=Decimal("0.01"),
    max_lmt_sz=Decimal(100),
    max_mkt_sz=Decimal(1_000_000),
)
SWAP = attrs.evolve(
    SPOT, inst_type=InstType.SWAP, inst_id="X-SWAP", max_mkt_sz=Decimal(50)
)


def order(instrument=SPOT, **fields):
    usual = {"td_mode": "cash", "side": "buy", "ord_type": "limit", "sz": 1, "px": 10}
    return NewOrder(instrument.inst_id, **{**usual, **fields})


def test_what_fits_is_not_complained_of():
    """Nor is what the steps say nothing of: options have tick bands of their own."""
    option = attrs.evolve(SWAP, inst_type=InstType.OPTION)

    assert complaints(order(), SPOT) == []
    assert complaints(order(px=Decimal("10.1"), sz=Decimal("0.011")), SPOT) == []
    assert complaints(order(option, px=Decimal("0.00011")), option) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"px": Decimal("10.01")}, "px 10.01 is no multiple of the tick 0.1"),
        ({"px": 0}, "px 0 is not above zero"),
        ({"sz": Decimal("1.0001")}, "sz 1.0001 is no multiple of the lot 0.001"),
        ({"sz": Decimal("0.001")}, "sz 0.001 is below the least size 0.01"),
        ({"sz": 101}, "sz 101 is above the largest size 100"),
    ],
)
def test_what_does_not_fit_is_named(fields, words):
    """With the step or the size that it does not keep to."""
    assert complaints(order(**fields), SPOT) == [words]


@pytest.mark.parametrize("digits", [3, 28])
def test_neither_the_number_s_length_nor_the_caller_s_precision_matters(digits):
    """A size that is absurd gets our error, not one of the arithmetic."""
    with localcontext(prec=digits):
        assert (
            complaints(order(px=Decimal("65432.1"), sz=Decimal("12.345")), SPOT) == []
        )
        assert complaints(order(sz=Decimal("1e40")), SPOT) == [
            f"sz 1{'0' * 40} is above the largest size 100"
        ]


def test_an_order_at_market_has_the_units_and_sizes_of_its_own():
    """Spot is bought for an amount of the quote currency, unless told otherwise."""
    bought = {"ord_type": "market", "px": None}

    assert complaints(order(**bought, sz=Decimal("0.00001")), SPOT) == []
    assert complaints(order(**bought, sz=0), SPOT) == ["sz 0 is not above zero"]
    assert complaints(order(**bought, tgt_ccy="base_ccy", sz=Decimal("0.001")), SPOT)
    assert complaints(order(**bought, side="sell", sz=Decimal("0.001")), SPOT)
    assert complaints(order(SWAP, **bought, sz=51), SWAP) == [
        "sz 51 is above the largest size 50"
    ]


@pytest.mark.parametrize(
    "state", [InstState.SUSPEND, InstState.PREOPEN, InstState("of tomorrow")]
)
def test_an_instrument_that_is_not_open_is_told(state):
    """Whatever word the exchange has for it."""
    (words,) = complaints(order(), attrs.evolve(SPOT, state=state))

    assert words == f"BTC-USDT is not open for trading: {state}"


def test_a_change_is_held_against_the_same_steps():
    """What it leaves as it is is no matter."""
    change = AmendOrder("BTC-USDT", ord_id="1", new_px="10.05", new_sz="0.0005")

    assert complaints_of_change(AmendOrder("BTC-USDT", ord_id="1"), SPOT) == []
    assert complaints_of_change(change, SPOT) == [
        "px 10.05 is no multiple of the tick 0.1",
        "sz 0.0005 is no multiple of the lot 0.001",
        "sz 0.0005 is below the least size 0.01",
    ]
