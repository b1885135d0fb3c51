"""Processes that are killed between sending an order and hearing of it."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest
from order_kills import Tally, judge, massacre


@pytest.mark.slow  # it starts processes and kills them
@pytest.mark.rude  # several processes ask one sandbox, each within its own limits
@pytest.mark.skipif(os.name != "posix", reason="it forks, and kills by SIGKILL")
def test_whatever_a_killed_process_had_sent_is_explained_by_the_next(tmp_path):
    """O14: each order has a line in the journal, none is there twice, each verdict is true.

    `python tests/soak/order_kills.py 1000 7` is the long one.
    """
    tally = massacre(10, seed=3, folder=tmp_path, lanes=2)

    assert tally.wrong == []
    assert (tally.kills, tally.unexplained, tally.duplicates) == (10, 0, 0)
    assert tally.at_work > 5
    assert min(tally.counts[f"recovered: {each}"] for each in ("placed", "absent")) > 0


@pytest.mark.parametrize(
    ("verdict", "told", "there"),
    [
        ("placed", [], 0),
        ("placed", [], 2),
        ("not placed", [], 1),
        ("", [], 1),
        ("placed", ["placing", "a", "absent", ""], 1),
        ("placed", ["recovered", "a", "placed", "8"], 1),
        ("not placed", ["recovered", "a", "placed", "7"], 0),
        ("not placed", ["placing", "a", "error", "no such thing"], 0),
    ],
)
def test_a_verdict_that_is_not_true_is_seen(verdict, told, there):
    """The suite's own test: O14's judge does not let lies pass."""
    tally = Tally(intents={"a": verdict})
    orders = {"a": [SimpleNamespace(ord_id=7)] * there}
    judge(tally, [told] if told else [], orders)

    assert len(tally.wrong) >= 1
