import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.sandbox import candles
from okx_sdk.sandbox.bars import BARS, DAY, HOUR, next_open, open_of, previous_open
from okx_sdk.sandbox.market import Market

MARKET = Market(1)
NOW = 1_795_392_123_456
NAMES = (
    "BTC-USDT",
    "DOGE-USDC",
    "BTC-USD-SWAP",
    "ETH-USDT-SWAP",
    "BTC-USDT-261225",
    "ETH-USD-261204",
)
OPTIONS = [inst.inst_id for inst in MARKET.instruments(NOW, "OPTION")]
instruments = st.sampled_from([*NAMES, OPTIONS[3], OPTIONS[30], OPTIONS[-1]]).map(
    lambda name: MARKET.instrument(name, NOW)
)
nows = st.integers(NOW - 2 * DAY, NOW)
SMALLER = [
    ("1m", "1s"),
    ("3m", "1m"),
    ("5m", "1m"),
    ("15m", "5m"),
    ("30m", "3m"),
    ("1H", "1m"),
    ("2H", "30m"),
    ("4H", "15m"),
    ("6H", "1H"),
    ("6Hutc", "30m"),
    ("12H", "2H"),
    ("12Hutc", "6Hutc"),
    ("1D", "1H"),
    ("1Dutc", "4H"),
    ("2D", "1D"),
    ("3D", "12H"),
    ("5Dutc", "1Dutc"),
    ("1W", "1D"),
    ("1Wutc", "6Hutc"),
    ("1M", "1D"),
    ("1Mutc", "1Dutc"),
    ("3M", "1M"),
    ("3Mutc", "1Mutc"),
]


def joined(rows):
    return (
        rows[0].open,
        max(row.high for row in rows),
        min(row.low for row in rows),
        rows[-1].close,
        sum(row.vol for row in rows),
        sum(row.vol_ccy for row in rows),
        sum(row.vol_ccy_quote for row in rows),
    )


def facts(row):
    return joined([row])


@pytest.mark.parametrize(("large", "small"), SMALLER)
@settings(max_examples=6)
@given(inst=instruments, now=nows, back=st.integers(0, 3))
def test_small_bars_make_up_a_large_one(large, small, inst, now, back):
    """Prices and all three volumes, of closed bars and of the open one."""
    opened = open_of(large, now)
    for _ in range(back):
        opened = previous_open(large, opened)
    whole = MARKET.candle(inst, large, opened, now)
    if whole is None:
        return
    parts = MARKET.candles(
        inst,
        small,
        now,
        after=next_open(large, opened),
        before=opened - 1,
        limit=10_000,
    )

    assert facts(whole) == joined(parts[::-1])


@settings(max_examples=25)
@given(inst=instruments, now=nows, bar=st.sampled_from(["1s", "1m", "3m", "5m"]))
def test_trades_make_up_a_bar(inst, now, bar):
    """A bar, closed or open, says what its trades say."""
    for opened in (open_of(bar, now), previous_open(bar, now)):
        row = MARKET.candle(inst, bar, opened, now)
        ends = min(next_open(bar, opened), now + 1)
        trades = MARKET.trades_between(inst, opened, ends)

        assert row.vol == sum(trade.sz for trade in trades)
        if trades:
            prices = [trade.px for trade in trades]
            assert (row.open, row.close) == (prices[0], prices[-1])
            assert (row.high, row.low) == (max(prices), min(prices))


@settings(max_examples=40)
@given(
    inst=instruments,
    bar=st.sampled_from(sorted(BARS)),
    now=nows,
    limit=st.integers(1, 12),
    cursors=st.tuples(
        st.none() | st.integers(-20, 2),
        st.none() | st.integers(-20, 2),
        st.integers(-1, 1),
    ),
)
def test_a_page_is_what_the_cursors_say(inst, bar, now, limit, cursors):
    """Older than after, newer than before, newest first, no more than asked."""
    after, before = (
        None if n is None else now + n * BARS[bar].span // 3 + cursors[2]
        for n in cursors[:2]
    )
    tape = MARKET._tape(inst)
    everything = candles.page(tape, bar, now, limit=30)
    wanted = [
        row
        for row in everything
        if (after is None or row.ts < after) and (before is None or row.ts > before)
    ]

    page = candles.page(tape, bar, now, after=after, before=before, limit=limit)

    assert page == wanted[:limit]


@pytest.mark.parametrize("bar", BARS)
def test_history_ends_at_the_listing(bar):
    """Paging back comes to the bar of the listing and no further."""
    inst = MARKET.instrument("BTC-USDT-261204", NOW)
    start = open_of(bar, inst.list_time)
    rows = MARKET.candles(inst, bar, NOW, after=start + 3 * BARS[bar].span, limit=300)

    assert rows[-1].ts == start
    assert MARKET.candles(inst, bar, NOW, after=start) == []


def test_only_the_bar_of_now_is_open():
    """The newest bar is unconfirmed, all others are."""
    inst = MARKET.instrument("BTC-USDT", NOW)
    rows = MARKET.candles(inst, "1m", NOW, limit=5)

    assert [row.confirm for row in rows] == [False, True, True, True, True]


def test_an_expired_contract_has_its_history():
    """Bars end with the expiry, and the last is closed."""
    inst = MARKET.instrument("BTC-USDT-261120", NOW)
    rows = MARKET.candles(inst, "1D", NOW, limit=3)

    assert rows[0].ts == open_of("1D", inst.exp_time - 1)
    assert rows[0].confirm


@settings(max_examples=30)
@given(inst=instruments, now=nows, bar=st.sampled_from(["1m", "1H", "1D"]))
def test_values_lie_on_the_grid(inst, now, bar):
    """Prices are whole ticks and volumes whole lots; high is high and low is low."""
    row = MARKET.candle(inst, bar, now, now)
    prices = (row.open, row.high, row.low, row.close)

    assert all(price % inst.tick_sz == 0 and price > 0 for price in prices)
    assert row.vol % inst.lot_sz == 0
    assert (max(prices), min(prices)) == (row.high, row.low)


@settings(max_examples=30)
@given(now=nows)
def test_the_average_price_lies_in_the_day(now):
    """Turnover over volume is a price that was seen."""
    inst = MARKET.instrument("BTC-USDT", NOW)
    row = MARKET.candle(inst, "1H", now - HOUR, now)

    assert row.low <= row.vol_ccy_quote / row.vol <= row.high


@settings(max_examples=20)
@given(now=nows, bar=st.sampled_from(["1m", "15m", "1H", "1D"]))
def test_index_and_mark_bars_agree_with_their_prices(now, bar):
    """The close of the open bar is the price now."""
    swap = MARKET.instrument("BTC-USDT-SWAP", NOW)
    index = MARKET.index_candles("BTC-USDT", bar, now, limit=1)[0]
    mark = MARKET.mark_candles(swap, bar, now, limit=1)[0]

    assert index.close == MARKET.index_price("BTC-USDT", now)
    assert mark.close == MARKET.mark_price(swap, now)


def test_years_back():
    """Five years of weeks, months and quarters are there."""
    inst = MARKET.instrument("BTC-USDT", NOW)

    assert len(MARKET.candles(inst, "1W", NOW, limit=300)) == 300
    assert len(MARKET.candles(inst, "1M", NOW, limit=300)) > 60
    assert len(MARKET.candles(inst, "3Mutc", NOW, limit=300)) > 20
