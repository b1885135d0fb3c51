"""Figures of a book: exact, and the same in any decimal context."""

from decimal import ROUND_DOWN, Context, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.errors import InvalidArgument
from okx_sdk.models.enums import Side
from okx_sdk.protocol.book import Book

sizes = st.decimals("0.00000001", "1000", places=8)
sides = st.dictionaries(st.integers(1, 400), sizes, max_size=12)


def kept(bids, asks):
    """Bids of 60.0 and less, asks of more."""
    book = Book("BTC-USDT")
    rows = {
        "bids": [
            [str(60 - Decimal(n) / 10), f"{sz:f}", "0", "1"] for n, sz in bids.items()
        ],
        "asks": [
            [str(60 + Decimal(n) / 10), f"{sz:f}", "0", "1"] for n, sz in asks.items()
        ],
    }
    book.apply(rows | {"ts": "0", "prevSeqId": -1, "seqId": 1}, "snapshot")
    return book


BOOK = kept({1: Decimal(1), 2: Decimal(3)}, {1: Decimal(2), 3: Decimal(2)})


@pytest.mark.parametrize(
    ("side", "size", "px"),
    [
        ("buy", 1, "60.1"),
        ("buy", 2, "60.1"),
        ("buy", "4", "60.2"),
        ("buy", "4.00000001", None),
        ("sell", Decimal(1), "59.9"),
        ("sell", Decimal(4), "59.825"),
        ("sell", Decimal(5), None),
        (Side.SELL, Decimal("0.1"), "59.9"),
    ],
)
def test_vwap_is_the_mean_price_of_a_size(side, size, px):
    """Buying takes asks, selling takes bids; nothing where there is not enough."""
    assert BOOK.vwap(side, size) == (px and Decimal(px))


@pytest.mark.parametrize(
    ("side", "px", "size"),
    [
        ("buy", "60", 0),
        ("buy", "60.1", 2),
        ("buy", "60.29", 2),
        ("buy", 99, 4),
        ("sell", "59.95", 0),
        ("sell", "59.9", 1),
        ("sell", Decimal(0), 4),
    ],
)
def test_size_to_is_what_a_limit_order_would_take(side, px, size):
    """The price itself is within reach."""
    assert BOOK.size_to(side, px) == size


def test_mid_and_spread():
    """Of the best prices."""
    assert (BOOK.mid, BOOK.spread) == (60, Decimal("0.2"))


@pytest.mark.parametrize(
    ("levels", "share"), [(1, "-1"), (2, "0"), (0, None), (9, "0")]
)
def test_imbalance_is_of_the_best_levels(levels, share):
    """(bids - asks) / (bids + asks), in size."""
    expected = {1: Decimal(-1) / 3, 0: None}.get(levels, 0)

    result = BOOK.imbalance(levels)

    assert result == expected or abs(result - expected) < Decimal("1e-27")


@pytest.mark.parametrize(
    "size", [0, -1, "0", 1.5, True, None, "many", "NaN", Decimal("Infinity")]
)
def test_a_size_that_cannot_be_right_is_refused(size):
    """A float is not exact."""
    with pytest.raises(InvalidArgument, match=r"(?i)size"):
        BOOK.vwap("buy", size)


@pytest.mark.parametrize("px", [60.1, None, "", "Infinity"])
def test_a_price_that_cannot_be_right_is_refused(px):
    """As with sizes."""
    with pytest.raises(InvalidArgument, match=r"(?i)px"):
        BOOK.size_to("buy", px)


@pytest.mark.parametrize("side", ["BUY", "bid", "", None])
def test_a_side_that_is_none_is_refused(side):
    """It is the taker's: buy or sell."""
    with pytest.raises(InvalidArgument, match="buy or sell"):
        BOOK.vwap(side, 1)


@pytest.mark.slow
@settings(deadline=None)
@given(sides, sides, sizes, st.sampled_from(["buy", "sell"]))
def test_vwap_properties(bids, asks, size, side):
    """Between the best and the worst price taken, worse for more, and all or nothing.

    Slow, because it is a property.
    """
    book = kept(bids, asks)
    levels = book.asks() if side == "buy" else book.bids()
    total = sum(level.sz for level in levels)

    px = book.vwap(side, size)

    assert (px is None) == (total < size)
    if px is not None:
        ends = sorted((levels[0].px, levels[-1].px))
        assert ends[0] <= px <= ends[1]
        less = book.vwap(side, size / 2)
        assert less <= px if side == "buy" else less >= px
    if levels:
        assert book.size_to(side, levels[-1].px) == total
        first = book.size_to(side, levels[0].px)
        assert first == levels[0].sz
        assert book.vwap(side, first) == levels[0].px


@pytest.mark.slow
@settings(deadline=None)
@given(sides, sides, st.integers(0, 15))
def test_imbalance_properties(bids, asks, levels):
    """Within [-1, 1], and turned round where the sides are. Slow: a property."""
    share = kept(bids, asks).imbalance(levels)
    other = kept(asks, bids).imbalance(levels)

    if share is None:
        assert other is None
        assert not levels or not (bids or asks)
    else:
        assert -1 <= share <= 1
        assert share == -other
        assert (share == 1) == (not asks)


def test_figures_do_not_depend_on_the_callers_context():
    """Someone who works with three digits gets all of ours."""
    digits = "12345678901234567890"
    book = Book("BTC-USDT")
    rows = {
        "bids": [[f"0.{digits}", "1", "0", "1"]],
        "asks": [[f"0.{digits}5", "1", "0", "1"]],
    }
    book.apply(rows | {"ts": "0", "prevSeqId": -1, "seqId": 1}, "snapshot")

    def figures():
        return (
            *(book.mid, book.spread, book.vwap("buy", "0.3"), book.imbalance()),
            *(book.size_to("buy", 1), book.best_bid),
        )

    usual = figures()
    with localcontext(Context(prec=3, rounding=ROUND_DOWN)):
        assert figures() == usual

    assert usual[0] == Decimal(f"0.{digits}25")
    assert usual[1] == Decimal("0.000000000000000000005")
    assert usual[2] == Decimal(f"0.{digits}5")
