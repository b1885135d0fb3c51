"""Disconnects by the hundred over real sockets: nothing lost, doubled, wrong or stale."""

from __future__ import annotations

import logging

import pytest
from loopback import KINDS, soak


@pytest.mark.slow  # minutes of the exchange's time, in a quarter of a minute
@pytest.mark.timeout(300)
def test_scores_of_disconnects(caplog):
    """Goals 3, 7; N5-N9, P11, P12, S1, S5, B1: through a proxy, of a dozen kinds.

    `python tests/soak/loopback.py --disconnects 1000` is the long one.
    """
    caplog.set_level(logging.CRITICAL)
    story = soak("asyncio", seed=1, disconnects=80)

    assert story.faults == []
    assert story.handshakes >= 80
    assert len(story.befell) >= 8
    assert set(story.befell) <= {kind.__name__ for kind in KINDS}
    assert story.compared > 20  # hundreds, where the machine is quiet
    assert story.stale > 0  # reads were refused while a book was not right
    assert len(story.trades) > 1_000
    assert story.candles
    assert story.gaps


@pytest.mark.slow  # as above
@pytest.mark.timeout(300)
def test_some_disconnects_under_trio(caplog):
    """Goal 3: the same on the other event loop, and fewer: a hundred in all."""
    caplog.set_level(logging.CRITICAL)
    story = soak("trio", seed=2, disconnects=20, settle=25)

    assert story.faults == []
    assert story.handshakes >= 20
    assert story.compared > 5
