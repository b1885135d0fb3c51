"""What the exchange answers to grid bots, and what it computes for them."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload, exact, exact_or_none
from okx_sdk.models.enums import GridStopType

__all__ = [
    "AmendGridTrigger",
    "GridAiParameter",
    "GridCloseOrder",
    "GridIncome",
    "GridInvestment",
    "GridMargin",
    "GridMinInvestment",
    "GridTopUp",
    "MaxGridQuantity",
    "MinInvestment",
    "NewGridTrigger",
    "RsiBackTest",
    "StopGrid",
]


@frozen
class GridTopUp:
    """What a change of a grid wants to be added."""

    algo_id: str
    required_topup_amount: Decimal | None = None
    """Least amount to add."""
    max_topup_amount: Decimal | None = None
    """Most that can be added."""


@frozen
class GridCloseOrder:
    """An order that closes what a contract grid left."""

    algo_id: str
    ord_id: str | None = None
    algo_cl_ord_id: str | None = None
    """The client's name for the bot."""
    tag: str | None = None
    """The client's tag."""


@frozen
class GridIncome:
    """Profit that was taken out of a spot grid."""

    algo_id: str
    profit: Decimal
    """In quote currency."""
    algo_cl_ord_id: str | None = None
    """The client's name for the bot."""


@frozen
class GridMargin:
    """What a change of margin would come to."""

    max_amt: Decimal | None = None
    """Most that can be added or reduced."""
    lever: Decimal | None = None
    """Leverage afterwards."""


@frozen
class GridAiParameter:
    """A grid that would have done well."""

    inst_id: str
    algo_ord_type: str
    """One of `grid`, `contract_grid`."""
    duration: str | None = None
    """Days that were looked back at: `7D`, `30D` or `180D`."""
    grid_num: int | None = None
    """Grid count."""
    max_px: Decimal | None = None
    """Upper price."""
    min_px: Decimal | None = None
    """Lower price."""
    per_max_profit_rate: Decimal | None = None
    """Most profit of a grid, as a share."""
    per_min_profit_rate: Decimal | None = None
    """Least profit of a grid, as a share."""
    per_grid_profit_ratio: Decimal | None = None
    """Profit of a grid, as a share."""
    annualized_rate: Decimal | None = None
    """As a share a year."""
    min_investment: Decimal | None = None
    """Least investment, in `ccy`."""
    ccy: str | None = None
    run_type: str | None = None
    """`1` equal distances, `2` equal ratios."""
    direction: str | None = None
    """Of contract grids: `long`, `short` or `neutral`."""
    lever: Decimal | None = None
    """Leverage."""
    source_ccy: str | None = None
    """Currency of the investment."""


@frozen
class MinInvestment:
    """The least investment of one currency."""

    ccy: str
    amt: Decimal


@frozen
class GridMinInvestment:
    """The least that a grid wants."""

    min_investment_data: tuple[MinInvestment, ...] = ()
    single_amt: Decimal | None = None
    """Size of an order of the grid."""


@frozen
class RsiBackTest:
    """How often a trigger would have come."""

    trigger_num: int


@frozen
class MaxGridQuantity:
    """The largest number of grids."""

    max_grid_qty: int


@frozen
class NewGridTrigger(Payload):
    """What starts or stops a grid bot."""

    trigger_action: str
    """`start` or `stop`."""
    trigger_strategy: str
    """`instant`, `price` or `rsi`."""
    delay_seconds: int | None = None
    """Seconds between the signal and the action."""
    timeframe: str | None = None
    """Length of a candle of the indicator.

    One of `3m`, `5m`, `15m`, `30m`, `1H`, `4H`, `1D`.
    """
    thold: int | None = None
    """Threshold of the indicator."""
    trigger_cond: str | None = None
    """How the indicator passes its threshold."""
    time_period: int | None = None
    """Number of candles of the indicator."""
    trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that starts or stops it."""
    stop_type: str | None = None
    """What becomes of the holdings."""


@frozen
class AmendGridTrigger(Payload):
    """A change of what starts or stops a grid bot."""

    trigger_action: str
    """`start` or `stop`."""
    trigger_strategy: str
    """`instant`, `price` or `rsi`."""
    trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that starts or stops it."""
    stop_type: str | None = None
    """What becomes of the holdings."""


@frozen
class StopGrid(Payload):
    """A grid bot to be stopped."""

    algo_id: str
    inst_id: str
    algo_ord_type: str
    """`grid` for spot, `contract_grid` for contracts."""
    stop_type: GridStopType = field(converter=GridStopType)
    """What becomes of the holdings."""


@frozen
class GridInvestment(Payload):
    """What would be invested of one currency."""

    amt: Decimal = field(converter=exact)
    ccy: str
