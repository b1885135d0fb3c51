"""The declarations beside the catalogue of the exchange: the same, both ways."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

import attrs
import pytest
from differences import (
    CURSORS,
    DEAD_COLUMNS,
    FIELD_TYPES,
    LARGER_BODIES,
    NEVER_SENT,
    NO_ROWS,
    PARAMETER_TYPES,
    UNLISTED_VALUES,
    WIDER_BUCKETS,
)

from okx_sdk.models._base import Csv, MaybeTime, Micros, OpenEnum, Row, Seconds
from okx_sdk.protocol.codec import column_of
from okx_sdk.protocol.names import python_name, wire_name
from okx_sdk.protocol.pacing import SUB_ACCOUNT_CAP
from okx_sdk.rest import endpoints, sections

CATALOGUE_NAMES = {"market": "market_data", "public": "public_data"}
DECLARED = {"documented", "library-only"}
BUCKETS = {
    "instrument": "inst_id",
    "instrument_type": "inst_type",
    "instrument_family": "inst_family",
    "currency": "ccy",
    "tag": "tag",
}
KINDS = {
    "string": {str},
    "int": {int},
    "decimal": {Decimal},
    "bool": {bool},
    "ms-timestamp": {datetime, MaybeTime},
    "us-timestamp": {Micros},
    "s-timestamp": {Seconds},
    "date": {date},
}

each_section = pytest.mark.parametrize("section", sections(), ids=lambda s: s.__name__)
each_endpoint = pytest.mark.parametrize(
    "endpoint",
    [
        pytest.param(endpoint, id=f"{section.__name__}.{name}")
        for section in sections()
        for name, endpoint in endpoints(section).items()
    ],
)


@pytest.fixture
def entry(endpoint, by_path):
    """What the catalogue says of the endpoint."""
    assert (endpoint.method, endpoint.path) in by_path
    return by_path[endpoint.method, endpoint.path]


@each_section
def test_a_section_declares_its_endpoints_and_no_others(section, catalogue):
    """Names, methods and paths; what is legacy or switched off is left out."""
    module = section.__module__.rpartition(".")[2]
    known = {
        (each["name"], each["method"], each["path"])
        for each in catalogue
        if each["section"] == CATALOGUE_NAMES.get(module, module)
        and each["status"] in DECLARED
    }

    found = {(e.name, e.method, e.path) for e in endpoints(section).values()}

    assert found == known


@each_endpoint
def test_what_is_not_documented_is_provisional(endpoint, entry):
    assert endpoint.provisional == (entry["status"] == "library-only")
    words = inspect.getdoc(endpoint.function)
    assert ("*Provisional*" in words) == endpoint.provisional


@each_endpoint
def test_what_is_private_is_signed(endpoint, entry):
    """Public endpoints name no permission, unless signing changes what they give."""
    signing = "always" if entry["auth"] == "private" else "never"
    if "signing optional" in entry.get("behaviour", ""):
        signing = "optional"
    permission = None if signing == "never" else entry.get("permission")

    assert (endpoint.signing, endpoint.permission) == (signing, permission)


@each_endpoint
def test_the_rate_is_the_documented_one(endpoint, entry):
    limit = entry["rate_limit"]
    if limit is None:
        assert endpoint.rate is None
        return
    scope, *by = limit["scope"].split("+")
    names = [] if endpoint.name in WIDER_BUCKETS else [BUCKETS[each] for each in by]
    parameters = words(endpoint)
    if "inst_id" in names and "inst_id_code" in parameters:
        names[names.index("inst_id")] = "inst_id_code"

    assert endpoint.rate is not None
    found = endpoint.rate
    assert (found.count, found.seconds) == (limit["count"], limit["per_seconds"])
    assert (found.scope, list(found.by)) == (scope, names)
    assert set(names) <= set(parameters)
    assert found.unit == limit.get("unit", "requests")
    assert found.by_option_family == ("scope_options" in limit)
    assert found.lead_trader == limit.get("lead_trader", {}).get("count")
    also = [each for each in found.also if each is not SUB_ACCOUNT_CAP]
    assert [(each.count, each.seconds) for each in also] == [
        (each["count"], each["per_seconds"]) for each in limit.get("also", ())
    ]
    assert all(set(each.by) <= set(parameters) for each in also)


def words(endpoint):
    """The names of what is sent, be it parameters or the fields of a body's items."""
    parameters = endpoint.signature.parameters
    if endpoint.body is None:
        return list(parameters)
    model = item(get_args(parameters[endpoint.body].annotation)[0])
    return [field.name for field in attrs.fields(model)]


@each_endpoint
def test_the_cursor_is_the_documented_one(endpoint, entry):
    paging, cursor = entry["paginated_by"], endpoint.cursor
    if paging is None:
        assert cursor is None
        return
    field = ".".join(map(python_name, paging.get("cursor", "").split("."))) or None
    field = CURSORS.get(endpoint.name, field)
    if endpoint.name in NO_ROWS:
        assert cursor is None
        return

    assert cursor is not None
    assert cursor.style == paging["style"]
    assert cursor.field == field
    assert endpoint.page_size == paging["max_limit"]
    if cursor.older is not None:
        assert cursor.older in endpoint.signature.parameters
    if cursor.style == "window":
        assert wire_name(cursor.older) == paging["time_window"].split("/")[1]


