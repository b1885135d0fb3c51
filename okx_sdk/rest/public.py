"""Public data as OKX sends it; its parts stand in the modules `_public_*`."""

from __future__ import annotations

from okx_sdk.rest._public_instruments import PublicInstruments
from okx_sdk.rest._public_prices import PublicPrices
from okx_sdk.rest._public_records import PublicRecords

__all__ = ["Public"]


class Public(PublicInstruments, PublicPrices, PublicRecords):
    """Public data: instruments, funding, reference prices, risk rules.

    Needs no credentials.
    """
