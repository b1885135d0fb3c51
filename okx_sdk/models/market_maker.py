"""Performance in the market makers' programme."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

__all__ = [
    "GlpAccount",
    "GlpDaily",
    "GlpDay",
    "GlpMonth",
    "GlpProgram",
    "GlpShare",
    "GlpToday",
    "GlpVolume",
    "MakerTaker",
]


@frozen
class MakerTaker:
    """A figure of makers, and of takers."""

    maker: Decimal | None = None
    taker: Decimal | None = None


@frozen
class GlpVolume:
    """Volume by class of instruments."""

    type_a: MakerTaker | None = None
    type_b_total: MakerTaker | None = None
    tradfi_x2: MakerTaker | None = None
    total: MakerTaker | None = None


@frozen
class GlpShare:
    """Share of the exchange's volume, by class of instruments."""

    type_a: MakerTaker | None = None
    type_b_adj: MakerTaker | None = None
    total: MakerTaker | None = None


@frozen
class GlpDay:
    """Performance of one day."""

    date: str
    volume: GlpVolume | None = None
    share: GlpShare | None = None


@frozen
class GlpAccount:
    """The accounts that are counted together."""

    master_account_id: str | None = None
    combined_account_ids: tuple[str, ...] = ()


@frozen
class GlpDaily:
    """Volume and share of a day."""

    volume: GlpVolume | None = None
    share: GlpShare | None = None


@frozen
class GlpMonth:
    """Volume and share of a month."""

    volume: GlpVolume | None = None
    share: GlpShare | None = None
    mtd_status: str | None = None
    qualifying_share: MakerTaker | None = None
    """The share that counts."""


@frozen
class GlpProgram:
    """Performance in one programme."""

    program: str | None = None
    market_maker_business_id: str | None = None
    enrollment_status: str | None = None
    market_maker_level_id: str | None = None
    enrolled_tier_display: str | None = None
    """Tier, in words."""
    qualifying_pool: str | None = None
    qualifying_rows: tuple[str, ...] = ()
    daily: GlpDaily | None = None
    """Of today."""
    mtd: GlpMonth | None = None
    """Of this month."""


@frozen
class GlpToday:
    """Performance of today and of this month."""

    data_ready: bool | None = None
    data_date: str | None = None
    account: GlpAccount | None = None
    programs: tuple[GlpProgram, ...] = ()
