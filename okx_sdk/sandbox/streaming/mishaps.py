"""What faults do to one connection: its requests, its answers, and its life."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from attrs import define

from okx_sdk.sandbox.streaming.actions import (
    Action,
    Close,
    Delay,
    Drop,
    Fin,
    HalfOpen,
    LookupLag,
    Notice,
    Reply,
    Reset,
    StallRead,
)
from okx_sdk.sandbox.streaming.channels import Surface
from okx_sdk.sandbox.streaming.faults import Faults, Occasion, Phase
from okx_sdk.sandbox.streaming.outbox import End, Outbox
from okx_sdk.sandbox.streaming.private import OPS
from okx_sdk.sandbox.streaming.texts import items, named
from okx_sdk.sandbox.streaming.trouble import disturbed
from okx_sdk.sandbox.streaming.words import Said, Words

__all__ = ["Mishaps"]

_Blow = Close | Reset | Fin | HalfOpen | StallRead | Notice


@define(eq=False)
class Mishaps:
    """Asks the rules what goes wrong with a connection, and lets it happen.

    *is_told* says whether the notice of an upgrade comes on this connection.
    """

    faults: Faults
    surface: Surface
    ordinal: int
    outbox: Outbox
    words: Words
    is_told: bool
    account: str = ""
    lag: float = 0.0
    """For how many seconds queries do not find what the present request creates."""

    def decide(
        self, phase: Phase, op: str = "", about: Mapping[str, Any] | None = None
    ) -> list[Action]:
        """What goes wrong now."""
        if not self.faults:
            return []
        about = about or {}
        occasion = Occasion(
            phase,
            self.surface,
            self.ordinal,
            op,
            str(about.get("channel", "")),
            str(about.get("instId", "")),
            cl_ord_id=_client_id(about),
            account=self.account,
        )
        return self.faults.decide(occasion, self.outbox.now)

    def ask(
        self,
        op: str,
        act: Callable[[], None],
        request_id: str | None = None,
        about: Mapping[str, Any] | None = None,
    ) -> list[Action]:
        """Do what a request asks, unless something stands in its way; gives what did."""
        actions = self.decide("before_commit", op, about)
        self.strike(actions)
        delay = 0.0
        for action in actions:
            if isinstance(action, Reply):
                self.outbox.say(self._instead(action, op, request_id))
            if isinstance(action, Reply | Drop):
                return actions
            if isinstance(action, Delay):
                delay += action.seconds
        lag = sum(each.seconds for each in actions if isinstance(each, LookupLag))
        if delay:
            moment = self.outbox.now + delay
            self.outbox.at(moment, lambda _: self._do(act, lag))
        else:
            self._do(act, lag)
        return actions

    def _do(self, act: Callable[[], None], lag: float) -> None:
        self.lag = lag
        act()
        self.lag = 0.0

    def answer(
        self, op: str, text: str, about: Mapping[str, Any] | None = None
    ) -> list[Action]:
        """Answer a request; gives what went wrong with it."""
        actions = self.decide("after_commit_before_reply", op, about)
        self.strike(actions)
        for action in actions:
            if isinstance(action, Reply):
                found = (about or {}).get("id")
                text = self._instead(action, op, str(found) if found else None)
        for delay, frame in disturbed(text, actions):
            self.outbox.say(frame, delay)
        return actions

    def _instead(self, reply: Reply, op: str, request_id: str | None) -> str:
        """A refusal in place of an answer, in the form of that one."""
        if reply.body is not None:
            return reply.body
        said = Said(reply.code, reply.message)
        if op not in OPS:
            return self.words.error(said, request_id)
        return self.words.op_refused(said, op, request_id, self.outbox.now)

    def strike(self, actions: list[Action]) -> None:
        """Have the connection suffer what strikes it."""
        for action in actions:
            if isinstance(action, _Blow):
                if action.after:
                    moment = self.outbox.now + action.after
                    self.outbox.at(moment, partial(self._befall, action))
                else:
                    self._befall(action, self.outbox.now)

    def _befall(self, action: _Blow, now: float) -> None:
        match action:
            case Close(code, reason):
                self.outbox.finish(End("close", code, reason))
            case Reset():
                self.outbox.finish(End("reset"))
            case Fin():
                self.outbox.finish(End("fin"))
            case HalfOpen():
                self.outbox.is_mute = True
            case StallRead():
                self.outbox.is_deaf = True
            case Notice():
                self.announce(now, action.close_after)

    def announce(self, now: float, close_after: float) -> None:
        """Say that the connection will be closed for a service upgrade, and close it."""
        if self.is_told:
            self.outbox.say(self.words.notice())
        end = End("close", 1001, "service upgrade")
        self.outbox.at(now + close_after, lambda _: self.outbox.finish(end))


def _client_id(about: Mapping[str, Any]) -> str:
    args = items(about.get("args"))
    return ",".join(str(named(arg).get("clOrdId") or "") for arg in args)
