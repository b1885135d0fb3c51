"""What the documents show runs: their Python, their commands, their links.

The blocks of a page are one program, from top to bottom, against one embedded sandbox.
A block that cannot run offline says so to its reader, in a first line of its own:

    # Not run by the tests: it wants a key of the demo exchange.
"""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest
from attrs import frozen
from click.testing import CliRunner

from okx_sdk.cli.app import okxsdk
from okx_sdk.sandbox.embedded import acquire

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    path
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("examples/*.md")]
    if "generated" not in path.parts and "_build" not in path.parts
)
TESTED_ELSEWHERE = {"README.md", "examples/README.md"}
"""Their blocks and programs are run one by one by tests/test_examples.py."""

FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
NOT_RUN = re.compile(r"# Not run by the tests: (?P<reason>[A-Za-z].{9,}\.)\n")
LANGUAGES = {"python", "sh", "text", "toml", "json", "ini"}
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


@frozen
class Block:
    """One fenced block of a page."""

    language: str
    text: str
    line: int

    @property
    def is_run(self) -> bool:
        return not NOT_RUN.match(self.text)


def blocks(path):
    text = path.read_text()
    return [
        Block(
            found[2].strip(), dedent(found[3]), text.count("\n", 0, found.start()) + 1
        )
        for found in FENCE.finditer(text)
    ]


def named(path):
    return path.relative_to(ROOT).as_posix()


def with_code(*languages):
    return [
        pytest.param(path, id=named(path))
        for path in PAGES
        if named(path) not in TESTED_ELSEWHERE
        and any(each.language in languages for each in blocks(path))
    ]


@pytest.fixture(scope="module")
def sandbox():
    """Started once, and used by every client of this process."""
    embedded = acquire()
    yield embedded.url
    embedded.release()


@pytest.fixture
def offline(sandbox, monkeypatch, tmp_path):
    """A reader's folder, and `OKX_ENV=sandbox`."""
    monkeypatch.setenv("OKX_ENV", "sandbox")
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_python(path, block, names):
    """At its own line of the page, so that a failure points there."""
    code = "\n" * block.line + block.text
    exec(compile(code, path, "exec"), names)


def run_shell(block):
    for line in block.text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if not words:
            continue
        assert words[0] == "okxsdk", f"only okxsdk can be run here: {line}"
        done = CliRunner().invoke(okxsdk, words[1:])
        assert done.exit_code == 0, f"{line}\n{done.output}"
        assert done.output


@pytest.mark.slow(reason="asks a sandbox for all that a page shows")
@pytest.mark.parametrize("path", with_code("python", "sh"))
def test_a_page_runs(path, offline, capsys):
    """From top to bottom."""
    names = {"__name__": "page"}
    for block in blocks(path):
        if block.language == "python" and block.is_run:
            run_python(path, block, names)
        elif block.language == "sh" and block.is_run:
            run_shell(block)


@pytest.mark.parametrize("path", [pytest.param(p, id=named(p)) for p in PAGES])
def test_a_block_says_what_it_is(path):
    """Its language is one that is looked after, and what is not run still compiles."""
    for block in blocks(path):
        if block.language.startswith("{"):
            continue
        assert block.language in LANGUAGES, f"line {block.line}"
        if block.language == "python":
            compile(block.text, named(path), "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        if block.language == "toml":
            tomllib.loads(block.text)
        if not block.is_run:
            assert block.language in {"python", "sh"}, f"line {block.line}"


def test_nearly_everything_runs():
    """What does not is the exception, and each says why."""
    found = [
        block
        for path in PAGES
        for block in blocks(path)
        if block.language in {"python", "sh"}
    ]

    assert len(found) > 50
    assert sum(not block.is_run for block in found) < len(found) / 4


def test_a_mark_without_a_reason_is_no_mark():
    """The reader is told why, in a sentence."""
    assert Block("sh", "# Not run by the tests: no.\nls\n", 1).is_run
    assert not Block(
        "sh", "# Not run by the tests: it runs until Ctrl-C.\nls\n", 1
    ).is_run


@pytest.mark.parametrize("path", [pytest.param(p, id=named(p)) for p in PAGES])
def test_every_link_within_the_repository_leads_somewhere(path):
    """Pages of the reference are made when the docs are built."""
    for target in LINK.findall(path.read_text()):
        if "reference/generated/" in (path.parent / target).as_posix():
            continue
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", [pytest.param(p, id=named(p)) for p in PAGES])
def test_a_sentence_has_a_line_of_its_own(path):
    """So that a change of one sentence is a change of one line."""
    if path.read_text().startswith("<!-- Printed by tools/"):
        return  # nobody writes it
    prose = FENCE.sub("", path.read_text())
    for line in prose.splitlines():
        if line.startswith(("|", "#", "- ", "  ", ">")):
            continue
        assert not re.search(r"[a-z`)]\. [A-Z]", line), line
