"""Faults as data: rules that say what goes wrong where, when, and how often.

Off until a rule is added. The same rules, seed and occasions always decide the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from random import Random
from typing import Any, Literal, get_args

import attrs
from attrs import define, field, frozen

from okx_sdk.errors import InvalidArgument

__all__ = [
    "ACTIONS",
    "Action",
    "Bandwidth",
    "Binary",
    "Checksum",
    "Close",
    "ConnCountError",
    "Delay",
    "Drop",
    "Duplicate",
    "Faults",
    "Fin",
    "Garbage",
    "HalfOpen",
    "Match",
    "Mutate",
    "Notice",
    "Occasion",
    "Phase",
    "Refuse",
    "Reorder",
    "Reply",
    "Reset",
    "Rule",
    "SeqGap",
    "SeqReset",
    "Silence",
    "Slice",
    "StallRead",
    "Truncate",
    "UnsubscribeSilently",
    "When",
]

Phase = Literal[
    "tcp_accept",
    "ws_upgrade",
    "open",
    "before_commit",
    "after_commit_before_reply",
    "push",
]
"""Where a rule is asked: as a socket is accepted (by a `ChaosProxy`), at a handshake, as
a conversation opens, before a request is acted upon, before it is answered, at a push."""


@frozen
class Delay:
    """Later by *seconds*, and at random by up to *jitter* more."""

    seconds: float
    jitter: float = 0.0


@frozen
class Drop:
    """Not done, or not said. A REST call loses its connection."""


@frozen
class Duplicate:
    """Said once more, or *times* more."""

    times: int = 1


@frozen
class Reorder:
    """Said after the next one."""


@frozen
class SeqGap:
    """A book's update claims to follow on one that was never sent."""


@frozen
class SeqReset:
    """As after maintenance: the book's sequence goes on from *to*, a smaller number."""

    to: int = 3


@frozen
class Checksum:
    """A book's checksum is zero, good or bad."""

    kind: Literal["zero", "good", "bad"]


@frozen
class Silence:
    """The subscription brings nothing more, or nothing for so many *seconds*."""

    seconds: float | None = None


@frozen
class UnsubscribeSilently:
    """The exchange forgets the subscription and does not say so."""


@frozen
class Notice:
    """64008 after so many seconds, and the end a minute later."""

    after: float = 0.0
    close_after: float = 60.0


@frozen
class ConnCountError:
    """The subscription is acknowledged, and then refused for too many connections."""


@frozen
class Reply:
    """A refusal, or any *body* at all, instead of what would be done."""

    code: str = "50001"
    message: str = "Service temporarily unavailable. Please try again later."
    status: int = 200
    body: str | None = None
    content_type: str = "application/json"


@frozen
class Refuse:
    """The handshake is refused."""

    status: int = 429
    retry_after: float | None = None
    body: str = ""


@frozen
class Mutate:
    """What stands at *path* (`data.0.seqId`) becomes *value*; without one it goes."""

    path: str
    value: Any = None
    remove: bool = False


@frozen
class Truncate:
    """Cut off after so many characters."""

    length: int


@frozen
class Garbage:
    """This text instead."""

    text: str = "\x00 <html>bad gateway</html>"


@frozen
class Binary:
    """A binary frame of the same bytes instead of a text."""


@frozen
class Close:
    """The connection is closed."""

    code: int = 1001
    reason: str = ""
    after: float = 0.0


@frozen
class Reset:
    """The TCP connection is reset; by a proxy, after so many *sent* bytes if given."""

    after: float = 0.0
    sent: int | None = None


@frozen
class Fin:
    """The TCP connection ends, and no close frame came before."""

    after: float = 0.0


@frozen
class HalfOpen:
    """Nothing is read or sent any more, and the TCP connection stays."""

    after: float = 0.0
    sent: int | None = None


@frozen
class StallRead:
    """Nothing is read any more; what there is to say is said."""

    after: float = 0.0


@frozen
class Slice:
    """What is sent arrives in pieces of so many bytes. For a `ChaosProxy`."""

    size: int = 1


@frozen
class Bandwidth:
    """So many bytes a second in each direction. For a `ChaosProxy`."""

    rate: float


Action = (
    Delay
    | Drop
    | Duplicate
    | Reorder
    | SeqGap
    | SeqReset
    | Checksum
    | Silence
    | UnsubscribeSilently
    | Notice
    | ConnCountError
    | Reply
    | Refuse
    | Mutate
    | Truncate
    | Garbage
    | Binary
    | Close
    | Reset
    | Fin
    | HalfOpen
    | StallRead
    | Slice
    | Bandwidth
)
"""What can go wrong."""


