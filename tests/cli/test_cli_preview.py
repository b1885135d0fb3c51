"""What an order would do, in words; figures that a person decides by."""

from decimal import Decimal

import pytest
from cli_fakes import NOON

from okx_sdk.cli.preview import Preview, figure
from okx_sdk.models.enums import CtType, InstState, InstType
from okx_sdk.models.instruments import Instrument
from okx_sdk.models.market import BookLevel, OrderBook
from okx_sdk.models.order_requests import NewAttachedAlgo, NewOrder


def levels(text):
    pairs = (level.split(":") for level in text.split())
    return tuple(BookLevel(Decimal(px), Decimal(sz), 1) for px, sz in pairs)


def book(bids="99:1 98:4 90:100", asks="101:1 102:4 110:100"):
    return OrderBook(asks=levels(asks), bids=levels(bids), ts=NOON, seq_id=1)


SPOT = Instrument(
    InstType.SPOT, "BTC-USDT", InstState.LIVE, base_ccy="BTC", quote_ccy="USDT"
)
SWAP = Instrument(
    InstType.SWAP,
    "BTC-USDT-SWAP",
    InstState.LIVE,
    inst_family="BTC-USDT",
    settle_ccy="USDT",
    ct_val=Decimal("0.01"),
    ct_mult=Decimal(1),
    ct_val_ccy="BTC",
    ct_type=CtType.LINEAR,
)
INVERSE = Instrument(
    InstType.SWAP,
    "BTC-USD-SWAP",
    InstState.LIVE,
    inst_family="BTC-USD",
    settle_ccy="BTC",
    ct_val=Decimal(100),
    ct_mult=Decimal(1),
    ct_val_ccy="USD",
    ct_type=CtType.INVERSE,
)
OPTION = Instrument(
    InstType.OPTION,
    "BTC-USD-261225-90000-C",
    InstState.LIVE,
    inst_family="BTC-USD",
    settle_ccy="BTC",
    ct_val=Decimal(1),
    ct_mult=Decimal("0.1"),
    ct_val_ccy="BTC",
)


def preview(side, sz, px=None, instrument=SPOT, made=None, **more):
    kind = more.pop("kind", "market" if px is None else "limit")
    mode = "cash" if instrument is SPOT else "cross"
    unit = more.pop("unit", "base_ccy" if instrument is SPOT and px is None else None)
    order = NewOrder(
        instrument.inst_id, mode, side, kind, sz, px=px, tgt_ccy=unit, **more
    )
    return Preview(order, instrument, book() if made is None else made)


def told(*args, **kwargs):
    return dict(preview(*args, **kwargs).lines())


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (("buy", "2", "100"), "rest, 0.99% below the ask"),
        (("sell", "2", "100"), "rest, 1.01% above the bid"),
        (("buy", "1", "101"), "fill at 101, the best ask"),
        (("buy", "3", "101"), "fill 1 of it at 101, the best ask"),
        (("buy", "3", "150"), "fill at 101.66666667, 0.66% from the best ask"),
        (("sell", "3", None), "fill at 98.33333333, 0.67% from the best bid"),
        (("buy", "1000", None), "fill 105 of it at 109.60952381, 8.52% from the best"),
    ],
)
def test_it_says_what_the_book_makes_of_it(order, words):
    """By the levels that are known: rest, fill, or fill in part."""
    assert words in told(*order)["would"]


@pytest.mark.parametrize(
    ("order", "kind", "words"),
    [
        (("buy", "2", "100"), "fok", "be cancelled, for it is 0.99% below the ask"),
        (("sell", "2", "100"), "ioc", "be cancelled, for it is 1.01% above the bid"),
        (("buy", "3", "101"), "fok", "be cancelled, for only 1 of it would fill"),
        (("buy", "3", "101"), "ioc", "fill 1 of it at 101, the best ask"),
        (("buy", "1", "101"), "fok", "fill at 101, the best ask"),
        (("buy", "1000", "150"), "fok", "fill 105 of it at"),  # as far as is known
    ],
)
def test_an_order_that_never_rests_is_not_said_to(order, kind, words):
    """Fill or kill; immediate or cancel."""
    assert words in told(*order, kind=kind)["would"]


