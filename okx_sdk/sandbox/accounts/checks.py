"""Whether an order may be placed as it was sent: in the order in which OKX asks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from okx_sdk.models.enums import AcctLv, OrdType, PosMode, PosSide, TdMode, TgtCcy
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.margin import SHARED, find_position
from okx_sdk.sandbox.accounts.orders import AT_MARKET
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, unknown_instrument

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = [
    "check_counts",
    "check_least",
    "check_name",
    "check_price",
    "check_side",
    "check_size",
    "face_of",
    "instrument_of",
    "is_apart",
    "is_quote_sized",
    "pair_mode",
    "price_of",
]

_NAME = re.compile(r"[A-Za-z0-9]{1,32}", re.ASCII)
_TAG = re.compile(r"[A-Za-z0-9]{1,16}", re.ASCII)
_MOST_PENDING, _MOST_OF_ONE = 4_000, 500

_EVERYWHERE = {
    OrdType.MARKET,
    OrdType.LIMIT,
    OrdType.POST_ONLY,
    OrdType.FOK,
    OrdType.IOC,
    OrdType.RPI,
}
_OF_TYPE = {
    "SWAP": {OrdType.OPTIMAL_LIMIT_IOC},
    "FUTURES": {OrdType.OPTIMAL_LIMIT_IOC},
    "OPTION": {OrdType.MMP, OrdType.MMP_AND_POST_ONLY},
}
_PROTECTED = {OrdType.MMP, OrdType.MMP_AND_POST_ONLY}
_AT_PRICE_ONLY = {"OPTION": {OrdType.MARKET, OrdType.RPI}}


def check_name(name: str | None, parameter: str = "clOrdId") -> None:
    """Make sure that a name of the client's is one."""
    if name and not _NAME.fullmatch(name):
        raise bad_parameter(parameter)


def instrument_of(
    account: Account, order: NewOrder, market: Market, now: int
) -> Instrument:
    """What an order is of: the pair itself, or its margin face.

    Raises:
        Refusal: the order is not one that could ever be placed.
    """
    check_name(order.cl_ord_id)
    if order.tag and not _TAG.fullmatch(order.tag):
        raise bad_parameter("tag")
    inst = face_of(account, order.inst_id, order.td_mode, market, now)
    if not inst.is_live(now):
        raise Refusal("51027", "Contract expired")
    _check_words(account, inst, order)
    return inst


def pair_mode(account: Account) -> TdMode:
    """How an account trades pairs themselves, and not positions in them."""
    is_shared = account.settings.acct_lv in SHARED
    return TdMode.CROSS if is_shared else TdMode.CASH


def face_of(
    account: Account, inst_id: str, td_mode: TdMode, market: Market, now: int
) -> Instrument:
    """The pair itself, or its margin face; all else has but one.

    Raises:
        Refusal: 51001, there is no such instrument; 51000, it is not traded so.
    """
    plain = market.instrument(inst_id, now)
    if plain is None:
        raise unknown_instrument()
    if plain.inst_type == "SPOT" and td_mode == pair_mode(account):
        return plain
    if td_mode not in {TdMode.CROSS, TdMode.ISOLATED}:
        raise bad_parameter("tdMode")
    if plain.inst_type != "SPOT":
        return plain
    found = market.instrument(inst_id, now, "MARGIN")
    if found is None:
        raise unknown_instrument()
    return found


def _check_words(account: Account, inst: Instrument, order: NewOrder) -> None:
    for name in ("side", "ord_type"):
        if not getattr(order, name).is_known:
            raise bad_parameter("side" if name == "side" else "ordType")
    settings, kind = account.settings, order.ord_type
    if kind == OrdType.MARKET and inst.inst_type == "OPTION":
        raise Refusal("51066", "Unsupported order type for options: use limit orders.")
    if kind in _PROTECTED:
        _check_protected(settings.acct_lv, inst, order)
    allowed = _EVERYWHERE | _OF_TYPE.get(inst.inst_type, set())
    if kind not in allowed or kind in _AT_PRICE_ONLY.get(inst.inst_type, set()):
        raise bad_parameter("ordType")
    check_side(account, inst, order.pos_side)
    _check_close(account, inst, order)
    if order.sz <= 0:
        raise bad_parameter("sz")
    if kind not in AT_MARKET and (_price(inst, order) or 0) <= 0:
        raise bad_parameter("px")
    if order.tgt_ccy is not None and not order.tgt_ccy.is_known:
        raise bad_parameter("tgtCcy")


def _check_protected(acct_lv: AcctLv, inst: Instrument, order: NewOrder) -> None:
    if inst.inst_type != "OPTION" or acct_lv != AcctLv.PORTFOLIO:
        raise Refusal("51036", "MMP orders are for options in portfolio margin alone.")
    if order.td_mode != TdMode.CROSS:
        raise Refusal("51042", "MMP orders of options have to be cross.")


def _price(inst: Instrument, order: NewOrder) -> Decimal | None:
    """The price that was sent; of an option in any of three units, but in one."""
    sent = [p for p in (order.px, order.px_usd, order.px_vol) if p is not None]
    if inst.inst_type != "OPTION":
        return order.px
    if len(sent) > 1:
        raise Refusal("50016", "Parameters px, pxUsd and pxVol exclude one another.")
    return sent[0] if sent else None


