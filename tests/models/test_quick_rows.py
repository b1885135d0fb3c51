"""Rows of every model are read the quick way as the converter reads them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_round_trips import MODELS, instances

from okx_sdk.protocol.codec import by_reference, converter

NUMBERS = [
    "1",
    "+1",
    "-1",
    "1_0",
    "1.50",
    "1e5",
    "1E-400",
    "NaN",
    "-inf",
    "1790000000120",
    "179000000012",
]
LONG = ["9" * 301, "0." + "0" * 301 + "1"]
OTHERS = [None, "", "x", "true", " 1", "\u0661", 0, 1, 1.5, True, False, [], [""], {}]
odd = st.sampled_from([*NUMBERS, *LONG, *OTHERS])


def outcome(read):
    """What is read, exact to the last nought, or the kind of error."""
    try:
        return repr(read())
    except Exception as error:
        return type(error)


@st.composite
def rows(draw):
    """A row as the wire has it, and its model; some fields are missing, some odd."""
    model = draw(st.sampled_from(MODELS))
    row = json.loads(json.dumps(converter.unstructure(draw(instances(model)))))
    places = range(len(row)) if isinstance(row, list) else sorted(row)
    if places and draw(st.booleans()):
        for place in draw(st.lists(st.sampled_from(places), max_size=2, unique=True)):
            row[place] = draw(odd)
    if places and draw(st.booleans()):
        del row[draw(st.sampled_from(places))]
    return row, model


@pytest.mark.slow  # for each row its model's function is written and compiled
@settings(max_examples=150)
@given(rows())
def test_any_row_of_any_model_is_read_alike(drawn):
    """The same value, or the same error; the second time with what was learned."""
    row, model = drawn

    found = [outcome(lambda: converter.structure(row, model)) for _ in range(2)]

    assert found == [outcome(lambda: by_reference(row, model))] * 2
