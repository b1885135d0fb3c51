"""Messages of the exchange: taken by a session, found by their channel, and decoded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args, get_origin

import attrs
import pytest
from channel_differences import (
    UNDECLARED_SAMPLES,
    UNKNOWN_FIELDS,
    UNREADABLE_SAMPLES,
)

from okx_sdk.channels import channels, sections
from okx_sdk.engine.decode import decoder
from okx_sdk.models._base import Row
from okx_sdk.protocol.channel import key_of
from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.events import (
    Failed,
    Live,
    LoggedIn,
    LoginFailed,
    Notice,
    Push,
    Reply,
)
from okx_sdk.protocol.names import wire_name
from okx_sdk.protocol.session import Session

SAMPLES = Path(__file__).parents[3] / "shared" / "okx-v5" / "samples"
DECLARED = [
    channel for section in sections().values() for channel in channels(section).values()
]
PATTERNS = {
    channel.name: re.compile(re.escape(channel.name).replace(r"\{bar\}", r"\d+\w+"))
    for channel in DECLARED
}


def channel_of_push(message):
    """The channel whose push it is, if it is declared."""
    for channel in DECLARED:
        if PATTERNS[channel.name].fullmatch(message["arg"]["channel"]):
            return channel
    return None


def messages():
    """Every message that the exchange sent: its text as an object, and its file."""
    index = SAMPLES / "index.json"
    if not index.is_file():
        return
    for each in json.loads(index.read_text("utf-8"))["samples"]:
        if each["kind"] == "ws":
            path = SAMPLES / each["file"]
            yield json.loads(path.read_text("utf-8")), path.name
            for n, ack in enumerate(each.get("ack", ())):
                yield json.loads(ack), f"{path.stem}-ack-{n}.json"


def parametrized(chosen):
    found = [
        pytest.param(m, name, id=name) for m, name in messages() if chosen(m, name)
    ]
    if not found:
        reason = f"the exchange's samples are not beside the checkout: {SAMPLES}"
        found = [pytest.param(None, "", marks=pytest.mark.skip(reason=reason))]
    return pytest.mark.parametrize(("message", "name"), found)


def is_push(message, name):
    return "arg" in message and "data" in message


each_push = parametrized(
    lambda message, name: is_push(message, name) and name not in UNDECLARED_SAMPLES
)
each_event = parametrized(lambda message, name: "event" in message)
each_reply = parametrized(lambda message, name: "op" in message)


def subscribed(message, channel):
    """What was asked for so that this came: the echo without what the push adds."""
    names = {wire_name(name) for name in channel.signature.parameters}
    return {k: v for k, v in message["arg"].items() if k in {"channel", *names}}


@each_push
def test_a_push_is_taken_for_its_subscription(message, name):
    """Whatever the echo adds to what was asked."""
    channel = channel_of_push(message)
    arg = subscribed(message, channel)
    session = Session(now=0)
    session.want(arg)
    session.outgoing()

    event = session.receive(json.dumps(message), 1)

    assert isinstance(event, Push)
    assert event.key == key_of(arg)
    assert event.data == message["data"]
    assert session.unknown == 0


@each_push
def test_a_push_is_decoded(message, name):
    """Every row becomes a value of the channel's model, with its instrument."""
    channel = channel_of_push(message)
    arg = subscribed(message, channel)
    decode = decoder(channel)
    if name in UNREADABLE_SAMPLES:
        with pytest.raises((ValueError, KeyError, TypeError)):
            [decode(row, arg, message.get("action")) for row in message["data"]]
        return

    values = [decode(row, arg, message.get("action")) for row in message["data"]]

    for row, value in zip(message["data"], values, strict=True):
        assert type(value) is channel.model
        assert converter.structure(converter.unstructure(value), type(value)) == value
        if "instId" in arg:
            own = row.get("instId") if isinstance(row, dict) else None
            assert value.inst_id == (own or arg["instId"])
        if "{bar}" in channel.name:
            assert channel.name.format(bar=value.bar) == arg["channel"]
        if "action" in message:
            assert value.action == message["action"]


@each_push
def test_a_push_holds_no_unknown_field(message, name):
    """What no model names would be lost."""
    channel = channel_of_push(message)

    found = {f for row in message["data"] for f in unknown(row, channel.model, "")}

    assert found == {field for file, field in UNKNOWN_FIELDS if file == name}


@each_event
def test_an_event_is_understood(message, name):
    """Each means something to a session that asked for what it answers."""
    session = Session(now=0)
    arg = message.get("arg")
    if arg is not None:
        session.want(arg)
    if "channel" in message:
        session.want({"channel": message["channel"]})
    if message["event"] == "login":
        session.log_in({})
    session.outgoing()
    if message["event"] == "unsubscribe":
        session.receive(json.dumps({**message, "event": "subscribe"}), 1)
        session.drop(key_of(arg))
        session.outgoing()

    event = session.receive(json.dumps(message), 2)

    kinds = {
        "subscribe": Live,
        "unsubscribe": type(None),
        "login": LoggedIn,
        "notice": Notice,
        "channel-conn-count": type(None),
        "channel-conn-count-error": Failed,
        "error": Failed | LoginFailed | None,
    }
    assert isinstance(event, kinds[message["event"]])
    assert session.unknown == 0
    if message["event"] == "unsubscribe":
        assert session.is_quiet


@each_reply
def test_a_reply_names_its_operation(message, name):
    session = Session(now=0)

    event = session.receive(json.dumps(message), 1)

    assert isinstance(event, Reply)
    assert event.id == str(message["id"])
    assert session.unknown == 0


def test_every_push_that_is_not_decoded_has_a_reason():
    """And no reason is left over."""
    pushes = {name: m for m, name in messages() if is_push(m, name)}
    if not pushes:
        pytest.skip("the exchange's samples are not beside the checkout")

    undeclared = {name for name, m in pushes.items() if channel_of_push(m) is None}

    assert undeclared == UNDECLARED_SAMPLES.keys()
    assert UNREADABLE_SAMPLES.keys() <= pushes.keys()
    assert {name for name, _ in UNKNOWN_FIELDS} <= pushes.keys()


def unknown(value, annotation, place):
    """The names of fields that the model of an object has not."""
    arguments = [a for a in get_args(annotation) if a is not type(None)]
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
