"""Plans: rules of faults and a seed, from TOML or JSON, or by the name of a preset."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

import cattrs
import orjson
from attrs import frozen

from okx_sdk.errors import InvalidArgument
from okx_sdk.sandbox.streaming.actions import (
    ACTIONS,
    Action,
    Close,
    Delay,
    Drop,
    LookupLag,
    Notice,
    Refuse,
    Reply,
    Reset,
    Silence,
    UnsubscribeSilently,
)
from okx_sdk.sandbox.streaming.faults import Faults, Match, Phase, Rule, When
from okx_sdk.sandbox.streaming.texts import items, named

__all__ = ["PRESETS", "Plan", "load_plan", "read_plan"]

_converter = cattrs.Converter(forbid_extra_keys=True)


@frozen
class Plan:
    """Rules, and the seed of what they leave to chance."""

    rules: tuple[Rule, ...]
    seed: int = 0

    def faults(self, seed: int | None = None) -> Faults:
        """The plan in force, with its own seed or another."""
        return Faults(self.rules, self.seed if seed is None else seed)


def load_plan(source: str | Path) -> Plan:
    """The plan of a preset's name or of a file, `.json` or TOML.

    Raises:
        InvalidArgument: there is none, or it cannot be understood.
    """
    if str(source) in PRESETS:
        return PRESETS[str(source)]
    path = Path(source)
    try:
        text = path.read_text()
    except OSError as error:
        names = ", ".join(PRESETS)
        raise InvalidArgument(
            f"{str(source)!r} is neither a file ({error.strerror}) nor one of {names}"
        ) from None
    except UnicodeDecodeError:
        raise InvalidArgument(f"{str(source)!r} is no text") from None
    return read_plan(text, is_json=path.suffix == ".json")


def read_plan(text: str, *, is_json: bool = False) -> Plan:
    """The plan in a text: `seed`, and tables `rule`.

    Raises:
        InvalidArgument: it cannot be understood.
    """
    try:
        found = orjson.loads(text) if is_json else tomllib.loads(text)
    except ValueError as error:
        raise InvalidArgument(f"the plan cannot be read: {error}") from None
    plan = named(found)
    if set(plan) - {"seed", "rule"}:
        raise InvalidArgument("a plan has a seed and rules, and nothing else")
    rows, seed = plan.get("rule", []), plan.get("seed", 0)
    if not isinstance(rows, list) or not isinstance(seed, int):
        raise InvalidArgument(
            "of a plan, the seed is a number and the rules are tables"
        )
    rules = [_rule(place, row) for place, row in enumerate(items(plan.get("rule")), 1)]
    return Plan(tuple(rules), seed)


def _rule(place: int, row: Any) -> Rule:
    try:
        fields = dict(row)
        action = _action(fields.pop("action"))
        fields = {name: _field(name, value) for name, value in fields.items()}
        return Rule(action, **fields)
    except (KeyError, TypeError, ValueError, cattrs.BaseValidationError) as error:
        words = "; ".join(cattrs.transform_error(error)) if _is_nested(error) else error
        raise InvalidArgument(f"rule {place} of the plan: {words}") from None


def _is_nested(error: Exception) -> bool:
    return isinstance(error, cattrs.BaseValidationError)


def _action(found: Any) -> Action:
    """An action by its name alone, or by a table with its name and its words."""
    words = {"name": found} if isinstance(found, str) else dict(found)
    name = words.pop("name")
    if name not in ACTIONS:
        raise ValueError(f"there is no action {name!r}")
    return _converter.structure(words, ACTIONS[name])


_PARTS: dict[str, Any] = {"match": Match, "when": When}
_PLAIN = {"p": float, "count": int, "id": str, "phase": str}


def _field(name: str, value: Any) -> Any:
    kind = (_PARTS | _PLAIN).get(name)
    if kind is None:
        raise ValueError(f"a rule has no {name!r}")
    if name == "phase" and value not in get_args(Phase):
        raise ValueError(f"there is no phase {value!r}")
    return _converter.structure(value, kind)


_PLACED = Match(op="order")

PRESETS: dict[str, Plan] = {
    "flaky-wifi": Plan(
        (
            Rule(Delay(0.0, jitter=0.8), p=0.05, id="late"),
            Rule(Reset(), p=0.0005, id="cut"),
            Rule(Refuse(503), phase="ws_upgrade", p=0.2, id="no-way-in"),
        )
    ),
    "exchange-upgrade": Plan(
        (
            Rule(Notice(after=30.0), phase="open", count=3, id="notice"),
            Rule(
                Reply("50001", status=503),
                Match(surface="rest"),
                "before_commit",
                When(start=90.0, end=95.0),
                id="down",
            ),
        )
    ),
    "matching-overload": Plan(
        (
            Rule(
                Delay(0.2, jitter=2.0), Match(op="*order*"), "before_commit", id="slow"
            ),
            Rule(
                Reply("50026", "System error. Try again later."),
                Match(op="*order*"),
                "before_commit",
                p=0.2,
                id="unknown",
            ),
        )
    ),
    "rate-storm": Plan(
        (
            Rule(
                Reply("50011", "Too Many Requests", 429),
                Match(surface="rest"),
                "before_commit",
                p=0.3,
                id="rest",
            ),
            Rule(
                Reply("60014", "Requests too frequent"),
                Match(op="*subscribe"),
                "before_commit",
                p=0.3,
                id="streams",
            ),
            Rule(Refuse(429, 2.0), phase="ws_upgrade", p=0.3, id="handshakes"),
        )
    ),
    "order-chaos": Plan(
        (
            Rule(Drop(), _PLACED, "before_commit", p=0.05, id="never-came"),
            Rule(Delay(0.0, 8.0), _PLACED, "before_commit", p=0.1, id="late"),
            Rule(LookupLag(2.0), _PLACED, "before_commit", p=0.2, id="not-found-yet"),
            Rule(Drop(), _PLACED, "after_commit_before_reply", p=0.1, id="lost"),
            Rule(
                Reply("51149", "Order timed out.", 500),
                _PLACED,
                "after_commit_before_reply",
                p=0.05,
                id="unknown",
            ),
            Rule(
                Reply("50004", "Endpoint request timeout.", 400),
                _PLACED,
                "before_commit",
                p=0.05,
                id="not-known-either",
            ),
            Rule(
                Delay(0.0, 8.0),
                Match(op="*cancel*"),
                "after_commit_before_reply",
                p=0.1,
                id="late-cancel",
            ),
        )
    ),
    "silent-books": Plan(
        (
            Rule(Silence(), Match(channel="books*"), when=When(every=500), id="silent"),
            Rule(
                UnsubscribeSilently(),
                Match(channel="books*"),
                when=When(every=1_300),
                id="forgotten",
            ),
        )
    ),
    "short-lives": Plan(
        (Rule(Close(1001, "bye", after=20.0), phase="open", id="short"),)
    ),
}
"""Plans by name."""
