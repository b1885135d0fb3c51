"""Public trades and long lists, against the sandbox's own record of them."""

from __future__ import annotations

from collections import Counter

import anyio
import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import MARKET, NOW, VirtualClock, okx

from okx_sdk import errors
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest import endpoints, section
from okx_sdk.sandbox.bars import DAY, HOUR, MINUTE
from okx_sdk.services.paging import walk

NAMES = ("BTC-USDT", "TON-USDT", "BTC-USD-261225", "ETH-USD-261127-2800-C")
KEPT = 92 * DAY

instruments = st.sampled_from(
    [inst for name in NAMES if (inst := MARKET.instrument(name, NOW))]
)
backends = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def ids(rows):
    return [int(row.trade_id) for row in rows]


def ask(backend, question, clock=None):
    clock = clock or VirtualClock()

    async def main():
        async with okx(clock) as client:
            return await question(client)

    return anyio.run(main, backend=backend)


@backends
@settings(max_examples=15, deadline=None)
@given(
    inst=instruments,
    start=st.integers(NOW - 3 * MINUTE, NOW),
    length=st.integers(1, 4 * MINUTE),
)
def test_all_trades_of_a_span(backend, inst, start, length):
    """None is missing and none comes twice, oldest first."""
    found = ask(
        backend,
        lambda okx: okx.get_trades(inst.inst_id, start=start, end=start + length),
    )
    truth = MARKET.trades_between(inst, start, min(start + length, NOW + 1))

    assert ids(found) == [row.trade_id for row in truth]
    assert [row.px for row in found] == [row.px for row in truth]


@backends
@pytest.mark.parametrize("limit", [1, 100, 499, 500, 501, 730])
def test_the_last_trades(backend, limit):
    """As many as asked for, oldest first, to the newest of all."""
    found = ask(backend, lambda okx: okx.get_trades("BTC-USDT", limit=limit))
    last = MARKET.last_trade_id(MARKET.instrument("BTC-USDT", NOW), NOW)

    assert ids(found) == list(range(last - limit + 1, last + 1))


@backends
def test_the_last_trades_before_a_time(backend):
    """With an end alone, those right before it."""
    end = NOW - HOUR
    found = ask(backend, lambda okx: okx.get_trades("BTC-USDT", end=end, limit=250))
    last = MARKET.last_trade_id(MARKET.instrument("BTC-USDT", NOW), end - 1)

    assert ids(found) == list(range(last - 249, last + 1))


@backends
def test_trades_end_at_the_listing_or_three_months_ago(backend):
    """A walk that reaches the end of the records stops there."""
    young = MARKET.instrument("BTC-USDT-261204", NOW)
    clock = VirtualClock(young.list_time + MINUTE)
    start = young.list_time - DAY
    found = ask(backend, lambda okx: okx.get_trades(young.inst_id, start=start), clock)
    old = ask(
        backend,
        lambda okx: okx.get_trades(
            "TON-USDT", start=NOW - KEPT - MINUTE, end=NOW - KEPT + MINUTE
        ),
    )

    assert ids(found)[0] == MARKET.first_trade_id(young)
    assert min(to_ms(row.ts) for row in old) > NOW - KEPT


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": 0},
        {"start": "2027-01-01"},
        {"start": NOW, "end": NOW - 1},
        {"start": "whenever"},
        {"end": "whenever"},
    ],
)
async def test_misuse_is_told(wrong):
    """What cannot be meant is an error before anything is asked."""
    async with okx() as client:
        with pytest.raises(errors.InvalidArgument):
            await client.get_trades("BTC-USDT", **wrong)


