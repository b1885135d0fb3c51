"""Named values: those of the catalogue, and those that it does not know yet."""

from __future__ import annotations

import inspect
import pickle

import pytest
import yaml

from okx_sdk.models import enums
from okx_sdk.protocol.codec import converter

ENUMS = [
    value
    for value in vars(enums).values()
    if inspect.isclass(value) and value.__module__ == enums.__name__
]


@pytest.fixture(scope="module")
def known(okx_v5):
    """The values of the catalogue's enums by their names."""
    text = (okx_v5 / "enums.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)["enums"]


def test_every_named_enum_is_declared(known):
    assert {enum.__name__ for enum in ENUMS} == known.keys()


def test_an_enum_has_the_values_of_the_catalogue(known):
    """The empty text is no value: a field that may be empty is `None` then."""
    for enum in ENUMS:
        values = [value for value in known[enum.__name__]["values"] if value]
        assert [member.value for member in enum] == values


def test_members_are_named_in_upper_case():
    for enum in ENUMS:
        for name in enum.__members__:
            assert name == name.upper()
            assert name.isidentifier()


def test_an_unknown_value_is_kept():
    """It equals its text, survives the wire and is told from those that are known."""
    for enum in ENUMS:
        value = converter.structure("brand-new", enum)

        assert value == "brand-new"
        assert isinstance(value, enum)
        assert not value.is_known
        assert converter.unstructure(value) == "brand-new"
        assert value not in list(enum)


def test_a_known_value_is_the_member():
    for enum in ENUMS:
        for member in enum:
            assert converter.structure(member.value, enum) is member
            assert converter.unstructure(member) == member.value
            assert member.is_known


def test_an_unknown_value_hashes_and_prints_as_its_text():
    value = enums.InstType("WARRANT")

    assert {value: 1}["WARRANT"] == 1
    assert str(value) == f"{value}" == "WARRANT"


def test_an_unknown_value_can_be_pickled():
    value = enums.InstType("WARRANT")

    assert pickle.loads(pickle.dumps(value)) == value


def test_what_is_no_text_is_no_value():
    with pytest.raises(ValueError, match="7"):
        enums.Side(7)
