"""Nothing is imported before it is needed, so help and completion come at once."""

import os
import subprocess
import sys

import pytest

HEAVY = {
    "anyio",
    "attrs",
    "cattrs",
    "httpx",
    "okx_sdk.client",
    "orjson",
    "plotext",
    "rich",
    "starlette",
    "uvicorn",
}


RUN = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, sep=",", file=sys.stderr))
from okx_sdk.cli.main import run
sys.exit(run())
"""


def imported(*words: str, **env: str) -> set[str]:
    """The modules that a run has imported by its end."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **env},
    )
    assert done.stdout
    return set(done.stderr.strip().split(","))


@pytest.mark.slow  # a process of its own
@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "--version",
        "candles --help",
        "tickers --help",
        "sandbox up --help",
        "api --help",
        "completion bash",
    ],
)
def test_help_imports_nothing_heavy(line):
    """Not even attrs, which takes as long as click."""
    assert not imported(*line.split()) & HEAVY


@pytest.mark.slow  # as above
def test_only_the_command_that_is_named_is_imported():
    """The others stay where they are."""
    names = imported("candles", "--help")

    commands = {name for name in names if name.startswith("okx_sdk.cli.")}
    assert "okx_sdk.cli.candles" in commands
    assert not commands & {
        f"okx_sdk.cli.{each}" for each in ("ticker", "api", "doctor")
    }


@pytest.mark.slow  # as above
@pytest.mark.parametrize("words", ["can", "candles BTC-USDT --bar 1", "api ma"])
def test_completion_imports_nothing_heavy(words):
    """Values of enums want attrs, and that is all."""
    typed = words.split(" ")
    names = imported(
        _OKXSDK_COMPLETE="bash_complete",
        COMP_WORDS=f"okxsdk {words}",
        COMP_CWORD=str(len(typed)),
    )

    assert not names & (HEAVY - {"attrs"})


@pytest.mark.slow  # as above
def test_only_the_section_that_is_named_is_imported():
    """The others stay where they are."""
    names = imported("api", "status", "--help")

    assert "okx_sdk.rest.status" in names
    assert "okx_sdk.rest.market" not in names
    assert not names & {"httpx", "okx_sdk.client", "rich"}


@pytest.mark.slow  # as above
def test_without_click_it_says_so():
    """The entry point is importable all the same."""
    code = (
        "import sys; sys.modules['click'] = None; "
        "from okx_sdk.cli.main import run; sys.exit(run(['--help']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "okxsdk: wants click: pip install 'okxsdk[cli]'\n"
