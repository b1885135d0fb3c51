"""Rate limits by arrival."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.protocol.pacing import per_ip
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.refusals import Refusal

RATE = per_ip(5, 2)


def granted(limits, now, key="k", cost=1):
    try:
        limits.check(key, RATE, now, cost)
    except Refusal:
        return False
    return True


def test_a_window_slides():
    """Each grant is free again when its own window is over."""
    limits = Limits()
    times = [0.0, 0.5, 0.5, 1.0, 1.5]

    assert all(granted(limits, now) for now in times)
    assert not granted(limits, 1.9)
    assert granted(limits, 2.0)
    assert not granted(limits, 2.4)
    assert granted(limits, 2.5)


def test_what_is_refused_does_not_count():
    """To knock all the time keeps nobody out."""
    limits = Limits()
    for _ in range(5):
        granted(limits, 0.0)
    for _ in range(50):
        assert not granted(limits, 1.0)

    assert granted(limits, 2.0)
    assert (limits.granted, limits.refused) == (6, 50)


def test_a_cost_is_all_or_nothing():
    """Of a batch none is counted, where not all have room."""
    limits = Limits()

    assert granted(limits, 0.0, cost=3)
    assert not granted(limits, 0.0, cost=3)
    assert granted(limits, 0.0, cost=2)


def test_a_factor_widens():
    """For those who would not wait."""
    limits = Limits(factor=1000)

    assert all(granted(limits, now * 0.001) for now in range(100))


@given(st.lists(st.floats(0, 20), max_size=200))
def test_no_window_ever_holds_more(times):
    """However requests come."""
    limits = Limits()
    seen = [now for now in sorted(times) if granted(limits, now)]

    for start in seen:
        assert sum(start <= now < start + 2 for now in seen) <= 5


@pytest.mark.parametrize("key", ["a", ("GET", "/x", "here", ())])
def test_keys_are_apart(key):
    """One bucket each."""
    limits = Limits()
    for _ in range(5):
        granted(limits, 0.0, "other")

    assert granted(limits, 0.0, key)
