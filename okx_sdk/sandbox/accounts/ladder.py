"""What rests in one instrument: the accounts' orders, before the synthetic market.

Prices rank first, then turns. A resting order is filled as the market's later trades
reach it: in full by one that goes through its price, and by one at its price as far
as that trade's size goes round.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from decimal import Decimal

from attrs import define, field, frozen

from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.bars import HOUR
from okx_sdk.sandbox.books import Level, step_of
from okx_sdk.sandbox.crossing import Reach
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.tape import Print
from okx_sdk.sandbox.trades import Scale

__all__ = ["NEVER", "Hit", "Ladder", "Offer"]

NEVER = 1 << 62
_AHEAD = HOUR  # ms, that are searched at a time
_DEPTHS = (1, 20, 400)


@frozen
class Offer:
    """What a taker can have at a price; *maker* is whose it is, if an account's."""

    px: Decimal
    sz: Decimal
    maker: Order | None = None


@frozen
class Hit:
    """A resting order that a trade of the market fills, and by how much."""

    order: Order
    sz: Decimal


def _rank(order: Order) -> tuple[Decimal, int]:
    assert order.px is not None, "what rests has a price"
    return (-order.px if order.is_buy else order.px), order.turn


@define(eq=False)
class Ladder:
    """The resting orders of an instrument; *looked* is when it was last looked at."""

    inst: Instrument
    market: Market
    looked: int = 0
    bids: list[Order] = field(factory=list[Order], init=False)
    asks: list[Order] = field(factory=list[Order], init=False)
    due: int = field(default=NEVER, init=False)
    """When the market next reaches an order, or has to be searched again."""
    _next: Print | None = field(default=None, init=False)
    _eaten: dict[tuple[bool, int], int] = field(
        factory=dict[tuple[bool, int], int], init=False
    )
    _eaten_at: int = field(default=0, init=False)

    @property
    def scale(self) -> Scale:
        """How ticks and lots become decimals."""
        return self.market.scale(self.inst)

    def add(self, order: Order, now: int) -> None:
        """Let an order rest from now on."""
        insort(self._side(order), order, key=_rank)
        self.search(now)

    def remove(self, order: Order, now: int) -> None:
        """Take an order off; one that does not rest is no matter."""
        side = self._side(order)
        place = bisect_left(side, _rank(order), key=_rank)
        if place < len(side) and side[place] is order:
            del side[place]
            self.search(now)

    def _side(self, order: Order) -> list[Order]:
        return self.bids if order.is_buy else self.asks

    def search(self, now: int) -> None:
        """Find when the market next reaches an order, after *now*."""
        self.looked = now
        self._next, self.due = None, NEVER
        if not self.bids and not self.asks:
            return
        low, high = (
            self.scale.ticks(side[0].px) if side and side[0].px is not None else None
            for side in (self.bids, self.asks)
        )
        until = now + _AHEAD
        self._next = self.market.first_trade(
            self.inst, now + 1, until + 1, Reach(low, high)
        )
        self.due = self._next.ts if self._next is not None else until

    def step(self, now: int) -> list[Hit]:
        """What the market fills now, best price first; searches on from there."""
        trade = self._next
        hits: list[Hit] = []
        if trade is not None and trade.ts <= now:
            hits = [*self._hit(trade, self.bids), *self._hit(trade, self.asks)]
        return hits

    def _hit(self, trade: Print, side: list[Order]) -> Iterator[Hit]:
        px, rest = self.scale.price(trade.px), self.scale.amount(trade.lots)
        for order in side:
            assert order.px is not None, "what rests has a price"
            beyond = order.px - px if order.is_buy else px - order.px
            if beyond > 0:
                yield Hit(order, order.left)
            elif beyond == 0 and rest > 0:
                sz = min(order.left, rest)
                rest -= sz
                yield Hit(order, sz)
            else:
                return

    # For who takes.

    def offers(self, now: int, *, to_buy: bool) -> Iterator[Offer]:
        """What can be had now, best price first; of one price the accounts' first."""
        orders = list(self.asks if to_buy else self.bids)
        for px, sz in self._synthetic(now, to_buy=to_buy):
            while orders and _is_no_worse(orders[0], px, to_buy=to_buy):
                yield _offer(orders.pop(0))
            yield Offer(px, sz)
        yield from map(_offer, orders)

    def eat(self, offer: Offer, sz: Decimal, now: int, *, to_buy: bool) -> None:
        """Note what was taken of the synthetic book: it is not there twice."""
        step = step_of(now)
        if step != self._eaten_at:
            self._eaten.clear()
            self._eaten_at = step
        key = (to_buy, self.scale.ticks(offer.px))
        self._eaten[key] = self._eaten.get(key, 0) + self.scale.lots(sz)

    def _synthetic(
        self, now: int, *, to_buy: bool
    ) -> Iterator[tuple[Decimal, Decimal]]:
        scale, step, seen = self.scale, step_of(now), 0
        for depth in _DEPTHS:
            levels = self._levels(step, depth, to_buy=to_buy)
            for ticks, lots, _ in levels[seen:]:
                is_same = step == self._eaten_at
                gone = self._eaten.get((to_buy, ticks), 0) if is_same else 0
                if lots > gone:
                    yield scale.price(ticks), scale.amount(lots - gone)
            if len(levels) < depth:
                return
            seen = len(levels)

    def _levels(self, step: int, depth: int, *, to_buy: bool) -> tuple[Level, ...]:
        book = self.market.book(self.inst, step, depth)
        return book.asks if to_buy else book.bids


def _offer(order: Order) -> Offer:
    assert order.px is not None, "what rests has a price"
    return Offer(order.px, order.left, order)


def _is_no_worse(order: Order, px: Decimal, *, to_buy: bool) -> bool:
    assert order.px is not None, "what rests has a price"
    return order.px <= px if to_buy else order.px >= px
