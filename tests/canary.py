"""The whole session signs with the sandbox's key: nothing that it writes may show it.

Goal 22: what the tests print and log, what they leave in temporary folders, and the
cassettes are searched when they end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from okx_sdk.sandbox import keys

CANARIES = (keys.SECRET_KEY, keys.PASSPHRASE)
CASSETTES = Path(__file__).parents[1] / "cassettes"
MOST_BYTES = 20_000_000

_found: list[str] = []


def holds_one(data: bytes | str) -> bool:
    """Whether a secret is there, in plain text."""
    text = data if isinstance(data, str) else data.decode("latin-1")
    return any(canary in text for canary in CANARIES)


def searched(folders: Iterable[Path]) -> Iterator[str]:
    """The files below that hold one."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    if holds_one(file.read(MOST_BYTES)):
                        yield str(path)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What a test printed and logged; what a failure shows of it is for its author."""
    # Those of the last phase are those of all.
    for title, text in report.sections if report.when == "teardown" else ():
        if holds_one(text):
            _found.append(f"{report.nodeid}: {title}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The files, and the verdict."""
    # Of the one process that has them all, if there are several.
    factory = getattr(session.config, "_tmp_path_factory", None)
    base = getattr(factory, "_basetemp", None)
    _found.extend(searched([CASSETTES, *([base] if base else [])]))
    if _found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where it was found."""
    if _found:
        terminalreporter.section("secrets were written", red=True)
        for where in _found:
            terminalreporter.line(where)
