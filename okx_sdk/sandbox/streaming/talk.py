"""One conversation with a client, pure: texts and time in, texts and an end out.

The shell hands in what arrives, calls `tick` no later than `wake_at`, sends what
`outgoing` gives, and does what `end` says. Times are in seconds since 1970.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson
from attrs import define, field

from okx_sdk.credentials import Credentials
from okx_sdk.sandbox.streaming.actions import Action, ConnCountError
from okx_sdk.sandbox.streaming.channels import Surface
from okx_sdk.sandbox.streaming.house import House
from okx_sdk.sandbox.streaming.hub import echo_of
from okx_sdk.sandbox.streaming.login import check_login
from okx_sdk.sandbox.streaming.mishaps import Mishaps
from okx_sdk.sandbox.streaming.outbox import EXACT, End, Outbox
from okx_sdk.sandbox.streaming.private import OPS, Request
from okx_sdk.sandbox.streaming.texts import items, named
from okx_sdk.sandbox.streaming.trouble import Frame, Trouble, checksum
from okx_sdk.sandbox.streaming.truth import (
    MOST_BYTES,
    MOST_CONTROLS,
    Control,
    Ended,
    Pushed,
)
from okx_sdk.sandbox.streaming.wishes import Desired, Key, check, key_of
from okx_sdk.sandbox.streaming.words import (
    Said,
    Words,
    bad_request,
    clash,
    refused,
    unknown_op,
)

__all__ = ["Conversation", "Subscription", "ms_of"]

BUDGET_WINDOW = 3_600.0
_COUNTED = {"subscribe", "unsubscribe", "login"}
_CLASHING = {"books", "books50-l2-tbt"}
_BEST = 25  # levels that a checksum is made of


def ms_of(now: float) -> int:
    """Whole ms of a time in seconds."""
    return int((now + EXACT) * 1_000)


@define(eq=False)
class Subscription:
    """One subscription of a conversation."""

    desired: Desired
    user: str
    echo: str
    trouble: Trouble
    tell: Callable[[Subscription, int, str], None]

    def take(self, ts: int, text: str) -> None:
        """Take a push of a time in ms."""
        self.tell(self, ts, text)


@define(eq=False)
class Conversation:
    """What one connection has asked, and still has to be told.

    Args:
        house: what all conversations share.
        surface: the door that it came by.
        ordinal: its number among all, from 1.
        opened: when.
        is_demo: whether it was asked for simulated trading.
    """

    house: House
    surface: Surface
    ordinal: int
    opened: float
    address: str = ""
    is_demo: bool = False
    user: Credentials | None = field(default=None, init=False)
    words: Words = field(init=False)
    outbox: Outbox = field(init=False)
    subscriptions: dict[Key, Subscription] = field(
        factory=dict[Key, Subscription], init=False
    )
    _mishaps: Mishaps = field(init=False)
    _requests: deque[float] = field(factory=deque[float], init=False)
    _heard: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._heard = self.opened
        self.words = Words(f"{(self.ordinal * 0x9E3779B1) & 0xFFFFFFFF:08x}")
        self.outbox = Outbox(self.opened, self.house.most_waiting)
        is_told = self.surface != "business" or self.house.notifies_business
        self._mishaps = Mishaps(
            self.house.faults,
            self.surface,
            self.ordinal,
            self.outbox,
            self.words,
            is_told,
        )
        self._mishaps.strike(self._mishaps.decide("open"))

    @property
    def end(self) -> End | None:
        """How the connection is to be ended, if it is."""
        return self.outbox.end

    # What comes in.

    def receive(self, text: Frame, now: float) -> None:
        """Take a message."""
        self.tick(now)
        if self.outbox.is_over or self.outbox.is_deaf:
            return
        self._heard = now
        if isinstance(text, bytes):
            text = text.decode(errors="replace")
        if text == "ping":
            self._mishaps.ask("ping", lambda: self._answer("ping", "pong"))
            return
        size = len(text.encode())
        op, message = _read(text)
        counted = op in _COUNTED
        record = Control(now, self.ordinal, op, size, counted)
        self.house.truth.controls.append(record)
        if size > MOST_BYTES:
            self.outbox.finish(End("close", 1009, "message too big"))
        elif not op:
            self._refuse(bad_request(text), None)
        elif counted and not self._may_ask():
            self._refuse(refused("60014"), _id_of(message))
        else:
            self._act(op, message)

    def _may_ask(self) -> bool:
        now = self.outbox.now
        while self._requests and self._requests[0] <= now - BUDGET_WINDOW:
            self._requests.popleft()
        if len(self._requests) >= MOST_CONTROLS:
            return False
        self._requests.append(now)
        return True

    def _act(self, op: str, message: Mapping[str, Any]) -> None:
        request_id, args = _id_of(message), items(message.get("args"))
        if request_id is not None and not _is_fit(request_id):
            self._refuse(refused("60033"), None)
        elif op not in _COUNTED and op not in OPS:
            self._refuse(unknown_op(op), request_id)
        elif not isinstance(message.get("args"), list):
            self._refuse(bad_request(orjson.dumps(message).decode()), request_id)
        elif not args:
            self._refuse(refused("60013"), request_id)
        elif op == "login":
            login = partial(self._log_in, [named(arg) for arg in args])
            self._mishaps.ask(op, login, request_id)
        elif op in OPS:
            order = partial(self._operate, op, message, self.outbox.now)
            self._mishaps.ask(op, order, request_id, message)
        else:
            each = self._subscribe if op == "subscribe" else self._unsubscribe
            for arg in map(named, args):
                act = partial(each, arg, request_id)
                self._lapse(self._mishaps.ask(op, act, request_id, arg), arg)

    def _answer(self, op: str, text: str, arg: Mapping[str, Any] | None = None) -> None:
        self._lapse(self._mishaps.answer(op, text, arg), arg)

    def _refuse(self, said: Said, request_id: str | None) -> None:
        self._answer("error", self.words.error(said, request_id))

    def _lapse(self, actions: list[Action], arg: Mapping[str, Any] | None) -> None:
        """Take back an acknowledgement if a fault says so."""
        if arg and any(isinstance(action, ConnCountError) for action in actions):
            name = str(arg.get("channel", ""))
            # Once it is acknowledged, and has begun.
            self.outbox.at(self.outbox.now, lambda _: self._count_out(name))

    # Login and orders.

    def _log_in(self, args: list[dict[str, Any]]) -> None:
        if self.user is not None:
            found: Credentials | Said = refused("60031")
        elif len(args) > 1:
            found = refused("60021")
        else:
            found = check_login(self.house.keys, args[0], self.outbox.now)
        if isinstance(found, Said):
            self._answer("login", self.words.error(found, None))
            return
        self.user = found
        self._mishaps.account = found.api_key
        self._answer("login", self.words.logged_in())

    def _operate(self, op: str, message: Mapping[str, Any], arrived: float) -> None:
        if OPS[op] != self.surface:
            self._refuse(refused("60028"), _id_of(message))
        elif self.user is None:
            self._forward(op)
            self._refuse(refused("60011"), _id_of(message))
        else:
            request = Request(
                self.user.api_key,
                message,
                arrived,
                self.outbox.now,
                self.address,
                self._mishaps.lag,
            )
            answer = self.house.accounts.operate(request)
            self._answer(op, orjson.dumps(answer).decode(), message)

    def _forward(self, op: str) -> None:
        """Note that somebody acts as if the login had been accepted."""
        early = Control(self.outbox.now, self.ordinal, op, 0, is_counted=False)
        self.house.truth.unauthenticated.append(early)

    # Subscriptions.

    def _subscribe(self, arg: dict[str, Any], request_id: str | None) -> None:
        desired = self._checked(arg)
        if isinstance(desired, Said):
            self._refuse(desired, request_id)
            return
        self._answer("subscribe", self.words.done("subscribe", arg, request_id), arg)
        if desired.key not in self.subscriptions:
            self._begin(desired)

    def _checked(self, arg: dict[str, Any]) -> Desired | Said:
        desired = check(
            self.house.market,
            self.surface,
            arg,
            ms_of(self.outbox.now),
            logged_in=self.user is not None,
        )
        if isinstance(desired, Said):
            if desired.code == "60011":
                self._forward(f"subscribe {arg['channel']}")
            return desired
        return self._clash(desired) or desired

    def _clash(self, desired: Desired) -> Said | None:
        """Whether a book of the instrument is held that excludes this one."""
        held = {
            other.desired.listing.name
            for other in self.subscriptions.values()
            if other.desired.inst_id == desired.inst_id
        }
        name = desired.listing.name
        if name == "books-l2-tbt" and held & _CLASHING:
            return clash(min(held & _CLASHING), desired.inst_id)
        if name in _CLASHING and "books-l2-tbt" in held:
            return clash(name, desired.inst_id)
        return None

    def _begin(self, desired: Desired) -> None:
        user = self.user.api_key if self.user and desired.listing.is_private else ""
        arg = (
            {**desired.arg, "uid": self.house.accounts.uid(user)}
            if user
            else desired.arg
        )
        trouble = Trouble(partial(self._sum, desired.inst_id))
        subscription = Subscription(desired, user, echo_of(arg), trouble, self._take)
        self.subscriptions[desired.key] = subscription
        self.house.hub.subscribe(
            desired.listing, desired.arg, subscription, ms_of(self.outbox.now), user
        )
        if desired.listing.is_counted:
            self._count_in(desired.listing.name, user)

    def _count_in(self, name: str, user: str) -> None:
        carrying = self.house.counts.setdefault((user, name), set())
        carrying.add(self.ordinal)
        if len(carrying) > self.house.most_counted:
            self._count_out(name)
        else:
            self.outbox.say(self.words.count(name, len(carrying), is_error=False))

    def _count_out(self, name: str) -> None:
        """Too many connections carry a channel: its acknowledgement is taken back."""
        for key, held in tuple(self.subscriptions.items()):
            if held.desired.listing.name == name:
                self._drop(key)
        most = self.house.most_counted
        self.outbox.say(self.words.count(name, most, is_error=True))

    def _unsubscribe(self, arg: dict[str, Any], request_id: str | None) -> None:
        if not isinstance(arg.get("channel"), str):
            self._refuse(refused("60013"), request_id)
            return
        # Other words than those of a subscription are acknowledged, and do nothing.
        if key_of(arg) in self.subscriptions:
            self._drop(key_of(arg))
        done = self.words.done("unsubscribe", arg, request_id)
        self._answer("unsubscribe", done, arg)

    def _drop(self, key: Key) -> None:
        gone = self.subscriptions.pop(key)
        listing = gone.desired.listing
        self.house.hub.unsubscribe(listing, gone.desired.arg, gone, gone.user)
        held = {other.desired.listing.name for other in self.subscriptions.values()}
        if listing.is_counted and listing.name not in held:
            self.house.counts[gone.user, listing.name].discard(self.ordinal)

    def _take(self, subscription: Subscription, ts: int, text: str) -> None:
        """A push of one of the subscriptions."""
        trouble, now = subscription.trouble, ts / 1_000
        if not self.house.faults and not trouble.is_rewriting:
            self._push(text, 0.0, now)
            return
        self.outbox.now = max(self.outbox.now, now)
        actions = self._mishaps.decide("push", about=subscription.desired.arg)
        for delay, frame in trouble.push(text, actions, self.outbox.now):
            self._push(frame, delay, now)
        self._mishaps.strike(actions)

    def _push(self, frame: Frame, delay: float, now: float) -> None:
        self.house.truth.pushes.append(Pushed(now + delay, self.ordinal, frame))
        self.outbox.say(frame, delay)

    def _sum(self, inst_id: str, seq: int) -> int:
        inst = self.house.market.instrument(inst_id, seq * 100)
        assert inst is not None, f"{inst_id} has a book"
        scale = self.house.market.scale(inst)
        book = self.house.market.book(inst, seq, _BEST)
        return checksum(book, scale.tick_places, scale.lot_places)

    # What goes out, and what time does.

    def outgoing(self) -> list[Frame]:
        """What there is to send now, in order."""
        found = self.outbox.drain()
        if found:
            self._heard = self.outbox.now
        return found

    def tick(self, now: float) -> None:
        """Let time pass."""
        self.house.hub.advance(ms_of(now))
        self.outbox.tick(now)
        is_idle = now + EXACT >= self._heard + self.house.idle
        if is_idle and not self.outbox.is_urgent:
            self.outbox.finish(End("close", 4004, "No data received in 30s"))

    def wake_at(self) -> float:
        """When `tick` has to be called at the latest."""
        if self.outbox.is_mute:
            return math.inf
        if self.outbox.is_urgent:
            return self.outbox.now
        feeds = self.house.hub.wake_at() / 1_000 if self.subscriptions else math.inf
        return min(self._heard + self.house.idle, self.outbox.wake_at(), feeds)

    def announce(self, now: float, close_after: float = 60.0) -> None:
        """Say that the connection will be closed for a service upgrade, and close it."""
        self._mishaps.announce(now, close_after)

    def closed(self, now: float, code: int = 1006, reason: str = "") -> None:
        """The connection is gone."""
        for key in tuple(self.subscriptions):
            self._drop(key)
        self.outbox.clear()
        self.house.truth.ends.append(Ended(now, self.ordinal, code, reason))


def _read(text: str) -> tuple[str, dict[str, Any]]:
    """The operation that a message asks for, if it is one, and the message."""
    try:
        message = named(orjson.loads(text))
    except orjson.JSONDecodeError:
        return "", {}
    op = message.get("op")
    return op if isinstance(op, str) else "", message


def _id_of(message: Mapping[str, Any]) -> str | None:
    found = message.get("id")
    return found if isinstance(found, str) and found else None


def _is_fit(request_id: str) -> bool:
    return request_id.isascii() and request_id.isalnum() and len(request_id) <= 32
