"""The command: `python -m examples.portfolio_margin_monitor`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from examples.margin.command import main
from examples.portfolio_margin_monitor.units import risk_units

NAME, MODE = "portfolio_margin_monitor", "4"


def run(arguments: Sequence[str] | None = None) -> int:
    """Watch; gives the exit code."""
    return main(NAME, MODE, risk_units, arguments)


if __name__ == "__main__":
    sys.exit(run())
