"""One side of a book: exact where floats are not."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okx_sdk.errors import BadRow
from okx_sdk.protocol.book_ladder import Ladder, number


def texts(ladder):
    return [row[0] for row in ladder.best_first()]


@st.composite
def price_texts(draw):
    """Neighbours of up to 20 digits, many with the same float, some written longer."""
    digits = draw(st.sampled_from([1, 9, 15, 16, 17, 19, 20]))
    base = draw(st.sampled_from([10 ** (digits - 1), 7 * 10 ** (digits - 1)]))
    near = draw(st.integers(0, 12))
    exponent = draw(st.sampled_from([0, 1, 8, 18, 25]))
    px = Decimal(base + near).scaleb(-exponent)
    zeros = draw(st.sampled_from(["", "", "0", "00"])) if exponent else ""
    return draw(st.sampled_from(["", "", "-"])) + f"{px:f}" + zeros


rows = st.tuples(
    price_texts(), st.sampled_from(["0", "0", "0.0", "0E-8", "1", "2.50", "0.000001"])
)


@pytest.mark.slow
@settings(deadline=None)
@given(st.booleans(), st.lists(st.lists(rows, max_size=20), max_size=5))
@example(True, [[("1.0", "1"), ("1.00", "2"), ("1", "3")]])
@example(False, [[("1.0", "1"), ("1.00", "0")]])
def test_a_ladder_is_a_sorted_dict_of_decimals(descending, batches):
    """Equal prices are one level however written; unequal ones never are.

    Slow, because it is a property.
    """
    ladder, model = Ladder(descending), {}
    for number_of, batch in enumerate(batches):
        if number_of == 2:
            ladder.load(batch)
            model.clear()
        else:
            ladder.apply(batch)
        for px, sz in batch:
            model.pop(Decimal(px), None)
            if Decimal(sz):
                model[Decimal(px)] = (px, sz)

    ranked = [model[px] for px in sorted(model, reverse=descending)]

    assert list(ladder.best_first()) == ranked
    assert len(ladder) == len(model)
    assert [ladder.at(index) for index in range(len(model) + 1)] == [*ranked, None]
    for count in (0, 1, 5, 99):
        assert ladder.top(count) == [row[0] for row in ranked[:count]]
        assert list(ladder.best_first(count)) == ranked[:count]


def test_prices_of_one_float_are_kept_apart():
    """Two prices of 20 digits differ in the last, which a float cannot hold."""
    close = [
        f"0.0000000000{last}"
        for last in range(12345678901234567890, 12345678901234567893)
    ]
    assert len({float(px) for px in close}) == 1
    ladder = Ladder(descending=False)

    ladder.apply([[px, str(size), "0", "1"] for size, px in enumerate(close[::-1], 1)])
    assert texts(ladder) == close
    ladder.apply([[close[1], "0", "0", "0"]])

    assert texts(ladder) == [close[0], close[2]]
    assert ladder.at(0)[1] == "3"


def test_tiny_prices_are_in_order():
    """SHIB-like prices, as the wire writes them."""
    ladder = Ladder(descending=True)
    prices = ["0.000000009", "0.00000001", "0.0000000101"]

    ladder.apply([[px, "1", "0", "1"] for px in prices])

    assert texts(ladder) == prices[::-1]


def test_a_level_takes_the_latest_text_of_its_price():
    """`1.0` and `1.00` are one price; the checksum wants the newer text."""
    ladder = Ladder(descending=False)

    ladder.load([["1.0", "5", "0", "1"], ["2.0", "5", "0", "1"]])
    ladder.apply([["1.00", "7", "0", "1"], ["2", "0", "0", "0"]])

    assert list(ladder.best_first()) == [["1.00", "7", "0", "1"]]


@pytest.mark.parametrize("zero", ["0", "0.0", "0.00000000", "0E-8", "00", ".0", 0, 0.0])
def test_a_size_of_zero_deletes_however_written(zero):
    """What has no size is no level."""
    ladder = Ladder(descending=False)

    ladder.load([["1", "5", "0", "1"], ["2", zero, "0", "0"]])
    ladder.apply([["1", zero, "0", "0"], ["3", zero, "0", "0"]])

    assert len(ladder) == 0


@pytest.mark.parametrize(
    "size", ["1", "9.5", "0.00000001", "+1", ".5", "01", "1E-8", 7]
)
def test_a_size_above_zero_is_kept_however_written(size):
    """As it was written, whichever way it was looked at."""
    ladder = Ladder(descending=False)

    ladder.apply([["2", "5", "0", "1"], ["2", size, "0", "1"], ["1", size, "0", "1"]])

    assert [str(row[1]) for row in ladder.best_first()] == [str(size)] * 2


def test_a_snapshot_in_disorder_is_sorted():
    """The later of two rows for one price is taken."""
    ladder = Ladder(descending=True)

    ladder.load([["1", "1"], ["3", "1"], ["2", "1"], ["3.0", "9"]])

    assert list(ladder.best_first()) == [["3.0", "9"], ["2", "1"], ["1", "1"]]


@pytest.mark.parametrize("text", ["", "one", True, None])
def test_what_is_no_number_is_a_typed_error(text):
    """Decimal's own error is not ours."""
    with pytest.raises(BadRow, match="no number"):
        number(text)
