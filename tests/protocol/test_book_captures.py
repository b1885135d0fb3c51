"""Books made of what the exchange really sent, proved by its own checksums."""

import gzip
import json
from collections import Counter

import pytest

from okx_sdk.protocol.book import Book
from okx_sdk.protocol.book_events import Applied, Broken, KeepAlive

CAPTURES = {
    "books-l2-tbt_10inst_2021-07-22_conn1--cryptofeed.jsonl.gz": (10, 1504),
    "books_3inst_2022-05-13--cryptofeed.jsonl.gz": (3, 290),
    "books_okcoin_candle_2023-05-27--cryptofeed.jsonl": (4, 6),
}


def pushes(path):
    """The pushes of books in a capture."""
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    for line in text.splitlines():
        message = json.loads(line)["msg"]
        if isinstance(message, dict) and "data" in message:
            yield message


def books_of(path):
    """The pushes of books alone."""
    for push in pushes(path):
        if push["arg"]["channel"].startswith("books"):
            yield push


@pytest.mark.slow
@pytest.mark.parametrize("name", CAPTURES)
def test_every_message_of_a_capture_proves_its_checksum(okx_v5, name):
    """B4: they have no sequence, so each stands on its CRC. Slow: a thousand books."""
    path = okx_v5 / "samples" / "books" / name
    books, seen = {}, Counter()

    for push in books_of(path):
        key = push["arg"]["channel"], push["arg"]["instId"]
        book = books.setdefault(key, Book(key[1], key[0]))
        for data in push["data"]:
            assert data["checksum"]
            event = book.apply(data, push["action"])
            assert not isinstance(event, Broken), (seen, key, event)
            assert book.is_valid
            assert book.checksum() == data["checksum"]
            assert not book.is_crossed
            seen[type(event)] += 1

    assert (len(books), seen.total()) == CAPTURES[name]
    assert seen[Applied] >= len(books)


@pytest.mark.parametrize("kind", ["changed", "lost", "swapped"])
def test_what_is_wrong_in_a_capture_is_found_by_its_checksum(okx_v5, kind):
    """B4: one size, one message or the order of two is not as it was."""
    name = "books_3inst_2022-05-13--cryptofeed.jsonl.gz"
    all_pushes = list(books_of(okx_v5 / "samples" / "books" / name))
    of_one = [push for push in all_pushes if push["arg"]["instId"] == "BTC-USDT"]
    one, two = (push["data"][0] for push in of_one[1:3])
    assert one["bids"]
    if kind == "changed":
        one["bids"][0][1] += "1"
    messages = {"changed": [one], "lost": [two], "swapped": [two, one]}[kind]
    book = Book("BTC-USDT")
    book.apply(of_one[0]["data"][0], "snapshot")

    assert isinstance(book.apply(messages[0], "update"), Broken)
    assert not book.is_valid


def test_single_pushes_of_snapshots_are_taken(okx_v5):
    """Samples of channels that have snapshots alone, or that begin with one."""
    samples = json.loads((okx_v5 / "samples" / "index.json").read_text())["samples"]
    taken = Counter()
    for sample in samples:
        path = okx_v5 / "samples" / sample["file"]
        if not path.name.startswith(("books", "bbo-tbt", "sprd-b")):
            continue
        if path.suffix != ".json":
            continue
        push = json.loads(path.read_text())
        if not isinstance(push, dict) or push.get("action") == "update":
            continue
        if "data" not in push:
            continue
        arg = push["arg"]
        book = Book(arg.get("instId") or arg["sprdId"], arg["channel"])
        for data in push["data"]:
            # A documented example is cut, and its checksum is of the whole book.
            event = book.apply({**data, "checksum": 0}, push.get("action"))
            assert isinstance(event, Applied | KeepAlive), (path.name, event)
            assert len(book) == len(data["asks"]) + len(data["bids"])
        book.to_order_book()
        taken[arg["channel"]] += 1

    assert taken["books5"] > 5
    assert taken["bbo-tbt"] > 5
    assert taken["sprd-books5"]
