"""The time and memory of importing, in fresh interpreters.

    python benchmarks/imports.py [--rounds 7]

Goal M1: `import okx_sdk` takes no longer than `import httpx`, and with a client made 1.8
times that at most; and 22 MiB above a bare Python.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys

PROBE = """
import resource, time
start = time.perf_counter()
{}
took = time.perf_counter() - start
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
CANDIDATES = {
    "nothing": "pass",
    "httpx": "import httpx",
    "okx_sdk": "import okx_sdk",
    "okx_sdk, a client made": "import okx_sdk; okx_sdk.Client(env='demo')",
    "okx_sdk, an async client made": "import okx_sdk; okx_sdk.AsyncClient(env='demo')",
    "python-okx": "import okx.MarketData, okx.Trade",
    "ccxt": "import ccxt",
}


def probe(statement: str) -> tuple[float, float] | None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROBE.format(statement)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return None
    took, size = done.stdout.split()[:2]
    return float(took), float(size)


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description="Goal M1: importing.")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    names = [name for name, code in CANDIDATES.items() if probe(code) is not None]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(rounds):
        random.shuffle(names)
        for name in names:
            took = probe(CANDIDATES[name])
            assert took is not None, name
            found[name].append(took)
    bare = statistics.median(size for _, size in found["nothing"])
    base = statistics.median(took for took, _ in found["httpx"])
    for name, results in found.items():
        took = statistics.median(took for took, _ in results)
        size = statistics.median(size for _, size in results) - bare
        print(f"  {name:32} {took / base:6.2f} x httpx {size:7.1f} MiB above bare")


if __name__ == "__main__":
    main()
