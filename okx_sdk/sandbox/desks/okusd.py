"""OKUSD, bought for USDT and sold for it, and what holding stablecoins brings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import AssetBillType
from okx_sdk.models.okusd import (
    OkusdAccount,
    OkusdLimit,
    OkusdLimits,
    OkusdOrder,
    OkusdRate,
    OkusdRecord,
    OkusdReward,
)
from okx_sdk.models.stable_rewards import (
    StableBalance,
    StableBalances,
    StableProduct,
    StableProductDetail,
    StableRate,
)
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.okusd import Okusd
from okx_sdk.rest.stable_rewards import StableRewards
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.desks._common import known_coin, moment, one_of
from okx_sdk.sandbox.desks._earning import Held, interest, rate_at, rate_of, rates
from okx_sdk.sandbox.desks._kinds import Kind, lists
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_ORDERS = Kind("okusd-orders", OkusdRecord, "ord_id")
_BASE = "0.04"
_DAILY = Decimal(1_000_000)
_FAST_FEE = Decimal("0.001")
_STANDARD_DAYS = 3
_RATE_DAYS = 100
_STABLE = ("USDG",)


def _held(desk: Desk) -> Held:
    shelf: dict[str, Held] = desk.things.shelf(desk.account_name, "okusd")
    held = shelf.get("OKUSD", Held("OKUSD", Decimal(0), desk.now // HOUR * HOUR))
    held = shelf["OKUSD"] = held.until(desk.now, rate_of(desk, "OKUSD", _BASE))
    return held


def _keep(desk: Desk, held: Held) -> None:
    desk.things.shelf(desk.account_name, "okusd")["OKUSD"] = held


def _used(desk: Desk, kind: str) -> Decimal:
    """What was bought or sold since midnight."""
    today = desk.now // DAY * DAY
    rows = (r for r in _ORDERS.rows(desk) if r.type == kind and to_ms(r.ts) >= today)
    return sum((row.amt or Decimal(0) for row in rows), Decimal(0))


def _limit(desk: Desk, kind: str, fee: Decimal) -> OkusdLimit:
    used = _used(desk, kind)
    return OkusdLimit(_DAILY - used, _DAILY, used, 100 * _DAILY, used, fee)


@answers(Okusd.get_okusd_limits, grade="stateful")
def limits(desk: Desk) -> OkusdLimits:
    return OkusdLimits(
        moment(desk.now),
        _limit(desk, "subscribe", Decimal(0)),
        _limit(desk, "fast", _FAST_FEE),
        _limit(desk, "standard", Decimal(0)),
    )


@answers(Okusd.subscribe_okusd, grade="stateful")
def subscribe(desk: Desk, amt: Decimal, cl_ord_id: str) -> OkusdOrder:
    _unused(desk, cl_ord_id)
    purse.take(desk, "USDT", amt, AssetBillType.PRICE_LOCK_SUBSCRIBE)
    _keep(desk, _held(desk).more(amt))
    row = _ORDERS.new(
        desk,
        status="success",
        cl_ord_id=cl_ord_id,
        ccy="USDT",
        amt=amt,
        settle_ccy="OKUSD",
        settle_ccy_amt=amt,
        fee=Decimal(0),
        type="subscribe",
    )
    return OkusdOrder(
        row.ord_id, "success", row.ts, cl_ord_id, "USDT", amt, amt, Decimal(0)
    )


def _unused(desk: Desk, cl_ord_id: str) -> None:
    if any(row.cl_ord_id == cl_ord_id for row in _ORDERS.rows(desk)):
        raise Refusal("51763", "This clOrdId was used before")


@answers(Okusd.redeem_okusd, grade="stateful")
def redeem(desk: Desk, amt: Decimal, redeem_type: str, *, cl_ord_id: str) -> OkusdOrder:
    _unused(desk, cl_ord_id)
    is_fast = one_of(redeem_type, "redeemType", "1", "2") == "1"
    held = _held(desk)
    if not 0 < amt <= held.amt:
        raise Refusal("58350", "Insufficient balance")
    _keep(desk, held.more(-amt))
    fee = amt * _FAST_FEE if is_fast else Decimal(0)
    due = desk.now if is_fast else desk.now + _STANDARD_DAYS * DAY
    row = _ORDERS.new(
        desk,
        status="pending",
        cl_ord_id=cl_ord_id,
        ccy="OKUSD",
        amt=amt,
        settle_ccy="USDT",
        settle_ccy_amt=amt - fee,
        fee=fee,
        type="fast" if is_fast else "standard",
        est_settlement_time=due,
    )
    _settle(desk)
    state = "success" if is_fast else "pending"
    return OkusdOrder(
        row.ord_id,
        state,
        row.ts,
        cl_ord_id,
        "OKUSD",
        amt,
        amt,
        fee,
        amt - fee,
        redeem_type,
        row.est_settlement_time,
    )


def _settle(desk: Desk) -> None:
    for row in _ORDERS.rows(desk):
        due = row.est_settlement_time
        if row.status == "pending" and due is not None and to_ms(due) <= desk.now:
            _ORDERS.change(desk, row, status="success")
            got = row.settle_ccy_amt or Decimal(0)
            purse.give(desk, "USDT", got, AssetBillType.PRICE_LOCK_COLLECTION)


@answers(Okusd.get_okusd_account, grade="stateful")
def account(desk: Desk) -> OkusdAccount:
    held = _held(desk)
    return OkusdAccount("OKUSD", held.amt, moment(desk.now), held.earned)


def _of_types(*kinds: str) -> Any:
    def find(desk: Desk) -> list[OkusdRecord]:
        _settle(desk)
        return [row for row in _ORDERS.rows(desk) if row.type in kinds]

    return find


lists(Okusd.get_okusd_subscribe_history, _of_types("subscribe"))
lists(Okusd.get_okusd_redeem_history, _of_types("fast", "standard"))


def _rewards(desk: Desk) -> list[OkusdReward]:
    """A day's reward for what is held, since the first purchase."""
    held, buys = _held(desk), _of_types("subscribe")(desk)
    if not buys:
        return []
    first = to_ms(buys[-1].ts) // DAY * DAY
    return [
        OkusdReward(
            "OKUSD",
            moment(ts),
            interest(held.amt, rate_at(desk, "OKUSD", _BASE, ts), DAY),
            held.amt,
            rate_at(desk, "OKUSD", _BASE, ts),
        )
        for ts in range(desk.now // DAY * DAY, first, -DAY)
    ]


lists(Okusd.get_okusd_rewards_history, _rewards)
lists(
    Okusd.get_okusd_rate_history,
    lambda desk: [
        OkusdRate(rate, moment(ts))
        for ts, rate in rates(desk, "OKUSD", _BASE, _RATE_DAYS)
    ],
)


@answers(StableRewards.get_stable_rewards_product, grade="stateful")
def stable_product(desk: Desk, ccy: str) -> StableProduct:
    known_coin(ccy, _STABLE)
    detail = StableProductDetail(
        ccy,
        "USDT",
        Decimal(0),
        Decimal(0),
        Decimal(1),
        Decimal(1),
        _DAILY,
        _DAILY,
        can_redeem=True,
    )
    return StableProduct(moment(desk.now), (detail,))


@answers(StableRewards.get_stable_rewards_balance, grade="shape only")
def stable_balance(desk: Desk, ccy: str | None = None) -> StableBalances:
    rows = [StableBalance(each, Decimal(0), Decimal(0), "earning") for each in _STABLE]
    found = tuple(row for row in rows if ccy in {None, row.ccy})
    return StableBalances(moment(desk.now), found)


@answers(StableRewards.get_stable_rewards_apy_history, grade="stateful")
def stable_rates(desk: Desk, ccy: str, days: int = _RATE_DAYS) -> list[StableRate]:
    if days < 1:
        raise bad_parameter("days")
    found = rates(desk, known_coin(ccy, _STABLE), _BASE, min(days, 365))
    return [StableRate(rate, moment(ts)) for ts, rate in found]
