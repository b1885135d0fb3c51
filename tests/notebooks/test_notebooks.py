"""The notebooks run from top to bottom, and are kept without what they have shown."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from okx_sdk.sandbox.embedded import acquire

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
BOOKS = [pytest.param(path, id=path.name) for path in NOTEBOOKS]


def cells(path, kind):
    return [
        cell
        for cell in json.loads(path.read_text())["cells"]
        if cell["cell_type"] == kind
    ]


@pytest.fixture(scope="module")
def kernel():
    """One for all of them, because a kernel takes seconds to start."""
    embedded = acquire()
    client = NotebookClient(new_notebook(), timeout=60, kernel_name="python3")
    with client.setup_kernel(env={**os.environ, "OKX_SANDBOX_URL": embedded.url}):
        yield client
    embedded.release()


def test_there_are_three():
    """Getting started, trading derivatives, and exploring market data."""
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03"]


@pytest.mark.parametrize("path", BOOKS)
def test_a_notebook_is_kept_without_outputs(path):
    """So that a change of it is read as text, and nothing private is kept."""
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", BOOKS)
def test_a_notebook_tells_as_much_as_it_does(path):
    """A title first, and words between the cells."""
    words = cells(path, "markdown")

    assert words[0]["source"][0].startswith("# ")
    assert len(words) * 2 >= len(cells(path, "code"))


@pytest.mark.parametrize("path", BOOKS)
def test_a_notebook_names_the_sandbox_and_no_other(path):
    """Whoever runs one by mistake trades nothing."""
    clients = [
        ast.unparse(node)
        for cell in cells(path, "code")
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Client")
    ]

    assert clients == ["Client(env='sandbox')"]


@pytest.mark.rude  # another process
@pytest.mark.slow(reason="asks a sandbox for all that a notebook shows, and draws it")
@pytest.mark.parametrize("path", BOOKS)
def test_a_notebook_runs(path, kernel):
    """From top to bottom, with nothing left over from another."""
    book = nbformat.read(path, as_version=4)
    book.cells.insert(0, new_code_cell("%reset -f"))
    kernel.nb = book

    for place, cell in enumerate(book.cells):
        kernel.execute_cell(cell, place)

    assert any("image/png" in shown.get("data", {}) for shown in outputs(book))


def outputs(book):
    return [shown for cell in book.cells for shown in cell.get("outputs", [])]
