"""Risk of the trading account, and checks before its mode is changed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import AcctLv, InstType

__all__ = [
    "AccountModeCheck",
    "AccountRiskState",
    "CollateralAsset",
    "DeltaNeutralCheck",
    "DeltaNeutralObstacle",
    "ModeMargin",
    "ModeMarginDetail",
    "ModeObstacle",
    "PositionToSet",
    "TierToPass",
]


@frozen
class AccountRiskState:
    """Whether the account is at risk."""

    at_risk: bool
    """Orders that add to the risk are refused then."""
    ts: datetime
    at_risk_idx: tuple[str, ...] = ()
    """Families whose derivatives are at risk."""
    at_risk_mgn: tuple[str, ...] = ()
    """Currencies whose margin is at risk."""


@frozen
class ModeObstacle:
    """What stands in the way of another mode."""

    type: str | None = None
    total_asset: Decimal | None = None
    """Assets, in USD."""
    pos_list: tuple[str, ...] = ()
    """Positions."""


@frozen
class PositionToSet:
    """A position whose leverage is to be set."""

    pos_id: str
    lever: Decimal | None = None
    """Leverage."""


@frozen
class TierToPass:
    """A position that passes its tier."""

    inst_family: str | None = None
    inst_type: InstType | None = None
    pos: Decimal | None = None
    """Size."""
    lever: Decimal | None = None
    """Leverage."""
    max_sz: Decimal | None = None
    """Largest size of the tier."""


@frozen
class ModeMarginDetail:
    """Margin of one currency in one mode."""

    ccy: str
    avail_eq: Decimal | None = None
    """Equity that is free."""
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""


@frozen
class ModeMargin:
    """Margin in one mode."""

    acct_avail_eq: Decimal | None = None
    """Equity that is free, in USD."""
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""
    details: tuple[ModeMarginDetail, ...] = ()


@frozen
class AccountModeCheck:
    """Whether the account's mode can be changed."""

    s_code: str
    """What comes of it.

    `0` it can, `1` something stands in the way, `3` leverage is to be set, `4`
    positions pass their tiers.
    """
    cur_acct_lv: AcctLv | None = None
    """The present mode."""
    acct_lv: AcctLv | None = None
    """The mode to change to."""
    risk_offset_type: str | None = None
    """Deprecated."""
    unmatched_info_check: tuple[ModeObstacle, ...] = ()
    """What stands in the way."""
    pos_list: tuple[PositionToSet, ...] = ()
    """Positions whose leverage is to be set."""
    pos_tier_check: tuple[TierToPass, ...] = ()
    """Positions that pass their tiers."""
    mgn_bf: ModeMargin | None = None
    """Margin before."""
    mgn_aft: ModeMargin | None = None
    """Margin afterwards."""


@frozen
class CollateralAsset:
    """Whether a currency counts as collateral."""

    ccy: str
    collateral_enabled: bool


@frozen
class DeltaNeutralObstacle:
    """One thing that stands in the way."""

    type: str | None = None
    delta_lever: Decimal | None = None
    """`delta` divided by the equity."""
    ord_list: tuple[str, ...] = ()
    """Orders."""
    pos_list: tuple[str, ...] = ()
    """Positions."""


@frozen
class DeltaNeutralCheck:
    """What stands in the way of another strategy mode."""

    unmatched_info_check: tuple[DeltaNeutralObstacle, ...] = ()
