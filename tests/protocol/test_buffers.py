"""What waits for a reader, by policy: nothing goes without a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.protocol.buffers import Buffer, Overrun, Seen

STEPS = st.lists(
    st.one_of(st.tuples(st.just("put"), st.integers(0, 3)), st.just("take")),
    max_size=200,
)


@given(STEPS, st.integers(1, 10))
def test_what_is_dropped_is_given_back(steps, capacity):
    """M1, drop_oldest: taken, waiting and dropped are all that was put, in order."""
    buffer: Buffer[int] = Buffer("drop_oldest", capacity)
    put, out = [], []
    for number, step in enumerate(steps):
        if step == "take":
            out += [("taken", row) for row in buffer.take()]
        else:
            put.append(number)
            dropped = buffer.put(step[1], number)
            if dropped is not None:
                out.append(("dropped", dropped))
        assert len(buffer) <= capacity
    out += [("taken", row) for row in buffer.take()]

    assert [row for _, row in out] == put


@given(STEPS)
def test_of_each_instrument_the_latest_is_kept(steps):
    """M1, conflate: never more rows than instruments, and none is older than need be."""
    buffer: Buffer[tuple[int, int]] = Buffer("conflate", 2)
    latest: dict[int, int] = {}
    for number, step in enumerate(steps):
        if step == "take":
            assert dict(buffer.take()) == latest
            latest = {}
        else:
            latest[step[1]] = number
            assert buffer.put(step[1], (step[1], number)) is None

    assert dict(buffer.take()) == latest


@given(STEPS, st.integers(1, 10))
def test_what_must_not_be_missed_overruns(steps, capacity):
    """M1, fail_closed: it raises, marks too, and what waits stays."""
    buffer: Buffer[int] = Buffer("fail_closed", capacity)
    waiting: list[int] = []
    for number, step in enumerate(steps):
        if step == "take":
            assert buffer.take() == waiting
            waiting = []
        elif len(waiting) < capacity:
            buffer.put(step[1], number)
            waiting.append(number)
        else:
            with pytest.raises(Overrun):
                (buffer.mark if number % 2 else lambda n: buffer.put(0, n))(number)

    assert buffer.take() == waiting


@given(st.lists(st.integers(0, 20)), st.integers(1, 8))
def test_only_the_last_identities_are_remembered(numbers, capacity):
    """S5: one that was seen among the last ones is not new."""
    seen, known = Seen(capacity), []
    for number in numbers:
        assert seen.is_new(number) == (number not in known)
        if number not in known:
            known = [*known, number][-capacity:]
