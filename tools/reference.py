"""Writes the reference's pages from what the package says of itself.

    python tools/reference.py docs/reference/generated

Commands come from their `--help`, errors from their tree, endpoints, channels and models
from their docstrings. Building the docs runs it; nothing of it is committed.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import click

from okx_sdk import errors, models
from okx_sdk._sections import ClientSections
from okx_sdk.cli.app import okxsdk
from okx_sdk.errors import OkxError

__all__ = ["pages", "write"]

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 80}
TYPED = {"api"}
"""Groups whose commands are made from the endpoints, which have pages of their own."""


def write(folder: Path) -> None:
    """Write every page; one that has not changed keeps its time, and is not built anew."""
    folder.mkdir(parents=True, exist_ok=True)
    found = dict(pages())
    for path in set(folder.glob("*.md")) - {folder / name for name in found}:
        path.unlink()
    for name, text in found.items():
        path = folder / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


def pages() -> Iterator[tuple[str, str]]:
    """The name and the text of every page."""
    yield "cli.md", f"# The command line\n\n{''.join(_commands())}"
    yield "errors.md", _errors()
    yield from _sections()
    yield from _channels()
    yield from _models()


def _commands() -> Iterator[str]:
    root = click.Context(okxsdk, info_name="okxsdk", **HELP)  # type: ignore[arg-type] # click's own
    yield f"```text\n{okxsdk.get_help(root)}\n```\n\n"
    yield from _below(okxsdk, root, 2)


def _below(group: click.Group, ctx: click.Context, depth: int) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None, "it is in the list"
        inner = click.Context(command, info_name=name, parent=ctx, **HELP)  # type: ignore[arg-type] # click's own
        yield f"{'#' * depth} {inner.command_path}\n\n"
        yield f"```text\n{command.get_help(inner)}\n```\n\n"
        if isinstance(command, click.Group) and name not in TYPED:
            yield from _below(command, inner, depth + 1)


def _errors() -> str:
    tree = inspect.cleandoc(errors.__doc__ or "").split("\n\n")
    drawn = inspect.cleandoc(next(part for part in tree if "└" in part))
    classes = [
        found
        for name in errors.__all__
        if isinstance(found := getattr(errors, name), type)
        and issubclass(found, OkxError)
    ]
    told = "\n".join(_error(each) for each in classes)
    return (
        "# Errors\n\nEverything that this package raises is below `OkxError`.\n\n"
        f"```text\n{drawn}\n```\n\n{told}"
    )


def _error(kind: type[OkxError]) -> str:
    """What it means, what to do, and what is known of a request that failed so."""
    summary = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0]
    above = ", ".join(f"`{base.__name__}`" for base in kind.__bases__)
    facts = [
        f"- Below {above}.",
        f"- A read may be asked again unchanged: {'yes' if kind.retryable else 'no'}.",
        f"- What was to change something: `{kind.outcome}`.",
    ]
    hint = [f"- Advice: {kind.hint}"] if kind.hint else []
    return f"## {kind.__name__}\n\n{summary}\n\n" + "\n".join([*facts, *hint]) + "\n"


def _sections() -> Iterator[tuple[str, str]]:
    names = [
        name
        for name, found in vars(ClientSections).items()
        if not name.startswith("_") and hasattr(found, "func")
    ]
    listed = "\n".join(f"section-{name}" for name in sorted(names))
    yield "sections.md", _index("Sections", SECTIONS, listed)
    for name in names:
        module = f"okx_sdk.rest.{name}"
        (kind,) = import_module(module).__all__
        yield f"section-{name}.md", _class(f"okx.{name}", f"{module}.{kind}")


def _channels() -> Iterator[tuple[str, str]]:
    names = ("public", "private", "business")
    listed = "\n".join(f"channels-{name}" for name in names)
    yield "channels.md", _index("Channels", CHANNELS, listed)
    for name in names:
        module = f"okx_sdk.channels.{name}"
        (kind,) = import_module(module).__all__
        yield f"channels-{name}.md", _class(f"okx.channels.{name}", f"{module}.{kind}")


def _models() -> Iterator[tuple[str, str]]:
    names = sorted(
        module.name
        for module in iter_modules(models.__path__)
        if not module.name.startswith("_")
    )
    listed = "\n".join(f"- [{name}](models-{name}.md)" for name in names)
    yield "models.md", f"# Models\n\n{MODELS}\n\n{listed}\n"
    for name in names:
        yield f"models-{name}.md", _sources(import_module(f"okx_sdk.models.{name}"))


def _sources(module: ModuleType) -> str:
    """The classes of a module as they stand there: a model is its own best description."""
    # Not in the navigation of every page, where so many would take half of the time.
    parts = [
        f"---\norphan: true\n---\n\n# {module.__name__}\n\n{inspect.cleandoc(module.__doc__ or '')}\n"
    ]
    for name in module.__all__:
        found = getattr(module, name)
        if isinstance(found, type):
            source = inspect.getsource(found).rstrip()
            parts.append(f"## {name}\n\n```python\n{source}\n```\n")
    return "\n".join(parts)


SECTIONS = (
    "OKX's endpoints one to one. The blocking client has the same without `await`."
)
CHANNELS = "OKX's channels one to one; the `stream_…` verbs stand on them."
MODELS = "What calls and streams give: frozen values, whose fields are OKX's words."


def _index(title: str, text: str, listed: str) -> str:
    return f"# {title}\n\n{text}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"


def _class(title: str, kind: str) -> str:
    options = "   :members:\n   :inherited-members:\n   :class-doc-from: class"
    return _page(title, f".. autoclass:: {kind}\n{options}")


def _page(title: str, body: str) -> str:
    return f"# {title}\n\n```{{eval-rst}}\n{body}\n```\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
