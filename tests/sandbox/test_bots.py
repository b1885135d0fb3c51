"""Bots: made, run along the market, changed, stopped, remembered; money comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from counter import Counter

from okx_sdk import errors
from okx_sdk.models.dca_trading import NewDcaTrigger
from okx_sdk.models.grid_acks import NewGridTrigger, StopGrid
from okx_sdk.models.recurring_orders import (
    NewRecurringBuyCoin,
    RecurringPriceRange,
    StopRecurringBuy,
)
from okx_sdk.models.signal_bot import NewSignalExit, StopSignalBot
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.account import Account
from okx_sdk.rest.copy_trading import CopyTrading
from okx_sdk.rest.dca_trading import DcaTrading
from okx_sdk.rest.grid_trading import GridTrading
from okx_sdk.rest.market import Market
from okx_sdk.rest.recurring_buy import RecurringBuy
from okx_sdk.rest.signal_bot import SignalBot
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.dca import Dca, Plan
from okx_sdk.sandbox.grids import Grid, levels_between

D = Decimal
SWAP = "BTC-USDT-SWAP"


@pytest.fixture
def me():
    return Counter()


def cash(me, ccy="USDT"):
    rows = me.call(Account.get_balance).details
    return {row.ccy: row for row in rows}[ccy].cash_bal


def last(me, inst_id="BTC-USDT"):
    return me.call(Market.get_ticker, inst_id).last


def around(me, share, inst_id="BTC-USDT"):
    px = last(me, inst_id)
    return {"max_px": round(px * (1 + share), 1), "min_px": round(px * (1 - share), 1)}


def test_a_grid_gains_its_gap_on_every_swing():
    """Down and up again is one pair; what is held and owed agrees throughout."""
    levels = levels_between(D(90), D(110), 4, D("0.1"), by_ratio=False)
    grid = Grid(levels, D(1), 4, D(0), Grid.start(levels, D(101)), D(0), 0)
    assert levels == (90, 95, 100, 105, 110)
    assert (grid.vacant, grid.held) == (2, 2)

    down = list(grid.meet(D(94), 1))
    up = list(grid.meet(D(106), 2))

    assert [(f.level, f.side) for f in down] == [(1, "buy")]
    assert [(f.level, f.side, f.gain) for f in up] == [(2, "sell", 5), (3, "sell", 0)]
    assert (grid.cash, grid.held, grid.pairs, grid.gained) == (110, 1, 1, 5)


def test_a_dca_bot_averages_down_and_takes_profit():
    """Safety orders are at their distances; a cycle's profit is what it sold for more."""
    plan = Plan(D(100), D(100), 2, D("0.01"), D(1), D(1), D("0.01"), None, 1, D(0))
    bot = Dca(plan, 0)
    kinds = []
    for ts, px in enumerate(map(D, (100, 99, 98, 97, 100))):
        kinds.append([done.kind for done in bot.meet(px, ts)])

    assert kinds == [
        ["init_order"],
        ["safety_order"],
        ["safety_order"],
        [],
        ["tp_order"],
    ]
    assert bot.size == 0
    assert D("3.0") < bot.gained < D("3.1")


@pytest.mark.parametrize("kind", ["grid", "contract_grid"])
def test_a_grid_bot_runs_until_it_is_stopped(me, kind):
    """Its trades are those that the price met; stopping gives back what it has."""
    name = "BTC-USDT" if kind == "grid" else SWAP
    money = (
        {"quote_sz": 5000}
        if kind == "grid"
        else {"sz": 5000, "lever": 5, "direction": "neutral"}
    )
    had = cash(me)
    words = {"grid_num": 40, "run_type": "1", "algo_cl_ord_id": "one"}
    ack = me.call(
        GridTrading.place_grid_algo_order,
        name,
        kind,
        **around(me, D("0.04")),
        **words,
        **money,
    )
    assert (ack.s_code, ack.algo_cl_ord_id) == ("0", "one")
    assert had - cash(me) == 5000
    me.wait(6 * HOUR)
    (row,) = me.call(GridTrading.get_open_grid_algo_orders, kind)
    filled = me.call(GridTrading.get_grid_algo_sub_orders, kind, ack.algo_id, "filled")
    live = me.call(GridTrading.get_grid_algo_sub_orders, kind, ack.algo_id, "live")

    assert row.trade_num == len(filled) > 4
    assert row.active_ord_num == len(live) == 40
    assert row.arbitrage_num <= row.trade_num
    assert all(o.px < last(me, name) for o in live if o.side == "buy")
    ids = [int(order.ord_id) for order in filled]
    assert ids == sorted(ids, reverse=True)
    if kind == "contract_grid":
        positions = me.call(
            GridTrading.get_grid_algo_order_positions, kind, ack.algo_id
        )
        assert [p.inst_id for p in positions] in ([], [name])
    me.call(GridTrading.amend_grid_algo_order, ack.algo_id, name, tp_trigger_px=10**6)
    (stopped,) = me.call(
        GridTrading.stop_grid_algo_order, [StopGrid(ack.algo_id, name, kind, "1")]
    )
    assert stopped.s_code == "0"
    assert me.call(GridTrading.get_open_grid_algo_orders, kind) == []
    (done,) = me.call(GridTrading.get_grid_algo_orders_history, kind)
    assert (done.state, done.cancel_type, done.tp_trigger_px) == ("stopped", "1", 10**6)
    assert abs(cash(me) - (had + done.total_pnl)) < 10
    (again,) = me.call(
        GridTrading.stop_grid_algo_order, [StopGrid(ack.algo_id, name, kind, "1")]
    )
    assert again.s_code == "51309"


