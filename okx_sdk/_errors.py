"""Errors that are not codes of the exchange: `okx_sdk.errors` draws the whole tree."""

# ruff: noqa: N818 -- the names say what happened, and "Error" would say it no better

from __future__ import annotations

from enum import StrEnum
from typing import Self

from okx_sdk._redaction import struck


class Outcome(StrEnum):
    """What is known of the request that failed, if it was to change something."""

    NOT_SENT = "not_sent"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class OkxError(Exception):
    """Root of all errors of this package; catch it to catch them all.

    Args:
        message: What happened, in OKX's words where there are any.
        code: OKX's result code; a suffix, as in `51008_1000`, becomes `sub_code`.
        endpoint: Method and path, such as `GET /api/v5/market/candles`; a query is cut.
        http_status: The HTTP status of the answer, if there was one.
        retry_after: Seconds to wait before asking again, where that is known.
        sub_code: OKX's detail below the code.
        retryable: Whether a **read** may be asked again, unchanged, after a pause.
            What trades or transfers is never resent on this word: see `outcome`.
        outcome: Whether something may have happened at the exchange all the same.

    Where it is about an order, *inst_id*, *ord_id* and *cl_ord_id* say which, as far as
    they are known; else they are empty.
    """

    hint: str = ""
    retryable: bool = False
    outcome: Outcome = Outcome.UNKNOWN
    inst_id: str = ""
    ord_id: str = ""
    cl_ord_id: str = ""
    _lead: str = "{} failed"

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        endpoint: str | None = None,
        http_status: int | None = None,
        retry_after: float | None = None,
        sub_code: str | None = None,
        retryable: bool | None = None,
        outcome: Outcome | None = None,
    ) -> None:
        # Some gateways send back what they were sent, and headers are secret.
        message = struck(message)
        super().__init__(message)
        base, _, suffix = (code or "").partition("_")
        if not base.isdecimal():
            base, suffix = struck(base), struck(suffix)
        self.message = message
        self.code = base or None
        self.sub_code = sub_code or suffix or None
        self.endpoint = endpoint and endpoint.partition("?")[0]
        self.http_status = http_status
        self.retry_after = retry_after
        if retryable is not None:
            self.retryable = retryable
        if outcome is not None:
            self.outcome = outcome

    def about(
        self, inst_id: str, *, ord_id: str | None = None, cl_ord_id: str | None = None
    ) -> Self:
        """The same error, which now says of which order it is."""
        self.inst_id = inst_id
        self.ord_id = ord_id or ""
        self.cl_ord_id = cl_ord_id or ""
        return self

    def __str__(self) -> str:
        """One sentence on what happened, then advice."""
        lead = self._lead.format(self.endpoint or "the request")
        message = " ".join(self.message.split()).rstrip(".")
        said = ": ".join(part for part in (lead, message) if part)
        facts = ", ".join(self._facts())
        sentence = f"{said} ({facts})." if facts else f"{said}." if said else ""
        wait = "" if self.retry_after is None else f"Wait {self.retry_after:g} s."
        text = " ".join(part for part in (sentence, self.hint, wait) if part)
        # A path or the name of a parameter is spelt as it is.
        is_word = text.partition(" ")[0].rstrip(",:;.").isalpha()
        return text[:1].upper() + text[1:] if is_word else text

    def _facts(self) -> list[str]:
        sub_code = f", sub-code {self.sub_code}" if self.sub_code else ""
        code = [f"code {self.code}{sub_code}"] if self.code else []
        status = [] if self.http_status in {None, 200} else [f"HTTP {self.http_status}"]
        order = filter(None, (self.inst_id, self.ord_id, self.cl_ord_id))
        return [*order, *code, *status]


class TransportError(OkxError):
    """No answer of OKX's API came: the network, a proxy or an edge stood in the way."""

    hint = "Check the network between this machine and OKX."


class NotSent(TransportError):
    """Nothing left this machine, so nothing can have happened at the exchange."""

    retryable = True
    outcome = Outcome.NOT_SENT
    _lead = "{} could not be sent"


class ConnectFailed(NotSent):
    """The host's name was not resolved, or the connection was refused or took too long."""

    hint = "Check the network, the name server and the host's address."


class TlsFailed(NotSent):
    """The host's certificate could not be vouched for; nothing was sent."""

    hint = "Something between this machine and OKX shows a certificate of its own, or the CA bundle is out of date."
    retryable = False


class ProxyFailed(NotSent):
    """The proxy was not reached, wants a password, or would not open a tunnel."""

    hint = "Check the proxy's address, its user and its password."


class PoolExhausted(NotSent):
    """No connection of the pool came free in time."""

    hint = "Too many requests run at once: run fewer, or allow more time."


