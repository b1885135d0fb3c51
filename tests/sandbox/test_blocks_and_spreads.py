"""Block trades and spreads: asked, quoted, executed, matched, and recorded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from counter import Counter

from okx_sdk import errors
from okx_sdk.credentials import Credentials
from okx_sdk.models.rfq_requests import NewQuoteLeg, NewRfqLeg
from okx_sdk.models.spread_records import (
    AmendSpreadOrder,
    CancelSpreadOrder,
    NewSpreadOrder,
)
from okx_sdk.rest.account import Account
from okx_sdk.rest.block_trading import BlockTrading
from okx_sdk.rest.spread_trading import SpreadTrading
from okx_sdk.rest.sub_account import SubAccount
from okx_sdk.sandbox.bars import DAY, HOUR

D = Decimal
SWAP = "BTC-USDT-SWAP"
SPRD = "BTC-USDT_BTC-USDT-SWAP"


@pytest.fixture
def me():
    return Counter()


def helper(me):
    """A sub-account with a key of its own."""
    me.call(SubAccount.create_sub_account, "helper1", "1")
    words = {"label": "k", "passphrase": "Passphrase1", "perm": "trade"}
    key = me.call(SubAccount.create_sub_account_api_key, "helper1", **words)
    return Counter(Credentials(key.api_key, key.secret_key, key.passphrase), of=me)


def pos(me, inst_id):
    rows = me.call(Account.get_positions, inst_id=inst_id)
    return sum(row.pos for row in rows)


def test_a_maker_answers_at_once_and_is_taken(me):
    """Its quotes to buy and to sell lie around the mark; a quote lasts a minute."""
    me.step = 1_000
    assert "SANDBOX1" in {
        c.trader_code for c in me.call(BlockTrading.get_counterparties)
    }
    legs = [NewRfqLeg(SWAP, "10", "buy", td_mode="cross")]
    ask = (BlockTrading.create_rfq, ["SANDBOX1"], legs)
    rfq = me.call(*ask, cl_rfq_id="mine")
    quotes = me.call(BlockTrading.get_quotes, rfq_id=rfq.rfq_id)
    prices = {quote.quote_side: quote.legs[0].px for quote in quotes}
    assert prices["sell"] > prices["buy"]
    sells = next(quote for quote in quotes if quote.quote_side == "sell")
    done = me.call(BlockTrading.execute_quote, rfq.rfq_id, sells.quote_id)

    assert (done.legs[0].side, done.legs[0].px) == ("buy", prices["sell"])
    assert pos(me, SWAP) == 10
    states = {q.quote_id: q.state for q in me.call(BlockTrading.get_quotes)}
    assert sorted(states.values()) == ["canceled", "filled"]
    assert me.call(BlockTrading.get_rfqs, cl_rfq_id="mine")[0].state == "filled"
    (trade,) = me.call(BlockTrading.get_trades)
    assert trade.block_td_id == done.block_td_id
    public = me.call(BlockTrading.get_public_multi_leg_block_trades, limit=1)
    assert public[0].block_td_id == done.block_td_id
    late = me.call(*ask)
    quote = me.call(BlockTrading.get_quotes, rfq_id=late.rfq_id)[0]
    me.wait(61_000)
    with pytest.raises(errors.ApiError) as caught:
        me.call(BlockTrading.execute_quote, late.rfq_id, quote.quote_id)
    assert caught.value.code == "70505"
    me.call(BlockTrading.cancel_all_rfqs)
    assert me.call(BlockTrading.get_rfqs, rfq_id=late.rfq_id)[0].state == "canceled"


def test_accounts_trade_blocks_with_each_other(me):
    """Who was asked may quote, and has the other side of the trade."""
    they = helper(me)
    me.now = they.now
    others = [c for c in me.call(BlockTrading.get_counterparties) if c.type != "LP"]
    legs = [NewRfqLeg("BTC-USDT", "0.5", "buy", td_mode="cash")]
    rfq = me.call(BlockTrading.create_rfq, [others[0].trader_code], legs)
    they.now = me.now
    assert [r.rfq_id for r in they.call(BlockTrading.get_rfqs)] == [rfq.rfq_id]
    with pytest.raises(errors.ApiError) as caught:
        they.call(BlockTrading.cancel_rfq, rfq_id=rfq.rfq_id)
    assert caught.value.code == "70000"
    answer = [NewQuoteLeg("BTC-USDT", "0.5", "65000", "buy", td_mode="cash")]
    quote = they.call(
        BlockTrading.create_quote, rfq.rfq_id, "buy", answer, cl_quote_id="q"
    )
    me.now = they.now
    assert [q.quote_id for q in me.call(BlockTrading.get_quotes)] == [quote.quote_id]
    with pytest.raises(errors.ApiError) as caught:
        me.call(BlockTrading.execute_quote, rfq.rfq_id, quote.quote_id)
    assert caught.value.code == "51008"  # they have nothing to pay with
    they.now = me.now
    (ack,) = they.call(BlockTrading.cancel_quotes, cl_quote_ids=["q"])
    assert (ack.s_code, ack.quote_id) == ("0", quote.quote_id)


def test_block_trades_of_others_are_told(me):
    """Tickers add them up."""
    me.step = 0
    rows = me.call(BlockTrading.get_public_single_leg_block_trades, SWAP)
    ticker = me.call(BlockTrading.get_block_ticker, SWAP)
    tickers = me.call(BlockTrading.get_block_tickers, "SWAP")
    day = [row for row in rows if (ticker.ts - row.ts).total_seconds() < 86_400]

    assert ticker.vol_24h == sum(row.sz for row in day)
    assert SWAP in {row.inst_id for row in tickers}
    first = me.call(BlockTrading.get_public_multi_leg_block_trades, limit=5)
    older = me.call(
        BlockTrading.get_public_multi_leg_block_trades, end_id=first[-1].block_td_id
    )
    assert older[0].c_time < first[-1].c_time


def order(side="buy", kind="limit", sz="0.1", px="0", **words):
    return NewSpreadOrder(SPRD, side, kind, sz, px, **words)


def test_spreads_agree_with_one_another(me):
    """Book, ticker, trades and candles tell of the same price."""
    me.step = 0
    names = {row.sprd_id for row in me.call(SpreadTrading.get_spreads)}
    book = me.call(SpreadTrading.get_order_book, SPRD, sz=5)
    ticker = me.call(SpreadTrading.get_ticker, SPRD)
    trades = me.call(SpreadTrading.get_public_trades, sprd_id=SPRD)
    candles = me.call(SpreadTrading.get_candles, SPRD, bar="1H", limit=24)

    assert SPRD in names
    assert book.asks[0].px == ticker.ask_px > ticker.bid_px == book.bids[0].px
    assert (trades[0].px, trades[0].sz) == (ticker.last, ticker.last_sz)
    assert len(candles) == 24
    assert all(c.low <= c.close <= c.high for c in candles)
    older = me.call(SpreadTrading.get_history_candles, SPRD, after=candles[-1].ts)
    assert older[0].ts < candles[-1].ts


def test_a_spread_order_takes_or_rests(me):
    """What it takes trades both legs; what rests waits for the price."""
    me.step = 0
    ask = me.call(SpreadTrading.get_order_book, SPRD).asks[0]
    ack = me.call(SpreadTrading.place_order, order(px=ask.px, sz=ask.sz, cl_ord_id="a"))
    row = me.call(SpreadTrading.get_order, cl_ord_id="a")
    (trade,) = me.call(SpreadTrading.get_trades, ord_id=ack.ord_id)

    assert (row.state, row.avg_px, row.acc_fill_sz) == ("filled", ask.px, ask.sz)
    assert [leg.side for leg in trade.legs] == ["sell", "buy"]
    assert trade.legs[1].px - trade.legs[0].px == ask.px
    assert pos(me, SWAP) == trade.legs[1].sz_cont
    far = me.call(
        SpreadTrading.place_order, order("sell", px=ask.px + 20, cl_ord_id="b")
    )
    with pytest.raises(errors.DuplicateClientOrderId):
        me.call(SpreadTrading.place_order, order("sell", px=ask.px + 20, cl_ord_id="b"))
    assert [o.ord_id for o in me.call(SpreadTrading.get_open_orders)] == [far.ord_id]
    me.call(SpreadTrading.amend_order, AmendSpreadOrder(far.ord_id, new_px=ask.px + 2))
    me.wait(DAY)
    assert me.call(SpreadTrading.get_open_orders) == []
    row = me.call(SpreadTrading.get_order, ord_id=far.ord_id)
    assert (row.state, row.avg_px) == ("filled", ask.px + 2)
    states = [o.state for o in me.call(SpreadTrading.get_orders_history)]
    assert states == ["filled", "filled"]


def test_a_spread_that_cannot_be_paid_for_is_cancelled(me):
    """Both legs are traded of what can be, and neither of the rest."""
    ack = me.call(SpreadTrading.place_order, order(kind="market", sz="900"))
    row = me.call(SpreadTrading.get_order, ord_id=ack.ord_id)

    assert (row.state, row.code) == ("canceled", "51008")
    assert pos(me, SWAP) == row.acc_fill_sz * 100


def test_spread_orders_are_cancelled(me):
    """One, all, or all unless a timer is set again."""
    me.step = 0
    px = me.call(SpreadTrading.get_order_book, SPRD).bids[0].px - 500
    acks = [me.call(SpreadTrading.place_order, order(px=px)) for _ in range(3)]
    crossing = order(kind="post_only", px=px + 2000)
    gone = me.call(SpreadTrading.place_order, crossing)
    assert me.call(SpreadTrading.get_order, ord_id=gone.ord_id).state == "canceled"
    me.call(SpreadTrading.cancel_order, CancelSpreadOrder(acks[0].ord_id))
    with pytest.raises(errors.ApiError) as caught:
        me.call(SpreadTrading.cancel_order, CancelSpreadOrder(acks[0].ord_id))
    assert caught.value.code == "51400"
    assert len(me.call(SpreadTrading.get_open_orders)) == 2
    me.call(SpreadTrading.cancel_all_after, 10)
    me.wait(HOUR)
    assert me.call(SpreadTrading.get_open_orders) == []
    me.call(SpreadTrading.cancel_all_after, 0)
    me.call(SpreadTrading.place_order, order(px=px))
    assert me.call(SpreadTrading.cancel_all_orders).result
    assert me.call(SpreadTrading.get_open_orders) == []
