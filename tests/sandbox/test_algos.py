"""Algo orders: they wait for the market, trade, and are told of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from counter import Counter

from okx_sdk import errors
from okx_sdk.models.algo_requests import AmendAlgoOrder, CancelAlgoOrder, NewAlgoOrder
from okx_sdk.models.order_requests import NewAttachedAlgo, NewOrder
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.account import Account
from okx_sdk.rest.algo_trading import AlgoTrading
from okx_sdk.rest.market import Market
from okx_sdk.rest.public import Public
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.bars import DAY, HOUR

D = Decimal
BTC, SWAP = "BTC-USDT", "BTC-USDT-SWAP"


@pytest.fixture
def me():
    return Counter()


def last(me, inst_id=BTC):
    return me.call(Market.get_ticker, inst_id).last


def near(me, share, inst_id=BTC):
    return round(last(me, inst_id) * (1 + D(share)), 1)


def put(me, kind, side="sell", sz="0.01", of=BTC, **words):
    mode = "cash" if of == BTC else "cross"
    ack = me.call(
        AlgoTrading.place_algo_order, NewAlgoOrder(of, mode, side, kind, sz=sz, **words)
    )
    assert ack.s_code == "0"
    return ack.algo_id


def seen(me, algo_id):
    return me.call(AlgoTrading.get_algo_order, algo_id=algo_id)


def first_beyond(me, inst_id, since, until, px, *, above):
    """When candles first say that a price was reached, in ms; the minute of it."""
    bars = me.call(Market.get_history_candles, inst_id, limit=300)
    for bar in reversed(bars):
        ts = to_ms(bar.ts)
        met = bar.high >= px if above else bar.low <= px
        if since - 60_000 <= ts <= until and met:
            return ts
    return None


@pytest.mark.parametrize("above", [True, False])
def test_an_order_is_triggered_by_the_first_trade_there(me, above):
    """In the minute in which candles show it; its own order names it."""
    px = near(me, "0.003" if above else "-0.003")
    since = me.now
    algo_id = put(me, "trigger", trigger_px=px, order_px=-1)
    assert seen(me, algo_id).state == "live"
    me.wait(4 * HOUR)
    row = seen(me, algo_id)
    minute = first_beyond(me, BTC, since, me.now, px, above=above)

    assert row.state == ("effective" if minute else "live")
    if minute:
        assert 0 <= to_ms(row.trigger_time) - minute < 60_000
        order = me.call(Trade.get_order, BTC, ord_id=row.ord_id)
        assert (order.algo_id, order.state, order.source) == (algo_id, "filled", "6")
        assert order.c_time == row.trigger_time


@pytest.mark.parametrize(("kind", "price"), [("last", None), ("mark", 1), ("index", 1)])
def test_one_cancels_the_other(me, kind, price):
    """The side that is reached first; the price is the one that was named."""
    words = {"tp_trigger_px_type": kind, "sl_trigger_px_type": kind}
    tp, sl = near(me, "0.004"), near(me, "-0.004")
    algo_id = put(
        me,
        "oco",
        tp_trigger_px=tp,
        tp_ord_px=-1,
        sl_trigger_px=sl,
        sl_ord_px=-1,
        **words,
    )
    me.wait(2 * DAY)
    row = seen(me, algo_id)

    assert (row.state, row.actual_sz) == ("effective", D("0.01"))
    me.now = to_ms(row.trigger_time)
    if kind == "last":
        px = last(me)
    elif kind == "mark":
        (mark,) = me.call(Public.get_mark_price, "MARGIN", inst_id=BTC)
        px = mark.mark_px
    else:
        px = me.call(Public.get_index_tickers, inst_id=BTC)[0].idx_px
    assert px >= tp if row.actual_side == "tp" else px <= sl


def test_a_trailing_order_follows_the_best_price(me):
    """It sells when the price has fallen so far from its top."""
    ratio = D("0.004")
    since = me.now
    algo_id = put(me, "move_order_stop", callback_ratio=ratio)
    row = seen(me, algo_id)
    while row.state == "live":
        me.wait(HOUR)
        row = seen(me, algo_id)
    bars = me.call(Market.get_history_candles, BTC, limit=300)
    at = to_ms(row.trigger_time)
    tops = [b.high for b in bars if since - 60_000 <= to_ms(b.ts) <= at]

    assert row.state == "effective"
    assert abs(row.move_trigger_px / (max(tops) * (1 - ratio)) - 1) < ratio / 10
    assert me.call(Trade.get_order, BTC, ord_id=row.ord_id).source == "25"


def test_a_piece_is_placed_at_a_time(me):
    """A TWAP takes one each interval until all is done; an iceberg waits for each."""
    before = {o.ord_id for o in me.call(Trade.get_orders_history, "SPOT")}
    words = {"sz_limit": "0.01", "px_limit": near(me, "0.05"), "px_var": "0.001"}
    twap = put(me, "twap", "buy", "0.03", time_interval=60, **words)
    me.wait(DAY)
    row = seen(me, twap)
    orders = me.call(Trade.get_orders_history, "SPOT")
    mine = [o for o in orders if o.ord_id not in before and o.algo_id == twap]

    assert (row.state, row.actual_sz) == ("effective", D("0.03"))
    assert {o.ord_id for o in mine} == set(row.ord_id_list)
    gaps = sorted(to_ms(o.c_time) for o in mine)
    assert [b - a for a, b in zip(gaps, gaps[1:], strict=False)] == [60_000, 60_000]
    ice = put(me, "iceberg", "buy", "0.03", **words)
    assert seen(me, ice).state == "partially_effective"
    me.call(AlgoTrading.cancel_algo_orders, [CancelAlgoOrder(BTC, ice)])
    assert seen(me, ice).state == "canceled"
    assert me.call(Trade.get_open_orders) == []


def test_a_chasing_order_rests_at_the_best_price(me):
    """It moves with it until it is filled."""
    me.step = 0
    algo_id = put(me, "chase", "buy", "1", SWAP)
    (order,) = me.call(Trade.get_open_orders, inst_id=SWAP)
    assert order.algo_id == algo_id
    me.wait(DAY)
    assert seen(me, algo_id).state == "effective"
    (position,) = me.call(Account.get_positions, inst_id=SWAP)
    assert position.pos == 1


def test_what_is_attached_lives_once_its_order_has_traded(me):
    """And closes what that has opened."""
    attached = NewAttachedAlgo(
        attach_algo_cl_ord_id="guard",
        tp_trigger_ratio="0.004",
        tp_ord_px=-1,
        sl_trigger_px=near(me, "-0.004", SWAP),
        sl_ord_px=-1,
    )
    order = NewOrder(SWAP, "cross", "buy", "market", 2, attach_algo_ords=(attached,))
    ack = me.call(Trade.place_order, order)
    (row,) = me.call(AlgoTrading.get_open_algo_orders, "oco,conditional")

    assert (row.sz, row.side, row.algo_cl_ord_id) == (2, "sell", "guard")
    assert row.linked_ord.ord_id == ack.ord_id
    me.wait(2 * DAY)
    assert me.call(AlgoTrading.get_open_algo_orders, "oco") == []
    assert me.call(Account.get_positions, inst_id=SWAP) == []
    (done,) = me.call(AlgoTrading.get_algo_orders_history, "oco", state="effective")
    assert done.actual_side in {"tp", "sl"}


def test_an_algo_order_is_amended_and_cancelled(me):
    """It waits for its new price; each acknowledgement tells its own fate."""
    words = {"sl_trigger_px": near(me, "-0.3"), "sl_ord_px": -1}
    algo_id = put(me, "conditional", algo_cl_ord_id="mine", **words)
    new = near(me, "-0.002")
    ack = me.call(
        AlgoTrading.amend_algo_order,
        AmendAlgoOrder(BTC, algo_cl_ord_id="mine", new_sl_trigger_px=new, req_id="r"),
    )
    assert (ack.s_code, ack.req_id, seen(me, algo_id).sl_trigger_px) == ("0", "r", new)
    me.wait(DAY)
    assert seen(me, algo_id).state == "effective"
    algo_id = put(me, "conditional", **words)
    acks = me.call(
        AlgoTrading.cancel_algo_orders,
        [CancelAlgoOrder(BTC, algo_id), CancelAlgoOrder(BTC, "1")],
    )
    assert [each.s_code for each in acks] == ["0", "51400"]
    rows = me.call(AlgoTrading.get_algo_orders_history, "conditional", state="canceled")
    assert [row.algo_id for row in rows] == [algo_id]


def test_an_order_that_cannot_be_placed_fails_when_it_is_triggered(me):
    """With the code that its order was refused with."""
    px = near(me, "-0.001")
    algo_id = put(me, "trigger", "sell", "5", trigger_px=px, order_px=-1)
    me.wait(DAY)
    row = seen(me, algo_id)

    assert (row.state, row.fail_code) == ("order_failed", "51008")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"ord_type": "oco", "tp_trigger_px": 1, "tp_ord_px": -1}, "50014"),
        ({"ord_type": "conditional"}, "50015"),
        ({"ord_type": "conditional", "tp_trigger_px": 1, "tp_ord_px": -1}, "51277"),
        ({"ord_type": "conditional", "sl_trigger_px": 10**7, "sl_ord_px": 1}, "51278"),
        ({"ord_type": "trigger", "trigger_px": 1}, "50014"),
        ({"ord_type": "move_order_stop"}, "50015"),
        ({"ord_type": "twap", "sz_limit": 1}, "50014"),
        ({"ord_type": "trigger", "sz": "0.000000001"}, "51121"),
        ({"ord_type": "trigger", "sz": None}, "50015"),
    ],
)
def test_what_is_refused(me, words, code):
    """By its own code."""
    order = NewAlgoOrder(BTC, "cash", "sell", **{"sz": "0.01"} | words)
    with pytest.raises(errors.ApiError) as caught:
        me.call(AlgoTrading.place_algo_order, order)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("of", "words", "code"),
    [
        (BTC, {"td_mode": "nonsense"}, "51000"),
        (SWAP, {"td_mode": "cash"}, "51000"),
        (SWAP, {"pos_side": "long"}, "51000"),
        (SWAP, {"algo_cl_ord_id": "no-dashes"}, "51000"),
        (SWAP, {"sz": None, "close_fraction": "0.5", "reduce_only": True}, "51000"),
        (SWAP, {"sz": None, "close_fraction": 1}, "51000"),
        (BTC, {"td_mode": "cash", "sz": None, "close_fraction": 1}, "51000"),
    ],
)
def test_an_algo_order_is_one_that_could_be_placed(me, of, words, code):
    """It is refused at once if its order could never be."""
    px = near(me, "-0.01", of)
    words = {
        "td_mode": "cross",
        "sz": "1",
        "sl_trigger_px": px,
        "sl_ord_px": -1,
    } | words
    order = NewAlgoOrder(of, words.pop("td_mode"), "sell", "conditional", **words)
    with pytest.raises(errors.ApiError) as caught:
        me.call(AlgoTrading.place_algo_order, order)

    assert caught.value.code == code


def test_a_side_is_taken_away_by_a_price_of_zero(me):
    """One of two stays and waits; it is not triggered by the nought."""
    algo_id = put(
        me,
        "oco",
        tp_trigger_px=near(me, "0.3"),
        tp_ord_px=-1,
        sl_trigger_px=near(me, "-0.3"),
        sl_ord_px=-1,
    )
    change = AmendAlgoOrder(BTC, algo_id=algo_id, new_tp_trigger_px=0)
    me.call(AlgoTrading.amend_algo_order, change)
    me.wait(HOUR)
    row = seen(me, algo_id)

    assert (row.state, row.tp_trigger_px, row.tp_ord_px) == ("live", None, None)
    assert row.sl_trigger_px > 0


def test_a_stop_trades_no_more_than_there_is(me):
    """A reduce-only one that is larger than the position is cut to it."""
    me.call(Trade.place_order, NewOrder(SWAP, "cross", "buy", "market", 3))
    px = near(me, "-0.002", SWAP)
    words = {"sl_trigger_px": px, "sl_ord_px": -1, "reduce_only": True}
    algo_id = put(me, "conditional", sz="5", of=SWAP, **words)
    me.wait(2 * DAY)
    row = seen(me, algo_id)

    assert (row.state, row.actual_sz) == ("effective", 3)
    assert me.call(Trade.get_order, SWAP, ord_id=row.ord_id).acc_fill_sz == 3
    assert me.call(Account.get_positions, inst_id=SWAP) == []


def test_what_is_attached_keeps_its_id(me):
    """The algo order that it becomes is found by what its order told."""
    guard = NewAttachedAlgo(sl_trigger_px=near(me, "-0.2", SWAP), sl_ord_px=-1)
    order = NewOrder(SWAP, "cross", "buy", "market", 1, attach_algo_ords=(guard,))
    ack = me.call(Trade.place_order, order)
    row = me.call(Trade.get_order, SWAP, ord_id=ack.ord_id)

    assert seen(me, row.attach_algo_ords[0].attach_algo_id).state == "live"


def test_few_of_a_kind_may_wait(me):
    """Fifty trailing ones; 51174 for more, and another kind has room of its own."""
    me.step = 1_000
    for _ in range(50):
        put(me, "move_order_stop", callback_ratio="0.3")
    more = NewAlgoOrder(
        BTC, "cash", "sell", "move_order_stop", sz="0.01", callback_ratio="0.3"
    )
    with pytest.raises(errors.ApiError) as caught:
        me.call(AlgoTrading.place_algo_order, more)

    assert caught.value.code == "51174"
    put(me, "trigger", trigger_px=near(me, "0.3"), order_px=-1)


@pytest.mark.parametrize(("side", "tp", "sl"), [("buy", 1, -1), ("sell", -1, 1)])
def test_a_ratio_leads_away_from_the_entry(me, side, tp, sl):
    """Above it if it is above 0, whichever side; the wrong way it is refused."""
    words = {"tp_ord_px": -1, "sl_ord_px": -1}
    ratios = {
        "tp_trigger_ratio": tp * D("0.01"),
        "sl_trigger_ratio": sl * D("0.02"),
    }
    guard = NewAttachedAlgo(**words, **ratios)
    order = NewOrder(SWAP, "cross", side, "market", 1, attach_algo_ords=(guard,))
    ack = me.call(Trade.place_order, order)
    entry = me.call(Trade.get_order, SWAP, ord_id=ack.ord_id).avg_px
    (row,) = me.call(AlgoTrading.get_open_algo_orders, "oco")
    wrong = NewAttachedAlgo(tp_trigger_ratio=-tp * D("0.01"), tp_ord_px=-1)
    with pytest.raises(errors.ApiError) as caught:
        me.call(
            Trade.place_order,
            NewOrder(SWAP, "cross", side, "market", 1, attach_algo_ords=(wrong,)),
        )

    assert row.tp_trigger_px == pytest.approx(entry * (1 + tp * D("0.01")), abs=1)
    assert row.sl_trigger_px == pytest.approx(entry * (1 + sl * D("0.02")), abs=1)
    assert caught.value.code == "51000"
