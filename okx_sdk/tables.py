"""Rows as dataframes: any models of this package, for pandas or polars.

    from okx_sdk.tables import to_pandas

    frame = to_pandas(okx.get_candles("BTC-USDT", bar="1D", limit=365))

Numbers become 64-bit floats, which is what charts and statistics want and is exact to
some 15 digits; `exact=True` keeps every digit. Money is best reckoned in the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, cast, get_args, get_type_hints

import attrs

from okx_sdk.errors import InvalidArgument, MissingExtra

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["to_pandas", "to_polars"]


def to_pandas(rows: Iterable[object], *, exact: bool = False) -> pd.DataFrame:
    """A dataframe with a row for each model and a column for each field.

    Times stay aware, in UTC; enums become texts; what the exchange left out becomes
    `NaN`, `NaT` or `None`; models within a row become dictionaries.

    Args:
        rows: models of one kind, such as what `get_candles` or `pages` gives. Without
            any there are no columns either.
        exact: keep numbers as `Decimal` objects, not as floats.

    Raises:
        InvalidArgument: a row is no model, or is of another kind than the first.
        MissingExtra: pandas is not installed: `pip install 'okxsdk[pandas]'`.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError:
        raise MissingExtra("to_pandas needs the extra pandas") from None
    kinds = {_FLOAT: "float64", _TIME: "datetime64[us, UTC]", _WHOLE: "Int64"}
    columns = {
        name: pd.Series(values, dtype=kinds.get(kind, "object"))
        for name, kind, values in _columns(rows, exact=exact)
    }
    # What is left as objects becomes whatever fits: texts, booleans, or stays.
    return pd.DataFrame(columns).infer_objects()


def to_polars(rows: Iterable[object], *, exact: bool = False) -> pl.DataFrame:
    """The same for polars.

    Args:
        rows: models of one kind. Without any there are no columns either.
        exact: keep numbers as polars decimals, not as floats.

    Raises:
        InvalidArgument: a row is no model, or is of another kind than the first.
        MissingExtra: polars is not installed: `pip install 'okxsdk[polars]'`.
    """
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise MissingExtra("to_polars needs the extra polars") from None
    kinds = {
        _FLOAT: pl.Float64(),
        _TIME: pl.Datetime("us", "UTC"),
        _WHOLE: pl.Int64(),
        _TEXT: pl.String(),
        _FLAG: pl.Boolean(),
    }
    return pl.DataFrame(
        [
            pl.Series(name, values, dtype=kinds.get(kind))
            for name, kind, values in _columns(rows, exact=exact)
        ]
    )


_FLOAT, _EXACT, _TIME, _WHOLE, _TEXT, _FLAG, _OTHER = range(7)


def _columns(
    rows: Iterable[object], *, exact: bool
) -> list[tuple[str, int, list[object]]]:
    """Name, kind and values of each field."""
    found = list(rows)
    if not found:
        return []
    model: type[Any] = type(found[0])
    for row in found:
        if type(row) is not model or not attrs.has(model):
            raise InvalidArgument(f"rows of one model are wanted, not {row!r:.80}")
    return [
        _column(name, kind, [getattr(row, name) for row in found], exact=exact)
        for name, kind in _kinds(model)
    ]


def _column(
    name: str, kind: int, values: list[object], *, exact: bool
) -> tuple[str, int, list[object]]:
    if kind == _FLOAT and exact:
        return name, _EXACT, values
    read = _READERS.get(kind)
    if read is None:
        return name, kind, values
    return name, kind, [None if value is None else read(value) for value in values]


def _kinds(model: type[Any]) -> list[tuple[str, int]]:
    """The kind of each field, by what the model says and not by what has come."""
    hints = get_type_hints(model)
    return [(name, _kind(hints[name])) for name in _names(model)]


def _names(model: type[Any]) -> list[str]:
    return [field.name for field in attrs.fields(model)]


def _kind(hint: Any) -> int:
    kinds = [each for each in get_args(hint) or (hint,) if each is not type(None)]
    if len(kinds) != 1 or not isinstance(kinds[0], type):
        return _OTHER
    if issubclass(kinds[0], bool):
        return _FLAG
    return next((kind for base, kind in _BASES if issubclass(kinds[0], base)), _OTHER)


_BASES = ((Decimal, _FLOAT), (datetime, _TIME), (int, _WHOLE), (str, _TEXT))


def _plain(value: object) -> object:
    """A value within a row, as lists, dictionaries and texts."""
    if attrs.has(type(value)):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in cast("list[object]", value)]
    return value.value if isinstance(value, Enum) else value


_READERS: dict[int, Callable[[Any], object]] = {
    _FLOAT: float,
    _TEXT: str,
    _OTHER: _plain,
}
