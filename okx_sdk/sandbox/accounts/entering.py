"""How an order comes in: admitted, matched with what there is, and then at rest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from okx_sdk.models.enums import OrdType, StpMode
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts import checks, reducing
from okx_sdk.sandbox.accounts.account import Account, insufficient
from okx_sdk.sandbox.accounts.attaching import check_attached
from okx_sdk.sandbox.accounts.exact import ZERO, over, stepped
from okx_sdk.sandbox.accounts.ladder import Offer
from okx_sdk.sandbox.accounts.margin import check_option, check_tier, closable, leverage
from okx_sdk.sandbox.accounts.mmp import check_protection
from okx_sdk.sandbox.accounts.option_prices import in_coin
from okx_sdk.sandbox.accounts.orders import AT_MARKET, Order
from okx_sdk.sandbox.accounts.room import spendable
from okx_sdk.sandbox.accounts.rows import Amended
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["MAKERS", "admit", "check_value", "match", "take", "would_take"]

MAKERS = {OrdType.POST_ONLY, OrdType.MMP_AND_POST_ONLY, OrdType.RPI}
_RESTING = {OrdType.LIMIT, OrdType.MMP, *MAKERS}
_LEAST_RPI = {"SPOT": 500, "FUTURES": 2_000, "SWAP": 5_000}


def admit(venue: Venue, account: Account, sent: NewOrder) -> Order:
    """A new order that nothing stands in the way of, with what it needs set aside.

    Raises:
        Refusal: something does.
    """
    inst = checks.instrument_of(account, sent, venue.market, venue.now)
    in_quote = checks.is_quote_sized(sent, inst)
    at_market = sent.ord_type in AT_MARKET
    px = None if at_market else in_coin(venue.quotes, inst, sent, venue.now)
    if px is not None:
        checks.check_price(inst, px)
        px = checks.price_of(sent.side, inst, px, sent.px_amend_type, venue)
    if not in_quote:
        checks.check_size(inst, sent.sz, at_market=at_market)
    checks.check_counts(account, inst, sent.cl_ord_id)
    check_protection(account, sent, inst.inst_family, venue.now)
    order = Order(
        account=account,
        ord_id=int(venue.next_id(venue.now)),
        inst=inst,
        sent=sent,
        c_time=venue.now,
        u_time=venue.now,
        sz=sent.sz,
        px=px,
        in_quote=in_quote,
        turn=venue.next_turn(),
        lever=_lever(account, inst, sent),
        attached=tuple(venue.next_id(venue.now) for _ in sent.attach_algo_ords or ()),
    )
    check_attached(venue, order)
    if reducing.closes(order):
        order.sz = min(order.sz, max(closable(order), inst.lot_sz))
    check_value(venue, order)
    if inst.inst_type == "SPOT" and at_market:
        _check_purse(venue, order)
    else:
        check_option(order)
        check_tier(order)
        if at_market:
            order.guess = _last_px(venue, order)
        venue.reserve_for(order)
    return order


def _lever(account: Account, inst: Instrument, sent: NewOrder) -> Decimal | None:
    if inst.inst_type in {"SPOT", "OPTION"}:
        return None
    return leverage(account, inst, str(sent.td_mode), str(sent.pos_side or "net"))


def check_value(venue: Venue, order: Order) -> None:
    """Make sure that an order is worth neither too much nor, if it is RPI, too little."""
    inst = order.inst
    px = order.px or venue.quotes.last(inst, venue.now)
    value = order.sz if order.in_quote else order.sz * px
    most = inst.max_mkt_amt if order.px is None else inst.max_lmt_amt
    if inst.inst_type in {"SPOT", "MARGIN"} and most is not None and value > most:
        code = "51201" if order.px is None else "51005"
        raise Refusal(code, f"Order amount exceeds the limit of {most:f} USD.")
    if order.sent.ord_type == OrdType.RPI:
        _check_rpi(venue, order, px)


def _check_rpi(venue: Venue, order: Order, px: Decimal) -> None:
    least = _LEAST_RPI.get(order.inst.inst_type)
    if least is None:
        raise Refusal("51000", "Parameter ordType error")
    value = venue.quotes.dollars(order.inst, px, order.sz, venue.now)
    if value < least:
        raise Refusal("54051", f"RPI order value is less than {least} USD.")


def _check_purse(venue: Venue, order: Order) -> None:
    """Make sure that a spot order at market can be paid for, or make it smaller."""
    inst, account = order.inst, order.account
    ccy, got = inst.quote_ccy, inst.base_ccy
    if not order.is_buy:
        ccy, got = got, ccy
    free = spendable(account, ccy, got, venue.quotes, venue.now)
    if order.in_quote == order.is_buy:  # the size is in what is given
        fee = order.sz * venue.taker_rate(inst) if account_pays_fee(order) else ZERO
        if order.sz - fee > free:
            raise insufficient(ccy)
        if order.in_quote:
            best = venue.quotes.last(inst, venue.now)
            checks.check_least(inst, over(order.sz, best))
        return
    if _cost(venue, order, order.sz) <= free:
        return
    if order.sent.ban_amend:
        raise insufficient(ccy)
    smaller = _affordable(venue, order, free)
    if smaller <= 0 or (not order.in_quote and smaller < inst.min_sz):
        raise insufficient(ccy)
    order.sz = smaller


def _last_px(venue: Venue, order: Order) -> Decimal | None:
    """The worst price that an order at market would meet now."""
    left, px = order.left, None
    for offer in _offers(venue, order):
        px, left = offer.px, left - offer.sz
        if left <= 0:
            break
    return px


def _cost(venue: Venue, order: Order, sz: Decimal) -> Decimal:
    """What is given for a size in the currency that is got, as the book stands."""
    given, left = ZERO, sz
    for offer in _offers(venue, order):
        room = offer.sz * offer.px if order.in_quote else offer.sz
        part = min(left, room)
        given += over(part, offer.px) if order.in_quote else part * offer.px
        left -= part
        if left <= 0:
            break
    if account_pays_fee(order):
        given *= 1 - venue.taker_rate(order.inst)
    return given


def account_pays_fee(order: Order) -> bool:
    """Whether a spot buyer's fee comes on top of the price, in quote currency."""
    return order.is_buy and order.account.settings.fee_type == "1"


