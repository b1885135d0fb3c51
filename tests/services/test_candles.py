"""Candles of any span, against what the synthetic market says of each bar."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import anyio
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import MARKET, NOW, VirtualClock, okx

from okx_sdk import errors
from okx_sdk.models.market import Candle
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import BARS, bar_ms
from okx_sdk.sandbox.bars import DAY, HOUR, MINUTE, next_open, open_of, shifted

EXPIRED = MARKET.recently_expired(NOW)
OPTIONS = MARKET.instruments(NOW, "OPTION")
NAMES = (
    "BTC-USDT",
    "DOGE-USDC",
    "ETH-USDT-SWAP",
    "BTC-USD-SWAP",
    "BTC-USDT-261127",
    "ETH-USD-261225",
    OPTIONS[3].inst_id,
    EXPIRED[0].inst_id,
    EXPIRED[-1].inst_id,
)
ZONED = [bar for bar in BARS if bar_ms(bar) >= 6 * HOUR]
ALL_BARS = [*BARS, *(f"{bar}utc" for bar in ZONED)]
KEPT_SECONDS = 92 * DAY


class Asked:
    """One question, and how the answer is judged."""

    def __init__(self, inst_id, bar, start, end, limit, include_open):
        self.inst = MARKET.instrument(inst_id, NOW)
        self.bar, self.limit, self.include_open = bar, limit, include_open
        self.start, self.end = start, end

    def __repr__(self):
        words = vars(self) | {"inst": self.inst.inst_id}
        return f"Asked({words})"

    @property
    def keywords(self):
        return {
            "bar": self.bar,
            "start": self.start,
            "end": self.end,
            "limit": self.limit,
            "include_open": self.include_open,
        }

    def opens(self, asked_at, now, more=0):
        """When the bars open that the answer has, oldest first, seen at a time.

        With *more*, so many others besides, where a limit would leave them out.
        """
        end = asked_at + bar_ms(self.bar) if self.end is None else self.end
        end = min(end, self.inst.exp_time or end)
        start, most = self.start, (self.limit or 300) + more
        if start is None:
            start = shifted(self.bar, min(end, now), -most - 3)
        if self.bar == "1s":
            start = max(start, now - KEPT_SECONDS + 1)
        start = max(start, open_of(self.bar, self.inst.list_time))
        opened = open_of(self.bar, start)
        opened = opened if opened == start else next_open(self.bar, opened)
        found = []
        while opened < end and opened <= now:
            ends = next_open(self.bar, opened)
            row = MARKET.candle(self.inst, self.bar, opened, now)
            if row and (row.confirm or (self.include_open and self.bar != "1s")):
                found.append(opened)
            opened = ends
        if self.start is None:
            return found[-most:]
        return found if more else found[: self.limit]

    def check(self, rows: list[Candle], before: int, after: int) -> None:
        """No gap, no duplicate, in order, true, and nothing open but what was wanted."""
        times = [to_ms(row.ts) for row in rows]
        # Bars may close while the answer is collected.
        early, late = self.opens(before, before), self.opens(after, after)
        known = self.opens(after, after, (after - before) // bar_ms(self.bar) + 2)
        first = known.index(times[0]) if times and times[0] in known else 0
        assert times == known[first : first + len(times)], self
        assert len(early) <= len(times) <= max(len(early), len(late)), self
        if self.start is None:
            assert not times or early[0] <= times[0] <= late[0], self
        else:
            assert first == 0, self
        assert all(row.confirm for row in rows[:-1])
        for ts, row in zip(times, rows, strict=True):
            if row.confirm:
                truth = MARKET.candle(self.inst, self.bar, ts, after)
                assert facts(row) == facts(truth)
            else:
                assert self.include_open
                assert open_of(self.bar, before) <= ts <= open_of(self.bar, after)


def facts(row):
    return (
        row.open,
        row.high,
        row.low,
        row.close,
        row.vol,
        row.vol_ccy,
        row.vol_ccy_quote,
        row.confirm,
    )


@st.composite
def questions(draw):
    """Any bar, any alignment; near now, across the seam, before and after a listing."""
    inst_id, bar = draw(st.sampled_from(NAMES)), draw(st.sampled_from(ALL_BARS))
    inst = MARKET.instrument(inst_id, NOW)
    width = bar_ms(bar)
    offset = draw(st.sampled_from([0, 1, -1]) | st.integers(0, width - 1))
    length = draw(st.integers(1, 12) | st.integers(290, 310) | st.integers(1, 620))
    limit = draw(st.none() | st.sampled_from([1, 2, 299, 300, 301, 450]))
    include_open = draw(st.booleans())

    def asked(start, end):
        return Asked(inst_id, bar, start, end, limit, include_open)

    ends = min(NOW, inst.exp_time or NOW)
    if bar == "1s":  # a third of them only, for there are many
        length = min(length, 310)
    place = draw(st.sampled_from(["now", "seam", "listing", "first", "last", "end"]))
    if place == "last":
        return asked(None, draw(st.none() | st.just(ends - offset)))
    if place == "first":
        return asked(1_262_304_000_000, inst.list_time + min(length * width, 20 * DAY))
    if place == "listing":
        start = inst.list_time - draw(st.integers(0, 5)) * width + offset
    elif place == "seam":
        start = shifted(bar, NOW, -draw(st.integers(1430, 1450))) + offset
    elif place == "end":
        start = shifted(bar, ends, -draw(st.integers(0, 40))) + offset
    else:
        start = shifted(bar, NOW, -length) + offset
        return asked(
            max(0, min(start, NOW - 1)), draw(st.none() | st.just(NOW + width))
        )
    return asked(max(start, 0), max(start, 0) + length * width)


def read(asked, backend, *, lazily=False, **options):
    """The answer, with the times at which it was asked for and complete."""
    clock = VirtualClock(NOW)

    async def main():
        async with okx(clock, **options) as client:
            if lazily:
                pages = client.iter_candles(asked.inst.inst_id, **asked.keywords)
                return [row async for row in pages]
            return await client.get_candles(asked.inst.inst_id, **asked.keywords)

    return anyio.run(main, backend=backend), NOW, clock.ms


backends = pytest.mark.parametrize("backend", ["asyncio", "trio"])


@pytest.mark.slow  # thousands of candles in hundreds of pages
@backends
@settings(max_examples=40, deadline=None)
@given(asked=questions(), lazily=st.booleans())
def test_nothing_is_missing_and_nothing_comes_twice(backend, asked, lazily):
    """Whatever is asked for, the answer is every bar of it, oldest first (D1, D2)."""
    asked.check(*read(asked, backend, lazily=lazily))


def bad_way(seed):
    """Faults of all kinds, but never so many that a read may give up."""
    chance = random.Random(seed)
    spent: dict[str, int] = {}
    envelope = {"code": "50011", "msg": "Too Many Requests", "data": []}

    def draw(request):
        kind = chance.choice(
            ["pass"] * 6 + ["rate", "rate200", "503", "lost", "drop", "json"]
        )
        if kind.startswith("rate"):
            return httpx.Response(200 if kind == "rate200" else 429, json=envelope)
        if kind == "pass" or spent.get(str(request.url), 0) >= 2:
            return None
        spent[str(request.url)] = spent.get(str(request.url), 0) + 1
        if kind == "503":
            return httpx.Response(503, html="<html>Service Unavailable</html>")
        if kind == "json":
            return httpx.Response(503, json=envelope | {"code": "50001"})
        return "lost" if kind == "lost" else httpx.ConnectError("refused")

    return draw


@pytest.mark.slow  # thousands of candles in hundreds of pages
@backends
@settings(max_examples=30, deadline=None)
@given(asked=questions(), seed=st.integers(0, 2**32), lazily=st.booleans())
def test_nothing_is_lost_on_a_bad_way(backend, asked, seed, lazily):
    """Refusals, outages and lost answers change nothing but the time it takes (D5)."""
    asked.check(*read(asked, backend, lazily=lazily, draw=bad_way(seed)))


@backends
def test_the_recent_window_may_move_on_while_a_page_waits(backend):
    """A page that arrives after its oldest bars have gone is read from history."""
    start = shifted("1m", NOW, -1_431)  # six minutes pass by asking for the time
    asked = Asked("BTC-USDT", "1m", start, start + 300 * MINUTE, None, False)

    asked.check(*read(asked, backend, latency=185.0))


@backends
def test_an_instrument_listed_in_this_very_bar(backend):
    """Its only candle is still forming, and is given to who wants it."""
    inst = MARKET.instrument("BTC-USDT-261127", NOW)
    clock = VirtualClock(inst.list_time + 40 * MINUTE)

    async def main():
        async with okx(clock) as client:
            return [
                await client.get_candles(
                    inst.inst_id, "4H", start="2026-01-01", include_open=include_open
                )
                for include_open in (False, True)
            ]

    closed, with_open = anyio.run(main, backend=backend)

    assert closed == []
    assert [to_ms(row.ts) for row in with_open] == [open_of("4H", inst.list_time)]


async def test_a_young_instrument_is_not_asked_for_years_of_nothing():
    """However many candles are wanted, a dozen questions find where they begin."""
    asked_for = []

    def count(request):
        asked_for.append(request.url.path)

    async with okx(draw=count) as client:
        rows = await client.get_candles("BTC-USDT-261127", "1H", limit=100_000)

    assert to_ms(rows[0].ts) == open_of("1H", to_ms(rows[0].ts))
    assert len(rows) == (NOW - rows_since("BTC-USDT-261127")) // HOUR
    assert len(asked_for) < 20


def rows_since(inst_id):
    return open_of("1H", MARKET.instrument(inst_id, NOW).list_time)


async def test_the_default_is_the_last_three_hundred():
    """Closed ones, oldest first."""
    async with okx() as client:
        rows = await client.get_candles("BTC-USDT")

    assert len(rows) == 300
    assert to_ms(rows[-1].ts) == open_of("1H", NOW) - HOUR
    assert rows == sorted(rows, key=lambda row: row.ts)


async def test_an_expired_future_ends_with_its_last_bars():
    """Without a start, the last candles that there ever were."""
    inst = EXPIRED[0]
    async with okx() as client:
        rows = await client.get_candles(inst.inst_id, "15m", limit=10)

    assert len(rows) == 10
    assert to_ms(rows[-1].ts) == inst.exp_time - 15 * MINUTE


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)),
        (date(2026, 11, 20), date(2026, 11, 21)),
        ("2026-11-20", "2026-11-21T00:00Z"),
        (1_795_132_800_000, "1795219200000"),
        ("2026-11-20T08:00+08:00", "2026-11-21"),
    ],
)
async def test_times_in_any_form(start, end):
    """The same day, written in five ways."""
    async with okx() as client:
        rows = await client.get_candles("BTC-USDT", "1H", start=start, end=end)

    assert len(rows) == 24
    assert rows[0].ts == datetime(2026, 11, 20, tzinfo=UTC)


async def test_seven_days_ago():
    """A relative start counts from the exchange's time."""
    async with okx() as client:
        rows = await client.get_candles("BTC-USDT", "1Dutc", start="7d")

    assert len(rows) == 6  # of seven times 24 hours, the first and last day are part
    assert rows[-1].ts - rows[0].ts == timedelta(days=5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "2026-11-02", "end": "2026-11-01"},
        {"start": "2027-01-01"},
        {"start": "yesterday"},
        {"bar": "7m"},
        {"limit": 0},
        {"end": datetime(2026, 1, 1)},  # noqa: DTZ001 - that is what is wrong
    ],
)
async def test_misuse_is_told(wrong):
    """Nothing is asked of the exchange for candles that cannot be."""
    async with okx() as client:
        with pytest.raises(errors.InvalidArgument):
            await client.get_candles("BTC-USDT", **wrong)
        with pytest.raises(errors.InvalidArgument):
            await anext(client.iter_candles("BTC-USDT", **wrong))


async def test_an_unknown_instrument_is_told():
    """By both ways of reading."""
    async with okx() as client:
        with pytest.raises(errors.InstrumentNotFound):
            await client.get_candles("FOO-BAR")
        with pytest.raises(errors.InstrumentNotFound):
            await anext(client.iter_candles("FOO-BAR", start="30d", bar="1m"))


async def test_iterating_may_stop_early():
    """The first row costs a few pages at most, and leaving the loop nothing."""
    asked_for = []
    async with okx(draw=lambda request: asked_for.append(request.url.path)) as client:
        async for row in client.iter_candles("BTC-USDT", "1m", start="2026-01-01"):
            assert row.ts == datetime(2026, 1, 1, tzinfo=UTC)
            break

    assert len(asked_for) < 20


async def test_the_pace_is_the_documented_one():
    """Years of hours come as fast as the limits allow, and no faster."""
    clock = VirtualClock()
    async with okx(clock) as client:
        rows = await client.get_candles("BTC-USDT", "1H", start="365d")

    assert len(rows) in {365 * 24, 365 * 24 - 1}
    assert clock.passed < 30 / 20 * 2 * 1.1 + 2
