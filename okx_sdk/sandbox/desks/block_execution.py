"""Execution of a quote: both accounts trade its legs at its prices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.block_trading import (
    BlockTrade,
    BlockTradeLeg,
    Quote,
    QuoteLeg,
    Rfq,
    RfqLeg,
)
from okx_sdk.models.enums import QuoteState, RfqState, Side
from okx_sdk.models.rfq_acks import ExecutedQuote
from okx_sdk.models.rfq_requests import ExecutedPart
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.block_trading import BlockTrading
from okx_sdk.sandbox.desks._common import trading
from okx_sdk.sandbox.desks._deals import Leg, agree
from okx_sdk.sandbox.desks._kinds import new_id
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.desks.block_public import TRADES
from okx_sdk.sandbox.desks.block_trading import QUOTES, RFQS, TYPES, code_of, quotes
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

_FEE = Decimal("0.0003")


@answers(BlockTrading.execute_quote, grade="stateful")
def execute_quote(
    desk: Desk, rfq_id: str, quote_id: str, legs: list[ExecutedPart] | None = None
) -> ExecutedQuote:
    quotes(desk)  # which lets go of what is too old
    mine = code_of(desk.account_name)
    rfq = RFQS.find(desk, rfq_id=rfq_id, trader_code=mine)
    quote = QUOTES.find(desk, quote_id=quote_id, rfq_id=rfq_id)
    if rfq.state != RfqState.ACTIVE:
        raise Refusal("70504", f"The RFQ is {rfq.state}")
    if quote.state != QuoteState.ACTIVE:
        raise Refusal("70505", f"The quote is {quote.state}")
    done = tuple(_leg(desk, quote, place, legs) for place in range(len(quote.legs)))
    _trade(desk, rfq, quote, done)
    RFQS.change(desk, rfq, state=RfqState.FILLED)
    for other in QUOTES.where(rfq_id=rfq_id, state=QuoteState.ACTIVE)(desk):
        is_it = other.quote_id == quote_id
        state = QuoteState.FILLED if is_it else QuoteState.CANCELED
        reason = None if is_it else "rfq_filled"
        QUOTES.change(desk, other, state=state, reason=reason)
    trade = TRADES.new(
        desk,
        rfq_id=rfq_id,
        quote_id=quote_id,
        cl_rfq_id=rfq.cl_rfq_id,
        cl_quote_id=quote.cl_quote_id,
        tag=rfq.tag,
        t_trader_code=rfq.trader_code,
        m_trader_code=quote.trader_code,
        is_successful=True,
        legs=done,
    )
    return _executed(rfq, trade)


def _trade(desk: Desk, rfq: Rfq, quote: Quote, done: tuple[BlockTradeLeg, ...]) -> None:
    """Both accounts trade; a maker of the sandbox has whatever it takes."""
    pairs = list(zip(done, rfq.legs, strict=True))
    deals = [(desk.account, [_as(leg, asked, leg.side) for leg, asked in pairs])]
    for account in desk.venue.accounts.values():
        if code_of(account.name) == quote.trader_code:
            theirs = zip(done, quote.legs, strict=True)
            deals.append((account, [_as(leg, own, _other(leg)) for leg, own in theirs]))
    agree(desk, deals)


def _as(leg: BlockTradeLeg, own: RfqLeg | QuoteLeg, side: Side) -> Leg:
    px, trade_id = leg.px or Decimal(0), leg.trade_id or ""
    words = (own.td_mode, own.pos_side, own.ccy)
    return Leg(leg.inst_id, side, px, leg.sz, trade_id, *words)


def _other(leg: BlockTradeLeg) -> Side:
    return Side.SELL if leg.side == Side.BUY else Side.BUY


def _executed(rfq: Rfq, trade: BlockTrade) -> ExecutedQuote:
    return ExecutedQuote(
        rfq.rfq_id,
        trade.quote_id,
        trade.c_time,
        rfq.cl_rfq_id,
        trade.cl_quote_id,
        trade.block_td_id,
        rfq.tag,
        trade.t_trader_code,
        trade.m_trader_code,
        trade.legs,
    )


def _leg(
    desk: Desk, quote: Quote, place: int, parts: list[ExecutedPart] | None
) -> BlockTradeLeg:
    """A leg as who asked trades it: the other side of the quote."""
    leg = quote.legs[place]
    wanted = {each.inst_id: each.sz for each in parts or ()}
    size = wanted.get(leg.inst_id, leg.sz)
    if not 0 < size <= leg.sz:
        raise bad_parameter("legs")
    inst = trading(desk, leg.inst_id, *TYPES)
    is_bought = (leg.side == Side.BUY) != (quote.quote_side == Side.BUY)
    coins = size * contract_size(inst) * (1 if inst.is_inverse else leg.px)
    return BlockTradeLeg(
        leg.inst_id,
        size,
        Side.BUY if is_bought else Side.SELL,
        leg.px,
        -cut(coins * _FEE / (leg.px if inst.is_inverse else 1)),
        inst.settle_ccy or inst.quote_ccy,
        new_id(desk),
        tgt_ccy=leg.tgt_ccy,
    )


@answers(BlockTrading.get_trades, grade="stateful")
def get_trades(desk: Desk, **said: Any) -> list[BlockTrade]:
    mine = code_of(desk.account_name)
    rows = [
        row
        for row in TRADES.rows(desk)
        if mine in {row.t_trader_code, row.m_trader_code}
    ]
    return paged(endpoint_of(BlockTrading.get_trades), rows, said)