class TurnTooLate(NotSent):
    """The limits would have let it through only after its time, so it was not sent."""

    hint = "Send less at a time, or allow the call more time."


class HandshakeRefused(NotSent):
    """The host answered, and did not open a WebSocket; see `http_status`."""

    hint = "The edge may be busy or under maintenance; a 403 means that it does not serve this network."
    _lead = "the WebSocket handshake was refused"


class ConnectionLost(TransportError):
    """The connection broke after the request had left; OKX may have acted on it."""

    retryable = True
    _lead = "the connection was lost during {}"


class ReadTimeout(TransportError):
    """The request left and no answer came in time; OKX may have acted on it."""

    hint = "Ask again if it was a read; look up what it was to change otherwise."
    retryable = True
    _lead = "no answer came in time to {}"


class HttpStatusError(TransportError):
    """An HTTP error came without OKX's envelope: a gateway spoke, not the API."""

    hint = "Check the host and the path."
    _lead = "a gateway, not OKX's API, answered {}"


class GatewayFailed(HttpStatusError):
    """A 5xx without OKX's envelope: the edge works and what is behind it does not."""

    hint = "Such interruptions last seconds as a rule; see okx.com/status if not."
    retryable = True


class EdgeRefused(HttpStatusError):
    """A 403 without OKX's envelope: the edge does not serve this address or agent."""

    hint = "OKX may not serve this country or network, or a firewall stands between; a bare User-Agent is refused too."


class RedirectRefused(HttpStatusError):
    """The host answered with a redirect, and a signed request follows none."""

    hint = "Set the host that OKX names for the account's region."


class DecodingError(OkxError):
    """An answer came and is not what OKX's documentation promises."""

    hint = "If it lasts, OKX has changed something: please report it."
    _lead = "the answer to {} was not understood"


class NotJson(DecodingError):
    """The body is HTML, empty, cut short or broken."""

    hint = "A captive portal, a proxy or OKX's edge may have written it."
    retryable = True


class BadRow(DecodingError):
    """A row lacks a required field, or holds a value that cannot be read.

    Args:
        message: What is wrong with it.
        endpoint: Whose answer it is.
        http_status: The HTTP status of the answer.
        row: Its index in `data`.
        field: OKX's name of the field.
    """

    def __init__(
        self,
        message: str = "",
        *,
        endpoint: str | None = None,
        http_status: int | None = None,
        row: int | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(message, endpoint=endpoint, http_status=http_status)
        self.row = row
        self.field = field

    def _facts(self) -> list[str]:
        row = [] if self.row is None else [f"row {self.row}"]
        field = [] if self.field is None else [f"field {self.field}"]
        return [*row, *field, *super()._facts()]


class StreamError(OkxError):
    """A live stream or what is kept from it can no longer be vouched for."""

    _lead = ""


class BookStale(StreamError):
    """The order book is not known to be right just now, so it is not served."""

    hint = "Wait for the stream's next book: it is being made anew."
    retryable = True


class PortfolioStale(StreamError):
    """What the account has is not known to be right just now, so it is not served."""

    hint = "Wait for `current()` or `changed()`: it is being read anew."
    retryable = True


class GapDetected(StreamError):
    """Data may be missing from a stream that was asked to raise for it."""

    hint = "Fetch what is missing over REST, or read the stream with its gaps."


class SlowConsumer(StreamError):
    """The reader fell so far behind that rows which must not be lost would be."""

    hint = "Read faster, or in a task of its own; then look up what happened meanwhile."


class UsageError(OkxError):
    """The caller's mistake; nothing was sent."""

    outcome = Outcome.NOT_SENT
    _lead = ""


class InvalidArgument(UsageError, ValueError):
    """An argument or a setting that cannot be right."""


class CredentialsMissing(UsageError, RuntimeError):
    """A private endpoint was called by a client without an API key."""

    hint = "Give credentials or a profile, or set OKX_API_KEY, OKX_SECRET_KEY and OKX_PASSPHRASE."
    _lead = "{} needs an API key"


class ClientClosed(UsageError, RuntimeError):
    """The client was used after it had been closed."""

    hint = "Make a new client."
    _lead = "the client has been closed"


class WrongLoop(UsageError, RuntimeError):
    """A client was used in another event loop than its own, or would block a loop."""

    hint = "Use AsyncClient inside async code, and one client for each event loop."


class ForkedClientError(UsageError, RuntimeError):
    """A client made before a fork was used in the child process."""

    hint = "Make a client of its own in each process."
    _lead = "the client was made in another process, before a fork"


class MissingExtra(UsageError, ImportError):
    """A feature needs a package that is not installed."""

    hint = "Install the extra that the message names, as in: pip install 'okxsdk[cli]'."
