"""Risk of the trading account: greeks, collateral, protection, imagined positions."""

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
from okx_sdk.models.enums import AcctLv, InstType, PosSide
from okx_sdk.models.position_builder import (
    BuilderAsset,
    BuilderPosition,
    MmrConfig,
    MmrPoint,
    PositionBuilder,
    PositionBuilderGraph,
    SimulatedAsset,
    SimulatedPosition,
)
from okx_sdk.models.positions import AccountGreeks
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts import margin
from okx_sdk.sandbox.accounts.balances import standing
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.greeks import greeks_of
from okx_sdk.sandbox.accounts.mmp import Protection, Rule
from okx_sdk.sandbox.accounts.positions import Position, settled_in
from okx_sdk.sandbox.accounts.quotes import CURRENCIES
from okx_sdk.sandbox.desks._common import moment, names, one_of, trading
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_SHOCKS = (-50, -30, -20, -10, 0, 10, 20, 30, 50)  # percent


@answers(Account.get_account_risk_state)
def risk_state(desk: Desk) -> AccountRiskState:
    if desk.account.settings.acct_lv != AcctLv.PORTFOLIO:
        raise Refusal("51010", "Request unsupported under current account mode")
    stands = standing(desk.account, desk.venue.quotes, desk.now)
    ratio = stands.ratio("")
    return AccountRiskState(ratio is not None and ratio < 1, moment(desk.now))


@answers(Account.get_greeks)
def greeks(desk: Desk, ccy: str | None = None) -> list[AccountGreeks]:
    held = [name for name in desk.account.cash if ccy in {None, name}]
    return [greeks_of(desk.account, desk.venue.quotes, name, desk.now) for name in held]


@answers(Account.set_risk_offset_amount, grade="stateful")
def set_risk_offset(
    desk: Desk, ccy: str, cl_spot_in_use_amt: Decimal
) -> RiskOffsetSetting:
    if desk.account.settings.acct_lv != AcctLv.PORTFOLIO:
        raise Refusal("51010", "Request unsupported under current account mode")
    return RiskOffsetSetting(ccy, cl_spot_in_use_amt)


@answers(Account.set_collateral_assets, grade="stateful")
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


@answers(Account.get_collateral_assets, grade="stateful")
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


def _imagined(desk: Desk, wanted: Sequence[SimulatedPosition]) -> list[Position]:
    """Positions as they would be."""
    found: list[Position] = []
    for each in wanted:
        inst = trading(desk, each.inst_id, "SWAP", "FUTURES", "OPTION")
        lever = each.lever or margin.leverage(desk.account, inst, "cross", "net")
        ccy = settled_in(inst)
        made = Position("", inst, "cross", "net", ccy, lever, desk.now)
        made.add(each.pos, each.avg_px)
        found.append(made)
    return found


@answers(Account.compute_position_builder)
@exactly
def position_builder(
    desk: Desk,
    *,
    incl_real_pos_and_eq: bool | None = None,
    sim_pos: Sequence[SimulatedPosition] | None = None,
    sim_asset: Sequence[SimulatedAsset] | None = None,
    **_: object,
) -> PositionBuilder:
    quotes, now = desk.venue.quotes, desk.now
    is_real = incl_real_pos_and_eq is not False
    real = list(desk.account.positions.values()) if is_real else []
    positions = [*real, *_imagined(desk, sim_pos or ())]
    assets = {n: desk.account.balance(n) for n in desk.account.cash} if is_real else {}
    for each in sim_asset or ():
        assets[each.ccy] = assets.get(each.ccy, ZERO) + each.amt
    rows = [_built(desk, position, position in real) for position in positions]
    imr = sum((row.imr or ZERO for row in rows), ZERO)
    mmr = sum(
        (
            margin.maintenance(p, quotes.mark(p.inst, now)) * quotes.usd(p.ccy, now)
            for p in positions
        ),
        ZERO,
    )
    upl = sum((row.float_pnl or ZERO for row in rows), ZERO)
    eq = sum((sz * quotes.usd(ccy, now) for ccy, sz in assets.items()), ZERO) + upl
    return PositionBuilder(
        ts=moment(now),
        eq=tidied(eq),
        total_mmr=tidied(mmr),
        total_imr=tidied(imr),
        borrow_mmr=ZERO,
        deriv_mmr=tidied(mmr),
        margin_ratio=tidied(over(eq, mmr)) if mmr else None,
        upl=tidied(upl),
        assets=tuple(BuilderAsset(ccy, tidied(sz)) for ccy, sz in assets.items()),
        positions=tuple(rows),
    )


def _built(desk: Desk, position: Position, is_real: bool) -> BuilderPosition:
    quotes, inst = desk.venue.quotes, position.inst
    mark = quotes.mark(inst, desk.now)
    usd = quotes.usd(position.ccy, desk.now)
    imr = margin.initial(position, mark) * usd
    return BuilderPosition(
        inst_id=inst.inst_id,
        inst_type=InstType(inst.inst_type),
        amt=position.sz,
        pos_side=PosSide(position.pos_side),
        avg_px=tidied(position.avg_px),
        mark_px_bf=mark,
        mark_px=mark,
        float_pnl=tidied(position.upl(mark) * usd),
        imr_bf=tidied(imr),
        imr=tidied(imr),
        lever=position.lever,
        notional_usd=tidied(quotes.dollars(inst, mark, abs(position.sz), desk.now)),
        is_real_pos=is_real,
    )


@answers(Account.compute_position_builder_graph)
@exactly
def position_builder_graph(
    desk: Desk,
    type: str,  # noqa: A002 - OKX's word
    mmr_config: MmrConfig,  # noqa: ARG001 - the ladder is the same in every mode
    *,
    incl_real_pos_and_eq: bool | None = None,
    sim_pos: Sequence[SimulatedPosition] | None = None,
    sim_asset: Sequence[SimulatedAsset] | None = None,
) -> list[PositionBuilderGraph]:
    one_of(type, "type", "mmr")
    built = position_builder(
        desk,
        incl_real_pos_and_eq=incl_real_pos_and_eq,
        sim_pos=sim_pos,
        sim_asset=sim_asset,
    )
    quotes, now = desk.venue.quotes, desk.now
    is_real = incl_real_pos_and_eq is not False
    held = [*desk.account.positions.values()] if is_real else []
    positions = [*held, *_imagined(desk, sim_pos or ())]
    points: list[MmrPoint] = []
    for shock in _SHOCKS:
        factor = 1 + Decimal(shock) / 100
        mmr = pnl = ZERO
        for p in positions:
            mark, usd = quotes.mark(p.inst, now), quotes.usd(p.ccy, now)
            mmr += margin.maintenance(p, mark * factor) * usd
            pnl += (p.upl(mark * factor) - p.upl(mark)) * usd
        equity = (built.eq or ZERO) + pnl
        ratio = tidied(over(equity, mmr)) if mmr else None
        points.append(MmrPoint(Decimal(shock) / 100, tidied(mmr), ratio))
    return [PositionBuilderGraph("mmr", tuple(points))]
