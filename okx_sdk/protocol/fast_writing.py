"""The quick way from a value that is sent to what the wire carries.

For each class a function is written, field by field, and compiled. It knows what is
mostly sent: words, exact numbers, yes and no. Whatever else a field holds makes it
fail, and then the value is looked at and written the usual way, which gives the same
or the right error.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from okx_sdk.models._base import OpenEnum
from okx_sdk.protocol.fast import FAIL, unwrapped
from okx_sdk.protocol.names import wire_name

__all__ = ["quick_writer"]


@cache
def quick_writer(kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
    """What writes the usual values of a class, and fails for any other, in any way."""
    attrs.resolve_types(kind)
    names: dict[str, Any] = {}
    lines = ["def write(o):", "row = {}"]
    for field in attrs.fields(kind):
        part, _ = unwrapped(field.type)
        names[f"{field.name}_kind"] = part
        lines += [
            f"v = o.{field.name}",
            "if v is not None:",
            *(f"  {line}" for line in _making(part, f"{field.name}_kind")),
            f"  row[{wire_name(field.name)!r}] = v",
        ]
    text = "\n  ".join([*lines, "return row"])
    exec(compile(text, "<write>", "exec"), names)  # noqa: S102 - our own
    write: Callable[[Any], dict[str, Any]] = names["write"]
    return write


def _making(kind: Any, name: str) -> list[str]:
    """The lines that make of `v`, if it is of its kind, what the wire has."""
    if kind is Decimal:
        # Without a letter it is a finite number, and in plain notation.
        has_letters = "'E' in v or 'n' in v or 'N' in v"
        return [_unless(name), "v = str(v)", f"if {has_letters}: {FAIL}"]
    if kind is bool:
        return [_unless(name)]
    if kind is str:
        return [_unless(name), f"if not v: {FAIL}"]
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return [_unless(name), "v = v._value_", f"if not v: {FAIL}"]
    return [FAIL]


def _unless(kind: str) -> str:
    return f"if type(v) is not {kind}: {FAIL}"
