"""`okxsdk doctor`: what is here, what is set, and how far the exchange is."""

from __future__ import annotations

import platform
import sys
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from okx_sdk._hosts import shown_proxy
from okx_sdk._version import __version__
from okx_sdk.cli.exits import AUTH, NETWORK
from okx_sdk.cli.options import data_options, examples
from okx_sdk.cli.output import Sheet
from okx_sdk.cli.probe import (
    FAIL,
    OK,
    WARN,
    Finding,
    clock,
    connect,
    handshake,
    key,
    look_up,
    maintenance,
    round_trips,
)
from okx_sdk.cli.state import open_client, settings
from okx_sdk.cli.streams import emit, is_coloured

if TYPE_CHECKING:
    from okx_sdk.settings import Settings

__all__ = ["doctor"]

SIGNS = {OK: ("✓", "green"), WARN: ("!", "yellow"), FAIL: ("✗", "red")}


@click.command(
    epilog=examples("okxsdk doctor", "okxsdk doctor --profile practice -o json")
)
@data_options
def doctor() -> None:
    """Find out what stands in the way.

    Versions, settings, the way to the exchange step by step, the clock, and the key.
    Exits with 5 if the exchange cannot be reached, and with 3 if it refuses the key.
    """
    sheet = Sheet(("check", "status", "detail", "advice"))
    loaded = settings()
    failed: list[str] = []

    def told() -> Iterator[Finding]:
        for finding in _findings(loaded):
            failed.extend([finding.check] if finding.status == FAIL else [])
            yield finding

    if sheet.form == "table" and not sheet.asked:
        for finding in told():
            emit(_line(finding, colour=is_coloured(sys.stdout)))
            sys.stdout.flush()
    else:
        sheet.write(finding.row() for finding in told())
    if failed:
        raise click.exceptions.Exit(AUTH if failed == ["key"] else NETWORK)


def _line(finding: Finding, *, colour: bool) -> str:
    sign, shade = SIGNS[finding.status]
    mark = click.style(sign, fg=shade, bold=True) if colour else sign
    advice = f"\n    → {finding.advice}" if finding.advice else ""
    return f"{mark} {finding.check:<12} {finding.detail}{advice}\n"


def _findings(loaded: Settings) -> Iterator[Finding]:
    """All checks in their order; those that cannot be made any more are left out."""
    yield _versions()
    yield _settings(loaded)
    with _host(loaded) as url:
        if proxy := loaded.proxy or _proxy_of_environment(url):
            yield _proxied(proxy)
        else:
            yield from (way := _Way(url, loaded.timeout)).findings()
            if way.blocked:
                return
        yield from _exchange(loaded)


def _versions() -> Finding:
    parts = [f"okxsdk {__version__}", f"Python {platform.python_version()}"]
    parts += [f"{name} {_version(name)}" for name in ("httpx", "anyio")]
    return Finding("versions", OK, f"{', '.join(parts)}, {platform.system()}")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _settings(loaded: Settings) -> Finding:
    parts = [f"env {loaded.env.value}", f"region {loaded.region.value}"]
    parts += [f"profile {loaded.profile}"] if loaded.profile else []
    parts.append(loaded.base_url or "the embedded sandbox")
    own = loaded.credentials
    parts.append(f"key {own.hint}" if own else "no key")
    return Finding("settings", OK, ", ".join(parts))


@contextmanager
def _host(loaded: Settings) -> Generator[str]:
    """The URL of the exchange; for the embedded sandbox, one that runs meanwhile."""
    if loaded.base_url is not None:
        yield loaded.base_url
        return
    from okx_sdk.sandbox.embedded import acquire

    embedded = acquire()
    try:
        yield embedded.url
    finally:
        embedded.release()


def _proxy_of_environment(url: str) -> str | None:
    """The proxy that the environment names for a URL, unless it spares the host."""
    from okx_sdk.transport.tcp import is_loopback

    parts = urlsplit(url)
    proxies = urllib.request.getproxies()
    host = parts.hostname or ""
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")


def _proxied(proxy: str) -> Finding:
    where = shown_proxy(proxy).strip("'")
    if where == "***":
        advice = "Write http://host:port, or http://user:password@host:port."
        return Finding("proxy", FAIL, "the proxy's URL is malformed", advice)
    return Finding("proxy", OK, f"by way of {where}; name and route are its affair")


class _Way:
    """Name, connection and encryption, each only if the one before it worked."""

    def __init__(self, url: str, timeout: float) -> None:
        parts = urlsplit(url)
        self.host = parts.hostname or ""
        self.is_tls = parts.scheme == "https"
        self.port = parts.port or (443 if self.is_tls else 80)
        self.timeout = timeout
        self.blocked = False

    def findings(self) -> Iterator[Finding]:
        steps: list[Callable[[str, int, float], Finding]] = [look_up, connect]
        for step in [*steps, handshake] if self.is_tls else steps:
            finding = step(self.host, self.port, self.timeout)
            yield finding
            if finding.status == FAIL:
                self.blocked = True
                return


def _exchange(loaded: Settings) -> Iterator[Finding]:
    from okx_sdk.protocol.retry import RetryPolicy

    with open_client() as okx:
        once = okx.with_options(retry=RetryPolicy(tries=1))
        trips = round_trips(once)
        if isinstance(trips, Finding):
            yield trips
            return
        yield trips.finding()
        yield clock(trips)
        yield maintenance(once)
        if loaded.credentials is not None:
            yield key(once, is_real=loaded.env.value == "live")
