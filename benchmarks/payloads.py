"""Messages as the exchange sends them, the same in each run."""

from __future__ import annotations

import random
from typing import Any

import orjson

__all__ = [
    "ORDER",
    "candles",
    "order",
    "ticker",
    "ticker_stream",
    "tickers",
    "trade",
    "trade_stream",
]

NOW = 1_726_000_000_000


def _ticker(inst_id: str, chance: random.Random, *, is_quoted: bool = True) -> Any:
    px = 60_000 + chance.randrange(99_999) / 10

    def size() -> str:
        return f"{chance.random() * 20_000:.8f}".rstrip("0")

    return {
        "instType": "SPOT",
        "instId": inst_id,
        "last": f"{px:.1f}",
        "lastSz": size(),
        "askPx": f"{px + 0.1:.1f}" if is_quoted else "",
        "askSz": size() if is_quoted else "",
        "bidPx": f"{px - 0.1:.1f}" if is_quoted else "",
        "bidSz": size() if is_quoted else "",
        "open24h": f"{px - 100:.1f}",
        "high24h": f"{px + 500:.1f}",
        "low24h": f"{px - 600:.1f}",
        "volCcy24h": f"{chance.random() * 1e9:.9f}",
        "vol24h": size(),
        "ts": str(NOW + chance.randrange(10**9)),
        "sodUtc0": f"{px + 20:.1f}",
        "sodUtc8": f"{px - 30:.1f}",
    }


def _push(channel: str, row: Any, **arg: str) -> bytes:
    return orjson.dumps({"arg": {"channel": channel, **arg}, "data": [row]})


def _reply(rows: list[Any]) -> bytes:
    return orjson.dumps({"code": "0", "msg": "", "data": rows})


def ticker() -> bytes:
    """A push of one."""
    return _push("tickers", _ticker("BTC-USDT", random.Random(1)), instId="BTC-USDT")


def ticker_stream(count: int) -> list[bytes]:
    """Pushes of 20 instruments: sizes and volumes mostly change, prices now and then."""
    chance = random.Random(4)
    rows = [_ticker(f"C{n}-USDT", chance) for n in range(20)]
    pushes: list[bytes] = []
    for n in range(count):
        row = chance.choice(rows)
        other = _ticker(row["instId"], chance)
        row["ts"] = str(NOW + 40 * n)
        for names, share in (
            (("askSz", "bidSz"), 0.8),
            (("lastSz", "vol24h", "volCcy24h"), 0.5),
            (("last", "askPx", "bidPx"), 0.2),
        ):
            if chance.random() < share:
                row |= {name: other[name] for name in names}
        pushes.append(_push("tickers", row, instId=row["instId"]))
    return pushes


def tickers(count: int) -> bytes:
    """A reply; one in twenty instruments has no quotes."""
    chance = random.Random(2)
    return _reply(
        [_ticker(f"C{n}-USDT", chance, is_quoted=n % 20 > 0) for n in range(count)]
    )


_TRADE = {
    "instId": "BTC-USDT",
    "tradeId": "130639474",
    "px": "42219.9",
    "sz": "0.12060306",
    "side": "buy",
    "ts": "1630048897897",
    "count": "3",
    "source": "0",
    "seqId": 1234,
}


def trade() -> bytes:
    """A push of one."""
    return _push("trades", _TRADE, instId="BTC-USDT")


def trade_stream(count: int) -> list[bytes]:
    """Pushes of one instrument, whose price moves by its least step."""
    chance = random.Random(6)
    px, pushes = 42_219.9, []
    for n in range(count):
        px += chance.choice((-0.1, 0, 0, 0.1))
        row = {
            **_TRADE,
            "tradeId": str(130_639_474 + n),
            "px": f"{px:.1f}",
            "sz": f"{chance.random():.8f}",
            "side": chance.choice(("buy", "sell")),
            "ts": str(NOW + 30 * n),
            "count": str(chance.choice((1, 1, 2, 5))),
            "seqId": 1_234 + n,
        }
        pushes.append(_push("trades", row, instId="BTC-USDT"))
    return pushes


def candles(count: int, page: int = 0) -> bytes:
    """A reply, newest first; later pages are of earlier times."""
    chance = random.Random(3 + page)

    def row(place: int) -> list[str]:
        px = 60_000 + chance.randrange(99_999) / 10
        prices = [px, px + 30, px - 20, px + 4]
        volumes = [f"{chance.random() * 2e6:.9f}" for _ in range(3)]
        opened = str(NOW - (page * count + place) * 60_000)
        return [opened, *(f"{each:.1f}" for each in prices), *volumes, "1"]

    return _reply([row(place) for place in range(count)])


_WORDS = {
    "ccy": "USDT",
    "category": "normal",
    "clOrdId": "001BTCUSDT20250106001",
    "execType": "M",
    "feeCcy": "USDT",
    "instId": "BTC-USDT-SWAP",
    "instType": "SWAP",
    "isTpLimit": "false",
    "ordId": "2497956918703120384",
    "ordType": "market",
    "posSide": "long",
    "rebateCcy": "USDT",
    "reduceOnly": "false",
    "side": "buy",
    "state": "filled",
    "stpMode": "cancel_maker",
    "tdMode": "isolated",
    "tradeId": "1518905529",
    "fillFeeCcy": "USDT",
    "code": "0",
}
_NUMBERS = {
    "accFillSz": "0.03",
    "avgPx": "103698.9",
    "fee": "-0.021776769",
    "fillPx": "103698.9",
    "fillSz": "0.03",
    "lever": "2.0",
    "pnl": "0",
    "rebate": "0",
    "sz": "0.03",
    "fillFee": "-0.021776769",
    "fillNotionalUsd": "3110.967",
    "notionalUsd": "3110.967",
    "fillPnl": "0",
    "fillMarkPx": "103700.1",
    "lastPx": "103698.9",
}
_MOMENTS = dict.fromkeys(("cTime", "fillTime", "uTime"), "1746947317402")
_EMPTY = [
    "algoClOrdId",
    "algoId",
    "attachAlgoClOrdId",
    "cancelSource",
    "cancelSourceReason",
    "px",
    "pxType",
    "pxUsd",
    "pxVol",
    "quickMgnType",
    "slOrdPx",
    "slTriggerPx",
    "slTriggerPxType",
    "source",
    "stpId",
    "tag",
    "tgtCcy",
    "tpOrdPx",
    "tpTriggerPx",
    "tpTriggerPxType",
    "amendResult",
    "amendSource",
    "reqId",
    "msg",
    "fillMarkVol",
]
ORDER: dict[str, Any] = {
    **_WORDS,
    **_NUMBERS,
    **_MOMENTS,
    **dict.fromkeys(_EMPTY, ""),
    "attachAlgoOrds": [],
    "linkedAlgoOrd": {"algoId": ""},
}


def order() -> bytes:
    """A push of one that was filled."""
    return _push("orders", ORDER, instType="SWAP", uid="77982378738415879")