def test_a_worth_has_as_many_places_as_one_reads():
    """Also of what takes several levels, and of what is absurd."""
    assert told("buy", "7.7777777777", None)["worth"] == "814.55555555 USDT"
    worth = told("buy", "123456789012345678", "123456789012345678")["worth"]
    assert worth.startswith("15,241,578,753,238,836,")


def test_an_order_that_may_only_rest_is_told_if_it_would_take():
    """It would be cancelled."""
    assert told("buy", "1", "100", kind="post_only")["would"].startswith("rest")
    took = told("buy", "1", "101", kind="post_only")
    assert took["would"] == "be cancelled, for it would take"
    assert took["buy"] == "BTC-USDT at 101 USDT (post_only, cash)"


@pytest.mark.parametrize(
    ("instrument", "px", "size", "worth"),
    [
        (SPOT, "60000", "3 BTC", "180,000 USDT"),
        (SWAP, "60000", "3 contracts of 0.01 BTC, 0.03 BTC in all", "1,800 USDT"),
        (INVERSE, "60000", "3 contracts of 100 USD, 300 USD in all", "0.005 BTC"),
        (OPTION, "0.05", "3 contracts of 0.1 BTC, 0.3 BTC in all", "0.015 BTC"),
    ],
)
def test_size_and_worth_are_in_their_units(instrument, px, size, worth):
    """Contracts are no coins."""
    made = told("buy", "3", px, instrument)

    assert (made["size"], made["worth"]) == (size, worth)


def test_at_market_it_is_worth_what_the_book_asks():
    """Or as much as it says, in the quote currency."""
    in_quote = told("buy", "202", unit="quote_ccy")

    assert told("buy", "1")["worth"] == "101 USDT"
    assert in_quote["size"] == "202 USDT"
    assert "worth" not in in_quote
    assert in_quote["would"] == "fill at 101.49753695, 0.49% from the best ask"


def test_one_contract_is_one_contract():
    """And not one contracts."""
    assert told("buy", "1", "1", SWAP)["size"].startswith("1 contract of")


@pytest.mark.parametrize(
    ("order", "far"),
    [
        (("buy", "1", "50"), False),
        (("buy", "1", "103"), False),
        (("buy", "1", "104"), True),
        (("sell", "1", "200"), False),
        (("sell", "1", "97"), True),
        (("buy", "1", None), False),
        (("buy", "50", None), True),
    ],
)
def test_a_price_far_beyond_the_book_is_noticed(order, far):
    """A slip of a digit, or a size that the book has not got."""
    assert preview(*order).is_far is far


def test_an_empty_book_is_told():
    """Nothing is made up."""
    empty = book("", "")

    made = told("buy", "1", "100", made=empty)
    assert (made["book"], made["would"]) == ("no bid, no ask", "meet nothing")
    assert told("sell", "1", made=empty)["would"] == "meet nothing"
    assert not preview("buy", "1", made=empty).is_far


def test_what_follows_an_order_is_told():
    """Take-profit and stop-loss, and that it only shrinks."""
    legs = NewAttachedAlgo(
        tp_trigger_px="120", tp_ord_px="-1", sl_trigger_px="80", sl_ord_px="79.5"
    )

    made = told("buy", "1", "90", SWAP, attach_algo_ords=(legs,), reduce_only=True)

    assert made["take-profit"] == "from 120 on, at market"
    assert made["stop-loss"] == "from 80 on, at 79.5"
    assert made["closes"] == "it may only shrink a position"
    assert list(made)[-1] == "name"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234567.50", "1,234,567.5"),
        ("0.00000001", "0.00000001"),
        ("1E+3", "1,000"),
        ("100", "100"),
        ("0", "0"),
        ("5.000", "5"),
    ],
)
def test_figures_are_whole_and_exact(value, text):
    """With thousands apart, and never as a power of ten."""
    assert figure(Decimal(value)) == text
