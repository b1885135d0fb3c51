"""A stream that plays what it is given, and a client that has it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace

from cli_fakes import FakeClient

from okx_sdk.cli.screen import Canvas
from okx_sdk.errors import ReadTimeout
from okx_sdk.protocol.book import Book

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)

Step = Sequence[object] | Callable[[], object]


class FakeStream:
    """Gives batch after batch, does what stands between them, and then is silent."""

    def __init__(self, *steps: Step, books: Sequence[Book] = ()) -> None:
        self.steps = list(steps)
        self.state = "new"
        self.gaps: list[object] = []
        self._async = SimpleNamespace(books={book.inst_id: book for book in books})
        self._timeout = 0.0

    def open(self) -> None:
        self.state = "live"

    def timeout(self, seconds: float) -> FakeStream:
        self._timeout = seconds
        return self

    def next_batch(self) -> list[object]:
        step = self.steps.pop(0) if self.steps else None
        if callable(step):
            step()
            return []
        if step is None:
            time.sleep(self._timeout / 10)
            raise ReadTimeout("silence")
        return list(step)


class LiveClient(FakeClient):
    """Has one stream, by whatever name it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.stream = FakeStream()

    def __getattr__(self, name: str) -> object:
        if not name.startswith("stream_"):
            raise AttributeError(name)

        def streamed(*args: object, **kwargs: object) -> FakeStream:
            self._note(name, *args, **kwargs)
            return self.stream

        return streamed


def book(
    bids: str = "100:1 99:3", asks: str = "101:2 102:0.5", inst_id: str = "BTC-USDT"
) -> Book:
    """A book of these prices and sizes."""

    def side(text: str) -> list[list[str]]:
        return [[*level.split(":"), "0", "1"] for level in text.split()]

    made = Book(inst_id)
    ms = str(int(NOON.timestamp() * 1000))
    data = {"bids": side(bids), "asks": side(asks), "ts": ms, "seqId": 7}
    made.apply(data, "snapshot")
    return made


def stale(reason: str, inst_id: str = "BTC-USDT") -> Book:
    made = Book(inst_id)
    made.invalidate(reason)
    return made


def drawn(
    view, width: int = 80, height: int = 24, *, is_live: bool = True
) -> list[str]:
    """The lines of a picture, as a terminal without colours would show them."""
    from rich.console import Console

    console = Console(width=width, color_system=None, force_terminal=True)
    with console.capture() as captured:
        console.print(view.draw(Canvas(width, height, is_live, is_plain=True)))
    return [line.rstrip() for line in captured.get().splitlines()]
