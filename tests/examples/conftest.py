"""The sample programs are packages of the checkout; one sandbox serves them all."""

import sys
from pathlib import Path

import pytest

from okx_sdk.sandbox.server import SandboxServer

sys.path.insert(0, str(Path(__file__).parents[2]))


@pytest.fixture(scope="session")
def shared_sandbox():
    server = SandboxServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def sandbox(shared_sandbox, monkeypatch):
    """A sandbox that `env="sandbox"` means."""
    monkeypatch.setenv("OKX_ENV", "sandbox")
    monkeypatch.setenv("OKX_SANDBOX_URL", shared_sandbox.url)
    return shared_sandbox