def test_a_grid_bot_waits_for_its_price(me):
    """Until it is triggered it has no orders; by hand it starts at once."""
    waits = [NewGridTrigger("start", "price", trigger_px=last(me) * 2)]
    words = {"grid_num": 10, "quote_sz": 1000, "trigger_params": waits}
    range_ = around(me, D("0.05"))
    ack = me.call(
        GridTrading.place_grid_algo_order, "BTC-USDT", "grid", **range_, **words
    )
    (row,) = me.call(GridTrading.get_open_grid_algo_orders, "grid")
    assert (row.state, row.active_ord_num) == ("pending_signal", 0)
    me.call(GridTrading.trigger_grid_algo_order, ack.algo_id, top_up_amt=100)
    row = me.call(GridTrading.get_grid_algo_order, "grid", ack.algo_id)
    assert (row.state, row.active_ord_num, row.investment) == ("running", 10, 1100)
    new = around(me, D("0.1"))
    me.call(
        GridTrading.amend_grid_algo_order_basic_params, ack.algo_id, **new, grid_num=20
    )
    row = me.call(GridTrading.get_grid_algo_order, "grid", ack.algo_id)
    assert (row.max_px, row.grid_num, row.active_ord_num) == (new["max_px"], 20, 20)
    copied = me.call(
        GridTrading.copy_grid_algo_order, "BTC-USDT", "grid", ack.algo_id, quote_sz=800
    )
    rows = me.call(GridTrading.get_open_grid_algo_orders, "grid", after=copied.algo_id)
    assert [row.algo_id for row in rows] == [ack.algo_id]


def test_what_a_grid_would_be_is_computed(me):
    """The advice can be followed as it stands."""
    (advice,) = me.call(GridTrading.get_grid_ai_parameter, "grid", "BTC-USDT")
    words = {"max_px": advice.max_px, "min_px": advice.min_px, "run_type": "1"}
    least = me.call(
        GridTrading.compute_min_investment,
        "BTC-USDT",
        "grid",
        **words,
        grid_num=advice.grid_num,
    )
    most = me.call(
        GridTrading.get_max_grid_quantity, "BTC-USDT", algo_ord_type="grid", **words
    )
    rsi = me.call(
        GridTrading.get_rsi_back_testing, "BTC-USDT", "15m", thold=30, time_period=14
    )

    assert advice.min_investment == least.min_investment_data[0].amt
    assert most.max_grid_qty >= advice.grid_num
    assert rsi.trigger_num >= 0
    ack = me.call(
        GridTrading.place_grid_algo_order,
        "BTC-USDT",
        "grid",
        **words,
        grid_num=advice.grid_num,
        quote_sz=advice.min_investment * 2,
    )
    assert ack.s_code == "0"


