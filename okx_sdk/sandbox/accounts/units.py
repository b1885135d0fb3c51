"""The risk units of an account: its positions, its orders, and the spot that hedges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, over, tidied
from okx_sdk.sandbox.accounts.holdings import Holding, holding
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.portfolio import Unit
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.instruments import Instrument

__all__ = ["unit_of", "units_of"]


def in_use(
    holdings: Sequence[Holding], spot: Decimal, most: Decimal | None, index: Decimal
) -> Decimal:
    """How much of a coin hedges its derivatives; *most* is what the user lets."""
    if not index:
        return ZERO
    delta = over(sum((each.delta for each in holdings), ZERO), index)
    if spot * delta >= 0:
        return ZERO
    amount = min(abs(spot), abs(delta))
    amount = amount if most is None else min(amount, most)
    return tidied(amount if spot > 0 else -amount)


def unit_of(
    coin: str,
    holdings: Sequence[Holding],
    spot: Decimal,
    most: Decimal | None,
    index: Decimal,
) -> Unit:
    """The unit of a coin, with the spot that hedges it."""
    used = in_use(holdings, spot, most, index)
    return Unit(coin, tuple(holdings), used, index)


def units_of(
    account: Account,
    spot: Mapping[str, Decimal],
    quotes: Quotes,
    now: int,
    *,
    coming: Order | None = None,
    without: Position | None = None,
) -> tuple[Unit, ...]:
    """The units of an account, each with its orders if these make it worse.

    *spot* is what the account has of each coin, *coming* an order that is not open yet,
    and *without* a position that is left out.
    """
    held: dict[str, list[Holding]] = defaultdict(list)
    for position in account.positions.values():
        is_unit = position.mgn_mode == "cross" and position.inst.inst_type != "MARGIN"
        if is_unit and position is not without:
            made = holding(position.inst, position.sz, quotes, now)
            held[position.inst.coin].append(made)
    buys, sells = (
        _on_order(account, quotes, now, coming, is_buy=is_buy)
        for is_buy in (True, False)
    )
    found: list[Unit] = []
    for coin in {**held, **buys, **sells}:
        most = account.settings.spot_offsets.get(coin)
        index = quotes.usd(coin, now)
        cases = (
            unit_of(coin, [*held[coin], *more], spot.get(coin, ZERO), most, index)
            for more in _distinct(buys.get(coin, []), sells.get(coin, []))
        )
        found.append(max(cases, key=lambda unit: unit.mmr))
    return tuple(found)


def _distinct(*orders: list[Holding]) -> Iterator[list[Holding]]:
    """Nothing on order, or all of one side."""
    yield []
    yield from (each for each in orders if each)


def _on_order(
    account: Account, quotes: Quotes, now: int, coming: Order | None, *, is_buy: bool
) -> dict[str, list[Holding]]:
    """What would be held if all orders of a side were filled."""
    orders = dict(account.orders.pending)
    if coming is not None:
        orders[coming.ord_id] = coming
    sizes: dict[Instrument, Decimal] = defaultdict(Decimal)
    for order in orders.values():
        is_unit = order.inst.inst_type not in {"SPOT", "MARGIN"}
        if is_unit and order.is_buy == is_buy and order.sent.td_mode == "cross":
            sizes[order.inst] += order.left
    found: dict[str, list[Holding]] = defaultdict(list)
    for inst, size in sizes.items():
        made = holding(inst, size if is_buy else -size, quotes, now)
        found[inst.coin].append(made)
    return found
