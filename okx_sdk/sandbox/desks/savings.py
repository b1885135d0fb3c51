"""Simple earn: what is lent flexibly earns by the hour, what is lent for a term once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import AssetBillType
from okx_sdk.models.simple_earn_fixed import FixedEarnAck, FixedEarnOffer
from okx_sdk.models.simple_earn_flexible import (
    LendingRate,
    LendingRateRecord,
    LendingRecord,
    LendingSummary,
    SavingsBalance,
    SavingsOrder,
)
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.simple_earn_fixed import SimpleEarnFixed
from okx_sdk.rest.simple_earn_flexible import SimpleEarnFlexible
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.bars import HOUR
from okx_sdk.sandbox.desks._common import moment, one_of
from okx_sdk.sandbox.desks._earning import Held, hours, interest, rate_at, rate_of
from okx_sdk.sandbox.desks._kinds import lists, new_id
from okx_sdk.sandbox.desks._worth import CRYPTO, DOLLARS, cut, usd
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

_LENT = Decimal(20_000_000)  # USD, of each currency, by everybody
_HOURS_KEPT = 720
_TERMS = (30, 90)


def _base(ccy: str) -> str:
    return "0.05" if ccy in DOLLARS else "0.01"


def _known(ccy: str) -> str:
    if ccy not in CRYPTO:
        raise Refusal("58003", "Savings is not supported for this currency type")
    return ccy


def _holds(desk: Desk) -> dict[str, Held]:
    """What is lent, with what it has earned by now."""
    shelf: dict[str, Held] = desk.things.shelf(desk.account_name, "savings")
    records = _records(desk)
    for ccy, held in list(shelf.items()):
        for ts in hours(held, desk.now)[-_HOURS_KEPT:]:
            rate = rate_at(desk, ccy, _base(ccy), ts)
            paid = interest(held.amt, rate, HOUR)
            records.append(LendingRecord(ccy, moment(ts), held.amt, paid, rate))
        shelf[ccy] = held.until(desk.now, rate_of(desk, ccy, _base(ccy)))
    return shelf


def _records(desk: Desk) -> list[LendingRecord]:
    shelf = desk.things.shelf(desk.account_name, "lending-records")
    records: list[LendingRecord] = shelf.setdefault("all", [])
    return records


def _balances(desk: Desk) -> list[SavingsBalance]:
    least = desk.things.shelf(desk.account_name, "lending-rates")
    return [
        SavingsBalance(
            held.ccy,
            held.amt,
            held.earned,
            least.get(held.ccy, Decimal("0.01")),
            held.amt,
            Decimal(0),
            Decimal(0),
        )
        for held in _holds(desk).values()
        if held.amt
    ]


lists(SimpleEarnFlexible.get_savings_balance, _balances)


@answers(SimpleEarnFlexible.purchase_redeem_savings, grade="stateful")
def purchase_redeem(
    desk: Desk, ccy: str, amt: Decimal, side: str, *, rate: Decimal | None = None
) -> SavingsOrder:
    holds = _holds(desk)
    held = holds.get(_known(ccy), Held(ccy, Decimal(0), desk.now // HOUR * HOUR))
    if one_of(side, "side", "purchase", "redempt") == "purchase":
        purse.take(desk, ccy, amt, AssetBillType.SIMPLE_EARN_FLEXIBLE_SUBSCRIPTION)
        holds[ccy] = held.more(amt)
    elif amt > held.amt:
        raise Refusal("58008", "You do not have assets in this currency")
    else:
        purse.give(desk, ccy, amt, AssetBillType.SIMPLE_EARN_FLEXIBLE_REDEMPTION)
        holds[ccy] = held.more(-amt)
    if rate is not None:
        set_lending_rate(desk, ccy, rate)
    return SavingsOrder(ccy, amt, side, rate)


@answers(SimpleEarnFlexible.set_lending_rate, grade="stateful")
def set_lending_rate(desk: Desk, ccy: str, rate: Decimal) -> LendingRate:
    if not Decimal("0.01") <= rate <= Decimal("3.65"):
        raise bad_parameter("rate")
    desk.things.shelf(desk.account_name, "lending-rates")[_known(ccy)] = rate
    return LendingRate(ccy, rate)


def _history(desk: Desk) -> list[LendingRecord]:
    _holds(desk)
    return _records(desk)[::-1]


lists(SimpleEarnFlexible.get_lending_history, _history)


def _summaries(desk: Desk) -> list[LendingSummary]:
    return [
        LendingSummary(
            ccy,
            cut(_LENT / usd(desk, ccy), 2),
            _LENT,
            *(
                rate_at(desk, ccy, _base(ccy), desk.now + shift * HOUR)
                for shift in (-12, -1, 0)
            ),
        )
        for ccy in CRYPTO
    ]


lists(SimpleEarnFlexible.get_public_borrow_info, _summaries)


@answers(SimpleEarnFlexible.get_public_borrow_history, grade="stateful")
def rate_history(desk: Desk, ccy: str = "USDT", **said: Any) -> list[LendingRateRecord]:
    last = min(desk.now, said.get("after", desk.now)) // HOUR * HOUR
    moments = range(last, last - (_HOURS_KEPT + 1) * HOUR, -HOUR)
    amount = cut(_LENT / usd(desk, _known(ccy)), 2)
    rows: list[LendingRateRecord] = []
    for ts in moments:
        rate = rate_at(desk, ccy, _base(ccy), ts)
        lent = round(rate * Decimal("0.85"), 4)
        rows.append(LendingRateRecord(ccy, moment(ts), amount, rate, lent))
    return paged(endpoint_of(SimpleEarnFlexible.get_public_borrow_history), rows, said)


def _offers(desk: Desk) -> list[FixedEarnOffer]:
    return [
        FixedEarnOffer(
            ccy,
            term,
            rate_of(desk, f"{ccy}-{term}", _base(ccy)),
            cut(_LENT / usd(desk, ccy), 2),
            cut(100 / usd(desk, ccy), 6),
            sold_out=False,
        )
        for ccy in ("USDT", "USDC", "BTC", "ETH")
        for term in _TERMS
    ]


lists(SimpleEarnFixed.get_fixed_earn_offers, _offers)


def _fixed(desk: Desk) -> dict[str, dict[str, str]]:
    return desk.things.shelf(desk.account_name, "fixed-earn")


@answers(SimpleEarnFixed.purchase_fixed_earn, grade="stateful")
def purchase_fixed(desk: Desk, ccy: str, amt: Decimal, term: int) -> FixedEarnAck:
    offers = [row for row in _offers(desk) if (row.ccy, row.term) == (ccy, term)]
    if not offers:
        raise bad_parameter("term" if term not in _TERMS else "ccy")
    if amt < (offers[0].min_lend or 0):
        raise bad_parameter("amt")
    submitted = AssetBillType.SIMPLE_EARN_FIXED_ORDER_SUBMISSION_339
    purse.take(desk, ccy, amt, submitted)
    req_id = new_id(desk)
    _fixed(desk)[req_id] = {
        "ordId": req_id,
        "ccy": ccy,
        "amt": str(amt),
        "term": str(term),
        "rate": str(offers[0].rate),
        "state": "earning",
        "cTime": str(desk.now),
    }
    return FixedEarnAck(req_id)


@answers(SimpleEarnFixed.redeem_fixed_earn, grade="stateful")
def redeem_fixed(desk: Desk, req_id: str) -> FixedEarnAck:
    order = _fixed(desk).get(req_id)
    if order is None or order["state"] != "earning":
        raise Refusal("51731", "There is no such order that earns")
    back = Decimal(order["amt"])
    purse.give(desk, order["ccy"], back, AssetBillType.SIMPLE_EARN_FIXED_REDEMPTION)
    _fixed(desk)[req_id] = order | {"state": "redeemed"}
    return FixedEarnAck(req_id)


@answers(SimpleEarnFixed.get_fixed_earn_orders, grade="stateful")
def fixed_orders(
    desk: Desk, ccy: str | None = None, state: str | None = None, **said: Any
) -> list[dict[str, str]]:
    newest = list(_fixed(desk).values())[::-1]
    found = [
        row
        for row in newest
        if ccy in {None, row["ccy"]}
        and state in {None, row["state"]}
        and int(said.get("before", 0))
        < int(row["ordId"])
        < int(said.get("after", 10**20))
    ]
    return found[: said.get("limit", 100)]
