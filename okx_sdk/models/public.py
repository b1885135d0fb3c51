"""Prices that OKX computes: mark, index, premium and funding; and all public data."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Flag, Row
from okx_sdk.models.enums import FundingFormula, InstType, SettState
from okx_sdk.models.event_contracts import (
    Event,
    EventMarket,
    EventSeries,
    EventSettlement,
)
from okx_sdk.models.instruments import (
    ContractCoinConversion,
    Instrument,
    MmInstrumentType,
    OpenInterest,
    OptionSummary,
    PositionTier,
    PriceLimit,
    TickBand,
    TickBands,
    UpcomingChange,
)
from okx_sdk.models.public_records import (
    DeliveryExercise,
    DeliveryExerciseDetail,
    DeltaHedgeCurrencies,
    DiscountQuota,
    DiscountTier,
    EconomicEvent,
    EstimatedPrice,
    EstimatedSettlement,
    FormerDiscountTier,
    HistoryFile,
    HistoryFiles,
    HistoryFilesDetail,
    InsuranceFund,
    InsuranceFundMovement,
    LoanQuota,
    LoanQuotaConfig,
    LoanQuotaLevel,
    LoanQuotas,
    LoanRate,
    Settlement,
    SettlementDetail,
    SystemTime,
)

__all__ = [
    "ContractCoinConversion",
    "DeliveryExercise",
    "DeliveryExerciseDetail",
    "DeltaHedgeCurrencies",
    "DiscountQuota",
    "DiscountTier",
    "EconomicEvent",
    "EstimatedPrice",
    "EstimatedSettlement",
    "Event",
    "EventMarket",
    "EventSeries",
    "EventSettlement",
    "ExchangeRate",
    "FormerDiscountTier",
    "FundingRate",
    "FundingRateHistory",
    "HistoryFile",
    "HistoryFiles",
    "HistoryFilesDetail",
    "IndexCandle",
    "IndexComponent",
    "IndexComponents",
    "IndexTicker",
    "Instrument",
    "InsuranceFund",
    "InsuranceFundMovement",
    "LoanQuota",
    "LoanQuotaConfig",
    "LoanQuotaLevel",
    "LoanQuotas",
    "LoanRate",
    "MarkPrice",
    "MmInstrumentType",
    "OpenInterest",
    "OptionSummary",
    "PositionTier",
    "Premium",
    "PriceLimit",
    "Settlement",
    "SettlementDetail",
    "SystemTime",
    "TickBand",
    "TickBands",
    "UpcomingChange",
]


@frozen
class FundingRate:
    """The current funding rate of one instrument; rates are shares for one period."""

    inst_type: InstType
    inst_id: str
    funding_rate: Decimal
    funding_time: datetime
    """When this rate is charged."""
    ts: datetime
    method: str | None = None
    """`current_period`, or `next_period` for a rate that was fixed a period ahead."""
    formula_type: FundingFormula | None = None
    next_funding_rate: Decimal | None = None
    """Deprecated."""
    next_funding_time: datetime | None = None
    """When the one after it is charged."""
    min_funding_rate: Decimal | None = None
    max_funding_rate: Decimal | None = None
    interest_rate: Decimal | None = None
    impact_value: Decimal | None = None
    """Depth that the premium is measured at."""
    sett_state: SettState | None = None
    """State of the charging of `sett_funding_rate`."""
    sett_funding_rate: Decimal | None = None
    """Rate that is being charged, or was last."""
    premium: Decimal | None = None
    """Of the contract over its index, as a share."""
    prev_funding_time: datetime | None = None
    """When a rate was last charged."""


@frozen
class FundingRateHistory:
    """A funding rate of the past, as a share for one period."""

    inst_type: InstType
    inst_id: str
    funding_rate: Decimal
    """The rate as it was forecast."""
    funding_time: datetime
    formula_type: FundingFormula | None = None
    realized_rate: Decimal | None = None
    """The rate that was charged."""
    method: str | None = None
    """`current_period`, or `next_period` for a rate that was fixed a period ahead."""


@frozen
class MarkPrice:
    """The mark price of one instrument."""

    inst_type: InstType
    inst_id: str
    mark_px: Decimal
    ts: datetime


@frozen
class Premium:
    """The premium of a perpetual over its index at one time."""

    inst_id: str
    premium: Decimal
    """As a share of the index price."""
    ts: datetime


@frozen
class IndexTicker:
    """The price of an index with its 24-hour figures."""

    inst_id: str
    idx_px: Decimal
    ts: datetime
    high_24h: Decimal | None = None
    low_24h: Decimal | None = None
    open_24h: Decimal | None = None
    """Price 24 hours ago."""
    sod_utc0: Decimal | None = None
    """Price at the last midnight, UTC."""
    sod_utc8: Decimal | None = None
    """Price at the last midnight, UTC+8."""


@frozen
class IndexCandle(Row):
    """Prices of an index, or of a mark price, over one period."""

    ts: datetime
    """When the period begins."""
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    confirm: Flag = True
    """Whether the period is over; until then the figures change."""


@frozen
class ExchangeRate:
    """The rate of dollar and yuan."""

    usd_cny: Decimal
    """Yuan for a dollar."""


@frozen
class IndexComponent:
    """One exchange's part in an index."""

    exch: str
    """Name of the exchange."""
    symbol: str
    sym_px: Decimal
    """Price of the symbol there."""
    wgt: Decimal
    """Weight, as a share."""
    cnv_px: Decimal
    """Its price in the currency of the index."""


@frozen
class IndexComponents:
    """What an index is made of."""

    index: str
    last: Decimal
    ts: datetime
    components: tuple[IndexComponent, ...]
