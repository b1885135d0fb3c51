"""Every model, made of any values its types allow, survives the wire and back."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import okx_sdk.models
from okx_sdk.models._base import Number, OpenEnum, Payload
from okx_sdk.protocol.codec import converter

MODULES = [
    importlib.import_module(name)
    for _, name, _ in pkgutil.iter_modules(okx_sdk.models.__path__, "okx_sdk.models.")
    if "._" not in name
]
MODELS = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if inspect.isclass(kind) and attrs.has(kind) and kind.__module__ == module.__name__
]

words = st.text("abcXYZ019-_ /%é", min_size=1, max_size=8)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


def cut(unit):
    """Moments as exact as the wire tells them."""
    return moments.map(
        lambda moment: moment - (moment - datetime.min.replace(tzinfo=UTC)) % unit
    )


PLAIN = {
    "us": moments,
    "s": cut(timedelta(seconds=1)),
    "ms or 0": cut(timedelta(milliseconds=1)),
    "flag": st.booleans(),
    "number": st.integers(-(2**53), 2**53),
    "csv": st.lists(words, max_size=3).map(tuple),
    str: words,
    int: st.integers(),
    bool: st.booleans(),
    Decimal: numbers,
    datetime: cut(timedelta(milliseconds=1)),
    date: st.dates(date(2000, 1, 1), date(2100, 1, 1)),
}


def values(kind):
    """Any value of a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        kind = kind.__metadata__[0]
    if kind in PLAIN:
        return PLAIN[kind]
    if origin in {Union, UnionType}:
        inner = [values(each) for each in arguments if each is not NoneType]
        return st.one_of(st.none(), *inner)
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(words, values(arguments[1]), max_size=2)
    if issubclass(kind, OpenEnum):
        return st.one_of(st.sampled_from(list(kind)), words.map(kind))
    return instances(kind)


@cache
def instances(model):
    """Any instance of a model."""
    attrs.resolve_types(model)
    fields = {field.name: values(field.type) for field in attrs.fields(model)}
    return st.builds(model, **fields)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@settings(max_examples=10, deadline=None, database=None)
@given(data=st.data())
def test_a_model_survives_the_wire(model, data):
    """Through JSON as well, which knows neither tuples nor decimals."""
    value = data.draw(instances(model))

    wire = json.loads(json.dumps(converter.unstructure(value)))

    assert converter.structure(wire, model) == value


def test_models_are_frozen_values():
    """Frozen, slotted, and nothing in them is a list or set."""
    for model in MODELS:
        attrs.resolve_types(model)
        kinds = {get_origin(field.type) for field in attrs.fields(model)}

        assert "__slots__" in vars(model), model
        assert model.__setattr__ is not object.__setattr__, model
        assert not kinds & {list, set}, model


def test_fields_that_may_be_absent_say_so():
    """Their default is `None`; what is sent may have values of its own."""
    for model in MODELS:
        attrs.resolve_types(model)
        for field in attrs.fields(model) if not issubclass(model, Payload) else ():
            optional = get_origin(field.type) in {Union, UnionType}
            assert optional == (field.default is None), (model, field.name)


def test_numbers_without_quotes_stay_without():
    """The wire writes a few numbers as such."""
    assert converter.unstructure(7, unstructure_as=Number) == 7


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_module_lists_what_it_offers(module):
    own = {
        name
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__
    }

    assert own <= set(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)
