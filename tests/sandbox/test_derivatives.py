from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.sandbox.bars import DAY, HOUR, WEEK
from okx_sdk.sandbox.market import Market

MARKET = Market(1)
NOW = 1_795_392_123_456
SWAPS = MARKET.instruments(NOW, "SWAP")
nows = st.integers(NOW - 400 * DAY, NOW + 400 * DAY)
swaps = st.sampled_from(SWAPS)


@given(inst=swaps, now=nows)
def test_marks_are_near_their_index(inst, now):
    """A swap's mark is within two in a hundred of its index."""
    index, mark = MARKET.index_price(inst.index, now), MARKET.mark_price(inst, now)

    assert abs(mark / index - 1) < Decimal("0.02")


@settings(max_examples=4)
@given(now=nows)
def test_options_are_in_order_of_strike(now):
    """Of one expiry, dearer strikes make cheaper calls and dearer puts."""
    rows: dict[tuple[object, ...], list[Decimal]] = {}
    for inst in MARKET.instruments(now, "OPTION"):
        group = rows.setdefault((inst.uly, inst.exp_time, inst.opt_type), [])
        group.append(MARKET.mark_price(inst, now))

    for (_, _, kind), marks in rows.items():
        assert marks == sorted(marks, reverse=kind == "C")


@given(inst=swaps, now=nows)
def test_funding_is_due_every_eight_hours(inst, now):
    """At 00, 08 and 16 UTC, within its bounds."""
    found = MARKET.funding(inst, now)

    assert found.prev_funding_time <= now < found.funding_time
    assert found.funding_time % (8 * HOUR) == 0
    assert found.min_funding_rate <= found.funding_rate <= found.max_funding_rate


@given(inst=swaps, now=nows)
def test_what_was_due_is_what_was_paid(inst, now):
    """The rate announced before a settlement is its record afterwards."""
    due = MARKET.funding(inst, now)
    record = MARKET.funding_history(inst, due.funding_time, limit=1)[0]

    assert record.funding_time == due.funding_time
    assert record.realized_rate == due.funding_rate


def test_funding_history_pages_like_the_rest():
    """Exclusive cursors, newest first, none before the listing."""
    inst = SWAPS[0]
    rows = MARKET.funding_history(inst, NOW, limit=10)
    after, before = rows[3].funding_time, rows[7].funding_time

    assert MARKET.funding_history(inst, NOW, after=after, before=before) == rows[4:7]
    assert MARKET.funding_history(inst, inst.list_time + HOUR) == []


@settings(max_examples=20)
@given(now=st.integers(NOW - 30 * DAY, NOW))
def test_a_ticker_is_the_last_day(now):
    """Its figures are those of the trades it sums up."""
    inst = MARKET.instrument("BTC-USDT-SWAP", NOW)
    tick = MARKET.ticker(inst, now)

    assert tick.last == MARKET.last_trade(inst, now).px
    assert tick.low24h <= tick.open24h <= tick.high24h
    assert tick.low24h <= tick.last <= tick.high24h
    assert tick.bid_px < tick.ask_px
    assert tick.vol24h > 0


def test_every_instrument_has_every_fact():
    """Nothing listed lacks a ticker, a mark, a limit or an open interest."""
    for inst in MARKET.instruments(NOW)[::3]:
        limit = MARKET.price_limit(inst, NOW)

        assert MARKET.ticker(inst, NOW) is not None
        assert limit.sell_lmt < limit.buy_lmt
        assert MARKET.open_interest(inst, NOW).oi > 0
        assert MARKET.mark_price(inst, NOW) > 0
        assert MARKET.position_tiers(inst)[0].max_lever >= 1


def test_an_option_has_greeks():
    """A call's delta is positive and a put's negative."""
    for inst in MARKET.instruments(NOW, "OPTION")[:14]:
        found = MARKET.option_summary(inst, NOW)
        sign = 1 if inst.opt_type == "C" else -1

        assert sign * found.greeks.delta_bs > 0
        assert found.bid_vol < found.mark_vol < found.ask_vol


@pytest.mark.parametrize(
    ("inst_type", "fates"),
    [("FUTURES", {"delivery"}), ("OPTION", {"exercised", "expired_otm"})],
)
def test_past_expiries_were_settled_at_the_index(inst_type, fates):
    """One price for all that expired together."""
    rows = MARKET.deliveries(inst_type, "BTC-USD", NOW, limit=3)

    assert [row.ts - rows[0].ts for row in rows] == [0, -WEEK, -2 * WEEK]
    assert {one.type for row in rows for one in row.details} <= fates
    assert {one.px for one in rows[0].details} == {
        MARKET.index_price("BTC-USD", rows[0].ts)
    }


def test_an_estimate_ends_as_the_settlement():
    """After the expiry the estimated price is the delivery price."""
    inst = MARKET.instrument("BTC-USD-261120", NOW)

    assert MARKET.settlement_price(inst, NOW) == MARKET.index_price(
        "BTC-USD", inst.exp_time
    )


def test_an_index_ticker_knows_its_day():
    """High and low enclose the price."""
    found = MARKET.index_ticker("BTC-USDT", NOW)

    assert found.low24h <= found.idx_px <= found.high24h
    with pytest.raises(KeyError):
        MARKET.index_price("BTC-XYZ", NOW)


def test_statistics_are_positive_and_regular():
    """A series has a value for each period, newest first."""
    rows = MARKET.series("taker-volume", "BTC", "1H", NOW, limit=50, middle=Decimal(7))

    assert [row[0] for row in rows] == [
        NOW // HOUR * HOUR - n * HOUR for n in range(50)
    ]
    assert all(row[1] > 0 for row in rows)


def test_the_insurance_fund_adds_up():
    """Each balance is the one before and its amount."""
    rows = MARKET.insurance_fund("BTC-USDT", "USDT", NOW, limit=10)

    for newer, older in pairwise(rows):
        assert newer.balance == older.balance + newer.amt
        assert newer.amt > 0
