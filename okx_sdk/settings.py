"""Where a client looks: environment, region, hosts; the only reader of files.

A value that is not given comes from the named profile, then from the process
environment, then from the defaults.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import SplitResult, urlsplit

import platformdirs
from attrs import frozen

from okx_sdk.credentials import Credentials
from okx_sdk.errors import InvalidArgument

__all__ = ["Env", "Profile", "Region", "Settings", "config_path", "load_settings"]


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

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@frozen
class Profile:
    """One named set of defaults of the configuration file."""

    name: str
    env: Env | None = None
    region: Region | None = None
    credentials: Credentials | None = None


@frozen
class Settings:
    """What a client needs to know before its first call.

    *base_url* is `None` for an embedded sandbox that is not started yet.
    """

    env: Env
    region: Region
    base_url: str | None
    credentials: Credentials | None
    timeout: float
    profile: str | None = None
    proxy: str | None = None
    stream_url: str | None = None

    @property
    def is_demo(self) -> bool:
        """Whether requests say that they want simulated trading."""
        return self.env is Env.DEMO


E_ = TypeVar("E_", bound=StrEnum)


def config_path(environ: Mapping[str, str] | None = None) -> Path:
    """The configuration file: `OKX_CONFIG`, or `config.toml` where the system keeps such."""
    named = (os.environ if environ is None else environ).get("OKX_CONFIG")
    if named:
        return Path(named)
    return platformdirs.user_config_path("okxsdk") / "config.toml"


def load_settings(
    *,
    env: Env | str | None = None,
    region: Region | str | None = None,
    credentials: Credentials | None = None,
    profile: str | None = None,
    base_url: str | None = None,
    stream_url: str | None = None,
    timeout: float = 10.0,
    proxy: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Settings from arguments, the profile, the environment and defaults, in this order.

    Raises:
        InvalidArgument: a value is none of its kind, or the profile cannot be read.
    """
    environ = os.environ if environ is None else environ
    named = profile or environ.get("OKX_PROFILE")
    path = config_path(environ)
    kept = load_profile(named, path) if named else Profile("default")
    env = _member(Env, env or kept.env or environ.get("OKX_ENV") or Env.LIVE)
    region = _member(
        Region, region or kept.region or environ.get("OKX_REGION") or Region.GLOBAL
    )
    if not 0 < timeout < math.inf:
        raise InvalidArgument(f"timeout is {timeout}: give seconds above zero")
    if base_url is None:
        base_url = (
            environ.get("OKX_SANDBOX_URL") or None
            if env is Env.SANDBOX
            else REST_HOSTS[region]
        )
    if stream_url is None:
        stream_url = STREAM_HOSTS.get((env, region))
    return Settings(
        env=env,
        region=region,
        base_url=_checked_url(base_url, "http"),
        stream_url=_checked_url(stream_url, "ws"),
        credentials=credentials or kept.credentials or _usual_key(env, environ),
        timeout=timeout,
        profile=named,
        proxy=proxy,
    )


def load_profile(name: str, path: Path | None = None) -> Profile:
    """A profile of the configuration file: the table `[profiles.NAME]`."""
    path = path or config_path()
    profiles = _read(path).get("profiles")
    is_table = isinstance(profiles, dict)
    tables = cast("dict[str, Any]", profiles) if is_table else {}
    table = tables.get(name)
    if not isinstance(table, dict):
        known = ", ".join(sorted(tables)) or "none"
        raise InvalidArgument(f"{path} has no profile {name!r}; it has {known}")
    return _profile(name, cast("dict[str, Any]", table), path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        problem = f"the profiles' file {path} cannot be read: {error.strerror}"
    except tomllib.TOMLDecodeError as error:
        problem = f"{path} is no valid TOML: {error}"
    except UnicodeDecodeError as error:
        problem = f"{path} is not UTF-8 at byte {error.start}"
    # Raised out here, for the other error may hold the file, and the file secrets.
    raise InvalidArgument(problem)


def _profile(name: str, table: Mapping[str, Any], path: Path) -> Profile:
    credentials = _credentials(
        table.get("api_key"),
        table.get("secret_key"),
        table.get("passphrase"),
        str(path),
    )
    if credentials is not None and os.name == "posix" and path.stat().st_mode & 0o077:
        raise InvalidArgument(
            f"{path} holds secrets and others can read it: chmod 600 it"
        )
    return Profile(
        name,
        _member(Env, table["env"]) if "env" in table else None,
        _member(Region, table["region"]) if "region" in table else None,
        credentials,
    )


def _usual_key(env: Env, environ: Mapping[str, str]) -> Credentials | None:
    """The environment's key; in the sandbox its own, so that no real key goes there."""
    if env is Env.SANDBOX:
        from okx_sdk.sandbox import keys

        return Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
    return _credentials_of(environ)


def _credentials_of(environ: Mapping[str, str]) -> Credentials | None:
    return _credentials(
        environ.get("OKX_API_KEY"),
        environ.get("OKX_SECRET_KEY"),
        environ.get("OKX_PASSPHRASE"),
        "the environment (OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE)",
    )


def _credentials(
    key: object, secret: object, passphrase: object, where: str
) -> Credentials | None:
    if not (key or secret or passphrase):
        return None
    if not (key and secret and passphrase):
        raise InvalidArgument(
            f"{where} has a part of an API key: key, secret and passphrase"
        )
    match key, secret, passphrase:
        case str(), str(), str():
            return Credentials(key, secret, passphrase)
        case _:
            raise InvalidArgument(f"{where} has a key that is no text: quote it")


def _member(kind: type[E_], value: str) -> E_:
    try:
        return kind(value)
    except ValueError:
        names = ", ".join(each.value for each in kind)
        raise InvalidArgument(
            f"{value!r} is no {kind.__name__.lower()}: take one of {names}"
        ) from None


def _split(url: str) -> tuple[SplitResult, str | None]:
    """The parts of a URL, and its host if that and the port are sound."""
    try:
        parts = urlsplit(url)
        is_sound = parts.port != 0
    except ValueError:
        parts, is_sound = urlsplit(""), False
    return parts, parts.hostname if is_sound else None


def _checked_url(url: str | None, plain: str) -> str | None:
    """A host and a port; *plain* is the scheme that is for this machine alone."""
    if url is None:
        return None
    wanted = f"{plain}s://host"
    if "@" in url or not url.isprintable() or not url.isascii():
        raise InvalidArgument(f"the URL holds more than a host and a port: {wanted}")
    parts, host = _split(url)
    if not host or parts.scheme not in {plain, f"{plain}s"}:
        raise InvalidArgument(f"{url!r} is no URL: write {wanted}")
    if parts.path.strip("/") or parts.query or parts.fragment or " " in url:
        raise InvalidArgument(f"{url!r} is more than a host and a port: {wanted}")
    if parts.scheme == plain and host not in LOOPBACK:
        raise InvalidArgument(
            f"{url!r} is not encrypted: plain {plain} is for loopback only"
        )
    return url.rstrip("/?#")
