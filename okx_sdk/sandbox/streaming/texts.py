"""The wire's words for market data, written straight, since there is so much of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

import orjson

from okx_sdk.sandbox.books import Level

__all__ = ["Body", "body", "items", "level_rows", "named", "plain", "rows"]

Body = str
"""A push from behind its `arg` to its end: the same for all who are told."""


def plain(number: int, decimals: int) -> str:
    """*number* times ten to the minus *decimals*, without needless zeros."""
    if decimals <= 0:
        return str(number * 10**-decimals)
    whole, part = divmod(number, 10**decimals)
    return f"{whole}.{part:0{decimals}d}".rstrip("0") if part else str(whole)


def level_rows(
    levels: Iterable[Level], tick_places: int, lot_places: int, *, is_rpi: bool = False
) -> str:
    """Levels of a book as the rows of an array."""
    found: list[str] = []
    for ticks, lots, orders in levels:
        size = plain(lots, lot_places)
        third = size if is_rpi else "0"
        found.append(f'["{plain(ticks, tick_places)}","{size}","{third}","{orders}"]')
    return ",".join(found)


def rows(found: Iterable[Mapping[str, Any] | list[Any]]) -> Body:
    """A push of rows."""
    return f',"data":{orjson.dumps(list(found)).decode()}}}'


def body(data: str, action: str = "") -> Body:
    """A push of rows that are text already."""
    words = f',"action":"{action}"' if action else ""
    return f'{words},"data":[{data}]}}'


def named(value: object) -> dict[str, Any]:
    """An object of the wire, or an empty one for what is none."""
    return value if _is_object(value) else {}


def items(value: object) -> list[Any]:
    """A list of the wire, or an empty one for what is none."""
    return value if _is_list(value) else []


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
