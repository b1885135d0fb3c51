"""The command: `python -m examples.multicurrency_margin_monitor`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from examples.margin.command import main
from examples.multicurrency_margin_monitor.ladder import haircuts

NAME, MODE = "multicurrency_margin_monitor", "3"


def run(arguments: Sequence[str] | None = None) -> int:
    """Watch; gives the exit code."""
    return main(NAME, MODE, haircuts, arguments)


if __name__ == "__main__":
    sys.exit(run())
