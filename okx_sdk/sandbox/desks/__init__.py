"""What the sandbox answers, a module for each section of OKX's interface."""

from __future__ import annotations

from importlib import import_module

from okx_sdk.sandbox.exchange import Exchange
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.market import Market

__all__ = ["public_exchange"]

_DESKS = (
    "books",
    "event_contracts",
    "market",
    "news",
    "option_statistics",
    "public_collateral",
    "public_instruments",
    "public_prices",
    "public_records",
    "statistics",
)


def public_exchange(seed: int = 1, limits: Limits | None = None) -> Exchange:
    """The exchange of a seed, with everything that it can answer."""
    for name in _DESKS:
        import_module(f"{__name__}.{name}")  # which registers what it answers
    return Exchange(Market(seed), limits or Limits())
