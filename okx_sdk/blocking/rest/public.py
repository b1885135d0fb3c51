"""The blocking twin of `okx_sdk.rest.public`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._public_instruments import PublicInstruments
from okx_sdk.blocking.rest._public_prices import PublicPrices
from okx_sdk.blocking.rest._public_records import PublicRecords
from okx_sdk.rest.public import Public as AsyncPublic

__all__ = ["Public"]


class Public(
    PublicInstruments[AsyncPublic],
    PublicPrices[AsyncPublic],
    PublicRecords[AsyncPublic],
):
    """Public data: instruments, funding, reference prices, risk rules.

    Needs no credentials.
    """
