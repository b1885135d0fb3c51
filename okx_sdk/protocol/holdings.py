"""What an account holds, from whole pages and from changes: the later word counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

import attrs
from attrs import define, field

from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.positions import Position

__all__ = ["Holdings", "PositionKey", "position_key"]

PositionKey = tuple[str, str]
Moment = tuple[datetime, datetime]

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def position_key(position: Position) -> PositionKey:
    """What names a position: its instrument and its id."""
    return position.inst_id, position.pos_id


def _moment(row: Position) -> Moment:
    return row.u_time or _LONG_AGO, row.p_time or _LONG_AGO


@define
class Holdings:
    """Positions and balances as they are known.

    Each row says when it changed, and one that is older than what is known is passed
    over, however it comes. A whole page says as well what there is no more: what it
    does not name is gone, but for what was pushed since the page was asked for. A page
    may be behind the stream: if all there is was pushed since, only that is there.
    """

    positions: dict[PositionKey, Position] = field(
        factory=dict[PositionKey, Position], init=False
    )
    balances: dict[str, BalanceDetail] = field(
        factory=dict[str, BalanceDetail], init=False
    )
    account: AccountBalance | None = field(default=None, init=False)
    _moments: dict[PositionKey, Moment] = field(
        factory=dict[PositionKey, Moment], init=False
    )
    _pushed: set[object] = field(factory=set[object], init=False)
    _all_positions: bool = field(default=False, init=False)
    _all_balances: bool = field(default=False, init=False)
    """Whether all there is was pushed meanwhile: a page tells of nothing more."""

    def ask(self) -> None:
        """Something may be missed, and pages will be asked for: note what is pushed."""
        self._pushed.clear()
        self._all_positions = self._all_balances = False

    def push_positions(
        self, rows: Iterable[Position], *, whole: bool = False
    ) -> list[Position]:
        """Take positions that were pushed; gives those that are news."""
        rows = list(rows)
        self._pushed.update(map(position_key, rows))
        self._all_positions |= whole
        news = self._take_positions(rows)
        return [*news, *self._drop_positions(rows, set())] if whole else news

    def read_positions(self, rows: Iterable[Position]) -> list[Position]:
        """Take all positions, as a page gave them; gives those that are news."""
        rows = list(rows)
        if self._all_positions:
            rows = [row for row in rows if position_key(row) in self.positions]
        return [*self._take_positions(rows), *self._drop_positions(rows, self._pushed)]

    def _take_positions(self, rows: Iterable[Position]) -> list[Position]:
        news: list[Position] = []
        for row in rows:
            key = position_key(row)
            if key in self._moments and _moment(row) < self._moments[key]:
                continue
            self._moments[key] = _moment(row)
            before = self.positions.pop(key, None)
            if row.pos:
                self.positions[key] = row
            if row != before and (row.pos or before):
                news.append(row)
        return news

    def is_later(self, row: Position) -> bool:
        """Whether a position was changed later than what is known of it."""
        changed, _ = self._moments.get(position_key(row), (_LONG_AGO, _LONG_AGO))
        return (row.u_time or _LONG_AGO) > changed

    def _drop_positions(
        self, rows: Iterable[Position], kept: set[object]
    ) -> list[Position]:
        """What a whole page does not name was closed."""
        named = {position_key(row) for row in rows}
        gone = [key for key in self.positions if key not in named and key not in kept]
        return [attrs.evolve(self.positions.pop(key), pos=Decimal()) for key in gone]

    def push_balance(
        self, row: AccountBalance, *, whole: bool = False
    ) -> list[BalanceDetail]:
        """Take balances that were pushed; gives the currencies that are news."""
        self._pushed.update(detail.ccy for detail in row.details)
        self._all_balances |= whole
        news = self._take_balance(row)
        return [*news, *self._drop_balances(row, set())] if whole else news

    def read_balance(self, row: AccountBalance) -> list[BalanceDetail]:
        """Take all balances, as a page gave them; gives those that are news."""
        if self._all_balances:
            details = [each for each in row.details if each.ccy in self.balances]
            row = attrs.evolve(row, details=tuple(details))
        return [*self._take_balance(row), *self._drop_balances(row, self._pushed)]

    def _take_balance(self, row: AccountBalance) -> list[BalanceDetail]:
        if self.account is None or row.u_time >= self.account.u_time:
            self.account = row
        news: list[BalanceDetail] = []
        for detail in row.details:
            before = self.balances.get(detail.ccy)
            if before is not None and _age(detail) < _age(before):
                continue
            self.balances[detail.ccy] = detail
            if detail != before:
                news.append(detail)
        return news

    def _drop_balances(
        self, row: AccountBalance, kept: set[object]
    ) -> list[BalanceDetail]:
        """What a whole page leaves out is neither held nor owed any more."""
        named = {detail.ccy for detail in row.details}
        gone = [ccy for ccy in self.balances if ccy not in named and ccy not in kept]
        return [
            BalanceDetail(self.balances.pop(ccy).ccy, eq=Decimal(), cash_bal=Decimal())
            for ccy in gone
        ]


def _age(detail: BalanceDetail) -> datetime:
    return detail.u_time or _LONG_AGO
