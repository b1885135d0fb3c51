"""Which host is whose: environments, regions, and what may be reached from where."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from okx_sdk.errors import InvalidArgument

__all__ = [
    "REST_HOSTS",
    "STREAM_HOSTS",
    "Env",
    "Region",
    "checked_proxy",
    "checked_url",
    "is_of_okx",
    "keep_apart",
    "shown_proxy",
]


class Env(StrEnum):
    """Which exchange: the real one, its demo trading, or the local sandbox."""

    LIVE = "live"
    DEMO = "demo"
    SANDBOX = "sandbox"


class Region(StrEnum):
    """Where the account was registered: a key works on the hosts of its region only."""

    GLOBAL = "global"
    EEA = "eea"
    US = "us"


REST_HOSTS = {
    Region.GLOBAL: "https://openapi.okx.com",
    Region.EEA: "https://eea.okx.com",
    Region.US: "https://us.okx.com",
}

STREAM_HOSTS = {
    (Env.LIVE, Region.GLOBAL): "wss://ws.okx.com",
    (Env.LIVE, Region.EEA): "wss://wseea.okx.com",
    (Env.LIVE, Region.US): "wss://wsus.okx.com",
    (Env.DEMO, Region.GLOBAL): "wss://wspap.okx.com",
    (Env.DEMO, Region.EEA): "wss://wseeapap.okx.com",
    (Env.DEMO, Region.US): "wss://wsuspap.okx.com",
}

_HOST = re.compile(r"\w([\w.-]*\w)?\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.ASCII)
"""A name, or an address: what others might read in other ways is none."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PROXIES = {"http", "https"}


def is_of_okx(url: str) -> bool:
    """Whether the host is one of the exchange's own."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host == "okx.com" or host.endswith(".okx.com")


def _is_for_demo(url: str) -> bool:
    """Whether an own host streams demo trading; REST has no host apart for it."""
    return (urlsplit(url).hostname or "").partition(".")[0].endswith("pap")


def keep_apart(env: Env, base_url: str | None, stream_url: str | None) -> None:
    """Let no order for one exchange reach another (P16).

    Raises:
        InvalidArgument: the sandbox, demo or live trading would get what is for another.
    """
    urls = [url for url in (base_url, stream_url) if url and is_of_okx(url)]
    if env is Env.SANDBOX and urls:
        raise InvalidArgument(
            f"env is sandbox and {urls[0]} is the exchange itself: "
            "name a sandbox, or set env to live or demo"
        )
    if stream_url in urls and _is_for_demo(str(stream_url)) != (env is Env.DEMO):
        other = Env.LIVE if env is Env.DEMO else Env.DEMO
        raise InvalidArgument(
            f"env is {env.value} and {stream_url} is for {other.value}: "
            "they do not mix, nor do their keys"
        )


def _split(url: str) -> tuple[SplitResult, str | None]:
    """The parts of a URL, and its host if that and the port are sound."""
    try:
        parts = urlsplit(url)
        is_sound = parts.port != 0
    except ValueError:
        parts, is_sound = urlsplit(""), False
    return parts, parts.hostname if is_sound else None


def checked_url(url: str | None, plain: str) -> str | None:
    """A host and a port; *plain* is the scheme that is for this machine alone."""
    if url is None:
        return None
    wanted = f"{plain}s://host"
    if "@" in url or not url.isprintable() or not url.isascii():
        raise InvalidArgument(f"the URL holds more than a host and a port: {wanted}")
    parts, host = _split(url)
    if not _HOST.fullmatch(host or "") or parts.scheme not in {plain, f"{plain}s"}:
        raise InvalidArgument(f"{url!r} is no URL: write {wanted}")
    if parts.path.strip("/") or parts.query or parts.fragment or " " in url:
        raise InvalidArgument(f"{url!r} is more than a host and a port: {wanted}")
    if parts.scheme == plain and host not in LOOPBACK:
        raise InvalidArgument(
            f"{url!r} is not encrypted: plain {plain} is for loopback only"
        )
    return url.rstrip("/?#")


def checked_proxy(url: str | None) -> str | None:
    """The URL of a proxy, as it is; what is wrong with it is told without its text."""
    if url is None:
        return None
    parts, host = _split(url)
    if not host or parts.scheme not in PROXIES or not url.isprintable():
        # It may hold a password, so it is not repeated.
        raise InvalidArgument(
            "the proxy's URL is malformed: write http://host:port, "
            "or http://user:password@host:port"
        )
    return url


def shown_proxy(url: str | None) -> str:
    """A proxy without its user and password."""
    if url is None:
        return "None"
    parts, host = _split(url if "://" in url else f"//{url}")
    where = f"{host}:{parts.port}" if host and parts.port else str(host or "***")
    return f"'{where}'"
