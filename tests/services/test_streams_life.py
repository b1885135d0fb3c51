"""Streams belong to a client and to its event loop, and say so when they are misused."""

from __future__ import annotations

import threading

import anyio
import pytest
from account_fake import Account, trading
from exchange_fake import settle

from okx_sdk import AsyncClient, Credentials
from okx_sdk.errors import ClientClosed, UsageError, WrongLoop

KINDS = {
    "tickers": lambda okx: okx.stream_tickers("BTC-USDT"),
    "book": lambda okx: okx.stream_order_book("BTC-USDT"),
    "orders": lambda okx: okx.stream_orders(),
    "fills": lambda okx: okx.stream_fills(),
    "portfolio": lambda okx: okx.portfolio(),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
async def test_a_stream_of_a_closed_client(kind, anyio_backend):
    """X8: opened after the close, read after it, closed twice."""
    async with trading(Account()) as okx:
        stream, other = KINDS[kind](okx), KINDS[kind](okx)
        await stream.open()
    await okx.aclose()
    for closed in (stream, other):
        with pytest.raises(ClientClosed):
            await anext(closed)
    with pytest.raises(ClientClosed):
        await KINDS[kind](okx).open()
    await stream.aclose()
    await stream.aclose()


@each_kind
def test_a_stream_outside_its_client(kind, anyio_backend):
    """X8: `asyncio.run` once and again, in and out of `async with`."""
    okx = AsyncClient(
        "live",
        credentials=Credentials("k", "s", "p"),
        base_url="http://127.0.0.1:1",
    )

    async def outside():
        await KINDS[kind](okx).open()

    async def inside():
        async with okx:
            pass

    with pytest.raises(UsageError, match="inside"):
        anyio.run(outside, backend=anyio_backend)
    with pytest.raises(WrongLoop):
        anyio.run(inside, backend=anyio_backend)
    with pytest.raises(WrongLoop):
        anyio.run(outside, backend=anyio_backend)


@each_kind
async def test_a_stream_that_is_read_in_another_loop(kind, anyio_backend):
    """X8: in a thread of its own, while the client lives on in this one."""
    raised = []

    def elsewhere(read, stream):
        try:
            anyio.run(read, stream, backend=anyio_backend)
        except UsageError as error:
            raised.append(type(error))

    async with trading(Account()) as okx:
        stream = KINDS[kind](okx)
        await stream.open()
        await settle()
        if kind != "portfolio":
            stream._inbox.take(0)
        for read, each in ((anext_of, stream), (opened, KINDS[kind](okx))):
            thread = threading.Thread(target=elsewhere, args=(read, each))
            thread.start()
            while thread.is_alive():
                await settle()

    assert raised == [WrongLoop, WrongLoop]


async def anext_of(stream):
    with anyio.fail_after(5):
        await anext(stream)


async def opened(stream):
    with anyio.fail_after(5):
        await stream.open()
