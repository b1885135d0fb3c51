"""One's own orders and fills, live, and what the account has, always current.

An order is placed and filled; both streams tell of it, and the portfolio has it.
"""

import anyio

from okx_sdk import AsyncClient


async def main() -> None:
    """Buy one contract, and hear of it."""
    async with (
        AsyncClient() as okx,
        okx.portfolio() as book,
        okx.stream_orders("BTC-USDT-SWAP") as orders,
        okx.stream_fills("BTC-USDT-SWAP") as fills,
    ):
        print(f"{book.equity:.2f} USD, {len(book.orders)} orders are open")
        placed = await okx.place_order(
            inst_id="BTC-USDT-SWAP",
            td_mode="cross",
            side="buy",
            ord_type="market",
            sz=1,
        )
        print(f"{placed.ord_id} was placed")
        async for order in orders:
            print(f"{order.ord_id} is {order.state}, {order.acc_fill_sz} filled")
            if order.state == "filled":
                break
        fill = await anext(fills)
        print(f"{fill.fill_sz} at {fill.fill_px}, for {fill.fee} {fill.fee_ccy}")
        position = book.position("BTC-USDT-SWAP")
        while position is None:
            await book.changed()
            position = book.position("BTC-USDT-SWAP")
        print(f"{position.pos} contracts at {position.avg_px}")


anyio.run(main)
