"""Event contracts: series, their events, and the markets of an event."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import EventFreq, EventMarketState, EventSettleMethod

__all__ = ["Event", "EventMarket", "EventSeries", "EventSettlement"]


@frozen
class EventSettlement:
    """How a series of event contracts is decided."""

    method: EventSettleMethod | None = None
    close_early: bool | None = None
    """Whether a market may close before its expiry."""
    src_name: str | None = None
    """Where the deciding price comes from."""
    underlying: str | None = None


@frozen
class EventSeries:
    """A series of event contracts."""

    series_id: str
    freq: EventFreq | None = None
    title: str | None = None
    category: str | None = None
    settlement: EventSettlement | None = None


@frozen
class Event:
    """One event of a series."""

    series_id: str
    event_id: str
    exp_time: datetime
    state: EventMarketState
    fix_time: datetime | None = None
    """When the price to compare with is fixed."""


@frozen
class EventMarket:
    """One market of an event: an instrument that pays if its outcome comes."""

    series_id: str
    event_id: str
    inst_id: str
    exp_time: datetime
    state: EventMarketState
    list_time: datetime | None = None
    fix_time: datetime | None = None
    """When the price to compare with is fixed."""
    disputed: bool | None = None
    """Whether the outcome is contested."""
    outcome: str | None = None
    """`0` not decided, `1` yes, `2` no."""
    floor_strike: Decimal | None = None
    """The price must end above it."""
    cap_strike: Decimal | None = None
    """The price must end below it."""
    settle_value: Decimal | None = None
    """The price that decided."""
    hit_dir: str | None = None
    """`up` or `dn`: from where the price must be hit."""
