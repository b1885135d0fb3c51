"""Where a candle belongs: by its own time, which is the exchange's, and nothing else.

Two recorders of the same candles, whatever their clocks say, name the same files.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.times import HOUR, bar_ms

__all__ = ["file_of", "folder_of", "span_of"]

# At least two parts: so it is no device of Windows, either.
_INSTRUMENT = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+", re.ASCII)


def span_of(bar: str) -> int:
    """How long a bar is, in ms.

    Raises:
        InvalidArgument: it is no bar, or one of months, which are not all as long.
    """
    if "M" in bar:
        raise InvalidArgument(f"bar is {bar!r}: months are not all as long, record 1D")
    return bar_ms(bar)


def folder_of(inst_id: str, bar: str) -> PurePosixPath:
    """The folder of a series, below the root.

    Raises:
        InvalidArgument: the name is none of an instrument, and might lead elsewhere.
    """
    if not _INSTRUMENT.fullmatch(inst_id) or len(inst_id) > 80:
        raise InvalidArgument(f"{inst_id!r} is no instrument's name")
    span_of(bar)
    return PurePosixPath(inst_id, bar)


def file_of(bar: str, opened: int) -> str:
    """The file of a candle that opened at *opened* ms, without an ending.

    One a day (UTC) of bars below an hour; one a year of longer ones.
    """
    moment = datetime.fromtimestamp(opened // 1000, UTC)
    return f"{moment:%Y-%m-%d}" if span_of(bar) < HOUR else f"{moment:%Y}"
