"""Recurring buys: plans that spend an amount at set times, for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from attrs import evolve

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import Side, TdMode
from okx_sdk.models.recurring_buy import RecurringBuyCoin, RecurringBuyOrder
from okx_sdk.models.recurring_orders import (
    NewRecurringBuyCoin,
    RecurringBuySubOrder,
    RecurringPriceRange,
    StopRecurringBuy,
)
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.recurring_buy import RecurringBuy
from okx_sdk.sandbox.accounts.checks import pair_mode
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import one_of, trading
from okx_sdk.sandbox.desks._kinds import Kind, lists, told
from okx_sdk.sandbox.desks._paths import price_at
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

__all__ = ["plans"]

_PLANS = Kind(
    "recurring", RecurringBuyOrder, "algo_id", ("51291", "There is no such plan")
)
_ORDERS = Kind("recurring-orders", RecurringBuySubOrder, "ord_id")
_FEE = Decimal("0.001")
_ZERO = Decimal(0)
_OPEN = ("running", "pause")


def _whole(text: str | None, name: str, low: int, high: int) -> int:
    if text is None or not str(text).isdecimal() or not low <= int(text) <= high:
        raise bad_parameter(name)
    return int(text)


def _next(row: Any, since: int) -> int:
    """When a plan buys next after a time: both in ms."""
    zone = timezone(timedelta(hours=float(row["time_zone"])))
    at = datetime.fromtimestamp(since / 1000, zone)
    at = at.replace(minute=0, second=0, microsecond=0)
    hour = _whole(row.get("recurring_time"), "recurringTime", 0, 23)
    every = _whole(row.get("recurring_hour") or "1", "recurringHour", 1, 12)
    day = row.get("recurring_day")
    for _ in range(24 * 62):
        at += timedelta(hours=1)
        if _is_due(row["period"], at, hour, every, day):
            return int(at.astimezone(UTC).timestamp() * 1000)
    raise bad_parameter("recurringDay")


def _is_due(period: str, at: datetime, hour: int, every: int, day: str | None) -> bool:
    if period == "hourly":
        return (at.hour - hour) % every == 0
    if at.hour != hour:
        return False
    if period == "weekly":
        return at.isoweekday() == _whole(day, "recurringDay", 1, 7)
    return period == "daily" or at.day == _whole(day, "recurringDay", 1, 28)


@answers(RecurringBuy.place_recurring_buy_order, grade="stateful")
def place(
    desk: Desk, recurring_list: list[NewRecurringBuyCoin], **said: Any
) -> AlgoOrderAck:
    one_of(said["period"], "period", "monthly", "weekly", "daily", "hourly")
    spent = one_of(said["investment_ccy"], "investmentCcy", "USDT", "USDC")
    if sum(each.ratio for each in recurring_list) != 1 or not said["amt"] > 0:
        raise bad_parameter("recurringList" if said["amt"] > 0 else "amt")
    for each in recurring_list:
        trading(desk, f"{each.ccy}-{spent}", "SPOT")
    row = _PLANS.new(
        desk,
        **said,
        state="running",
        inst_type="SPOT",
        algo_ord_type="recurring",
        recurring_list=[
            RecurringBuyCoin(each.ccy, each.ratio, _ZERO, _ZERO, _ZERO)
            for each in recurring_list
        ],
        investment_amt=_ZERO,
        next_invest_time=_next(said, desk.now),
        total_pnl=_ZERO,
        pnl_ratio=_ZERO,
        total_ann_rate=_ZERO,
        mkt_cap=_ZERO,
        cycles=0,
    )
    return told(row)


def _refresh(desk: Desk, row: RecurringBuyOrder) -> RecurringBuyOrder:
    """A plan as it is by now: what was due has been bought."""
    due = None if row.next_invest_time is None else to_ms(row.next_invest_time)
    while row.state == "running" and due is not None and due <= desk.now:
        row = _buy(desk, row, due)
        due = _next(_said(row), due)
        row = _PLANS.change(desk, row, next_invest_time=due)
    return _valued(desk, row)


def _said(row: RecurringBuyOrder) -> dict[str, Any]:
    names = ("period", "time_zone", "recurring_time", "recurring_hour", "recurring_day")
    return {name: getattr(row, name) for name in names}


def _buy(desk: Desk, row: RecurringBuyOrder, ts: int) -> RecurringBuyOrder:
    """One purchase, at the prices of its time; none where the money lacks."""
    ccy, amount = row.investment_ccy or "", row.amt or _ZERO
    if _money.free(desk, ccy) < amount:
        return row
    coins: list[RecurringBuyCoin] = []
    spent = _ZERO
    for coin in row.recurring_list:
        inst = trading(desk, f"{coin.ccy}-{ccy}", "SPOT")
        px, paid = price_at(desk, inst, ts), amount * (coin.ratio or _ZERO)
        if not _is_wanted(desk, row, coin.ccy, px):
            coins.append(coin)
            continue
        size = cut(paid / px)
        _money.spend(desk, ccy, paid)
        _money.earn(desk, coin.ccy, cut(size * (1 - _FEE)))
        _ORDERS.new(
            desk,
            **_order(row, inst.inst_id, px, size, ts, mode=pair_mode(desk.account)),
        )
        spent += paid
        held = (coin.total_amt or _ZERO) + size
        cost = (coin.avg_px or _ZERO) * (coin.total_amt or _ZERO) + paid
        average = cut(cost / held) if held else _ZERO
        coins.append(RecurringBuyCoin(coin.ccy, coin.ratio, held, _ZERO, average, px))
    return _PLANS.change(
        desk,
        row,
        u_time=ts,
        recurring_list=coins,
        cycles=(row.cycles or 0) + 1,
        investment_amt=(row.investment_amt or _ZERO) + spent,
    )


def _is_wanted(desk: Desk, row: RecurringBuyOrder, ccy: str, px: Decimal) -> bool:
    """Whether a price is within the range that was set for a coin."""
    ranges: list[RecurringPriceRange] = desk.things.shelf(
        desk.account_name, "recurring-ranges"
    ).get(row.algo_id, [])
    return all(each.min_px <= px <= each.max_px for each in ranges if each.ccy == ccy)


def _order(
    row: RecurringBuyOrder,
    inst_id: str,
    px: Decimal,
    size: Decimal,
    ts: int,
    *,
    mode: TdMode,
) -> dict[str, Any]:
    return {
        "algo_id": row.algo_id,
        "inst_id": inst_id,
        "inst_type": "SPOT",
        "algo_ord_type": "recurring",
        "c_time": ts,
        "u_time": ts,
        "td_mode": mode,
        "ord_type": "market",
        "sz": cut(size * px),
        "state": "filled",
        "side": Side.BUY,
        "px": Decimal(-1),
        "fee": -cut(size * _FEE),
        "fee_ccy": inst_id.partition("-")[0],
        "avg_px": px,
        "acc_fill_sz": size,
        "tag": row.tag,
        "algo_cl_ord_id": row.algo_cl_ord_id,
    }


def _valued(desk: Desk, row: RecurringBuyOrder) -> RecurringBuyOrder:
    """The plan with what it has brought so far."""
    coins: list[RecurringBuyCoin] = []
    worth = _ZERO
    for coin in row.recurring_list:
        inst = trading(desk, f"{coin.ccy}-{row.investment_ccy}", "SPOT")
        px, held = price_at(desk, inst, desk.now), coin.total_amt or _ZERO
        profit = cut(held * (px - (coin.avg_px or _ZERO)))
        worth += held * px
        coins.append(
            RecurringBuyCoin(coin.ccy, coin.ratio, held, profit, coin.avg_px, px)
        )
    invested = row.investment_amt or _ZERO
    pnl = cut(worth - invested)
    return _PLANS.keep(
        desk,
        evolve(
            row,
            recurring_list=tuple(coins),
            mkt_cap=cut(worth),
            total_pnl=pnl,
            pnl_ratio=round(pnl / invested, 6) if invested else _ZERO,
        ),
    )


def plans(desk: Desk, *, is_open: bool) -> list[RecurringBuyOrder]:
    rows = [_refresh(desk, row) for row in _PLANS.where(state=_OPEN)(desk)]
    return rows if is_open else _PLANS.where(state="stopped")(desk)


lists(
    RecurringBuy.get_open_recurring_buy_orders, lambda desk: plans(desk, is_open=True)
)
lists(
    RecurringBuy.get_recurring_buy_orders_history,
    lambda desk: plans(desk, is_open=False),
)


@answers(RecurringBuy.get_recurring_buy_order, grade="stateful")
def details(desk: Desk, algo_id: str) -> RecurringBuyOrder:
    return _refresh(desk, _PLANS.find(desk, algo_id=algo_id))


def _running(desk: Desk, algo_id: str) -> RecurringBuyOrder:
    row = details(desk, algo_id)
    if row.state not in _OPEN:
        raise Refusal("51359", "The plan has stopped")
    return row


@answers(RecurringBuy.get_recurring_buy_sub_orders, grade="stateful")
def sub_orders(desk: Desk, algo_id: str, **said: Any) -> list[RecurringBuySubOrder]:
    details(desk, algo_id)
    rows = _ORDERS.where(algo_id=algo_id)(desk)
    # The cursor is documented as the plan's id; the order's is what moves.
    cursors = {name: said.pop(name, None) for name in ("after", "before")}
    older, newer = (int(cursors[n]) if cursors[n] else None for n in cursors)
    rows = [
        row
        for row in rows
        if (older is None or int(row.ord_id) < older)
        and (newer is None or int(row.ord_id) > newer)
    ]
    return paged(endpoint_of(RecurringBuy.get_recurring_buy_sub_orders), rows, said)


def _amends(method: Any) -> None:
    """Fields of a plan that a call changes."""

    @answers(method, grade="stateful")
    def amend(desk: Desk, algo_id: str, **said: Any) -> AlgoOrderAck:
        row = _running(desk, algo_id)
        known = {("amt" if n == "amount" else n): v for n, v in said.items()}
        row = _PLANS.change(desk, row, **known)
        due = _next(_said(row), desk.now)
        return told(_PLANS.change(desk, row, next_invest_time=due))


_amends(RecurringBuy.amend_recurring_buy_order)
_amends(RecurringBuy.amend_recurring_time)
_amends(RecurringBuy.amend_recurring_amount)


@answers(RecurringBuy.stop_recurring_buy_order, grade="stateful")
def stop(desk: Desk, plans: list[StopRecurringBuy]) -> list[AlgoOrderAck]:
    return [_switch(desk, each.algo_id, "stopped") for each in plans]


def _switch(desk: Desk, algo_id: str, state: str) -> AlgoOrderAck:
    return told(_PLANS.change(desk, _running(desk, algo_id), state=state))


@answers(RecurringBuy.pause_recurring_buy, grade="stateful")
def pause(desk: Desk, algo_id: str) -> AlgoOrderAck:
    return _switch(desk, algo_id, "pause")


@answers(RecurringBuy.restart_recurring_buy, grade="stateful")
def restart(desk: Desk, algo_id: str) -> AlgoOrderAck:
    row = _PLANS.find(desk, algo_id=algo_id, state="pause")
    due = _next(_said(row), desk.now)
    row = _PLANS.change(desk, row, state="running", next_invest_time=due)
    return told(row)


@answers(RecurringBuy.add_recurring_investment, grade="stateful")
def add_investment(desk: Desk, algo_id: str, amount: Decimal) -> AlgoOrderAck:
    row = _running(desk, algo_id)
    if amount <= 0:
        raise bad_parameter("amount")
    usual = row.amt
    row = _buy(desk, _PLANS.change(desk, row, amt=amount), desk.now)
    return told(_PLANS.change(desk, row, amt=usual))


@answers(RecurringBuy.amend_recurring_price_range, grade="stateful")
def price_range(
    desk: Desk, algo_id: str, recurring_list: list[RecurringPriceRange]
) -> AlgoOrderAck:
    row = _running(desk, algo_id)
    known = {coin.ccy for coin in row.recurring_list}
    if any(e.ccy not in known or e.min_px > e.max_px for e in recurring_list):
        raise bad_parameter("recurringList")
    ranges = desk.things.shelf(desk.account_name, "recurring-ranges")
    ranges[algo_id] = recurring_list
    return told(row)
