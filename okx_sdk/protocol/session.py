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
from typing import Any, TypedDict, cast

import orjson
from attrs import define, field

from okx_sdk.protocol.channel import Arg, Key
from okx_sdk.protocol.events import (
    Dead,
    Event,
    Failed,
    Live,
    LoggedIn,
    LoggedOut,
    LoginFailed,
    Notice,
    Push,
    Reply,
    Spent,
    Stale,
)
from okx_sdk.protocol.ledger import ACK_WITHIN, Ledger
from okx_sdk.protocol.pulse import Pulse
from okx_sdk.protocol.wire import Wire

__all__ = ["Session"]

_SERVICE = frozenset({"60023", "63999", "64007"})
_TOO_OFTEN = "60014"
_NOT_LOGGED_IN = "60011"


class _Message(TypedDict, total=False):
    """What a message may have, of what is looked at; that it has it is not known yet."""

    event: str
    id: str
    op: str
    arg: dict[str, Any]
    data: list[Any]


@define
class Session:
    """What one connection has been asked, was answered, and still has to say.

    Args:
        now: the time of the connection's opening; any monotonic clock in seconds.
    """

    now: float
    unknown: int = 0
    ledger: Ledger = field(factory=Ledger, init=False)
    _pulse: Pulse = field(init=False)
    _out: deque[str] = field(factory=deque[str], init=False)
    _login: float | None = field(default=None, init=False)
    _is_logged_in: bool = field(default=False, init=False)
    _is_expelled: bool = field(default=False, init=False)
    _was_expelled: bool = field(default=False, init=False)
    _vouched: float = field(default=0.0, init=False)
    """When the login was last known to hold."""
    _refusal: tuple[str, str] = field(default=("", ""), init=False)
    """What was said of the last request that was refused as a whole."""
    _operations: set[str] = field(factory=set[str], init=False)
    """What was asked for and is not answered."""
    _has_told: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._pulse = Pulse(self.now)

    # What is wanted.

    def want(
        self, arg: Arg, *, login: bool = False, stale_after: float | None = None
    ) -> None:
        """Have a subscription."""
        self.ledger.want(arg, login=login, stale_after=stale_after)

    def drop(self, key: Key) -> None:
        """Have it no more."""
        self.ledger.drop(key)

    def refresh(self, key: Key) -> None:
        """Have it anew, from its snapshot on."""
        self.ledger.refresh(key)

    def log_in(self, args: Mapping[str, str]) -> None:
        """Say who we are; what needs it waits for the answer."""
        self._login = self.now
        self._is_logged_in = False
        self.ledger.budget.spend(self.now)
        self._send({"op": "login", "args": [dict(args)]})

    def operate(
        self, op: str, request_id: str, args: Sequence[Any], **fields: Any
    ) -> None:
        """Send an operation; a `Reply` of the same id will answer it."""
        self._operations.add(request_id)
        self._send({"id": request_id, "op": op, **fields, "args": list(args)})

    def probe(self) -> None:
        """Ask whether anyone is there; what was sent before comes before the answer."""
        self._pulse.asked(self.now)
        self._out.append("ping")

    @property
    def is_caught_up(self) -> bool:
        """Whether every `probe` was answered."""
        return self._pulse.is_caught_up

    @property
    def caught_up_at(self) -> float:
        """What the exchange had sent by then has come, however slow the connection."""
        return self._pulse.caught_up_at

    @property
    def is_logged_in(self) -> bool:
        """Whether the login was accepted."""
        return self._is_logged_in

    @property
    def is_quiet(self) -> bool:
        """Whether all that is wanted is on the wire, and nothing else."""
        return self.ledger.is_settled

    def budget(self, now: float) -> int:
        """How many requests the connection has left for this hour."""
        return self.ledger.budget.left(now)

    # What goes out.

    def outgoing(self) -> list[str]:
        """What there is to send now, in order."""
        for request in self.ledger.flush(self.now, is_logged_in=self._is_logged_in):
            self._send(request)
        out = list(self._out)
        self._out.clear()
        return out

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
                self._pulse.answered()
            else:
                self.unknown += 1
            return None
        said = cast("_Message", message)
        if "event" in said:
            return self._on_event(said)
        arg, data = said.get("arg"), said.get("data")
        if isinstance(arg, dict) and isinstance(data, list):
            return self._on_push(arg, data, _action(said))
        if "op" in said and "id" in said:
            return self._on_reply(str(said["id"]), said)
        self.unknown += 1
        return None

    def _on_reply(self, request_id: str, message: Mapping[str, Any]) -> Reply:
        self._operations.discard(request_id)
        if message.get("code") == _NOT_LOGGED_IN:
            self._expel()
        else:
            self._vouched = self.now
        return Reply(request_id, message)

    def _on_push(self, arg: Any, data: list[Any], action: Any) -> Push | None:
        ledger = self.ledger
        key = ledger.echoes.key(arg, ledger.entries)
        entry = ledger.entries.get(key)
        if entry is None:
            return None
        if entry.wire is not Wire.ON or entry.renew:
            if entry.wire is not Wire.SUBSCRIBING:
                return None  # given up: what comes still is no part of what will come
            # Data before its acknowledgement: as good as one.
            ledger.settle(key, entry, Wire.ON, self.now)
        entry.heard = self.now
        if entry.login:
            self._vouched = self.now
        return Push(key, arg, data, action)

    def _on_event(self, message: Mapping[str, Any]) -> Event | None:
        match message["event"]:
            case "subscribe":
                return self._on_ack(message, Wire.SUBSCRIBING)
            case "unsubscribe":
                return self._on_ack(message, Wire.UNSUBSCRIBING)
            case "login":
                self._login, self._is_logged_in = None, True
                self._vouched = self.now
                return LoggedIn()
            case "notice":
                return Notice(str(message.get("code")), str(message.get("msg")))
            case "error":
                return self._on_error(message)
            case "channel-conn-count-error":
                return self._on_count(message)
            case "channel-conn-count":
                return None
            case _:
                pass
        self.unknown += 1
        return None

    def _on_ack(self, message: Mapping[str, Any], asked: Wire) -> Event | None:
        key = self.ledger.acknowledged(message.get("arg"), asked, self.now)
        if key is None:
            return None
        if self.ledger.entries[key].login:
            self._vouched = self.now
        return Live(key)

    def _on_count(self, message: Mapping[str, Any]) -> Event | None:
        name = message.get("channel")
        said = f"too many connections carry {name}: {message.get('connCount')}"
        return self._fail(self.ledger.of(name), "channel-conn-count-error", said)

    def _on_error(self, message: Mapping[str, Any]) -> Event | None:
        code, said = str(message.get("code", "")), str(message.get("msg", ""))
        request_id = str(message.get("id", ""))
        if request_id in self._operations:
            return self._on_reply(request_id, message)
        if code == _NOT_LOGGED_IN and self._is_logged_in:
            self._expel()
            return None
        if self._is_of_login(code, request_id):
            self._login = None
            return LoginFailed(code, said)
        if code in _SERVICE:
            return Dead(f"the exchange says {code}: {said}")
        if code == _TOO_OFTEN:
            self.ledger.hold(request_id, self.now)
            return None
        blamed = self.ledger.blamed(request_id, said)
        if len(blamed) > 1 and request_id in self.ledger.requests:
            self.ledger.bisect(request_id, blamed)
            self._refusal = code, said
            blamed = []
        return self._fail(blamed, code, said)

    def _is_of_login(self, code: str, request_id: str) -> bool:
        """Whether an error answers the login that is under way."""
        if self._login is None or request_id in self.ledger.requests:
            return False
        is_late = code == _NOT_LOGGED_IN and request_id  # it answers what was before
        return code[:2] in {"60", "63"} and not is_late

    def _expel(self) -> None:
        """The exchange knows us no more, though it did: what follows is for `tick`."""
        self._is_expelled = self._is_expelled or self._is_logged_in
        self._is_logged_in = False

    def _fail(self, keys: Sequence[Key], code: str, said: str) -> Failed:
        self.ledger.forget(keys)
        return Failed(tuple(keys), code, said)

    # What time does.

    def tick(self, now: float) -> list[Event]:
        """Let time pass: pings, overdue answers, and silence."""
        self._pulse.woken(now, self.wake_at())
        self.now = now
        if self._pulse.is_lost(now):
            return [Dead("no pong came")]
        if now >= self._login_due():
            return [Dead("the login was not answered")]
        if self._is_expelled and self._was_expelled:
            return [Dead("the login was forgotten twice")]
        if self._pulse.beats(now):
            self.probe()
        return [
            *self._expelled(),
            *self._condemned(),
            *self._overdue(now),
            *map(Stale, self.ledger.silent(now)),
            *self._lacking(),
        ]

    def _expelled(self) -> list[Event]:
        """Once, the same connection may do; a second time it is no good."""
        if not self._is_expelled:
            return []
        self._is_expelled, self._was_expelled = False, True
        return [LoggedOut(tuple(self.ledger.expel()), self._vouched)]

    def _condemned(self) -> list[Event]:
        """What was found to be bad by what was accepted without it."""
        keys, self.ledger.condemned = self.ledger.condemned, []
        there = [key for key in keys if key in self.ledger.entries]
        return [self._fail(there, *self._refusal)] if there else []

    def _login_due(self) -> float:
        if self._login is None:
            return math.inf
        return self._pulse.by(self._login + ACK_WITHIN)

    def _overdue(self, now: float) -> list[Event]:
        if self._pulse.by(now) <= now and self.ledger.overdue(now):
            return [Dead("a subscription was not answered, twice")]
        return []

    def _lacking(self) -> list[Event]:
        if not self.ledger.is_short or self._has_told:
            return []
        self._has_told = True
        return [Spent()]

    def wake_at(self) -> float:
        """When `tick` has to be called at the latest."""
        ledger = self.ledger
        times = [
            self._pulse.due(),
            self._login_due(),
            self._pulse.by(ledger.answer_due()),
            ledger.falls_silent_at(),
        ]
        if ledger.held_until > self.now:
            times.append(ledger.held_until)
        if (
            self._is_expelled
            or ledger.condemned
            or (ledger.is_short and not self._has_told)
        ):
            times.append(self.now)
        return min(times)


def _action(message: Mapping[str, Any]) -> Any:
    """What a push does: of the account's, whether it says all there is."""
    if message.get("eventType") != "snapshot":
        return message.get("action")
    page, is_last = message.get("curPage", 1), message.get("lastPage", True)
    return "snapshot" if page == 1 and is_last is True else None
