"""Instruments, and the rules that come with them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Number
from okx_sdk.models.enums import (
    Alias,
    CtType,
    FeeGroupId,
    InstCategory,
    InstState,
    InstType,
    OpenType,
    OptType,
    RpiPermission,
    RuleType,
)

__all__ = [
    "ContractCoinConversion",
    "Instrument",
    "MmInstrumentType",
    "OpenInterest",
    "OptionSummary",
    "PositionTier",
    "PriceLimit",
    "TickBand",
    "TickBands",
    "UpcomingChange",
]


@frozen
class UpcomingChange:
    """An announced change of one of an instrument's parameters."""

    param: str
    """Name of the parameter in OKX's spelling, such as `tickSz`."""
    new_value: Decimal
    eff_time: datetime
    """When it takes effect."""


@frozen
class Instrument:
    """An instrument: what it is, its steps and its limits.

    Sizes are contracts for derivatives and base currency for spot, unless said
    otherwise.
    """

    inst_type: InstType
    inst_id: str
    state: InstState
    uly: str | None = None
    """Underlying index; of derivatives alone."""
    group_id: FeeGroupId | None = None
    """The group that its fees are looked up by."""
    inst_family: str | None = None
    category: str | None = None
    """Deprecated."""
    base_ccy: str | None = None
    """Of spot and margin alone."""
    quote_ccy: str | None = None
    """Of spot and margin alone."""
    settle_ccy: str | None = None
    """Of derivatives alone: the currency of margin and profit."""
    ct_val: Decimal | None = None
    """Value of a contract, in `ct_val_ccy`."""
    ct_mult: Decimal | None = None
    ct_val_ccy: str | None = None
    opt_type: OptType | None = None
    stk: Decimal | None = None
    """Strike price."""
    list_time: datetime | None = None
    auction_end_time: datetime | None = None
    """End of the call auction. Deprecated: see `cont_td_sw_time`."""
    cont_td_sw_time: datetime | None = None
    """When trading becomes continuous after the call auction."""
    pre_mkt_sw_time: datetime | None = None
    """When a pre-market future becomes a normal one."""
    open_type: OpenType | None = None
    exp_time: datetime | None = None
    """Time of expiry or delivery; of spot the time of delisting."""
    lever: Decimal | None = None
    """Highest leverage."""
    tick_sz: Decimal | None = None
    """Price step. Options have others at low prices: see tick bands."""
    lot_sz: Decimal | None = None
    """Size step."""
    min_sz: Decimal | None = None
    """Smallest size of an order."""
    ct_type: CtType | None = None
    alias: Alias | None = None
    """Deprecated."""
    rule_type: RuleType | None = None
    max_lmt_sz: Decimal | None = None
    """Largest size of a limit order."""
    max_mkt_sz: Decimal | None = None
    """Largest size of a market order; for spot in USDT."""
    max_lmt_amt: Decimal | None = None
    """Largest value of a limit order, in USD."""
    max_mkt_amt: Decimal | None = None
    """Largest value of a market order, in USD."""
    max_twap_sz: Decimal | None = None
    max_iceberg_sz: Decimal | None = None
    max_trigger_sz: Decimal | None = None
    max_stop_sz: Decimal | None = None
    """Largest size of a stop order at market; for spot in USDT."""
    future_settlement: bool | None = None
    """Whether a future is settled every day."""
    trade_quote_ccy_list: tuple[str, ...] = ()
    """Currencies that it may be traded against."""
    inst_id_code: Number | None = None
    """Number that websocket orders name it by; a relisted symbol gets a new one."""
    inst_category: InstCategory | None = None
    upc_chg: tuple[UpcomingChange, ...] = ()
    """Changes of parameters that are announced."""
    series_id: str | None = None
    max_plat_oi_coin_lmt: Decimal | None = None
    """Cap of the platform's open interest, in coin."""
    init_px_lmt_pct: Decimal | None = None
    """Band of prices in the first ten minutes, as a share."""
    float_px_lmt_pct: Decimal | None = None
    """Floating band of prices, as a share."""
    max_px_lmt_pct: Decimal | None = None
    """Hard band of prices, as a share."""
    elp: RpiPermission | None = None
    """Former name of `rpi`."""
    rpi: RpiPermission | None = None
    """Whether it has RPI, and the user a right to it; for signed calls alone."""
    rpi_min_level: int | None = None
    """Least distance of RPI orders, in levels."""
    rpi_min_px_band: Decimal | None = None
    """Least distance of RPI orders, in basis points."""
    pos_lmt_amt: Decimal | None = None
    """Cap of a user's position, in USD."""
    pos_lmt_pct: Decimal | None = None
    """Cap of a user's position, as a share of the platform's open interest."""
    max_plat_oi_lmt: Decimal | None = None
    """Cap of the platform's open interest, in USD."""
    long_pos_remaining_quota: Decimal | None = None
    """What longs may still add, in USD."""
    short_pos_remaining_quota: Decimal | None = None
    """What shorts may still add, in USD."""
    method: str | None = None
    """What decides an event contract, in upper case."""
    freq: str | None = None
    """How often a series of event contracts is issued, in upper case."""


