"""How soon is soon, on a machine that has other things to do.

A promise such as "within a second" is of a machine that is free. What it is told apart
from is a wait for something that does not come, which takes much longer.
"""

from __future__ import annotations

import os

__all__ = ["soon"]


def soon(seconds: float) -> float:
    """So many seconds where little else runs, and the more, the more does."""
    try:
        busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):  # Windows does not tell
        busy = 2.0
    return seconds * max(1.0, 2.0 * busy)
