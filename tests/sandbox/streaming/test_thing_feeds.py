"""Business channels of one's own: what calls make and what time does is told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from counter import Counter
from talks import Talker

from okx_sdk.channels import channels, sections
from okx_sdk.models.algo_requests import CancelAlgoOrder, NewAlgoOrder
from okx_sdk.models.grid_acks import StopGrid
from okx_sdk.models.recurring_orders import NewRecurringBuyCoin
from okx_sdk.models.rfq_requests import NewRfqLeg
from okx_sdk.models.spread_records import NewSpreadOrder
from okx_sdk.protocol.codec import converter
from okx_sdk.rest.algo_trading import AlgoTrading
from okx_sdk.rest.block_trading import BlockTrading
from okx_sdk.rest.funding import Funding
from okx_sdk.rest.grid_trading import GridTrading
from okx_sdk.rest.market import Market
from okx_sdk.rest.recurring_buy import RecurringBuy
from okx_sdk.rest.spread_trading import SpreadTrading
from okx_sdk.sandbox.streaming.house import House
from okx_sdk.sandbox.streaming.private import LiveAccounts
from okx_sdk.sandbox.streaming.streams import Streams


class Both:
    """One account at both doors, and one clock."""

    def __init__(self, after: int = 0) -> None:
        self.rest = Counter()
        self.rest.step = 0
        self.rest.wait(after)
        exchange = self.rest.exchange
        house = House(exchange.market, accounts=LiveAccounts(exchange))
        streams = Streams(house, handshakes=1_000)
        self.talker = Talker(streams, "business", self.rest.now / 1000)
        self.talker.log_in()

    def call(self, *args, **kwargs):
        return self.rest.call(*args, **kwargs)

    def subscribe(self, channel, **words):
        """The rows that are told at first."""
        return self.rows(self.talker.ask("subscribe", {"channel": channel, **words}))

    def heard(self, seconds=0.0):
        """The rows that are told meanwhile."""
        found = self.talker.wait(seconds)
        self.rest.now = round(self.talker.now * 1000)
        return self.rows(found)

    def rows(self, found):
        pushes = [m for m in found if isinstance(m, dict) and "data" in m]
        return [row for push in pushes for row in self.decoded(push)]

    @staticmethod
    def decoded(push):
        kind = KINDS[push["arg"]["channel"]]
        return [converter.structure(row, kind) for row in push["data"]]


D = Decimal
KINDS = {
    channel.name: channel.model for channel in channels(sections()["business"]).values()
}


@pytest.fixture
def me():
    return Both()


def range_of(me):
    px = me.call(Market.get_ticker, "BTC-USDT").last
    return {"max_px": px * D("1.02"), "min_px": px * D("0.98")}


def test_algo_orders_are_told_of_as_they_change(me):
    """Those that trail on a channel of their own, which begins with what there is."""
    trails = NewAlgoOrder(
        "BTC-USDT", "cash", "sell", "move_order_stop", sz="0.1", callback_ratio="0.5"
    )
    before = me.call(AlgoTrading.place_algo_order, trails).algo_id
    assert me.subscribe("orders-algo", instType="SPOT") == []
    (row,) = me.subscribe("algo-advance", instType="ANY")
    assert (row.algo_id, row.state) == (before, "live")
    waits = NewAlgoOrder(
        "BTC-USDT", "cash", "sell", "trigger", sz="0.1", trigger_px=1, order_px=-1
    )
    algo_id = me.call(AlgoTrading.place_algo_order, waits).algo_id
    me.call(AlgoTrading.cancel_algo_orders, [CancelAlgoOrder("BTC-USDT", algo_id)])
    me.call(AlgoTrading.cancel_algo_orders, [CancelAlgoOrder("BTC-USDT", before)])

    rows = [(row.algo_id, row.state) for row in me.heard(1)]
    assert rows == [(algo_id, "live"), (algo_id, "canceled"), (before, "canceled")]


def test_a_grid_is_told_of_while_it_runs(me):
    """Its fills as they happen, and itself as it stops."""
    words = {"grid_num": 200, "quote_sz": 90_000, **range_of(me)}
    grid = (GridTrading.place_grid_algo_order, "BTC-USDT", "grid")
    algo_id = me.call(*grid, **words).algo_id
    (row,) = me.subscribe("grid-orders-spot", instType="SPOT")
    assert row.algo_id == algo_id
    assert row.p_time is not None
    assert me.subscribe("grid-orders-contract", instType="ANY") == []
    assert len(me.subscribe("grid-sub-orders", algoId=algo_id)) == 200
    found = me.heard(400)
    filled = [
        row for row in found if getattr(row, "ord_id", "") and row.state == "filled"
    ]
    bots = [row for row in found if not hasattr(row, "ord_id")]

    assert filled
    assert bots[-1].trade_num == len({row.ord_id for row in filled})
    me.call(
        GridTrading.stop_grid_algo_order, [StopGrid(algo_id, "BTC-USDT", "grid", "1")]
    )
    states = [row.state for row in me.heard(1)]
    assert states.count("canceled") == 200
    assert states.count("stopped") == 1


def test_what_goes_out_and_comes_in_is_told_of(me):
    """In each of its states."""
    me.subscribe("withdrawal-info")
    me.subscribe("deposit-info", ccy="BTC")
    (address, *_) = me.call(Funding.get_deposit_address, "BTC")
    words = {"dest": "4", "to_addr": address.addr}
    me.call(Funding.withdraw_funds, "BTC", "0.1", **words)
    rows = me.heard(100)

    assert [row.state for row in rows if hasattr(row, "wd_id")] == ["0", "1", "2"]
    assert [row.state for row in rows if hasattr(row, "dep_id")] == ["1", "2"]


def test_blocks_and_spreads_are_told_of(me):
    """As calls and time make them."""
    for channel in (
        "rfqs",
        "quotes",
        "struc-block-trades",
        "sprd-orders",
        "sprd-trades",
    ):
        assert me.subscribe(channel) == []
    legs = [NewRfqLeg("BTC-USDT", "1", "buy")]
    rfq = me.call(BlockTrading.create_rfq, ["SANDBOX1"], legs)
    rows = me.heard(1)
    assert [type(row).__name__ for row in rows] == ["Rfq", "Quote", "Quote"]
    quote = next(row for row in rows[1:] if row.quote_side == "sell")
    me.call(BlockTrading.execute_quote, rfq.rfq_id, quote.quote_id)
    kinds = {type(row).__name__ for row in me.heard(1)}
    assert kinds == {"Rfq", "Quote", "BlockTrade"}
    sprd = "BTC-USDT_BTC-USDT-SWAP"
    order = NewSpreadOrder(sprd, "buy", "market", "0.01", "100000")
    me.call(SpreadTrading.place_order, order)
    rows = me.heard(1)
    assert {type(row).__name__ for row in rows} == {"SpreadOrder", "SpreadTrade"}


def test_a_plan_is_told_of_as_it_buys():
    """At its hour."""
    me = Both(after=57 * 60_000)
    me.subscribe("algo-recurring-buy", instType="SPOT")
    words = {"period": "hourly", "recurring_hour": "1", "recurring_time": "0"}
    words |= {"time_zone": "8", "amt": 100, "investment_ccy": "USDT", "td_mode": "cash"}
    coins = [NewRecurringBuyCoin("BTC", "1")]
    me.call(RecurringBuy.place_recurring_buy_order, "mine", coins, **words)
    rows = me.heard(120)
    assert rows[-1].cycles == 1


def test_a_spread_order_goes_by_websocket(me):
    """And is the same order by REST."""
    words = {"sprdId": "BTC-USDT_BTC-USDT-SWAP", "side": "buy", "ordType": "limit"}
    order = {**words, "sz": "0.01", "px": "-500", "clOrdId": "ws1"}
    (answer,) = me.talker.ask("sprd-order", order, id="7")
    row = me.call(SpreadTrading.get_order, cl_ord_id="ws1")

    assert (answer["code"], answer["data"][0]["ordId"]) == ("0", row.ord_id)
    (answer,) = me.talker.ask("sprd-mass-cancel", {}, id="8")
    assert answer["code"] == "0"
    assert me.call(SpreadTrading.get_order, cl_ord_id="ws1").state == "canceled"