@each_endpoint
def test_the_parameters_are_the_documented_ones(endpoint, entry):
    """Names, and which are required; legacy ones are left out."""
    known = {p["name"]: p for p in entry["params"] if not p.get("legacy")}
    known = {name: p for name, p in known.items() if name not in NEVER_SENT}
    parameters = endpoint.signature.parameters.values()
    if endpoint.body is not None:
        (body,) = parameters
        model = item(get_args(body.annotation)[0])
        fields = {
            wire_name(f.name): f.default is attrs.NOTHING for f in attrs.fields(model)
        }
        assert {n for n, p in known.items() if p["required"] is True} == {
            name for name, required in fields.items() if required
        }
        assert known.keys() <= fields.keys()
        assert fields.keys() == known.keys() or endpoint.name in LARGER_BODIES
        return

    found = {wire_name(p.name): p for p in parameters}

    assert found.keys() == known.keys()
    for name, parameter in known.items():
        required = found[name].default is inspect.Parameter.empty
        assert required == (parameter["required"] is True), name
        assert required or found[name].default is None


@each_endpoint
def test_required_parameters_come_first(endpoint, entry):
    """Those that may be left out are by keyword alone."""
    parameters = list(endpoint.signature.parameters.values())
    optional = [p.default is None for p in parameters]

    assert optional == sorted(optional)
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters if p.default is None)


@each_endpoint
def test_the_types_of_parameters_fit(endpoint, entry):
    """A moment is taken as a datetime, a list in pieces, a number exactly."""
    parameters = endpoint.signature.parameters
    for known in entry["params"]:
        if known.get("legacy") or "body" in str(endpoint.signature):
            continue
        name, kind = known["name"], known["type"]
        found = alternatives(by_wire(parameters)[name].annotation)
        if (endpoint.path.removeprefix("/api/v5"), name) in PARAMETER_TYPES:
            assert not found & {datetime}
        elif kind == "ms-timestamp" or is_moment(entry, name):
            assert found >= {datetime, int}, name
        elif known.get("csv"):
            assert Sequence in {get_origin(each) for each in found}, name
        elif kind == "decimal":
            assert found >= {Decimal, str, int}, name
        elif kind.startswith("enum:"):
            names = {each.__name__ for each in found if is_enum(each)}
            assert names & {kind[5:], f"Index{kind[5:]}"}, name
        elif kind in {"int", "bool"}:
            assert {"int": int, "bool": bool}[kind] in found, name
        elif kind in {"string", "enum"}:
            assert str in found, name


@each_endpoint
def test_the_model_names_every_field(endpoint, entry):
    """By the wire's words, or for bare arrays by columns; nested ones too."""
    fields = entry["response"].get("fields") or []
    kind = endpoint.shape.kind
    if entry["response"]["shape"] == "binary":
        assert kind is bytes
    elif fields and get_origin(kind) is not list:
        compare(kind, fields, endpoint.name)
    elif fields:
        assert kind == list[str]


def compare(model, fields, where):
    attrs.resolve_types(model)
    known = {wire_name(f.name): f for f in attrs.fields(model)}
    columns = {column_of(f, n): f for n, f in enumerate(attrs.fields(model))}
    for field in fields:
        name = field["name"]
        if name in DEAD_COLUMNS:
            continue
        place = f"{where}.{name}"
        found = columns.get(field["index"]) if "index" in field else known.get(name)
        assert found is not None, f"{place} is in no model"
        assert issubclass(model, Row) == ("index" in field), place
        fits(found.type, field, place)


def fits(annotation, field, place):
    """The type is the catalogue's, and so are those of nested fields."""
    kind = inner(annotation)
    if field.get("fields"):
        compare(item(kind), field["fields"], place)
    elif field["type"] in KINDS:
        marked = get_args(kind)[:1] if field["type"] in {"int", "bool"} else ()
        known = KINDS[field["type"]] | FIELD_TYPES.get(place, set())
        is_named = field["type"] == "string" and is_enum(kind)
        assert is_named or {kind, *marked} & known, place
    elif field["type"].startswith("enum:"):
        assert kind.__name__ == field["type"][5:], place
    elif field["type"] == "enum":
        assert kind is str or is_enum(kind) or "flag" in kind.__metadata__, place
        if is_enum(kind):
            values = {value for value in field.get("values", ()) if value}
            unknown = {value for value in values if not kind(value).is_known}
            assert unknown <= UNLISTED_VALUES.get(place, set()), place
    elif field["type"].startswith("list["):
        assert get_origin(kind) is tuple, place
    elif field["type"].startswith("map["):
        assert get_origin(kind) is dict, place
    else:
        assert field["type"].startswith("csv["), place
        assert kind == Csv, place


def inner(annotation):
    """A type without its `| None`."""
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = set(get_args(annotation)) - {NoneType}
    return annotation


def item(annotation):
    """The model in a tuple or sequence, or the model itself."""
    kind = inner(annotation)
    return get_args(kind)[0] if get_origin(kind) in {tuple, Sequence} else kind


def alternatives(annotation):
    if get_origin(annotation) in {Union, UnionType}:
        return set(get_args(annotation))
    return {annotation}


def is_enum(kind):
    return isinstance(kind, type) and issubclass(kind, OpenEnum)


def by_wire(parameters: Mapping[str, inspect.Parameter]):
    return {wire_name(name): each for name, each in parameters.items()}


def is_moment(entry, name):
    """Whether a parameter is a cursor that is a time."""
    if name not in {"after", "before"} or entry["paginated_by"] is None:
        return False
    fields = entry["response"]["fields"]
    if not fields:
        return False
    for part in entry["paginated_by"]["cursor"].split("."):
        (found,) = (field for field in fields if field["name"] == part)
        fields = found.get("fields")
    return found["type"] == "ms-timestamp"


def test_the_names_of_the_catalogue_survive_the_rule(catalogue):
    """To Python and back gives every parameter's and every field's name."""

    def names(fields):
        for field in fields or ():
            yield field["name"]
            yield from names(field.get("fields"))

    for each in catalogue:
        for wire in (*names(each["params"]), *names(each["response"].get("fields"))):
            assert wire_name(python_name(wire)) == wire
