"""What the exchange refuses, by its codes: `okx_sdk.errors` draws the whole tree."""

# ruff: noqa: N818 -- the names say what happened, and "Error" would say it no better

from __future__ import annotations

from okx_sdk import _codes
from okx_sdk._errors import (
    EdgeRefused,
    GatewayFailed,
    HttpStatusError,
    NotJson,
    OkxError,
    Outcome,
    ProxyFailed,
    RedirectRefused,
)

_by_code: dict[str, type[ApiError]] = {}
_by_range: dict[str, type[ApiError]] = {}


class ApiError(OkxError):
    """OKX answered with a code that is not 0; also the class of codes not known here.

    A subclass names its codes, and in `ranges` the beginnings of codes not known yet
    that fall to it.
    """

    outcome = Outcome.REJECTED
    _lead = "OKX refused {}"

    def __init_subclass__(cls, *, codes: str = "", ranges: str = "") -> None:
        super().__init_subclass__()
        for key in codes.split():
            if key in _by_code:
                raise TypeError(f"code {key} is {_by_code[key].__name__} already")
            _by_code[key] = cls
        _by_range.update(dict.fromkeys(ranges.split(), cls))


class InvalidParameter(ApiError, codes=_codes.INVALID_PARAMETER):
    """A parameter is missing, malformed, unsupported, or at odds with another."""

    hint = "Correct the parameter that the message names."


class StreamRefused(
    InvalidParameter,
    codes="60008 60012 60013 60018 60019 60026 60027 60028 60033 64000 64001 64002",
    ranges="60 63 64",
):
    """A WebSocket request names no known operation or channel, or is on the wrong URL."""

    hint = "Check the channel's name, its arguments, and whether it is public, private or business."


class AuthenticationError(
    ApiError,
    codes="50100 50103 50104 50106 50107 50108 50109 50114 50118 50121 58207 60009 60011",
    ranges="501",
):
    """OKX does not accept who is asking."""

    hint = "Check the API key, its passphrase and its settings on OKX's site."


class InvalidApiKey(AuthenticationError, codes="50111 60005"):
    """The key is not even of the form of a key."""

    hint = "Check that the API key was copied whole, without blanks or quotes."


class KeyNotFound(InvalidApiKey, codes="50119 60032"):
    """The key is unknown on the host that was asked."""

    hint = "The key is unknown on this host: is the region right? A key works only in the region it was made in; it may also have been deleted, or have lapsed after 14 idle days without a bound IP."


class InvalidSignature(AuthenticationError, codes="50113 60007"):
    """The signature does not fit the request."""

    hint = "The secret key is most likely wrong: check that it belongs to this API key and was copied whole."


class InvalidPassphrase(AuthenticationError, codes="50105 60024"):
    """The passphrase is not the one the key was made with."""

    hint = "The passphrase is the one chosen when the key was made, not the account's password."


class IpNotAllowed(AuthenticationError, codes="50035 50110"):
    """The key is bound to other addresses, or must be bound and is not."""

    hint = "Add this machine's public IP address to the key's list on OKX's site."


class WrongEnvironment(AuthenticationError, codes="50101"):
    """A demo key was used on live trading, or a live key on demo."""

    hint = 'Demo and live keys are not interchangeable: use env="demo" with a key made in demo trading, env="live" with any other.'


class PermissionDenied(AuthenticationError, codes="50120"):
    """The key was made without the permission this needs."""

    hint = "Give the key the permission (read, trade or withdraw) on OKX's site."


class ClockError(ApiError, codes="50036 50037"):
    """The request's time is wrong; here, its deadline `expTime` had passed."""

    hint = "Check this machine's clock, or allow the request more time."


class TimestampExpired(ClockError, codes="50102 50112 60004 60006"):
    """The timestamp is over 30 seconds away from OKX's clock."""

    hint = "This machine's clock differs from OKX's by over 30 seconds: set it by NTP."


