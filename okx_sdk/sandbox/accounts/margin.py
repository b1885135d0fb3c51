"""What orders and positions want as margin, by the ladder of each instrument."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okx_sdk.models.enums import AcctLv
from okx_sdk.sandbox.accounts import fees
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, over
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import Position, settled_in, worth
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.statistics import PositionTier, position_tiers

__all__ = [
    "SHARED",
    "check_option",
    "check_tier",
    "closable",
    "find_position",
    "floating",
    "free_of",
    "initial",
    "is_cross",
    "leverage",
    "maintenance",
    "needed",
    "option_value",
    "reserved",
    "side_of",
    "spot_orders",
    "tier_of",
]

_USUAL_LEVER = Decimal(3)
_ONE = Decimal(1)
# Of an option that was sold, in its coin: what a move of the market may cost.
_OPTION_INITIAL = Decimal("0.15")
_OPTION_MAINTENANCE = Decimal("0.075")
SHARED = {AcctLv.MULTI_CURRENCY, AcctLv.PORTFOLIO}


def leverage(account: Account, inst: Instrument, mode: str, pos_side: str) -> Decimal:
    """The leverage that was set, the usual one if none was."""
    levers = account.settings.levers
    most = inst.lever or _ONE
    for key in (
        (inst.inst_id, mode, pos_side),
        (inst.inst_id, mode, "net"),
        (settled_in(inst), mode, "net"),
    ):
        if key in levers:
            return min(levers[key], most)
    return min(_USUAL_LEVER, most)


def side_of(order: Order) -> str:
    """The side of the position that an order is about."""
    return str(order.sent.pos_side or "net")


def position_for(order: Order) -> Position | None:
    """The position that an order adds to or takes from."""
    mode, side = str(order.sent.td_mode), side_of(order)
    return find_position(order.account, order.inst, mode, side)


def find_position(
    account: Account, inst: Instrument, mode: str, pos_side: str
) -> Position | None:
    """The open position of an instrument, margin mode and side."""
    for position in account.positions.values():
        if (position.inst.inst_id, position.mgn_mode, position.pos_side) == (
            inst.inst_id,
            mode,
            pos_side,
        ) and position.inst.inst_type == inst.inst_type:
            return position
    return None


def closable(order: Order) -> Decimal:
    """How much of a position an order would close."""
    found = position_for(order)
    if found is None or found.is_long == order.is_buy:
        return ZERO
    return abs(found.sz)


def needed(order: Order, quotes: Quotes, now: int) -> tuple[str, Decimal]:
    """What an order has to set aside for what is left of it, and of which currency."""
    inst, left = order.inst, order.left
    if inst.inst_type == "SPOT":
        return _spot_needed(order)
    ccy = settled_in(inst)
    opening = ZERO if order.sent.reduce_only else left - closable(order)
    if opening <= 0:
        return ccy, ZERO
    px = order.px or order.guess or quotes.last(inst, now)
    if order.account.settings.acct_lv == AcctLv.PORTFOLIO and is_cross(order):
        return ccy, _fee(inst, px, opening)  # its risk unit is margined as a whole
    return ccy, opening_margin(order, opening, px) + _fee(inst, px, opening)


def is_cross(order: Order) -> bool:
    """Whether all that the account has is margin for what an order opens."""
    return order.sent.td_mode == "cross" and order.inst.inst_type != "MARGIN"


def _spot_needed(order: Order) -> tuple[str, Decimal]:
    inst = order.inst
    if not order.is_buy:
        return inst.base_ccy, order.left
    if order.px is None:
        return inst.quote_ccy, ZERO  # it is done at once
    cost = order.left * order.px
    if order.account.settings.fee_type == "1":
        cost -= cost * fees.rate_of(inst, is_taker=True)
    return inst.quote_ccy, cost


def opening_margin(order: Order, sz: Decimal, px: Decimal) -> Decimal:
    """The margin of so much that an order would open at a price."""
    inst = order.inst
    if inst.inst_type == "OPTION":
        coins = sz * contract_size(inst)
        return coins * px if order.is_buy else coins * (_OPTION_INITIAL + px)
    return over(worth(inst, px, sz), order.lever or _ONE)


def _fee(inst: Instrument, px: Decimal, sz: Decimal) -> Decimal:
    return -worth(inst, px, sz) * fees.rate_of(inst, is_taker=True)


def check_tier(order: Order) -> None:
    """Make sure that a position does not outgrow what its leverage allows.

    Raises:
        Refusal: 51004, with all that is on order it would.
    """
    inst, lever = order.inst, order.lever
    if lever is None or closable(order) >= order.left:
        return
    allowed = [tier for tier in position_tiers(inst) if tier.max_lever >= lever]
    most = allowed[-1].max_sz if allowed else ZERO
    found = position_for(order)
    size = order.left + (abs(found.sz) if found is not None else ZERO)
    size += _on_order(order)
    if size > most:
        raise Refusal(
            "51004",
            f"Order failed. The position would exceed the limit of {most:f} at a "
            f"leverage of {lever:f}.",
        )


def _on_order(order: Order) -> Decimal:
    """What other open orders of an instrument trade the same way."""
    return sum(
        (
            other.left
            for other in order.account.orders.pending.values()
            if other.inst.inst_id == order.inst.inst_id
            and other.sent.side == order.sent.side
            and other is not order
        ),
        ZERO,
    )


def check_option(order: Order) -> None:
    """Make sure that options are bought with margin of their own, and sold without.

    In portfolio margin, where all is reckoned together, either is as good.

    Raises:
        Refusal: 51019, cross options would be net long; 51018, isolated ones net short.
    """
    is_portfolio = order.account.settings.acct_lv == AcctLv.PORTFOLIO
    if order.inst.inst_type != "OPTION" or is_portfolio:
        return
    found = position_for(order)
    size = order.left + _on_order(order)
    net = size if order.is_buy else -size
    net += found.sz if found is not None else ZERO
    if order.sent.td_mode == "cross" and order.is_buy and net > 0:
        raise Refusal(
            "51019", "No net long positions of options can be held in cross margin."
        )
    if order.sent.td_mode == "isolated" and not order.is_buy and net < 0:
        raise Refusal(
            "51018", "No net short positions of options can be held in isolated margin."
        )


def tier_of(inst: Instrument, sz: Decimal) -> PositionTier:
    """The step of the ladder that a size stands on."""
    tiers = position_tiers(inst)
    return next((tier for tier in tiers if sz <= tier.max_sz), tiers[-1])


def initial(position: Position, mark: Decimal) -> Decimal:
    """The initial margin of a position, in its currency."""
    inst, sz = position.inst, abs(position.sz)
    if inst.inst_type == "OPTION":
        if position.is_long:
            return ZERO
        return sz * contract_size(inst) * (_OPTION_INITIAL + mark)
    return over(worth(inst, mark, sz), position.lever)


def maintenance(position: Position, mark: Decimal) -> Decimal:
    """The maintenance margin of a position, in its currency."""
    inst, sz = position.inst, abs(position.sz)
    if inst.inst_type == "OPTION":
        if position.is_long:
            return ZERO
        return sz * contract_size(inst) * (_OPTION_MAINTENANCE + mark)
    return worth(inst, mark, sz) * tier_of(inst, sz).mmr


def option_value(position: Position, mark: Decimal) -> Decimal:
    """What an option is worth; it was paid for in cash."""
    if position.inst.inst_type != "OPTION":
        return ZERO
    return position.sz * contract_size(position.inst) * mark


def floating(position: Position, mark: Decimal) -> Decimal:
    """What a position adds to the equity of its currency, beside cash and margin."""
    if position.inst.inst_type == "OPTION":
        return option_value(position, mark)
    return position.upl(mark)


def reserved(account: Account, ccy: str, quotes: Quotes, now: int) -> Decimal:
    """What cross positions set aside of a currency, less what they have won."""
    total = ZERO
    for position in account.positions.values():
        if position.ccy == ccy and position.mgn_mode == "cross":
            mark = quotes.mark(position.inst, now)
            won = floating(position, mark)
            if position.inst.inst_type == "OPTION":
                won = min(won, ZERO)  # what was bought cannot be spent again
            total += initial(position, mark) - won
    return total


def free_of(account: Account, ccy: str, quotes: Quotes, now: int) -> Decimal:
    """What is free as margin of one currency alone, where they are not shared."""
    held = account.holds.get(ccy, ZERO)
    left = account.balance(ccy) - held - reserved(account, ccy, quotes, now)
    return max(ZERO, left)


def spot_orders(account: Account) -> Iterator[Order]:
    """The open orders of an account that are no positions' business."""
    pending = account.orders.pending.values()
    return (order for order in pending if order.inst.inst_type == "SPOT")
