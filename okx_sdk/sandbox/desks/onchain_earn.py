"""On-chain earn: offers, and orders on them that settle after a day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import AssetBillType, EarnOrderState
from okx_sdk.models.onchain_earn import (
    EarnAck,
    EarnEarning,
    EarnInvested,
    EarnInvestment,
    EarnOffer,
    EarnOfferEarning,
    EarnOfferInvestment,
    EarnOrder,
)
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.onchain_earn import OnchainEarn
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.desks._earning import interest, rate_of
from okx_sdk.sandbox.desks._kinds import Kind, lists
from okx_sdk.sandbox.desks._worth import cut, usd
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_ORDERS = Kind("onchain-earn", EarnOrder, "ord_id", ("51720", "Order does not exist"))
_BOOKED = 3_600_000
"""Milliseconds until a purchase earns, and may not be cancelled any more."""
_OFFERS = (
    ("101", "DOT", "Polkadot", "defi", "0.12"),
    ("1002", "ATOM", "Cosmos", "staking", "0.14"),
    ("1003", "SOL", "Solana", "staking", "0.06"),
    ("4005", "ETH", "Ethereum", "staking", "0.03"),
    ("8004", "USDT", "Aave", "defi", "0.04"),
)
_DONE = EarnOrderState("3")


def _offer(desk: Desk, row: tuple[str, ...]) -> EarnOffer:
    product_id, ccy, protocol, kind, base = row
    free = purse.balances(desk).get(ccy)
    least = cut(10 / usd(desk, ccy), 6)
    return EarnOffer(
        ccy,
        product_id,
        protocol,
        kind,
        0,
        rate_of(desk, protocol, base),
        early_redeem=False,
        invest_data=(
            EarnOfferInvestment(
                ccy, free.avail_bal if free else Decimal(0), least, least * 10_000
            ),
        ),
        earning_data=(EarnOfferEarning(ccy, "0"),),
        state="purchasable",
        redeem_period=("1D", "1D"),
    )


def _offers(desk: Desk) -> list[EarnOffer]:
    return [_offer(desk, row) for row in _OFFERS]


lists(OnchainEarn.get_offers, _offers)


@answers(OnchainEarn.purchase_offer, grade="stateful")
def purchase(
    desk: Desk,
    product_id: str,
    invest_data: list[EarnInvestment],
    tag: str | None = None,
    **_: Any,
) -> EarnAck:
    offer = next((o for o in _offers(desk) if o.product_id == product_id), None)
    if offer is None:
        raise bad_parameter("productId")
    given = invest_data[0] if len(invest_data) == 1 else None
    wanted = offer.invest_data[0]
    if given is None or given.ccy != wanted.ccy or given.amt < (wanted.min_amt or 0):
        raise bad_parameter("investData")
    purse.take(desk, given.ccy, given.amt, AssetBillType.DEFI_STAKING_SUBSCRIPTION)
    row = _ORDERS.new(
        desk,
        ccy=given.ccy,
        product_id=product_id,
        state=EarnOrderState.PENDING,
        protocol=offer.protocol,
        protocol_type=offer.protocol_type,
        term=0,
        apy=offer.apy,
        invest_data=[EarnInvested(given.ccy, given.amt)],
        earning_data=[EarnEarning(given.ccy, "0", Decimal(0), Decimal(0))],
        purchased_time=desk.now,
        tag=tag,
    )
    return EarnAck(row.ord_id, tag)


def _orders(desk: Desk) -> list[EarnOrder]:
    """All orders, brought to where they are by now."""
    for row in _ORDERS.rows(desk):
        assert row.purchased_time is not None, "it was bought"
        age = desk.now - to_ms(row.purchased_time)
        if row.state == EarnOrderState.PENDING and age >= _BOOKED:
            _ORDERS.change(desk, row, state=EarnOrderState.EARNING)
        settles = row.est_settlement_time
        if row.state == EarnOrderState.REDEEMING and settles is not None:
            _redeemed(desk, row, to_ms(settles))
    return [_with_earnings(desk, row) for row in _ORDERS.rows(desk)]


def _with_earnings(desk: Desk, row: EarnOrder) -> EarnOrder:
    (given,) = row.invest_data
    if row.state != EarnOrderState.EARNING or row.purchased_time is None:
        return row
    span = (desk.now - to_ms(row.purchased_time)) // DAY * DAY
    earned = interest(given.amt, row.apy or Decimal(0), span)
    data = [EarnEarning(given.ccy, "0", earned, Decimal(0))]
    return _ORDERS.change(desk, row, earning_data=data)


def _redeemed(desk: Desk, row: EarnOrder, due: int) -> None:
    if desk.now < due:
        return
    (given,) = row.invest_data
    _ORDERS.change(desk, row, state=_DONE, redeemed_time=due)
    back = given.amt + (row.earning_data[0].earnings or 0)
    purse.give(desk, given.ccy, back, AssetBillType.DEFI_STAKING_REDEMPTION)


@answers(OnchainEarn.redeem_order, grade="stateful")
def redeem(desk: Desk, ord_id: str, protocol_type: str, **_: Any) -> EarnAck:
    _orders(desk)
    row = _ORDERS.find(desk, ord_id=ord_id, protocol_type=protocol_type)
    if row.state != EarnOrderState.EARNING:
        raise Refusal("51730", "The order cannot be redeemed in its state")
    settles = desk.now + DAY
    _ORDERS.change(
        desk, row, state=EarnOrderState.REDEEMING, est_settlement_time=settles
    )
    return EarnAck(ord_id, row.tag)


@answers(OnchainEarn.cancel_order, grade="stateful")
def cancel(desk: Desk, ord_id: str, protocol_type: str) -> EarnAck:
    _orders(desk)
    row = _ORDERS.find(desk, ord_id=ord_id, protocol_type=protocol_type)
    if row.state != EarnOrderState.PENDING:
        raise Refusal("51729", "The order cannot be canceled in its state")
    (given,) = row.invest_data
    _ORDERS.change(desk, row, state=_DONE, redeemed_time=desk.now)
    purse.give(desk, given.ccy, given.amt, AssetBillType.DEFI_STAKING_REDEMPTION)
    return EarnAck(ord_id, row.tag)


lists(
    OnchainEarn.get_active_orders,
    lambda desk: [row for row in _orders(desk) if row.state != _DONE],
)
lists(
    OnchainEarn.get_orders_history,
    lambda desk: [row for row in _orders(desk) if row.state == _DONE],
)
