"""Settings of the trading account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Csv, Payload, exact
from okx_sdk.models.enums import (
    AcctLv,
    AcctType,
    FeeType,
    GreeksType,
    IsoMode,
    KycLevel,
    PosMode,
    RoleType,
    StgyType,
    StpMode,
)

__all__ = [
    "AccountConfig",
    "AccountModePreset",
    "AccountModeSetting",
    "CollateralSetting",
    "DemoAdjustment",
    "DemoBalance",
    "DemoBalanceAdjustment",
    "FeeTypeSetting",
    "GreeksSetting",
    "IsolatedModeSetting",
    "MmpConfig",
    "MmpReset",
    "MmpSetting",
    "OptionActivation",
    "PositionModeSetting",
    "RiskOffsetSetting",
    "SettleCurrencySetting",
    "TradingConfigSetting",
]


@frozen
class AccountConfig:
    """How an account is set up."""

    uid: str
    acct_lv: AcctLv
    main_uid: str | None = None
    """The master account's; the same if it is one."""
    acct_stp_mode: StpMode | None = None
    """What gives way when two orders of one user would trade with each other."""
    pos_mode: PosMode | None = None
    """Whether longs and shorts are held apart."""
    auto_loan: bool | None = None
    """Whether missing currency is borrowed by itself."""
    greeks_type: GreeksType | None = None
    """Unit of the greeks."""
    fee_type: FeeType | None = None
    """Currency that fees of spot trades are taken in."""
    level: str | None = None
    """Fee tier."""
    level_tmp: str | None = None
    """Fee tier on trial."""
    ct_iso_mode: IsoMode | None = None
    """How margin of isolated contracts is moved."""
    mgn_iso_mode: str | None = None
    """How margin of isolated margin trading is moved."""
    spot_offset_type: str | None = None
    """Deprecated. One of `1`, `2`, `3`."""
    stgy_type: StgyType | None = None
    """General, or delta-neutral."""
    role_type: RoleType | None = None
    """Role in copy trading of contracts."""
    trader_insts: tuple[str, ...] = ()
    """Contracts that the user leads in."""
    spot_role_type: str | None = None
    """Role in copy trading of spot: `0` none, `1` leads, `2` copies."""
    spot_trader_insts: tuple[str, ...] = ()
    """Spot pairs that the user leads in."""
    op_auth: str | None = None
    """Whether it may trade options: `0` no, `1` yes."""
    kyc_lv: KycLevel | None = None
    """How far the master account is verified."""
    label: str | None = None
    """Name of the API key."""
    ip: Csv = ()
    """Addresses that the API key is bound to."""
    perm: Csv = ()
    """What the API key may do."""
    liquidation_gear: str | None = None
    """Margin ratio that a warning is sent at; `0` for none."""
    enable_spot_borrow: bool | None = None
    """Whether spot mode may borrow."""
    spot_borrow_auto_repay: bool | None = None
    """Whether debts of spot mode are repaid by themselves."""
    type: AcctType | None = None
    """What kind of account it is."""
    settle_ccy: str | None = None
    """Currency that USD-margined contracts are settled in."""
    settle_ccy_list: str | None = None
    """Those that it could be."""


@frozen
class PositionModeSetting:
    """Whether longs and shorts are held apart, as set."""

    pos_mode: PosMode


@frozen
class FeeTypeSetting:
    """The currency that fees of spot trades are taken in, as set."""

    fee_type: FeeType
    """Fee currency setting."""


@frozen
class GreeksSetting:
    """The unit of greeks, as set."""

    greeks_type: GreeksType
    """Greeks display convention."""


@frozen
class IsolatedModeSetting:
    """How margin of isolated positions is moved, as set."""

    iso_mode: IsoMode
    """Isolated margin transfer mode."""


@frozen
class RiskOffsetSetting:
    """How much of a currency's spot hedges derivatives, as set."""

    ccy: str
    cl_spot_in_use_amt: Decimal | None = None
    """Amount of the currency."""


@frozen
class OptionActivation:
    """When trading of options was allowed."""

    ts: datetime


@frozen
class AccountModePreset:
    """A change of mode that is prepared."""

    acct_lv: AcctLv
    """The mode to change to."""
    cur_acct_lv: AcctLv | None = None
    """The present mode."""
    lever: Decimal | None = None
    """Leverage."""
    risk_offset_type: str | None = None
    """Deprecated."""


@frozen
class AccountModeSetting:
    """The account's mode, as set."""

    acct_lv: AcctLv


@frozen
class CollateralSetting:
    """Which currencies count as collateral, as set."""

    type: str
    """One of `all`, `custom`."""
    collateral_enabled: bool | None = None
    """Whether they do."""
    ccy_list: tuple[str, ...] = ()
    """Currencies."""


@frozen
class MmpReset:
    """Whether protected orders are let in again."""

    result: bool
    """Whether it is done."""


@frozen
class MmpSetting:
    """When market maker protection cancels the orders of a family, as set."""

    inst_family: str
    time_interval: int | None = None
    """Milliseconds in which fills are summed; `0` if it is off."""
    frozen_interval: int | None = None
    """Milliseconds in which orders are refused then; `0` until they are let in again.
    """
    qty_limit: Decimal | None = None
    """Fills, in contracts, that are too many."""


@frozen
class MmpConfig:
    """When market maker protection cancels the orders of a family."""

    inst_family: str
    mmp_frozen: bool | None = None
    """Whether orders are refused now."""
    mmp_frozen_until: datetime | None = None
    """Until when; nothing if until they are let in again."""
    time_interval: int | None = None
    """Milliseconds in which fills are summed; `0` if it is off."""
    frozen_interval: int | None = None
    """Milliseconds in which orders are refused then; `0` until they are let in again.
    """
    qty_limit: Decimal | None = None
    """Fills, in contracts, that are too many."""


@frozen
class SettleCurrencySetting:
    """The currency that USD-margined contracts are settled in, as set."""

    settle_ccy: str


@frozen
class TradingConfigSetting:
    """The strategy mode, as set."""

    type: str
    """`stgyType`."""
    stgy_type: StgyType | None = None
    """General, or delta-neutral."""


@frozen
class DemoBalance:
    """A balance of a demo account."""

    ccy: str
    amt: Decimal | None = None
    """Added or taken away."""
    bal: Decimal | None = None
    """Afterwards."""


@frozen
class DemoBalanceAdjustment:
    """How a demo account was changed."""

    remain_cnt: int | None = None
    """Changes that are left today."""
    total_cnt: int | None = None
    """Changes that are allowed a day."""
    details: tuple[DemoBalance, ...] = ()


@frozen
class DemoAdjustment(Payload):
    """What to add to a demo account, or to take away."""

    ccy: str
    """One of `BTC`, `ETH`, `USDT`, `OKB`."""
    amt: Decimal = field(converter=exact)
