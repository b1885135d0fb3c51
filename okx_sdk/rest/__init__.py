"""Declarations of the REST endpoints, one module per section of OKX's docs."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

from okx_sdk.protocol.endpoint import Endpoint, Section, endpoint_of

__all__ = ["endpoints", "sections"]


def sections() -> list[type[Section]]:
    """The classes of all sections, by the order of their modules' names."""
    found: list[type[Section]] = []
    for _, name, _ in pkgutil.iter_modules(__path__, f"{__name__}."):
        if "._" not in name:  # those are parts of a section
            kinds = vars(import_module(name)).values()
            own = (k for k in kinds if inspect.isclass(k) and k.__module__ == name)
            found.extend(kind for kind in own if issubclass(kind, Section))
    return found


def endpoints(section: type[Section]) -> dict[str, Endpoint]:
    """The endpoints of a section by the names of their methods."""
    methods = inspect.getmembers(section, lambda each: hasattr(each, "endpoint"))
    return {name: endpoint_of(method) for name, method in methods}
