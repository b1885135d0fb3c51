"""Settlement, insurance, interest and other records of the exchange."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import ColRes, InstType, StgyType

__all__ = [
    "DeliveryExercise",
    "DeliveryExerciseDetail",
    "DeltaHedgeCurrencies",
    "DiscountQuota",
    "DiscountTier",
    "EconomicEvent",
    "EstimatedPrice",
    "EstimatedSettlement",
    "FormerDiscountTier",
    "HistoryFile",
    "HistoryFiles",
    "HistoryFilesDetail",
    "InsuranceFund",
    "InsuranceFundMovement",
    "LoanQuota",
    "LoanQuotaConfig",
    "LoanQuotaLevel",
    "LoanQuotas",
    "LoanRate",
    "Settlement",
    "SettlementDetail",
    "SystemTime",
]


@frozen
class EstimatedPrice:
    """The price that a contract would be delivered or exercised at."""

    inst_type: InstType
    inst_id: str
    settle_px: Decimal
    ts: datetime
    settle_type: str | None = None
    """`settlement`, `delivery` or `exercise`; the channel alone tells it."""


@frozen
class DeliveryExerciseDetail:
    """The delivery or exercise of one contract."""

    ins_id: str
    """The instrument; OKX spells the field so."""
    px: Decimal
    type: str
    """One of `delivery`, `exercised`, `expired_otm`."""


@frozen
class DeliveryExercise:
    """The deliveries and exercises of one time."""

    ts: datetime
    details: tuple[DeliveryExerciseDetail, ...] = ()


@frozen
class EstimatedSettlement:
    """The price that a future would be settled at next."""

    inst_id: str
    next_settle_time: datetime
    est_settle_px: Decimal
    ts: datetime


@frozen
class SettlementDetail:
    """The settlement of one future."""

    inst_id: str
    settle_px: Decimal


@frozen
class Settlement:
    """The settlements of one time."""

    ts: datetime
    details: tuple[SettlementDetail, ...] = ()


@frozen
class DiscountTier:
    """The rate of a currency as collateral, up to one amount."""

    discount_rate: Decimal
    """What of the value counts, as a share."""
    max_amt: Decimal | None = None
    """In the currency; nothing for the last tier."""
    min_amt: Decimal | None = None
    """In the currency."""
    tier: int | None = None
    liq_penalty_rate: Decimal | None = None
    """As a share."""
    dis_ccy_eq: Decimal | None = None
    """What the currency counts up to here."""


@frozen
class FormerDiscountTier:
    """The rate of a currency as collateral in former rows."""

    discount_rate: Decimal
    max_amt: Decimal | None = None
    min_amt: Decimal | None = None


@frozen
class DiscountQuota:
    """How far a currency counts as collateral."""

    ccy: str
    col_res: ColRes | None = None
    collateral_restrict: bool | None = None
    """Deprecated: see `col_res`."""
    amt: Decimal | None = None
    """What is lent without interest."""
    discount_lv: str | None = None
    """Deprecated."""
    min_discount_rate: Decimal | None = None
    """Least rate, from the last tier on."""
    details: tuple[DiscountTier, ...] = ()
    discount_info: tuple[FormerDiscountTier, ...] = ()
    """Former name of `details`."""


@frozen
class SystemTime:
    """The exchange's clock."""

    ts: datetime


@frozen
class LoanQuota:
    """Rate and quota of one currency."""

    ccy: str
    rate: Decimal
    """Interest of a day, as a share."""
    quota: Decimal
    """In the currency."""


@frozen
class LoanQuotaLevel:
    """How quotas rise with one fee tier."""

    level: str
    loan_quota_coef: Decimal
    """Multiplies the quota."""
    ir_discount: Decimal | None = None
    """Deprecated."""


@frozen
class LoanRate:
    """The interest of one currency."""

    ccy: str
    rate: Decimal
    """Interest of a day, as a share."""


@frozen
class LoanQuotaConfig:
    """The quota of one currency at one fee tier."""

    ccy: str
    level: str
    stgy_type: StgyType | None = None
    quota: Decimal | None = None


@frozen
class LoanQuotas:
    """Interest rates and quotas of borrowing."""

    basic: tuple[LoanQuota, ...] = ()
    vip: tuple[LoanQuotaLevel, ...] = ()
    """How quotas rise with the tiers of VIP users."""
    regular: tuple[LoanQuotaLevel, ...] = ()
    """How quotas rise with the tiers of regular users."""
    config_ccy_list: tuple[LoanRate, ...] = ()
    """Rates of the currencies in `config`."""
    config: tuple[LoanQuotaConfig, ...] = ()
    """Currencies whose quotas follow rules of their own."""


@frozen
class InsuranceFundMovement:
    """One movement of an insurance fund."""

    ccy: str
    type: str
    ts: datetime
    balance: Decimal | None = None
    amt: Decimal | None = None
    max_bal: Decimal | None = None
    """Highest balance of the last eight hours."""
    max_bal_ts: datetime | None = None
    dec_rate: Decimal | None = None
    """Deprecated."""
    adl_type: str | None = None
    """One of `rate_adl_start`, `bal_adl_start`, `pos_adl_start`, `adl_end`."""


@frozen
class InsuranceFund:
    """The insurance fund of a family, or of a currency, and its movements."""

    inst_type: InstType
    total: Decimal | None = None
    """Balance of the whole fund, in USD."""
    inst_family: str | None = None
    details: tuple[InsuranceFundMovement, ...] = ()


@frozen
class EconomicEvent:
    """An event of the economic calendar."""

    calendar_id: str
    date: datetime
    """When it is expected, or was published."""
    region: str
    category: str
    event: str
    importance: str
    """`1` low, `2` medium, `3` high."""
    u_time: datetime
    ref_date: datetime | None = None
    """The period that it reports on."""
    actual: str | None = None
    """With its unit, such as `7.8%`; nothing before it is published."""
    previous: str | None = None
    """With its unit; revised, if it was."""
    forecast: str | None = None
    """With its unit; average of economists' forecasts."""
    date_span: str | None = None
    """`0` the time is known, `1` the day alone."""
    prev_initial: Decimal | None = None
    """The previous value before it was revised."""
    ccy: str | None = None
    unit: str | None = None


@frozen
class HistoryFile:
    """One file of historical data."""

    filename: str
    url: str
    data_ts: datetime | None = None
    """The day or month that it covers."""
    size_mb: Decimal | None = None


@frozen
class HistoryFilesDetail:
    """The files of one instrument or family."""

    inst_id: str | None = None
    inst_family: str | None = None
    date_range_start: datetime | None = None
    date_range_end: datetime | None = None
    group_size_mb: Decimal | None = None
    group_details: tuple[HistoryFile, ...] = ()


@frozen
class HistoryFiles:
    """Files of historical data for one range."""

    ts: datetime
    total_size_mb: Decimal | None = None
    date_aggr_type: str | None = None
    """One of `daily`, `monthly`."""
    details: tuple[HistoryFilesDetail, ...] = ()


@frozen
class DeltaHedgeCurrencies:
    """The currencies that hedge one."""

    ccy: str
    hedge_ccy: tuple[str, ...] = ()
