"""Each section, through the whole httpx stack, from what was recorded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from okx_sdk import pages
from okx_sdk.errors import InstrumentNotFound
from okx_sdk.models.enums import InstType

pytestmark = pytest.mark.anyio


@pytest.mark.cassette("market")
async def test_market_data_comes_typed(cassette):
    """A ticker, a book, candles and trades of one moment fit one another."""
    async with cassette as okx:
        ticker = await okx.market.get_ticker("BTC-USDT")
        book = await okx.market.get_order_book("BTC-USDT", sz=5)
        candles = await okx.market.get_candles("BTC-USDT", bar="1m", limit=10)
        trades = await okx.market.get_trades("BTC-USDT", limit=20)

    assert isinstance(ticker.last, Decimal)
    assert book.bids[0].px < book.asks[0].px
    assert [c.confirm for c in candles] == [False] + [True] * 9
    assert candles == sorted(candles, key=lambda c: c.ts, reverse=True)
    assert candles[0].low <= trades[0].px <= candles[0].high


@pytest.mark.cassette("market_unknown")
async def test_an_unknown_instrument_is_one_typed_error(cassette):
    """51001 comes with HTTP 200 and becomes `InstrumentNotFound`."""
    async with cassette as okx:
        with pytest.raises(InstrumentNotFound) as caught:
            await okx.market.get_ticker("NOT-THERE")

    assert caught.value.code == "51001"
    assert caught.value.endpoint == "GET /api/v5/market/ticker"


@pytest.mark.cassette("public")
async def test_public_data_comes_typed(cassette):
    """Instruments, funding and marks; history is walked page by page."""
    async with cassette as okx:
        swaps = await okx.public.get_instruments("SWAP")
        rates = [
            rate.funding_rate
            async for rate in pages(
                okx.public.get_funding_rate_history,
                "BTC-USDT-SWAP",
                before=1_780_000_000_000,
            )
        ]

    assert {swap.inst_type for swap in swaps} == {InstType.SWAP}
    assert all(swap.tick_sz and swap.tick_sz > 0 for swap in swaps)
    assert len(rates) > 200  # three months, three a day
    assert all(isinstance(rate, Decimal) for rate in rates)


@pytest.mark.cassette("trading_statistics")
async def test_trading_statistics_come_typed(cassette):
    """Rows that are bare arrays, and data that is an object."""
    async with cassette as okx:
        coins = await okx.trading_statistics.get_support_coin()
        volumes = await okx.trading_statistics.get_taker_volume("BTC", "SPOT")

    assert "BTC" in coins.contract
    assert volumes
    assert all(row.ts.tzinfo is not None for row in volumes)


@pytest.mark.cassette("status")
async def test_the_status_comes_typed(cassette):
    """Maintenance that is planned, or an empty list."""
    async with cassette as okx:
        planned = await okx.status.get_status()

    assert isinstance(planned, list)


@pytest.mark.cassette("announcements")
async def test_announcements_come_in_pages(cassette):
    """Twenty to a page."""
    async with cassette as okx:
        (page,) = await okx.announcements.get_announcements()

    assert len(page.details) == 20
    assert all(each.title for each in page.details)
