"""The channels beside the catalogue of the exchange: the same, both ways."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

import attrs
import pytest
from channel_differences import DEAD_COLUMNS, FIELD_TYPES, LEFT_OUT, UNNAMED_VALUES

from okx_sdk.channels import channels, sections
from okx_sdk.models._base import MaybeTime, OpenEnum, Row
from okx_sdk.models.enums import InstType, WsAction
from okx_sdk.protocol.codec import column_of
from okx_sdk.protocol.names import python_name, wire_name

KINDS = {
    "string": {str},
    "int": {int},
    "decimal": {Decimal},
    "bool": {bool},
    "ms-timestamp": {datetime},
}

DECLARED = {
    channel.name: (name, channel)
    for section in sections().values()
    for name, channel in channels(section).items()
}
each_channel = pytest.mark.parametrize(
    "channel",
    [pytest.param(channel, id=str(channel)) for _, channel in DECLARED.values()],
)

# Seconds of silence that are too many where the exchange documents a cadence.
STALE_AFTER = {
    "books": 75,
    "books5": 75,
    "bbo-tbt": 75,
    "books50-l2-tbt": 75,
    "books-l2-tbt": 75,
    "books-rpi": 75,
    "mark-price": 15,
    "index-tickers": 75,
    "funding-rate": 120,
}

# Channels of one's own whose next push says all that one before it said.
MAY_BE_LOST = {"account-greeks", "economic-calendar"}


@pytest.fixture
def entry(channel, channel_catalogue):
    """What the catalogue says of the channel."""
    return channel_catalogue[channel.name]


def test_every_channel_is_declared_or_left_out_for_a_reason(channel_catalogue):
    """No other is declared."""
    assert DECLARED.keys() | LEFT_OUT.keys() == channel_catalogue.keys()
    assert not DECLARED.keys() & LEFT_OUT.keys()


@each_channel
def test_a_method_is_named_as_its_channel(channel):
    """In snake case; candles, whose length is a parameter, in the plural."""
    method, _ = DECLARED[channel.name]
    words = channel.name.replace("{bar}", "s").replace("-", "_")

    assert method == words


@each_channel
def test_the_connection_and_the_login_are_the_documented_ones(channel, entry):
    assert channel.connection == entry["connection"]
    assert channel.needs_login == entry["login"]


@each_channel
def test_the_arguments_are_the_documented_ones(channel, entry):
    """Names, and which are required; the rest is by keyword and defaults to `None`."""
    known = {}
    for each in entry["args"]:
        for arg in each.get("fields", [each]):  # what is within a text of JSON
            known[arg["name"]] = arg["required"] is True

    found = {wire_name(p.name): p for p in channel.signature.parameters.values()}
    bar = found.pop("bar", None)

    assert (bar is not None) == ("{bar}" in channel.name)
    assert found.keys() == known.keys()
    for name, parameter in found.items():
        required = parameter.default is parameter.empty
        assert required == known[name], name
        assert required or (parameter.default, parameter.kind) == (
            None,
            parameter.KEYWORD_ONLY,
        )


@each_channel
def test_instruments_are_taken_by_one_or_several(channel):
    """And product lines by enum or text."""
    for name, parameter in channel.signature.parameters.items():
        kinds = set(get_args(parameter.annotation)) - {NoneType}
        if name in {"inst_id", "sprd_id"}:
            assert kinds == {str, Sequence[str]}
        if name == "inst_type":
            assert kinds == {InstType, str}


@each_channel
def test_every_length_of_candles_can_be_asked_for(channel, entry):
    for name in entry.get("names", ()):
        bar = name.removeprefix(channel.name.removesuffix("{bar}"))

        (arg,) = channel.args(("X",), {"bar": bar})

        assert arg["channel"] == name


@each_channel
def test_the_model_names_every_field_of_the_payload(channel, entry):
    """By the wire's words, or for bare arrays by columns; nested ones too."""
    compare(channel.model, entry["payload"], channel.name.replace(".", ""))


@each_channel
def test_what_is_not_on_the_wire_has_its_place_in_the_model(channel, entry):
    """The instrument of rows that do not name it, and what a push does to a book."""
    attrs.resolve_types(channel.model)
    fields = attrs.fields_dict(channel.model)
    if {"instId", "sprdId"} & {arg["name"] for arg in entry["args"]}:
        assert {"inst_id", "sprd_id"} & fields.keys()
    if entry.get("action_field"):
        assert inner(fields["action"].type) is WsAction
    if "{bar}" in channel.name:
        assert fields["bar"].type is str


