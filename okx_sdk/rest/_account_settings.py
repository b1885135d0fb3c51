"""Settings of the trading account."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

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
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["AccountSettings"]


class AccountSettings(Section):
    """Settings of the account."""

    @get("/api/v5/account/config", rate=per_user(5), permission="read")
    async def get_account_config(self) -> AccountConfig:
        """How the account is set up, and what this API key may do."""
        ...

    @post(
        "/api/v5/account/set-position-mode",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_position_mode(self, pos_mode: PosMode | str) -> PositionModeSetting:
        """Hold longs and shorts apart, or as one; for futures and perpetuals.

        Args:
            pos_mode: Whether longs and shorts are held apart.
        """
        ...

    @post(
        "/api/v5/account/set-fee-type",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_fee_type(self, fee_type: FeeType | str) -> FeeTypeSetting:
        """In which currency the fees of spot trades are taken.

        Args:
            fee_type: `0` the currency that is got, `1` always the quote currency.
        """
        ...

    @post(
        "/api/v5/account/set-greeks",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_greeks(self, greeks_type: GreeksType | str) -> GreeksSetting:
        """Show greeks in coin (PA) or in dollars (BS).

        Args:
            greeks_type: In coin (PA) or in dollars (BS).
        """
        ...

    @post(
        "/api/v5/account/set-isolated-mode",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_isolated_mode(self, iso_mode: str, type: str) -> IsolatedModeSetting:
        """How margin of isolated positions is moved.

        Args:
            iso_mode: How it is moved.
            type: `MARGIN` or `CONTRACTS`.
        """
        ...

    @post("/api/v5/account/activate-option", rate=per_user(5), permission="trade")
    async def activate_option(self) -> OptionActivation:
        """Allow the account to trade options; it has to be asked for once."""
        ...

    @post(
        "/api/v5/account/account-level-switch-preset",
        rate=per_user(5),
        permission="trade",
    )
    async def preset_account_mode_switch(
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
        ...

    @get(
        "/api/v5/account/set-account-switch-precheck",
        rate=per_user(5),
        permission="read",
    )
    async def precheck_account_mode_switch(
        self, acct_lv: AcctLv | str
    ) -> AccountModeCheck:
        """Whether the account's mode can be changed, and what stands in the way.

        Args:
            acct_lv: Mode to change to.
        """
        ...

    @post(
        "/api/v5/account/set-account-level",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_account_mode(self, acct_lv: AcctLv | str) -> AccountModeSetting:
        """Change the account's mode.

        The first mode of a new account is set on the web or app.

        Args:
            acct_lv: Mode of the account.
        """
        ...

    @post(
        "/api/v5/account/set-settle-currency",
        rate=per_user(20),
        permission="trade",
        repeatable=True,
    )
    async def set_settle_currency(self, settle_ccy: str) -> SettleCurrencySetting:
        """The currency that USD-margined contracts are settled in.

        Args:
            settle_ccy: One of `settle_ccy_list` of the account's config.
        """
        ...

    @post(
        "/api/v5/account/set-trading-config",
        rate=per_user(1),
        permission="trade",
        repeatable=True,
    )
    async def set_trading_config(
        self, type: str, *, stgy_type: StgyType | str | None = None
    ) -> TradingConfigSetting:
        """The strategy mode of the account: general, or delta-neutral.

        Args:
            type: `stgyType`.
            stgy_type: General, or delta-neutral.
        """
        ...

    @get(
        "/api/v5/account/precheck-set-delta-neutral",
        rate=per_user(1),
        permission="read",
    )
    async def precheck_delta_neutral(
        self, stgy_type: StgyType | str
    ) -> DeltaNeutralCheck:
        """What stands in the way of another strategy mode.

        Args:
            stgy_type: General, or delta-neutral.
        """
        ...

    @post("/api/v5/account/demo-adjust-balance", rate=per_user(1), permission="trade")
    async def adjust_demo_balance(
        self, type: str, adjustments: Sequence[DemoAdjustment]
    ) -> DemoBalanceAdjustment:
        """Add to what a demo account holds, or reduce it.

        In the demo environment alone.

        Args:
            type: `increase` or `reduce`.
            adjustments: Currencies and amounts.
        """
        ...

    @post("/api/v5/account/activate-feature", rate=per_user(5), permission="trade")
    async def activate_feature(self, feature: str) -> None:
        """Activate a feature once, after an order was refused with code 54109.

        Args:
            feature: `1`.
        """
        ...
