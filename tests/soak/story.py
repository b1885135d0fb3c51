"""What a client was given, held against what the sandbox knows to be true."""

from __future__ import annotations

from collections import Counter

from attrs import Factory, define

from okx_sdk.errors import BookStale
from okx_sdk.protocol.codec import plain, to_ms
from okx_sdk.sandbox.streaming.texts import plain as plain_text

STALE = 25.0
"""Seconds for which a dead connection may go unnoticed, and a little more."""

LATE = 30.0
"""Seconds by which a trade may come after a later one."""

SILENT = 80.0
"""Likewise for a book alone, on a connection that works."""


@define
class Story:
    """What a client was given, and what is to be said about it."""

    trades: list = Factory(list)
    candles: list = Factory(list)
    books: list = Factory(list)
    compared: int = 0
    stale: int = 0
    gaps: list = Factory(list)
    befell: Counter = Factory(Counter)
    handshakes: int = 0
    faults: list = Factory(list)

    def look_at(self, book, truth, now, *, within=STALE, compare=True) -> None:
        """Read a book that may be served, or may not."""
        try:
            self.books.append((to_ms(book.ts), book.seq_id))
            if compare:
                self.compared += 1
                if not same_as_truth(truth, book):
                    self.faults.append(f"{book.inst_id}: book at {book.seq_id}")
            if book.ts.timestamp() < now - within:
                self.faults.append(f"{book.inst_id}: stale book at {book.seq_id}")
        except BookStale:
            self.stale += 1


async def keep_trades(okx, story, inst_ids) -> None:
    async with okx.stream_trades(*inst_ids, every=True, repair=True) as stream:
        async for trade in stream:
            story.trades.append((trade.inst_id, trade.trade_id, to_ms(trade.ts)))


async def keep_candles(okx, story, inst_ids) -> None:
    async with okx.stream_candles(*inst_ids, repair=True) as stream:
        async for candle in stream:
            if candle.confirm:
                key = candle.inst_id, to_ms(candle.ts)
                story.candles.append((*key, plain(candle.close), plain(candle.vol)))
            story.gaps = [
                (gap.inst_ids, to_ms(gap.start), to_ms(gap.end), gap.cause)
                for gap in stream.gaps
            ]


def same_as_truth(truth, book) -> bool:
    """Whether a book that is served is the exchange's own at its sequence number."""
    market = truth.market
    scale = market.scale(market.instrument(book.inst_id, to_ms(book.ts)))
    true = truth.book(book.inst_id, book.seq_id)
    return all(
        [(_trim(plain(level.px)), _trim(plain(level.sz))) for level in kept]
        == [
            (
                _trim(plain_text(ticks, scale.tick_places)),
                _trim(plain_text(lots, scale.lot_places)),
            )
            for ticks, lots, _ in said
        ]
        for kept, said in ((book.bids(400), true.bids), (book.asks(400), true.asks))
    )


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def judge(truth, story) -> None:
    """Hold the client's story against the sandbox's: nothing is lost, nothing twice.

    A trade may come after a later one where two connections overlap, or where one was
    cut off as it went: what it had not brought is had when that is known.
    """
    truth.assert_clean()
    story.handshakes = len(truth.handshakes)
    for inst_id in dict.fromkeys(row[0] for row in story.trades):
        rows = [row for row in story.trades if row[0] == inst_id]
        _look_for_late(story, rows)
        rows.sort(key=lambda row: int(row[1]))
        first, last = rows[0][2], rows[-1][2]
        true = [str(t.trade_id) for t in truth.trades(inst_id, first, last + 1)]
        got = [row[1] for row in rows]
        # Of several in one millisecond, the first may have come before the stream.
        _compare(story, f"trades of {inst_id}", got, true[true.index(got[0]) :])
    for inst_id in dict.fromkeys(row[0] for row in story.candles):
        rows = [row for row in story.candles if row[0] == inst_id]
        bars = truth.candles(inst_id, "1m", rows[0][1], rows[-1][1] + 60_000)
        _compare(
            story,
            f"candles of {inst_id}",
            [row[1] for row in rows],
            [bar.ts for bar in bars],
        )


def _compare(story, what, got, true) -> None:
    last = true.index(got[-1]) if got[-1] in true else len(true)
    true = true[: last + 1]
    if got != true:
        lost, more = Counter(true) - Counter(got), Counter(got) - Counter(true)
        story.faults.append(
            f"{what}: {len(lost)} lost, such as {list(lost)[:5]}; "
            f"{len(more)} too many, such as {list(more)[:5]}"
        )


def _look_for_late(story, rows) -> None:
    latest = 0
    for inst_id, trade_id, ts in rows:
        if ts < latest - 1_000 * LATE:
            story.faults.append(f"trade {trade_id} of {inst_id} came very late")
        latest = max(latest, ts)
