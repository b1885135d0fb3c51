"""How declarations are written: a decorator, a docstring, and nothing more."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import okx_sdk.rest
from okx_sdk.rest import endpoints, sections

FOLDER = Path(okx_sdk.rest.__file__).parent
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")
METHODS = [
    pytest.param(method, id=f"{path.stem}.{method.name}")
    for path in MODULES
    for node in ast.parse(path.read_text("utf-8")).body
    if isinstance(node, ast.ClassDef)
    for method in node.body
    if not isinstance(method, ast.Expr)
]
each_endpoint = pytest.mark.parametrize(
    "endpoint",
    [
        pytest.param(endpoint, id=f"{section.__name__}.{name}")
        for section in sections()
        for name, endpoint in endpoints(section).items()
    ],
)


@pytest.mark.parametrize("method", METHODS)
def test_a_declaration_is_decorator_docstring_and_dots(method):
    """If it wants an `if`, it is a service."""
    assert isinstance(method, ast.AsyncFunctionDef)
    (decorator,) = method.decorator_list
    assert decorator.func.id in {"get", "post"}
    docstring, dots = method.body
    assert ast.get_docstring(method)
    assert isinstance(docstring, ast.Expr)
    assert dots.value.value is ...


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_holds_declarations_alone(path):
    """A docstring, imports, `__all__`, and classes whose bodies are methods."""
    docstring, *body = ast.parse(path.read_text("utf-8")).body

    kinds = {type(node) for node in body}
    assert isinstance(docstring.value.value, str)
    assert kinds <= {ast.Import, ast.ImportFrom, ast.Assign, ast.ClassDef}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_stays_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


ABSOLUTE = ("set-", "mmp-", "cancel-all", "mass-cancel", "maker-instrument-settings")
ASKING = ("position-builder", "order-precheck", "max-loan", "min-", "compute-")
REFUSED_TWICE = {"/api/v5/account/set-auto-earn"}  # it cannot be undone for a day


def test_what_is_made_again_reads_sets_a_value_or_cancels_all():
    """Section 7.3: never what places, moves or changes by an amount; all that sets."""
    posts = [
        endpoint
        for section in sections()
        for endpoint in endpoints(section).values()
        if endpoint.method == "POST"
    ]
    words = {each.path: each.path.rpartition("/")[2] for each in posts}
    settings = {path for path, word in words.items() if word.startswith("set-")}
    again = {each.path for each in posts if each.repeatable}

    assert all(words[path].startswith(ABSOLUTE + ASKING) for path in again)
    assert settings - again == REFUSED_TWICE
    assert not any("/asset/" in path for path in again)


@each_endpoint
def test_a_docstring_names_parameters_that_there_are(endpoint):
    """All of them, if any, so that every one can be looked up."""
    _, found, arguments = inspect.getdoc(endpoint.function).partition("Args:\n")
    if not found:
        return
    lines = arguments.splitlines()
    names = [
        line.strip().partition(":")[0]
        for line in lines
        if line.startswith("    ") and not line.startswith("     ")
    ]

    assert names == list(endpoint.signature.parameters)


@each_endpoint
def test_an_endpoint_can_be_asked_for(endpoint):
    """A call with the required arguments alone gives a request for its path."""
    arguments = {
        name: "x"
        for name, parameter in endpoint.signature.parameters.items()
        if parameter.default is inspect.Parameter.empty
    }
    if any("body" in str(p.annotation) for p in endpoint.signature.parameters.values()):
        return

    request = endpoint.request(endpoint.arguments((), arguments))

    assert request.method == endpoint.method
    assert request.path.partition("?")[0] == endpoint.path
