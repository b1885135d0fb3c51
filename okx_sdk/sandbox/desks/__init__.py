"""What the sandbox answers, a module for each section of OKX's interface."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from okx_sdk.protocol.endpoint import Endpoint
from okx_sdk.sandbox.exchange import Exchange, Grade, served
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.market import Market

__all__ = ["open_desks", "public_exchange", "routes"]


def open_desks() -> None:
    """Import every desk, which registers what it answers."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


def public_exchange(seed: int = 1, limits: Limits | None = None) -> Exchange:
    """The exchange of a seed, with everything that it can answer."""
    open_desks()
    return Exchange(Market(seed), limits or Limits())


def routes() -> Iterator[tuple[str, Endpoint, Grade]]:
    """Every endpoint that is answered, with its section, and how truly."""
    from okx_sdk.rest import endpoints, section, section_names

    open_desks()
    grades: dict[str, Grade] = {str(endpoint): grade for endpoint, grade in served()}
    for name in section_names():
        for endpoint in endpoints(section(name)).values():
            if str(endpoint) in grades:
                yield name, endpoint, grades[str(endpoint)]
