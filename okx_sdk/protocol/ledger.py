"""What a connection is to carry, and what it was asked about that and has not answered.

Each subscription has at most one request under way, so what is wanted and what is on
the wire agree as soon as the exchange has answered, in whatever order things were
asked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from attrs import define, field

from okx_sdk.protocol.channel import Arg, Key, key_of
from okx_sdk.protocol.wire import Budget, Echoes, Entry, Wire, batches, names

__all__ = ["ACK_WITHIN", "Ledger"]

ACK_WITHIN = 10.0


@define
class Ledger:
    """The subscriptions of one connection, and its requests about them.

    *is_short* says that the requests of this hour are spent and more are needed.
    *condemned* is what was refused, as nothing else that was asked with it was.
    """

    entries: dict[Key, Entry] = field(factory=dict[Key, Entry], init=False)
    requests: dict[str, set[Key]] = field(factory=dict[str, set[Key]], init=False)
    budget: Budget = field(factory=Budget, init=False)
    echoes: Echoes = field(factory=Echoes, init=False)
    is_short: bool = field(default=False, init=False)
    held_until: float = field(default=0.0, init=False)
    condemned: list[Key] = field(factory=list[Key], init=False)
    _suspects: list[list[Key]] = field(factory=list[list[Key]], init=False)
    """Sets of which one at least is bad, and none is asked for."""
    _others: dict[str, list[Key]] = field(factory=dict[str, list[Key]], init=False)
    """What is bad if all of a request is accepted: the other half of its set."""
    _is_hunting: bool = field(default=False, init=False)
    _next_id: int = field(default=0, init=False)

    def want(
        self, arg: Arg, *, login: bool = False, stale_after: float | None = None
    ) -> None:
        """Have a subscription."""
        key = key_of(arg)
        entry = self.entries.get(key)
        if entry is None:
            self.entries[key] = Entry(arg, login, stale_after or math.inf)
        elif not entry.wanted:
            # Whoever wants it now has seen nothing of it: it begins anew.
            entry.wanted, entry.renew = True, entry.wire is Wire.ON

    def drop(self, key: Key) -> None:
        """Have it no more."""
        entry = self.entries.get(key)
        if entry is None:
            return
        entry.wanted = entry.renew = False
        if entry.wire is Wire.OFF:
            self._forget(key)

    def refresh(self, key: Key) -> None:
        """Have it anew, from its snapshot on."""
        entry = self.entries.get(key)
        if entry is not None and entry.wire is Wire.ON:
            entry.renew = True

    @property
    def is_settled(self) -> bool:
        """Whether all that is wanted is on the wire, and nothing else."""
        return all(entry.is_settled for entry in self.entries.values())

    def of(self, channel: Any) -> list[Key]:
        """The subscriptions of one channel."""
        return [k for k, e in self.entries.items() if e.arg.get("channel") == channel]

    # What is asked.

    def flush(self, now: float, *, is_logged_in: bool) -> Iterator[dict[str, Any]]:
        """The requests that bring the wire to what is wanted."""
        self.is_short = False
        if now < self.held_until:
            return
        if self._is_hunting:
            yield from self._hunt(now)
        ready = [
            (key, entry)
            for key, entry in self.entries.items()
            if entry.is_resting
            and not entry.is_settled
            and not entry.held
            and (is_logged_in or not entry.login)
        ]
        off = [key for key, entry in ready if entry.wire is Wire.ON]
        on = [key for key, entry in ready if entry.wire is Wire.OFF]
        for keys, wire in ((off, Wire.UNSUBSCRIBING), (on, Wire.SUBSCRIBING)):
            for batch in batches(keys, [self.entries[key].arg for key in keys]):
                if self.budget.left(now) <= 0:
                    self.is_short = True
                    return
                yield self._ask(batch, wire, now)

    def _ask(self, keys: Sequence[Key], wire: Wire, now: float) -> dict[str, Any]:
        self._next_id += 1
        request_id = f"{self._next_id}"
        self.requests[request_id] = set(keys)
        for key in keys:
            entry = self.entries[key]
            entry.wire, entry.sent, entry.renew = wire, now, False
            entry.request = request_id
            entry.tries += 1
        self.budget.spend(now)
        op = "subscribe" if wire is Wire.SUBSCRIBING else "unsubscribe"
        args = [self.entries[key].arg for key in keys]
        return {"id": request_id, "op": op, "args": args}

    # What is answered.

    def acknowledged(self, arg: Any, asked: Wire, now: float) -> Key | None:
        """A request was answered; gives the subscription that is live by it, if any."""
        key: Key = ()
        if isinstance(arg, dict):
            key = self.echoes.key(cast("Arg", arg), self.entries)
        entry = self.entries.get(key)
        if entry is None or entry.wire is not asked:
            return None  # late: it was asked otherwise since
        is_on = asked is Wire.SUBSCRIBING
        self.settle(key, entry, Wire.ON if is_on else Wire.OFF, now)
        if not is_on and not entry.wanted:
            self._forget(key)
        return key if is_on else None

    def settle(self, key: Key, entry: Entry, wire: Wire, now: float) -> None:
        """This is how it stands on the wire."""
        entry.wire, entry.tries, entry.heard = wire, 0, now
        others = self._others.get(entry.request)
        self._answered(key, entry)
        if others is not None and entry.request not in self.requests:
            self._suspect(others)

    def _answered(self, key: Key, entry: Entry) -> None:
        """A request is done with once all it asked for is."""
        asked = self.requests.get(entry.request)
        if asked is not None:
            asked.discard(key)
            if not asked:
                self._done(entry.request)

    def _done(self, request_id: str) -> set[Key]:
        """Nothing is to be learnt from a request any more; gives what it asked for yet."""
        self._others.pop(request_id, None)
        return self.requests.pop(request_id, set())

    def forget(self, keys: Iterable[Key]) -> None:
        """They failed: they are wanted no more."""
        for key in keys:
            self._forget(key)

    def _forget(self, key: Key) -> None:
        entry = self.entries.pop(key)
        self._others.pop(entry.request, None)  # it explains the request's refusal
        self._answered(key, entry)
        self.echoes.clear()

    def expel(self) -> list[Key]:
        """The login is gone, and with it what needs one: gives what of that was live."""
        gone = [(key, entry) for key, entry in self.entries.items() if entry.login]
        live = [key for key, entry in gone if entry.wire is Wire.ON]
        self._suspects.clear()
        self._others.clear()
        for key, entry in gone:
            self._answered(key, entry)
            entry.wire, entry.renew, entry.tries = Wire.OFF, False, 0
            if not entry.wanted:
                self._forget(key)
        return live

    def hold(self, request_id: str, now: float) -> None:
        """It was too much: ask for nothing for a while, and then for the same."""
        self.held_until = now + ACK_WITHIN
        for key in self._done(request_id):
            self.entries[key].undo()
            self.entries[key].tries = 0

    def blamed(self, request_id: str, said: str) -> list[Key]:
        """Which subscriptions an error speaks of; several where it does not tell which.

        It names the request, and not always more.
        """
        asked = self.requests.get(request_id)
        waiting = [
            key
            for key, entry in self.entries.items()
            if entry.wire is Wire.SUBSCRIBING and (asked is None or key in asked)
        ]
        named = [key for key in waiting if names(said, self.entries[key].arg)]
        if len(named) == 1 or (named and asked is None):
            return named
        return [] if asked is None else waiting

    def bisect(self, request_id: str, keys: Sequence[Key]) -> None:
        """One of several is bad and none is named: it is looked for, half by half.

        Of each set that was refused one half is asked for. If that is accepted, the
        other half has the bad one; if not, the other half waits until it is found.
        """
        self._done(request_id)
        self._is_hunting = True
        for key in keys:
            entry = self.entries[key]
            entry.wire, entry.held = Wire.OFF, True
            if not entry.wanted:
                self._forget(key)
        self._suspect(list(keys))

    def _suspect(self, keys: list[Key]) -> None:
        """One at least of these is bad, if they are all still there."""
        there = [key for key in keys if key in self.entries and self.entries[key].held]
        if len(there) < len(keys):
            return  # the bad one may be gone: what is left is asked for as ever
        if len(there) == 1:
            self.condemned += there
        else:
            self._suspects.append(there)

    def _hunt(self, now: float) -> Iterator[dict[str, Any]]:
        """Ask for half of each set; once nothing is suspected, for all that waited."""
        while self._suspects and self.budget.left(now) > 0:
            keys = self._suspects.pop()
            middle = len(keys) // 2
            for key in keys[:middle]:
                self.entries[key].held = False
            request = self._ask(keys[:middle], Wire.SUBSCRIBING, now)
            self._others[request["id"]] = keys[middle:]
            yield request
        self.is_short = bool(self._suspects)
        if not self._suspects and not self._others and not self.condemned:
            self._is_hunting = False
            for entry in self.entries.values():
                entry.held = False

    # What time does.

    def overdue(self, now: float) -> bool:
        """Have asked again what was not answered in time; whether that is no use."""
        late = [
            (key, entry)
            for key, entry in self.entries.items()
            if not entry.is_resting and now >= entry.sent + ACK_WITHIN
        ]
        if any(entry.tries >= 2 for _, entry in late):
            return True
        for key, entry in late:
            self._others.pop(entry.request, None)
            self._answered(key, entry)
            if entry.wanted:
                entry.undo()
            else:
                entry.wire = Wire.ON  # for all we know: that it goes is asked for
        return False

    def silent(self, now: float) -> list[Key]:
        """What brought nothing for too long: it is asked for anew."""
        silent = [
            key
            for key, entry in self.entries.items()
            if entry.wire is Wire.ON and now >= entry.heard + entry.stale_after
        ]
        for key in silent:
            self.entries[key].heard = now
            self.refresh(key)
        return silent

    def falls_silent_at(self) -> float:
        """When the first of what is live is too long without data."""
        live = (e for e in self.entries.values() if e.wire is Wire.ON)
        return min((e.heard + e.stale_after for e in live), default=math.inf)

    def answer_due(self) -> float:
        """When the first request is too long without an answer."""
        asked = (e.sent for e in self.entries.values() if not e.is_resting)
        return min(asked, default=math.inf) + ACK_WITHIN