class RateLimited(ApiError, codes="50011 50040 51113 51513 58102 60014 60023"):
    """Too many requests in the window; OKX did not look at this one."""

    hint = "Ask less often, and let no other program spend the same limit."
    retryable = True


class SubAccountRateLimited(RateLimited, codes="50061"):
    """The sub-account's cap on new and amended orders, 1000 in two seconds, is spent."""

    hint = "Send fewer orders, or spread them over sub-accounts; cancels do not count."


class SystemBusy(ApiError, codes=_codes.SYSTEM_BUSY):
    """OKX is overloaded or failed inside; what was to change should be looked up."""

    hint = "It passes by itself: ask again after a pause."
    retryable = True
    outcome = Outcome.UNKNOWN


class ServiceUnavailable(SystemBusy, codes="50001"):
    """The service is down for now."""

    hint = "It may be maintenance: see okx.com/status."


class OutcomeUnknown(ApiError, codes="50004 50026 51054 51149 51412 52912 58112"):
    """OKX gave up waiting for itself: the request may have taken effect, or not."""

    hint = "Ask again if it was a read; never resend an order or a transfer before looking it up."
    retryable = True
    outcome = Outcome.UNKNOWN
    _lead = "OKX does not know what became of {}"


class Maintenance(ApiError, codes=_codes.MAINTENANCE):
    """The exchange, an endpoint, an asset or a feature is switched off for now."""

    hint = "See okx.com/status, and come back later."
    outcome = Outcome.UNKNOWN


class AccountRestricted(ApiError, codes=_codes.ACCOUNT_RESTRICTED):
    """The account may not: blocked, not verified, or barred by its kind or country."""

    hint = "Look at the account on OKX's site, or ask OKX's support."


class OrderRejected(ApiError, ranges="51 52 54 55 56 70 75"):
    """What was asked is refused for what it is.

    Orders above all; a transfer or a loan over its bounds too.
    """


class InsufficientBalance(OrderRejected, codes=_codes.INSUFFICIENT_BALANCE):
    """The account cannot pay for it, in balance or in margin."""

    hint = "Ask for less, add funds, or free what open orders hold."


class LimitExceeded(OrderRejected, codes=_codes.LIMIT_EXCEEDED):
    """Too much, too little or too many: price, size, count, leverage or loan."""

    hint = "Compare with the instrument's tick, lot and limits, and the account's tier."


class TpSlRejected(OrderRejected, codes=_codes.TP_SL_REJECTED):
    """Take-profit or stop-loss does not fit the order's side, price or kind."""

    hint = "Above or below: compare the trigger with the order's price and the market."


class DuplicateRequest(
    OrderRejected,
    codes="50042 51011 51068 51353 51512 52909 52925 56003 56008 58404 59502 59601 59609 70011 70012 70100 70101 70301 70518",
):
    """The same was asked before, and that first request has likely been carried out."""

    hint = "Look up what the first one did."
    outcome = Outcome.UNKNOWN


class DuplicateClientOrderId(DuplicateRequest, codes="50071 51016 51065"):
    """The client order id is held by an order already."""

    hint = (
        "Look the order up by this id: it may be the very one. Never use an id twice."
    )


class InProgress(
    OrderRejected,
    codes="50023 51028 51029 51030 51032 51288 51410 51607 51784 54047 54048 55000 58111 58124 70511",
):
    """Something under way must end first: settlement, delivery, another request."""

    hint = "Ask again in a while."
    retryable = True


class StateConflict(OrderRejected, codes=_codes.STATE_CONFLICT):
    """The order, the position or the market is in a state that does not allow it."""

    hint = "Look up the present state first."


class InstrumentNotTradable(StateConflict, codes="51021 51022 51027 51087"):
    """The instrument is not listed yet, suspended, expired or called off."""

    hint = "See the instrument's state and times in the instruments endpoint."


