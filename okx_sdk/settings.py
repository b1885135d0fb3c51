"""Where a client looks: environment, region, hosts and key; the only reader of them.

A value that is not given comes from the named profile, then from the process
environment, then from the default profile of the configuration file, then from the
defaults. A default profile counts as a whole, and only for the env it is for.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import TypeVar

from attrs import field, frozen

from okx_sdk._hosts import (
    REST_HOSTS,
    STREAM_HOSTS,
    Env,
    Region,
    checked_proxy,
    checked_url,
    is_of_okx,
    keep_apart,
    shown_proxy,
)
from okx_sdk.credentials import Credentials, Masked
from okx_sdk.errors import InvalidArgument
from okx_sdk.profiles import (
    Profile,
    config_path,
    credentials_of,
    default_profile,
    load_profile,
    member,
)

__all__ = ["Env", "Profile", "Region", "Settings", "config_path", "load_settings"]

T = TypeVar("T")

KEY_VARIABLES = ("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE")


@frozen
class Settings:
    """What a client needs to know before its first call.

    *base_url* is `None` for an embedded sandbox that is not started yet. *sources* tells
    of each value where it was found.

    Raises:
        InvalidArgument: what is for one exchange would reach another.
    """

    env: Env
    region: Region
    base_url: str | None
    credentials: Credentials | None
    timeout: float
    profile: str | None = None
    proxy: str | None = field(default=None, repr=shown_proxy)
    stream_url: str | None = None
    sources: Mapping[str, str] = field(factory=dict[str, str], eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """However they are made, they keep the exchanges apart."""
        keep_apart(self.env, self.base_url, self.stream_url)

    @property
    def is_demo(self) -> bool:
        """Whether requests say that they want simulated trading."""
        return self.env is Env.DEMO


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
        InvalidArgument: a value is none of its kind, a file cannot be read or is open
            to others, or a key would reach an exchange that it is not for.
        MissingExtra: the key is in the keyring, and its library is not installed.
    """
    environ = Masked(os.environ if environ is None else environ)
    _check_given(timeout, credentials, env=env, region=region, profile=profile)
    kept, word = _profile_for(profile, env, environ)
    chosen_env, env_source = _first(
        ("the argument", env),
        (word, kept.env if word == NAMED else None),
        ("OKX_ENV", environ.get("OKX_ENV")),
        (word, kept.env),
        ("default", Env.LIVE),
    )
    chosen_region, region_source = _first(
        ("the argument", region),
        (word, kept.region if word == NAMED else None),
        ("OKX_REGION", environ.get("OKX_REGION")),
        (word, kept.region),
        ("default", Region.GLOBAL),
    )
    env = member(Env, chosen_env, env_source)
    region = member(Region, chosen_region, region_source)
    key, key_source = _key(env, credentials, kept, word, environ)
    url, url_source = _base_url(env, region, base_url, environ)
    return Settings(
        env=env,
        region=region,
        base_url=checked_url(url, "http"),
        stream_url=checked_url(stream_url or _stream_url(env, region, base_url), "ws"),
        credentials=key,
        timeout=timeout,
        profile=kept.name if word else None,
        proxy=checked_proxy(proxy),
        sources={
            "profile": _profile_source(profile, word),
            "env": env_source,
            "region": region_source,
            "base_url": url_source,
            "api_key": key_source,
        },
    )


def _check_given(timeout: object, credentials: object, **names: str | None) -> None:
    """Arguments of the wrong kind are told here, and not where they are first used."""
    if not isinstance(timeout, int | float) or not 0 < timeout < math.inf:
        raise InvalidArgument(f"timeout is {timeout!r}: give seconds above zero")
    if credentials is not None and not isinstance(credentials, Credentials):
        kind = type(credentials).__name__
        raise InvalidArgument(
            f"credentials are of the type {kind}: "
            "give Credentials(api_key, secret_key, passphrase)"
        )
    for name, value in names.items():
        if value == "":  # a variable that is not set would mean live trading
            raise InvalidArgument(f"{name} is empty: name one, or leave it out")


NAMED, USUAL = "the profile", "the default profile"


def _first(*found: tuple[str, T | None]) -> tuple[T, str]:
    """The first value there is, and where it is from."""
    for source, value in found:
        if value:
            return value, source
    raise AssertionError("the last one is a default")


def _profile_for(
    name: str | None, env: str | None, environ: Mapping[str, str]
) -> tuple[Profile, str]:
    """The profile that counts, and whether it was named; nothing of the sandbox's."""
    path = config_path(environ)
    named = name or environ.get("OKX_PROFILE")
    if named:
        return load_profile(named, path), NAMED
    wanted = env or environ.get("OKX_ENV")
    if wanted != Env.SANDBOX and (usual := default_profile(path)):
        kept = load_profile(usual, path)
        if wanted in {None, "", kept.env or Env.LIVE}:
            return kept, USUAL
    return Profile("none"), ""


def _profile_source(name: str | None, word: str) -> str:
    if word != NAMED:
        return "default_profile" if word else "none"
    return "the argument" if name else "OKX_PROFILE"


def _key(
    env: Env,
    given: Credentials | None,
    kept: Profile,
    word: str,
    environ: Masked[str],
) -> tuple[Credentials | None, str]:
    """The key, and where it is from; no real key goes to the sandbox by accident."""
    if given is not None:
        return given, "the argument"
    if word == NAMED and (own := _key_of(kept, env)):
        return own
    if env is Env.SANDBOX:
        from okx_sdk.sandbox import keys

        known = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
        return known, "the sandbox's own"
    if key := credentials_of(environ, KEY_VARIABLES, "the environment"):
        return key, "OKX_API_KEY"
    return _key_of(kept, env) or (None, "none")


def _key_of(kept: Profile, env: Env) -> tuple[Credentials, str] | None:
    """The key of a profile, if it has one that may be used there."""
    if kept.credentials is None and not kept.keyring:
        return None
    if env is Env.SANDBOX and kept.env is not Env.SANDBOX:
        return None
    if kept.env not in {None, env}:
        raise InvalidArgument(
            f"the key of the profile {kept.name!r} is for {kept.env}, "
            f"and env is {env}: live and demo keys do not mix"
        )
    if kept.credentials is not None:
        return kept.credentials, "the profile's file"
    from okx_sdk._keyring import fetch

    return fetch(kept.name), "the keyring"


def _base_url(
    env: Env, region: Region, given: str | None, environ: Mapping[str, str]
) -> tuple[str | None, str]:
    if given is not None:
        return given, "the argument"
    if env is not Env.SANDBOX:
        return REST_HOSTS[region], "the region"
    running = environ.get("OKX_SANDBOX_URL") or None
    return running, "OKX_SANDBOX_URL" if running else "the env"


def _stream_url(env: Env, region: Region, base_url: str | None) -> str | None:
    """Where streams are; `None` if they are where REST is: who names a host means it."""
    if base_url is not None and not is_of_okx(base_url):
        return None
    return STREAM_HOSTS.get((env, region))
