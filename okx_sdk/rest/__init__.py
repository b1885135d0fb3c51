"""OKX's REST endpoints, one module per section of its documentation: read, not run."""

from __future__ import annotations

import inspect
import pkgutil
from functools import cache
from importlib import import_module

from okx_sdk.protocol.endpoint import Endpoint, Section, endpoint_of

__all__ = ["endpoints", "section", "section_names", "sections"]


@cache
def section_names() -> tuple[str, ...]:
    """The names of all sections, which are those of their modules; imports none."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


@cache
def section(name: str) -> type[Section]:
    """The class of a section; imports its module alone."""
    module = import_module(f"{__name__}.{name}")
    (kind,) = (
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Section)
        and value.__module__ == module.__name__
    )
    return kind


def sections() -> list[type[Section]]:
    """The classes of all sections."""
    return [section(name) for name in section_names()]


def endpoints(kind: type[Section]) -> dict[str, Endpoint]:
    """The endpoints of a section by the names of their methods, as they are declared."""
    members = {
        name: member
        for base in reversed(kind.__mro__)
        for name, member in vars(base).items()
    }
    return {
        name: endpoint_of(member)
        for name, member in members.items()
        if hasattr(member, "endpoint")
    }