class FundingRejected(ApiError, codes=_codes.FUNDING_REJECTED, ranges="58"):
    """A transfer, deposit or withdrawal does not fit the state of things."""

    hint = "Look up the state of the transfer, deposit or withdrawal."


class AccountRejected(ApiError, codes=_codes.ACCOUNT_REJECTED, ranges="59"):
    """A setting, loan or sub-account request does not fit the account's state."""

    hint = "Orders, positions or loans may have to be closed first."


class NotFound(ApiError, codes=_codes.NOT_FOUND):
    """What the request names does not exist, or not any more."""

    hint = "Check the id, and that it belongs to this account."


class InstrumentNotFound(NotFound, codes="51001 51014 51069"):
    """No such instrument on this host."""

    hint = "Check the spelling: BTC-USDT is spot, BTC-USDT-SWAP perpetual; regions and demo list different instruments."


class OrderNotFound(NotFound, codes="51063 51400 51405 51603"):
    """No such order, or not among those that can still be cancelled."""

    hint = "It may be filled or cancelled; OKX forgets an unfilled cancelled order after two hours."


class EnvironmentUnsupported(ApiError, codes="50038 50053"):
    """Demo trading does not have this, or nothing but demo trading has it."""

    hint = "Use the other environment, demo or live, with a key of its own."


class PartlyDone(ApiError, codes="59617 70510"):
    """One part was carried out and another was not."""

    hint = "Look at what was done before asking for the rest."
    outcome = Outcome.UNKNOWN
    _lead = "OKX carried out only a part of {}"


class ReconnectNeeded(ApiError, codes="64008"):
    """The connection is about to be closed for an upgrade of OKX's."""

    hint = "Open a new connection, subscribe there, then drop this one."
    retryable = True
    outcome = Outcome.UNKNOWN
    _lead = "OKX is about to end {}"


_by_status: dict[int, type[OkxError]] = {
    403: EdgeRefused,
    407: ProxyFailed,
    429: RateLimited,
}
_by_status_class: dict[int, type[OkxError]] = {
    2: NotJson,
    3: RedirectRefused,
    5: GatewayFailed,
}


def lookup(code: str) -> type[ApiError]:
    """Give the class of a code, or for one not known here the general one of its range.

    A suffix counts if it is known (`51008_1004`) and is passed over if it is not.
    """
    base = code.partition("_")[0]
    general = ApiError
    if len(base) == 5 and base.isdecimal():
        general = _by_range.get(base[:3]) or _by_range.get(base[:2]) or ApiError
    return _registered(code) or general


def error_for(
    code: str,
    message: str,
    *,
    endpoint: str | None,
    http_status: int | None,
    retry_after: float | None = None,
    sub_code: str | None = None,
) -> ApiError:
    """Give the error of an answer with OKX's envelope, or of one of its items.

    What a code not known here did to an order is not known either.
    """
    full = f"{code}_{sub_code}" if sub_code else code
    return lookup(full)(
        message,
        code=full,
        endpoint=endpoint,
        http_status=http_status,
        retry_after=retry_after,
        outcome=None if _registered(full) else Outcome.UNKNOWN,
    )


def error_for_status(
    http_status: int,
    message: str = "",
    *,
    endpoint: str | None,
    retry_after: float | None = None,
) -> OkxError:
    """Give the error of an answer without OKX's envelope, by its HTTP status."""
    general = _by_status_class.get(http_status // 100, HttpStatusError)
    kind = _by_status.get(http_status, general)
    error = kind(
        message, endpoint=endpoint, http_status=http_status, retry_after=retry_after
    )
    if kind is RateLimited:
        # OKX answers 429 to 50013 too, which may have taken effect.
        error.outcome = Outcome.UNKNOWN
    if kind is ProxyFailed:
        error.retryable = False
    return error


def _registered(code: str) -> type[ApiError] | None:
    return _by_code.get(code) or _by_code.get(code.partition("_")[0])
