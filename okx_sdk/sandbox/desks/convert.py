"""Conversions: a quote that holds for ten seconds, and the trade that takes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.convert import (
    ConvertCurrency,
    ConvertPair,
    ConvertQuote,
    ConvertTrade,
)
from okx_sdk.models.enums import AssetBillType, ConvertState, Side
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.convert import Convert
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._kinds import Kind, lists
from okx_sdk.sandbox.desks._worth import CRYPTO, DOLLARS, cut, price, usd
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_QUOTES = Kind("convert-quotes", ConvertQuote, "quote_id", ("52900", "No such quote"))
_TRADES = Kind("convert-trades", ConvertTrade, "trade_id")
_TTL = 10_000
_SPREAD = Decimal("0.001")
_MOST = Decimal(500_000)  # USD


@answers(Convert.get_convert_currencies)
def currencies(desk: Desk) -> list[ConvertCurrency]:  # noqa: ARG001
    return [ConvertCurrency(ccy) for ccy in CRYPTO]


def _pair(one: str, other: str) -> tuple[str, str]:
    """Base and quote: a dollar is the quote."""
    if one == other or not {one, other} <= {*CRYPTO}:
        raise bad_parameter("fromCcy")
    if one in DOLLARS and other not in DOLLARS:
        return other, one
    return one, other


@answers(Convert.get_convert_currency_pair)
def currency_pair(desk: Desk, from_ccy: str, to_ccy: str, **_: Any) -> ConvertPair:
    base, quote = _pair(from_ccy, to_ccy)
    most = [cut(_MOST / usd(desk, ccy), 4) for ccy in (base, quote)]
    least = [cut(1 / usd(desk, ccy), 6) for ccy in (base, quote)]
    return ConvertPair(
        f"{base}-{quote}", base, quote, most[0], least[0], most[1], least[1]
    )


@answers(Convert.estimate_quote)
def estimate_quote(
    desk: Desk,
    base_ccy: str,
    quote_ccy: str,
    side: Side,
    *,
    rfq_sz: Decimal,
    rfq_sz_ccy: str,
    cl_q_req_id: str | None = None,
    **_: Any,
) -> ConvertQuote:
    base, quote = _pair(base_ccy, quote_ccy)
    if (base, quote) != (base_ccy, quote_ccy) or rfq_sz_ccy not in {base, quote}:
        raise bad_parameter("rfqSzCcy" if base == base_ccy else "baseCcy")
    if not 0 < rfq_sz * usd(desk, rfq_sz_ccy) <= _MOST:
        raise bad_parameter("rfqSz")
    worse = 1 + _SPREAD if side == Side.BUY else 1 - _SPREAD
    px = cut(price(desk, base, quote) * worse)
    base_sz = rfq_sz if rfq_sz_ccy == base else cut(rfq_sz / px)
    return _QUOTES.new(
        desk,
        base_ccy=base,
        quote_ccy=quote,
        side=side,
        cnvt_px=px,
        quote_time=desk.now,
        ttl_ms=_TTL,
        cl_q_req_id=cl_q_req_id,
        orig_rfq_sz=rfq_sz,
        rfq_sz=rfq_sz,
        rfq_sz_ccy=rfq_sz_ccy,
        base_sz=base_sz,
        quote_sz=rfq_sz if rfq_sz_ccy == quote else cut(base_sz * px),
    )


@answers(Convert.place_convert_trade)
def place_convert_trade(
    desk: Desk,
    quote_id: str,
    *,
    side: Side,
    cl_t_req_id: str | None = None,
    **said: Any,
) -> ConvertTrade:
    quote = _QUOTES.find(desk, quote_id=quote_id)
    if desk.now > to_ms(quote.quote_time) + quote.ttl_ms:
        raise Refusal("52901", "The quote has expired")
    if any(row.quote_id == quote_id for row in _TRADES.rows(desk)):
        raise Refusal("52902", "The quote was traded already")
    asked = (quote.base_ccy, quote.quote_ccy, quote.side, quote.rfq_sz)
    if asked != (said["base_ccy"], said["quote_ccy"], side, said["sz"]):
        raise bad_parameter("quoteId")
    base = (quote.base_ccy, quote.base_sz or Decimal(0))
    money = (quote.quote_ccy, quote.quote_sz or Decimal(0))
    paid, got = (money, base) if side == Side.BUY else (base, money)
    _pay(desk, *paid)
    _money.earn(desk, *got, _money.CONVERT)
    return _TRADES.new(
        desk,
        inst_id=f"{quote.base_ccy}-{quote.quote_ccy}",
        base_ccy=quote.base_ccy,
        quote_ccy=quote.quote_ccy,
        side=side,
        state=ConvertState.FULLY_FILLED,
        quote_id=quote_id,
        cl_t_req_id=cl_t_req_id,
        fill_px=quote.cnvt_px,
        fill_base_sz=quote.base_sz,
        fill_quote_sz=quote.quote_sz,
    )


def _pay(desk: Desk, ccy: str, amount: Decimal) -> None:
    """From the trading account, and what that lacks from the funding account."""
    there = min(_money.free(desk, ccy), amount)
    if amount > there:
        purse.take(desk, ccy, amount - there, AssetBillType.CODE_22)
    if there:
        _money.spend(desk, ccy, there, _money.CONVERT)


lists(Convert.get_convert_history, _TRADES.rows, "simulated")
