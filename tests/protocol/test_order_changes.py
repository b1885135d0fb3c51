"""What proves that an order was changed, or is the one that was sent."""

from datetime import UTC, datetime
from decimal import Decimal

import attrs
import pytest

from okx_sdk.models.enums import InstType, OrderState, Side
from okx_sdk.models.order_requests import AmendAttachedAlgo, AmendOrder, NewOrder
from okx_sdk.models.trade import AttachedAlgo, Order
from okx_sdk.protocol.order_changes import is_changed, is_provable
from okx_sdk.protocol.order_ledger import is_same

NOW = 1_700_000_000.0
STOP = AttachedAlgo(
    attach_algo_id="1", attach_algo_cl_ord_id="stop", sl_trigger_px=Decimal(90)
)
ORDER = Order(
    inst_type=InstType.SPOT,
    inst_id="BTC-USDT",
    ord_id="7",
    side=Side.BUY,
    ord_type="limit",
    state=OrderState.LIVE,
    px=Decimal(100),
    sz=Decimal(1),
    px_vol=Decimal("0.5"),
    c_time=datetime.fromtimestamp(NOW, UTC),
    attach_algo_ords=(AttachedAlgo(attach_algo_id="2"), STOP),
)


def stop(**fields):
    return {"attach_algo_ords": (AmendAttachedAlgo(**fields),)}


@pytest.mark.parametrize(
    ("wanted", "is_it"),
    [
        ({"new_px": "100.0"}, True),
        ({"new_px": "101"}, False),
        ({"new_sz": "1", "new_px": "100"}, True),
        ({"new_sz": "2", "new_px": "100"}, False),
        ({"new_px_vol": "0.5"}, True),
        ({"new_px_usd": "0.5"}, False),
        ({}, False),
        ({"rpi_taker_access": True}, False),
        (stop(attach_algo_id="1", new_sl_trigger_px="90"), True),
        (stop(attach_algo_cl_ord_id="stop", new_sl_trigger_px="90"), True),
        (stop(attach_algo_id="1", new_sl_trigger_px="91"), False),
        (stop(attach_algo_id="2", new_sl_trigger_px="90"), False),
        (stop(attach_algo_id="2", new_sl_trigger_px="0"), True),
        (stop(attach_algo_id="1", new_sl_trigger_px="0"), False),
        (stop(attach_algo_id="1"), False),
        (stop(new_sl_trigger_px="90"), False),
        ({"new_px": "100", **stop(attach_algo_id="1", new_sl_ord_px="5")}, False),
        ({"new_px": "101", **stop(attach_algo_id="1", new_sl_trigger_px="90")}, False),
    ],
)
def test_an_order_is_changed_if_all_that_was_wanted_shows(wanted, is_it):
    """O13: that it exists proves nothing; nor does one part prove the other."""
    change = AmendOrder("BTC-USDT", ord_id="7", **wanted)

    assert is_changed(ORDER, change) is is_it


@pytest.mark.parametrize(
    ("wanted", "is_it"),
    [
        ({"new_px": "1"}, True),
        ({"new_sz": "1"}, True),
        ({"new_px_usd": "1"}, True),
        ({"new_px_vol": "1"}, True),
        ({}, False),
        ({"new_px": "1", "px_amend_type": "0"}, True),
        ({"new_px": "1", "px_amend_type": "1"}, False),
        ({"new_px": "1", "rpi_px_round": True}, False),
        ({"new_px": "1", **stop(attach_algo_id="1")}, False),
    ],
)
def test_what_does_not_show_is_not_proved_not_to_be_done(wanted, is_it):
    """O13: a price that may be moved, and what is attached."""
    assert is_provable(AmendOrder("BTC-USDT", ord_id="7", **wanted)) is is_it


@pytest.mark.parametrize(
    ("sent", "there", "is_it"),
    [
        ({}, {}, True),
        ({"ord_type": "market"}, {"ord_type": "market", "px": None}, True),
        ({"ord_type": "market", "sz": "2"}, {"ord_type": "market", "px": None}, False),
        ({"px": None, "px_vol": "0.5"}, {}, True),
        ({"px": None, "px_vol": "0.6"}, {}, False),
        ({"px": None, "px_usd": "5"}, {}, False),
        ({"px": "101"}, {}, False),
        ({"sz": "2"}, {}, False),
        ({"side": "sell"}, {}, False),
        ({"inst_id": "ETH-USDT"}, {}, False),
        ({}, {"c_time": datetime.fromtimestamp(NOW - 5.0, UTC)}, True),
        ({}, {"c_time": datetime.fromtimestamp(NOW - 5.1, UTC)}, False),
        ({}, {"c_time": None}, True),
    ],
)
def test_an_order_of_the_name_is_ours_if_all_that_was_said_is_so(sent, there, is_it):
    """O10: a market order has no price, though one was given; an option has several."""
    fields = {"inst_id": "BTC-USDT", "td_mode": "cash", "side": "buy"}
    fields |= {"ord_type": "limit", "sz": "1", "px": "100", **sent}

    assert is_same(NewOrder(**fields), attrs.evolve(ORDER, **there), NOW) is is_it
