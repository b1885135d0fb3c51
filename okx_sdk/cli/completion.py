"""`okxsdk completion`: what a shell must know to complete the commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from okx_sdk.cli.streams import emit

__all__ = ["completion"]

HOW = {
    "bash": 'For this shell: eval "$(okxsdk completion bash)"\n'
    "# For all: okxsdk completion bash > ~/.local/share/bash-completion/completions/okxsdk",
    "zsh": 'For this shell: eval "$(okxsdk completion zsh)"\n'
    '# For all: okxsdk completion zsh > "${fpath[1]}/_okxsdk"',
    "fish": "For this shell: okxsdk completion fish | source\n"
    "# For all: okxsdk completion fish > ~/.config/fish/completions/okxsdk.fish",
}


@click.command
@click.argument("shell", type=click.Choice(tuple(HOW)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Completion for bash, zsh or fish.

    Prints a script, whose first lines say how it is installed.
    """
    kind = get_completion_class(shell)
    assert kind is not None, "click knows these shells"
    script = kind(ctx.find_root().command, {}, "okxsdk", "_OKXSDK_COMPLETE").source()
    head = "#compdef okxsdk\n" if shell == "zsh" else ""
    body = script.strip().removeprefix("#compdef okxsdk").lstrip()
    emit(f"{head}# {HOW[shell]}\n{body}\n")
