"""Complete files as Parquet, with exact decimals. pyarrow is wanted for this alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from examples.candle_recorder.rows import scan
from okx_sdk.errors import MissingExtra
from okx_sdk.models.market import Candle

__all__ = ["pack", "unpack"]

_NUMBERS = ("open", "high", "low", "close", "vol", "vol_ccy", "vol_ccy_quote")
_DIGITS, _PLACES = 38, 18


def pack(path: Path) -> Path | None:
    """Replace a complete file of text by one of columns.

    The text goes only when the columns are whole on the disk. A damaged file, or one
    with a number that the columns cannot hold exactly, stays as it is.

    Returns:
        The new file, if there is one.
    """
    arrow, parquet = _arrow()
    found = scan(path.read_bytes())
    if found.damage or not found.candles:
        return None
    target, draft = path.with_suffix(".parquet"), path.with_suffix(".draft")
    try:
        table = _table(arrow, found.candles)
    except arrow.ArrowInvalid:
        return None
    with draft.open("wb") as file:
        parquet.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    path.unlink()
    return target


def unpack(path: Path) -> list[Candle]:
    """The candles of a file of columns, oldest first."""
    _, parquet = _arrow()
    with path.open("rb") as file:
        rows = parquet.read_table(file).to_pylist()
    return [Candle(**row) for row in rows]


def _table(arrow: Any, candles: tuple[Candle, ...]) -> Any:
    number = arrow.decimal128(_DIGITS, _PLACES)
    moments = arrow.array([each.ts for each in candles], arrow.timestamp("ms", "UTC"))
    columns = {"ts": moments}
    for name in _NUMBERS:
        columns[name] = arrow.array([getattr(each, name) for each in candles], number)
    return arrow.table(columns)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("Parquet wants pyarrow: install okxsdk[parquet]") from None
    return pa, parquet