def _affordable(venue: Venue, order: Order, free: Decimal) -> Decimal:
    """The largest size that can be given so much for."""
    if account_pays_fee(order):
        free = over(free, 1 - venue.taker_rate(order.inst))
    got = ZERO
    for offer in _offers(venue, order):
        most = over(free, offer.px) if not order.in_quote else free
        part = min(offer.sz, most)
        part = stepped(part, order.inst.lot_sz)
        got += part * offer.px if order.in_quote else part
        free -= part if order.in_quote else part * offer.px
        if part < offer.sz:
            break
    return got


def bound(venue: Venue, order: Order) -> Decimal:
    """The worst price that an order takes."""
    if order.px is not None:
        return order.px
    limits = venue.market.price_limit(order.inst, venue.now)
    return limits.buy_lmt if order.is_buy else limits.sell_lmt


def _offers(venue: Venue, order: Order) -> Iterator[Offer]:
    """What an order would take, best first; its account's own orders among it."""
    worst = bound(venue, order)
    ladder = venue.ladder(order.inst)
    for offer in ladder.offers(venue.now, to_buy=order.is_buy):
        if offer.px > worst if order.is_buy else offer.px < worst:
            return
        yield offer


def match(venue: Venue, order: Order, amended: Amended | None = None) -> None:
    """Let an order take what it may, and rest or go with what is left of it."""
    kind = order.sent.ord_type
    if kind in MAKERS:
        if would_take(venue, order):
            reason = "The post-only order will take liquidity in maker orders"
            venue.cancel(order, "31", reason)
            return
        venue.tell(order, amended=amended)
        venue.rest(order)
        return
    venue.tell(order, amended=amended)
    if kind == OrdType.FOK and not _fills_whole(venue, order):
        venue.cancel(order, "13", "FOK order was canceled: incompletely filled")
        return
    take(venue, order)
    if not order.is_open:
        return
    if kind in _RESTING:
        venue.rest(order)
    else:
        venue.cancel(order, "14", "IOC order was canceled: incompletely filled")


def would_take(venue: Venue, order: Order) -> bool:
    """Whether there is something that an order could have at once."""
    return next(_offers(venue, order), None) is not None


def _fills_whole(venue: Venue, order: Order) -> bool:
    total = ZERO
    for offer in _offers(venue, order):
        if offer.maker is None or offer.maker.account is not order.account:
            total += offer.sz
        elif _stp_mode(order) != StpMode.CANCEL_MAKER:
            return False  # it would go itself when it meets its own
        if total >= order.left:
            return True
    return False


def take(venue: Venue, order: Order) -> None:
    """Fill an order from what is offered, level by level."""
    ladder = venue.ladder(order.inst)
    for offer in _offers(venue, order):
        maker = offer.maker
        if maker is not None and maker.account is order.account:
            _prevent(venue, order, maker)
        else:
            sz = _part(order, offer)
            if sz <= 0:
                return
            trade = venue.next_trade()
            if maker is None:
                ladder.eat(offer, sz, venue.now, to_buy=order.is_buy)
            else:
                venue.fill(maker, offer.px, sz, is_taker=False, trade_id=trade)
            venue.fill(order, offer.px, sz, is_taker=True, trade_id=trade)
        if not order.is_open:
            return


def _part(order: Order, offer: Offer) -> Decimal:
    """How much of an offer an order takes."""
    if not order.in_quote:
        return min(order.left, offer.sz)
    lot = order.inst.lot_sz
    sz = min(offer.sz, stepped(over(order.left, offer.px), lot))
    order.is_spent = order.left - sz * offer.px < lot * offer.px
    return sz


def _stp_mode(taker: Order) -> StpMode:
    """Which of two orders of one account goes; so says the one that takes."""
    return taker.sent.stp_mode or taker.account.settings.stp_mode


def _prevent(venue: Venue, taker: Order, maker: Order) -> None:
    """Two orders of one account do not trade with each other: one of them goes."""
    mode = _stp_mode(taker)
    if mode != StpMode.CANCEL_TAKER:
        venue.cancel(maker, "32", "Self trade prevention")
    if mode != StpMode.CANCEL_MAKER:
        venue.cancel(taker, "32", "Self trade prevention")
