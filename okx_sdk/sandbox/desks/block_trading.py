"""Requests for quotes: asked of the sandbox's own makers, or of other accounts.

A maker of the sandbox answers at once, with a quote to buy and one to sell, half a per
mille from the mark price.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from okx_sdk.models.block_trading import Quote, Rfq
from okx_sdk.models.enums import InstType, QuoteState, RfqState, Side
from okx_sdk.models.order_acks import CancelAllAfter
from okx_sdk.models.rfq_acks import (
    BlockAck,
    BlockMmpConfig,
    BlockMmpSetting,
    Counterparty,
    CreatedRfq,
    QuoteAck,
    QuoteProduct,
    QuoteProducts,
    QuoteProductsResult,
    RfqAck,
)
from okx_sdk.models.rfq_requests import NewQuoteLeg, NewQuoteProducts, NewRfqLeg
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.block_trading import BlockTrading
from okx_sdk.sandbox.desks._common import moment, trading
from okx_sdk.sandbox.desks._kinds import Kind
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, either_parameter
from okx_sdk.sandbox.things import paged

__all__ = ["MAKERS", "QUOTES", "RFQS", "TYPES", "code_of", "quotes", "rfqs"]

RFQS = Kind("rfqs", Rfq, "rfq_id", ("70000", "RFQ does not exist"), is_shared=True)
QUOTES = Kind(
    "quotes", Quote, "quote_id", ("70001", "Quote does not exist"), is_shared=True
)
TYPES = ("SPOT", "SWAP", "FUTURES", "OPTION")
MAKERS = {"SANDBOX1": "First maker of the sandbox", "SANDBOX2": "Second maker"}
_RFQ_LIVES, _QUOTE_LIVES = 600_000, 60_000
_EDGE = Decimal("0.0005")


def code_of(account: str) -> str:
    """The code that an account trades blocks by."""
    return f"T{key_of('trader', account) % 10**7:07}"


def _me(desk: Desk) -> str:
    return code_of(desk.account_name)


def _others(desk: Desk) -> list[str]:
    return [c for each in desk.venue.accounts if (c := code_of(each)) != _me(desk)]


def _expire(desk: Desk) -> None:
    """What is too old is not open any more."""
    for rfq in RFQS.where(state=RfqState.ACTIVE)(desk):
        if rfq.valid_until and to_ms(rfq.valid_until) <= desk.now:
            RFQS.change(desk, rfq, state=RfqState.EXPIRED)
    for quote in QUOTES.where(state=QuoteState.ACTIVE)(desk):
        if quote.valid_until and to_ms(quote.valid_until) <= desk.now:
            QUOTES.change(desk, quote, state=QuoteState.EXPIRED)


def rfqs(desk: Desk) -> list[Rfq]:
    """The requests that the caller made or may answer, newest first."""
    _expire(desk)
    me = _me(desk)
    return [r for r in RFQS.rows(desk) if me in {r.trader_code, *r.counterparties}]


def quotes(desk: Desk) -> list[Quote]:
    """The quotes that the caller gave or was given, newest first."""
    mine = {row.rfq_id for row in rfqs(desk) if row.trader_code == _me(desk)}
    rows = QUOTES.rows(desk)
    return [q for q in rows if q.trader_code == _me(desk) or q.rfq_id in mine]


@answers(BlockTrading.get_counterparties, grade="stateful")
def counterparties(desk: Desk) -> list[Counterparty]:
    makers = [Counterparty(code, name, "LP") for code, name in MAKERS.items()]
    return makers + [Counterparty(code, "Account", "") for code in _others(desk)]


@answers(BlockTrading.create_rfq, grade="stateful")
def create_rfq(
    desk: Desk,
    counterparties: list[str],
    legs: list[NewRfqLeg],
    *,
    anonymous: bool = False,  # noqa: ARG001
    cl_rfq_id: str | None = None,
    **said: Any,
) -> CreatedRfq:
    if not set(counterparties) <= {*MAKERS, *_others(desk)}:
        raise Refusal("70103", "A counterparty does not exist")
    _check(desk, legs)
    if cl_rfq_id and any(row.cl_rfq_id == cl_rfq_id for row in _open_rfqs(desk)):
        raise Refusal("70101", "clRfqId is used by another RFQ")
    row = RFQS.new(
        desk,
        **{"allow_partial_execution": False} | said,
        state=RfqState.ACTIVE,
        counterparties=counterparties,
        valid_until=desk.now + _RFQ_LIVES,
        cl_rfq_id=cl_rfq_id,
        trader_code=_me(desk),
        legs=legs,
    )
    for maker in MAKERS.keys() & set(counterparties):
        for side in Side:
            _quote_of_maker(desk, row, maker, side)
    return CreatedRfq(
        row.rfq_id,
        row.state,
        row.c_time,
        row.u_time,
        row.counterparties,
        row.valid_until,
        row.cl_rfq_id,
        row.tag,
        row.allow_partial_execution,
        row.trader_code,
        row.legs,
    )


def _check(desk: Desk, legs: Sequence[NewRfqLeg | NewQuoteLeg]) -> None:
    if not 1 <= len(legs) <= 15:
        raise bad_parameter("legs")
    for leg in legs:
        inst = trading(desk, leg.inst_id, *TYPES)
        if leg.sz < inst.min_sz or leg.sz % inst.lot_sz:
            raise bad_parameter("sz")


def _open_rfqs(desk: Desk) -> list[Rfq]:
    return [
        row
        for row in rfqs(desk)
        if row.state == RfqState.ACTIVE and row.trader_code == _me(desk)
    ]


def _quote_of_maker(desk: Desk, rfq: Rfq, maker: str, side: Side) -> None:
    """A quote half a per mille worse than the mark price for who asked."""
    legs: list[dict[str, Any]] = []
    for leg in rfq.legs:
        inst = trading(desk, leg.inst_id, *TYPES)
        # Who sells to the maker sells the request's buys, and so pays the other edge.
        maker_buys = (leg.side == Side.BUY) == (side == Side.BUY)
        edge = 1 - _EDGE if maker_buys else 1 + _EDGE
        mark = desk.market.mark_price(inst, desk.now) * edge
        px = max(1, round(mark / inst.tick_sz)) * inst.tick_sz
        legs.append({"instId": leg.inst_id, "px": px, "sz": leg.sz, "side": leg.side})
    QUOTES.new(
        desk,
        rfq_id=rfq.rfq_id,
        cl_rfq_id=rfq.cl_rfq_id,
        state=QuoteState.ACTIVE,
        valid_until=desk.now + _QUOTE_LIVES,
        trader_code=maker,
        quote_side=side,
        legs=legs,
    )


def _rfq_named(desk: Desk, rfq_id: str | None, cl_rfq_id: str | None) -> Rfq:
    if rfq_id is None and cl_rfq_id is None:
        raise either_parameter("rfqId", "clRfqId")
    by = {"rfq_id": rfq_id} if rfq_id else {"cl_rfq_id": cl_rfq_id}
    rfqs(desk)
    row = RFQS.find(desk, **by, trader_code=_me(desk))
    if row.state != RfqState.ACTIVE:
        raise Refusal("70200", f"The RFQ is {row.state}")
    return row


def _cancelled(desk: Desk, row: Rfq) -> RfqAck:
    RFQS.change(desk, row, state=RfqState.CANCELED)
    for quote in QUOTES.where(rfq_id=row.rfq_id, state=QuoteState.ACTIVE)(desk):
        reason = "rfq_canceled"
        QUOTES.change(desk, quote, state=QuoteState.CANCELED, reason=reason)
    return RfqAck(row.rfq_id, row.cl_rfq_id, "0", "")


@answers(BlockTrading.cancel_rfq, grade="stateful")
def cancel_rfq(
    desk: Desk, rfq_id: str | None = None, cl_rfq_id: str | None = None
) -> RfqAck:
    return _cancelled(desk, _rfq_named(desk, rfq_id, cl_rfq_id))


@answers(BlockTrading.cancel_rfqs, grade="stateful")
def cancel_rfqs(
    desk: Desk, rfq_ids: list[str] | None = None, cl_rfq_ids: list[str] | None = None
) -> list[RfqAck]:
    named: list[tuple[str | None, str | None]] = [(e, None) for e in rfq_ids or ()]
    named += [(None, each) for each in cl_rfq_ids or () if not rfq_ids]
    acks: list[RfqAck] = []
    for one in named:
        try:
            acks.append(_cancelled(desk, _rfq_named(desk, *one)))
        except Refusal as refusal:
            acks.append(RfqAck(*one, refusal.code, refusal.message))
    return acks


@answers(BlockTrading.cancel_all_rfqs, grade="stateful")
def cancel_all_rfqs(desk: Desk) -> BlockAck:
    for row in _open_rfqs(desk):
        _cancelled(desk, row)
    return BlockAck(moment(desk.now))


@answers(BlockTrading.get_rfqs, grade="stateful")
def get_rfqs(desk: Desk, **said: Any) -> list[Rfq]:
    return paged(endpoint_of(BlockTrading.get_rfqs), rfqs(desk), said)


@answers(BlockTrading.get_quotes, grade="stateful")
def get_quotes(desk: Desk, **said: Any) -> list[Quote]:
    return paged(endpoint_of(BlockTrading.get_quotes), quotes(desk), said)


@answers(BlockTrading.create_quote, grade="stateful")
def create_quote(
    desk: Desk,
    rfq_id: str,
    quote_side: Side,
    legs: list[NewQuoteLeg],
    *,
    anonymous: bool = False,  # noqa: ARG001
    expires_in: str | None = None,
    **said: Any,
) -> Quote:
    _expire(desk)
    rfq = RFQS.find(desk, rfq_id=rfq_id, state=RfqState.ACTIVE)
    if _me(desk) not in rfq.counterparties:
        raise Refusal("70303", "The RFQ was not asked of this account")
    _check(desk, legs)
    asked = {(leg.inst_id, leg.side) for leg in rfq.legs}
    if {(leg.inst_id, leg.side) for leg in legs} != asked:
        raise Refusal("70514", "The quote's legs are not those of the RFQ")
    seconds = int(expires_in or _QUOTE_LIVES // 1000)
    if not 10 <= seconds <= 120:
        raise bad_parameter("expiresIn")
    return QUOTES.new(
        desk,
        **said,
        rfq_id=rfq_id,
        cl_rfq_id=rfq.cl_rfq_id,
        state=QuoteState.ACTIVE,
        valid_until=desk.now + seconds * 1000,
        trader_code=_me(desk),
        quote_side=quote_side,
        legs=legs,
    )


def _my_quotes(desk: Desk) -> list[Quote]:
    rows = [row for row in quotes(desk) if row.trader_code == _me(desk)]
    return [row for row in rows if row.state == QuoteState.ACTIVE]


def _cancel_quotes(desk: Desk, name: str, values: list[str]) -> list[QuoteAck]:
    acks: list[QuoteAck] = []
    for value in values:
        found = [row for row in _my_quotes(desk) if getattr(row, name) == value]
        if not found:
            acks.append(QuoteAck(value, None, *QUOTES.refusal))
        for row in found:
            reason = "mmp_canceled" if name == "mmp" else "normal"
            QUOTES.change(desk, row, state=QuoteState.CANCELED, reason=reason)
            acks.append(QuoteAck(row.quote_id, row.cl_quote_id, "0", ""))
    return acks


@answers(BlockTrading.cancel_quote, grade="stateful")
def cancel_quote(desk: Desk, **said: str) -> QuoteAck:
    for name in ("quote_id", "cl_quote_id", "rfq_id"):
        if name in said:
            return _cancel_quotes(desk, name, [said[name]])[0]
    raise either_parameter("quoteId", "clQuoteId")


@answers(BlockTrading.cancel_quotes, grade="stateful")
def cancel_quotes(
    desk: Desk,
    quote_ids: list[str] | None = None,
    cl_quote_ids: list[str] | None = None,
) -> list[QuoteAck]:
    if quote_ids:
        return _cancel_quotes(desk, "quote_id", quote_ids)
    return _cancel_quotes(desk, "cl_quote_id", cl_quote_ids or [])


@answers(BlockTrading.cancel_all_quotes, grade="stateful")
def cancel_all_quotes(desk: Desk) -> BlockAck:
    _cancel_quotes(desk, "quote_id", [row.quote_id for row in _my_quotes(desk)])
    return BlockAck(moment(desk.now))


@answers(BlockTrading.cancel_all_after, grade="stateful")
def cancel_all_after(desk: Desk, time_out: int) -> CancelAllAfter:
    if time_out and not 10 <= time_out <= 120:
        raise bad_parameter("timeOut")
    due = desk.now + time_out * 1000
    for row in _my_quotes(desk) if time_out else ():
        if row.valid_until and to_ms(row.valid_until) > due:
            QUOTES.change(desk, row, valid_until=due)
    trigger = moment(due) if time_out else None
    return CancelAllAfter(moment(desk.now), trigger)


def _settings(desk: Desk) -> dict[str, Any]:
    return desk.things.shelf(desk.account_name, "block-settings")


@answers(BlockTrading.get_quote_products, grade="stateful")
def get_quote_products(desk: Desk) -> list[QuoteProducts]:
    kept = _settings(desk).get("products", {})
    return [
        QuoteProducts(
            InstType(kind),
            kept[kind].include_all if kind in kept else True,
            tuple(
                QuoteProduct(
                    each.inst_family,
                    each.inst_id,
                    each.max_block_sz,
                    each.maker_px_band,
                )
                for each in (kept[kind].data if kind in kept else ())
            ),
        )
        for kind in TYPES
    ]


@answers(BlockTrading.set_quote_products, grade="stateful")
def set_quote_products(
    desk: Desk, products: list[NewQuoteProducts]
) -> QuoteProductsResult:
    kept = _settings(desk).setdefault("products", {})
    kept.update({str(each.inst_type): each for each in products})
    return QuoteProductsResult(True)


@answers(BlockTrading.set_mmp, grade="stateful")
def set_mmp(
    desk: Desk, time_interval: int, frozen_interval: int, count_limit: int
) -> BlockMmpSetting:
    setting = BlockMmpSetting(time_interval, frozen_interval, count_limit)
    _settings(desk)["mmp"] = setting
    return setting


@answers(BlockTrading.get_mmp_config, grade="stateful")
def get_mmp_config(desk: Desk) -> list[BlockMmpConfig]:
    kept: BlockMmpSetting | None = _settings(desk).get("mmp")
    if kept is None:
        return []
    figures = (kept.time_interval, kept.frozen_interval, kept.count_limit)
    return [BlockMmpConfig(*figures, mmp_frozen=False)]


@answers(BlockTrading.reset_mmp_status, grade="stateful")
def reset_mmp(desk: Desk) -> BlockAck:
    return BlockAck(moment(desk.now))
