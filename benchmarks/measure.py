"""Candidates timed by turns, and told as ratios: absolute times are of one machine."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable

__all__ = ["compare"]

Candidate = Callable[[], object]


def compare(
    candidates: dict[str, Candidate], rounds: int, *, span: float = 0.01
) -> dict[str, float]:
    """Time all in each round, in any order, and print each one's ratio to the first.

    A candidate runs as often a round as fills *span* seconds; the median of the rounds'
    ratios is told.
    """
    names = list(candidates)
    repeats = {name: _repeats(run, span) for name, run in candidates.items()}
    times: dict[str, list[float]] = {name: [] for name in names}
    shuffler = random.Random(7)
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            shuffler.shuffle(names)
            for name in names:
                times[name].append(_timed(candidates[name], repeats[name]))
            gc.collect()
    finally:
        gc.enable()
    return _told(times)


def _repeats(run: Candidate, span: float) -> int:
    run()
    run()
    return max(1, int(span / max(_timed(run, 1), 1e-7)))


def _timed(run: Candidate, repeats: int) -> float:
    turns = range(repeats)
    start = time.perf_counter()
    for _ in turns:
        run()
    return (time.perf_counter() - start) / repeats


def _told(times: dict[str, list[float]]) -> dict[str, float]:
    base = next(iter(times.values()))
    found: dict[str, float] = {}
    for name, taken in times.items():
        ratios = [a / b for a, b in zip(taken, base, strict=True)]
        found[name] = statistics.median(ratios)
        took = statistics.median(taken) * 1e6
        print(f"  {name:44} {found[name]:6.2f} x {took:12.2f} us")
    return found
