"""What people are shown runs: the programs of examples/ and the README's code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = sorted((ROOT / "examples").glob("*.py"))
BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        env={**os.environ, "OKX_ENV": "sandbox"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


@pytest.mark.slow(reason="a process of its own, with a sandbox inside")
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.name)
def test_an_example_runs_offline(program):
    """It ends well, says something, and complains of nothing."""
    done = run(str(program))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.slow(reason="a process of its own, with a sandbox inside")
@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_a_block_of_the_readme_runs(number):
    """Each block is a program."""
    done = run("-c", BLOCKS[number])

    assert (done.returncode, done.stderr) == (0, "")
