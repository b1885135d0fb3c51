"""`okxsdk api`: any endpoint, made from its declaration, and raw paths."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

import okx_sdk
from okx_sdk.cli.lazy import LazyGroup, nearest
from okx_sdk.cli.options import data_options, shared_options

if TYPE_CHECKING:
    from okx_sdk.protocol.endpoint import Endpoint

__all__ = ["api"]

REST = Path(okx_sdk.__path__[0]) / "rest"
METHODS = {
    "GET": "Read from any path of OKX.",
    "POST": "Send to any path of OKX.",
}
_CLASS = re.compile(r'^class \w+\([^)]*\):\s+"""(.+?)(?:"""|$)', re.MULTILINE)


class Api(LazyGroup):
    """The sections by name, each imported when it is named, and the two methods."""

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, str]]:
        """By path, and by name; told from the sources' text, which is not run."""
        modules = (module.name for module in pkgutil.iter_modules([str(REST)]))
        sections = {
            _kebab(name): _docstring(REST / f"{name}.py")
            for name in modules
            if not name.startswith("_")
        }
        return {"By path": METHODS, "By name": sections}

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """A method, or a section with its endpoints."""
        if cmd_name.upper() in METHODS:
            return _by_path(cmd_name.upper())
        name = _kebab(cmd_name)
        return SectionGroup(name) if name in self.parts["By name"] else None


class SectionGroup(LazyGroup):
    """The endpoints of one section, whose module is imported when they are needed."""

    def __init__(self, name: str) -> None:
        help_ = _docstring(REST / f"{_snake(name)}.py")
        super().__init__(name, help=help_)
        shared_options(self)

    @cached_property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """The declarations by the commands' names."""
        from okx_sdk.protocol.endpoint import Section
        from okx_sdk.rest import endpoints

        module = import_module(f"okx_sdk.rest.{_snake(str(self.name))}")
        (section,) = (
            kind
            for kind in vars(module).values()
            if inspect.isclass(kind)
            and issubclass(kind, Section)
            and kind.__module__ == module.__name__
        )
        return {_kebab(name): each for name, each in endpoints(section).items()}

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, str]]:
        """One heading over all of them."""
        from okx_sdk.cli.declared import summary

        return {"Endpoints": {n: summary(each) for n, each in self.endpoints.items()}}

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command made from the declaration."""
        from okx_sdk.cli.declared import command_of

        name = _kebab(cmd_name)
        if name not in self.endpoints:
            return None
        return command_of(_snake(str(self.name)), name, self.endpoints[name])

    def unknown(self, ctx: click.Context, word: str) -> str:
        """A word that is no endpoint; `candles` may have meant `get-candles`."""
        known = self.list_commands(ctx)
        near = nearest(word, known) or nearest(f"get-{word}", known)
        return f"{self.name} has no endpoint {word!r}{near}"


def _kebab(name: str) -> str:
    return name.replace("_", "-")


def _snake(name: str) -> str:
    return name.replace("-", "_")


def _docstring(source: Path) -> str:
    """The first sentence of the section's class."""
    try:
        found = _CLASS.search(source.read_text(encoding="utf-8"))
    except OSError:  # installed without sources
        found = None
    return found[1].partition(". ")[0].removesuffix(".") + "." if found else ""


def _by_path(method: str) -> click.Command:
    """The command for one HTTP method."""

    @click.argument("path")
    @click.argument("pairs", metavar="[NAME=VALUE]...", nargs=-1)
    @click.option("--body", metavar="JSON", help="The body, as JSON; `-` reads stdin.")
    @click.option("--dry-run", is_flag=True, help="Show the request; send nothing.")
    @click.option("-y", "--yes", is_flag=True, help="Do not ask before a POST on live.")
    @data_options
    def by_path(
        path: str, pairs: Sequence[str], body: str | None, dry_run: bool, yes: bool
    ) -> None:
        from okx_sdk.cli.raw import call

        call(method, path, pairs, body, dry_run=dry_run, yes=yes)

    by_path.__doc__ = f"""{METHODS[method]}

    PATH is such as /api/v5/market/ticker; names and values are OKX's own and go into
    the {"query" if method == "GET" else "JSON body"}. Signed if there is a key; no rate
    limit is kept.
    """
    return click.command(method)(by_path)


EXAMPLES = """\b
okxsdk api market get-candles BTC-USDT --bar 1m --limit 5
okxsdk api GET /api/v5/market/ticker instId=BTC-USDT"""


@click.command("api", cls=Api, epilog=EXAMPLES)
@shared_options
def api() -> None:
    """Any endpoint of OKX, by name or by path."""
