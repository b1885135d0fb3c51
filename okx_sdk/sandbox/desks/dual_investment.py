"""Dual investment: yield for the risk of being paid in the other currency."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.dual_investment import (
    DualOrder,
    DualOrderAck,
    DualPair,
    DualProduct,
    DualQuote,
    DualRedeemQuote,
)
from okx_sdk.models.enums import AssetBillType, OptType
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.dual_investment import DualInvestment
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.catalogue import strike_step
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.desks._earning import YEAR, rate_at
from okx_sdk.sandbox.desks._kinds import Kind, lists
from okx_sdk.sandbox.desks._worth import cut, usd
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.expiries import code_of
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_QUOTES = Kind("dual-quotes", DualQuote, "quote_id", ("51737", "No such quote"))
_REDEEMS = Kind("dual-redeems", DualRedeemQuote, "quote_id", ("51737", "No such quote"))
_ORDERS = Kind("dual-orders", DualOrder, "ord_id", ("51720", "Order does not exist"))
_TTL = 20_000
_COINS = ("BTC", "ETH")
_ENDS = 8 * HOUR
_DAYS = (2, 7, 14)
_STRIKES = (1, 2, 3)
_BACK = Decimal("0.97")
"""What is given back of an order that is redeemed early, as a share."""


@answers(DualInvestment.get_dual_investment_pairs, grade="stateful")
def pairs(desk: Desk) -> list[DualPair]:  # noqa: ARG001
    return [
        DualPair(ccy, "USDT", kind, f"{ccy}-USD") for ccy in _COINS for kind in OptType
    ]


@answers(DualInvestment.get_dual_investment_products, grade="stateful")
def products(
    desk: Desk, base_ccy: str, quote_ccy: str, opt_type: OptType
) -> list[DualProduct]:
    if base_ccy not in _COINS or quote_ccy != "USDT":
        raise bad_parameter("baseCcy")
    return _products(desk, base_ccy, opt_type)


def _products(desk: Desk, ccy: str, kind: OptType) -> list[DualProduct]:
    today = desk.now // DAY * DAY
    at_dawn = desk.market.index_price(f"{ccy}-USD", today)
    step = strike_step(float(at_dawn))
    middle = round(float(at_dawn) / step)
    up = 1 if kind == OptType.CALL else -1
    return [
        _product(desk, ccy, kind, today + days * DAY + _ENDS, (middle + up * n) * step)
        for days in _DAYS
        for n in _STRIKES
    ]


def _product(
    desk: Desk, ccy: str, kind: OptType, ends: int, strike: int
) -> DualProduct:
    name = f"{ccy}-USDT-{code_of(ends)}-{strike}-{kind}"
    distance = abs(Decimal(strike) / usd(desk, ccy) - 1)
    base = Decimal("0.6") / (1 + 20 * distance)
    yearly = rate_at(desk, name, str(round(base, 4)), desk.now // DAY * DAY)
    share = yearly * (ends - desk.now) / YEAR
    paid = ccy if kind == OptType.CALL else "USDT"
    least = Decimal("0.001") if paid == ccy else Decimal(10)
    return DualProduct(
        name,
        ccy,
        "USDT",
        kind,
        Decimal(strike),
        moment(ends),
        round(share, 6),
        yearly,
        notional_ccy=paid,
        interest_accrual_time=moment(desk.now + HOUR),
        list_time=moment(ends - 30 * DAY),
        min_size=least,
        max_size=least * 10_000,
        quote_time=moment(desk.now),
        redeem_start_time=moment(desk.now + DAY),
        redeem_end_time=moment(ends - 6 * HOUR),
        step_sz=least,
        trade_end_time=moment(ends - 4 * HOUR),
        uly=f"{ccy}-USD",
    )


def _named(desk: Desk, product_id: str) -> DualProduct:
    for ccy in _COINS:
        for kind in OptType:
            for row in _products(desk, ccy, kind):
                if row.product_id == product_id:
                    return row
    raise bad_parameter("productId")


@answers(DualInvestment.request_dual_investment_quote, grade="stateful")
def request_quote(
    desk: Desk, product_id: str, notional_sz: Decimal, notional_ccy: str
) -> DualQuote:
    product = _named(desk, product_id)
    if notional_ccy != product.notional_ccy:
        raise bad_parameter("notionalCcy")
    if not (product.min_size or 0) <= notional_sz <= (product.max_size or notional_sz):
        raise bad_parameter("notionalSz")
    return _QUOTES.new(
        desk,
        abs_yield=product.abs_yield,
        annualized_yield=product.annualized_yield,
        interest_accrual_time=product.interest_accrual_time,
        notional_sz=notional_sz,
        notional_ccy=notional_ccy,
        product_id=product_id,
        valid_until=desk.now + _TTL,
        idx_px=usd(desk, product.base_ccy),
    )


@answers(DualInvestment.trade_dual_investment, grade="stateful")
def trade(desk: Desk, quote_id: str) -> DualOrderAck:
    quote = _QUOTES.find(desk, quote_id=quote_id)
    if quote.valid_until is None or to_ms(quote.valid_until) < desk.now:
        raise Refusal("51738", "The quote has expired")
    if any(row.quote_id == quote_id for row in _ORDERS.rows(desk)):
        raise Refusal("51738", "The quote was traded already")
    product = _named(desk, quote.product_id or "")
    size, ccy = quote.notional_sz or Decimal(0), quote.notional_ccy or ""
    purse.take(desk, ccy, size, AssetBillType.DUAL_INVESTMENT_SUBSCRIBE)
    row = _ORDERS.new(
        desk,
        state="live",
        quote_id=quote_id,
        product_id=product.product_id,
        base_ccy=product.base_ccy,
        quote_ccy=product.quote_ccy,
        uly=product.uly,
        strike=product.strike,
        notional_sz=size,
        notional_ccy=ccy,
        abs_yield=quote.abs_yield,
        annualized_yield=quote.annualized_yield,
        yield_sz=cut(size * (quote.abs_yield or 0)),
        yield_ccy=ccy,
        exp_time=product.exp_time,
        settle_time=product.exp_time,
        redeem_start_time=product.redeem_start_time,
        redeem_end_time=product.redeem_end_time,
    )
    return DualOrderAck(row.ord_id, "live", quote_id)


def _orders(desk: Desk) -> list[DualOrder]:
    """All orders, settled where their time has come."""
    for row in _ORDERS.rows(desk):
        if row.state == "live" and row.exp_time and to_ms(row.exp_time) <= desk.now:
            _settle(desk, row, to_ms(row.exp_time))
    return _ORDERS.rows(desk)


def _settle(desk: Desk, row: DualOrder, ends: int) -> None:
    """Paid in the other currency if the price is beyond the strike at its end."""
    px = desk.market.index_price(f"{row.base_ccy}-USD", ends)
    strike, base = row.strike or Decimal(1), row.base_ccy or ""
    paid = (row.notional_sz or Decimal(0)) + (row.yield_sz or Decimal(0))
    sells = row.notional_ccy == base
    other = row.quote_ccy if sells else base
    beyond = px >= strike if sells else px <= strike
    if beyond:
        paid = cut(paid * strike if sells else paid / strike)
    ccy = (other if beyond else row.notional_ccy) or ""
    purse.give(desk, ccy, paid, AssetBillType.DUAL_INVESTMENT_COLLECTION)
    done = {"settle_sz": paid, "settle_ccy": ccy, "settle_px": px}
    _ORDERS.change(desk, row, state="settled", **done)


@answers(DualInvestment.request_dual_investment_redeem_quote, grade="stateful")
def request_redeem(desk: Desk, ord_id: str) -> DualRedeemQuote:
    _orders(desk)
    row = _ORDERS.find(desk, ord_id=ord_id, state="live")
    return _REDEEMS.new(
        desk,
        ord_id=ord_id,
        redeem_sz=cut((row.notional_sz or Decimal(0)) * _BACK),
        redeem_ccy=row.notional_ccy,
        term_rate=_BACK - 1,
        valid_until=desk.now + _TTL,
    )


@answers(DualInvestment.redeem_dual_investment, grade="stateful")
def redeem(desk: Desk, ord_id: str, quote_id: str) -> DualOrderAck:
    _orders(desk)
    row = _ORDERS.find(desk, ord_id=ord_id, state="live")
    quote = _REDEEMS.find(desk, quote_id=quote_id, ord_id=ord_id)
    if quote.valid_until is None or to_ms(quote.valid_until) < desk.now:
        raise Refusal("51738", "The quote has expired")
    back, ccy = quote.redeem_sz or Decimal(0), quote.redeem_ccy or ""
    purse.give(desk, ccy, back, AssetBillType.DUAL_INVESTMENT_REFUND)
    _ORDERS.change(desk, row, state="redeemed", settle_sz=back, settle_ccy=ccy)
    return DualOrderAck(ord_id, "redeemed", quote_id)


@answers(DualInvestment.get_dual_investment_order_state, grade="stateful")
def order_state(desk: Desk, ord_id: str) -> DualOrderAck:
    _orders(desk)
    row = _ORDERS.find(desk, ord_id=ord_id)
    return DualOrderAck(ord_id, row.state, row.quote_id)


lists(DualInvestment.get_dual_investment_orders_history, _orders)
