"""One WebSocket conversation, pure: text and time in, events and text out.

The shell tells what is wanted, hands in what arrives and the time, sends what
`outgoing` gives, and calls `tick` no later than `wake_at`. Each argument has at most
one request under way, so what is wanted and what is on the wire agree as soon as the
exchange has answered, in whatever order things were asked.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from attrs import define, field

from okx_sdk.protocol.channel import Arg, Key, key_of
from okx_sdk.protocol.events import (
    Dead,
    Event,
    Failed,
    Live,
    LoggedIn,
    LoginFailed,
    Notice,
    Push,
    Reply,
    Spent,
    Stale,
)
from okx_sdk.protocol.wire import Budget, Echoes, Entry, Wire, batches, names

__all__ = ["Session"]

PING_EVERY = 15.0
PONG_WITHIN = 5.0
ACK_WITHIN = 10.0
LATE = 1.0  # seconds by which a busy loop may be behind: answers may wait unread

_SERVICE = frozenset({"60023", "63999", "64007"})
_TOO_OFTEN = "60014"
_NOT_LOGGED_IN = "60011"


@define
class Session:
    """What one connection has been asked, was answered, and still has to say.

    Args:
        now: the time of the connection's opening; any monotonic clock in seconds.
    """

    now: float
    unknown: int = 0
    _out: deque[str] = field(factory=deque, init=False)
    _entries: dict[Key, Entry] = field(factory=dict, init=False)
    _budget: Budget = field(factory=Budget, init=False)
    _requests: dict[str, set[Key]] = field(factory=dict, init=False)
    _echoes: Echoes = field(factory=Echoes, init=False)
    _next_id: int = field(default=0, init=False)
    _login: float | None = field(default=None, init=False)
    _is_logged_in: bool = field(default=False, init=False)
    _ping: float = field(default=0.0, init=False)
    _pinged: float | None = field(default=None, init=False)
    _unanswered: int = field(default=0, init=False)
    _held_until: float = field(default=0.0, init=False)
    _patient_until: float = field(default=-math.inf, init=False)
    _is_short: bool = field(default=False, init=False)
    _has_told: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._ping = self.now + PING_EVERY

    # What is wanted.

    def want(
        self, arg: Arg, *, login: bool = False, stale_after: float | None = None
    ) -> None:
        """Have a subscription."""
        key = key_of(arg)
        entry = self._entries.get(key)
        if entry is None:
            self._entries[key] = Entry(arg, login, stale_after or math.inf)
        elif not entry.wanted:
            # Whoever wants it now has seen nothing of it: it begins anew.
            entry.wanted, entry.renew = True, entry.wire is Wire.ON

    def drop(self, key: Key) -> None:
        """Have it no more."""
        entry = self._entries.get(key)
        if entry is None:
            return
        entry.wanted = entry.renew = False
        if entry.wire is Wire.OFF:
            self._forget(key)

    def refresh(self, key: Key) -> None:
        """Have it anew, from its snapshot on."""
        entry = self._entries.get(key)
        if entry is not None and entry.wire is Wire.ON:
            entry.renew = True

    def log_in(self, args: Mapping[str, str]) -> None:
        """Say who we are; what needs it waits for the answer."""
        self._login = self.now
        self._is_logged_in = False
        self._budget.spend(self.now)
        self._send({"op": "login", "args": [dict(args)]})

    def operate(
        self, op: str, request_id: str, args: Sequence[Any], **fields: Any
    ) -> None:
        """Send an operation; a `Reply` of the same id will answer it."""
        self._send({"id": request_id, "op": op, **fields, "args": list(args)})

    def probe(self) -> None:
        """Ask whether anyone is there; what was sent before comes before the answer."""
        self._unanswered += 1
        self._out.append("ping")

    @property
    def is_caught_up(self) -> bool:
        """Whether every `probe` was answered."""
        return not self._unanswered

    @property
    def is_logged_in(self) -> bool:
        """Whether the login was accepted."""
        return self._is_logged_in

    @property
    def is_quiet(self) -> bool:
        """Whether all that is wanted is on the wire, and nothing else."""
        return all(entry.is_settled for entry in self._entries.values())

    def budget(self, now: float) -> int:
        """How many requests the connection has left for this hour."""
        return self._budget.left(now)

    # What goes out.

    def outgoing(self) -> list[str]:
        """What there is to send now, in order."""
        self._flush()
        out = list(self._out)
        self._out.clear()
        return out

    def _flush(self) -> None:
        self._is_short = False
        if self.now < self._held_until:
            return
        ready = [
            (key, entry)
            for key, entry in self._entries.items()
            if entry.is_resting
            and not entry.is_settled
            and (self._is_logged_in or not entry.login)
        ]
        off = [key for key, entry in ready if entry.wire is Wire.ON]
        on = [key for key, entry in ready if entry.wire is Wire.OFF]
        for op, keys, wire in (
            ("unsubscribe", off, Wire.UNSUBSCRIBING),
            ("subscribe", on, Wire.SUBSCRIBING),
        ):
            for batch in batches(keys, [self._entries[key].arg for key in keys]):
                if self.budget(self.now) <= 0:
                    self._is_short = True
                    return
                self._ask(op, batch, wire)

    def _ask(self, op: str, keys: Sequence[Key], wire: Wire) -> None:
        self._next_id += 1
        request_id = f"{self._next_id}"
        self._requests[request_id] = set(keys)
        for key in keys:
            entry = self._entries[key]
            entry.wire, entry.sent, entry.renew = wire, self.now, False
            entry.request = request_id
            entry.tries += 1
        self._budget.spend(self.now)
        args = [self._entries[key].arg for key in keys]
        self._send({"id": request_id, "op": op, "args": args})

    def _send(self, message: Mapping[str, Any]) -> None:
        self._out.append(orjson.dumps(message).decode())

    # What comes in.

    def receive(self, text: str | bytes, now: float) -> Event | None:
        """Take a message; whatever it holds, the session lives on."""
        self.now = now
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            message = None
        if not isinstance(message, dict):
            if text in ("pong", b"pong"):
                self._pinged = None
                self._unanswered = max(self._unanswered - 1, 0)
            else:
                self.unknown += 1
            return None
        if "event" in message:
            return self._on_event(message)
        arg, data = message.get("arg"), message.get("data")
        if isinstance(arg, dict) and isinstance(data, list):
            return self._on_push(arg, data, message.get("action"))
        if "op" in message and "id" in message:
            return Reply(str(message["id"]), message)
        self.unknown += 1
        return None

    def _on_push(self, arg: Any, data: list[Any], action: Any) -> Push | None:
        key = self._echoes.key(arg, self._entries)
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.wire is not Wire.ON or entry.renew:
            if entry.wire is not Wire.SUBSCRIBING:
                return None  # given up: what comes still is no part of what will come
            # Data before its acknowledgement: as good as one.
            self._settle(key, entry, Wire.ON)
        entry.heard = self.now
        return Push(key, arg, data, action)

    def _on_event(self, message: Mapping[str, Any]) -> Event | None:
        match message["event"]:
            case "subscribe":
                return self._on_ack(message, Wire.SUBSCRIBING, Wire.ON)
            case "unsubscribe":
                return self._on_ack(message, Wire.UNSUBSCRIBING, Wire.OFF)
            case "login":
                self._login, self._is_logged_in = None, True
                return LoggedIn()
            case "notice":
                return Notice(str(message.get("code")), str(message.get("msg")))
            case "error":
                return self._on_error(message)
            case "channel-conn-count-error":
                return self._on_count(message)
            case "channel-conn-count":
                return None
        self.unknown += 1
        return None

    def _on_ack(
        self, message: Mapping[str, Any], asked: Wire, reached: Wire
    ) -> Event | None:
        arg = message.get("arg")
        key = self._echoes.key(arg, self._entries) if isinstance(arg, dict) else ()
        entry = self._entries.get(key)
        if entry is None or entry.wire is not asked:
            return None  # late: it was asked otherwise since
        self._settle(key, entry, reached)
        if reached is Wire.OFF and not entry.wanted:
            self._forget(key)
        return Live(key) if reached is Wire.ON else None

    def _settle(self, key: Key, entry: Entry, wire: Wire) -> None:
        entry.wire, entry.tries, entry.heard = wire, 0, self.now
        self._answered(key, entry)

    def _answered(self, key: Key, entry: Entry) -> None:
        """A request is done with once all it asked for is."""
        asked = self._requests.get(entry.request)
        if asked is not None:
            asked.discard(key)
            if not asked:
                del self._requests[entry.request]

    def _forget(self, key: Key) -> None:
        self._answered(key, self._entries.pop(key))
        self._echoes.clear()

    def _on_count(self, message: Mapping[str, Any]) -> Event | None:
        name = message.get("channel")
        keys = [k for k, e in self._entries.items() if e.arg.get("channel") == name]
        said = f"too many connections carry {name}: {message.get('connCount')}"
        return self._fail(keys, "channel-conn-count-error", said)

    def _on_error(self, message: Mapping[str, Any]) -> Event | None:
        code, said = str(message.get("code", "")), str(message.get("msg", ""))
        request_id = str(message.get("id", ""))
        is_of_login = self._login is not None and request_id not in self._requests
        if is_of_login and code[:2] in {"60", "63"}:
            self._login = None
            return LoginFailed(code, said)
        if code in _SERVICE:
            return Dead(f"the exchange says {code}: {said}")
        if code == _NOT_LOGGED_IN:
            self._is_logged_in = False
            return LoginFailed(code, said)
        if code == _TOO_OFTEN:
            self._hold(request_id)
            return None
        return self._fail(self._blamed(request_id, said), code, said)

    def _hold(self, request_id: str) -> None:
        """It was too much: ask for nothing for a while, and then for the same."""
        self._held_until = self.now + ACK_WITHIN
        for key in self._requests.pop(request_id, ()):
            self._entries[key].undo()
            self._entries[key].tries = 0

    def _blamed(self, request_id: str, said: str) -> list[Key]:
        """Which subscriptions an error speaks of: it names the request, not always more."""
        asked = self._requests.get(request_id)
        waiting = [
            key
            for key in (self._entries if asked is None else asked)
            if self._entries[key].wire is Wire.SUBSCRIBING
        ]
        named = [key for key in waiting if names(said, self._entries[key].arg)]
        if len(named) == 1 or (named and asked is None):
            return named
        if asked is None:
            return []
        if len(waiting) > 1:
            self._bisect([key for key in self._entries if key in asked])
            return []
        return waiting

    def _bisect(self, keys: Sequence[Key]) -> None:
        """One of several is bad and none is named: ask again in two halves."""
        middle = len(keys) // 2
        for half in (keys[:middle], keys[middle:]):
            if self.budget(self.now) > 0:
                self._ask("subscribe", half, Wire.SUBSCRIBING)

    def _fail(self, keys: Sequence[Key], code: str, said: str) -> Failed:
        for key in keys:
            self._forget(key)
        return Failed(tuple(keys), code, said)

    # What time does.

    def tick(self, now: float) -> list[Event]:
        """Let time pass: pings, overdue answers, and silence."""
        if now > self.wake_at() + LATE:
            self._patient_until = now + LATE
        self.now = now
        if self._pinged is not None and now >= self._by(self._pinged + PONG_WITHIN):
            return [Dead("no pong came")]
        if self._login is not None and now >= self._by(self._login + ACK_WITHIN):
            return [Dead("the login was not answered")]
        if now >= self._ping:
            self._ping = now + PING_EVERY
            self._pinged = now
            self.probe()
        return [*self._overdue(now), *self._silent(now), *self._lacking()]

    def _by(self, deadline: float) -> float:
        return max(deadline, self._patient_until)

    def _overdue(self, now: float) -> list[Event]:
        late = [
            (key, entry)
            for key, entry in self._entries.items()
            if not entry.is_resting and now >= self._by(entry.sent + ACK_WITHIN)
        ]
        if any(entry.tries >= 2 for _, entry in late):
            return [Dead("a subscription was not answered, twice")]
        for key, entry in late:
            self._answered(key, entry)
            if entry.wanted:
                entry.undo()
            else:
                entry.wire = Wire.ON  # for all we know: that it goes is asked for
        return []

    def _lacking(self) -> list[Event]:
        if not self._is_short or self._has_told:
            return []
        self._has_told = True
        return [Spent()]

    def _silent(self, now: float) -> list[Event]:
        silent = [
            key
            for key, entry in self._entries.items()
            if entry.wire is Wire.ON and now >= entry.heard + entry.stale_after
        ]
        for key in silent:
            self._entries[key].heard = now
            self.refresh(key)
        return [Stale(key) for key in silent]

    def wake_at(self) -> float:
        """When `tick` has to be called at the latest."""
        times = [self._ping]
        if self._pinged is not None:
            times.append(self._by(self._pinged + PONG_WITHIN))
        if self._login is not None:
            times.append(self._by(self._login + ACK_WITHIN))
        for entry in self._entries.values():
            if entry.wire is Wire.ON:
                times.append(entry.heard + entry.stale_after)
            elif entry.wire is not Wire.OFF:
                times.append(self._by(entry.sent + ACK_WITHIN))
        if self._held_until > self.now:
            times.append(self._held_until)
        if self._is_short and not self._has_told:
            times.append(self.now)
        return min(times)
