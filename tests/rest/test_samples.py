"""Payloads of the exchange, found by the declared path, and decoded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args, get_origin

import attrs
import pytest
from differences import UNKNOWN_FIELDS, UNREADABLE_SAMPLES

from okx_sdk.errors import ApiError, OkxError
from okx_sdk.models._base import Row
from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.envelope import Reply
from okx_sdk.protocol.names import wire_name
from okx_sdk.rest import endpoints, sections

SAMPLES = Path(__file__).parents[3] / "shared" / "okx-v5" / "samples"
DECLARED = {
    (endpoint.method, endpoint.path): endpoint
    for section in sections()
    for endpoint in endpoints(section).values()
}


def samples():
    """Every sample of a declared endpoint: its endpoint and its file."""
    index = SAMPLES / "index.json"
    if not index.is_file():
        reason = f"the exchange's samples are not beside the checkout: {SAMPLES}"
        yield pytest.param(None, None, marks=pytest.mark.skip(reason=reason))
        return
    for each in json.loads(index.read_text("utf-8"))["samples"]:
        endpoint = DECLARED.get((each.get("method"), each.get("endpoint")))
        is_real = each["provenance"] != "hand-written"  # made up by its source
        if each["kind"] == "rest" and endpoint is not None and is_real:
            path = SAMPLES / each["file"]
            yield pytest.param(endpoint, path, id=path.name)


each_sample = pytest.mark.parametrize(("endpoint", "path"), list(samples()))


@each_sample
def test_a_sample_is_decoded(endpoint, path):
    """Rows where the exchange says it succeeded; else the error that it means."""
    reply = Reply(200, {}, path.read_bytes())
    sample = json.loads(reply.body)
    if path.name in UNREADABLE_SAMPLES:
        with pytest.raises(OkxError):
            endpoint.read(reply)
    elif sample["code"] != "0" and not told_by_rows(endpoint, sample):
        with pytest.raises(ApiError) as caught:
            endpoint.read(reply)
        assert (caught.value.code or "") == sample["code"]
    else:
        found = endpoint.read(reply)
        rows = sample["data"]
        expected = len(rows) if endpoint.shape.many and isinstance(rows, list) else 1
        assert len(found if isinstance(found, list) else [found]) == expected


def told_by_rows(endpoint, sample):
    """Whether it answers a batch, each of whose rows tells its own fate."""
    return endpoint.shape.many and any("sCode" in row for row in sample["data"])


@each_sample
def test_a_sample_holds_no_unknown_field(endpoint, path):
    """What no model names would be lost."""
    data = json.loads(path.read_bytes()).get("data") or []
    rows = data if isinstance(data, list) else [data]
    found = {name for row in rows for name in unknown(row, endpoint.shape.kind, "")}
    place = endpoint.path.removeprefix("/api/v5")

    assert found <= {name for where, name in UNKNOWN_FIELDS if where == place}


@each_sample
def test_a_sample_survives_the_way_back(endpoint, path):
    """What is read from what was written is what was read."""
    if path.name in UNREADABLE_SAMPLES:
        pytest.skip(UNREADABLE_SAMPLES[path.name])
    data = json.loads(path.read_bytes())["data"]
    kind = endpoint.shape.kind
    if not attrs.has(kind):
        return
    rows = data if isinstance(data, list) and not flat(data) else [data]
    for row in rows[:20]:
        model = converter.structure(row, kind)
        assert converter.structure(converter.unstructure(model), kind) == model


def flat(data):
    return bool(data) and isinstance(data[0], str)


def unknown(value, annotation, place):
    """The names of fields that the model of an object has not."""
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple and isinstance(value, list):
        for each in value:
            yield from unknown(each, arguments[0], place)
    elif isinstance(value, dict) and arguments and attrs.has(arguments[0]):
        yield from unknown(value, arguments[0], place)
    elif isinstance(value, dict) and attrs.has(annotation):
        attrs.resolve_types(annotation)
        fields = {wire_name(f.name): f.type for f in attrs.fields(annotation)}
        for name, each in value.items():
            if name not in fields:
                yield f"{place}{name}"
            else:
                yield from unknown(each, fields[name], f"{place}{name}.")
    elif isinstance(value, list) and attrs.has(annotation):
        assert issubclass(annotation, Row), place
