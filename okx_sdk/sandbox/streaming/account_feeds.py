"""What private channels bring: news of an account as it happens, and how it stands.

Orders and fills are news alone: who subscribes is told nothing of what was before.
Balances and positions begin with a snapshot, and come again every five seconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import orjson
from attrs import define, field

from okx_sdk.models.account import (
    AccountBalance,
    BalanceAndPosition,
    CashBalance,
    TradeReference,
)
from okx_sdk.models.enums import BalanceEventType
from okx_sdk.models.positions import AccountGreeks
from okx_sdk.models.positions import Position as PositionRow
from okx_sdk.models.trade import Order
from okx_sdk.protocol.codec import converter
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.balances import balance_row
from okx_sdk.sandbox.accounts.exact import tidied
from okx_sdk.sandbox.accounts.greeks import greeks_of
from okx_sdk.sandbox.accounts.news import Changed, Filled, News, OrderChanged
from okx_sdk.sandbox.accounts.position_rows import change_row, position_row, ratio_of
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.streaming.channels import Arg
from okx_sdk.sandbox.streaming.feeds import NEVER, Feed, Push, Silent
from okx_sdk.sandbox.streaming.texts import Body, named, rows

__all__ = ["AccountFeed", "feed_of"]

_REGULARLY = 5_000
_WARNED_AT = Decimal(3)  # times the maintenance margin


@define
class _Topic:
    """What a feed is of: an account, what it is valued at, and what was asked for."""

    account: Account
    quotes: Quotes
    arg: Arg

    def wants(self, inst_type: str, inst_id: str, family: str = "") -> bool:
        """Whether an instrument is one of those that were asked for."""
        asked = self.arg
        return (
            asked.get("instType", "ANY") in {"ANY", inst_type}
            and asked.get("instId", inst_id) == inst_id
            and asked.get("instFamily", family) == family
        )

    def positions(self) -> list[Position]:
        """The open ones that were asked for."""
        return [
            position
            for position in self.account.positions.values()
            if self.is_wanted(position)
        ]

    def is_wanted(self, position: Position) -> bool:
        """Whether a position is one of those that were asked for."""
        inst = position.inst
        return self.wants(inst.inst_type, inst.inst_id, inst.inst_family)


Told = Callable[[_Topic, News], "Body | None"]
Stands = Callable[[_Topic, int], "Body | None"]


@define(eq=False)
class AccountFeed:
    """One private channel: *told* makes a push of news, *stands* of how things stand.

    *every* is how many ms lie between two pushes of the latter, if it comes again.
    """

    topic: _Topic
    told: Told | None
    stands: Stands | None
    begins: Stands | None
    every: int
    due: int
    _regular: int = field(default=NEVER, init=False)
    _waiting: deque[Push] = field(factory=deque[Push], init=False)
    _began: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._began = self.due
        if self.every:
            self._regular = self.due + self.every
        self.due = self._regular
        if self.told is not None:
            self.topic.account.subscribe(self)

    def hear(self, news: News) -> None:
        """Take news of the account."""
        found = self.told(self.topic, news) if self.told is not None else None
        if found is not None:
            self._waiting.append((news.ts, found))
            self.due = min(self.due, news.ts)

    def opening(self) -> list[Body]:
        """How things stand, where the channel says it at first."""
        found = self.begins(self.topic, self._began) if self.begins else None
        return [] if found is None else [found]

    def advance(self, now: int) -> Iterator[Push]:
        """The news until *now*, and how things stand whenever it is time."""
        while self._waiting and self._waiting[0][0] <= now:
            self._began = self._waiting[0][0]
            yield self._waiting.popleft()
        while self._regular <= now:
            ts, self._regular = self._regular, self._regular + self.every
            self._began = ts
            found = self.stands(self.topic, ts) if self.stands else None
            if found is not None:
                yield ts, found
        self.due = min(self._regular, self._waiting[0][0] if self._waiting else NEVER)


def _wire(row: object, kind: Any) -> Any:
    return converter.unstructure(row, unstructure_as=kind)


def _told_order(topic: _Topic, news: News) -> Body | None:
    if not isinstance(news, OrderChanged):
        return None
    row = news.order
    if not topic.wants(row.inst_type, row.inst_id, news.inst_family):
        return None
    return rows([_wire(row, Order)])


def _told_fill(topic: _Topic, news: News) -> Body | None:
    if not isinstance(news, Filled) or not topic.wants("ANY", news.fill.inst_id):
        return None
    fill = news.fill
    row = {
        "instId": fill.inst_id,
        "fillSz": f"{fill.fill_sz:f}",
        "fillPx": f"{fill.fill_px:f}",
        "side": str(fill.side),
        "ts": str(news.ts),
        "ordId": fill.ord_id,
        "clOrdId": fill.cl_ord_id or "",
        "tradeId": fill.trade_id,
        "execType": str(fill.exec_type),
        "count": "1",
    }
    return rows([row])


def _paged(found: list[Any], event: str) -> Body:
    head = f',"eventType":"{event}","curPage":1,"lastPage":true,'
    return f'{head}"data":{orjson.dumps(found).decode()}}}'


def _account(topic: _Topic, now: int, event: str = "snapshot") -> Body:
    wanted = {topic.arg["ccy"]} if "ccy" in topic.arg else None
    row = balance_row(topic.account, topic.quotes, now, wanted)
    return _paged([_wire(row, AccountBalance)], event)


def _told_account(topic: _Topic, news: News) -> Body | None:
    if not isinstance(news, Changed):
        return None
    if topic.arg.get("ccy") not in {None, *news.ccys}:
        return None
    return _account(topic, news.ts, "event_update")


def _position_rows(topic: _Topic, found: list[Position], now: int) -> list[Any]:
    stands = standing(topic.account, topic.quotes, now)
    quotes = topic.quotes
    return [
        _wire(
            position_row(p, quotes.mark(p.inst, now), stands, quotes, moment(now)),
            PositionRow,
        )
        for p in found
    ]


def _positions(topic: _Topic, now: int) -> Body:
    return _paged(_position_rows(topic, topic.positions(), now), "snapshot")


def _positions_again(topic: _Topic, now: int) -> Body | None:
    found = topic.positions()
    if not found:
        return None
    return _paged(_position_rows(topic, found, now), "snapshot")


def _told_positions(topic: _Topic, news: News) -> Body | None:
    if not isinstance(news, Changed):
        return None
    found = [position for position in news.positions if topic.is_wanted(position)]
    if not found:
        return None
    return _paged(_position_rows(topic, found, news.ts), "event_update")


def _both(topic: _Topic, now: int) -> Body:
    account = topic.account
    changed = Changed(
        now,
        BalanceEventType.SNAPSHOT,
        tuple(ccy for ccy, amount in account.cash.items() if amount),
        tuple(account.positions.values()),
    )
    return _both_of(account, changed)


def _told_both(topic: _Topic, news: News) -> Body | None:
    return _both_of(topic.account, news) if isinstance(news, Changed) else None


def _both_of(account: Account, news: Changed) -> Body:
    row = BalanceAndPosition(
        moment(news.ts),
        news.why,
        tuple(
            CashBalance(
                ccy,
                tidied(account.balance(ccy)),
                moment(account.changed_at.get(ccy, news.ts)),
            )
            for ccy in news.ccys
        ),
        tuple(change_row(position) for position in news.positions),
        tuple(TradeReference(*trade) for trade in news.trades),
    )
    return rows([_wire(row, BalanceAndPosition)])


def _warnings(topic: _Topic, now: int) -> Body | None:
    stands = standing(topic.account, topic.quotes, now)
    found: list[Position] = []
    for position in topic.positions():
        ratio = ratio_of(position, topic.quotes.mark(position.inst, now), stands)
        if ratio is not None and ratio <= _WARNED_AT:
            found.append(position)
    return rows(_position_rows(topic, found, now)) if found else None


def _greeks(topic: _Topic, now: int) -> Body:
    wanted = topic.arg.get("ccy")
    names = [ccy for ccy in topic.account.cash if wanted in {None, ccy}]
    found = [greeks_of(topic.account, topic.quotes, ccy, now) for ccy in names]
    return rows([_wire(row, AccountGreeks) for row in found])


_CHANNELS: dict[str, tuple[Told | None, Stands | None, Stands | None]] = {
    "orders": (_told_order, None, None),
    "fills": (_told_fill, None, None),
    "account": (_told_account, _account, _account),
    "positions": (_told_positions, _positions_again, _positions),
    "balance_and_position": (_told_both, None, _both),
    "liquidation-warning": (None, _warnings, None),
    "account-greeks": (None, _greeks, _greeks),
}
"""By channel: what news it tells, what it says again, and what it says at first."""


def feed_of(account: Account, quotes: Quotes, channel: str, arg: Arg, now: int) -> Feed:
    """What a private channel brings from *now* (ms) on."""
    if channel not in _CHANNELS:
        return Silent()
    told, stands, begins = _CHANNELS[channel]
    every = _interval(arg) if stands is not None else 0
    return AccountFeed(_Topic(account, quotes, arg), told, stands, begins, every, now)


def _interval(arg: Arg) -> int:
    """How often a channel says how things stand, by what was asked for."""
    try:
        extra = named(orjson.loads(arg.get("extraParams", "{}")))
    except orjson.JSONDecodeError:
        return _REGULARLY
    asked = str(extra.get("updateInterval", _REGULARLY))
    return int(asked) if asked in {"0", "2000", "3000", "4000"} else _REGULARLY
