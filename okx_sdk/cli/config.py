"""`okxsdk config`: which settings are in force, and where each comes from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.options import data_options, shared_options
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import current, settings
from okx_sdk.cli.wire import masked

if TYPE_CHECKING:
    from okx_sdk.settings import Profile, Settings

__all__ = ["config"]


@click.group
@shared_options
def config() -> None:
    """The settings in force.

    An option counts before the profile, the profile before the environment.
    """


@config.command
@data_options
def show() -> None:
    """Each setting and where it comes from; never a secret."""
    from okx_sdk.settings import Profile, config_path, load_profile

    sheet = Sheet(("setting", "value", "source"))
    loaded = settings()
    name = loaded.profile
    kept = load_profile(name) if name else Profile("default")
    path = config_path()
    there = "" if path.exists() else " (not there)"
    rows = [
        _row(
            "file",
            f"{path}{there}",
            "OKX_CONFIG" if _given("OKX_CONFIG") else "default",
        ),
        _row("profile", name, _source("profile", None, "OKX_PROFILE", "none")),
        _row("env", loaded.env.value, _of_profile("env", kept)),
        _row("region", loaded.region.value, _of_profile("region", kept)),
        _row("base_url", *_base_url(loaded)),
        _row("timeout", f"{loaded.timeout:g}", _source("timeout", None, "", "default")),
        _row("api_key", *_key(loaded, kept)),
    ]
    sheet.write(rows)


def _row(setting: str, value: str | None, source: str) -> Cells:
    return {"setting": setting, "value": value, "source": source}


def _given(variable: str) -> bool:
    return bool(os.environ.get(variable))


def _source(option: str, kept: object, variable: str, otherwise: str) -> str:
    """By the same order in which the settings are looked up."""
    if option in current().options:
        return f"--{option}"
    if kept is not None:
        return "the profile"
    return variable if variable and _given(variable) else otherwise


def _of_profile(name: str, kept: Profile) -> str:
    return _source(name, getattr(kept, name), f"OKX_{name.upper()}", "default")


def _base_url(loaded: Settings) -> tuple[str, str]:
    if loaded.base_url is None:
        return "the embedded sandbox", "the env"
    from okx_sdk.settings import Env

    is_sandbox = loaded.env is Env.SANDBOX
    return loaded.base_url, "OKX_SANDBOX_URL" if is_sandbox else "the region"


def _key(loaded: Settings, kept: Profile) -> tuple[str | None, str]:
    if loaded.credentials is None:
        return None, "none"
    shown = masked(loaded.credentials.api_key)
    if kept.credentials:
        return shown, "the profile"
    return shown, "OKX_API_KEY" if _given("OKX_API_KEY") else "the sandbox's own"
