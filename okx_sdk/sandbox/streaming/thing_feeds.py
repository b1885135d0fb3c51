"""What business channels bring of one's own: algo orders, bots, deposits, blocks, spreads.

All are news of the account as it happens. What runs along the market by itself is
looked at every five seconds, and told of if it has become another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import attrs
from attrs import AttrsInstance, define, evolve, field, frozen

from okx_sdk.protocol.codec import converter
from okx_sdk.sandbox.accounts.keys import Key
from okx_sdk.sandbox.accounts.news import News, ThingChanged
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.algos.attached import algos_of
from okx_sdk.sandbox.algos.book import kind_of
from okx_sdk.sandbox.calls import Desk
from okx_sdk.sandbox.desks import (
    block_trading,
    funding_transit,
    grid_records,
    grid_trading,
    recurring_buy,
    spread_orders,
)
from okx_sdk.sandbox.exchange import Exchange
from okx_sdk.sandbox.streaming.channels import Arg
from okx_sdk.sandbox.streaming.feeds import NEVER, Push
from okx_sdk.sandbox.streaming.texts import Body, rows

__all__ = ["ThingFeed", "thing_feed"]

_EVERY = 5_000

Find = Callable[[Desk, Arg], Iterable[Any]]


@frozen
class _Channel:
    """A channel: the kinds of things that it tells of, and which of them it wants.

    *found* gives what there is, and brings it up to date; *opens* says whether that is
    told at first, and *again* whether it is told whenever it is looked at.
    """

    kinds: frozenset[str]
    found: Find | None = None
    opens: bool = False
    again: bool = False
    is_mine: Callable[[str, Any], bool] | None = None


@define(eq=False)
class ThingFeed:
    """One private channel of one account."""

    exchange: Exchange
    key: Key
    channel: _Channel
    arg: Arg
    due: int
    _now: int = field(init=False)
    _regular: int = field(default=NEVER, init=False)
    _waiting: deque[Push] = field(factory=deque[Push], init=False)

    def __attrs_post_init__(self) -> None:
        self._now = self.due
        if self.channel.found is not None:
            self._regular = self.due + _EVERY
        self.due = self._regular
        self.key.account.subscribe(self)

    def hear(self, news: News) -> None:
        """Take news of the account."""
        if not isinstance(news, ThingChanged) or news.kind not in self.channel.kinds:
            return
        if self._wants(news.row):
            self._waiting.append((news.ts, self._body([news.row], news.ts)))
            self.due = min(self.due, news.ts)

    def opening(self) -> list[Body]:
        """What there is, where the channel says it at first."""
        found = self._found(self._now) if self.channel.opens else []
        return [self._body(found, self._now)] if found else []

    def advance(self, now: int) -> Iterator[Push]:
        """The news until *now*."""
        yield from self._news(now)
        while self._regular <= now:
            ts, self._regular = self._regular, self._regular + _EVERY
            self._now = ts
            found = self._found(ts)
            if self.channel.again and found:
                yield ts, self._body(found, ts)
            yield from self._news(now)
        self.due = min(self._regular, self._waiting[0][0] if self._waiting else NEVER)

    def _news(self, now: int) -> Iterator[Push]:
        while self._waiting and self._waiting[0][0] <= now:
            self._now = self._waiting[0][0]
            yield self._waiting.popleft()

    def _found(self, ts: int) -> list[Any]:
        find = self.channel.found
        if find is None:
            return []
        desk = self.exchange.desk(self.key, ts / 1000)
        return [row for row in find(desk, self.arg) if self._wants(row)]

    def _wants(self, row: Any) -> bool:
        """Whether a row is one of those that were asked for."""
        is_mine = self.channel.is_mine
        if is_mine is not None and not is_mine(self.key.account.name, row):
            return False
        return all(
            self.arg.get(wire, getattr(row, name, None))
            in {getattr(row, name, None), "ANY"}
            for wire, name in _WORDS.items()
            if hasattr(row, name)
        )

    def _body(self, found: list[Any], ts: int) -> Body:
        return rows([_wire(row, ts) for row in found])


_WORDS = {
    "instType": "inst_type",
    "instId": "inst_id",
    "algoId": "algo_id",
    "ccy": "ccy",
    "sprdId": "sprd_id",
}


def _wire(row: Any, ts: int) -> dict[str, Any]:
    """A row as it is pushed: with the time of that, where it has one."""
    kind = cast("type[AttrsInstance]", type(row))
    if any(each.name == "p_time" for each in attrs.fields(kind)):
        row = evolve(row, p_time=moment(ts))
    wire: dict[str, Any] = converter.unstructure(row)
    return wire


def _algos(desk: Desk, _: Arg) -> list[Any]:
    book = algos_of(desk.venue, desk.account)
    return [a.row for a in book.open() if kind_of(a.row.ord_type) == "advance"]


def _grids(kind: str) -> Find:
    def find(desk: Desk, _: Arg) -> list[Any]:
        found = grid_trading.bots(desk, is_open=True)
        return [row for row in found if row.algo_ord_type == kind]

    return find


def _is_grid(kind: str) -> Callable[[str, Any], bool]:
    return lambda _, row: row.algo_ord_type == kind


def _grid_orders(desk: Desk, arg: Arg) -> list[Any]:
    grid_trading.bots(desk, is_open=True)
    return grid_trading.ORDERS.where(algo_id=arg["algoId"], state="live")(desk)


def _grid_positions(desk: Desk, arg: Arg) -> list[Any]:
    known = grid_trading.BOTS.where(algo_id=arg["algoId"])(desk)
    kind = "contract_grid"
    held = [each for each in known if each.algo_ord_type == kind]
    return grid_records.positions(desk, kind, held[0].algo_id) if held else []


def _transit(desk: Desk, _: Arg) -> list[Any]:
    funding_transit.go_on(desk)
    return []


def _traders(row: Any) -> set[str | None]:
    """Whom a request, a quote or a block trade is about."""
    names = ("trader_code", "t_trader_code", "m_trader_code")
    asked = {getattr(row, name, None) for name in names}
    return {*asked, *getattr(row, "counterparties", ())}


def _is_party(account: str, row: Any) -> bool:
    return block_trading.code_of(account) in _traders(row)


def _quotes(desk: Desk, _: Arg) -> list[Any]:
    return list(block_trading.quotes(desk))


def _spreads(desk: Desk, _: Arg) -> list[Any]:
    return list(spread_orders.open_orders(desk))


def _plans(desk: Desk, _: Arg) -> list[Any]:
    return list(recurring_buy.plans(desk, is_open=True))


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


_CHANNELS = {
    "orders-algo": _Channel(_kinds("algo")),
    "algo-advance": _Channel(_kinds("advance"), _algos, opens=True),
    "grid-orders-spot": _Channel(
        _kinds("grids"), _grids("grid"), opens=True, is_mine=_is_grid("grid")
    ),
    "grid-orders-contract": _Channel(
        _kinds("grids"),
        _grids("contract_grid"),
        opens=True,
        is_mine=_is_grid("contract_grid"),
    ),
    "grid-positions": _Channel(_kinds(), _grid_positions, opens=True, again=True),
    "grid-sub-orders": _Channel(_kinds("grid-orders"), _grid_orders, opens=True),
    "algo-recurring-buy": _Channel(_kinds("recurring"), _plans, opens=True),
    "deposit-info": _Channel(_kinds("deposits"), _transit),
    "withdrawal-info": _Channel(_kinds("withdrawals"), _transit),
    "rfqs": _Channel(_kinds("rfqs"), _quotes, is_mine=_is_party),
    "quotes": _Channel(_kinds("quotes"), _quotes),
    "struc-block-trades": _Channel(_kinds("block-trades"), is_mine=_is_party),
    "sprd-orders": _Channel(_kinds("spread-orders"), _spreads),
    "sprd-trades": _Channel(_kinds("spread-trades"), _spreads),
}


def thing_feed(
    exchange: Exchange, key: Key, channel: str, arg: Arg, now: int
) -> ThingFeed | None:
    """What a business channel brings from *now* (ms) on; none if it is not of things."""
    if channel not in _CHANNELS:
        return None
    return ThingFeed(exchange, key, _CHANNELS[channel], arg, now)
