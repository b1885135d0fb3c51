"""Conversions of one currency into another."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import ConvertState, Side

__all__ = ["ConvertCurrency", "ConvertPair", "ConvertQuote", "ConvertTrade"]


@frozen
class ConvertCurrency:
    """A currency that can be converted."""

    ccy: str
    min: Decimal | None = None
    """Deprecated."""
    max: Decimal | None = None
    """Deprecated."""


@frozen
class ConvertPair:
    """The limits of converting one currency into another."""

    inst_id: str
    base_ccy: str
    quote_ccy: str
    base_ccy_max: Decimal | None = None
    """Largest size, in base currency."""
    base_ccy_min: Decimal | None = None
    """Least size, in base currency."""
    quote_ccy_max: Decimal | None = None
    """Largest size, in quote currency."""
    quote_ccy_min: Decimal | None = None
    """Least size, in quote currency."""


@frozen
class ConvertQuote:
    """A price that a conversion can be made at."""

    quote_id: str
    base_ccy: str
    quote_ccy: str
    side: Side
    cnvt_px: Decimal
    """Price, in quote currency."""
    quote_time: datetime
    """When it was made."""
    ttl_ms: int
    """Milliseconds that it holds."""
    cl_q_req_id: str | None = None
    """The client's name for it."""
    orig_rfq_sz: Decimal | None = None
    """Size that was asked for."""
    rfq_sz: Decimal | None = None
    """Size that is quoted."""
    rfq_sz_ccy: str | None = None
    """Currency of that size."""
    base_sz: Decimal | None = None
    """In base currency."""
    quote_sz: Decimal | None = None
    """In quote currency."""


@frozen
class ConvertTrade:
    """A conversion."""

    trade_id: str
    inst_id: str
    base_ccy: str
    quote_ccy: str
    side: Side
    state: ConvertState
    ts: datetime
    quote_id: str | None = None
    cl_t_req_id: str | None = None
    """The client's name for it."""
    fill_px: Decimal | None = None
    """In quote currency."""
    fill_base_sz: Decimal | None = None
    """In base currency."""
    fill_quote_sz: Decimal | None = None
    """In quote currency."""
