"""Statistics of trading: volumes, ratios and open interest over time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Row

__all__ = [
    "AccountRatio",
    "ContractOpenInterest",
    "ExpiryOpenInterest",
    "OpenInterestVolume",
    "OptionTakerFlow",
    "PositionRatio",
    "PutCallRatio",
    "Ratio",
    "StrikeOpenInterest",
    "SupportedCoins",
    "TakerVolume",
]


@frozen
class SupportedCoins:
    """The currencies that have statistics, by kind of market."""

    contract: tuple[str, ...] = ()
    option: tuple[str, ...] = ()
    spot: tuple[str, ...] = ()


@frozen
class ContractOpenInterest(Row):
    """Open interest of one contract at one time."""

    ts: datetime
    oi: Decimal
    """In contracts."""
    oi_ccy: Decimal
    """In coin."""
    oi_usd: Decimal
    """In USD."""


@frozen
class TakerVolume(Row):
    """What takers sold and bought in one bucket."""

    ts: datetime
    sell_vol: Decimal
    buy_vol: Decimal


@frozen
class Ratio(Row):
    """A ratio in one bucket."""

    ts: datetime
    ratio: Decimal


@frozen
class AccountRatio(Row):
    """Accounts that are long over those that are short, in one bucket."""

    ts: datetime
    long_short_acct_ratio: Decimal


@frozen
class PositionRatio(Row):
    """Positions that are long over those that are short, in one bucket."""

    ts: datetime
    long_short_pos_ratio: Decimal


@frozen
class OpenInterestVolume(Row):
    """Open interest and volume in one bucket."""

    ts: datetime
    oi: Decimal
    """In USD for contracts, in coin for options."""
    vol: Decimal
    """In USD for contracts, in coin for options."""


@frozen
class PutCallRatio(Row):
    """Calls over puts in one bucket."""

    ts: datetime
    oi_ratio: Decimal
    """By open interest."""
    vol_ratio: Decimal
    """By volume."""


@frozen
class ExpiryOpenInterest(Row):
    """Open interest and volume of one expiry's options, in coin."""

    ts: datetime
    exp_time: date
    call_oi: Decimal
    put_oi: Decimal
    call_vol: Decimal
    put_vol: Decimal


@frozen
class StrikeOpenInterest(Row):
    """Open interest and volume of one strike's options, in coin."""

    ts: datetime
    strike: Decimal
    call_oi: Decimal
    put_oi: Decimal
    call_vol: Decimal
    put_vol: Decimal


@frozen
class OptionTakerFlow(Row):
    """What takers bought and sold in one bucket, in coin."""

    ts: datetime
    call_buy_vol: Decimal
    call_sell_vol: Decimal
    put_buy_vol: Decimal
    put_sell_vol: Decimal
    call_block_vol: Decimal
    put_block_vol: Decimal
