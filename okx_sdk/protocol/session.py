"""One WebSocket conversation, pure: text and time in, events and text out.

The shell tells what is wanted, hands in what arrives and the time, sends what
`outgoing` gives, and calls `tick` no later than `wake_at`. Each argument has at most
one request under way, so what is wanted and what is on the wire agree as soon as the
exchange has answered, in whatever order things were asked.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
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
    Stale,
)

__all__ = ["Session"]

PING_EVERY = 15.0
PONG_WITHIN = 5.0
ACK_WITHIN = 10.0
BUDGET = 480
BUDGET_WINDOW = 3_600.0
MOST_BYTES = 60_000  # of the 64 KB that the exchange takes in one message

_SERVICE = frozenset({"60023", "63999", "64007"})
_TOO_OFTEN = "60014"
_NOT_LOGGED_IN = "60011"


class _Wire(Enum):
    OFF = auto()
    SUBSCRIBING = auto()
    ON = auto()
    UNSUBSCRIBING = auto()


@define
class _Entry:
    arg: Arg
    login: bool
    stale_after: float
    wanted: bool = True
    wire: _Wire = _Wire.OFF
    sent: float = 0.0
    tries: int = 0
    heard: float = math.inf

    @property
    def is_settled(self) -> bool:
        on = self.wire is _Wire.ON
        return self.wire in {_Wire.ON, _Wire.OFF} and on == self.wanted


@define
class Session:
    """What one connection has been asked, was answered, and still has to say.

    Args:
        now: the time of the connection's opening; any monotonic clock in seconds.
    """

    now: float
    unknown: int = 0
    _out: deque[str] = field(factory=deque, init=False)
    _entries: dict[Key, _Entry] = field(factory=dict, init=False)
    _spent: deque[float] = field(factory=deque, init=False)
    _requests: dict[str, tuple[Key, ...]] = field(factory=dict, init=False)
    _keys: dict[tuple[Any, ...], Key] = field(factory=dict, init=False)
    _next_id: int = field(default=0, init=False)
    _login: float | None = field(default=None, init=False)
    _is_logged_in: bool = field(default=False, init=False)
    _ping: float = field(default=0.0, init=False)
    _pinged: float | None = field(default=None, init=False)
    _held_until: float = field(default=0.0, init=False)

    def __attrs_post_init__(self) -> None:
        self._ping = self.now + PING_EVERY

    # What is wanted.

    def want(self, arg: Arg, *, login: bool = False, stale_after: float | None = None) -> None:
        """Have a subscription."""
        key = key_of(arg)
        entry = self._entries.get(key)
        if entry is None:
            self._entries[key] = _Entry(arg, login, stale_after or math.inf)
        else:
            entry.wanted = True

    def drop(self, key: Key) -> None:
        """Have it no more."""
        entry = self._entries.get(key)
        if entry is None:
            return
        entry.wanted = False
        if entry.wire is _Wire.OFF:
            del self._entries[key]

    def refresh(self, key: Key) -> None:
        """Have it anew, from its snapshot on."""
        entry = self._entries.get(key)
        if entry is not None and entry.wire is _Wire.ON:
            self._ask("unsubscribe", [key], _Wire.UNSUBSCRIBING)

    def log_in(self, args: Mapping[str, str]) -> None:
        """Say who we are; what needs it waits for the answer."""
        self._login = self.now
        self._is_logged_in = False
        self._spend()
        self._send({"op": "login", "args": [dict(args)]})

    def operate(self, op: str, request_id: str, args: Sequence[Any], **fields: Any) -> None:
        """Send an operation; a `Reply` of the same id will answer it."""
        self._send({"id": request_id, "op": op, **fields, "args": list(args)})

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
        while self._spent and self._spent[0] <= now - BUDGET_WINDOW:
            self._spent.popleft()
        return BUDGET - len(self._spent)

    # What goes out.

    def outgoing(self) -> list[str]:
        """What there is to send now, in order."""
        self._flush()
        out = list(self._out)
        self._out.clear()
        return out

    def _flush(self) -> None:
        if self.now < self._held_until:
            return
        ready = [
            (key, entry)
            for key, entry in self._entries.items()
            if not entry.is_settled
            and entry.wire in {_Wire.ON, _Wire.OFF}
            and (self._is_logged_in or not entry.login)
        ]
        on = [key for key, entry in ready if entry.wanted]
        off = [key for key, entry in ready if not entry.wanted]
        for op, keys, wire in (
            ("unsubscribe", off, _Wire.UNSUBSCRIBING),
            ("subscribe", on, _Wire.SUBSCRIBING),
        ):
            for batch in self._batches(keys):
                if self.budget(self.now) <= 0:
                    return
                self._ask(op, batch, wire)

    def _batches(self, keys: Iterable[Key]) -> Iterable[list[Key]]:
        batch: list[Key] = []
        size = 0
        for key in keys:
            width = len(orjson.dumps(self._entries[key].arg)) + 1
            if batch and size + width > MOST_BYTES:
                yield batch
                batch, size = [], 0
            batch.append(key)
            size += width
        if batch:
            yield batch

    def _ask(self, op: str, keys: Sequence[Key], wire: _Wire) -> None:
        self._next_id += 1
        request_id = f"{self._next_id}"
        self._requests[request_id] = tuple(keys)
        for key in keys:
            entry = self._entries[key]
            entry.wire, entry.sent = wire, self.now
            entry.tries += 1
        self._spend()
        args = [self._entries[key].arg for key in keys]
        self._send({"id": request_id, "op": op, "args": args})

    def _spend(self) -> None:
        self._spent.append(self.now)

    def _send(self, message: Mapping[str, Any]) -> None:
        self._out.append(orjson.dumps(message).decode())

    # What comes in.

    def receive(self, text: str | bytes, now: float) -> Event | None:
        """Take a message; whatever it holds, the session lives on."""
        self.now = now
        if text in {"pong", b"pong"}:
            self._pinged = None
            return None
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            message = None
        if not isinstance(message, dict):
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
        key = self._key(arg)
        entry = self._entries.get(key)
        if entry is None or entry.wire is _Wire.OFF:
            return None
        if entry.wire is _Wire.SUBSCRIBING:
            # Data before its acknowledgement: as good as one.
            self._settle(entry, _Wire.ON)
        entry.heard = self.now
        return Push(key, arg, data, action)

    def _key(self, arg: Mapping[str, Any]) -> Key:
        """The key of an echo; old servers add words to what was asked."""
        raw = (*arg, *map(str, arg.values()))
        key = self._keys.get(raw)
        if key is None:
            key = key_of(arg)
            if key not in self._entries:
                items = set(key)
                key = next((k for k in self._entries if items.issuperset(k)), key)
            if key in self._entries:
                self._keys[raw] = key
        return key

    def _on_event(self, message: Mapping[str, Any]) -> Event | None:
        match message["event"]:
            case "subscribe":
                return self._on_ack(message, _Wire.SUBSCRIBING, _Wire.ON)
            case "unsubscribe":
                return self._on_ack(message, _Wire.UNSUBSCRIBING, _Wire.OFF)
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
        self, message: Mapping[str, Any], asked: _Wire, reached: _Wire
    ) -> Event | None:
        arg = message.get("arg")
        key = self._key(arg) if isinstance(arg, dict) else ()
        entry = self._entries.get(key)
        if entry is None or entry.wire is not asked:
            return None  # late: it was asked otherwise since
        self._settle(entry, reached)
        if reached is _Wire.OFF and not entry.wanted:
            del self._entries[key]
        return Live(key) if reached is _Wire.ON else None

    def _settle(self, entry: _Entry, wire: _Wire) -> None:
        entry.wire, entry.tries, entry.heard = wire, 0, self.now

    def _on_count(self, message: Mapping[str, Any]) -> Event | None:
        name = message.get("channel")
        keys = [k for k, e in self._entries.items() if e.arg.get("channel") == name]
        said = f"too many connections carry {name}: {message.get('connCount')}"
        return self._fail(keys, "channel-conn-count-error", said)

    def _on_error(self, message: Mapping[str, Any]) -> Event | None:
        code, said = str(message.get("code", "")), str(message.get("msg", ""))
        if self._login is not None and code[:2] in {"60", "63"}:
            self._login = None
            return LoginFailed(code, said)
        if code in _SERVICE:
            return Dead(f"the exchange says {code}: {said}")
        if code == _NOT_LOGGED_IN:
            self._is_logged_in = False
            return LoginFailed(code, said)
        keys = self._blamed(str(message.get("id", "")), said)
        if code == _TOO_OFTEN:
            self._held_until = self.now + ACK_WITHIN
            for key in keys:
                self._undo(self._entries[key])
            return None
        return self._fail(keys, code, said)

    def _blamed(self, request_id: str, said: str) -> list[Key]:
        """Which subscriptions an error speaks of: it names the request, not always more."""
        asked = self._requests.pop(request_id, None)
        waiting = [
            key
            for key in (self._entries if asked is None else asked)
            if key in self._entries and self._entries[key].wire is _Wire.SUBSCRIBING
        ]
        named = [key for key in waiting if _names(said, self._entries[key].arg)]
        if len(named) == 1 or (named and asked is None):
            return named
        if len(waiting) <= 1 or asked is None:
            return waiting if asked is not None else []
        self._bisect(waiting)
        return []

    def _bisect(self, keys: Sequence[Key]) -> None:
        """One of several is bad and none is named: ask again in two halves."""
        middle = len(keys) // 2
        for half in (keys[:middle], keys[middle:]):
            if self.budget(self.now) > 0:
                self._ask("subscribe", half, _Wire.SUBSCRIBING)

    def _undo(self, entry: _Entry) -> None:
        back = {_Wire.SUBSCRIBING: _Wire.OFF, _Wire.UNSUBSCRIBING: _Wire.ON}
        entry.wire = back.get(entry.wire, entry.wire)

    def _fail(self, keys: Sequence[Key], code: str, said: str) -> Failed:
        for key in keys:
            del self._entries[key]
        return Failed(tuple(keys), code, said)

    # What time does.

    def tick(self, now: float) -> list[Event]:
        """Let time pass: pings, overdue answers, and silence."""
        self.now = now
        if self._pinged is not None and now >= self._pinged + PONG_WITHIN:
            return [Dead("no pong came")]
        if self._login is not None and now >= self._login + ACK_WITHIN:
            return [Dead("the login was not answered")]
        if now >= self._ping:
            self._ping = now + PING_EVERY
            self._pinged = now
            self._out.append("ping")
        return [*self._overdue(now), *self._silent(now)]

    def _overdue(self, now: float) -> list[Event]:
        late = [
            (key, entry)
            for key, entry in self._entries.items()
            if entry.wire in {_Wire.SUBSCRIBING, _Wire.UNSUBSCRIBING}
            and now >= entry.sent + ACK_WITHIN
        ]
        if any(entry.tries >= 2 for _, entry in late):
            return [Dead("a subscription was not answered, twice")]
        for _, entry in late:
            self._undo(entry)
        return []

    def _silent(self, now: float) -> list[Event]:
        silent = [
            key
            for key, entry in self._entries.items()
            if entry.wire is _Wire.ON and now >= entry.heard + entry.stale_after
        ]
        for key in silent:
            self._entries[key].heard = now
            self.refresh(key)
        return [Stale(key) for key in silent]

    def wake_at(self) -> float:
        """When `tick` has to be called at the latest."""
        times = [self._ping]
        if self._pinged is not None:
            times.append(self._pinged + PONG_WITHIN)
        if self._login is not None:
            times.append(self._login + ACK_WITHIN)
        for entry in self._entries.values():
            if entry.wire is _Wire.ON:
                times.append(entry.heard + entry.stale_after)
            elif entry.wire is not _Wire.OFF:
                times.append(entry.sent + ACK_WITHIN)
        if self._held_until > self.now:
            times.append(self._held_until)
        return min(times)


def _names(said: str, arg: Arg) -> bool:
    """Whether a message quotes the parameters of an argument."""
    values = [str(value) for name, value in arg.items() if name != "channel"]
    return bool(values) and all(value in said for value in values)
