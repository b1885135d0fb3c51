"""Small balances converted into others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import define, field

from okx_sdk.models.enums import BillSubType, BillType, EasyConvertStatus
from okx_sdk.models.small_assets import (
    EasyConvert,
    EasyConvertCurrencies,
    SmallBalance,
)
from okx_sdk.protocol.scalars import to_ms
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.accounts.exact import exactly, over, tidied
from okx_sdk.sandbox.desks._common import moment, one_of
from okx_sdk.sandbox.desks._records import page
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import bad_parameter

_SMALL = Decimal(10)  # dollars
_INTO = ("USDT", "BTC", "ETH", "OKB", "USDC")
_MOST = 5


@define(eq=False)
class _Converted:
    """What was converted, oldest first."""

    rows: list[EasyConvert] = field(factory=list[EasyConvert])


def _small(desk: Desk) -> list[SmallBalance]:
    quotes, free = desk.venue.quotes, desk.account.free
    return [
        SmallBalance(ccy, tidied(free(ccy)))
        for ccy in desk.account.cash
        if 0 < free(ccy) * quotes.usd(ccy, desk.now) < _SMALL
    ]


@answers(Trade.get_easy_convert_currencies)
def easy_convert_currencies(
    desk: Desk, source: str | None = None
) -> list[EasyConvertCurrencies]:
    one_of(source, "source", "1", "2")
    return [EasyConvertCurrencies(tuple(_small(desk)), _INTO)]


@answers(Trade.place_easy_convert)
def easy_convert(
    desk: Desk, from_ccy: Sequence[str], to_ccy: str, source: str | None = None
) -> list[EasyConvert]:
    one_of(source, "source", "1", "2")
    one_of(to_ccy, "toCcy", *_INTO)
    if not from_ccy or len(from_ccy) > _MOST or to_ccy in from_ccy:
        raise bad_parameter("fromCcy")
    small = {row.from_ccy: row.from_amt for row in _small(desk)}
    if any(ccy not in small for ccy in from_ccy):
        raise bad_parameter("fromCcy")
    return [_convert(desk, ccy, small[ccy], to_ccy) for ccy in from_ccy]


@exactly
def _convert(desk: Desk, ccy: str, amount: Decimal, to_ccy: str) -> EasyConvert:
    quotes, account = desk.venue.quotes, desk.account
    value = amount * quotes.usd(ccy, desk.now)
    got = over(value, quotes.usd(to_ccy, desk.now))
    kind = BillType.EASY_CONVERT
    account.move(ccy, -amount, desk.now, type=kind, sub_type=BillSubType("236"))
    account.move(to_ccy, got, desk.now, type=kind, sub_type=BillSubType("237"))
    row = EasyConvert(
        ccy,
        to_ccy,
        EasyConvertStatus("filled"),
        tidied(amount),
        tidied(got),
        moment(desk.now),
        "18",
    )
    account.state_of(_Converted).rows.append(row)
    return row


@answers(Trade.get_easy_convert_history)
def easy_convert_history(
    desk: Desk,
    after: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[EasyConvert]:
    rows = reversed(desk.account.state_of(_Converted).rows)
    return page(rows, _changed_at, after, before, limit)


def _changed_at(row: EasyConvert) -> int:
    return 0 if row.u_time is None else to_ms(row.u_time)
