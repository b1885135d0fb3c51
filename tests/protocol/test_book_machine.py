"""A book beside a model of the exchange, under losses, swaps, repeats and resets."""

from decimal import Decimal
from itertools import pairwise
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from okx_sdk.errors import BookStale
from okx_sdk.protocol.book import Book
from okx_sdk.protocol.book_events import (
    Applied,
    Broken,
    Fault,
    Ignored,
    KeepAlive,
    Reset,
)
from okx_sdk.protocol.book_keeper import BookKeeper, Reconnect, Resubscribe

BIDS, ASKS = "bids", "asks"

changes = st.lists(
    st.tuples(
        st.sampled_from([BIDS, ASKS]),
        st.integers(1, 70),
        st.sampled_from(["0", "0", "1", "1.0", "0.00000001", "25.50", "1200"]),
    ),
    min_size=1,
    max_size=12,
)
steps = st.integers(1, 9)


class Exchange:
    """What the exchange holds, and what it would send. Sides overlap: it may cross."""

    def __init__(self, *, with_checksum):
        self.sides = {BIDS: {}, ASKS: {}}
        self.seq = 1000
        self.with_checksum = with_checksum

    def rows(self, side):
        prices = sorted(self.sides[side], reverse=side == BIDS)
        return [self.sides[side][px] for px in prices]

    def checksum(self):
        texts = []
        for rank in range(25):
            for rows in (self.rows(BIDS), self.rows(ASKS)):
                texts += rows[rank][:2] if rank < len(rows) else []
        value = crc32(":".join(texts).encode())
        return value - (1 << 32) if value >= 1 << 31 else value

    def message(self, bids, asks, prev):
        return {
            "bids": bids,
            "asks": asks,
            "ts": str(1700000000000 + self.seq),
            "checksum": self.checksum() if self.with_checksum else 0,
            "prevSeqId": prev,
            "seqId": self.seq,
        }

    def snapshot(self):
        return self.message(self.rows(BIDS), self.rows(ASKS), -1)

    def update(self, made, step):
        rows = {BIDS: {}, ASKS: {}}
        for side, tick, size in made:
            px = Decimal(tick) / 10
            row = [f"{px}", size, "0", "0" if size == "0" else "1"]
            rows[side][px] = row
            if size == "0":
                self.sides[side].pop(px, None)
            else:
                self.sides[side][px] = row
        prev, self.seq = self.seq, self.seq + step
        return self.message(list(rows[BIDS].values()), list(rows[ASKS].values()), prev)


