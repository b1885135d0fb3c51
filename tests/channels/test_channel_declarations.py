"""How channels are written: a decorator, a docstring, and nothing more."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import okx_sdk.channels
from okx_sdk.channels import channels, sections

FOLDER = Path(okx_sdk.channels.__file__).parent
MODULES = [FOLDER / f"{name}.py" for name in sections()]
MODULES += sorted(FOLDER.glob("_[a-z]*.py"))
METHODS = [
    pytest.param(method, id=f"{path.stem}.{method.name}")
    for path in MODULES
    for node in ast.parse(path.read_text("utf-8")).body
    if isinstance(node, ast.ClassDef)
    for method in node.body
    if not isinstance(method, ast.Expr)
]
each_channel = pytest.mark.parametrize(
    "channel",
    [
        pytest.param(channel, id=str(channel))
        for section in sections().values()
        for channel in channels(section).values()
    ],
)


@pytest.mark.parametrize("method", METHODS)
def test_a_channel_is_decorator_docstring_and_dots(method):
    """It subscribes at once and waits later, so it is no `async def`."""
    assert isinstance(method, ast.FunctionDef)
    (decorator,) = method.decorator_list
    assert decorator.func.id == "channel"
    docstring, dots = method.body
    assert ast.get_docstring(method)
    assert isinstance(docstring, ast.Expr)
    assert dots.value.value is ...


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_channels_holds_nothing_else(path):
    """A docstring, imports, `__all__`, and classes; and it stays short."""
    text = path.read_text("utf-8")
    docstring, *body = ast.parse(text).body

    kinds = {type(node) for node in body}
    assert isinstance(docstring.value.value, str)
    assert kinds <= {ast.Import, ast.ImportFrom, ast.Assign, ast.ClassDef}
    assert len(text.splitlines()) <= 400


@each_channel
def test_a_docstring_names_the_parameters_that_there_are(channel):
    """All of them, if any."""
    _, found, arguments = inspect.getdoc(channel.function).partition("Args:\n")
    names = [
        line.strip().partition(":")[0]
        for line in arguments.splitlines()
        if line.startswith("    ") and not line.startswith("     ")
    ]

    assert not found or names == list(channel.signature.parameters)


@each_channel
def test_a_channel_stands_in_the_section_of_its_connection(channel):
    assert channel.name in {
        each.name for each in channels(sections()[channel.connection]).values()
    }


def test_no_two_methods_declare_one_channel():
    names = [
        channel.name
        for section in sections().values()
        for channel in channels(section).values()
    ]

    assert len(names) == len(set(names))
