"""Fiat: bank accounts to pay out to, and coins bought and sold for government money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import AssetBillType, FiatPaymentMethod, Side
from okx_sdk.models.fiat import (
    BuySellCurrencies,
    BuySellCurrency,
    BuySellPair,
    BuySellQuote,
    BuySellTrade,
    FiatBankAccount,
    FiatLimits,
    FiatOrder,
    FiatOrderAck,
    FiatPaymentOption,
)
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.fiat import Fiat
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.desks._common import known_coin
from okx_sdk.sandbox.desks._kinds import Kind, lists
from okx_sdk.sandbox.desks._worth import CRYPTO, FIAT, cut, price, usd
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_OUT = Kind("fiat-withdrawals", FiatOrder, "ord_id", ("58215", "No such order"))
_IN = Kind("fiat-deposits", FiatOrder, "ord_id", ("58215", "No such order"))
_QUOTES = Kind("fiat-quotes", BuySellQuote, "quote_id", ("52907", "No such quote"))
_TRADES = Kind("fiat-trades", BuySellTrade, "ord_id", ("52907", "No such order"))
_METHODS = {
    "USD": FiatPaymentMethod.US_WIRE,
    "EUR": FiatPaymentMethod.SEPA,
    "BRL": FiatPaymentMethod.PIX,
    "AUD": FiatPaymentMethod.NPP,
    "SGD": FiatPaymentMethod.XPULSE,
}
_PAID_AFTER = 60_000
_TTL = 10_000
_MOST = Decimal(100_000)
_LIMITS = FiatLimits(
    _MOST, _MOST, 5 * _MOST, 5 * _MOST, 20 * _MOST, 20 * _MOST, _MOST, Decimal(10)
)


def _option(desk: Desk, ccy: str, fee: str) -> list[FiatPaymentOption]:
    known_coin(ccy, FIAT)
    number = key_of("bank", desk.account_name, ccy) % 10**10
    bank = FiatBankAccount(
        f"{number:010}", f"**** {number % 10_000:04}", "Sandbox User", "Sandbox Bank"
    )
    method = _METHODS[ccy]
    rate = Decimal(fee)
    return [FiatPaymentOption(ccy, method, rate, Decimal(0), _LIMITS, (bank,))]


@answers(Fiat.get_deposit_payment_methods, grade="stateful")
def deposit_methods(desk: Desk, ccy: str) -> list[FiatPaymentOption]:
    return _option(desk, ccy, "0")


@answers(Fiat.get_withdrawal_payment_methods, grade="stateful")
def withdrawal_methods(desk: Desk, ccy: str) -> list[FiatPaymentOption]:
    return _option(desk, ccy, "0.001")


@answers(Fiat.create_withdrawal_order, grade="stateful")
def create_withdrawal(
    desk: Desk,
    payment_acct_id: str,
    ccy: str,
    *,
    amt: Decimal,
    payment_method: FiatPaymentMethod,
    client_id: str,
) -> FiatOrder:
    (option,) = _option(desk, ccy, "0.001")
    accounts = {each.payment_acct_id for each in option.accounts}
    if payment_method != option.payment_method or payment_acct_id not in accounts:
        raise bad_parameter("paymentAcctId")
    if not 10 <= amt <= _MOST:
        raise bad_parameter("amt")
    if any(row.client_id == client_id for row in _OUT.rows(desk)):
        raise Refusal("58404", "The client id was used before")
    purse.take(desk, ccy, amt, AssetBillType.FIAT_PLACE_AN_ORDER, client_id=client_id)
    return _OUT.new(
        desk,
        ccy=ccy,
        amt=amt,
        state="processing",
        client_id=client_id,
        fee=cut(amt * Decimal("0.001"), 2),
        payment_acct_id=payment_acct_id,
        payment_method=payment_method,
    )


def _withdrawals(desk: Desk) -> list[FiatOrder]:
    for row in _OUT.where(state="processing")(desk):
        if desk.now - to_ms(row.c_time) >= _PAID_AFTER:
            _OUT.change(desk, row, state="completed")
    return _OUT.rows(desk)


@answers(Fiat.cancel_withdrawal_order, grade="stateful")
def cancel_withdrawal(desk: Desk, ord_id: str) -> FiatOrderAck:
    _withdrawals(desk)
    row = _OUT.find(desk, ord_id=ord_id)
    if row.state != "processing":
        raise Refusal("58216", "The order cannot be canceled any more")
    _OUT.change(desk, row, state="canceled")
    purse.give(desk, row.ccy, row.amt, AssetBillType.FIAT_CANCEL_AN_ORDER)
    return FiatOrderAck(ord_id, "canceled")


@answers(Fiat.get_withdrawal_order, grade="stateful")
def withdrawal_order(desk: Desk, ord_id: str) -> FiatOrder:
    _withdrawals(desk)
    return _OUT.find(desk, ord_id=ord_id)


def _deposits(desk: Desk) -> list[FiatOrder]:
    """One of a day ago: fiat comes from outside, and nothing does here."""
    if not _IN.rows(desk):
        made_at = desk.now - 86_400_000
        known = {"state": "completed", "fee": Decimal(0), "c_time": made_at}
        method = _METHODS["USD"]
        _IN.new(desk, ccy="USD", amt=Decimal(5_000), payment_method=method, **known)
    return _IN.rows(desk)


@answers(Fiat.get_deposit_order, grade="shape only")
def deposit_order(desk: Desk, ord_id: str) -> FiatOrder:
    _deposits(desk)
    return _IN.find(desk, ord_id=ord_id)


lists(Fiat.get_withdrawal_orders_history, _withdrawals)
lists(Fiat.get_deposit_orders_history, _deposits, "shape only")


@answers(Fiat.get_buy_sell_currencies, grade="stateful")
def currencies(desk: Desk) -> BuySellCurrencies:  # noqa: ARG001
    return BuySellCurrencies(
        tuple(map(BuySellCurrency, FIAT)), tuple(map(BuySellCurrency, CRYPTO))
    )


def _side(from_ccy: str, to_ccy: str) -> Side:
    if from_ccy in FIAT and to_ccy in CRYPTO:
        return Side.BUY
    if from_ccy in CRYPTO and to_ccy in FIAT:
        return Side.SELL
    raise bad_parameter("fromCcy")


@answers(Fiat.get_buy_sell_currency_pair, grade="stateful")
def currency_pair(desk: Desk, from_ccy: str, to_ccy: str) -> BuySellPair:
    side, unit = _side(from_ccy, to_ccy), usd(desk, from_ccy)
    most, least = cut(_MOST / unit), cut(10 / unit)
    return BuySellPair(side, from_ccy, to_ccy, most, least, None, None, ("balance",))


@answers(Fiat.get_buy_sell_quote, grade="stateful")
def quote(
    desk: Desk,
    side: Side,
    from_ccy: str,
    to_ccy: str,
    *,
    rfq_amt: Decimal,
    rfq_ccy: str,
) -> BuySellQuote:
    if side != _side(from_ccy, to_ccy) or rfq_ccy not in {from_ccy, to_ccy}:
        raise bad_parameter("side" if rfq_ccy in {from_ccy, to_ccy} else "rfqCcy")
    if not 0 < rfq_amt * usd(desk, rfq_ccy) <= _MOST:
        raise bad_parameter("rfqAmt")
    coin, money = (to_ccy, from_ccy) if side == Side.BUY else (from_ccy, to_ccy)
    worse = Decimal("1.002") if side == Side.BUY else Decimal("0.998")
    px = cut(price(desk, coin, money) * worse)
    coins = rfq_amt if rfq_ccy == coin else cut(rfq_amt / px)
    paid = rfq_amt if rfq_ccy == money else cut(coins * px)
    given, got = (paid, coins) if side == Side.BUY else (coins, paid)
    return _QUOTES.new(
        desk,
        side=side,
        from_ccy=from_ccy,
        to_ccy=to_ccy,
        rfq_amt=rfq_amt,
        rfq_ccy=rfq_ccy,
        quote_px=px,
        quote_ccy=money,
        quote_from_amt=given,
        quote_to_amt=got,
        quote_time=desk.now,
        ttl_ms=_TTL,
    )


@answers(Fiat.place_buy_sell_trade, grade="stateful")
def trade(desk: Desk, quote_id: str, cl_ord_id: str, **said: Any) -> BuySellTrade:
    found = _QUOTES.find(desk, quote_id=quote_id)
    if found.quote_time is None or desk.now > to_ms(found.quote_time) + _TTL:
        raise Refusal("52903", "The quote has expired")
    for name in ("side", "from_ccy", "to_ccy", "rfq_amt", "rfq_ccy"):
        if getattr(found, name) != said[name]:
            raise bad_parameter("quoteId")
    if any(
        cl_ord_id == r.cl_ord_id or quote_id == r.quote_id for r in _TRADES.rows(desk)
    ):
        raise Refusal("52909", "The clOrdId or the quote was used before")
    given, got = found.quote_from_amt or Decimal(0), found.quote_to_amt or Decimal(0)
    buys = found.side == Side.BUY
    kind = (
        AssetBillType.CONVERT_BUY_CRYPTO_FIAT
        if buys
        else AssetBillType.CONVERT_SELL_CRYPTO_FIAT
    )
    purse.take(desk, found.from_ccy or "", given, kind, client_id=cl_ord_id)
    purse.give(desk, found.to_ccy or "", got, kind, client_id=cl_ord_id)
    return _TRADES.new(
        desk,
        **{n: v for n, v in said.items() if n != "payment_method"},
        state="completed",
        cl_ord_id=cl_ord_id,
        quote_id=quote_id,
        fill_px=found.quote_px,
        fill_quote_ccy=found.quote_ccy,
        fill_from_amt=given,
        fill_to_amt=got,
    )


lists(Fiat.get_buy_sell_trades_history, _TRADES.rows)
