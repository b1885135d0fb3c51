from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.market import Market

MARKET = Market(1)
NOW = 1_795_392_123_456
OPTION = MARKET.instruments(NOW, "OPTION")[10].inst_id
instruments = st.sampled_from(
    ["BTC-USDT", "XRP-USDT", "TRX-USDT", "BTC-USD-SWAP", "ETH-USD-261225", OPTION]
).map(lambda name: MARKET.instrument(name, NOW))
nows = st.integers(NOW - 2 * DAY, NOW)


@given(inst=instruments, now=nows, limit=st.integers(1, 50))
def test_ids_have_no_gap_and_times_do_not_run_back(inst, now, limit):
    """A page of trades is contiguous, newest first, and none is of the future."""
    rows = MARKET.trades(inst, now, limit=limit)
    ids = [row.trade_id for row in rows]

    assert ids == list(range(ids[0], ids[0] - limit, -1))
    assert [row.ts for row in rows] == sorted((r.ts for r in rows), reverse=True)
    assert rows[0].ts <= now


@given(inst=instruments, now=nows, back=st.integers(0, 30), width=st.integers(0, 30))
def test_cursors_are_exclusive(inst, now, back, width):
    """after and before are ids that are not served themselves."""
    newest = MARKET.last_trade_id(inst, now)
    after, before = newest - back, newest - back - width
    rows = MARKET.trades(inst, now, after=after, before=before)

    assert [row.trade_id for row in rows] == list(range(after - 1, before, -1))


@given(inst=instruments, now=nows)
def test_the_last_trade_is_the_last(inst, now):
    """The next trade is later than now."""
    last = MARKET.last_trade_id(inst, now)

    assert MARKET.trade(inst, last).ts <= now < MARKET.trade(inst, last + 1).ts


@given(inst=instruments, now=nows)
def test_trades_lie_on_the_grid(inst, now):
    """Whole ticks, whole lots, never less than the least size."""
    for trade in MARKET.trades(inst, now, limit=8):
        assert trade.px % inst.tick_sz == 0
        assert trade.sz % inst.lot_sz == 0
        assert trade.sz >= inst.min_sz
        assert trade.px > 0


@settings(max_examples=30)
@given(inst=instruments, start=nows, cut=st.integers(0, 20_000))
def test_a_feed_in_pieces_is_the_feed(inst, start, cut):
    """However time is cut, every trade is pushed once and in order."""
    end = start + 20_000
    whole = MARKET.trades_between(inst, start, end)
    pieces = MARKET.trades_between(inst, start, start + cut)
    pieces += MARKET.trades_between(inst, start + cut, end)

    assert pieces == whole


def test_trading_begins_with_the_listing():
    """Nothing traded before, and the ids begin there."""
    inst = MARKET.instrument("BTC-USDT-261225", NOW)
    first = MARKET.trade(inst, MARKET.first_trade_id(inst))

    assert MARKET.last_trade(inst, inst.list_time - 1) is None
    assert inst.list_time <= first.ts < inst.list_time + 5_000
    assert MARKET.trades(inst, first.ts) == [first]


def test_trading_ends_with_the_expiry():
    """The last trade of an expired contract is before its expiry, whenever asked."""
    inst = MARKET.instrument("BTC-USDT-261120", NOW)
    last = MARKET.last_trade(inst, NOW)

    assert last.ts < inst.exp_time
    assert MARKET.last_trade(inst, inst.exp_time) == last


def test_a_time_is_a_cursor_too():
    """Trades older than a time begin with the one before it."""
    inst = MARKET.instrument("BTC-USDT", NOW)
    last = MARKET.last_trade(inst, NOW)
    rows = MARKET.trades_older(inst, NOW, last.ts, limit=3)

    assert [row.trade_id for row in rows] == [last.trade_id - n for n in (1, 2, 3)]


def test_a_seed_gives_one_tape():
    """Another market object of the same seed says the same."""
    inst = MARKET.instrument("ETH-USDT-SWAP", NOW)

    assert Market(1).trades(inst, NOW) == MARKET.trades(inst, NOW)
    assert Market(2).trades(inst, NOW) != MARKET.trades(inst, NOW)
