"""The seam to the accounts: what private channels bring, and what orders answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import orjson
from attrs import define, field

from okx_sdk.credentials import Credentials
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.arriving import Asked
from okx_sdk.sandbox.accounts.keys import Key
from okx_sdk.sandbox.accounts.truth import AccountsTruth
from okx_sdk.sandbox.desks import open_desks
from okx_sdk.sandbox.exchange import Exchange, route_of
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.replies import fates_of
from okx_sdk.sandbox.streaming.account_feeds import feed_of
from okx_sdk.sandbox.streaming.channels import Arg, Listing
from okx_sdk.sandbox.streaming.feeds import NEVER, Feed
from okx_sdk.sandbox.streaming.hub import Hub
from okx_sdk.sandbox.streaming.texts import items, named
from okx_sdk.sandbox.streaming.thing_feeds import thing_feed

__all__ = ["OPS", "OP_OF", "Accounts", "LiveAccounts", "Request"]

_PATHS = {
    "order": "/api/v5/trade/order",
    "batch-orders": "/api/v5/trade/batch-orders",
    "cancel-order": "/api/v5/trade/cancel-order",
    "batch-cancel-orders": "/api/v5/trade/cancel-batch-orders",
    "amend-order": "/api/v5/trade/amend-order",
    "batch-amend-orders": "/api/v5/trade/amend-batch-orders",
    "mass-cancel": "/api/v5/trade/mass-cancel",
    "sprd-order": "/api/v5/sprd/order",
    "sprd-amend-order": "/api/v5/sprd/amend-order",
    "sprd-cancel-order": "/api/v5/sprd/cancel-order",
    "sprd-mass-cancel": "/api/v5/sprd/mass-cancel",
}
"""The REST calls that do the same."""

OP_OF: Mapping[str, str] = {path: op for op, path in _PATHS.items()}
"""What a POST to a path is called as an operation."""

OPS: Mapping[str, str] = {
    op: "business" if op.startswith("sprd-") else "private" for op in _PATHS
}
"""The operations on orders, and where they are served."""


@define
class Request:
    """An operation on orders as it arrived.

    Times are in seconds: *arrived* at the door, and *now* that it is dealt with; *lag*
    is for how many seconds queries do not find what it creates.
    """

    user: str
    message: Mapping[str, Any]
    arrived: float
    now: float
    address: str = ""
    lag: float = 0.0


class Accounts(Protocol):
    """What the streaming side asks of the accounts. A user is an API key."""

    @property
    def keys(self) -> Mapping[str, Credentials]:
        """Who may log in."""
        ...

    @property
    def due(self) -> int:
        """When something will next happen by itself, in ms."""
        ...

    def advance(self, now: int) -> None:
        """Let everything happen that is due until *now* (ms)."""
        ...

    @property
    def truth(self) -> AccountsTruth | None:
        """What really became of orders."""
        ...

    def attach(self, hub: Hub) -> None:
        """Tell a hub, by `Hub.poke`, of users whose feeds have news."""
        ...

    def uid(self, user: str) -> str:
        """The account's number, which pushes repeat."""
        ...

    def feed(self, user: str, listing: Listing, arg: Arg, now: int) -> Feed:
        """What a private channel brings from *now* (ms) on."""
        ...

    def operate(self, request: Request) -> Mapping[str, Any]:
        """The answer to an operation on orders."""
        ...


@define(eq=False)
class LiveAccounts:
    """The accounts of an exchange, which its REST side shares."""

    exchange: Exchange
    _codes: dict[str, str] = field(factory=dict[str, str], init=False)

    def __attrs_post_init__(self) -> None:
        open_desks()

    @property
    def keys(self) -> Mapping[str, Credentials]:
        """Who may log in."""
        return self.exchange.keys

    @property
    def due(self) -> int:
        """When something will next happen by itself, in ms."""
        return min(self.exchange.venue.due, NEVER)

    def advance(self, now: int) -> None:
        """Let everything happen that is due until *now* (ms)."""
        self.exchange.venue.advance(now)

    @property
    def truth(self) -> AccountsTruth:
        """What really became of orders."""
        return AccountsTruth(self.exchange.venue, self.exchange.limits)

    def attach(self, hub: Hub) -> None:
        """Tell a hub of users whose feeds have news."""
        venue = self.exchange.venue

        def tell(account: Account, now: int) -> None:
            for user in venue.keys_of(account):
                hub.poke(user, now)

        venue.on_news = tell

    def uid(self, user: str) -> str:
        """The account's number, which pushes repeat."""
        return self._key(user).account.uid

    def feed(self, user: str, listing: Listing, arg: Arg, now: int) -> Feed:
        """What a private channel brings from *now* (ms) on."""
        key, quotes = self._key(user), self.exchange.venue.quotes
        found = thing_feed(self.exchange, key, listing.name, arg, now)
        return found or feed_of(key.account, quotes, listing.name, arg, now)

    def _key(self, user: str) -> Key:
        return self.exchange.key_of(self.exchange.keys[user])

    def operate(self, request: Request) -> Mapping[str, Any]:
        """The answer to an operation on orders; news of it goes out at once."""
        key, op = self._key(request.user), str(request.message["op"])
        try:
            data = self._act(op, request, key)
        except Refusal as refusal:
            answer = _answer(request, refusal.code, refusal.message, [])
            codes: tuple[str, ...] = (refusal.code,)
        else:
            codes = fates_of(data) or ("0",)
            bad = sum(code != "0" for code in codes)
            code = "0" if not bad else "1" if bad == len(codes) else "2"
            answer = _answer(request, code, "", data)
        content = orjson.dumps(request.message).decode()
        venue = self.exchange.venue
        venue.asked.append(
            Asked(
                request.arrived,
                request.now,
                OPS[op],
                op,
                key.account.name,
                request.user,
                content,
                codes,
            )
        )
        venue.flush()
        return answer

    def _act(self, op: str, request: Request, key: Key) -> list[Any]:
        endpoint = route_of("POST", _PATHS[op])
        args = [named(arg) for arg in items(request.message.get("args"))]
        if not op.startswith("sprd-") and op != "mass-cancel":
            args = [self._by_code(arg, int(request.now * 1000)) for arg in args]
        body = args if op.startswith("batch-") else args[0]
        rows = self.exchange.act(
            endpoint,
            orjson.dumps(body),
            key,
            deadline=str(request.message.get("expTime") or ""),
            address=request.address,
            arrived=request.arrived,
            now=request.now,
            lag=request.lag,
        )
        for row in rows:
            if "sMsg" in row:  # which speaks of what was sent
                row["sMsg"] = row["sMsg"].replace("r instId ", "r instIdCode ")
        return rows

    def _by_code(self, arg: dict[str, Any], now: int) -> dict[str, Any]:
        """An order by its instrument's code alone; a name that is sent is ignored."""
        code = str(arg.pop("instIdCode", ""))
        if code and code not in self._codes:
            found = self.exchange.market.instruments(now)
            self._codes = {str(inst.inst_id_code): inst.inst_id for inst in found}
        return {**arg, "instId": self._codes.get(code, code and "unknown")}


def _answer(
    request: Request, code: str, message: str, data: list[Any]
) -> dict[str, Any]:
    return {
        "id": request.message.get("id", ""),
        "op": request.message["op"],
        "code": code,
        "msg": message,
        "data": data,
        "inTime": str(round(request.arrived * 1_000_000)),
        "outTime": str(round(request.now * 1_000_000)),
    }
