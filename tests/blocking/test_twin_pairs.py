"""Each blocking class beside its async one: the same names, signatures and words."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path

import pytest

from okx_sdk.blocking._base import BlockingClient, BlockingPages, BlockingSection

ROOT = Path(__file__).parents[2]
NOT_PRINTED = {"aclose"}
RETURNS = {
    "Pages": "BlockingPages",
    "Subscription": "BlockingSubscription",
    "BookStream": "BlockingSubscription[Book]",
    "AsyncClient": "Client",
    "Portfolio": "BlockingPortfolio",
    "DeadMan": "BlockingDeadMan",
}


def pairs():
    """Every async class that has a twin, with the twin."""
    modules = ["okx_sdk.client"]
    if importlib.util.find_spec("okx_sdk.rest") is not None:
        rest = importlib.import_module("okx_sdk.rest")
        found = pkgutil.iter_modules(rest.__path__, "okx_sdk.rest.")
        modules += [each.name for each in found if "._" not in each.name]
    modules += [
        "okx_sdk._sections",
        "okx_sdk._streams",
        "okx_sdk._private_streams",
        "okx_sdk._safety",
        "okx_sdk.channels.every",
    ]
    modules += [
        f"okx_sdk.channels.{name}" for name in ("public", "business", "private")
    ]
    for name in modules:
        module = importlib.import_module(name)
        for each in vars(module).values():
            if inspect.isclass(each) and each.__module__ == name and has_twin(each):
                yield each, twin_of(each)


def has_twin(cls):
    bases = {base.__name__ for base in cls.__mro__}
    return "Section" in bases or cls.__name__ == "AsyncClient"


def twin_of(cls):
    name = cls.__module__.replace("okx_sdk.", "okx_sdk.blocking.", 1)
    module = importlib.import_module(name)
    return getattr(module, "Client" if cls.__name__ == "AsyncClient" else cls.__name__)


def public(cls, *stops):
    """The public members, but for those of the base classes given."""
    own = [base for base in cls.__mro__ if base not in {object, *stops}]
    members = {
        name: value for base in reversed(own) for name, value in vars(base).items()
    }
    return {
        name: value
        for name, value in members.items()
        if not name.startswith("_") and name not in NOT_PRINTED
    }


def members():
    for source, twin in pairs():
        for name in public(source):
            if name in public(twin):
                yield pytest.param(source, twin, name, id=f"{source.__name__}.{name}")


if importlib.util.find_spec("okx_sdk.blocking.client") is None:
    pytest.skip("okx_sdk/blocking is not printed yet", allow_module_level=True)


@pytest.mark.parametrize(
    ("source", "twin"), [pytest.param(*pair, id=pair[0].__name__) for pair in pairs()]
)
def test_a_twin_has_the_same_names(source, twin):
    assert list(public(twin, BlockingClient, BlockingSection)) == list(public(source))


@pytest.mark.parametrize(("source", "twin", "name"), list(members()))
def test_a_method_and_its_twin_have_one_signature(source, twin, name):
    ours, theirs = public(twin)[name], public(source)[name]
    if isinstance(theirs, property | cached_property):
        assert type(ours) in {property, cached_property}
        ours, theirs = (
            each.fget if isinstance(each, property) else each.func
            for each in (ours, theirs)
        )
    ours, theirs = inspect.signature(ours), inspect.signature(theirs)

    assert list(ours.parameters.values()) == list(theirs.parameters.values())
    head, bracket, rest = str(theirs.return_annotation).partition("[")
    assert ours.return_annotation == f"{RETURNS.get(head, head)}{bracket}{rest}"


@pytest.mark.parametrize(("source", "twin", "name"), list(members()))
def test_a_method_and_its_twin_say_the_same(source, twin, name):
    theirs = inspect.getdoc(public(source)[name]) or ""
    words = theirs.replace("async ", "").replace("await ", "")

    ours = (inspect.getdoc(public(twin)[name]) or "").replace("await ", "")

    assert ours == words.replace("AsyncClient", "Client")


@pytest.mark.parametrize(("source", "twin", "name"), list(members()))
def test_no_twin_waits(source, twin, name):
    """Neither a coroutine nor an async iterator is handed to blocking code."""
    assert not inspect.iscoroutinefunction(public(twin)[name])
    assert not inspect.isasyncgenfunction(public(twin)[name])


def test_the_constructors_have_one_signature():
    for source, twin in pairs():
        if source.__name__ == "AsyncClient":
            ours, theirs = (inspect.signature(each.__init__) for each in (twin, source))
            assert ours == theirs


def test_pages_are_an_iterator():
    assert hasattr(BlockingPages, "__next__")


@pytest.mark.slow  # the formatter is another process
def test_the_printed_files_are_fresh():
    checked = subprocess.run(
        [sys.executable, ROOT / "tools" / "twin.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.stdout == ""
    assert checked.returncode == 0
