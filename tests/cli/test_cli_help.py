"""Every command is documented, and the help's table says what the commands say."""

import shlex
from importlib import import_module

import click
import pytest

from okx_sdk.cli import config, options, order
from okx_sdk.cli.app import COMMANDS, okxsdk
from okx_sdk.models.enums import InstType
from okx_sdk.settings import Env, Region

ENTRIES = {
    home: (name, text)
    for table in (COMMANDS, config.COMMANDS, order.COMMANDS)
    for part in table.values()
    for name, (home, text) in part.items()
}


def commands(group=okxsdk, path=()):
    """All commands but those made from declarations, with their paths."""
    ctx = click.Context(group, info_name=group.name)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        yield (*path, name), command
        if isinstance(command, click.Group) and name != "api":
            yield from commands(command, (*path, name))
    if group is okxsdk:
        yield ("api", "GET"), okxsdk.get_command(ctx, "api").get_command(ctx, "GET")


ALL = dict(commands())


@pytest.mark.parametrize("home", ENTRIES)
def test_the_table_says_what_the_command_says(home):
    """The texts stand in a table so that nothing is imported for them."""
    name, text = ENTRIES[home]
    module, _, attribute = home.partition(":")

    command = getattr(import_module(module), attribute)

    assert command.help.splitlines()[0] == text
    assert command.name == name


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help(run, path):
    """Also each of its options, and -h is as good as --help."""
    result = run(*path, "--help")

    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: okxsdk {' '.join(path)} ")
    assert run(*path, "-h").stdout == result.stdout
    for parameter in ALL[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_takes_the_shared_options(path):
    """Wherever they stand; completion alone asks nobody."""
    flags = {flag for each in ALL[path].params for flag in each.opts}

    if path != ("completion",):
        assert {"--env", "--region", "--profile", "--timeout", "--verbose"} <= flags


def test_the_root_lists_the_commands_by_heading(run):
    """With the exit codes below them."""
    text = run("--help").stdout

    for heading, part in COMMANDS.items():
        assert f"\n{heading}:\n" in text
        for name, (_, summary) in part.items():
            assert f"  {name}" in text
            assert summary.split(maxsplit=1)[0] in text
    assert "2 usage" in text
    assert "130 interrupted" in text


def test_the_version(run):
    """The package's."""
    from okx_sdk import __version__

    assert run("--version").stdout == f"okxsdk {__version__}\n"


@pytest.mark.parametrize(
    ("written", "kind"),
    [(options.ENVS, Env), (options.REGIONS, Region), (options.INST_TYPES, InstType)],
)
def test_choices_are_those_of_the_enums(written, kind):
    """They are written out, since the enums take long to import."""
    assert written == tuple(member.value for member in kind)


def test_instruments_are_put_into_capitals_only_as_a_whole(run, fake):
    """What has a capital is meant as it is written."""
    run("orderbook", "btc-usdt")
    run("orderbook", "Btc-usdt")

    assert [call[1][0] for call in fake.calls] == ["BTC-USDT", "Btc-usdt"]


EXAMPLES = {
    line.strip(): path
    for path, command in ALL.items()
    for line in (command.epilog or "").splitlines()
    if line.lstrip().startswith("okxsdk ")
}
TRADES = ("balance", "positions", "orders", "fills", "order", "algo", "leverage")
OTHERS = ("transfer", "stream", "watch", "config", "doctor")


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_can_be_typed(line):
    """It is of the command that it stands below, or of its group; no word is unknown."""
    words = shlex.split(line.partition(" | ")[0])[1:]
    path = max((p for p in ALL if place(p, words) >= 0), key=lambda p: rank(p, words))
    start = place(path, words)
    rest = words[:start] + words[start + len(path) :]

    assert path[: len(EXAMPLES[line])] == EXAMPLES[line]
    # Of a command without a parent, -h would be none from then on.
    root = click.Context(okxsdk, **okxsdk.context_settings)
    assert ALL[path].make_context(path[-1], rest, parent=root).command is ALL[path]


def place(path, words):
    """Where in a line a command is named; below zero if it is not."""
    spans = (tuple(words[at : at + len(path)]) for at in range(len(words)))
    return next((at for at, span in enumerate(spans) if span == path), -1)


def rank(path, words):
    """The longest name counts, and of those the first."""
    return len(path), -place(path, words)


@pytest.mark.parametrize(
    "path", [p for p in ALL if p[0] in TRADES + OTHERS], ids=" ".join
)
def test_what_trades_shows_by_example_how_it_is_typed(path):
    """Public streams have theirs below the group."""
    is_public = path[0] == "stream" and path[1:] not in {("orders",), ("fills",)}
    is_group = isinstance(ALL[path], click.Group)

    assert is_public or is_group or ALL[path].epilog
