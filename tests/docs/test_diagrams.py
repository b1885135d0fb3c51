"""The diagrams are what their few lines draw."""

import importlib.util
from itertools import islice
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


diagrams = load("diagrams")


@pytest.mark.parametrize("name", diagrams.DIAGRAMS)
def test_a_diagram_is_not_stale(name):
    """Run tools/diagrams.py docs/_static after a change, and look at it."""
    kept = (ROOT / "docs" / "_static" / name).read_text()

    assert kept == diagrams.drawn(diagrams.DIAGRAMS[name])


@pytest.mark.slow(reason="imports every command")
def test_the_reference_names_every_command_and_every_error():
    """It is made from them."""
    from okx_sdk import errors
    from okx_sdk.cli.app import okxsdk

    pages = dict(islice(load("reference").pages(), 2))

    for name in okxsdk.list_commands(None):
        assert f"okxsdk {name}" in pages["cli.md"]
    for name in errors.__all__:
        if isinstance(getattr(errors, name), type) and name != "Outcome":
            assert f"## {name}\n" in pages["errors.md"]
