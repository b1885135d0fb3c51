"""Every command is documented, and the help's table says what the commands say."""

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
