"""Public streams on a machine whose clock is wrong: times are the exchange's."""

from __future__ import annotations

import anyio
import pytest
from account_fake import Account, trading
from exchange_fake import LoopTime, candle, in_no_time, settle, trade
from orders_fake import START_MS

from okx_sdk.models.market import Candle, PublicTrade
from okx_sdk.protocol.codec import converter

HOUR = 3_600.0
wrong = pytest.mark.parametrize("ahead", [-HOUR, 0.0, HOUR])


def run(test, ahead=0.0):
    async def main():
        account, clock = Account(), LoopTime()
        clock.ahead = ahead
        async with trading(account, clock=clock) as okx:
            await test(account, okx)

    in_no_time(main)


def now() -> int:
    return START_MS + int(anyio.current_time() * 1_000)


def traded(number, at):
    row = {**trade(number), "ts": str(at)}
    return converter.structure(row, PublicTrade)


async def cut(account):
    account.exchange.last.drop()
    await anyio.sleep(2)


@wrong
def test_the_trades_of_a_gap_are_asked_for_when_they_were(ahead):
    """T1: also where none was given before, so that there is nothing to begin from."""

    async def test(account, okx):
        spans = []

        async def get_trades(inst_id, *, start, end):
            spans.append((start, end))
            return [traded(5, now())]

        okx.get_trades = get_trades
        async with okx.stream_trades("BTC-USDT", repair=True) as trades:
            begin = now()
            await cut(account)
            end = now()
            row = await anext(trades)

            assert trades.was_recovered(row)
            assert spans[0][0] <= begin <= spans[0][0] + 10_000
            assert spans[0][1] - 10_000 <= end <= spans[0][1]

    run(test, ahead)


@wrong
def test_the_candle_that_was_open_when_a_gap_began_is_asked_for(ahead):
    """T1, K3: nothing was pushed of it, and it was confirmed meanwhile."""

    async def test(account, okx):
        starts = []

        async def get_candles(inst_id, bar, *, start):
            starts.append(start)
            return [converter.structure(candle(0), Candle)]

        okx.get_candles = get_candles
        async with okx.stream_candles("BTC-USDT", repair=True) as candles:
            begin = now()
            await cut(account)
            row = await anext(candles)

            assert candles.was_recovered(row)
            assert begin - 60_000 < starts[0] <= begin - 55_000

    run(test, ahead)


@wrong
@pytest.mark.parametrize(
    ("count", "ago", "is_silent"),
    [
        (100, 10**5, False),  # before the stream began
        (100, 20_000, True),
        (1, 20_000, True),
        (99, 2_000, False),  # they may be on their way
        (100, 2_000, True),  # so many cannot be
    ],
)
def test_silence_is_judged_by_the_exchange_s_times(ahead, count, ago, is_silent):
    """T1, S2: no false alarm in a quiet market, and an alarm in another."""

    async def test(account, okx):
        async def get_trades(inst_id, limit):
            return [traded(number, now() - ago) for number in range(count)]

        okx.market.get_trades = get_trades
        async with okx.stream_trades("BTC-USDT", probe_after=60) as trades:
            await anyio.sleep(90)
            await settle()

            assert len(trades.gaps) == is_silent

    run(test, ahead)
