"""The cost of reading a message: bytes to frozen objects with exact numbers.

    python benchmarks/decode.py [--rounds 25]

Everything is a ratio to `orjson.loads` of the same bytes. Goals D1 and D2: a ticker 4.0
(and 1.4 of a msgspec.Struct with decimals, where msgspec is installed), a trade 2.8, an
order of 65 fields 3.0; 700 tickers 5.5, 300 candles 8. These are of one message, time
and again. Streams are of thousands that differ as they do in life, which no memory of
texts can make look quicker than they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson
from measure import compare
from payloads import (
    ORDER,
    candles,
    order,
    ticker,
    ticker_stream,
    tickers,
    trade,
    trade_stream,
)

from okx_sdk.channels import channels
from okx_sdk.channels.private import PrivateChannels
from okx_sdk.channels.public import PublicChannels
from okx_sdk.engine.decode import decoder
from okx_sdk.models.market import Candle, Ticker
from okx_sdk.protocol.codec import converter


def pushed(raw: bytes, group: type[Any], channel: str) -> Callable[[], object]:
    """What a stream does with a push: parse, and decode its rows."""
    (declared,) = (c for c in channels(group).values() if c.name == channel)
    decode = decoder(declared)

    def run() -> object:
        message = orjson.loads(raw)
        arg = message["arg"]
        return [decode(row, arg, None) for row in message["data"]]

    return run


def replied(raw: bytes, model: type[Any]) -> Callable[[], object]:
    """What a call does with its reply."""
    kind = list[model]  # type: ignore[valid-type] # as an endpoint's annotation says
    structure = converter.get_structure_hook(kind)
    return lambda: structure(orjson.loads(raw)["data"], kind)


def struct(raw: bytes) -> Callable[[], object] | None:
    """A ticker push by msgspec, into a frozen Struct with decimals."""
    try:
        import msgspec
    except ImportError:
        return None
    words = {"instType": str, "instId": str, "ts": int}
    row = orjson.loads(raw)["data"][0]
    fields = [(name, words.get(name, Decimal | None)) for name in row]
    made = msgspec.defstruct("Row", fields, frozen=True)
    push = msgspec.defstruct("Push", [("data", list[made]), ("arg", dict)])
    read = msgspec.json.Decoder(push, strict=False).decode
    return lambda: read(raw.replace(b':""', b":null"))


def each(
    make: Callable[[bytes], Callable[[], object]], raws: list[bytes]
) -> Callable[[], object]:
    """The same for many messages, one after the other."""
    runs = [make(raw) for raw in raws]

    def run() -> None:
        for one in runs:
            one()

    return run


def parsed(raw: bytes) -> Callable[[], object]:
    return lambda: orjson.loads(raw)


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description="Goals D1 and D2: decoding.")
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    print("a ticker push")
    raw = ticker()
    candidates = {
        "orjson.loads": parsed(raw),
        "typed (goal 4.0)": pushed(raw, PublicChannels, "tickers"),
    }
    limit = struct(raw)
    if limit is not None:
        candidates["msgspec.Struct"] = limit
    found = compare(candidates, rounds)
    if limit is not None:
        ratio = found["typed (goal 4.0)"] / found["msgspec.Struct"]
        print(f"  {'typed, of msgspec.Struct (goal 1.4)':44} {ratio:6.2f} x")
    for title, raw, run, goal in (
        ("a trade push", trade(), pushed(trade(), PublicChannels, "trades"), 2.8),
        (
            f"an order push of {len(ORDER)} fields",
            order(),
            pushed(order(), PrivateChannels, "orders"),
            3.0,
        ),
        ("700 tickers", tickers(700), replied(tickers(700), Ticker), 5.5),
        ("300 candles", candles(300), replied(candles(300), Candle), 8.0),
    ):
        print(title)
        compare({"orjson.loads": parsed(raw), f"typed (goal {goal})": run}, rounds)
    for title, raws, make in (
        (
            "a stream of 2,000 ticker pushes",
            ticker_stream(2_000),
            lambda raw: pushed(raw, PublicChannels, "tickers"),
        ),
        (
            "a stream of 2,000 trade pushes",
            trade_stream(2_000),
            lambda raw: pushed(raw, PublicChannels, "trades"),
        ),
        (
            "10 pages of 300 candles",
            [candles(300, page) for page in range(10)],
            lambda raw: replied(raw, Candle),
        ),
    ):
        print(title)
        compare({"orjson.loads": each(parsed, raws), "typed": each(make, raws)}, rounds)


if __name__ == "__main__":
    main()
