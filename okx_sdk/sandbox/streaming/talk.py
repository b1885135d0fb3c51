"""One conversation with a client, pure: texts and time in, texts and an end out.

The shell hands in what arrives, calls `tick` no later than `wake_at`, sends what
`outgoing` gives, and does what `end` says. Times are in seconds since 1970.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from itertools import count
from typing import Any, Literal

import orjson
from attrs import define, field, frozen

from okx_sdk.credentials import Credentials
from okx_sdk.sandbox.streaming.channels import Surface
from okx_sdk.sandbox.streaming.faults import (
    Action,
    Close,
    ConnCountError,
    Delay,
    Drop,
    Fin,
    HalfOpen,
    Notice,
    Occasion,
    Phase,
    Reply,
    Reset,
    StallRead,
)
from okx_sdk.sandbox.streaming.house import House
from okx_sdk.sandbox.streaming.hub import echo_of
from okx_sdk.sandbox.streaming.login import check_login
from okx_sdk.sandbox.streaming.private import OPS, uid_of
from okx_sdk.sandbox.streaming.trouble import Frame, Trouble, checksum, disturbed
from okx_sdk.sandbox.streaming.truth import (
    MOST_BYTES,
    MOST_CONTROLS,
    Control,
    Ended,
    Pushed,
)
from okx_sdk.sandbox.streaming.wishes import Desired, check
from okx_sdk.sandbox.streaming.words import (
    Said,
    Words,
    bad_request,
    clash,
    refused,
    unknown_op,
)

__all__ = ["Conversation", "End", "Subscription", "ms_of"]

BUDGET_WINDOW = 3_600.0
_COUNTED = {"subscribe", "unsubscribe", "login"}
_CLASHING = {"books", "books50-l2-tbt"}
# A float of seconds since 1970 is this exact, and a little more.
_EXACT = 1e-5

Key = tuple[tuple[str, str], ...]
_Blow = Close | Reset | Fin | HalfOpen | StallRead | Notice


def ms_of(now: float) -> int:
    """Whole ms of a time in seconds."""
    return int((now + _EXACT) * 1_000)


@frozen
class End:
    """How the shell has to end the connection: by a close frame, a TCP reset, or a FIN."""

    kind: Literal["close", "reset", "fin"]
    code: int = 1006
    reason: str = ""


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
    on_wake: Callable[[], None] | None = None
    user: Credentials | None = field(default=None, init=False)
    end: End | None = field(default=None, init=False)
    is_mute: bool = field(default=False, init=False)
    """Half open: nothing is read or sent any more."""
    is_deaf: bool = field(default=False, init=False)
    """Nothing is read any more."""
    words: Words = field(init=False)
    subscriptions: dict[Key, Subscription] = field(factory=dict, init=False)
    _out: deque[Frame] = field(factory=deque, init=False)
    _timers: list[tuple[float, int, Callable[[float], None]]] = field(
        factory=list, init=False
    )
    _serial: count[int] = field(factory=count, init=False)
    _requests: deque[float] = field(factory=deque, init=False)
    _heard: float = field(init=False)
    _now: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._heard = self._now = self.opened
        self.words = Words(f"{(self.ordinal * 0x9E3779B1) & 0xFFFFFFFF:08x}")
        self._strike(self._decide("open"))

    # What comes in.

    def receive(self, text: Frame, now: float) -> None:
        """Take a message."""
        self.tick(now)
        if self.is_mute or self.is_deaf or self.end is not None:
            return
        self._heard = now
        if isinstance(text, bytes):
            text = text.decode(errors="replace")
        if text == "ping":
            self._run("ping", lambda: self._reply("ping", "pong"))
            return
        size = len(text.encode())
        op, message = _read(text)
        counted = op in _COUNTED
        self._record(Control(now, self.ordinal, op, size, counted))
        if size > MOST_BYTES:
            self._finish(End("close", 1009, "message too big"))
        elif message is None or not op:
            self._error(bad_request(text), None)
        elif counted and not self._may_ask():
            self._error(refused("60014"), _id_of(message))
        else:
            self._act(op, message)

    def _record(self, control: Control) -> None:
        self.house.truth.controls.append(control)

    def _may_ask(self) -> bool:
        while self._requests and self._requests[0] <= self._now - BUDGET_WINDOW:
            self._requests.popleft()
        if len(self._requests) >= MOST_CONTROLS:
            return False
        self._requests.append(self._now)
        return True

    def _act(self, op: str, message: Mapping[str, Any]) -> None:
        request_id = _id_of(message)
        args = message.get("args")
        if request_id is not None and not (
            request_id.isascii() and request_id.isalnum() and len(request_id) <= 32
        ):
            self._error(refused("60033"), None)
        elif op not in _COUNTED and op not in OPS:
            self._error(unknown_op(op), request_id)
        elif not isinstance(args, list):
            self._error(bad_request(orjson.dumps(message).decode()), request_id)
        elif not args:
            self._error(refused("60013"), request_id)
        elif op == "login":
            self._run(op, lambda: self._log_in(args), request_id)
        elif op in OPS:
            self._run(op, lambda: self._operate(op, message), request_id, message)
        else:
            each = self._subscribe if op == "subscribe" else self._unsubscribe
            for arg in args:
                self._run(op, partial(each, arg, request_id), request_id, arg)

    # Requests, and what faults make of them.

    def _run(
        self,
        op: str,
        act: Callable[[], None],
        request_id: str | None = None,
        about: object = None,
    ) -> None:
        """Do what a request asks, unless a fault stands in its way."""
        actions = self._decide("before_commit", op, about)
        self._strike(actions)
        for action in actions:
            if isinstance(action, Reply):
                said = Said(action.code, action.message)
                body = action.body or self.words.error(said, request_id)
                self._say(body)
                return
        if any(isinstance(action, Drop) for action in actions):
            return
        delay = sum(a.seconds for a in actions if isinstance(a, Delay))
        if delay:
            self._at(self._now + delay, lambda _: act())
        else:
            act()
        if any(isinstance(action, ConnCountError) for action in actions):
            self._at(self._now + delay, partial(self._count_out, about))

    def _reply(self, op: str, text: str, about: object = None) -> None:
        actions = self._decide("after_commit_before_reply", op, about)
        self._strike(actions)
        for delay, frame in disturbed(text, actions):
            self._say(frame, delay)
        if any(isinstance(action, ConnCountError) for action in actions):
            self._at(self._now, partial(self._count_out, about))

    def _error(self, said: Said, request_id: str | None) -> None:
        self._reply("error", self.words.error(said, request_id))

    def _decide(self, phase: Phase, op: str = "", about: object = None) -> list[Action]:
        if not self.house.faults:
            return []
        arg: Mapping[str, Any] = about if isinstance(about, dict) else {}
        occasion = Occasion(
            phase,
            self.surface,
            self.ordinal,
            op,
            str(arg.get("channel", "")),
            str(arg.get("instId", "")),
            cl_ord_id=_client_id(arg),
            account=self.user.api_key if self.user else "",
        )
        return self.house.faults.decide(occasion, self._now)

    def _strike(self, actions: list[Action]) -> None:
        """Do to the connection what faults do to it."""
        for action in actions:
            if isinstance(action, _Blow):
                if action.after:
                    self._at(self._now + action.after, partial(self._befall, action))
                else:
                    self._befall(action, self._now)

    def _befall(self, action: _Blow, now: float) -> None:
        match action:
            case Close(code, reason):
                self._finish(End("close", code, reason))
            case Reset():
                self._finish(End("reset"))
            case Fin():
                self._finish(End("fin"))
            case HalfOpen():
                self.is_mute = True
            case StallRead():
                self.is_deaf = True
            case Notice():
                self.announce(now, action.close_after)

    def announce(self, now: float, close_after: float = 60.0) -> None:
        """Say that the connection will be closed for a service upgrade, and close it."""
        if self.surface != "business" or self.house.notifies_business:
            self._say(self.words.notice())
        end = End("close", 1001, "service upgrade")
        self._at(now + close_after, lambda _: self._finish(end))

    # Login and orders.

    def _log_in(self, args: list[Any]) -> None:
        arg = args[0]
        found: Credentials | Said
        if self.user is not None:
            found = refused("60031")
        elif len(args) > 1:
            found = refused("60021")
        elif not isinstance(arg, dict):
            found = refused("60013")
        else:
            found = check_login(self.house.keys, arg, self._now)
        if isinstance(found, Said):
            self._reply("login", self.words.error(found, None))
            return
        self.user = found
        self._reply("login", self.words.logged_in())

    def _operate(self, op: str, message: Mapping[str, Any]) -> None:
        if OPS[op] != self.surface:
            self._error(refused("60028"), _id_of(message))
        elif self.user is None:
            self._forward(op)
            self._error(refused("60011"), _id_of(message))
        else:
            user = self.user.api_key
            answer = self.house.accounts.operate(user, message, self._now)
            self._reply(op, orjson.dumps(answer).decode(), message)

    def _forward(self, op: str) -> None:
        early = Control(self._now, self.ordinal, op, 0, is_counted=False)
        self.house.truth.unauthenticated.append(early)

    # Subscriptions.

    def _subscribe(self, arg: Any, request_id: str | None) -> None:
        desired = self._checked(arg)
        if isinstance(desired, Said):
            self._error(desired, request_id)
            return
        self._reply("subscribe", self.words.done("subscribe", arg, request_id), arg)
        if desired.key not in self.subscriptions:
            self._begin(desired)

    def _checked(self, arg: Any) -> Desired | Said:
        desired = check(
            self.house.market,
            self.surface,
            arg,
            ms_of(self._now),
            logged_in=self.user is not None,
        )
        if isinstance(desired, Said):
            if desired.code == "60011":
                self._forward(f"subscribe {arg['channel']}")
            return desired
        return self._clash(desired) or desired

    def _clash(self, desired: Desired) -> Said | None:
        held = {
            s.desired.listing.name
            for s in self.subscriptions.values()
            if s.desired.inst_id == desired.inst_id
        }
        name = desired.listing.name
        if name == "books-l2-tbt" and held & _CLASHING:
            return clash(min(held & _CLASHING), desired.inst_id)
        if name in _CLASHING and "books-l2-tbt" in held:
            return clash(name, desired.inst_id)
        return None

    def _begin(self, desired: Desired) -> None:
        user = self.user.api_key if self.user and desired.listing.is_private else ""
        arg = {**desired.arg, "uid": uid_of(user)} if user else desired.arg
        trouble = Trouble(partial(self._sum, desired.inst_id))
        subscription = Subscription(desired, user, echo_of(arg), trouble, self._take)
        self.subscriptions[desired.key] = subscription
        self.house.hub.subscribe(
            desired.listing, desired.arg, subscription, ms_of(self._now), user
        )
        if desired.listing.is_counted:
            self._count_in(desired, user)

    def _sum(self, inst_id: str, seq: int) -> int:
        inst = self.house.market.instrument(inst_id, seq * 100)
        if inst is None:
            return 0
        scale = self.house.market.scale(inst)
        book = self.house.truth.book(inst_id, seq, 25)
        return checksum(book, scale.tick_places, scale.lot_places)

    def _count_in(self, desired: Desired, user: str) -> None:
        name = desired.listing.name
        carrying = self.house.counts.setdefault((user, name), set())
        carrying.add(self.ordinal)
        if len(carrying) > self.house.most_counted:
            self._count_out(desired.arg, self._now)
        else:
            self._say(self.words.count(name, len(carrying), is_error=False))

    def _count_out(self, arg: object, _: float) -> None:
        """Too many connections: the acknowledgement is taken back."""
        if not isinstance(arg, dict):
            return
        name = str(arg.get("channel", ""))
        for key, held in tuple(self.subscriptions.items()):
            if held.desired.listing.name == name:
                self._drop(key)
        self._say(self.words.count(name, self.house.most_counted, is_error=True))

    def _unsubscribe(self, arg: Any, request_id: str | None) -> None:
        if not isinstance(arg, dict) or not isinstance(arg.get("channel"), str):
            self._error(refused("60013"), request_id)
            return
        key = tuple(sorted((name, str(value)) for name, value in arg.items()))
        # Other words than those of the subscription are acknowledged, and do nothing.
        if key in self.subscriptions:
            self._drop(key)
        self._reply("unsubscribe", self.words.done("unsubscribe", arg, request_id), arg)

    def _drop(self, key: Key) -> None:
        gone = self.subscriptions.pop(key)
        desired = gone.desired
        self.house.hub.unsubscribe(desired.listing, desired.arg, gone, gone.user)
        name = desired.listing.name
        if desired.listing.is_counted and not any(
            s.desired.listing.name == name for s in self.subscriptions.values()
        ):
            self.house.counts[gone.user, name].discard(self.ordinal)

    def _take(self, subscription: Subscription, ts: int, text: str) -> None:
        """A push of one of the subscriptions."""
        trouble = subscription.trouble
        if not self.house.faults and not trouble.is_rewriting:
            self._push(text, 0.0, ts / 1_000)
            return
        self._now = max(self._now, ts / 1_000)
        actions = self._decide("push", about=subscription.desired.arg)
        for delay, frame in trouble.push(text, actions, self._now):
            self._push(frame, delay, ts / 1_000)
        self._strike(actions)

    def _push(self, frame: Frame, delay: float, now: float) -> None:
        record = Pushed(now + delay, self.ordinal, frame)
        self.house.truth.pushes.append(record)
        self._say(frame, delay)

    # What goes out.

    def outgoing(self) -> list[Frame]:
        """What there is to send now, in order; a reset takes it all with it."""
        gone = self.is_mute or (self.end is not None and self.end.kind == "reset")
        found = [] if gone else list(self._out)
        self._out.clear()
        if found:
            self._heard = self._now
        return found

    def _say(self, frame: Frame, delay: float = 0.0) -> None:
        if delay:
            self._at(self._now + delay, lambda _: self._say(frame))
            return
        if self.end is not None or self.is_mute:
            return
        self._out.append(frame)
        if len(self._out) > self.house.most_waiting:
            self._out.clear()
            self._finish(End("close", 4005, "buffer full"))
        if self.on_wake is not None:
            self.on_wake()

    def _finish(self, end: End) -> None:
        if self.end is None and not self.is_mute:
            self.end = end
            if self.on_wake is not None:
                self.on_wake()

    # What time does.

    def tick(self, now: float) -> None:
        """Let time pass."""
        self._now = max(self._now, now)
        self.house.hub.advance(ms_of(now))
        while self._timers and self._timers[0][0] <= now + _EXACT:
            at, _, act = heapq.heappop(self._timers)
            act(at)
        if now + _EXACT >= self._heard + self.house.idle and not self._out:
            self._finish(End("close", 4004, "No data received in 30s"))

    def wake_at(self) -> float:
        """When `tick` has to be called at the latest."""
        if self.is_mute:
            return math.inf
        if self._out or self.end is not None:
            return self._now
        times = [self._heard + self.house.idle]
        if self._timers:
            times.append(self._timers[0][0])
        if self.subscriptions:
            times.append(self.house.hub.wake_at() / 1_000)
        return min(times)

    def closed(self, now: float, code: int = 1006, reason: str = "") -> None:
        """The connection is gone."""
        for key in tuple(self.subscriptions):
            self._drop(key)
        self._timers.clear()
        self.house.truth.ends.append(Ended(now, self.ordinal, code, reason))

    def _at(self, moment: float, act: Callable[[float], None]) -> None:
        heapq.heappush(self._timers, (moment, next(self._serial), act))


def _read(text: str) -> tuple[str, dict[str, Any] | None]:
    """The operation that a message asks for, and the message, if it is one."""
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        return "", None
    if not isinstance(message, dict):
        return "", None
    op = message.get("op")
    return op if isinstance(op, str) else "", message


def _id_of(message: Mapping[str, Any]) -> str | None:
    found = message.get("id")
    return found if isinstance(found, str) and found else None


def _client_id(about: Mapping[str, Any]) -> str:
    args = about.get("args")
    if isinstance(args, list) and args and isinstance(args[0], dict):
        return str(args[0].get("clOrdId", ""))
    return ""
