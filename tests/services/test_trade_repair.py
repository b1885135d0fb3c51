"""The trades that a gap has cost, each of them once."""

from __future__ import annotations

import attrs
import pytest
from exchange_fake import trade

from okx_sdk.engine.wanted import date_of
from okx_sdk.errors import ConnectFailed, InstrumentNotFound, ReadTimeout, SystemBusy
from okx_sdk.models.live import LiveTrade
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.codec import converter, to_ms
from okx_sdk.services.repair import MARGIN, TradeRepair

pytestmark = pytest.mark.anyio

GAP = Gap(date_of(1_700_000_060), date_of(1_700_000_070), "cut", ("BTC-USDT",))


def live(number, count=None):
    return attrs.evolve(converter.structure(trade(number), LiveTrade), count=count)


def repair(spans, failures=(), pauses=None):
    failures = list(failures)

    async def get_trades(inst_id, *, start, end):
        spans.append((start, end))
        if failures:
            raise failures.pop(0)
        return []

    async def sleep(seconds):
        if pauses is not None:
            pauses.append(seconds)

    async def dated(date):
        return to_ms(date)

    return TradeRepair(get_trades, sleep, dated)


def test_one_that_stands_for_several_is_each_of_them():
    """It has the id of the last; REST gives them one by one."""
    trades = repair([])

    given = [
        trades.news(live(5, count=3)),
        *(trades.news(live(n)) for n in range(2, 7)),
    ]

    assert [row and row.trade_id for row in given] == ["5", "2", None, None, None, "6"]


async def test_it_is_looked_for_since_the_last_that_was_given():
    """A slow connection may have been behind when it was lost, by more than a little."""
    spans = []
    trades = repair(spans)
    trades.news(live(7))

    await trades.missing(GAP)

    end = to_ms(GAP.end) + MARGIN
    assert spans == [(to_ms(live(7).ts), end)]


async def test_the_exchange_is_asked_until_it_answers():
    """A stream that runs for a week outlives an hour without REST."""
    spans, pauses = [], []
    down = [
        ReadTimeout("no answer"),
        ConnectFailed("no way"),
        *[SystemBusy("busy")] * 5,
    ]

    assert await repair(spans, down, pauses).missing(GAP) == []
    assert len(spans) == 8
    assert pauses == [1, 1, 2, 4, 8, 16, 30, 30]


async def test_what_is_refused_for_good_is_told():
    spans = []

    with pytest.raises(InstrumentNotFound):
        await repair(spans, [InstrumentNotFound("gone")]).missing(GAP)
    assert len(spans) == 1
