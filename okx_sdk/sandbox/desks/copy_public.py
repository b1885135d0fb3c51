"""Lead traders, as everybody may look at them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import InstType, MgnMode, PosSide
from okx_sdk.models.lead_traders import (
    CopyTrader,
    CopyTraders,
    CurrencyPreference,
    LeadTrader,
    LeadTraderPnl,
    LeadTraderPnlRatio,
    LeadTraderRanks,
    LeadTraderStats,
)
from okx_sdk.models.lead_trading import CopyLimits, LeadPosition
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.copy_trading import CopyTrading
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.desks._common import moment, one_of
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.leaders import Leader, Taken, leaders
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.things import paged

__all__ = ["leader_named", "shown"]

_LAST = {"1": 7, "2": 30, "3": 90, "4": 365}
_HISTORY = 90 * DAY
_INSTS = ("BTC-USDT-SWAP", "ETH-USDT-SWAP", "SOL-USDT-SWAP")
_SORTS = ("overview", "pnl", "aum", "win_ratio", "pnl_ratio", "current_copy_trader_pnl")


def leader_named(unique_code: str) -> Leader:
    """The lead trader of a code.

    Raises:
        Refusal: there is none.
    """
    for leader in leaders():
        if leader.code == unique_code:
            return leader
    raise Refusal("59128", "This lead trader does not exist")


def shown(leader: Leader, taken: Taken, margin: Decimal, **more: Any) -> LeadPosition:
    """A position on a margin, as the exchange shows it."""
    pnl, lever = cut(taken.pnl(margin, leader.lever)), leader.lever
    size = taken.contracts(margin, lever)
    now: dict[str, Any] = {"upl": pnl, "upl_ratio": taken.ratio * lever}
    now |= {"mark_px": taken.px, "avail_sub_pos": size}
    then: dict[str, Any] = {"pnl": pnl, "pnl_ratio": taken.ratio * lever}
    then |= {"close_avg_px": taken.px, "close_sub_pos": size, "type": "2"}
    then["close_time"] = moment(taken.closed)
    known: dict[str, Any] = {"sub_pos_id": str(taken.sub_pos_id)}
    known |= (now if taken.is_open else then) | more
    return LeadPosition(
        taken.inst.inst_id,
        pos_side=PosSide.LONG if taken.is_long else PosSide.SHORT,
        mgn_mode=MgnMode.CROSS,
        lever=lever,
        open_ord_id=str(taken.sub_pos_id + 500),
        open_avg_px=taken.open_px,
        open_time=moment(taken.opened),
        sub_pos=size,
        inst_type=InstType.SWAP,
        margin=margin,
        unique_code=leader.code,
        ccy="USDT",
        **known,
    )


@answers(CopyTrading.get_copy_trading_config, grade="stateful")
def config(desk: Desk, **_: Any) -> CopyLimits:  # noqa: ARG001
    figures = ("1000", "20", "30000", "0.01", "100", "1.5", "0.75")
    return CopyLimits(*map(Decimal, figures))


def _days(leader: Leader, desk: Desk) -> int:
    return (desk.now - leader.since) // DAY


def _ranked(desk: Desk, leader: Leader) -> LeadTrader:
    days = leader.daily(desk.market, 28, desk.now)
    total = sum((share for _, share in days), Decimal(0))
    wins, losses = _wins(days)
    return LeadTrader(
        leader.code,
        aum=leader.margin * leader.copiers,
        copy_state="0",
        max_copy_trader_num=500,
        copy_trader_num=leader.copiers,
        acc_copy_trader_num=leader.copiers * 3,
        port_link="",
        nick_name=leader.name,
        ccy="USDT",
        win_ratio=round(Decimal(wins) / max(1, wins + losses), 4),
        lead_days=_days(leader, desk),
        trader_insts=_INSTS,
        pnl=cut(total * leader.margin * 20, 4),
        pnl_ratio=total,
        pnl_ratios=tuple(LeadTraderPnlRatio(moment(ts), r) for ts, r in days[::7]),
    )


def _wins(days: list[tuple[int, Decimal]]) -> tuple[int, int]:
    return sum(share > 0 for _, share in days), sum(share < 0 for _, share in days)


@answers(CopyTrading.get_lead_trader_ranks, grade="stateful")
def ranks(
    desk: Desk,
    sort_type: str | None = None,
    min_lead_days: str | None = None,
    page: int = 1,
    limit: int = 10,
    **said: Any,
) -> list[LeadTraderRanks]:
    least = {None: 0, "1": 7, "2": 30, "3": 90, "4": 180}[
        None if min_lead_days is None else one_of(min_lead_days, "minLeadDays", *"1234")
    ]
    by = one_of(sort_type, "sortType", *_SORTS)
    rows = [_ranked(desk, each) for each in leaders() if _days(each, desk) >= least]
    low, high = said.get("min_aum", 0), said.get("max_aum", Decimal(10**12))
    rows = [row for row in rows if low <= (row.aum or 0) <= high]
    field = by if by in {"pnl", "aum", "win_ratio", "pnl_ratio"} else "pnl"
    rows.sort(key=lambda row: getattr(row, field), reverse=True)
    pages = max(1, -(-len(rows) // limit))
    version = str(desk.now // 600_000 * 600_000)
    start = (page - 1) * limit
    return [LeadTraderRanks(version, pages, tuple(rows[start : start + limit]))]


def _pnls(leader: Leader, days: list[tuple[int, Decimal]]) -> list[LeadTraderPnl]:
    money = leader.margin * 20
    return [LeadTraderPnl(moment(ts), cut(r * money, 4), r) for ts, r in days]


@answers(CopyTrading.get_lead_trader_weekly_pnl, grade="stateful")
def weekly(desk: Desk, unique_code: str, **_: Any) -> list[LeadTraderPnl]:
    leader = leader_named(unique_code)
    days = leader.daily(desk.market, 84, desk.now)
    weeks = [days[n : n + 7] for n in range(0, len(days), 7)]
    sums = [(week[-1][0], sum((r for _, r in week), Decimal(0))) for week in weeks]
    return _pnls(leader, sums)


@answers(CopyTrading.get_lead_trader_daily_pnl, grade="stateful")
def daily(
    desk: Desk, unique_code: str, last_days: str, **_: Any
) -> list[LeadTraderPnl]:
    leader = leader_named(unique_code)
    count = _LAST[one_of(last_days, "lastDays", *_LAST)]
    return _pnls(leader, leader.daily(desk.market, count, desk.now))


@answers(CopyTrading.get_lead_trader_stats, grade="stateful")
def stats(desk: Desk, unique_code: str, last_days: str, **_: Any) -> LeadTraderStats:
    leader = leader_named(unique_code)
    count = _LAST[one_of(last_days, "lastDays", *_LAST)]
    days = leader.daily(desk.market, count, desk.now)
    wins, losses = _wins(days)
    total = sum((share for _, share in days), Decimal(0))
    return LeadTraderStats(
        "USDT",
        round(Decimal(wins) / max(1, wins + losses), 4),
        wins,
        losses,
        cut(total * leader.copiers * 100, 2),
        leader.margin * leader.lever,
        leader.margin * 20,
    )


@answers(CopyTrading.get_lead_trader_currency_preferences, grade="stateful")
def preferences(desk: Desk, unique_code: str, **_: Any) -> list[CurrencyPreference]:
    leader = leader_named(unique_code)
    taken = list(leader.positions(desk.market, desk.now - _HISTORY, desk.now))
    counts: dict[str, int] = {}
    for each in taken:
        counts[each.inst.coin] = counts.get(each.inst.coin, 0) + 1
    total = Decimal(max(1, len(taken)))
    return [CurrencyPreference(c, round(n / total, 4)) for c, n in counts.items()]


@answers(CopyTrading.get_lead_trader_current_positions, grade="stateful")
def current(desk: Desk, unique_code: str, **said: Any) -> list[LeadPosition]:
    leader = leader_named(unique_code)
    taken = leader.open_positions(desk.market, desk.now)
    rows = [shown(leader, each, leader.margin) for each in taken]
    endpoint = endpoint_of(CopyTrading.get_lead_trader_current_positions)
    return paged(endpoint, rows, said)


@answers(CopyTrading.get_lead_trader_positions_history, grade="stateful")
def history(desk: Desk, unique_code: str, **said: Any) -> list[LeadPosition]:
    leader = leader_named(unique_code)
    taken = leader.positions(desk.market, desk.now - _HISTORY, desk.now)
    rows = [shown(leader, e, leader.margin) for e in taken if not e.is_open]
    endpoint = endpoint_of(CopyTrading.get_lead_trader_positions_history)
    return paged(endpoint, rows, said)


@answers(CopyTrading.get_copy_traders, grade="stateful")
def copy_traders(
    desk: Desk, unique_code: str, limit: int = 100, **_: Any
) -> CopyTraders:
    leader = leader_named(unique_code)
    total = sum((r for _, r in leader.daily(desk.market, 30, desk.now)), Decimal(0))
    each = cut(total * 100, 2)
    rows = tuple(
        CopyTrader(moment(leader.since + n * DAY), f"Copier {n + 1}", "", each)
        for n in range(min(limit, leader.copiers))
    )
    return CopyTraders("USDT", each * leader.copiers, 3, Decimal("0.01"), rows)
