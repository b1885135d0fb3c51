"""Risk of the trading account: greeks, collateral, protection."""

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
from okx_sdk.models.positions import AccountGreeks
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts.greeks import greeks_of
from okx_sdk.sandbox.accounts.mmp import Protection, Rule
from okx_sdk.sandbox.accounts.quotes import CURRENCIES
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.desks._common import moment, names, one_of
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_SHOCKS = (-50, -30, -20, -10, 0, 10, 20, 30, 50)  # percent


@answers(Account.get_account_risk_state)
def risk_state(desk: Desk) -> AccountRiskState:
    if desk.account.settings.acct_lv != AcctLv.PORTFOLIO:
        raise Refusal("51010", "Request unsupported under current account mode")
    stands = standing(desk.account, desk.venue.quotes, desk.now)
    is_at_risk = stands.room < 0  # what opens more risk is refused then
    units = tuple(unit.coin for unit in stands.units) if is_at_risk else ()
    return AccountRiskState(is_at_risk, moment(desk.now), units)


@answers(Account.get_greeks)
def greeks(desk: Desk, ccy: str | None = None) -> list[AccountGreeks]:
    held = [name for name in desk.account.cash if ccy in {None, name}]
    return [greeks_of(desk.account, desk.venue.quotes, name, desk.now) for name in held]


@answers(Account.set_risk_offset_amount)
def set_risk_offset(
    desk: Desk, ccy: str, cl_spot_in_use_amt: Decimal
) -> RiskOffsetSetting:
    if desk.account.settings.acct_lv != AcctLv.PORTFOLIO:
        raise Refusal("51010", "Request unsupported under current account mode")
    if ccy not in CURRENCIES:
        raise bad_parameter("ccy")
    if cl_spot_in_use_amt < 0:
        raise bad_parameter("clSpotInUseAmt")
    desk.account.settings.spot_offsets[ccy] = cl_spot_in_use_amt
    return RiskOffsetSetting(ccy, cl_spot_in_use_amt)


@answers(Account.set_collateral_assets)
def set_collateral(
    desk: Desk,
    type: str | None = None,  # noqa: A002 - OKX's word
    *,
    collateral_enabled: bool | None = None,
    ccy_list: Sequence[str] | None = None,
) -> CollateralSetting:
    kind = one_of(type, "type", "all", "custom")
    if kind == "custom" and not ccy_list:
        raise bad_parameter("ccyList")
    named = tuple(ccy_list or ()) if kind == "custom" else CURRENCIES
    if any(name not in CURRENCIES for name in named):
        raise bad_parameter("ccyList")
    off = desk.account.settings.no_collateral
    if collateral_enabled:
        off.difference_update(named)
    else:
        off.update(named)
    return CollateralSetting(kind, bool(collateral_enabled), named)


@answers(Account.get_collateral_assets)
def collateral(
    desk: Desk, ccy: str | None = None, *, collateral_enabled: bool | None = None
) -> list[CollateralAsset]:
    off = desk.account.settings.no_collateral
    wanted = names(ccy, "ccy", 20) or CURRENCIES
    rows = [CollateralAsset(name, name not in off) for name in wanted]
    return [r for r in rows if collateral_enabled in {None, r.collateral_enabled}]


@answers(Account.set_mmp)
def set_mmp(
    desk: Desk,
    inst_family: str,
    time_interval: int,
    frozen_interval: int,
    qty_limit: Decimal,
) -> MmpSetting:
    if time_interval < 0 or frozen_interval < 0 or qty_limit <= 0:
        raise bad_parameter("timeInterval")
    rule = Rule(time_interval, frozen_interval, qty_limit)
    desk.account.state_of(Protection).rules[inst_family] = rule
    return MmpSetting(inst_family, time_interval, frozen_interval, qty_limit)


@answers(Account.get_mmp_config)
def mmp_config(desk: Desk, inst_family: str | None = None) -> list[MmpConfig]:
    state = desk.account.state_of(Protection)
    return [
        MmpConfig(
            name,
            state.is_frozen(name, desk.now),
            None
            if not state.is_frozen(name, desk.now) or not rule.frozen_interval
            else moment(state.frozen_until[name]),
            rule.time_interval,
            rule.frozen_interval,
            rule.qty_limit,
        )
        for name, rule in state.rules.items()
        if inst_family in {None, name}
    ]


@answers(Account.reset_mmp_status)
def reset_mmp(
    desk: Desk, inst_family: str, inst_type: InstType | None = None
) -> MmpReset:
    if inst_type is not None:
        one_of(str(inst_type), "instType", "OPTION")
    desk.account.state_of(Protection).frozen_until.pop(inst_family, None)
    return MmpReset(result=True)
