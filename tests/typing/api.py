"""What users write must infer what they expect: checked, and never run."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import assert_type

from okx_sdk import AsyncClient, Client, Credentials, Env, Region, pages
from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.enums import OrdType, Side, TdMode
from okx_sdk.models.instruments import Instrument
from okx_sdk.models.live import LiveCandle, LiveTrade
from okx_sdk.models.market import Candle, OrderBook, PublicTrade, Ticker
from okx_sdk.models.order_entry import AmendedOrder, PlacedOrder
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.models.positions import Position
from okx_sdk.models.trade import Fill, Order
from okx_sdk.protocol.book import Book


async def async_calls() -> None:
    async with AsyncClient(env=Env.SANDBOX, region="eea") as okx:
        assert_type(await okx.get_candles("BTC-USDT"), list[Candle])
        assert_type(await okx.get_ticker("BTC-USDT"), Ticker)
        assert_type(await okx.get_instrument("BTC-USDT"), Instrument)
        assert_type(await okx.get_order_book("BTC-USDT", depth=5), OrderBook)
        assert_type(await okx.market.get_candles("BTC-USDT"), list[Candle])
        async for candle in okx.iter_candles("BTC-USDT", "1D", start="30d"):
            assert_type(candle, Candle)
            assert_type(candle.ts, datetime)
            assert_type(candle.close, Decimal)
        async for row in pages(okx.market.get_history_trades, "BTC-USDT", limit=50):
            assert_type(row, PublicTrade)
        assert_type(okx.with_options(timeout=5), AsyncClient)


async def streams() -> None:
    async with AsyncClient() as okx, okx.stream_trades("BTC-USDT") as trades:
        async for trade in trades:
            assert_type(trade, LiveTrade)
        async for book in okx.stream_order_book("BTC-USDT", "ETH-USDT"):
            assert_type(book, Book)
        async for candle in okx.stream_candles("BTC-USDT", bar="1m"):
            assert_type(candle, LiveCandle)


async def private_streams() -> None:
    async with AsyncClient() as okx, okx.portfolio() as book:
        async with okx.stream_orders("BTC-USDT", snapshot=True) as orders:
            async for order in orders:
                assert_type(order, Order)
                assert_type(orders.was_recovered(order), bool)
        async for fill in okx.stream_fills(channel="fills"):
            assert_type(fill, Fill)
        async for position in okx.stream_positions(inst_type="SWAP"):
            assert_type(position, Position)
        async for balance in okx.stream_account(update_interval=0):
            assert_type(balance, AccountBalance)
        assert_type(book.orders, list[Order])
        assert_type(book.positions, list[Position])
        assert_type(book.balances, dict[str, BalanceDetail])
        assert_type(book.equity, Decimal | None)
        assert_type(await book.changed(), list[Order | Position | BalanceDetail])
        async for change in book:
            assert_type(change, Order | Position | BalanceDetail)


async def dead_man_switches() -> None:
    async with AsyncClient() as okx, okx.dead_man(on_exit="disarm") as switch:
        assert_type(switch.is_armed, bool)
        assert_type(await switch.open_orders(), list[Order])


def blocking_dead_man_switches() -> None:
    with Client() as okx, okx.dead_man(20, on_exit="cancel_now", tag="a") as switch:
        assert_type(switch.safe_for, float)
        assert_type(switch.open_orders(), list[Order])


def blocking_private_streams() -> None:
    with Client() as okx, okx.portfolio() as book:
        for fill in okx.stream_fills():
            assert_type(fill, Fill)
        assert_type(book.order("mine"), Order | None)
        assert_type(book.changed(timeout=1), list[Order | Position | BalanceDetail])


async def orders() -> None:
    order = NewOrder("BTC-USDT", TdMode.CASH, Side.BUY, OrdType.LIMIT, Decimal(1))
    async with AsyncClient() as okx:
        assert_type(await okx.place_order(order), PlacedOrder)
        assert_type(await okx.place_order(inst_id="X", sz="1"), PlacedOrder)
        change = AmendOrder("X", ord_id="1", new_px="2")
        assert_type(await okx.amend_order(change), AmendedOrder)


def blocking_calls() -> None:
    credentials = Credentials("key", "secret", "passphrase")
    with Client("demo", Region.US, credentials) as okx:
        assert_type(okx.get_candles("BTC-USDT", "1m", limit=10), list[Candle])
        assert_type(okx.get_ticker("BTC-USDT").last, Decimal | None)
        for candle in okx.iter_candles("BTC-USDT"):
            assert_type(candle, Candle)
        for row in pages(okx.market.get_history_trades, "BTC-USDT"):
            assert_type(row, PublicTrade)
        for trade in okx.stream_trades("BTC-USDT"):
            assert_type(trade, LiveTrade)
        for book in okx.stream_order_book("BTC-USDT").timeout(5):
            assert_type(book, Book)


def wrong_calls() -> None:
    okx = Client()
    okx.market.get_candles()  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    okx.get_candles("BTC-USDT", limit="5")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    pages(okx.market.get_history_trades)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]
