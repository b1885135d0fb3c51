"""Nothing public is without a docstring: not a class, a verb, an endpoint or a model."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "okx_sdk"
HOMES = sorted(
    path
    for path in ROOT.iterdir()
    if (path.is_dir() or path.suffix == ".py") and path.name != "__pycache__"
)
ROUTES = ("sandbox/desks/", "sandbox/streaming/")
"""Where a function answers the endpoint or the channel that it names, which says it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef


def modules(home):
    return sorted(home.rglob("*.py")) if home.is_dir() else [home]


def public(body):
    """What has a name without an underscore, and within classes too."""
    for node in body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def is_excused(node, where):
    decorators = [ast.unparse(each) for each in node.decorator_list]
    if any(each.endswith(("overload", ".setter")) for each in decorators):
        return True
    return isinstance(node, Function) and where.startswith(ROUTES)


@pytest.mark.parametrize("home", [pytest.param(p, id=p.stem) for p in HOMES])
def test_all_that_is_public_says_what_it_is(home):
    """In a first line that ends, as a sentence does."""
    for path in modules(home):
        where = path.relative_to(ROOT).as_posix()
        for node in public(ast.parse(path.read_text()).body):
            if is_excused(node, where):
                continue
            words = ast.get_docstring(node) or ""
            assert words, f"{where}: {node.name}"
            first = words.split("\n\n")[0]
            assert first[-1] in ".:?!", f"{where}: {node.name}: {first}"


def test_the_check_finds_what_has_none():
    """Or it could not fail."""
    found = list(
        public(ast.parse("class A:\n def b(self): ...\n def _c(self): ...").body)
    )

    assert [node.name for node in found] == ["A", "b"]
    assert not ast.get_docstring(found[1])