@pytest.mark.parametrize("kind", ["spot_dca", "contract_dca"])
def test_a_dca_bot_keeps_its_cycles(me, kind):
    """Each with its orders; stopped, it gives back what it has."""
    had = cash(me)
    trigger = [NewDcaTrigger("start", "instant")]
    name = "BTC-USDT" if kind == "spot_dca" else SWAP
    words = {"init_ord_amt": 500, "safety_ord_amt": 500, "max_safety_ords": 3}
    words |= {"tp_pct": "0.004", "px_steps": "0.003", "trigger_params": trigger}
    words |= {} if kind == "spot_dca" else {"lever": 2, "direction": "long"}
    ack = me.call(DcaTrading.place_dca_algo_order, name, kind, **words)
    me.wait(20 * HOUR)
    (row,) = me.call(DcaTrading.get_open_dca_algo_orders, kind)
    cycles = me.call(DcaTrading.get_dca_cycles, ack.algo_id, kind)
    orders = me.call(DcaTrading.get_dca_sub_orders, ack.algo_id, kind)

    assert len(cycles) > 1
    assert row.arbitrage_pn_l == sum(c.realized_pnl for c in cycles)
    kinds = [order.ord_type for order in orders]
    assert kinds.count("init_order") == len(cycles)
    assert kinds.count("tp_order") in {len(cycles), len(cycles) - 1}
    position = me.call(DcaTrading.get_dca_position_details, ack.algo_id, kind)
    assert position.fill_safety_ords <= 3
    assert position.tp_px > position.avg_px or not position.sz
    me.call(DcaTrading.amend_dca_reinvestment, ack.algo_id, kind, False)
    me.call(DcaTrading.stop_dca_algo_order, ack.algo_id, kind, "1")
    (done,) = me.call(DcaTrading.get_dca_algo_orders_history, kind)
    assert (done.state, done.allow_reinvest) == ("stopped", False)
    assert abs(cash(me) - (had + done.total_pnl)) < 1
    with pytest.raises(errors.ApiError):
        me.call(DcaTrading.stop_dca_algo_order, ack.algo_id, kind, "1")


def test_a_plan_buys_at_its_times(me):
    """Only while it runs, and only at prices that are wanted."""
    coins = [NewRecurringBuyCoin("BTC", "0.6"), NewRecurringBuyCoin("ETH", "0.4")]
    words = {"period": "hourly", "recurring_hour": "4", "recurring_time": "0"}
    words |= {"time_zone": "8", "amt": 100, "investment_ccy": "USDT", "td_mode": "cash"}
    had = cash(me), cash(me, "BTC")
    ack = me.call(RecurringBuy.place_recurring_buy_order, "mine", coins, **words)
    me.wait(DAY)
    row = me.call(RecurringBuy.get_recurring_buy_order, ack.algo_id)
    orders = me.call(RecurringBuy.get_recurring_buy_sub_orders, ack.algo_id)

    assert (row.cycles, row.investment_amt, len(orders)) == (6, 600, 12)
    assert cash(me) == had[0] - 600
    bought = sum(o.acc_fill_sz + o.fee for o in orders if o.inst_id == "BTC-USDT")
    assert cash(me, "BTC") == had[1] + bought
    assert {to_ms(o.c_time) % (4 * HOUR) for o in orders} == {0}
    me.call(RecurringBuy.pause_recurring_buy, ack.algo_id)
    me.wait(DAY)
    me.call(RecurringBuy.restart_recurring_buy, ack.algo_id)
    dear = [RecurringPriceRange("BTC", 1, 2)]
    me.call(RecurringBuy.amend_recurring_price_range, ack.algo_id, dear)
    me.call(RecurringBuy.amend_recurring_amount, ack.algo_id, 50)
    me.wait(4 * HOUR)
    row = me.call(RecurringBuy.get_open_recurring_buy_orders)[0]
    assert (row.cycles, row.investment_amt) == (7, 620)
    me.call(RecurringBuy.stop_recurring_buy_order, [StopRecurringBuy(ack.algo_id)])
    (done,) = me.call(RecurringBuy.get_recurring_buy_orders_history)
    assert (done.state, done.stgy_name) == ("stopped", "mine")


