"""Many messages and many lives of a connection leave nothing behind."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from endurance import endure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


def resident() -> float:
    """MiB of this process that are in memory."""
    gc.collect()
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * 4_096 / 2**20


def objects() -> float:
    """Containers that are alive."""
    gc.collect()
    return len(gc.get_objects())


@pytest.mark.slow  # a hundred thousand messages
@pytest.mark.timeout(300)
def test_a_hundred_thousand_messages_leave_nothing():
    """Goal 14; `python benchmarks/memory.py` does a million."""
    told = endure(100_000, 0, resident)

    assert told.growth < 2.0
    assert (told.tasks, told.files) == (0, 0)


@pytest.mark.slow  # a thousand connections, and as many to warm up
@pytest.mark.timeout(300)
def test_a_thousand_lives_leave_nothing():
    """M3, goal 14: what is kept of gaps is bounded, and tasks and files go."""
    told = endure(0, 1_000, objects)

    assert told.growth < 500
    assert (told.tasks, told.files) == (0, 0)
