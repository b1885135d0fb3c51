"""`okx_sdk.models` offers every name, and imports nothing before it is asked."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

import okx_sdk.models


def own_names():
    """Every class of every public module, and the module it is made in."""
    path, prefix = okx_sdk.models.__path__, "okx_sdk.models."
    for _, name, _ in pkgutil.iter_modules(path, prefix):
        if "._" in name:
            continue
        for each in vars(import_module(name)).values():
            if inspect.isclass(each) and each.__module__ == name:
                yield each.__name__, each


def test_every_class_is_offered():
    names = dict(own_names())

    assert names.keys() <= set(dir(okx_sdk.models))
    for name, value in names.items():
        assert getattr(okx_sdk.models, name) is value


def test_no_name_is_used_twice():
    names = [name for name, _ in own_names()]

    assert sorted(names) == sorted(set(names))


def test_nothing_else_is_offered():
    offered = okx_sdk.models._HOMES

    assert offered.keys() == dict(own_names()).keys()


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="Nonsense"):
        okx_sdk.models.Nonsense


def test_editors_are_told_of_every_module():
    """The imports that only type checkers read name each module that has a class."""
    text = inspect.getsource(okx_sdk.models)
    for name in set(okx_sdk.models._HOMES.values()):
        assert f"from okx_sdk.models.{name} import *" in text


@pytest.mark.slow  # a fresh interpreter
def test_importing_the_package_imports_no_module():
    code = (
        "import sys, okx_sdk.models;"
        "print([m for m in sys.modules if m.startswith('okx_sdk.models.')]);"
        "from okx_sdk.models import Side;"
        "print('okx_sdk.models.market' in sys.modules)"
    )

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.splitlines() == ["[]", "False"]
