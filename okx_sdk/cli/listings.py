"""The live tables of `okxsdk stream`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.cli.listing import Line, Listing, tone
from okx_sdk.cli.marks import change, clock, points
from okx_sdk.models.live import BookPush, LiveCandle, LiveTrade
from okx_sdk.models.market import BookLevel, Ticker
from okx_sdk.protocol.book import Book

__all__ = ["best", "books", "candles", "tickers", "trades"]

FORMING = "…"

QUOTE = {"bid_sz": "", "bid_px": "green", "ask_px": "red", "ask_sz": ""}


def _title(what: str, inst_ids: Sequence[str]) -> str:
    return f"{what}  {' '.join(dict.fromkeys(inst_ids))}"


def tickers(inst_ids: Sequence[str]) -> Listing[Ticker]:
    """The latest ticker of each instrument."""

    def line(row: Ticker) -> Line:
        moved = change(row.last, row.open_24h)
        return {
            "inst_id": row.inst_id,
            "last": row.last,
            "24h": "" if moved is None else f"{moved:+.2f}%",
            "bid_px": row.bid_px,
            "ask_px": row.ask_px,
            "high_24h": row.high_24h,
            "low_24h": row.low_24h,
            "ts": clock(row.ts),
            "vol_24h": row.vol_24h,
            "vol_ccy_24h": row.vol_ccy_24h,
        }

    def style(row: Ticker) -> dict[str, str]:
        colour = tone(change(row.last, row.open_24h))
        return {"inst_id": "bold", "last": colour, "24h": colour, "ts": "dim"}

    title = _title("tickers", inst_ids)
    return Listing(title, line, style=style, key=lambda row: row.inst_id)


def trades(inst_ids: Sequence[str]) -> Listing[LiveTrade]:
    """The last trades."""

    def line(row: LiveTrade) -> Line:
        return {
            "ts": clock(row.ts),
            "inst_id": row.inst_id,
            "side": row.side,
            "px": row.px,
            "sz": row.sz,
            "count": row.count,
            "trade_id": row.trade_id,
        }

    def style(row: LiveTrade) -> dict[str, str]:
        colour = "green" if row.side == "buy" else "red"
        quiet = dict.fromkeys(("ts", "count", "trade_id"), "dim")
        return {**quiet, "side": colour, "px": colour}

    title = _title("trades", inst_ids)
    return Listing(title, line, style=style, newest_first=True)


def candles(inst_ids: Sequence[str], bar: str) -> Listing[LiveCandle]:
    """The last candles, and those that form."""

    def line(row: LiveCandle) -> Line:
        return {
            "ts": f"{row.ts:%m-%d %H:%M}",
            "": "" if row.confirm else FORMING,
            "inst_id": row.inst_id,
            "open": row.open,
            "high": row.high,
            "low": row.low,
            "close": row.close,
            "vol": row.vol,
        }

    def style(row: LiveCandle) -> dict[str, str]:
        colour = "green" if row.close >= row.open else "red"
        return {"close": colour, "": "yellow", "ts": "dim", "inst_id": "bold"}

    return Listing(
        _title(f"candles {bar}", inst_ids),
        line,
        style=style,
        key=lambda row: (row.inst_id, row.ts),
        newest_first=True,
    )


def _first(levels: Sequence[BookLevel]) -> tuple[Decimal, Decimal] | tuple[None, None]:
    return (levels[0].px, levels[0].sz) if levels else (None, None)


def _quote(bids: Sequence[BookLevel], asks: Sequence[BookLevel]) -> dict[str, object]:
    (bid_px, bid_sz), (ask_px, ask_sz) = _first(bids), _first(asks)
    return {
        "bid_sz": bid_sz,
        "bid_px": bid_px,
        "ask_px": ask_px,
        "ask_sz": ask_sz,
        "spread": points(bid_px, ask_px),
    }


def best(inst_ids: Sequence[str]) -> Listing[BookPush]:
    """The best bid and ask of each instrument."""

    def line(push: BookPush) -> Line:
        quote = _quote(push.bids, push.asks)
        return {"inst_id": push.inst_id, **quote, "ts": clock(push.ts)}

    return Listing(
        _title("bbo", inst_ids),
        line,
        style=lambda _: {**QUOTE, "inst_id": "bold", "ts": "dim"},
        key=lambda push: push.inst_id,
        perishable=("spread", "ts", *QUOTE),
    )


def books(inst_ids: Sequence[str], channel: str, depth: int) -> Listing[Book]:
    """The best levels of each book, and which way it leans."""

    def line(book: Book) -> Line:
        if not book.is_valid:
            nothing: Line = dict.fromkeys(QUOTE)
            said = {"spread": "stale", "imbalance": "", "ts": ""}
            return {"inst_id": book.inst_id, **nothing, **said}
        weight = book.imbalance(depth)
        return {
            "inst_id": book.inst_id,
            **_quote(book.bids(1), book.asks(1)),
            "imbalance": "" if weight is None else f"{weight:+.2f}",
            "ts": clock(book.ts),
        }

    def style(book: Book) -> dict[str, str]:
        if not book.is_valid:
            return {"inst_id": "bold", "spread": "bold red"}
        weight = tone(book.imbalance(depth) or Decimal(0))
        return {**QUOTE, "inst_id": "bold", "imbalance": weight, "ts": "dim"}

    title = _title(channel, inst_ids)
    return Listing(title, line, style=style, key=lambda book: book.inst_id)
