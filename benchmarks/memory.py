"""What a stream of a million messages, and a thousand reconnects, leave in memory.

    python benchmarks/memory.py [--messages 1000000] [--reconnects 1000]

In this process, over streams in memory: trades that are decoded and read, and books that
are kept. Goal 14: at most 2 MiB more after the warm-up, and the tasks and files of before.
"""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "soak"))

from endurance import endure


def resident() -> float:
    """MiB of this process that are in memory, on Linux."""
    gc.collect()
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * 4_096 / 2**20


def main() -> None:
    """Print the growth."""
    parser = argparse.ArgumentParser(description="Goal 14: memory.")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--reconnects", type=int, default=1_000)
    options = parser.parse_args()
    for what, messages, reconnects in (
        ("messages", options.messages, 0),
        ("reconnects", 0, options.reconnects),
    ):
        told = endure(messages, reconnects, resident)
        print(
            f"  {messages or reconnects:>9,} {what:12} {told.growth:+6.2f} MiB "
            f"(goal 2), {told.tasks:+d} tasks, {told.files:+d} files"
        )


if __name__ == "__main__":
    main()
