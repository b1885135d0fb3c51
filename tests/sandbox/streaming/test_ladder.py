"""The book that is walked."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import MARKET, NOON

from okx_sdk.sandbox import books
from okx_sdk.sandbox.numbers import decimal
from okx_sdk.sandbox.numbers import plain as text_of
from okx_sdk.sandbox.streaming.ladder import Ladder
from okx_sdk.sandbox.streaming.texts import plain

STEP = int(NOON * 10)
LISTED = [i for i in MARKET.instruments(STEP * 100) if i.inst_type != "MARGIN"]


@given(
    inst=st.sampled_from(LISTED),
    levels=st.sampled_from([1, 2, 5, 50, 400]),
    start=st.integers(STEP - 10_000_000, STEP),
)
@settings(max_examples=15, deadline=None)
def test_every_step_is_the_markets_own(inst, levels, start):
    """Walked or worked out at once, a book and its changes are the same."""
    inst = MARKET.instrument(inst.inst_id, start * 100)
    if inst is None:
        return
    ladder = Ladder(MARKET, inst, levels, start)
    before = MARKET.book(inst, start, levels)
    assert ladder.book() == before
    for step in range(start + 1, start + 8):
        found = ladder.advance()
        after = MARKET.book(inst, step, levels)

        assert found == books.diff(before, after)
        assert ladder.book() == after
        before = after


@pytest.mark.slow  # two thousand steps, so that every kind of move is among them
def test_a_long_walk_ends_where_the_market_is():
    """Cells come, go and come back."""
    inst = random.Random(7).choice([i for i in LISTED if i.inst_type == "SPOT"])
    ladder = Ladder(MARKET, inst, 50, STEP)
    for _ in range(2_000):
        ladder.advance()

    assert ladder.book() == MARKET.book(inst, STEP + 2_000, 50)


def test_an_expired_book_is_empty():
    """The last update takes every level away."""
    inst = next(i for i in LISTED if i.inst_type == "FUTURES")
    ladder = Ladder(MARKET, inst, 50, inst.exp_time // 100 - 1)
    held = ladder.book()
    update = ladder.advance()

    assert {level[1] for level in (*update.bids, *update.asks)} == {0}
    assert len(update.bids) == len(held.bids) > 0
    assert ladder.book().asks == ()


@given(st.integers(0, 10**15), st.integers(-3, 12))
def test_numbers_are_written_as_everywhere(number, places):
    """The quick way of writing a number is the same as the long one."""
    assert plain(number, places) == text_of(decimal(number, places))
