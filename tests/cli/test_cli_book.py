"""`okxsdk book`: its ladder, and that a stale book shows no numbers."""

import json
import re

import pytest
from live_fakes import FakeStream, LiveClient, book, drawn, stale

from okx_sdk.cli.depth import DepthView
from okx_sdk.cli.feed import BookFeed
from okx_sdk.cli.screen import Frame


@pytest.fixture
def fake():
    """The client that a line of words gets."""
    return LiveClient()


def shown(*books, depth=15, **canvas):
    view = DepthView("BTC-USDT", "books", depth)
    view.take(books)
    return drawn(view, **canvas)


def words(line):
    return " ".join(line.split())


def test_into_a_pipe_it_writes_books(run, fake):
    """As `stream orderbook` does."""
    fake.stream = FakeStream([book()])

    result = run("book", "btc-usdt", "--count", "1", "--depth", "1")

    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["bids"]) == 1
    assert fake.calls == [("stream_order_book", ("BTC-USDT",), {"channel": "books"})]


def test_a_ladder_that_nobody_watches_is_the_last_one(run, fake):
    """In plain text."""
    fake.stream = FakeStream([book()])

    result = run("book", "BTC-USDT", "-o", "table", "--count", "1")

    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert result.stdout.splitlines()[0].split() == ["BTC-USDT", "books", "ended"]
    assert "mid 100.5   spread 1 (99.50 bp)" in result.stdout


def test_bids_stand_left_and_asks_right():
    """The best on top, with sizes, their totals, and bars as long as the sizes."""
    facts, balance, _, head, first, second = shown(book())

    assert words(facts) == "mid 100.5 spread 1 (99.50 bp) 12:00:00.000 UTC"
    assert balance.startswith(" bids  62% ━")
    assert balance.endswith("━  38% asks")
    assert words(head) == "total size bid │ ask size total"
    assert " 1 1 100 │ 101 2.0 2.0 " in words(first)
    assert " 4 3 99 │ 102 0.5 2.5 " in words(second)
    bars = [(line.split()[0], line.split()[8]) for line in (first, second)]
    assert len(bars[1][0]) > len(bars[0][1]) > len(bars[0][0]) > len(bars[1][1])


def test_only_so_many_levels():
    """As were asked for, or as the terminal is high."""
    assert len(shown(book(), depth=1)) == 5
    assert len(shown(book(), height=5)) == 5


def test_a_side_may_be_longer_than_the_other():
    """Or there may be one alone."""
    lines = shown(book(bids="", asks="101:2 102:1"))

    assert "one-sided" in lines[0]
    assert [line.split()[:3] for line in lines[4:]] == [
        ["│", "101", "2"],
        ["│", "102", "1"],
    ]
    assert "no levels" in shown(book(bids="", asks=""))[1]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 160, 240])
@pytest.mark.parametrize("count", [1, 30])
def test_it_fits_any_width(width, count):
    """The bars take what is left."""
    bids = " ".join(f"{64000 - n}.5:{n}.12345678" for n in range(count))
    asks = " ".join(f"{64001 + n}.5:{n}.87654321" for n in range(count))

    assert max(map(len, shown(book(bids, asks), width=width))) <= width


def test_a_stale_book_shows_no_numbers():
    """Only why, even if it was right a moment ago."""
    lines = shown(book(), stale("updates are missing"))

    assert lines[0] == "  stale   updates are missing"
    assert not re.search(r"\d", "\n".join(lines))


def test_before_the_first_snapshot():
    """Which is said."""
    assert shown() == [" the first snapshot has not come yet"]


@pytest.mark.parametrize(
    ("state", "is_right", "said"),
    [
        ("live", True, "● live"),
        ("live", False, "○ stale"),
        ("interrupted", False, "○ interrupted"),
    ],
)
def test_the_title_tells_how_it_stands(state, is_right, said):
    """Also while the stream is live, and the book's snapshot has not come yet."""
    stream = FakeStream(books=[book() if is_right else stale("it broke")])
    stream.state = state
    frame = Frame(
        BookFeed(stream, None, None, []), DepthView("X", "books", 5), "sandbox"
    )

    class Whole:
        def draw(self, canvas):
            return frame.drawn(canvas.width, canvas.height)

    title, *_, foot = drawn(Whole())
    assert title.split(maxsplit=3) == ["X", "books", "sandbox", said]
    assert foot.endswith("Ctrl-C ends")
