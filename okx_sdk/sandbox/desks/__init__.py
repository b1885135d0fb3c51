"""What the sandbox answers, a module for each section of OKX's interface."""

from __future__ import annotations

from okx_sdk.sandbox.exchange import Exchange
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.market import Market

__all__ = ["public_exchange"]


def public_exchange(seed: int, limits: Limits) -> Exchange:
    """The exchange of a seed, with everything that it can answer."""
    # Importing a desk registers what it answers.
    from okx_sdk.sandbox.desks import (  # noqa: F401
        market,
        news,
        public_instruments,
        public_prices,
        public_records,
        statistics,
    )

    return Exchange(Market(seed), limits)