def check_side(account: Account, inst: Instrument, pos_side: PosSide | None) -> None:
    """Make sure that an account trades an instrument, and that of the right side.

    Raises:
        Refusal: 51010, not in its mode; 51000, the side is missing or there is none.
    """
    if inst.inst_type == "SPOT":
        return
    if account.settings.acct_lv == AcctLv.SPOT:
        raise Refusal("51010", "Request unsupported under current account mode")
    sides = {"long", "short"} if is_apart(account, inst) else {"net"}
    if str(pos_side or "net") not in sides:
        raise bad_parameter("posSide")


def is_apart(account: Account, inst: Instrument) -> bool:
    """Whether longs and shorts of an instrument are held apart."""
    apart = account.settings.pos_mode == PosMode.LONG_SHORT_MODE
    return apart and inst.inst_type in {"SWAP", "FUTURES"}


def _check_close(account: Account, inst: Instrument, order: NewOrder) -> None:
    if is_apart(account, inst):
        _check_closing(account, inst, order, str(order.pos_side))
    elif order.reduce_only and inst.inst_type != "SPOT":
        _check_reducing(account, inst, order)


def _check_closing(
    account: Account, inst: Instrument, order: NewOrder, side: str
) -> None:
    """Apart, sides say what is closed: a long is closed by selling it."""
    closes = (side == "long") != (order.side == "buy")
    if not closes:
        return
    found = find_position(account, inst, str(order.td_mode), side)
    if found is None:
        raise Refusal(
            "51169",
            "Order failed because you don't have any positions in this direction for "
            "this contract to reduce or close.",
        )
    pending = sum(
        other.left
        for other in account.orders.pending.values()
        if other.inst.inst_id == inst.inst_id
        and other.sent.pos_side == order.pos_side
        and other.sent.side == order.side
        and other.sent.td_mode == order.td_mode
    )
    if order.sz + pending > abs(found.sz):
        raise Refusal(
            "51112",
            "Close order size exceeds available size for positions.",
        )


def _check_reducing(account: Account, inst: Instrument, order: NewOrder) -> None:
    found = find_position(account, inst, str(order.td_mode), "net")
    if found is None:
        raise Refusal(
            "51169",
            "Order failed because you don't have any positions in this direction for "
            "this contract to reduce or close.",
        )
    if found.is_long == (order.side == "buy"):
        raise Refusal(
            "51170",
            "Failed to place a reduce-only order. The direction must be opposite to "
            "that of the position.",
        )


def check_size(inst: Instrument, sz: Decimal, *, at_market: bool) -> None:
    """Make sure that a size, in lots and not in quote currency, is one."""
    check_least(inst, sz)
    if sz % inst.lot_sz:
        raise Refusal("51121", "Order quantity must be a multiple of the lot size.")
    most = inst.max_mkt_sz if at_market else inst.max_lmt_sz
    if sz > most:
        code = "51202" if at_market else "51101"
        if inst.inst_type in {"SPOT", "MARGIN"} and not at_market:
            code = "51005"
        raise Refusal(code, f"Order size exceeds the limit of {most:f}.")


def check_price(inst: Instrument, px: Decimal) -> None:
    """Make sure that a price is on the grid."""
    if px <= 0:
        raise bad_parameter("px")
    if px % inst.tick_sz:
        raise Refusal(
            "51150",
            "The precision of the number of trades or the price exceeds the limit.",
        )


def check_least(inst: Instrument, sz: Decimal) -> None:
    """Make sure that a size is not too small."""
    if sz < inst.min_sz:
        raise Refusal(
            "51020", "Your order should meet or exceed the minimum order amount."
        )


def price_of(
    side: str, inst: Instrument, px: Decimal, px_amend_type: str | None, venue: Venue
) -> Decimal:
    """A price that is within the limits, moved to them if that was asked for."""
    limits = venue.market.price_limit(inst, venue.now)
    is_buy = side == "buy"
    is_beyond = px > limits.buy_lmt if is_buy else px < limits.sell_lmt
    if not is_beyond:
        return px
    if px_amend_type == "1":
        return limits.buy_lmt if is_buy else limits.sell_lmt
    raise Refusal(
        "51006",
        "Order price is not within the price limit (Maximum buy price: "
        f"{limits.buy_lmt:f}, minimum sell price: {limits.sell_lmt:f}).",
    )


def check_counts(account: Account, inst: Instrument, cl_ord_id: str | None) -> None:
    """Make sure that a name is free among what is open, and that there is room."""
    pending = account.orders.pending
    if cl_ord_id and account.orders.pending_named(cl_ord_id) is not None:
        raise Refusal("51016", "Client order ID already exists.")
    if len(pending) >= _MOST_PENDING:
        raise Refusal("51174", f"The number of pending orders exceeds {_MOST_PENDING}.")
    of_one = sum(other.inst.inst_id == inst.inst_id for other in pending.values())
    if of_one >= _MOST_OF_ONE:
        raise Refusal(
            "51102", f"The number of pending orders of {inst.inst_id} is too large."
        )


def is_quote_sized(order: NewOrder, inst: Instrument) -> bool:
    """Whether the size of a spot order at market is in quote currency."""
    if inst.inst_type != "SPOT" or order.ord_type != OrdType.MARKET:
        return False
    usual = TgtCcy.QUOTE_CCY if order.side == "buy" else TgtCcy.BASE_CCY
    return (order.tgt_ccy or usual) == TgtCcy.QUOTE_CCY
