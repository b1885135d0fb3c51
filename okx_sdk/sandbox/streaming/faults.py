"""Faults as data: rules that say what goes wrong where, when, and how often.

Off until a rule is added. The same rules, seed and occasions always decide the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from random import Random
from typing import Literal

import attrs
from attrs import define, field, frozen

from okx_sdk.errors import InvalidArgument
from okx_sdk.sandbox.streaming.actions import Action, Delay

__all__ = ["Faults", "Match", "Occasion", "Phase", "Rule", "When"]

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
class Occasion:
    """Something that is about to happen and may go wrong.

    A batch has the names and instruments of all its items, joined by commas.
    """

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
            pattern == "*" or _fits(getattr(occasion, name), pattern)
            for name, pattern in self._globs()
        )

    def _globs(self) -> Iterable[tuple[str, str]]:
        for name in _GLOBS:
            yield name, getattr(self, name)


def _fits(value: str, pattern: str) -> bool:
    """Whether a text fits; of several, joined by commas, one has to."""
    return any(fnmatchcase(each, pattern) for each in value.split(","))


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
    _states: dict[str, _State] = field(factory=dict[str, _State], init=False)
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
