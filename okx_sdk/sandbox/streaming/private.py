"""The seam to the accounts: what private channels bring, and what orders answer.

Until there are accounts, an empty one stands in: it acknowledges, and has nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import orjson
from attrs import define

from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.streaming.channels import Arg, Listing
from okx_sdk.sandbox.streaming.feeds import NEVER, Feed, Push
from okx_sdk.sandbox.streaming.texts import Body

__all__ = ["OPS", "Accounts", "NoAccounts", "uid_of"]

OPS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "order",
            "batch-orders",
            "cancel-order",
            "batch-cancel-orders",
            "amend-order",
            "batch-amend-orders",
            "mass-cancel",
        ),
        "private",
    ),
    **dict.fromkeys(
        ("sprd-order", "sprd-amend-order", "sprd-cancel-order", "sprd-mass-cancel"),
        "business",
    ),
}
"""The operations on orders, and where they are served."""


class Accounts(Protocol):
    """What the streaming side asks of the accounts. A user is an API key.

    A feed with news tells the hub by `Hub.poke(user, now)`: its `due` has changed.
    """

    def feed(self, user: str, listing: Listing, arg: Arg, now: int) -> Feed:
        """What a private channel brings from *now* (ms) on."""
        ...

    def operate(
        self, user: str, message: Mapping[str, Any], now: float
    ) -> Mapping[str, Any]:
        """The answer to an operation on orders that arrives *now* (seconds)."""
        ...


def uid_of(user: str) -> str:
    """The account's number, which pushes repeat."""
    return str(10**17 + key_of("uid", user) % 10**17)


@define(eq=False)
class Snapshot:
    """A channel that says once how things stand, and then nothing."""

    said: Body
    due: int = NEVER

    def opening(self) -> list[Body]:
        """How things stand."""
        return [self.said] if self.said else []

    def advance(self, now: int) -> Iterator[Push]:  # noqa: ARG002 - as feeds have it
        """Nothing."""
        return iter(())


_ZERO = (
    "borrowFroz",
    "imr",
    "isoEq",
    "mmr",
    "notionalUsd",
    "notionalUsdForBorrow",
    "notionalUsdForFutures",
    "notionalUsdForOption",
    "notionalUsdForSwap",
    "ordFroz",
    "totalEq",
)
_EMPTY = ("adjEq", "availEq", "mgnRatio", "upl")


def _account(now: int) -> Body:
    row: dict[str, Any] = {
        **dict.fromkeys(_ZERO, "0"),
        **dict.fromkeys(_EMPTY, ""),
        "details": [],
        "uTime": str(now),
    }
    return _paged([row])


def _positions(_: int) -> Body:
    return _paged([])


def _both(now: int) -> Body:
    row: dict[str, Any] = {
        "pTime": str(now),
        "eventType": "snapshot",
        "balData": [],
        "posData": [],
        "trades": [],
    }
    return f',"data":{_json([row])}}}'


def _paged(rows: list[Any]) -> Body:
    return f',"eventType":"snapshot","curPage":1,"lastPage":true,"data":{_json(rows)}}}'


def _json(rows: list[Any]) -> str:
    return orjson.dumps(rows).decode()


_SNAPSHOTS: dict[str, Callable[[int], Body]] = {
    "account": _account,
    "positions": _positions,
    "balance_and_position": _both,
}


class NoAccounts:
    """Every user's account is empty, and takes no orders."""

    def feed(self, user: str, listing: Listing, arg: Arg, now: int) -> Feed:  # noqa: ARG002
        """The snapshot of nothing, where the exchange sends one."""
        said = _SNAPSHOTS.get(listing.name)
        return Snapshot(said(now) if said else "")

    def operate(
        self,
        user: str,  # noqa: ARG002
        message: Mapping[str, Any],
        now: float,
    ) -> Mapping[str, Any]:
        """That there is no account to trade on."""
        stamp = str(int(now * 1_000_000))
        return {
            "id": message.get("id", ""),
            "op": message.get("op", ""),
            "code": "50038",
            "msg": "This feature is unavailable: the sandbox has no accounts yet.",
            "data": [],
            "inTime": stamp,
            "outTime": stamp,
        }
