"""Order endpoints: their limits, their bodies, and the fate of each item."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from okx_sdk.errors import InsufficientBalance
from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.protocol.envelope import Reply
from okx_sdk.protocol.pacing import SUB_ACCOUNT_CAP
from okx_sdk.rest.account import Account
from okx_sdk.rest.convert import Convert
from okx_sdk.rest.sub_account import SubAccount
from okx_sdk.rest.trade import Trade

WHO = {"ip": "here", "user": "me"}
OPTION = "BTC-USD-261225-60000-C"
OTHER_OPTION = "BTC-USD-261225-70000-P"


def new(inst_id):
    return NewOrder(inst_id, "cross", "buy", "limit", 1, px=1)


def demands(method, **arguments):
    return endpoint_of(method).demands(arguments, WHO)


def read(method, data, code="0", **extra):
    body = orjson.dumps({"code": code, "msg": "", "data": data, **extra})
    return endpoint_of(method).read(Reply(200, {}, body))


def test_orders_are_counted_by_instrument():
    (one,) = demands(Trade.place_order, order=new("BTC-USDT"))
    (other,) = demands(Trade.place_order, order=new("ETH-USDT"))

    assert one.key != other.key
    assert (one.rate.count, one.rate.seconds, one.cost) == (60, 2, 1)


def test_options_share_the_limit_of_their_family():
    """And a future of the same family does not."""
    one, _ = demands(Trade.place_order, order=new(OPTION))
    other, _ = demands(Trade.place_order, order=new(OTHER_OPTION))
    future, _ = demands(Trade.place_order, order=new("BTC-USD-261225"))

    assert one.key == other.key != future.key
    (looked_up,) = demands(Trade.get_order, inst_id=OPTION, ord_id="1")
    assert looked_up.key[-1] == one.key[-1] == ("BTC-USD",)


def test_a_batch_counts_each_of_its_orders():
    """By instrument, in the bucket of each."""
    orders = [new("BTC-USDT"), new("ETH-USDT"), new("BTC-USDT")]

    found = demands(Trade.place_orders, orders=orders)

    assert [(each.key[-1], each.cost) for each in found] == [
        (("BTC-USDT",), 2),
        (("ETH-USDT",), 1),
    ]


@pytest.mark.parametrize(
    ("batch", "single", "item"),
    [
        (Trade.place_orders, Trade.place_order, new("BTC-USDT-SWAP")),
        (Trade.amend_orders, Trade.amend_order, AmendOrder("BTC-USDT-SWAP")),
        (Trade.cancel_orders, Trade.cancel_order, CancelOrder("BTC-USDT-SWAP")),
    ],
)
def test_a_batch_of_one_takes_from_the_bucket_of_the_single_operation(
    batch, single, item
):
    """Invariant 6; two of them are a batch, whatever kind of sequence holds them."""
    alone = demands(single, order=item)

    assert demands(batch, orders=[item]) == demands(batch, orders=(item,)) == alone
    assert demands(batch, orders=[item, item])[0].key != alone[0].key


def test_new_and_amended_orders_of_derivatives_share_the_cap_of_the_sub_account():
    """Over all instruments and endpoints; spot does not count, nor do cancellations."""
    batch = [new("BTC-USDT"), new("BTC-USDT-SWAP"), new("ETH-USDT-SWAP")]
    _, placed = demands(Trade.place_order, order=new(OPTION))
    *_, many = demands(Trade.place_orders, orders=batch)
    _, changed = demands(Trade.amend_order, order=AmendOrder("BTC-USDT-SWAP"))
    (cancel,) = demands(Trade.cancel_order, order=CancelOrder(OPTION))

    assert placed.key == many.key == changed.key != cancel.key
    assert (placed.cost, many.cost, changed.cost) == (1, 2, 1)
    assert placed.rate is SUB_ACCOUNT_CAP


def test_two_limits_may_hold_at_once():
    """Ten a second, and each pair once in five seconds."""
    found = demands(Convert.estimate_quote, base_ccy="BTC", quote_ccy="USDT")

    assert [(each.rate.count, each.rate.seconds) for each in found] == [(10, 1), (1, 5)]
    assert found[0].key != found[1].key
    assert found[1].key[-1] == ("BTC", "USDT")


def test_a_batch_is_sent_as_a_list():
    endpoint = endpoint_of(Trade.cancel_orders)

    request = endpoint.request({"orders": (CancelOrder("BTC-USDT", ord_id="1"),)})

    assert request.body == b'[{"instId":"BTC-USDT","ordId":"1"}]'


def test_an_acknowledgement_tells_when_the_gateway_had_it():
    """In microseconds, which stand beside the data."""
    row = {"ordId": "1", "clOrdId": "", "sCode": "0", "sMsg": "", "ts": "1695190491421"}
    times = {"inTime": "1695190491421339", "outTime": "1695190491423240"}

    ack = read(Trade.place_order, [row], **times)

    assert ack.ord_id == "1"
    assert ack.in_time == datetime(2023, 9, 20, 6, 14, 51, 421339, UTC)
    assert (ack.out_time - ack.in_time).microseconds == 1901


def test_an_acknowledgement_can_do_without():
    assert read(Trade.place_order, [{"sCode": "0"}]).in_time is None


@pytest.mark.parametrize("code", ["1", "2"])
def test_in_a_batch_each_item_tells_its_own_fate(code):
    """Even if all of them failed."""
    rows = [{"ordId": "", "sCode": "51008", "sMsg": "too poor"}]

    (ack,) = read(Trade.place_orders, rows, code)

    assert (ack.s_code, ack.s_msg, ack.ord_id) == ("51008", "too poor", None)


def test_a_single_order_that_is_refused_is_an_error():
    rows = [{"ordId": "", "sCode": "51008", "sMsg": "too poor"}]

    with pytest.raises(InsufficientBalance):
        read(Trade.place_order, rows, "1")


def test_a_countdown_that_is_off_has_no_time():
    """The wire writes 0."""
    row = {"triggerTime": "0", "tag": "", "ts": "1587971400000"}

    assert read(Trade.cancel_all_after, [row]).trigger_time is None
    row["triggerTime"] = "1587971460000"
    assert read(Trade.cancel_all_after, [row]).trigger_time is not None


def test_several_values_are_joined_where_one_is_a_text():
    """So the wire wants them; elsewhere they are a list."""
    change = endpoint_of(SubAccount.modify_sub_account_api_key)
    collateral = endpoint_of(Account.set_collateral_assets)

    sent = change.request(
        {"sub_acct": "a", "api_key": "k", "ip": ["1.1.1.1", "2.2.2.2"]}
    )
    listed = collateral.request({"type": "custom", "ccy_list": ["BTC", "ETH"]})

    assert orjson.loads(sent.body)["ip"] == "1.1.1.1,2.2.2.2"
    assert orjson.loads(listed.body)["ccyList"] == ["BTC", "ETH"]
