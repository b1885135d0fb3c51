"""`okxsdk config`: which settings are in force, and the profiles that keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okx_sdk.cli.lazy import LazyGroup
from okx_sdk.cli.options import data_options, examples, shared_options
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import settings

if TYPE_CHECKING:
    from okx_sdk.settings import Settings

__all__ = ["config", "show"]

COMMANDS = {
    "Commands": {
        "show": (
            "okx_sdk.cli.config:show",
            "Each setting and where it comes from; never a secret.",
        ),
        "init": ("okx_sdk.cli.profiles:init", "Make a profile, and keep its API key."),
        "use": ("okx_sdk.cli.profiles:use", "Make a profile the default one."),
        "import": (
            "okx_sdk.cli.profiles:import_",
            "Take keys over from OKX's own command line.",
        ),
    }
}


@click.command("config", cls=LazyGroup, table=COMMANDS)
@shared_options
def config() -> None:
    """The settings in force, and profiles.

    An option counts before the profile, the profile before the environment, and that
    before the default profile.
    """


@click.command(
    epilog=examples("okxsdk config show", "okxsdk config show --profile practice")
)
@data_options
def show() -> None:
    """Each setting and where it comes from; never a secret."""
    shown = ("setting", "source", "value")  # of which the file's name may be long
    sheet = Sheet(("setting", "value", "source"), shown=shown, whole=True)
    loaded = settings()
    sheet.write([*_files(), *_values(loaded)])


def _row(setting: str, value: str | None, source: str) -> Cells:
    return {"setting": setting, "value": value, "source": source}


def _files() -> list[Cells]:
    import os

    from okx_sdk._files import is_there
    from okx_sdk.profiles import config_path, profile_names

    path = config_path()
    there = "" if is_there(path) else " (not there)"
    source = "OKX_CONFIG" if os.environ.get("OKX_CONFIG") else "default"
    rows = [_row("file", f"{path}{there}", source)]
    if names := profile_names(path):
        rows.append(_row("profiles", ", ".join(names), "the file"))
    return rows


def _values(loaded: Settings) -> list[Cells]:
    key = loaded.credentials
    values = {
        "profile": loaded.profile,
        "env": loaded.env.value,
        "region": loaded.region.value,
        "base_url": loaded.base_url or "the embedded sandbox",
        "timeout": f"{loaded.timeout:g}",
        "api_key": key.hint if key else None,
    }
    return [_row(name, value, _source(name, loaded)) for name, value in values.items()]


def _source(name: str, loaded: Settings) -> str:
    from okx_sdk.cli.state import current

    found = loaded.sources.get(name, "default")
    is_option = name in current().options
    return f"--{name}" if is_option else found
