"""Public figures of lead traders."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

__all__ = [
    "CopyTrader",
    "CopyTraders",
    "CurrencyPreference",
    "LeadTrader",
    "LeadTraderPnl",
    "LeadTraderPnlRatio",
    "LeadTraderRanks",
    "LeadTraderStats",
]


@frozen
class LeadTraderPnlRatio:
    """Profit up to one time, as a share."""

    begin_ts: datetime
    pnl_ratio: Decimal | None = None


@frozen
class LeadTrader:
    """A lead trader's figures of the last 90 days."""

    unique_code: str
    """Name of the lead trader."""
    aum: Decimal | None = None
    """Assets of followers, in USDT."""
    copy_state: str | None = None
    """`0` not copied, `1` copied."""
    max_copy_trader_num: int | None = None
    """Most followers."""
    copy_trader_num: int | None = None
    """Followers."""
    acc_copy_trader_num: int | None = None
    """Followers so far."""
    port_link: str | None = None
    """Link to the portrait."""
    nick_name: str | None = None
    ccy: str | None = None
    """Currency of the margin."""
    win_ratio: Decimal | None = None
    """As a share."""
    lead_days: int | None = None
    trader_insts: tuple[str, ...] = ()
    """Instruments that it leads in."""
    pnl: Decimal | None = None
    pnl_ratio: Decimal | None = None
    """Profit, as a share."""
    pnl_ratios: tuple[LeadTraderPnlRatio, ...] = ()
    """The same by time."""


@frozen
class LeadTraderRanks:
    """A page of lead traders by rank."""

    data_ver: str | None = None
    """Version of the ranks."""
    total_page: int | None = None
    """Number of pages."""
    ranks: tuple[LeadTrader, ...] = ()


@frozen
class LeadTraderPnl:
    """A lead trader's profit of one day or week."""

    begin_ts: datetime
    """When the day or week begins."""
    pnl: Decimal | None = None
    """In USDT."""
    pnl_ratio: Decimal | None = None
    """The same, as a share."""


@frozen
class LeadTraderStats:
    """Figures of a lead trader."""

    ccy: str
    """Currency of the figures."""
    win_ratio: Decimal | None = None
    """As a share."""
    profit_days: int | None = None
    loss_days: int | None = None
    cur_copy_trader_pnl: Decimal | None = None
    """Profit of those who copy it now."""
    avg_sub_pos_notional: Decimal | None = None
    """Average value of a position."""
    invest_amt: Decimal | None = None
    """Investment."""


@frozen
class CurrencyPreference:
    """How much a lead trader trades a currency."""

    ccy: str
    ratio: Decimal
    """As a share."""


@frozen
class CopyTrader:
    """Someone who copies a lead trader."""

    begin_copy_time: datetime | None = None
    """When it began."""
    nick_name: str | None = None
    port_link: str | None = None
    """Link to the portrait."""
    pnl: Decimal | None = None


@frozen
class CopyTraders:
    """Those who copy a lead trader."""

    ccy: str
    """Currency of the profit."""
    copy_total_pnl: Decimal | None = None
    """Their profit."""
    copy_trader_num_chg: int | None = None
    """Change of their number in seven days."""
    copy_trader_num_chg_ratio: Decimal | None = None
    """The same, as a share."""
    copy_traders: tuple[CopyTrader, ...] = ()
