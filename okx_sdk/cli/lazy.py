"""Groups whose commands are imported when they are named, not before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import cast

import click
from click.shell_completion import CompletionItem

__all__ = ["LazyGroup", "nearest"]


class LazyGroup(click.Group):
    """A group made of a table: headings, names, and where each command lives.

    The texts of the table stand in the help, so that nothing is imported for it; a
    test compares them with the commands' own.
    """

    def __init__(
        self,
        name: str | None = None,
        *,
        table: Mapping[str, Mapping[str, tuple[str, str]]] | None = None,
        **attributes: object,
    ) -> None:
        # A group without a command shows its help, and that it wanted one.
        attributes.setdefault("no_args_is_help", True)
        super().__init__(name, **attributes)  # type: ignore[arg-type] # click's own
        self._table = table or {}

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, str]]:
        """What each command is for, by headings and names."""
        return {
            heading: {name: text for name, (_, text) in part.items()}
            for heading, part in self._table.items()
        }

    @property
    def texts(self) -> dict[str, str]:
        """What each command is for, by names."""
        return {
            name: text for part in self.parts.values() for name, text in part.items()
        }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """All names, in the order of the table."""
        return list(self.texts)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name, imported now."""
        for part in self._table.values():
            if cmd_name in part:
                home, _, attribute = part[cmd_name][0].partition(":")
                return cast("click.Command", getattr(import_module(home), attribute))
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the line names, or an error that names the nearest."""
        word = args[0]
        if not word.startswith("-") and not ctx.resilient_parsing:
            command = self.get_command(ctx, word)
            if command is None:
                raise click.UsageError(self.unknown(ctx, word), ctx)
            return word, command, args[1:]
        return super().resolve_command(ctx, args)

    def unknown(self, ctx: click.Context, word: str) -> str:
        """What to say of a word that is no command."""
        return f"no command {word!r}{nearest(word, self.list_commands(ctx))}"

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The commands by heading."""
        width = max((len(name) for name in self.list_commands(ctx)), default=0)
        for heading, part in self.parts.items():
            with formatter.section(heading):
                formatter.write_dl([(n.ljust(width), text) for n, text in part.items()])

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """The names that begin so, with their texts."""
        options = click.Command.shell_complete(self, ctx, incomplete)
        names = [
            CompletionItem(name, help=text)
            for name, text in self.texts.items()
            if name.startswith(incomplete)
        ]
        return [*names, *options]


def nearest(word: str, known: Sequence[str]) -> str:
    """`: did you mean …?` if a known word is near."""
    import difflib

    near = difflib.get_close_matches(word, known, n=1)
    return f": did you mean {near[0]}?" if near else ""
