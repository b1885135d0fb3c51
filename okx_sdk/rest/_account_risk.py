"""Risk of the trading account: margin, greeks, collateral, protection."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.models.account_risk import AccountRiskState, CollateralAsset
from okx_sdk.models.account_settings import (
    CollateralSetting,
    MmpConfig,
    MmpReset,
    MmpSetting,
    RiskOffsetSetting,
)
from okx_sdk.models.enums import AcctLv, InstType
from okx_sdk.models.position_builder import (
    MmrConfig,
    PositionBuilder,
    PositionBuilderGraph,
    SimulatedAsset,
    SimulatedPosition,
)
from okx_sdk.models.positions import AccountGreeks
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["AccountRisk"]


class AccountRisk(Section):
    """Risk: what positions want as margin, greeks, collateral, market maker protection."""

    @get("/api/v5/account/risk-state", rate=per_user(10), permission="read")
    async def get_account_risk_state(self) -> AccountRiskState:
        """Whether the account is at risk; for portfolio margin alone."""
        ...

    @post(
        "/api/v5/account/position-builder",
        rate=per_user(2),
        permission="read",
        repeatable=True,
    )
    async def compute_position_builder(
        self,
        *,
        acct_lv: AcctLv | str | None = None,
        incl_real_pos_and_eq: bool | None = None,
        lever: Decimal | str | int | None = None,
        sim_pos: Sequence[SimulatedPosition] | None = None,
        sim_asset: Sequence[SimulatedAsset] | None = None,
        greeks_type: str | None = None,
        idx_vol: Decimal | str | int | None = None,
    ) -> PositionBuilder:
        """What real and imagined positions together would want as margin.

        Args:
            acct_lv: Mode of the account: multi-currency or portfolio margin.
            incl_real_pos_and_eq: Whether the real positions and equity are part of it.
            lever: Leverage of cross margin in multi-currency mode.
            sim_pos: Imagined positions.
            sim_asset: Imagined assets.
            greeks_type: Unit of the greeks: `BS` dollars, `PA` coin, `CASH` empirical
                dollars.
            idx_vol: Change of prices, as a share, `-0.99` to `1`.
        """
        ...

    @post(
        "/api/v5/account/position-builder-graph",
        rate=per_user(1, 5),
        permission="read",
        repeatable=True,
    )
    async def compute_position_builder_graph(
        self,
        type: str,
        mmr_config: MmrConfig,
        *,
        incl_real_pos_and_eq: bool | None = None,
        sim_pos: Sequence[SimulatedPosition] | None = None,
        sim_asset: Sequence[SimulatedAsset] | None = None,
    ) -> list[PositionBuilderGraph]:
        """How maintenance margin changes with prices, of real and imagined positions.

        Args:
            type: `mmr`.
            mmr_config: Mode and leverage.
            incl_real_pos_and_eq: Whether the real positions and equity are part of it.
            sim_pos: Imagined positions.
            sim_asset: Imagined assets.
        """
        ...

    @post(
        "/api/v5/account/set-riskOffset-amt",
        rate=per_user(10),
        permission="trade",
        repeatable=True,
    )
    async def set_risk_offset_amount(
        self, ccy: str, cl_spot_in_use_amt: Decimal | str | int
    ) -> RiskOffsetSetting:
        """How much of a currency's spot hedges derivatives; for portfolio margin.

        Args:
            ccy: Currency, such as `BTC`.
            cl_spot_in_use_amt: Amount of the currency.
        """
        ...

    @get("/api/v5/account/greeks", rate=per_user(10), permission="read")
    async def get_greeks(self, *, ccy: str | None = None) -> list[AccountGreeks]:
        """The greeks of all that is held, by currency."""
        ...

    @post(
        "/api/v5/account/set-collateral-assets",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_collateral_assets(
        self,
        *,
        type: str | None = None,
        collateral_enabled: bool | None = None,
        ccy_list: Sequence[str] | None = None,
    ) -> CollateralSetting:
        """Which currencies count as collateral.

        Args:
            type: `all` or `custom`, those of *ccy_list*.
            collateral_enabled: Whether they do.
            ccy_list: Currencies, for `custom`.
        """
        ...

    @get("/api/v5/account/collateral-assets", rate=per_user(5), permission="read")
    async def get_collateral_assets(
        self,
        *,
        ccy: str | Sequence[str] | None = None,
        collateral_enabled: bool | None = None,
    ) -> list[CollateralAsset]:
        """Currencies, and whether they count as collateral.

        Args:
            ccy: Currency, such as `BTC`.
            collateral_enabled: Only those that do, or do not.
        """
        ...

    @post(
        "/api/v5/account/mmp-reset",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def reset_mmp_status(
        self, inst_family: str, *, inst_type: InstType | str | None = None
    ) -> MmpReset:
        """Let market maker protected orders of a family in again."""
        ...

    @post(
        "/api/v5/account/mmp-config",
        rate=per_user(2, 10),
        permission="trade",
        repeatable=True,
    )
    async def set_mmp(
        self,
        inst_family: str,
        time_interval: int,
        *,
        frozen_interval: int,
        qty_limit: Decimal | str | int,
    ) -> MmpSetting:
        """When market maker protection cancels the orders of a family.

        Args:
            inst_family: Instrument family, such as `BTC-USD`.
            time_interval: Milliseconds in which fills are summed; `0` switches it off.
            frozen_interval: Milliseconds in which orders are refused then; `0` until
                they are let in again.
            qty_limit: Fills, in contracts, that are too many.
        """
        ...

    @get("/api/v5/account/mmp-config", rate=per_user(5), permission="read")
    async def get_mmp_config(
        self, *, inst_family: str | None = None
    ) -> list[MmpConfig]:
        """When market maker protection cancels a family's orders, and whether it has."""
        ...
