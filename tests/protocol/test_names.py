"""OKX's words and ours."""

import keyword

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from okx_sdk.protocol.names import python_name, wire_name

WORDS = st.from_regex(
    r"[a-z]{1,6}[0-9]{0,2}([A-Z][a-z]{1,5}[0-9]{0,2}){0,4}([0-9]{1,2}h)?",
    fullmatch=True,
)


@given(WORDS)
def test_a_word_of_the_wire_comes_back_as_it_was(word):
    """Camel case becomes snake case and camel case again."""
    name = python_name(word)
    assume(name not in {"call_oi", "put_oi"})

    assert wire_name(name) == word
    assert name == name.lower()


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("inst_id", "instId"),
        ("cl_ord_id", "clOrdId"),
        ("vol_ccy_24h", "volCcy24h"),
        ("open_24h", "open24h"),
        ("px", "px"),
        ("call_oi", "callOI"),
        ("group_size_mb", "groupSizeMB"),
        ("inst_id_code", "instIdCode"),
    ],
)
def test_known_words_are_spelt_as_okx_spells_them(name, word):
    """The rule, and the capitals that it cannot give back."""
    assert wire_name(name) == word
    assert python_name(word) == name


@pytest.mark.parametrize("word", ["from", "type", "class"])
def test_a_trailing_underscore_is_pythons_and_not_the_wires(word):
    """`from_` is sent as `from`."""
    assert wire_name(f"{word}_") == word


def names_in(tree):
    if isinstance(tree, list):
        for each in tree:
            yield from names_in(each)
    elif isinstance(tree, dict):
        if isinstance(tree.get("name"), str) and "type" in tree:
            yield tree["name"]
        for each in tree.values():
            yield from names_in(each)


@pytest.mark.slow  # a catalogue of a megabyte is read
def test_every_name_of_the_catalogue_comes_back_as_it_was(okx_v5):
    """No parameter or field of OKX is lost in translation."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = yaml.load((okx_v5 / "rest.yaml").read_text(), loader)
    words = {w for w in names_in(tree["endpoints"]) if w.isidentifier()}

    lost = {w for w in words if wire_name(python_name(w)) != w}
    odd = {w for w in words if not python_name(w).isidentifier()}
    kept = {w for w in words if keyword.iskeyword(python_name(w))}

    assert len(words) > 500
    assert lost == set()
    assert odd == set()
    assert kept <= {"from"}