def test_a_signal_bot_trades_in_its_name(me):
    """Positions open and close by its orders; the rest of its money comes back."""
    had = cash(me)
    signal = me.call(SignalBot.create_signal, "mine", signal_chan_desc="words")
    (known,) = me.call(SignalBot.get_signals, "1")
    assert known == signal
    ack = me.call(
        SignalBot.create_signal_bot,
        signal.signal_chan_id,
        5,
        invest_amt=2000,
        sub_ord_type="2",
        inst_ids=[SWAP],
    )
    order = (SignalBot.place_sub_order, ack.algo_id, SWAP)
    me.call(*order, side="buy", ord_type="market", sz=2)
    me.call(*order, side="sell", ord_type="limit", sz=1, px=last(me, SWAP) * 2)
    (position,) = me.call(SignalBot.get_signal_bot_positions, "contract", ack.algo_id)
    assert (position.pos, position.lever) == (2, 5)
    me.call(*order, side="sell", ord_type="market", sz=1, reduce_only=True)
    orders = me.call(SignalBot.get_signal_bot_sub_orders, ack.algo_id, "contract")
    assert [o.state for o in orders] == ["filled", "live", "filled"]
    me.call(SignalBot.cancel_sub_order, ack.algo_id, SWAP, orders[1].ord_id)
    exit_ = NewSignalExit("pnl", "0.1", "0.1")
    me.call(SignalBot.amend_tp_sl, ack.algo_id, exit_)
    info = me.call(SignalBot.get_signal_bot, "contract", ack.algo_id)
    assert info.exit_setting_param.tp_pct == D("0.1")
    assert info.total_eq == info.invest_amt + info.total_pnl
    me.call(SignalBot.stop_signal_bots, [StopSignalBot(ack.algo_id)])
    info = me.call(SignalBot.get_signal_bot, "contract", ack.algo_id)
    closed = me.call(SignalBot.get_positions_history, ack.algo_id)
    events = me.call(SignalBot.get_signal_bot_event_history, ack.algo_id)

    assert (info.state, len(closed), len(events)) == ("stopped", 2, 3)
    assert cash(me) == had + info.total_pnl


def test_a_leader_is_copied(me):
    """From then on each position of theirs has one here, until it is closed or left."""
    (page,) = me.call(CopyTrading.get_lead_trader_ranks, sort_type="aum", limit=5)
    code = page.ranks[0].unique_code
    assert [r.aum for r in page.ranks] == sorted(
        (r.aum for r in page.ranks), reverse=True
    )
    had = cash(me)
    words = {"copy_mgn_mode": "cross", "copy_inst_id_type": "copy", "copy_amt": 100}
    words |= {"copy_total_amt": 1000, "sub_pos_close_type": "copy_close"}
    me.call(CopyTrading.set_first_copy_settings, code, **words)
    assert me.call(CopyTrading.get_copy_settings, code).copy_amt == 100
    assert cash(me) == had - 1000
    me.wait(3 * DAY)
    theirs = me.call(CopyTrading.get_lead_trader_current_positions, code)
    mine = me.call(CopyTrading.get_existing_lead_positions)
    old = me.call(CopyTrading.get_lead_positions_history)

    assert {p.sub_pos_id for p in mine} == {p.sub_pos_id for p in theirs}
    assert len(mine) + len(old) >= 4
    assert {p.margin for p in [*mine, *old]} == {100}
    (leader,) = me.call(CopyTrading.get_my_lead_traders)
    assert leader.unique_code == code
    if mine:
        me.call(CopyTrading.place_lead_stop_order, mine[0].sub_pos_id, tp_trigger_px=9)
        me.call(CopyTrading.close_lead_position, mine[0].sub_pos_id)
        now = me.call(CopyTrading.get_lead_positions_history)
        assert mine[0].sub_pos_id in {row.sub_pos_id for row in now}
    me.call(CopyTrading.stop_copying, code, "market_close")
    assert me.call(CopyTrading.get_my_lead_traders) == []
    assert me.call(CopyTrading.get_existing_lead_positions) == []
    me.call(CopyTrading.amend_leading_instruments, [SWAP, "ETH-USDT-SWAP"])
    names = {
        r.inst_id for r in me.call(CopyTrading.get_leading_instruments) if r.enabled
    }
    assert names == {SWAP, "ETH-USDT-SWAP"}


def test_it_does_not_matter_how_often_one_looks():
    """A bot that is looked at every few minutes has traded as one that is not."""
    found = []
    for looks in (1, 12):
        me = Counter()
        words = {"grid_num": 100, "quote_sz": 50_000, **around(me, D("0.03"))}
        ack = me.call(GridTrading.place_grid_algo_order, "BTC-USDT", "grid", **words)
        began = me.now
        for look in range(1, looks + 1):
            me.now = began + look * HOUR // looks
            row = me.call(GridTrading.get_grid_algo_order, "grid", ack.algo_id)
        found.append((row.trade_num, row.arbitrage_num, row.total_pnl))

    assert found[0] == found[1]
    assert found[0][0] > 0
