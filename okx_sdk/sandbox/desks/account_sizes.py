"""Leverage, sizes and fees of the trading account."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.account_margin import (
    FeeGroup,
    FeeRates,
    Leverage,
    LeverageEstimate,
    MaxAvailSize,
    MaxOrderSize,
    MaxWithdrawal,
    PortfolioPositionTier,
    PositionMargin,
)
from okx_sdk.models.enums import (
    AcctLv,
    InstType,
    MgnMode,
    PosMode,
    PosSide,
    Side,
    TdMode,
)
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts import fees, leveraging, sizing
from okx_sdk.sandbox.accounts.checks import pair_mode
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, stepped, tidied
from okx_sdk.sandbox.accounts.margin import (
    find_position,
    leverage,
)
from okx_sdk.sandbox.accounts.positions import settled_in, worth
from okx_sdk.sandbox.accounts.quotes import CURRENCIES
from okx_sdk.sandbox.accounts.room import free_equity
from okx_sdk.sandbox.desks._common import family, moment, names, one_of, trading
from okx_sdk.sandbox.desks.account_loans import currencies
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import (
    Refusal,
    bad_parameter,
    either_parameter,
    missing_parameter,
)

_MOST_LENT = Decimal(10)  # times what there is of a currency


def _ordered(desk: Desk, inst_id: str, td_mode: str) -> Instrument:
    """What an order of that mode would be of: the pair itself, or its margin face."""
    one_of(td_mode, "tdMode", "cash", "cross", "isolated")
    if td_mode == pair_mode(desk.account) and inst_id.count("-") == 1:
        return trading(desk, inst_id, "SPOT")
    if td_mode == "cash":
        raise bad_parameter("tdMode")
    return _margined(desk, inst_id)


def _margined(desk: Desk, inst_id: str) -> Instrument:
    """What has leverage and positions."""
    return trading(desk, inst_id, "MARGIN", "SWAP", "FUTURES", "OPTION")


def _sides(desk: Desk, inst: Instrument, mode: str) -> tuple[str, ...]:
    """The sides that have leverage of their own."""
    apart = desk.account.settings.pos_mode == PosMode.LONG_SHORT_MODE
    is_dual = apart and mode == "isolated" and inst.inst_type in {"SWAP", "FUTURES"}
    return ("long", "short") if is_dual else ("net",)


def _leverage(desk: Desk, inst: Instrument, mode: MgnMode, side: str) -> Leverage:
    found = leverage(desk.account, inst, str(mode), side)
    return Leverage(found, mode, inst.inst_id, PosSide(side), settled_in(inst))


@answers(Account.set_leverage)
def set_leverage(
    desk: Desk,
    lever: Decimal,
    mgn_mode: MgnMode,
    inst_id: str | None = None,
    *,
    ccy: str | None = None,
    pos_side: PosSide | None = None,
) -> list[Leverage]:
    mode = one_of(str(mgn_mode), "mgnMode", "cross", "isolated")
    if inst_id is None:
        return [_set_of_currency(desk, lever, mode, ccy)]
    is_portfolio = desk.account.settings.acct_lv == AcctLv.PORTFOLIO
    if is_portfolio and mode == "cross":
        raise Refusal(
            "51039", "Leverage of cross positions can't be set in portfolio margin."
        )
    inst = _margined(desk, inst_id)
    sides = _sides(desk, inst, mode)
    if sides != ("net",):
        if pos_side is None or str(pos_side) not in sides:
            raise bad_parameter("posSide")
        sides = (str(pos_side),)
    for side in sides:
        leveraging.set_leverage(
            desk.venue, desk.account, leveraging.Wish(inst, mode, side, lever)
        )
    return [_leverage(desk, inst, mgn_mode, side) for side in sides]


def _set_of_currency(
    desk: Desk, lever: Decimal, mode: str, ccy: str | None
) -> Leverage:
    if ccy is None or mode != "cross":
        raise either_parameter("instId", "ccy")
    if ccy not in CURRENCIES:
        raise bad_parameter("ccy")
    leveraging.check_lever(lever, _MOST_LENT)
    desk.account.settings.levers[ccy, mode, "net"] = lever
    return Leverage(lever, MgnMode(mode), None, PosSide.NET, ccy)


@answers(Account.get_leverage)
def leverage_info(
    desk: Desk, mgn_mode: MgnMode, inst_id: str | None = None, ccy: str | None = None
) -> list[Leverage]:
    mode = one_of(str(mgn_mode), "mgnMode", "cross", "isolated")
    if inst_id is None and ccy is None:
        raise either_parameter("instId", "ccy")
    found = [_margined(desk, name) for name in names(inst_id, "instId", 20)]
    rows = [
        _leverage(desk, inst, mgn_mode, side)
        for inst in found
        for side in _sides(desk, inst, mode)
    ]
    levers = desk.account.settings.levers
    return rows + [
        Leverage(levers.get((name, mode, "net"), Decimal(3)), mgn_mode, ccy=name)
        for name in names(ccy, "ccy", 20)
    ]


@answers(Account.get_leverage_estimate)
@exactly
def leverage_estimate(
    desk: Desk,
    inst_type: InstType,
    mgn_mode: MgnMode,
    lever: Decimal,
    *,
    inst_id: str | None = None,
    pos_side: PosSide | None = None,
    **_: object,
) -> LeverageEstimate:
    if inst_id is None:
        raise missing_parameter("instId")
    inst = trading(desk, inst_id, str(inst_type))
    leveraging.check_lever(lever, inst.lever or _MOST_LENT)
    free = free_equity(desk.account, settled_in(inst), desk.venue.quotes, desk.now)
    side, mode = str(pos_side or "net"), str(mgn_mode)
    found = find_position(desk.account, inst, mode, side)
    mark = desk.venue.quotes.mark(inst, desk.now)
    margin = over(worth(inst, mark, abs(found.sz)), lever) if found else ZERO
    orders = desk.account.orders.pending.values()
    return LeverageEstimate(
        est_avail_trans=tidied(free),
        est_mgn=tidied(margin),
        est_max_amt=tidied(_most(inst, free * lever, mark)),
        exist_ord=any(order.inst.inst_id == inst_id for order in orders),
        max_lever=inst.lever,
        min_lever=Decimal("0.01"),
    )


def _most(inst: Instrument, value: Decimal, px: Decimal) -> Decimal:
    """The largest size that is worth so much at a price."""
    return stepped(over(value, worth(inst, px, Decimal(1))), inst.lot_sz)


@answers(Account.get_max_order_size)
@exactly
def max_size(
    desk: Desk,
    inst_id: str,
    td_mode: TdMode,
    *,
    px: Decimal | None = None,
    leverage: Decimal | None = None,
    **_: object,
) -> list[MaxOrderSize]:
    return [
        _max_size(desk, _ordered(desk, name, str(td_mode)), str(td_mode), px, leverage)
        for name in names(inst_id, "instId", 5)
    ]


def _max_size(
    desk: Desk, inst: Instrument, mode: str, px: Decimal | None, lever: Decimal | None
) -> MaxOrderSize:
    venue, account = desk.venue, desk.account
    if inst.inst_type == "SPOT":
        buy, sell = sizing.largest_of_pair(venue, account, inst)
        return MaxOrderSize(inst.inst_id, None, buy, sell)
    price = px or venue.quotes.last(inst, desk.now)
    buy, sell = (
        sizing.largest(
            venue, account, sizing.Sought(inst, TdMode(mode), side, price, lever)
        )
        for side in (Side.BUY, Side.SELL)
    )
    return MaxOrderSize(inst.inst_id, settled_in(inst), tidied(buy), tidied(sell))


@answers(Account.get_max_avail_size)
@exactly
def max_avail_size(
    desk: Desk, inst_id: str, td_mode: TdMode, **_: object
) -> list[MaxAvailSize]:
    found = [_ordered(desk, n, str(td_mode)) for n in names(inst_id, "instId", 5)]
    return [_max_avail(desk, inst) for inst in found]


def _max_avail(desk: Desk, inst: Instrument) -> MaxAvailSize:
    if inst.inst_type == "SPOT":
        buy, sell = sizing.largest_of_pair(desk.venue, desk.account, inst)
    else:
        ccy = settled_in(inst)
        buy = sell = free_equity(desk.account, ccy, desk.venue.quotes, desk.now)
    return MaxAvailSize(inst.inst_id, tidied(buy), tidied(sell))


@answers(Account.adjust_position_margin)
def adjust_margin(
    desk: Desk,
    inst_id: str,
    pos_side: PosSide,
    type: str,  # noqa: A002 - OKX's word
    amt: Decimal,
    **_: object,
) -> PositionMargin:
    inst = _margined(desk, inst_id)
    is_more = one_of(type, "type", "add", "reduce") == "add"
    if amt <= 0:
        raise bad_parameter("amt")
    found = find_position(desk.account, inst, "isolated", str(pos_side))
    if found is None:
        raise Refusal("59300", "Margin adjustment failed: the position doesn't exist.")
    amount = amt if is_more else -amt
    leveraging.add_margin(desk.venue, desk.account, found, amount)
    mark = desk.venue.quotes.mark(inst, desk.now)
    lever = over(worth(inst, mark, abs(found.sz)), found.margin)
    return PositionMargin(
        inst_id, pos_side, amt, type, tidied(lever.quantize(Decimal("0.01"))), found.ccy
    )


@answers(Account.get_fee_rates)
def fee_rates(
    desk: Desk,
    inst_type: InstType,
    *,
    inst_id: str | None = None,
    inst_family: str | None = None,
    group_id: str | None = None,
) -> list[FeeRates]:
    maker, taker = fees.rates(str(inst_type))
    listed = family(desk, str(inst_type), inst_family, inst_id)
    groups = sorted({inst.group_id for inst in listed})
    return [
        FeeRates(
            inst_type=inst_type,
            level="Lv1",
            fee_group=tuple(
                FeeGroup(group, taker, maker)
                for group in groups
                if group_id in {None, group}
            ),
            delivery=fees.DELIVERY if inst_type == InstType.FUTURES else None,
            exercise=fees.EXERCISE if inst_type == InstType.OPTION else None,
            ts=moment(desk.now),
            taker=taker,
            maker=maker,
            category="1",
        )
    ]


@answers(Account.get_max_withdrawal)
def max_withdrawal(desk: Desk, ccy: str | None = None) -> list[MaxWithdrawal]:
    free = desk.account.free
    return [
        MaxWithdrawal(name, tidied(free(name)), tidied(free(name)))
        for name in currencies(desk, ccy)
    ]


@answers(Account.get_position_tiers)
def portfolio_tiers(
    desk: Desk, inst_type: InstType, inst_family: str
) -> list[PortfolioPositionTier]:
    return [
        PortfolioPositionTier(
            uly=inst.uly,
            inst_family=name,
            max_sz=desk.market.position_tiers(inst)[-1].max_sz,
        )
        for name in names(inst_family, "instFamily", 5)
        for inst in family(desk, str(inst_type), name)[:1]
    ]
