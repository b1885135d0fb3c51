"""Instruments, known by the way their names are built."""

from __future__ import annotations

import pytest
from attrs import frozen

from okx_sdk.errors import InstrumentNotFound, InvalidArgument
from okx_sdk.models.enums import InstType
from okx_sdk.services.instruments import family_of, find_instrument, inst_type_of

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("inst_id", "kind", "family"),
    [
        ("BTC-USDT", InstType.SPOT, "BTC-USDT"),
        ("BTC-USDT-SWAP", InstType.SWAP, "BTC-USDT"),
        ("BTC-USD_UM-SWAP", InstType.SWAP, "BTC-USD_UM"),
        ("BTC-USD-261225", InstType.FUTURES, "BTC-USD"),
        ("BTC-USD-261225-90000-C", InstType.OPTION, "BTC-USD"),
    ],
)
def test_a_name_tells_type_and_family(inst_id, kind, family):
    """By its parts."""
    assert inst_type_of(inst_id) is kind
    assert family_of(inst_id) == family


@pytest.mark.parametrize(
    "inst_id",
    ["", "BTC", "BTC-", "-USDT", "BTC--USDT", "A-B-C-D", "A-B-C-D-E-F", "BTC/USDT"],
)
def test_what_is_no_name_is_answered_with_some_that_are(inst_id):
    """The error says how names are built."""
    with pytest.raises(InvalidArgument, match="BTC-USDT is spot"):
        inst_type_of(inst_id)


@frozen
class Named:
    """An instrument, for these tests."""

    inst_id: str


class Public:
    """Lists some instruments, and keeps what it was asked."""

    def __init__(self, *names):
        self.rows = [Named(name) for name in names]
        self.asked = []

    async def get_instruments(self, kind, *, inst_id, inst_family):
        self.asked.append((kind, inst_id, inst_family))
        return self.rows


async def test_an_instrument_is_found_by_its_name_alone():
    """The exchange may give others beside it."""
    public = Public("ETH-USDT", "BTC-USDT")

    found = await find_instrument(public, "BTC-USDT")

    assert found == Named("BTC-USDT")
    assert public.asked == [(InstType.SPOT, "BTC-USDT", None)]


async def test_an_option_is_asked_for_by_its_family():
    """The exchange wants it."""
    public = Public("BTC-USD-261225-90000-C")

    await find_instrument(public, "BTC-USD-261225-90000-C")

    assert public.asked == [(InstType.OPTION, "BTC-USD-261225-90000-C", "BTC-USD")]


async def test_an_instrument_that_is_not_listed_is_told_by_name():
    """As the exchange would, with its code."""
    with pytest.raises(InstrumentNotFound, match="BTC-EUR") as caught:
        await find_instrument(Public("BTC-USDT"), "BTC-EUR")

    assert caught.value.code == "51001"
