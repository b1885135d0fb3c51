"""The blocking twin of `okx_sdk.rest._account_settings`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.account_risk import AccountModeCheck, DeltaNeutralCheck
from okx_sdk.models.account_settings import (
    AccountConfig,
    AccountModePreset,
    AccountModeSetting,
    DemoAdjustment,
    DemoBalanceAdjustment,
    FeeTypeSetting,
    GreeksSetting,
    IsolatedModeSetting,
    OptionActivation,
    PositionModeSetting,
    SettleCurrencySetting,
    TradingConfigSetting,
)
from okx_sdk.models.enums import AcctLv, FeeType, GreeksType, PosMode, StgyType
from okx_sdk.rest._account_settings import AccountSettings as AsyncAccountSettings

__all__ = ["AccountSettings"]

AccountSettingsT = TypeVar("AccountSettingsT", bound=AsyncAccountSettings)


class AccountSettings(BlockingSection[AccountSettingsT]):
    """Settings of the account."""

    def get_account_config(self) -> AccountConfig:
        """How the account is set up, and what this API key may do."""
        return self._run(self._async.get_account_config)

    def set_position_mode(self, pos_mode: PosMode | str) -> PositionModeSetting:
        """Hold longs and shorts apart, or as one; for futures and perpetuals.

        Args:
            pos_mode: Whether longs and shorts are held apart.
        """
        return self._run(self._async.set_position_mode, pos_mode)

    def set_fee_type(self, fee_type: FeeType | str) -> FeeTypeSetting:
        """In which currency the fees of spot trades are taken.

        Args:
            fee_type: `0` the currency that is got, `1` always the quote currency.
        """
        return self._run(self._async.set_fee_type, fee_type)

    def set_greeks(self, greeks_type: GreeksType | str) -> GreeksSetting:
        """Show greeks in coin (PA) or in dollars (BS).

        Args:
            greeks_type: In coin (PA) or in dollars (BS).
        """
        return self._run(self._async.set_greeks, greeks_type)

    def set_isolated_mode(self, iso_mode: str, type: str) -> IsolatedModeSetting:
        """How margin of isolated positions is moved.

        Args:
            iso_mode: How it is moved.
            type: `MARGIN` or `CONTRACTS`.
        """
        return self._run(self._async.set_isolated_mode, iso_mode, type)

    def activate_option(self) -> OptionActivation:
        """Allow the account to trade options; it has to be asked for once."""
        return self._run(self._async.activate_option)

    def preset_account_mode_switch(
        self,
        acct_lv: AcctLv | str,
        *,
        lever: Decimal | str | int | None = None,
        risk_offset_type: str | None = None,
    ) -> AccountModePreset:
        """Prepare a change of the account's mode.

        Args:
            acct_lv: Mode to change to.
            lever: Leverage of all positions in cross margin, where the change wants it.
            risk_offset_type: Risk offset type. One of `1`, `2`, `3`, `4`. Deprecated.
        """
        return self._run(
            self._async.preset_account_mode_switch,
            acct_lv,
            lever=lever,
            risk_offset_type=risk_offset_type,
        )

    def precheck_account_mode_switch(self, acct_lv: AcctLv | str) -> AccountModeCheck:
        """Whether the account's mode can be changed, and what stands in the way.

        Args:
            acct_lv: Mode to change to.
        """
        return self._run(self._async.precheck_account_mode_switch, acct_lv)

    def set_account_mode(self, acct_lv: AcctLv | str) -> AccountModeSetting:
        """Change the account's mode.

        The first mode of a new account is set on the web or app.

        Args:
            acct_lv: Mode of the account.
        """
        return self._run(self._async.set_account_mode, acct_lv)

    def set_settle_currency(self, settle_ccy: str) -> SettleCurrencySetting:
        """The currency that USD-margined contracts are settled in.

        Args:
            settle_ccy: One of `settle_ccy_list` of the account's config.
        """
        return self._run(self._async.set_settle_currency, settle_ccy)

    def set_trading_config(
        self, type: str, *, stgy_type: StgyType | str | None = None
    ) -> TradingConfigSetting:
        """The strategy mode of the account: general, or delta-neutral.

        Args:
            type: `stgyType`.
            stgy_type: General, or delta-neutral.
        """
        return self._run(self._async.set_trading_config, type, stgy_type=stgy_type)

    def precheck_delta_neutral(self, stgy_type: StgyType | str) -> DeltaNeutralCheck:
        """What stands in the way of another strategy mode.

        Args:
            stgy_type: General, or delta-neutral.
        """
        return self._run(self._async.precheck_delta_neutral, stgy_type)

    def adjust_demo_balance(
        self, type: str, adjustments: Sequence[DemoAdjustment]
    ) -> DemoBalanceAdjustment:
        """Add to what a demo account holds, or reduce it.

        In the demo environment alone.

        Args:
            type: `increase` or `reduce`.
            adjustments: Currencies and amounts.
        """
        return self._run(self._async.adjust_demo_balance, type, adjustments)

    def activate_feature(self, feature: str) -> None:
        """Activate a feature once, after an order was refused with code 54109.

        Args:
            feature: `1`.
        """
        self._run(self._async.activate_feature, feature)
