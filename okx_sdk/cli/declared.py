"""Commands made from endpoint declarations: their arguments, options and help."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Sequence
from typing import cast

import click

from okx_sdk.cli.asking import confirm
from okx_sdk.cli.options import data_options
from okx_sdk.cli.output import Sheet
from okx_sdk.cli.parameters import parameter_of
from okx_sdk.cli.state import open_client
from okx_sdk.cli.wire import show_request
from okx_sdk.protocol.endpoint import Endpoint

__all__ = ["command_of", "explained", "summary"]

_Method = Callable[..., list[object]]

_ENTRY = re.compile(r"(\w+): (.*)")


def summary(endpoint: Endpoint) -> str:
    """The first line of the docstring."""
    return (inspect.getdoc(endpoint.function) or "").partition("\n")[0]


def explained(endpoint: Endpoint) -> tuple[str, dict[str, str]]:
    """The docstring without its part on arguments, and what that says of each."""
    text, _, part = (inspect.getdoc(endpoint.function) or "").partition("\nArgs:\n")
    told: dict[str, str] = {}
    name = ""
    for line in part.splitlines():
        if line and not line.startswith(" "):
            break
        if not line.startswith("     ") and (entry := _ENTRY.fullmatch(line.strip())):
            name, told[name] = entry[1], entry[2]
        elif name:
            told[name] += f" {line.strip()}"
    return text.strip(), {name: said.strip() for name, said in told.items()}


def command_of(section: str, name: str, endpoint: Endpoint) -> click.Command:
    """The command of one endpoint of a section."""
    text, told = explained(endpoint)
    parameters = [
        parameter_of(each, told.get(each.name, ""))
        for each in endpoint.signature.parameters.values()
    ]

    @click.option("--dry-run", is_flag=True, help="Show the request; send nothing.")
    @data_options
    def call(dry_run: bool, **values: object) -> None:
        _call(section, endpoint, values, dry_run=dry_run)

    if endpoint.cursor is not None:
        call = click.option(
            "--all", "walk", is_flag=True, help="All rows, page by page, newest first."
        )(call)
    if endpoint.method == "POST":
        call = click.option(
            "-y", "--yes", is_flag=True, help="Do not ask before sending on live."
        )(call)
    lines = [
        f"{each.metavar}: {told[str(each.name)]}"
        for each in parameters
        if isinstance(each, click.Argument) and str(each.name) in told
    ]
    text = "\n\n".join([text, *lines])
    command = click.command(name, help=text, epilog=_epilog(endpoint))(call)
    command.params[:0] = parameters
    return command


def _epilog(endpoint: Endpoint) -> str:
    facts = [str(endpoint)]
    if rate := endpoint.rate:
        facts.append(f"{rate.count} calls in {rate.seconds:g} s")
    if endpoint.permission:
        facts.append(f"wants a key that may {endpoint.permission}")
    if endpoint.provisional:
        facts.append("provisional")
    return f"{'; '.join(facts)}."


def _call(
    section: str, endpoint: Endpoint, values: dict[str, object], *, dry_run: bool
) -> None:
    walk, yes = bool(values.pop("walk", False)), bool(values.pop("yes", False))
    arguments = {name: value for name, value in values.items() if value is not None}
    if dry_run:
        show_request(endpoint.request(endpoint.arguments((), arguments)))
        return
    sheet = Sheet(endpoint.shape.kind)
    if endpoint.method == "POST":
        confirm(str(endpoint), yes=yes)
    with open_client() as okx:
        method = cast("_Method", getattr(getattr(okx, section), endpoint.name))
        if walk:
            from okx_sdk import pages

            sheet.write(pages(method, **arguments))
        else:
            _show(sheet, method(**arguments))


def _show(sheet: Sheet, data: object) -> None:
    """Rows as rows, one model as one row, nothing as none, and bytes as they are."""
    if isinstance(data, bytes):
        sys.stdout.buffer.write(data)
    elif isinstance(data, list):
        sheet.write(cast("Sequence[object]", data))
    else:
        sheet.write([] if data is None else [data])
