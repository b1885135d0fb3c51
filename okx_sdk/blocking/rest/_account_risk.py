"""The blocking twin of `okx_sdk.rest._account_risk`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
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
from okx_sdk.rest._account_risk import AccountRisk as AsyncAccountRisk

__all__ = ["AccountRisk"]

AccountRiskT = TypeVar("AccountRiskT", bound=AsyncAccountRisk)


class AccountRisk(BlockingSection[AccountRiskT]):
    """Risk: what positions want as margin, greeks, collateral, market maker protection."""

    def get_account_risk_state(self) -> AccountRiskState:
        """Whether the account is at risk; for portfolio margin alone."""
        return self._run(self._async.get_account_risk_state)

    def compute_position_builder(
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
        return self._run(
            self._async.compute_position_builder,
            acct_lv=acct_lv,
            incl_real_pos_and_eq=incl_real_pos_and_eq,
            lever=lever,
            sim_pos=sim_pos,
            sim_asset=sim_asset,
            greeks_type=greeks_type,
            idx_vol=idx_vol,
        )

    def compute_position_builder_graph(
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
        return self._run(
            self._async.compute_position_builder_graph,
            type,
            mmr_config,
            incl_real_pos_and_eq=incl_real_pos_and_eq,
            sim_pos=sim_pos,
            sim_asset=sim_asset,
        )

    def set_risk_offset_amount(
        self, ccy: str, cl_spot_in_use_amt: Decimal | str | int
    ) -> RiskOffsetSetting:
        """How much of a currency's spot hedges derivatives; for portfolio margin.

        Args:
            ccy: Currency, such as `BTC`.
            cl_spot_in_use_amt: Amount of the currency.
        """
        return self._run(self._async.set_risk_offset_amount, ccy, cl_spot_in_use_amt)

    def get_greeks(self, *, ccy: str | None = None) -> list[AccountGreeks]:
        """The greeks of all that is held, by currency."""
        return self._run(self._async.get_greeks, ccy=ccy)

    def set_collateral_assets(
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
        return self._run(
            self._async.set_collateral_assets,
            type=type,
            collateral_enabled=collateral_enabled,
            ccy_list=ccy_list,
        )

    def get_collateral_assets(
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
        return self._run(
            self._async.get_collateral_assets,
            ccy=ccy,
            collateral_enabled=collateral_enabled,
        )

    def reset_mmp_status(
        self, inst_family: str, *, inst_type: InstType | str | None = None
    ) -> MmpReset:
        """Let market maker protected orders of a family in again."""
        return self._run(self._async.reset_mmp_status, inst_family, inst_type=inst_type)

    def set_mmp(
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
        return self._run(
            self._async.set_mmp,
            inst_family,
            time_interval,
            frozen_interval=frozen_interval,
            qty_limit=qty_limit,
        )

    def get_mmp_config(self, *, inst_family: str | None = None) -> list[MmpConfig]:
        """When market maker protection cancels a family's orders, and whether it has."""
        return self._run(self._async.get_mmp_config, inst_family=inst_family)