@each_channel
def test_books_that_come_as_changes_are_declared_to_be_so(channel, entry):
    """Then a reader who comes late wants a snapshot, and a lost push ends the stream."""
    assert channel.is_book == (entry["initial"] == "snapshot then update")
    if channel.is_book:
        assert channel.policy == "fail_closed"
    elif entry["initial"] == "snapshot only":
        assert channel.policy == "conflate"


@each_channel
def test_only_a_documented_cadence_makes_silence_suspicious(channel):
    assert channel.stale_after == STALE_AFTER.get(channel.name)


@each_channel
def test_what_tells_of_ones_own_money_is_never_dropped(channel):
    if channel.needs_login and channel.name not in MAY_BE_LOST:
        assert channel.policy == "fail_closed"
    elif not channel.is_book:
        assert channel.policy != "fail_closed"


@each_channel
def test_an_identity_is_made_of_fields_that_there_are(channel, entry):
    """Plain ones, for a list cannot be looked up."""
    fields = {each["name"]: each["type"] for each in entry["payload"]}
    names = (channel.identity or "").split()

    assert set(names) <= fields.keys()
    assert not any("[" in fields[name] or fields[name] == "object" for name in names)
    assert (names == ["confirm"]) == ("{bar}" in channel.name)


@each_channel
def test_what_is_conflated_is_told_apart_by_its_instrument(channel, entry):
    """By the argument's, or by the row's; else the last push would hide the others."""
    if channel.policy == "conflate":
        required = {arg["name"] for arg in entry["args"] if arg["required"] is True}
        fields = attrs.fields_dict(channel.model)
        assert required & {"instId", "sprdId"} or "inst_id" in fields


def compare(model, fields, where):
    attrs.resolve_types(model)
    known = {wire_name(f.name): f for f in attrs.fields(model)}
    columns = {column_of(f, n): f for n, f in enumerate(attrs.fields(model))}
    for field in fields:
        if field["name"] in DEAD_COLUMNS:
            continue
        place = f"{where}.{field['name']}"
        is_column = "index" in field
        found = columns.get(field["index"]) if is_column else known.get(field["name"])
        assert found is not None, f"{place} is in no model"
        assert issubclass(model, Row) == is_column, place
        fits(found.type, field, place)


def fits(annotation, field, place):
    """The type is the catalogue's; an enum may stand for a text."""
    kind, type_ = inner(annotation), field["type"]
    if field.get("fields"):
        assert (get_origin(kind) is tuple) == type_.startswith("list["), place
        compare(item(kind), field["fields"], place)
    elif type_.startswith("enum:"):
        assert kind.__name__ == type_[5:], place
    elif type_ == "enum" or (type_ == "string" and is_enum(kind)):
        assert kind is str or is_enum(kind) or "flag" in kind.__metadata__, place
        if is_enum(kind):
            values = [value for value in field.get("values", ()) if value]
            unnamed = {value for value in values if not kind(value).is_known}
            assert unnamed == UNNAMED_VALUES.get(place, set()), place
    elif "sentinels" in field:
        assert (kind, field["sentinels"]) == (MaybeTime, ["0"]), place
    elif type_ in KINDS:
        marked = get_args(kind)[:1] if type_ == "int" else ()
        known = KINDS[type_] | FIELD_TYPES.get(place, set())
        assert {kind, *marked} & known, place
    else:
        origin = {"list": tuple, "map": dict}[type_.partition("[")[0]]
        assert get_origin(kind) is origin, place


def inner(annotation):
    """A type without its `| None`."""
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = set(get_args(annotation)) - {NoneType}
    return annotation


def item(annotation):
    """The model in a tuple, or the model itself."""
    kind = inner(annotation)
    return get_args(kind)[0] if get_origin(kind) is tuple else kind


def is_enum(kind):
    return inspect.isclass(kind) and issubclass(kind, OpenEnum)


def test_differences_that_are_not_needed_are_told(channel_catalogue):
    """A type that the catalogue has is no difference."""

    def walk(fields, where):
        for field in fields:
            place = f"{where}.{field['name']}"
            yield place, field["type"]
            yield from walk(field.get("fields", ()), place)

    types = {}
    for name, each in channel_catalogue.items():
        types.update(walk(each["payload"], name))

    for place, kinds in FIELD_TYPES.items():
        assert not KINDS[types[place]] & kinds, place


def test_the_names_of_channels_survive_the_rule(channel_catalogue):
    """To Python and back gives every argument's and every field's name."""

    def names(fields):
        for field in fields:
            yield field["name"]
            yield from names(field.get("fields", ()))

    for each in channel_catalogue.values():
        for wire in (*names(each["args"]), *names(each["payload"])):
            assert wire_name(python_name(wire)) == wire
