"""What a call of a channel asks of the exchange, and what becomes of its rows."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal

import pytest

from okx_sdk.channels.business import BusinessChannels
from okx_sdk.channels.private import PrivateChannels
from okx_sdk.channels.public import PublicChannels
from okx_sdk.engine.decode import decoder
from okx_sdk.errors import InvalidArgument
from okx_sdk.models.enums import Bar, InstType
from okx_sdk.protocol.channel import channel_of, key_of


class Asked:
    """A hub that gives back what it is asked for."""

    def subscription(self, channel, args):
        return args


public = PublicChannels(Asked())
business = BusinessChannels(Asked())
private = PrivateChannels(Asked())


def test_each_of_several_instruments_has_its_own_argument():
    """Once, even if it is named twice."""
    args = public.trades(["BTC-USDT", "ETH-USDT", "BTC-USDT"])

    assert args == [
        {"channel": "trades", "instId": "BTC-USDT"},
        {"channel": "trades", "instId": "ETH-USDT"},
    ]


@pytest.mark.parametrize("bar", ["1Dutc", Bar.DAY_1_UTC])
def test_the_length_of_a_candle_goes_into_the_channel(bar):
    args = business.candles("BTC-USDT", bar)

    assert args == [{"channel": "candle1Dutc", "instId": "BTC-USDT"}]


def test_what_is_left_out_is_not_sent():
    args = private.orders(InstType.SWAP)

    assert args == [{"channel": "orders", "instType": "SWAP"}]


def test_an_interval_is_sent_as_a_text_within_the_argument():
    (arg,) = private.positions("ANY", update_interval=0)

    assert json.loads(arg["extraParams"]) == {"updateInterval": "0"}


def test_an_echo_without_the_interval_is_known():
    """The exchange may leave it out, and adds the account."""
    (arg,) = private.account(ccy="BTC", update_interval=0)

    assert key_of({"channel": "account", "ccy": "BTC", "uid": "7"}) == key_of(arg)


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        (public.trades, {"inst_id": []}),
        (public.trades, {"inst_id": ()}),
        (public.trades, {"inst_id": ""}),
        (public.trades, {"inst_id": ["BTC-USDT", ""]}),
        (public.trades, {"inst_id": None}),
        (public.trades, {"inst_id": 7}),
        (public.trades, {}),
        (public.trades, {"inst_id": "BTC-USDT", "bar": "1m"}),
        (business.candles, {"inst_id": "BTC-USDT", "bar": None}),
        (private.positions, {"inst_type": ["SWAP"], "inst_id": ["A", "B"]}),
        (private.account, {"update_interval": "never"}),
        (private.account, {"update_interval": -1}),
    ],
)
def test_what_makes_no_sense_is_refused_before_it_is_sent(method, arguments):
    with pytest.raises(InvalidArgument):
        method(**arguments)


def test_a_book_names_its_instrument_and_what_was_done_to_it():
    """Its rows do neither."""
    decode = decoder(channel_of(PublicChannels.books))
    row = {
        "asks": [["2.5", "10", "0", "3"]],
        "bids": [],
        "ts": "1597026383085",
        "checksum": 0,
        "prevSeqId": 4,
        "seqId": 5,
    }

    push = decode(row, {"channel": "books", "instId": "BTC-USDT"}, "update")

    assert (push.inst_id, push.action) == ("BTC-USDT", "update")
    assert (push.prev_seq_id, push.seq_id) == (4, 5)
    assert (push.asks[0].px, push.asks[0].orders) == (Decimal("2.5"), 3)


def test_a_candle_names_its_instrument_and_its_length():
    """Its row is a bare array."""
    decode = decoder(channel_of(BusinessChannels.candles))
    row = ["1597026383085", "1", "3", "0.5", "2", "10", "20", "30", "0"]

    candle = decode(row, {"channel": "candle1Dutc", "instId": "BTC-USDT"}, None)

    assert (candle.inst_id, candle.bar) == ("BTC-USDT", "1Dutc")
    assert (candle.open, candle.vol_ccy_quote, candle.confirm) == (1, 30, False)


def test_the_list_of_channels_is_cheap_to_import():
    """Declarations and models come with the section that is asked for."""
    code = (
        "import sys, okx_sdk.channels;"
        "print([m for m in sys.modules if m.startswith('okx_sdk.models.')"
        " and not m.endswith('_base')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
