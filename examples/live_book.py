"""A maintained order book, read for twenty changes.

A book that cannot be vouched for is not served: reading it would raise `BookStale`.
"""

from okx_sdk import Client

with Client() as okx:
    for count, book in enumerate(okx.stream_order_book("BTC-USDT"), start=1):
        bid, ask = book.best_bid, book.best_ask
        print(
            f"{bid and bid.px} / {ask and ask.px}, {book.vwap('buy', 1)} for one coin"
        )
        if count == 20:
            break
