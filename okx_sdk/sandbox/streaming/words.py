"""What the exchange says besides data: acknowledgements, events and refusals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from attrs import frozen

__all__ = [
    "NOTICE",
    "Said",
    "Words",
    "bad_request",
    "clash",
    "refused",
    "unknown",
    "unknown_op",
]

NOTICE = "The connection will soon be closed for a service upgrade. Please reconnect."

_REFUSALS = {
    "60004": "Invalid timestamp",
    "60005": "Invalid apiKey",
    "60006": "Timestamp request expired",
    "60007": "Invalid sign",
    "60009": "Login failed.",
    "60011": "Please log in",
    "60013": "Invalid args",
    "60014": "Requests too frequent",
    "60021": "This operation does not support multiple accounts login.",
    "60024": "Wrong passphrase",
    "60028": (
        "The current operation is not supported by this URL. Please use the correct "
        "URL for the operation."
    ),
    "60031": "The WebSocket endpoint does not allow multiple or repeated logins.",
    "60032": "API key doesn't exist.",
    "60033": "Parameter id error",
    "63999": "Login failed due to internal error. Please try again later.",
    "64000": (
        "Subscription parameter uly is unavailable anymore. Please replace uly with "
        "instFamily."
    ),
    "64001": (
        "This channel has been migrated to the '/business' URL. Please subscribe "
        "using the new URL. More details can be found in the documentation."
    ),
    "64002": (
        'This channel is not supported by "/business" URL. Please use "/private" '
        'URL(for private channels), or "/public" URL(for public channels). More '
        "details can be found in the documentation."
    ),
    "64003": (
        "Your trading fee tier doesn't meet the requirement to access this channel"
    ),
    "64007": "Operation failed due to WebSocket internal error. Please try again later.",
}


@frozen
class Said:
    """A refusal: a code of OKX and its words."""

    code: str
    message: str


def refused(code: str) -> Said:
    """A refusal in OKX's words, where they name nothing."""
    return Said(code, _REFUSALS.get(code, ""))


def bad_request(text: str) -> Said:
    """A request that cannot be understood."""
    return Said("60012", f"Invalid request: {text}")


def unknown_op(op: str) -> Said:
    """An operation that does not exist."""
    return Said("60019", f"Invalid op: {op}")


def unknown(arg: Mapping[str, Any]) -> Said:
    """A channel or an instrument that is not served here."""
    what = ",".join(f"{name}:{value}" for name, value in arg.items())
    return Said(
        "60018",
        f"Wrong URL or {what} doesn't exist. Please use the correct URL, channel and "
        "parameters referring to API document.",
    )


def clash(channel: str, inst_id: str) -> Said:
    """Two books of one instrument that exclude each other."""
    return Said(
        "64004",
        f"Subscribe to both {channel} and books-l2-tbt for {inst_id} is not allowed. "
        f"Unsubscribe {channel} first.",
    )


@frozen
class Words:
    """The events of one connection, which all repeat its id."""

    conn_id: str

    def done(self, event: str, arg: Mapping[str, Any], request_id: str | None) -> str:
        """An acknowledgement."""
        return self._event(event, request_id, arg=arg)

    def logged_in(self) -> str:
        """The login is accepted."""
        return self._event("login", None, code="0", msg="")

    def error(self, said: Said, request_id: str | None) -> str:
        """A refusal."""
        return self._event("error", request_id, code=said.code, msg=said.message)

    def op_refused(
        self, said: Said, op: str, request_id: str | None, now: float
    ) -> str:
        """An operation on orders is refused as a whole."""
        stamp = str(round(now * 1_000_000))
        answer: dict[str, Any] = {
            "id": request_id or "",
            "op": op,
            "code": said.code,
            "msg": said.message,
            "data": [],
            "inTime": stamp,
            "outTime": stamp,
        }
        return orjson.dumps(answer).decode()

    def notice(self) -> str:
        """The connection is going to be closed."""
        return self._event("notice", None, code="64008", msg=NOTICE)

    def count(self, channel: str, connections: int, *, is_error: bool) -> str:
        """How many connections carry a channel, or that they are too many."""
        event = "channel-conn-count-error" if is_error else "channel-conn-count"
        return self._event(event, None, channel=channel, connCount=str(connections))

    def _event(self, event: str, request_id: str | None, **fields: Any) -> str:
        named = {} if request_id is None else {"id": request_id}
        message = {**named, "event": event, **fields, "connId": self.conn_id}
        return orjson.dumps(message).decode()
