"""Profiles: named sets of defaults in the configuration file, read and written.

default_profile = "practice"

[profiles.practice]
env = "demo"
region = "eea"
api_key = "…"
secret_key = "…"
passphrase = "…"

[profiles.main]
env = "live"
keyring = true
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import platformdirs
from attrs import frozen

from okx_sdk._files import Kept, is_there, read_kept, write_kept
from okx_sdk._hosts import Env, Region
from okx_sdk.credentials import Credentials, Masked, Secret, flaw
from okx_sdk.errors import InvalidArgument

__all__ = [
    "Profile",
    "config_path",
    "default_profile",
    "load_profile",
    "profile_names",
    "save_profile",
    "use_profile",
]

E_ = TypeVar("E_", Env, Region)

PARTS = ("api_key", "secret_key", "passphrase")
FACTS = ("env", "region", "keyring", *PARTS)
LONGEST = 20
"""Letters of a name that nobody takes for a secret."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_HEADING = re.compile(r"^\s*\[", re.MULTILINE)
_DEFAULT = re.compile(r"^[ \t]*default_profile[ \t]*=.*\n?", re.MULTILINE)


@frozen
class Profile:
    """One named set of defaults of the configuration file.

    With *keyring* its key is in the operating system's keyring, not in the file.
    """

    name: str
    env: Env | None = None
    region: Region | None = None
    credentials: Credentials | None = None
    keyring: bool = False


def config_path(environ: Mapping[str, str] | None = None) -> Path:
    """The configuration file: `OKX_CONFIG`, or `config.toml` where the system keeps such."""
    named = (os.environ if environ is None else environ).get("OKX_CONFIG")
    if named:
        return Path(named)
    return platformdirs.user_config_path("okxsdk") / "config.toml"


def load_profile(name: str, path: Path | None = None) -> Profile:
    """A profile of the configuration file: the table `[profiles.NAME]`.

    Raises:
        InvalidArgument: there is none, it is wrong, or it holds a key and others could
            read the file.
    """
    path = path or config_path()
    if not is_there(path):
        raise InvalidArgument(
            f"there is no profile {name!r}, nor a file {path}: okxsdk config init makes both"
        )
    kept = read_kept(path)
    tables = _tables(_parsed(kept, path))
    table = tables.get(name)
    if table is None:
        known = ", ".join(sorted(tables)) or "none"
        raise InvalidArgument(f"{path} has no profile {name!r}; it has {known}")
    return _profile(name, table, kept, path)


def default_profile(path: Path | None = None) -> str | None:
    """The profile that is meant where none is named; `None` without such or a file.

    Raises:
        InvalidArgument: the file cannot be read.
    """
    path = path or config_path()
    if not is_there(path):
        return None
    name = _parsed(read_kept(path), path).get("default_profile")
    if name is not None and not isinstance(name, str):
        raise InvalidArgument(f"default_profile in {path} is no text: quote it")
    return name or None


def profile_names(path: Path | None = None) -> list[str]:
    """The profiles of the configuration file, sorted; none without a file."""
    path = path or config_path()
    if not is_there(path):
        return []
    return sorted(_tables(_parsed(read_kept(path), path)))


def save_profile(profile: Profile, path: Path | None = None) -> None:
    """Write a profile, its key with it unless the keyring has it; others stay as they are.

    Raises:
        InvalidArgument: the name is none, or the file cannot be read or written.
    """
    checked_name(profile.name)
    _change(path or config_path(), partial(_with_profile, profile=profile))


def use_profile(name: str, path: Path | None = None) -> None:
    """Make a profile the one that is meant where none is named.

    Raises:
        InvalidArgument: there is no such profile, or the file cannot be written.
    """
    path = path or config_path()
    load_profile(name, path)
    _change(path, partial(_with_default, name=name))


def checked_name(name: str) -> str:
    """A name that a table can have without quotes."""
    if not _NAME.fullmatch(name):
        raise InvalidArgument(
            f"{name!r} is no name for a profile: take letters, digits, - and _"
        )
    return name


def _parsed(kept: Kept, path: Path) -> Masked[Any]:
    import tomllib  # most have no file

    try:
        said = Masked[Any](tomllib.loads(kept.text))
    except tomllib.TOMLDecodeError as error:
        problem = f"{path} is no valid TOML: {error}"
    else:
        plain = [name for name, value in said.items() if not isinstance(value, dict)]
        _require_known(plain, ("default_profile", "profiles"), str(path))
        return said
    # Raised out here, for the other error may hold the file, and the file secrets.
    raise InvalidArgument(problem)


def _require_known(found: Iterable[str], known: Sequence[str], where: str) -> None:
    """A misspelt `env` would have the profile mean live trading."""
    strange = [name for name in found if name not in known]
    if strange:
        # It may be a secret on the wrong side of the sign.
        first = repr(strange[0]) if len(strange[0]) <= LONGEST else "a long name"
        there = ", ".join(known)
        raise InvalidArgument(f"{where} says {first}, which is none of {there}")


def _tables(said: Mapping[str, Any]) -> Masked[Any]:
    profiles = said.get("profiles")
    is_table = isinstance(profiles, dict)
    tables = cast("dict[str, Any]", profiles) if is_table else {}
    return Masked(
        (
            name,
            Masked(cast("dict[str, Any]", table)) if isinstance(table, dict) else None,
        )
        for name, table in tables.items()
    )


def _profile(name: str, table: Masked[Any], kept: Kept, path: Path) -> Profile:
    _require_known(table, FACTS, f"the profile {name!r} in {path}")
    credentials = credentials_of(table, PARTS, str(path))
    if credentials is not None and kept.exposure:
        raise InvalidArgument(kept.exposure)
    keyring = table.get("keyring", False)
    if not isinstance(keyring, bool):
        raise InvalidArgument(f"keyring in {path} is {keyring!r}: write true or false")
    if keyring and credentials is not None:
        raise InvalidArgument(
            f"the profile {name!r} in {path} has a key and says that the keyring has "
            "it: remove one of the two"
        )
    return Profile(
        name,
        member(Env, table["env"], str(path)) if "env" in table else None,
        member(Region, table["region"], str(path)) if "region" in table else None,
        credentials,
        keyring,
    )


def credentials_of(
    found: Masked[Any], names: Sequence[str], where: str
) -> Credentials | None:
    """A key of its three parts, by their names there, or none of none."""
    if not any(map(found.get, names)):
        return None
    if lacking := [name for name in names if not found.get(name)]:
        raise InvalidArgument(
            f"{where} has a part of an API key, and lacks {' and '.join(lacking)}"
        )
    for part, name in zip(PARTS, names, strict=True):
        if not isinstance(found[name], str):
            raise InvalidArgument(f"{where} has a {name} that is no text: quote it")
        if wrong := flaw(part, found[name]):
            raise InvalidArgument(f"{where} has a key of which {name} {wrong}")
    key, *secrets = names
    # Secrets before they are checked: a traceback shows arguments.
    return Credentials(found[key], *(Secret(found[name]) for name in secrets))


def member(kind: type[E_], value: object, where: str) -> E_:
    """The member of an enum, or an error that names them all."""
    try:
        return kind(value)  # type: ignore[arg-type] # which is what is found out
    except ValueError:
        names = ", ".join(each.value for each in kind)
        raise InvalidArgument(
            f"{value!r} is no {kind.__name__.lower()} ({where}): take one of {names}"
        ) from None


def _facts(profile: Profile) -> list[tuple[str, str | bool]]:
    facts: list[tuple[str, str | bool]] = []
    if profile.env:
        facts.append(("env", profile.env.value))
    if profile.region:
        facts.append(("region", profile.region.value))
    if profile.keyring:
        facts.append(("keyring", True))
    elif key := profile.credentials:
        facts += [
            ("api_key", key.api_key),
            ("secret_key", key.secret_key.reveal()),
            ("passphrase", key.passphrase.reveal()),
        ]
    return facts


def _quoted(value: str | bool) -> str:
    return json.dumps(value)  # of ASCII, whose escapes TOML shares


def _with_profile(text: str, profile: Profile) -> str:
    """The file's text with that profile's table in place of its old one."""
    heading = re.compile(
        rf"^[ \t]*\[\s*profiles\s*\.\s*([\"']?){profile.name}\1\s*\]", re.MULTILINE
    )
    before, after = text, ""
    if found := heading.search(text):
        following = _HEADING.search(text, found.end())
        before = text[: found.start()]
        after = text[following.start() :].lstrip() if following else ""
    lines = "".join(f"\n{name} = {_quoted(value)}" for name, value in _facts(profile))
    table = f"[profiles.{profile.name}]{lines}"
    return "\n\n".join(filter(None, (before.rstrip(), table, after.rstrip()))) + "\n"


def _with_default(text: str, name: str) -> str:
    """The file's text with that name as the default profile's."""
    heading = _HEADING.search(text)
    end = heading.start() if heading else len(text)
    line = f"default_profile = {_quoted(name)}\n"
    if _DEFAULT.search(text[:end]):
        return _DEFAULT.sub(lambda _: line, text[:end], count=1) + text[end:]
    return "\n".join(filter(None, (line, text)))


def _change(path: Path, edit: partial[str]) -> None:
    """Change the text by hand, so that comments stay, and check what came of it."""
    made = _edited(path, edit)
    if made is None:
        raise InvalidArgument(f"{path} is written in a way of its own: edit it by hand")
    write_kept(path, made)


def _edited(path: Path, edit: partial[str]) -> Secret | None:
    """The new text, if it says what it should; apart, as a traceback shows locals."""
    import tomllib

    kept = read_kept(path) if is_there(path) else Kept("")
    wanted = _merged(_parsed(kept, path), **edit.keywords)
    made = edit(kept.text)
    try:
        return Secret(made) if tomllib.loads(made) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def _merged(
    said: Mapping[str, Any], profile: Profile | None = None, name: str | None = None
) -> dict[str, Any]:
    """What the file should say after a change."""
    merged = {**said, "default_profile": name} if name else dict(said)
    if profile:
        merged["profiles"] = {**_tables(said), profile.name: dict(_facts(profile))}
    return merged
