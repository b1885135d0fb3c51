"""The steps of a diagnosis: each tries one thing, times it, and says what it found."""

from __future__ import annotations

import socket
import ssl
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okx_sdk.blocking.client import Client

__all__ = [
    "FAIL",
    "OK",
    "WARN",
    "Finding",
    "Trips",
    "clock",
    "connect",
    "handshake",
    "key",
    "look_up",
    "maintenance",
    "round_trips",
]

OK, WARN, FAIL = "ok", "warn", "fail"
TIMES = 4
REFUSED_FROM = 30.0
"""Seconds by which a clock may be wrong before signed calls are refused."""


@dataclass(frozen=True)
class Finding:
    """What a step found, and what may be done about it."""

    check: str
    status: str
    detail: str
    advice: str = ""

    def row(self) -> dict[str, object]:
        """The finding as a row."""
        return asdict(self)


def look_up(host: str, port: int, _: float) -> Finding:
    """The addresses of a name."""
    start = time.perf_counter()
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        advice = (
            "Check the name server and the network; a VPN or firewall may block it."
        )
        return Finding("DNS", FAIL, f"{host}: {error.strerror or error}", advice)
    taken = _ms(time.perf_counter() - start)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if addresses == [host]:
        return Finding("DNS", OK, f"{host} needs no name server")
    more = f" and {len(addresses) - 2} more" if len(addresses) > 2 else ""
    return Finding("DNS", OK, f"{host} is {', '.join(addresses[:2])}{more} ({taken})")


def connect(host: str, port: int, timeout: float) -> Finding:
    """A connection to the first address that takes one."""
    start = time.perf_counter()
    try:
        socket.create_connection((host, port), timeout).close()
    except OSError as error:
        advice = (
            "A firewall may block this port, or a proxy may be wanted (HTTPS_PROXY)."
        )
        return Finding("TCP", FAIL, f"{host}:{port}: {error.strerror or error}", advice)
    return Finding(
        "TCP", OK, f"port {port} answers ({_ms(time.perf_counter() - start)})"
    )


def handshake(host: str, port: int, timeout: float) -> Finding:
    """A TLS session, trusted by the same certificates as the client's."""
    import httpx

    context = httpx.create_ssl_context()
    try:
        with socket.create_connection((host, port), timeout) as plain:
            start = time.perf_counter()
            with context.wrap_socket(plain, server_hostname=host) as session:
                taken = _ms(time.perf_counter() - start)
                ends = (session.getpeercert() or {}).get("notAfter")
                return _certified(str(session.version()), ends, taken)
    except ssl.SSLCertVerificationError as error:
        advice = (
            "Something on the way shows a certificate of its own: is it to be trusted?"
        )
        return Finding("TLS", FAIL, error.verify_message, advice)
    except OSError as error:
        advice = "Something on the way breaks encryption, or the host is another."
        return Finding("TLS", FAIL, str(error.strerror or error), advice)


def _certified(protocol: str, ends: object, taken: str) -> Finding:
    if not isinstance(ends, str):
        return Finding("TLS", OK, f"{protocol} ({taken})")
    moment = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
    return Finding(
        "TLS", OK, f"{protocol}, certificate until {moment:%Y-%m-%d} ({taken})"
    )


@dataclass(frozen=True)
class Trips:
    """Round trips in seconds, and by how much the exchange's clock was ahead in each."""

    first: float
    trips: Sequence[float]
    offsets: Sequence[float]

    def finding(self) -> Finding:
        """How long they took; the first one also opened the connection."""
        best, middle = min(self.trips), statistics.median(self.trips)
        times = f"first {_ms(self.first)}, then {_ms(middle)}, best {_ms(best)}"
        detail = f"{times}: about {1 / middle:,.0f} calls a second"
        if best > 1:
            return Finding(
                "HTTP", WARN, detail, "The way is slow: try a nearer network."
            )
        return Finding("HTTP", OK, detail)


def round_trips(okx: Client) -> Trips | Finding:
    """Ask for the time a few times over one connection."""
    from okx_sdk.errors import OkxError

    trips: list[float] = []
    offsets: list[float] = []
    try:
        for _ in range(TIMES + 1):
            start, wall = time.perf_counter(), time.time()
            theirs = okx.public.get_system_time().ts.timestamp()
            trips.append(time.perf_counter() - start)
            offsets.append(theirs - wall - trips[-1] / 2)
    except OkxError as error:
        return Finding("HTTP", FAIL, error.message or str(error), error.hint)
    return Trips(trips[0], trips[1:], offsets[1:])


def clock(trips: Trips) -> Finding:
    """By how much this machine's clock is off, by the quickest of the trips."""
    best = min(range(len(trips.trips)), key=lambda place: trips.trips[place])
    offset, error = trips.offsets[best], trips.trips[best] / 2
    side = "behind" if offset > 0 else "ahead of"
    detail = f"{abs(offset):.3f} s {side} the exchange's (± {error:.3f} s)"
    if abs(offset) >= REFUSED_FROM:
        advice = "Set the clock (NTP): signed calls are refused from 30 s on."
        return Finding("clock", FAIL, detail, advice)
    if abs(offset) > 1 + error:
        return Finding("clock", WARN, detail, "Set the clock (NTP).")
    return Finding("clock", OK, detail)


def maintenance(okx: Client) -> Finding:
    """What the exchange says of its own state."""
    from okx_sdk.errors import OkxError

    try:
        rows = okx.status.get_status()
    except OkxError as error:
        return Finding("status", WARN, error.message or str(error), error.hint)
    going_on = [row.title for row in rows if row.state == "ongoing"]
    if going_on:
        advice = "Some calls may fail until it is over: see okx.com/status."
        return Finding("status", WARN, f"maintenance: {'; '.join(going_on)}", advice)
    planned = f", {len(rows)} planned" if rows else ""
    return Finding("status", OK, f"no maintenance now{planned}")


def key(okx: Client, *, is_real: bool = True) -> Finding:
    """Whether the key is accepted, and what it may do that it need not.

    Of a key that is not *is_real* nobody can take anything.
    """
    from okx_sdk.errors import AuthenticationError, OkxError

    try:
        config = okx.account.get_account_config()
    except OkxError as error:
        is_refused = isinstance(error, AuthenticationError)
        return Finding("key", FAIL if is_refused else WARN, str(error))
    bound = f"bound to {', '.join(config.ip)}" if config.ip else "bound to no address"
    name = f"{config.label}: " if config.label else ""
    detail = f"{name}may {', '.join(config.perm) or 'do nothing'}; {bound}"
    if not is_real:
        return Finding("key", OK, detail)
    if "withdraw" in config.perm:
        advice = "It may withdraw: whoever gets it can take all. Trade with one that may not."
        return Finding("key", WARN, detail, advice)
    if not config.ip and "trade" in config.perm:
        advice = (
            "Bind it to this machine's address on OKX's site: it could be used from "
            "anywhere, and lapses after 14 idle days."
        )
        return Finding("key", WARN, detail, advice)
    return Finding("key", OK, detail)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"
