"""Positions moved between the accounts of one master."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from okx_sdk.models.position_moves import MoveLeg, PositionMove
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts.moving import Moves, move
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.desks._records import between, matches
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_MOST_LEGS = 30


@answers(Account.move_positions)
def move_positions(
    desk: Desk,
    from_acct: str,
    to_acct: str,
    legs: Sequence[MoveLeg],
    client_id: str,
) -> PositionMove:
    account = desk.account
    if account.uid != account.main_uid:
        raise Refusal("50014", "Only the master account may move positions.")
    if not legs or len(legs) > _MOST_LEGS:
        raise bad_parameter("legs")
    return move(desk.venue, account, (from_acct, to_acct), legs, client_id)


@answers(Account.get_move_positions_history)
def moves_history(
    desk: Desk,
    *,
    block_td_id: str | None = None,
    client_id: str | None = None,
    begin_ts: int | None = None,
    end_ts: int | None = None,
    limit: int | None = None,
    state: str | None = None,
) -> list[PositionMove]:
    since = max(begin_ts or 0, desk.now - 3 * DAY)
    found = (
        row
        for row in reversed(desk.account.state_of(Moves).rows)
        if matches(row, block_td_id=block_td_id, client_id=client_id, state=state)
        and between(row, "ts", since, end_ts)
    )
    return list(islice(found, limit or 100))
