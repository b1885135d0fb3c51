"""Settings of the trading account."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import define, field

from okx_sdk.models.account_risk import (
    AccountModeCheck,
    DeltaNeutralCheck,
    ModeObstacle,
)
from okx_sdk.models.account_settings import (
    AccountConfig,
    AccountModePreset,
    AccountModeSetting,
    DemoAdjustment,
    DemoBalance,
    DemoBalanceAdjustment,
    FeeTypeSetting,
    GreeksSetting,
    IsolatedModeSetting,
    OptionActivation,
    PositionModeSetting,
    SettleCurrencySetting,
    TradingConfigSetting,
)
from okx_sdk.models.enums import (
    AcctLv,
    AcctType,
    BillSubType,
    BillType,
    FeeType,
    GreeksType,
    IsoMode,
    KycLevel,
    PosMode,
    RoleType,
    StgyType,
    TdMode,
)
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts.account import Account as Holder
from okx_sdk.sandbox.accounts.interest import owes
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.desks._common import moment, one_of
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_SETTLED_IN = ("USDT", "USDC", "USD")
_MOST_CHANGES = 3  # a day, of a demo balance
_DEMO_COINS = {"BTC", "ETH", "USDT", "OKB"}


@answers(Account.get_account_config)
def config(desk: Desk) -> AccountConfig:
    account, key = desk.account, desk.key
    assert key is not None, "the call is signed"
    settings = account.settings
    return AccountConfig(
        uid=account.uid,
        acct_lv=settings.acct_lv,
        main_uid=account.main_uid,
        acct_stp_mode=settings.stp_mode,
        pos_mode=settings.pos_mode,
        auto_loan=settings.auto_loan,
        greeks_type=settings.greeks_type,
        fee_type=settings.fee_type,
        level="Lv1",
        ct_iso_mode=IsoMode(settings.ct_iso_mode),
        mgn_iso_mode=settings.mgn_iso_mode,
        stgy_type=StgyType(settings.stgy_type),
        role_type=RoleType("0"),
        spot_role_type="0",
        op_auth="1",
        kyc_lv=KycLevel("3"),
        label=key.label,
        ip=key.ip,
        perm=tuple(sorted(key.permissions)),
        liquidation_gear="-1",
        enable_spot_borrow=settings.enable_spot_borrow,
        spot_borrow_auto_repay=settings.spot_borrow_auto_repay,
        type=AcctType("0" if account.uid == account.main_uid else "1"),
        settle_ccy=settings.settle_ccy,
        settle_ccy_list=",".join(_SETTLED_IN),
    )


def _contracts(account: Holder) -> list[str]:
    """What stands in the way of another mode: positions and orders of contracts."""
    names = [position.inst.inst_id for position in account.positions.values()]
    names += [
        order.inst.inst_id
        for order in account.orders.pending.values()
        if order.inst.inst_type != "SPOT" or order.sent.td_mode == TdMode.CROSS
    ]
    return names


def _make_sure_of_none(account: Holder) -> None:
    if _contracts(account):
        raise Refusal(
            "59000",
            "Setting failed. Cancel any open orders, close positions, and stop trading "
            "bots first.",
        )


@answers(Account.set_position_mode)
def set_position_mode(desk: Desk, pos_mode: PosMode) -> PositionModeSetting:
    if pos_mode != desk.account.settings.pos_mode:
        _make_sure_of_none(desk.account)
        is_portfolio = desk.account.settings.acct_lv == AcctLv.PORTFOLIO
        if is_portfolio and pos_mode != PosMode.NET_MODE:
            raise Refusal("51041", "Portfolio margin accounts only support net mode.")
    desk.account.settings.pos_mode = pos_mode
    return PositionModeSetting(pos_mode)


@answers(Account.set_fee_type)
def set_fee_type(desk: Desk, fee_type: FeeType) -> FeeTypeSetting:
    if desk.account.orders.pending:
        raise Refusal("59000", "Setting failed. Cancel any open orders first.")
    desk.account.settings.fee_type = fee_type
    return FeeTypeSetting(fee_type)


@answers(Account.set_greeks)
def set_greeks(desk: Desk, greeks_type: GreeksType) -> GreeksSetting:
    desk.account.settings.greeks_type = greeks_type
    return GreeksSetting(greeks_type)


@answers(Account.set_isolated_mode, grade="stateful")
def set_isolated_mode(
    desk: Desk,
    iso_mode: str,
    type: str,  # noqa: A002 - OKX's word
) -> IsolatedModeSetting:
    mode = one_of(iso_mode, "isoMode", "automatic", "autonomy")
    if one_of(type, "type", "MARGIN", "CONTRACTS") == "MARGIN":
        desk.account.settings.mgn_iso_mode = mode
    else:
        desk.account.settings.ct_iso_mode = mode
    return IsolatedModeSetting(IsoMode(mode))


@answers(Account.activate_option, grade="stateful")
def activate_option(desk: Desk) -> OptionActivation:
    return OptionActivation(moment(desk.now))


@answers(Account.preset_account_mode_switch, grade="stateful")
def preset_mode(
    desk: Desk,
    acct_lv: AcctLv,
    lever: Decimal | None = None,
    risk_offset_type: str | None = None,
) -> AccountModePreset:
    return AccountModePreset(
        acct_lv,
        desk.account.settings.acct_lv,
        lever,
        risk_offset_type,
    )


@answers(Account.precheck_account_mode_switch)
def precheck_mode(desk: Desk, acct_lv: AcctLv) -> AccountModeCheck:
    names = _contracts(desk.account)
    is_same = acct_lv == desk.account.settings.acct_lv
    obstacles = () if is_same or not names else (ModeObstacle("1", None, tuple(names)),)
    return AccountModeCheck(
        "1" if obstacles else "0",
        desk.account.settings.acct_lv,
        acct_lv,
        unmatched_info_check=obstacles,
    )


@answers(Account.set_account_mode)
def set_account_mode(desk: Desk, acct_lv: AcctLv) -> AccountModeSetting:
    settings = desk.account.settings
    if acct_lv != settings.acct_lv:
        _make_sure_of_none(desk.account)
        if owes(desk.account):
            raise Refusal("59001", "Switching failed. Repay borrowings first.")
    settings.acct_lv = acct_lv
    if acct_lv == AcctLv.PORTFOLIO:
        settings.pos_mode = PosMode.NET_MODE  # there is no other
    return AccountModeSetting(acct_lv)


@answers(Account.set_settle_currency, grade="stateful")
def set_settle_currency(desk: Desk, settle_ccy: str) -> SettleCurrencySetting:
    desk.account.settings.settle_ccy = one_of(settle_ccy, "settleCcy", *_SETTLED_IN)
    return SettleCurrencySetting(settle_ccy)


@answers(Account.set_trading_config, grade="stateful")
def set_trading_config(
    desk: Desk,
    type: str,  # noqa: A002 - OKX's word
    stgy_type: StgyType | None = None,
) -> TradingConfigSetting:
    one_of(type, "type", "stgyType")
    if stgy_type is not None:
        desk.account.settings.stgy_type = str(stgy_type)
    return TradingConfigSetting(type, StgyType(desk.account.settings.stgy_type))


@answers(Account.precheck_delta_neutral, grade="shape only")
def precheck_delta_neutral(_desk: Desk, stgy_type: StgyType) -> DeltaNeutralCheck:
    one_of(str(stgy_type), "stgyType", "0", "1")
    return DeltaNeutralCheck()


@define(eq=False)
class _Changes:
    """When demo balances were changed, in ms."""

    times: list[int] = field(factory=list[int])


@answers(Account.adjust_demo_balance)
def adjust_demo_balance(
    desk: Desk,
    type: str,  # noqa: A002 - OKX's word
    adjustments: Sequence[DemoAdjustment],
) -> DemoBalanceAdjustment:
    is_more = one_of(type, "type", "increase", "reduce") == "increase"
    if any(each.ccy not in _DEMO_COINS or each.amt <= 0 for each in adjustments):
        raise bad_parameter("adjustments")
    times = desk.account.state_of(_Changes).times
    today = [ts for ts in times if ts // DAY == desk.now // DAY]
    if len(today) >= _MOST_CHANGES:
        raise Refusal("50011", "Too Many Requests")
    times.append(desk.now)
    details: list[DemoBalance] = []
    for each in adjustments:
        amount = each.amt if is_more else -min(each.amt, desk.account.free(each.ccy))
        bill = desk.account.move(
            each.ccy,
            amount,
            desk.now,
            type=BillType.TRANSFER,
            sub_type=BillSubType.TRANSFER_IN if is_more else BillSubType.TRANSFER_OUT,
        )
        details.append(DemoBalance(each.ccy, bill.bal_chg, bill.bal))
    left = _MOST_CHANGES - len(today) - 1
    return DemoBalanceAdjustment(left, _MOST_CHANGES, tuple(details))


@answers(Account.activate_feature, grade="stateful")
def activate_feature(_desk: Desk, feature: str) -> None:
    one_of(feature, "feature", "1")
