"""Keys from the configuration file of the exchange's own command line, as profiles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from attrs import frozen

from okx_sdk._files import read_kept
from okx_sdk._hosts import Env, Region
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
        profiles = cast("dict[str, Any]", found) if found else {"default": said}
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
    env = Env.DEMO if table.get("demo") in {True, "true", "1"} else Env.LIVE
    return Profile(name, env, _region(table), key)


def _region(table: Masked[Any]) -> Region:
    url = str(table.get("base_url") or "")
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").partition(".")
    site = str(table.get("site") or host[0]).lower()
    if site in {"www", "openapi"}:
        return Region.GLOBAL
    if site not in SITES:
        raise InvalidArgument(f"its site {site!r} is none that is known here")
    return SITES[site]