@frozen
class OpenInterest:
    """The open interest of one instrument."""

    inst_type: InstType
    inst_id: str
    oi: Decimal
    """In contracts."""
    ts: datetime
    oi_ccy: Decimal | None = None
    """In coin."""
    oi_usd: Decimal | None = None
    """In USD."""


@frozen
class PriceLimit:
    """The prices that orders of an instrument may have."""

    inst_id: str
    ts: datetime
    inst_type: InstType | None = None
    buy_lmt: Decimal | None = None
    """Highest price of a buy."""
    sell_lmt: Decimal | None = None
    """Lowest price of a sell."""
    enabled: bool | None = None
    """Whether the limit is in force."""


@frozen
class OptionSummary:
    """Greeks and volatilities of one option; volatilities are shares a year."""

    inst_type: InstType
    inst_id: str
    uly: str
    ts: datetime
    delta: Decimal | None = None
    """Of the price in coin, as are the next three."""
    gamma: Decimal | None = None
    vega: Decimal | None = None
    theta: Decimal | None = None
    delta_bs: Decimal | None = None
    """Of the price in dollars, as are the next three."""
    gamma_bs: Decimal | None = None
    vega_bs: Decimal | None = None
    theta_bs: Decimal | None = None
    lever: Decimal | None = None
    mark_vol: Decimal | None = None
    bid_vol: Decimal | None = None
    ask_vol: Decimal | None = None
    real_vol: Decimal | None = None
    """Not used."""
    vol_lv: Decimal | None = None
    """Volatility of the options at the money."""
    fwd_px: Decimal | None = None


@frozen
class PositionTier:
    """The margin rates of positions up to one size."""

    tier: int
    min_sz: Decimal
    """In contracts; for margin in coin or, if borrowed, in quote currency."""
    max_sz: Decimal
    """In contracts; for margin in coin or, if borrowed, in quote currency."""
    uly: str | None = None
    inst_family: str | None = None
    inst_id: str | None = None
    mmr: Decimal | None = None
    """Maintenance margin rate, as a share."""
    imr: Decimal | None = None
    """Initial margin rate, as a share."""
    max_lever: Decimal | None = None
    opt_mgn_factor: Decimal | None = None
    """Factor of margin; of options alone."""
    quote_max_loan: Decimal | None = None
    """Most that can be borrowed of the quote currency; of margin alone."""
    base_max_loan: Decimal | None = None
    """Most that can be borrowed of the base currency; of margin alone."""


@frozen
class ContractCoinConversion:
    """A converted size."""

    inst_id: str
    sz: Decimal
    """The result: in contracts for type `1`, in coin for type `2`."""
    type: str
    """`1` coin to contracts, `2` contracts to coin."""
    px: Decimal | None = None
    unit: str | None = None
    """`coin` or `usds`."""


@frozen
class TickBand:
    """The price step between two prices."""

    min_px: Decimal
    max_px: Decimal
    tick_sz: Decimal


@frozen
class TickBands:
    """The price steps of a family, by price."""

    inst_type: InstType
    inst_family: str
    tick_band: tuple[TickBand, ...] = ()


@frozen
class MmInstrumentType:
    """An instrument's class in the market makers' programme."""

    inst_id: str
    inst_type: InstType | None = None
    type: str | None = None
    """One of `A`, `B-Crypto`, `B-TradFi`."""
