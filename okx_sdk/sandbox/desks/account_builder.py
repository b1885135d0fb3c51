"""The position builder: what a portfolio would want as margin, real or imagined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import TypedDict

from attrs import frozen

from okx_sdk.models.enums import AcctLv, InstType, PosSide
from okx_sdk.models.position_builder import (
    BuilderAsset,
    BuilderHolding,
    BuilderPosition,
    ExtremeResult,
    MmrConfig,
    MmrPoint,
    PositionBuilder,
    PositionBuilderGraph,
    RiskUnit,
    SimulatedAsset,
    SimulatedPosition,
    StressResult,
    StressScenarios,
)
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts import lending, margin
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.holdings import Holding, holding, mark_of
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.portfolio import Unit
from okx_sdk.sandbox.accounts.positions import Position, settled_in
from okx_sdk.sandbox.accounts.quotes import CURRENCIES
from okx_sdk.sandbox.accounts.units import unit_of
from okx_sdk.sandbox.desks._common import moment, one_of, trading
from okx_sdk.sandbox.discounts import counted
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import bad_parameter

_SHOCKS = (-50, -30, -20, -10, 0, 10, 20, 30, 50)  # percent
_ONE = Decimal(1)


@frozen(slots=False)
class _Portfolio:
    """Cross positions and currencies, as they are or are imagined.

    *shift* is a change of all prices, as a share.
    """

    desk: Desk
    acct_lv: AcctLv
    positions: tuple[Position, ...]
    cash: dict[str, Decimal]
    shift: Decimal = ZERO

    def usd(self, ccy: str) -> Decimal:
        """What one of a currency is worth in dollars."""
        price = self.desk.venue.quotes.usd(ccy, self.desk.now)
        is_coin = ccy in CURRENCIES and price != _ONE
        return price * (_ONE + self.shift) if is_coin else price

    def mark(self, position: Position) -> Decimal:
        """The mark price of a position; an option's in coin."""
        quotes, now = self.desk.venue.quotes, self.desk.now
        return mark_of(position.inst, quotes, now, self.shift)

    def upl(self, position: Position) -> Decimal:
        """What a position has won, in its currency."""
        return position.upl(self.mark(position))

    @cached_property
    def equity(self) -> dict[str, Decimal]:
        """What it has of each currency, with what positions have won."""
        found: dict[str, Decimal] = defaultdict(Decimal, self.cash)
        for position in self.positions:
            found[position.ccy] += margin.floating(position, self.mark(position))
        return dict(found)

    @property
    def eq(self) -> Decimal:
        """What of it counts as margin, in dollars."""
        total = ZERO
        for ccy, amount in self.equity.items():
            total += counted(ccy, amount) * self.usd(ccy)
        return total

    def owed(self, ccy: str) -> Decimal:
        """What is owed of a currency, in dollars."""
        return max(ZERO, -self.equity.get(ccy, ZERO)) * self.usd(ccy)

    @property
    def debt(self) -> Decimal:
        """All that is owed, in dollars."""
        return sum((self.owed(ccy) for ccy in self.equity), ZERO)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The risk units, of portfolio margin alone."""
        if self.acct_lv != AcctLv.PORTFOLIO:
            return ()
        quotes, now = self.desk.venue.quotes, self.desk.now
        held: dict[str, list[Holding]] = defaultdict(list)
        for each in self.positions:
            made = holding(each.inst, each.sz, quotes, now, self.shift)
            held[each.inst.coin].append(made)
        most = self.desk.account.settings.spot_offsets
        return tuple(
            unit_of(
                coin,
                found,
                self.equity.get(coin, ZERO),
                most.get(coin),
                self.usd(coin),
            )
            for coin, found in held.items()
        )

    @property
    def derivatives(self) -> tuple[Decimal, Decimal]:
        """Initial and maintenance margin of positions, in dollars."""
        if self.acct_lv == AcctLv.PORTFOLIO:
            units = self.units
            return (
                sum((unit.imr for unit in units), ZERO),
                sum((unit.mmr for unit in units), ZERO),
            )
        imr = mmr = ZERO
        for each in self.positions:
            mark, usd = self.mark(each), self.usd(each.ccy)
            imr += margin.initial(each, mark) * usd
            mmr += margin.maintenance(each, mark) * usd
        return imr, mmr


@frozen
class _Asked:
    """What is to be built: what is real, and what is imagined."""

    is_real: bool
    lever: Decimal | None
    positions: Sequence[SimulatedPosition]
    assets: Sequence[SimulatedAsset]


def _portfolio(
    desk: Desk, acct_lv: AcctLv | None, asked: _Asked, shift: Decimal = ZERO
) -> _Portfolio:
    level = AcctLv.PORTFOLIO if acct_lv is None else acct_lv
    if level not in SHARED:
        raise bad_parameter("acctLv")
    real = [
        position
        for position in desk.account.positions.values()
        if position.mgn_mode == "cross" and position.inst.inst_type != "MARGIN"
    ]
    cash = {ccy: desk.account.balance(ccy) for ccy in desk.account.cash}
    assets: dict[str, Decimal] = defaultdict(Decimal, cash if asked.is_real else {})
    for each in asked.assets:
        if each.ccy not in CURRENCIES:
            raise bad_parameter("ccy")
        assets[each.ccy] += each.amt
    found = [*(real if asked.is_real else []), *_imagined(desk, asked)]
    return _Portfolio(desk, level, tuple(found), dict(assets), shift)


def _imagined(desk: Desk, asked: _Asked) -> list[Position]:
    """Positions as they would be; with a price of 0, as if they were opened now."""
    found: list[Position] = []
    for each in asked.positions:
        inst = trading(desk, each.inst_id, "SWAP", "FUTURES", "OPTION")
        lever = each.lever or asked.lever or _ONE
        if lever <= 0:
            raise bad_parameter("lever")
        made = Position("", inst, "cross", "net", settled_in(inst), lever, desk.now)
        made.add(each.pos, each.avg_px or desk.venue.quotes.mark(inst, desk.now))
        found.append(made)
    return found


@answers(Account.compute_position_builder)
@exactly
def position_builder(
    desk: Desk,
    *,
    acct_lv: AcctLv | None = None,
    incl_real_pos_and_eq: bool | None = None,
    lever: Decimal | None = None,
    sim_pos: Sequence[SimulatedPosition] | None = None,
    sim_asset: Sequence[SimulatedAsset] | None = None,
    idx_vol: Decimal | None = None,
    **_: object,
) -> PositionBuilder:
    is_real = incl_real_pos_and_eq is not False
    asked = _Asked(is_real, lever, sim_pos or (), sim_asset or ())
    shift = idx_vol or ZERO
    if not -_ONE < shift <= _ONE:
        raise bad_parameter("idxVol")
    now = _portfolio(desk, acct_lv, asked)
    then = _portfolio(desk, acct_lv, asked, shift) if shift else None
    shown = then or now
    imr, mmr = shown.derivatives
    borrow_mmr = shown.debt * lending.MAINTENANCE
    total = mmr + borrow_mmr
    return PositionBuilder(
        ts=moment(desk.now),
        eq=tidied(shown.eq),
        total_mmr=tidied(total),
        total_imr=tidied(imr + shown.debt * lending.INITIAL),
        borrow_mmr=tidied(borrow_mmr),
        deriv_mmr=tidied(mmr),
        margin_ratio=tidied(over(shown.eq, total)) if total else None,
        upl=tidied(_upl(shown, shown.positions)),
        acct_lever=_lever(shown),
        assets=tuple(_asset(shown, ccy) for ccy in shown.equity),
        risk_unit_data=_units(shown, now if then else None, borrow_mmr),
        positions=_rows(shown, now if then else None),
    )


def _upl(built: _Portfolio, positions: Sequence[Position]) -> Decimal:
    return sum((built.upl(each) * built.usd(each.ccy) for each in positions), ZERO)


def _notional(built: _Portfolio, each: Position) -> Decimal:
    quotes, now = built.desk.venue.quotes, built.desk.now
    return quotes.dollars(each.inst, built.mark(each), abs(each.sz), now)


def _lever(built: _Portfolio) -> Decimal | None:
    total = sum((_notional(built, each) for each in built.positions), ZERO)
    return tidied(over(total, built.eq)) if built.eq else None


def _asset(built: _Portfolio, ccy: str) -> BuilderAsset:
    used = next((unit.spot for unit in built.units if unit.coin == ccy), ZERO)
    return BuilderAsset(
        ccy,
        tidied(built.equity[ccy]),
        tidied(used),
        None,
        tidied(built.owed(ccy) * lending.INITIAL),
    )


def _rows(built: _Portfolio, before: _Portfolio | None) -> tuple[BuilderPosition, ...]:
    """The positions, of multi-currency margin alone."""
    if built.acct_lv == AcctLv.PORTFOLIO:
        return ()
    return tuple(_row(built, before, each) for each in built.positions)


class _Held(TypedDict):
    """What is told of a position in either mode."""

    inst_id: str
    inst_type: InstType
    amt: Decimal
    pos_side: PosSide
    avg_px: Decimal
    mark_px_bf: Decimal | None
    mark_px: Decimal
    float_pnl: Decimal
    notional_usd: Decimal
    is_real_pos: bool


def _held(built: _Portfolio, before: _Portfolio | None, each: Position) -> _Held:
    return _Held(
        inst_id=each.inst.inst_id,
        inst_type=InstType(each.inst.inst_type),
        amt=each.sz,
        pos_side=PosSide(each.pos_side),
        avg_px=tidied(each.avg_px),
        mark_px_bf=None if before is None else tidied(before.mark(each)),
        mark_px=tidied(built.mark(each)),
        float_pnl=tidied(built.upl(each) * built.usd(each.ccy)),
        notional_usd=tidied(_notional(built, each)),
        is_real_pos=each.pos_id in built.desk.account.positions,
    )


def _row(
    built: _Portfolio, before: _Portfolio | None, each: Position
) -> BuilderPosition:
    return BuilderPosition(
        imr_bf=None if before is None else _initial(before, each),
        imr=_initial(built, each),
        lever=each.lever,
        **_held(built, before, each),
    )


def _initial(built: _Portfolio, each: Position) -> Decimal:
    return tidied(margin.initial(each, built.mark(each)) * built.usd(each.ccy))


def _units(
    built: _Portfolio, before: _Portfolio | None, borrow_mmr: Decimal
) -> tuple[RiskUnit, ...]:
    were = {} if before is None else {unit.coin: unit for unit in before.units}
    return tuple(
        _unit(built, before, unit, were.get(unit.coin), borrow_mmr)
        for unit in built.units
    )


def _unit(
    built: _Portfolio,
    before: _Portfolio | None,
    unit: Unit,
    was: Unit | None,
    borrow_mmr: Decimal,
) -> RiskUnit:
    own = [each for each in built.positions if each.inst.coin == unit.coin]
    pnl, shock, vol = unit.worst
    extreme, move = unit.extreme
    cases = unit.scenarios
    return RiskUnit(
        risk_unit=unit.coin,
        mmr_bf=None if was is None else was.mmr,
        mmr=unit.mmr,
        imr_bf=None if was is None else was.imr,
        imr=unit.imr,
        upl=tidied(_upl(built, own)),
        mr1=tidied(unit.mr1),
        mr2=tidied(unit.mr2),
        mr3=tidied(unit.mr3),
        mr4=tidied(unit.mr4),
        mr5=tidied(unit.mr5),
        mr6=tidied(unit.mr6),
        mr7=tidied(unit.mr7),
        mr8=tidied(borrow_mmr),
        mr9=tidied(unit.mr9),
        mr1_scenarios=StressScenarios(cases["down"], cases["unchange"], cases["up"]),
        mr1_final_result=StressResult(pnl, Decimal(shock), vol),
        mr6_final_result=ExtremeResult(extreme, move),
        delta=tidied(unit.delta),
        gamma=tidied(unit.greek(0)),
        theta=tidied(unit.greek(1)),
        vega=tidied(unit.greek(2)),
        portfolios=tuple(
            _holding(built, before, each, part)
            for each, part in zip(own, unit.holdings, strict=True)
        ),
    )


def _holding(
    built: _Portfolio,
    before: _Portfolio | None,
    each: Position,
    part: Holding,
) -> BuilderHolding:
    greeks = part.greeks or (ZERO, ZERO, ZERO)
    return BuilderHolding(
        delta=tidied(part.delta),
        gamma=tidied(greeks[0]),
        theta=tidied(greeks[1]),
        vega=tidied(greeks[2]),
        **_held(built, before, each),
    )


@answers(Account.compute_position_builder_graph)
@exactly
def position_builder_graph(
    desk: Desk,
    type: str,  # noqa: A002 - OKX's word
    mmr_config: MmrConfig,
    *,
    incl_real_pos_and_eq: bool | None = None,
    sim_pos: Sequence[SimulatedPosition] | None = None,
    sim_asset: Sequence[SimulatedAsset] | None = None,
) -> list[PositionBuilderGraph]:
    one_of(type, "type", "mmr")
    is_real = incl_real_pos_and_eq is not False
    asked = _Asked(is_real, mmr_config.lever, sim_pos or (), sim_asset or ())
    points: list[MmrPoint] = []
    for percent in _SHOCKS:
        share = Decimal(percent) / 100
        built = _portfolio(desk, mmr_config.acct_lv, asked, share)
        total = built.derivatives[1] + built.debt * lending.MAINTENANCE
        ratio = tidied(over(built.eq, total)) if total else None
        points.append(MmrPoint(share, tidied(total), ratio))
    return [PositionBuilderGraph("mmr", tuple(points))]