def _plan_name(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


ACTIONS: dict[str, type[Action]] = {
    _plan_name(kind.__name__): kind for kind in get_args(Action)
}
"""The actions by their names in plans."""


@frozen
class Occasion:
    """Something that is about to happen and may go wrong."""

    phase: Phase
    surface: str
    connection: int = 0
    op: str = ""
    channel: str = ""
    inst_id: str = ""
    method: str = ""
    path: str = ""
    cl_ord_id: str = ""
    account: str = ""


@frozen
class Match:
    """Which occasions: texts are globs, and all that are given must fit.

    *connection* counts from 1, over all surfaces.
    """

    surface: str = "*"
    op: str = "*"
    channel: str = "*"
    inst_id: str = "*"
    method: str = "*"
    path: str = "*"
    cl_ord_id: str = "*"
    account: str = "*"
    connection: int | None = None

    def fits(self, occasion: Occasion) -> bool:
        """Whether an occasion is meant."""
        if self.connection not in {None, occasion.connection}:
            return False
        return all(
            pattern == "*" or fnmatchcase(getattr(occasion, name), pattern)
            for name, pattern in self._globs()
        )

    def _globs(self) -> Iterable[tuple[str, str]]:
        for name in _GLOBS:
            yield name, getattr(self, name)


_GLOBS = tuple(f.name for f in attrs.fields(Match) if f.name != "connection")


@frozen
class When:
    """Which of the occasions that match.

    *nth* and *every* count them from 1; *start* and *end* are seconds since the faults
    began; *after* is the id of a rule that has to have struck before.
    """

    nth: int | None = None
    every: int | None = None
    start: float | None = None
    end: float | None = None
    after: str | None = None


@frozen
class Rule:
    """On what matches, at a phase, something goes wrong, *count* times at most."""

    action: Action
    match: Match = Match()
    phase: Phase = "push"
    when: When = When()
    p: float = 1.0
    count: int | None = None
    id: str = ""


@define
class _State:
    rule: Rule
    random: Random
    seen: int = 0
    struck: int = 0


@define(eq=False)
class Faults:
    """The rules in force, and how often each has struck.

    Args:
        rules: to begin with.
        seed: of what is left to chance.
    """

    rules: Iterable[Rule] = ()
    seed: int = 0
    began: float | None = field(default=None, init=False)
    _states: dict[str, _State] = field(factory=dict, init=False)
    _named: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        for rule in self.rules:
            self.add(rule)

    def __bool__(self) -> bool:
        return bool(self._states)

    def add(self, rule: Rule) -> str:
        """Put a rule in force; gives its id.

        Raises:
            InvalidArgument: another has the same id.
        """
        self._named += 1
        name = rule.id or f"rule-{self._named}"
        if name in self._states:
            raise InvalidArgument(f"there is a rule {name!r} already")
        # Chance for each rule by itself: others may come and go.
        chance = Random(f"{self.seed}/{name}")  # noqa: S311 - to be repeated
        self._states[name] = _State(attrs.evolve(rule, id=name), chance)
        return name

    def remove(self, name: str) -> None:
        """Take a rule out of force; one that is not there is no matter."""
        self._states.pop(name, None)

    def clear(self) -> None:
        """Take all rules out of force."""
        self._states.clear()

    def in_force(self) -> tuple[Rule, ...]:
        """The rules, in the order in which they strike."""
        return tuple(state.rule for state in self._states.values())

    def struck(self, name: str) -> int:
        """How often a rule has struck."""
        state = self._states.get(name)
        return 0 if state is None else state.struck

    def decide(self, occasion: Occasion, now: float) -> list[Action]:
        """What goes wrong at an occasion; *now* is in seconds."""
        if self.began is None:
            self.began = now
        found: list[Action] = []
        for state in tuple(self._states.values()):  # others may add some
            rule = state.rule
            if rule.phase != occasion.phase or not rule.match.fits(occasion):
                continue
            state.seen += 1
            if self._strikes(state, now - self.began):
                state.struck += 1
                found.append(_drawn(rule.action, state.random))
        return found

    def _strikes(self, state: _State, elapsed: float) -> bool:
        rule, when = state.rule, state.rule.when
        if rule.count is not None and state.struck >= rule.count:
            return False
        if when.nth is not None and state.seen != when.nth:
            return False
        if when.every is not None and state.seen % when.every:
            return False
        if when.start is not None and elapsed < when.start:
            return False
        if when.end is not None and elapsed >= when.end:
            return False
        if when.after is not None and not self.struck(when.after):
            return False
        return rule.p >= 1 or state.random.random() < rule.p


def _drawn(action: Action, random: Random) -> Action:
    if isinstance(action, Delay) and action.jitter:
        return Delay(action.seconds + action.jitter * random.random())
    return action
