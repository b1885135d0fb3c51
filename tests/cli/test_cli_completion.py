"""Completion of commands, options and values."""

import os

import pytest
from click.testing import CliRunner

from okx_sdk.cli.app import okxsdk


def completed(words: str) -> list[str]:
    """What bash would be offered for the last word."""
    *_, incomplete = typed = words.split(" ")
    env = {
        "_OKXSDK_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["okxsdk", *typed]),
        "COMP_CWORD": str(len(typed)),
    }
    result = CliRunner().invoke(okxsdk, [], prog_name="okxsdk", env=env)
    assert result.exit_code == 0
    found = [line.partition(",")[2] for line in result.stdout.splitlines()]
    assert all(each.lower().startswith(incomplete.lower()) for each in found)
    return found


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("tick", ["ticker", "tickers"]),
        ("--env s", ["sandbox"]),
        ("candles X --env ", ["live", "demo", "sandbox"]),
        ("candles X --bar 1d", ["1D", "1Dutc"]),
        ("candles X -o t", ["table"]),
        ("candles --inc", ["--include-open"]),
        ("tickers --type s", ["SPOT", "SWAP"]),
        ("tickers --sort vol", ["vol_ccy_24h", "vol_24h"]),
        ("sandbox ", ["routes", "up"]),
        ("config s", ["show"]),
        ("completion z", ["zsh"]),
        ("api announ", ["announcements"]),
        ("api market get-tr", ["get-trades"]),
        ("api market get-candles X --bar 3m", ["3m", "3M", "3Mutc"]),
        ("api market get-tickers sp", ["SPOT"]),
    ],
)
def test_what_is_offered(words, offered):
    """Names, values of options, and the enums of declared endpoints."""
    assert completed(words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_says_how_it_is_installed(run, shell):
    """In its first lines, as comments."""
    result = run("completion", shell)

    assert result.exit_code == 0
    assert "_OKXSDK_COMPLETE" in result.stdout
    assert f"okxsdk completion {shell}" in result.stdout.split("\n_okxsdk")[0]
    assert result.stdout.startswith("#")


def test_the_zsh_script_is_one_for_its_folder(run):
    """Its first line names the command, once."""
    text = run("completion", "zsh").stdout

    assert text.startswith("#compdef okxsdk\n")
    assert text.count("#compdef") == 1


def test_completion_leaves_the_environment_alone():
    """The variables are the shell's."""
    completed("tick")

    assert "_OKXSDK_COMPLETE" not in os.environ
