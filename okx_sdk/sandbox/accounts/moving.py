"""Positions moved between accounts of one master, at the mark price."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import define, field

from okx_sdk.models.enums import OrdType, PosSide, Side, TdMode
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.models.position_moves import (
    MovedLeg,
    MovedSource,
    MovedTarget,
    MoveLeg,
    PositionMove,
)
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import exactly
from okx_sdk.sandbox.accounts.margin import leverage
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["Moves", "move"]


@define(eq=False)
class Moves:
    """What a master account has moved, oldest first."""

    rows: list[PositionMove] = field(factory=list[PositionMove])


@exactly
def move(
    venue: Venue,
    master: Account,
    names: tuple[str, str],
    legs: Sequence[MoveLeg],
    client_id: str,
) -> PositionMove:
    """Move positions from one account to another, all legs at their mark prices.

    Raises:
        Refusal: 51000, an account or a position is not there, or not so large.
    """
    giver, taker = (_account(venue, master, name) for name in names)
    if giver is taker:
        raise bad_parameter("toAcct")
    found = [(leg, _position(giver, leg)) for leg in legs]
    rows = [_moved(venue, giver, taker, leg, position) for leg, position in found]
    row = PositionMove(
        client_id=client_id,
        block_td_id=venue.next_id(venue.now),
        state="filled",
        from_acct=names[0],
        to_acct=names[1],
        legs=tuple(rows),
        ts=moment(venue.now),
    )
    master.state_of(Moves).rows.append(row)
    return row


def _account(venue: Venue, master: Account, name: str) -> Account:
    found = master if name == "0" else venue.accounts.get(name)
    if found is None or found.main_uid != master.uid:
        raise Refusal("59505", f"Sub-account {name} doesn't exist.")
    return found


def _position(giver: Account, leg: MoveLeg) -> Position:
    found = giver.positions.get(leg.from_.pos_id)
    if found is None or not 0 < leg.from_.sz <= abs(found.sz):
        raise bad_parameter("posId")
    if (leg.from_.side == Side.SELL) != found.is_long:
        raise bad_parameter("side")
    return found


def _moved(
    venue: Venue, giver: Account, taker: Account, leg: MoveLeg, position: Position
) -> MovedLeg:
    inst, sz = position.inst, leg.from_.sz
    mark, trade = venue.quotes.mark(inst, venue.now), venue.next_trade()
    td_mode = leg.to.td_mode or TdMode(position.mgn_mode)
    pos_side = leg.to.pos_side or PosSide.NET
    back = Side.BUY if leg.from_.side == Side.SELL else Side.SELL
    sides = (
        (giver, leg.from_.side, TdMode(position.mgn_mode), PosSide(position.pos_side)),
        (taker, back, td_mode, pos_side),
    )
    for account, side, mode, of in sides:
        sent = NewOrder(inst.inst_id, mode, side, OrdType.MARKET, sz, pos_side=of)
        order = _order(venue, account, position, sent)
        venue.fill(order, mark, sz, is_taker=True, trade_id=trade)
    source = MovedSource(
        inst.inst_id, position.pos_id, mark, leg.from_.side, sz, s_code="0"
    )
    target = MovedTarget(
        inst.inst_id, back, pos_side, td_mode, mark, position.ccy, s_code="0", sz=sz
    )
    return MovedLeg(source, target)


def _order(venue: Venue, account: Account, position: Position, sent: NewOrder) -> Order:
    inst, sz = position.inst, Decimal(sent.sz)
    lever = leverage(account, inst, str(sent.td_mode), str(sent.pos_side))
    order = Order(
        account=account,
        ord_id=int(venue.next_id(venue.now)),
        inst=inst,
        sent=sent,
        c_time=venue.now,
        u_time=venue.now,
        sz=sz,
        px=None,
        lever=lever,
    )
    account.orders.add(order)
    return order