PAGED = {
    "get_candles": ("market", {"inst_id": "BTC-USDT", "bar": "1H"}, 1_440),
    "get_history_candles": (
        "market",
        {"inst_id": "BTC-USDT-261127", "bar": "15m"},
        None,
    ),
    "get_trades": ("market", {"inst_id": "BTC-USDT"}, 500),
    "get_history_trades": ("market", {"inst_id": "BTC-USDT-261127"}, None),
    "get_funding_rate_history": ("public", {"inst_id": "BTC-USDT-SWAP"}, 92 * 3),
    "get_premium_history": ("public", {"inst_id": "BTC-USDT-SWAP"}, None),
    "get_index_candles": ("public", {"inst_id": "BTC-USDT", "bar": "4H"}, 1_440),
    "get_history_index_candles": ("public", {"inst_id": "BTC-USDT", "bar": "1W"}, None),
    "get_mark_price_candles": ("public", {"inst_id": "BTC-USDT-SWAP"}, 1_440),
    "get_history_mark_price_candles": (
        "public",
        {"inst_id": "BTC-USDT-SWAP", "bar": "1D"},
        None,
    ),
    "get_delivery_exercise_history": (
        "public",
        {"inst_type": "OPTION", "inst_family": "BTC-USD"},
        13,
    ),
    "get_futures_settlement_history": ("public", {"inst_family": "BTC-USD"}, 92),
    "get_insurance_fund": (
        "public",
        {"inst_type": "SWAP", "inst_family": "BTC-USD"},
        None,
    ),
    "get_economic_calendar": ("public", {}, None),
    "get_events": ("public", {"series_id": "BTC-ABOVE-DAILY"}, None),
    "get_event_markets": ("public", {"series_id": "BTC-ABOVE-DAILY"}, None),
    "get_market_data_history": (
        "public",
        {
            "module": "1",
            "inst_type": "SPOT",
            "date_aggr_type": "daily",
            "begin": NOW - 10 * DAY,
            "end": NOW,
            "inst_id_list": "BTC-USDT",
        },
        1,
    ),
    "get_contract_open_interest_history": (
        "trading_statistics",
        {"inst_id": "BTC-USDT-SWAP", "period": "1H", "begin": NOW - 10 * DAY},
        240,
    ),
    "get_taker_volume": (
        "trading_statistics",
        {"ccy": "BTC", "inst_type": "SPOT"},
        576,
    ),
    "get_contract_taker_volume": (
        "trading_statistics",
        {"inst_id": "BTC-USDT-SWAP", "begin": NOW - DAY},
        288,
    ),
    "get_margin_long_short_ratio": (
        "trading_statistics",
        {"ccy": "BTC", "period": "1H"},
        720,
    ),
    "get_top_trader_account_ratio": (
        "trading_statistics",
        {"inst_id": "BTC-USDT-SWAP", "begin": NOW - DAY},
        288,
    ),
    "get_top_trader_position_ratio": (
        "trading_statistics",
        {"inst_id": "BTC-USDT-SWAP", "begin": NOW - DAY},
        288,
    ),
    "get_contract_long_short_ratio": (
        "trading_statistics",
        {"inst_id": "BTC-USDT-SWAP", "begin": NOW - DAY},
        288,
    ),
    "get_long_short_ratio": ("trading_statistics", {"ccy": "BTC", "period": "1D"}, 180),
    "get_contract_open_interest_volume": ("trading_statistics", {"ccy": "BTC"}, 576),
    "get_announcements": ("announcements", {}, None),
}
SHORT = {"get_premium_history", "get_history_trades"}
"""Of these there are too many to read all."""


def test_every_paged_endpoint_is_walked_here():
    """Of the sections that the sandbox serves in full."""
    served = ("announcements", "market", "public", "status", "trading_statistics")
    paged = {
        name
        for each in served
        for name, endpoint in endpoints(section(each)).items()
        if endpoint.cursor is not None
    }

    assert set(PAGED) == paged


def parts(row):
    """What a row that holds others holds, or the row itself."""
    details = getattr(row, "details", None)
    if details is None or not attrs.fields_dict(type(row)).get("total"):
        details = getattr(row, "details", ()) if hasattr(row, "total_page") else None
    return [row] if details is None else details


@pytest.mark.slow  # up to 1,440 rows of each
@pytest.mark.parametrize("name", PAGED)
async def test_a_walk_gives_each_row_once_and_ends(name):
    """Newest first, to the end of what is kept, whatever the pages are."""
    group, arguments, count = PAGED[name]
    found = []
    async with okx() as client:
        method = getattr(getattr(client, group), name)
        async for row in walk(method, **arguments):
            found += parts(row)
            if name in SHORT and len(found) > 1_000:
                break

    twice = [row for row, times in Counter(map(repr, found)).items() if times > 1]
    assert not twice
    assert found
    if count is not None:
        assert abs(len(found) - count) <= 1


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
async def test_a_walk_by_small_pages_gives_the_same(limit):
    """Rows that share a moment are not lost where a page ends between them."""
    async with okx() as client:
        method = client.public.get_economic_calendar
        rows = walk(method, limit=limit, before=NOW - 20 * DAY)
        found = [row async for row in rows]
        (*truth,) = await method(before=NOW - 20 * DAY)

    if limit > 1:  # of two at the same moment, a page of one can never tell the other
        assert found == truth
    assert len(set(map(repr, found))) == len(found)


@pytest.mark.parametrize("limit", [1, 2, 5])
async def test_a_walk_over_nested_rows_repeats_none(limit):
    """The movements of a fund come once each, however small the pages."""
    question = {"inst_type": "SWAP", "inst_family": "BTC-USD", "before": NOW - 9 * DAY}
    async with okx() as client:
        method = client.public.get_insurance_fund
        found = [
            m
            async for row in walk(method, limit=limit, **question)
            for m in row.details
        ]
        (truth,) = await method(**question)

    assert found == list(truth.details)


async def test_what_is_not_paged_is_told():
    """All of its rows come at once."""
    async with okx() as client:
        with pytest.raises(errors.InvalidArgument, match="not paged"):
            walk(client.public.get_instruments, "SPOT")