class Books(RuleBasedStateMachine):
    """Invariants 1 to 5 of the order book."""

    @initialize(with_checksum=st.booleans(), made=changes)
    def subscribe(self, with_checksum, made):
        self.exchange = Exchange(with_checksum=with_checksum)
        self.exchange.update(made, 1)
        self.book = Book("BTC-USDT")
        self.now = 0.0
        self.keeper = BookKeeper(self.now)
        self.breaks = self.resubscribes = 0
        self.is_outstanding = True
        self.is_right = False
        self.asked = []

    def feed(self, message, action="update"):
        event = self.book.apply(message, action)
        if isinstance(event, Broken):
            self.breaks += 1
            self.is_outstanding = False
        elif action == "snapshot":
            self.is_outstanding = False
        self.carry_out(self.keeper.saw(event, self.now))
        return event

    def carry_out(self, action):
        if isinstance(action, Resubscribe):
            assert not self.is_outstanding
            self.is_outstanding = True
            self.resubscribes += 1
            self.asked.append(self.now)
        elif isinstance(action, Reconnect):
            assert self.is_outstanding
            self.book.invalidate("the connection was replaced")
            self.is_right = False
            self.keeper.subscribed(self.now)

    def take(self, message, expected):
        event = self.feed(message)
        assert isinstance(event, expected if self.is_right else Ignored)

    def take_broken(self, message, fault):
        event = self.feed(message)
        if self.is_right:
            assert event.fault is fault
        self.is_right = False

    @rule()
    def snapshot(self):
        assert self.feed(self.exchange.snapshot(), "snapshot") == Applied(snapshot=True)
        self.is_right = True

    @rule(made=changes, step=steps)
    def update(self, made, step):
        self.take(self.exchange.update(made, step), Applied)

    @rule()
    def keep_alive(self):
        self.take(self.exchange.update([], 0), KeepAlive)

    @rule(made=changes | st.just([]), step=steps)
    def reset(self, made, step):
        self.take(self.exchange.update(made, -step), Reset)

    @rule(made=changes, step=steps, then=changes | st.just([]))
    def lose(self, made, step, then):
        self.exchange.update(made, step)
        self.take_broken(self.exchange.update(then, step), Fault.GAP)

    @rule(made=changes, step=steps, then=changes)
    def swap(self, made, step, then):
        first = self.exchange.update(made, step)
        self.take_broken(self.exchange.update(then, step), Fault.GAP)
        assert isinstance(self.feed(first), Ignored)

    @rule(made=changes, step=steps, sign=st.sampled_from([1, -1]))
    def duplicate(self, made, step, sign):
        message = self.exchange.update(made, sign * step)
        self.take(message, (Applied, Reset))
        self.take_broken(message, Fault.GAP)

    @precondition(lambda self: self.exchange.with_checksum)
    @rule(made=changes, step=steps, off=st.integers(1, 1 << 20))
    def corrupt(self, made, step, off):
        message = self.exchange.update(made, step)
        if message["checksum"] + off:
            message["checksum"] += off
            self.take_broken(message, Fault.CHECKSUM)

    @rule(seconds=st.floats(0, 15))
    def wait(self, seconds):
        end = self.now + seconds
        while (delay := self.keeper.wait(self.now)) is not None:
            if self.now + delay > end:
                break
            self.now += delay
            action = self.keeper.tick(self.now)
            assert action is not None
            self.carry_out(action)
        self.now = end

    @invariant()
    def levels_are_the_exchanges_or_no_read_is_served(self):
        """1, 2, 3: right and in order, or stale."""
        assert self.book.is_valid is self.is_right
        if not self.is_right:
            with pytest.raises(BookStale):
                self.book.bids()
            return
        assert self.book.checksum() == self.exchange.checksum()
        assert self.book.seq_id == self.exchange.seq
        bids, asks = self.book.bids(), self.book.asks()
        plain = self.book.snapshot()
        for side in (BIDS, ASKS):
            texts = [[level["px"], level["sz"]] for level in plain[side]]
            assert texts == [row[:2] for row in self.exchange.rows(side)]
        assert all(better.px > worse.px for better, worse in pairwise(bids))
        assert all(better.px < worse.px for better, worse in pairwise(asks))
        assert all(level.sz > 0 for level in bids + asks)

    @invariant()
    def no_more_is_asked_for_than_was_lost(self):
        """5: at most one resubscription for each break, four in any minute."""
        assert self.resubscribes <= self.breaks
        for time in self.asked:
            assert sum(time <= other < time + 60 for other in self.asked) <= 4


Books.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None
)


@pytest.mark.slow
class TestBooks(Books.TestCase):
    """Slow, because it plays thousands of messages."""


@given(
    before=st.lists(changes, max_size=4),
    after=st.lists(st.tuples(changes | st.just([]), st.integers(-9, 9)), max_size=8),
    with_checksum=st.booleans(),
)
@settings(deadline=None)
@pytest.mark.slow
def test_a_snapshot_and_its_updates_are_the_later_snapshot(
    before, after, with_checksum
):
    """Invariant 4: texts, times and ids too. Slow, because it is a property."""
    exchange = Exchange(with_checksum=with_checksum)
    for made in before:
        exchange.update(made, 1)
    book, later = Book("BTC-USDT"), Book("BTC-USDT")

    book.apply(exchange.snapshot(), "snapshot")
    for made, step in after:
        book.apply(exchange.update(made, step), "update")
    later.apply(exchange.snapshot(), "snapshot")

    assert book.snapshot() == later.snapshot()
    assert book.to_order_book() == later.to_order_book()
    assert book.checksum() == exchange.checksum()
