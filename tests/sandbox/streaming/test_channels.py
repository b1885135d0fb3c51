"""The table of channels against the catalogue, the feeds and the client's own."""

import re

import pytest
import yaml
from talks import logged_in

from okx_sdk.sandbox.streaming.channels import CHANNELS
from okx_sdk.sandbox.streaming.makers import FED


@pytest.fixture(scope="session")
def listed(okx_v5):
    """The channels of the catalogue by their names, each bar by itself."""
    text = (okx_v5 / "websocket.yaml").read_text("utf-8")
    found = yaml.load(text, Loader=yaml.CSafeLoader)["channels"]
    return {
        name: row
        for row in found
        if row["connection"] != "public-sbe"
        for name in row.get("names", [row["channel"]])
    }


def test_all_channels_of_the_catalogue_are_known(listed):
    """And no others."""
    assert set(CHANNELS) == set(listed)


def test_doors_and_logins_are_those_of_the_catalogue(listed):
    """Each channel is served where it belongs."""
    for name, row in listed.items():
        ours = CHANNELS[name]

        assert (ours.surface, ours.login) == (row["connection"], row["login"]), name


def test_parameters_are_those_of_the_catalogue(listed):
    """Required, optional, or one of several."""
    for name, row in listed.items():
        ours = CHANNELS[name]
        required = {a["name"] for a in row["args"] if a["required"] is True}
        known = {a["name"] for a in row["args"]}

        assert set(ours.needs) == required, name
        assert {*ours.needs, *ours.may, *ours.one_of} == known, name


def test_counted_channels_are_those_of_the_catalogue(listed):
    """30 connections each."""
    counted = {
        name
        for name, row in listed.items()
        if "max_connections_per_channel" in row.get("limits", {})
    }

    assert {name for name, ours in CHANNELS.items() if ours.is_counted} == counted


def test_instrument_types_cover_the_catalogue(listed):
    """What it allows is allowed."""
    for name, row in listed.items():
        for arg in row["args"]:
            if arg["name"] == "instType":
                assert set(arg.get("values", ())) <= set(CHANNELS[name].inst_types)


def test_what_is_fed_has_a_feed():
    """And what is silent has none."""
    fed = {
        re.sub(r"candle\d\w+", "candle", name)
        for name, ours in CHANNELS.items()
        if ours.grade in {"fed", "events"}
    }

    assert fed == set(FED)


WORDS = {
    "instId": "BTC-USDT",
    "instFamily": "BTC-USD",
    "sprdId": "BTC-USDT_BTC-USDT-SWAP",
    "algoId": "1",
}
IDS = {"INDEX": "BTC-USD", "SWAP": "BTC-USDT-SWAP", "SPOT": "BTC-USDT"}


def argument_of(listing):
    """Words that a channel takes."""
    arg = {"channel": listing.name}
    for name in (*listing.needs, *listing.one_of[:1]):
        arg[name] = WORDS.get(name) or listing.inst_types[0]
        if name == "instId":
            kind = next((k for k in listing.trades if k in IDS), "SPOT")
            arg[name] = IDS[kind]
    return arg


@pytest.mark.parametrize("name", sorted(n for n in CHANNELS if "candle" not in n))
def test_every_channel_is_acknowledged(name):
    """Fed or silent, after a login where one is wanted."""
    listing = CHANNELS[name]
    client = logged_in(listing.surface)
    (first, *_) = client.ask("subscribe", argument_of(listing))

    assert first["event"] == "subscribe"
