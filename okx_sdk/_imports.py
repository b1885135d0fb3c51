"""Keys from the configuration file of the exchange's own command line, as profiles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from attrs import frozen

from okx_sdk._files import read_kept
from okx_sdk._hosts import Env, Region, is_of_okx
from okx_sdk.credentials import Masked
from okx_sdk.errors import InvalidArgument
from okx_sdk.profiles import PARTS, Profile, credentials_of

__all__ = ["Found", "foreign_path", "foreign_profiles"]

SITES = {
    "": Region.GLOBAL,
    "global": Region.GLOBAL,
    "eea": Region.EEA,
    "eu": Region.EEA,
    "my": Region.EEA,
    "us": Region.US,
    "app": Region.US,
}
"""What that program calls a region, and the first part of a region's hosts."""

DEMO = {
    "true": Env.DEMO,
    "1": Env.DEMO,
    "false": Env.LIVE,
    "0": Env.LIVE,
    "": Env.LIVE,
}


@frozen
class Found:
    """What a file has: profiles that can be taken over, and why others cannot."""

    profiles: tuple[Profile, ...]
    left_out: Mapping[str, str]
    default: str | None
    exposure: str


def foreign_path() -> Path:
    """Where the exchange's own command line keeps its keys."""
    return Path.home() / ".okx" / "config.toml"


def foreign_profiles(path: Path) -> Found:
    """The profiles of such a file, which is only read.

    Raises:
        InvalidArgument: it cannot be read, or is no TOML.
    """
    kept = read_kept(path)
    tables, default = _tables(kept.text, path)
    profiles: list[Profile] = []
    left_out: dict[str, str] = {}
    for name, table in tables.items():
        try:
            profiles.append(_profile(name, table))
        except InvalidArgument as error:
            left_out[name] = error.message
    return Found(tuple(profiles), left_out, default, kept.exposure)


def _tables(text: str, path: Path) -> tuple[dict[str, Masked[Any]], str | None]:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = f"{path} is no valid TOML: {error}"
    else:
        found = said.get("profiles")
        # An older form has one profile, on top of the file.
        is_table = isinstance(found, dict)
        profiles = cast("dict[str, Any]", found) if is_table else {"default": said}
        tables = {
            name: Masked[Any](cast("dict[str, Any]", table))
            for name, table in profiles.items()
            if isinstance(table, dict)
        }
        default = said.get("default_profile")
        return tables, default if isinstance(default, str) else None
    # Raised out here, for the other error may hold the file, and the file secrets.
    raise InvalidArgument(problem)


def _profile(name: str, table: Masked[Any]) -> Profile:
    key = credentials_of(table, PARTS, "it")
    if key is None:
        raise InvalidArgument("it has no key")
    return Profile(name, _env(table), _region(table), key)


def _env(table: Masked[Any]) -> Env:
    """What is not clearly one of the two is not taken for live trading."""
    env = DEMO.get(str(table.get("demo", "")).lower())
    if env is None:
        raise InvalidArgument("its demo is neither true nor false")
    return env


def _first_of_host(url: str) -> str:
    """The first part of a URL's host, which is to be one of the exchange's."""
    whole = url if not url or "//" in url else f"//{url}"
    try:
        host = urlsplit(whole).hostname or ""
        is_theirs = not whole or is_of_okx(whole)
    except ValueError:
        host, is_theirs = "", False
    if not is_theirs:
        raise InvalidArgument("its base_url is no host of OKX's")
    return host.partition(".")[0]


def _region(table: Masked[Any]) -> Region:
    url = str(table.get("base_url") or "")
    site = str(table.get("site") or _first_of_host(url)).lower()
    if site in {"www", "openapi"}:
        return Region.GLOBAL
    if site not in SITES:
        raise InvalidArgument(f"its site {site!r} is none that is known here")
    return SITES[site]
