"""Plans that buy again and again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import InstType

__all__ = ["RecurringBuyCoin", "RecurringBuyOrder"]


@frozen
class RecurringBuyCoin:
    """A currency that a plan buys."""

    ccy: str
    ratio: Decimal | None = None
    """Part of the amount, as a share."""
    total_amt: Decimal | None = None
    """Bought so far."""
    profit: Decimal | None = None
    avg_px: Decimal | None = None
    """Average price."""
    px: Decimal | None = None
    """Present price."""


@frozen
class RecurringBuyOrder:
    """A plan that buys the same amount again and again."""

    algo_id: str
    state: str
    """One of `running`, `stopping`, `stopped`, `pause`."""
    algo_cl_ord_id: str | None = None
    """The name that the client gave the algo order."""
    inst_type: InstType | None = None
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    algo_ord_type: str | None = None
    stgy_name: str | None = None
    """Its name."""
    recurring_list: tuple[RecurringBuyCoin, ...] = ()
    """What it buys."""
    period: str | None = None
    """One of `monthly`, `weekly`, `daily`, `hourly`."""
    recurring_day: str | None = None
    """Day of the month, or of the week from `1` Monday."""
    recurring_hour: str | None = None
    """Hours between purchases: `1`, `4`, `8` or `12`."""
    recurring_time: str | None = None
    """Hour of the day."""
    time_zone: str | None = None
    """Hours from UTC."""
    amt: Decimal | None = None
    """Amount of each purchase, in `investment_ccy`."""
    investment_amt: Decimal | None = None
    """Spent so far."""
    investment_ccy: str | None = None
    next_invest_time: datetime | None = None
    total_pnl: Decimal | None = None
    """Profit so far."""
    total_ann_rate: Decimal | None = None
    """As a share a year."""
    pnl_ratio: Decimal | None = None
    """Profit, as a share."""
    mkt_cap: Decimal | None = None
    """Value of what was bought, in USDT."""
    cycles: int | None = None
    """Number of purchases so far."""
    tag: str | None = None
    """The client's tag."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""
