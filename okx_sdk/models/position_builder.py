"""What a portfolio would want as margin."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen
from attrs.converters import optional

from okx_sdk.models._base import Payload, exact, exact_or_none
from okx_sdk.models.enums import AcctLv, InstType, PosSide

__all__ = [
    "BuilderAsset",
    "BuilderHolding",
    "BuilderPosition",
    "ExtremeResult",
    "MmrConfig",
    "MmrPoint",
    "PositionBuilder",
    "PositionBuilderGraph",
    "RiskUnit",
    "SimulatedAsset",
    "SimulatedPosition",
    "StressResult",
    "StressScenarios",
]


@frozen
class BuilderAsset:
    """A currency of the portfolio."""

    ccy: str
    avail_eq: Decimal | None = None
    """Equity."""
    spot_in_use: Decimal | None = None
    """Spot that hedges derivatives."""
    borrow_mmr: Decimal | None = None
    """Maintenance margin for borrowing, in USD."""
    borrow_imr: Decimal | None = None
    """Initial margin for borrowing, in USD."""


@frozen
class StressScenarios:
    """Profit by the change of the price, such as `-0.12`, which is a share."""

    vol_shock_down: dict[str, Decimal] = field(factory=dict[str, Decimal])
    """If volatility falls."""
    vol_same: dict[str, Decimal] = field(factory=dict[str, Decimal])
    """If volatility stays."""
    vol_shock_up: dict[str, Decimal] = field(factory=dict[str, Decimal])
    """If volatility rises."""


@frozen
class StressResult:
    """The worst case of spot and volatility moves."""

    pnl: Decimal | None = None
    spot_shock: Decimal | None = None
    """Change of the price, as a share."""
    vol_shock: str | None = None
    """What volatility does: `down`, `unchange` or `up`."""


@frozen
class ExtremeResult:
    """The worst case of extreme moves."""

    pnl: Decimal | None = None
    spot_shock: Decimal | None = None
    """Change of the price, as a share."""


@frozen
class BuilderHolding:
    """One holding of a risk unit."""

    inst_id: str
    inst_type: InstType | None = None
    amt: Decimal | None = None
    """Size: in contracts for derivatives, in the currency for spot."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    avg_px: Decimal | None = None
    """Average price."""
    mark_px_bf: Decimal | None = None
    """Mark price before prices are changed."""
    mark_px: Decimal | None = None
    """Mark price after prices are changed."""
    float_pnl: Decimal | None = None
    """Unrealised profit."""
    notional_usd: Decimal | None = None
    """Value, in USD."""
    delta: Decimal | None = None
    gamma: Decimal | None = None
    theta: Decimal | None = None
    vega: Decimal | None = None
    is_real_pos: bool | None = None
    """Whether it is real."""


@frozen
class RiskUnit:
    """What the positions of one risk unit want as margin."""

    risk_unit: str
    """Such as `BTC`."""
    mmr_bf: Decimal | None = None
    """Maintenance margin requirement before prices are changed."""
    mmr: Decimal | None = None
    """Maintenance margin requirement."""
    imr_bf: Decimal | None = None
    """Initial margin requirement before prices are changed."""
    imr: Decimal | None = None
    """Initial margin requirement."""
    upl: Decimal | None = None
    """Unrealised profit."""
    mr1: Decimal | None = None
    """Risk of spot and volatility moves."""
    mr2: Decimal | None = None
    """Risk of time."""
    mr3: Decimal | None = None
    """Risk of volatility over terms."""
    mr4: Decimal | None = None
    """Risk of basis."""
    mr5: Decimal | None = None
    """Risk of interest."""
    mr6: Decimal | None = None
    """Risk of extreme moves."""
    mr7: Decimal | None = None
    """Cost of closing."""
    mr8: Decimal | None = None
    """Margin for borrowing."""
    mr9: Decimal | None = None
    """Risk of stablecoins."""
    mr1_scenarios: StressScenarios | None = None
    """Profits of `mr1` in all its cases."""
    mr1_final_result: StressResult | None = None
    """The worst case of `mr1`."""
    mr6_final_result: ExtremeResult | None = None
    """The worst case of `mr6`."""
    delta: Decimal | None = None
    gamma: Decimal | None = None
    theta: Decimal | None = None
    vega: Decimal | None = None
    portfolios: tuple[BuilderHolding, ...] = ()
    """Its positions."""


@frozen
class BuilderPosition:
    """A position of the portfolio."""

    inst_id: str
    inst_type: InstType | None = None
    amt: Decimal | None = None
    """Size, in contracts."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    avg_px: Decimal | None = None
    """Average price."""
    mark_px_bf: Decimal | None = None
    """Mark price before prices are changed."""
    mark_px: Decimal | None = None
    """Mark price after prices are changed."""
    float_pnl: Decimal | None = None
    """Unrealised profit."""
    imr_bf: Decimal | None = None
    """Initial margin requirement before prices are changed."""
    imr: Decimal | None = None
    """Initial margin requirement."""
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""
    lever: Decimal | None = None
    """Leverage."""
    notional_usd: Decimal | None = None
    """Value, in USD."""
    is_real_pos: bool | None = None
    """Whether it is real."""


@frozen
class PositionBuilder:
    """What a portfolio would want as margin; figures of the whole are in USD."""

    ts: datetime
    eq: Decimal | None = None
    """Equity after discounts."""
    total_mmr: Decimal | None = None
    """Maintenance margin requirement."""
    total_imr: Decimal | None = None
    """Initial margin requirement."""
    borrow_mmr: Decimal | None = None
    """What of it is for borrowing."""
    deriv_mmr: Decimal | None = None
    """What of it is for derivatives."""
    margin_ratio: Decimal | None = None
    """As a share."""
    upl: Decimal | None = None
    """Unrealised profit."""
    acct_lever: Decimal | None = None
    """Leverage of the account."""
    assets: tuple[BuilderAsset, ...] = ()
    risk_unit_data: tuple[RiskUnit, ...] = ()
    """By risk unit; of portfolio margin alone."""
    positions: tuple[BuilderPosition, ...] = ()
    """Of multi-currency margin alone."""


@frozen
class MmrPoint:
    """The maintenance margin after one change of prices."""

    shock_factor: Decimal
    """Change of prices, as a share."""
    mmr: Decimal | None = None
    """Maintenance margin requirement, in USD."""
    mmr_ratio: Decimal | None = None
    """Margin ratio, as a share."""


@frozen
class PositionBuilderGraph:
    """How the maintenance margin changes with prices."""

    type: str | None = None
    """`mmr`."""
    mmr_data: tuple[MmrPoint, ...] = ()


@frozen
class SimulatedPosition(Payload):
    """An imagined position."""

    inst_id: str
    pos: Decimal = field(converter=exact)
    """Size, in contracts; below 0 for a short."""
    avg_px: Decimal = field(converter=exact)
    """Average entry price; `0` the present one."""
    lever: Decimal | None = field(default=None, converter=exact_or_none)
    """Leverage. `1` if left out."""


@frozen
class SimulatedAsset(Payload):
    """An imagined asset."""

    ccy: str
    amt: Decimal = field(converter=exact)
    """Below 0 for what is taken away."""


@frozen
class MmrConfig(Payload):
    """The mode and leverage to compute margin with."""

    acct_lv: AcctLv | None = field(default=None, converter=optional(AcctLv))
    """Multi-currency or portfolio margin."""
    lever: Decimal | None = field(default=None, converter=exact_or_none)
    """Leverage. `1` if left out."""
