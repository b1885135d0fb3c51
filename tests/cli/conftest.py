"""A way to run a line of words, with a client that answers from memory."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from cli_fakes import FakeClient
from click.testing import CliRunner, Result

from okx_sdk.cli.app import okxsdk
from okx_sdk.cli.state import State


@pytest.fixture
def fake() -> FakeClient:
    """The client that a line of words gets."""
    return FakeClient()


Run = Callable[..., Result]


@pytest.fixture
def run(fake: FakeClient) -> Run:
    """Run a line of words, as `okxsdk` would, with the fake client."""

    def run(*words: str, stdin: str | None = None) -> Result:
        state = State(connect=lambda _: fake)
        result = CliRunner().invoke(okxsdk, words, obj=state, input=stdin)
        fake.options = state.options
        return result

    return run


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks: tables are the default, and nothing is coloured."""
    monkeypatch.setattr("okx_sdk.cli.output.is_terminal", lambda _: True)
    monkeypatch.setattr("okx_sdk.cli.output.room", lambda: int(os.environ["COLUMNS"]))
    monkeypatch.setenv("COLUMNS", "100")
