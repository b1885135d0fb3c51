"""One side of a book: exact by the wire's own texts, quick by floats for order alone.

Most changes give a level another size, and cost one store into a dict. Only a level
that appears or vanishes is looked for by its price, as a float. Where two prices have
one float, or two texts one price, their decimals decide.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice, pairwise, zip_longest
from math import inf
from zlib import crc32

from attrs import define, field

from okx_sdk.errors import BadRow

__all__ = ["Ladder", "WireRow", "checksum", "number"]

# A size above 0 begins with another digit, or with "0." and is more than zeros: to
# compare texts costs half of making a float. What follows is not looked at: who reads
# a size that is none gets an error, and no wrong number.
_DIGIT, _AFTER_DIGITS = "1", ":"
_ZEROS, _AFTER_FRACTIONS = "0." + 60 * "0", "0/"

WireRow = Sequence[str]
"""A level as the exchange sends it: price and size first."""


def number(text: str) -> Decimal:
    """The exact number of a text; a JSON number, now a float, by its shortest text.

    Raises:
        BadRow: it is none.
    """
    try:
        return Decimal(str(text))
    except InvalidOperation as error:
        raise BadRow(f"{text!r} is no number of a book") from error


@define(eq=False)
class Ladder:
    """The levels of one side, by price. The rows are kept, not copied."""

    descending: bool
    """Whether the highest price is the best, as among bids."""
    rows: dict[str, WireRow] = field(factory=dict[str, WireRow])
    _keys: list[float] = field(factory=list[float])  # rising, on both sides
    _prices: list[str] = field(factory=list[str])

    def __len__(self) -> int:
        """The number of levels."""
        return len(self._keys)

    def copy(self) -> Ladder:
        """The same levels, which change no more when these do."""
        return Ladder(
            self.descending, dict(self.rows), list(self._keys), list(self._prices)
        )

    def load(self, rows: Sequence[WireRow]) -> None:
        """Replace everything; rows come best first as a rule, and in any order."""
        rising = rows[::-1] if self.descending else rows
        keys = [float(row[0]) for row in rising]
        self.rows = {}
        self._keys, self._prices = [], []
        if not (
            all(lower < higher for lower, higher in pairwise([-inf, *keys, inf]))
            and all(0.0 < float(row[1]) < inf for row in rising)
        ):
            self.apply(rows)
            return
        self._keys = keys
        self._prices = [row[0] for row in rising]
        self.rows = {row[0]: row for row in rising}

    def apply(self, rows: Sequence[WireRow]) -> None:
        """Set or delete levels.

        Raises:
            LookupError, TypeError, ValueError: a row cannot be read; those before it
                have been applied.
        """
        try:
            self._apply(rows)
        except TypeError:
            # Numbers without quotes? To set a level twice does no harm.
            self._apply([[str(value) for value in row] for row in rows])

    def _apply(self, rows: Sequence[WireRow]) -> None:
        levels, keys, prices = self.rows, self._keys, self._prices
        for row in rows:
            px, size = row[0], row[1]
            if _DIGIT <= size < _AFTER_DIGITS or _ZEROS < size < _AFTER_FRACTIONS:
                if px not in levels:
                    key = float(px)
                    index = bisect_left(keys, key)
                    taken = index < len(keys) and keys[index] == key
                    if taken or not -inf < key < inf:
                        self._put(px, row)
                        continue
                    keys.insert(index, key)
                    prices.insert(index, px)
                levels[px] = row
            elif size == "0":
                index = bisect_left(keys, float(px))
                if index < len(keys) and prices[index] == px:
                    del levels[px], keys[index], prices[index]
                else:
                    self._drop(px)
            elif 0.0 < float(size) < inf:
                self._put(px, row)
            elif float(size) == 0.0:
                self._drop(px)
            else:
                raise ValueError(f"{size!r} is no size")

    def best_first(self, count: int | None = None) -> Iterator[WireRow]:
        """The best *count* rows, or all; not to be held over an update."""
        rows = self.rows
        order = reversed(self._prices) if self.descending else iter(self._prices)
        return (rows[px] for px in islice(order, count))

    def at(self, index: int) -> WireRow | None:
        """The row at a place, the best being 0."""
        if index >= len(self._prices):
            return None
        return self.rows[self._prices[~index if self.descending else index]]

    def top(self, count: int) -> list[str]:
        """The best prices, as sent."""
        if self.descending:
            return self._prices[: -count - 1 : -1]
        return self._prices[:count]

    def _put(self, px: str, row: WireRow) -> None:
        """Set a level whose float is taken, or whose price is written otherwise now."""
        index, is_there = self._place(px)
        if is_there:
            del self.rows[self._prices[index]]
            self._prices[index] = px
        else:
            self._keys.insert(index, float(px))
            self._prices.insert(index, px)
        self.rows[px] = row

    def _drop(self, px: str) -> None:
        """Delete a level written otherwise, if there is one; OKX may name none of ours."""
        index, is_there = self._place(px)
        if is_there:
            del self.rows[self._prices[index]], self._keys[index], self._prices[index]

    def _place(self, px: str) -> tuple[int, bool]:
        """Where a price stands or would stand, told by decimals among equal floats."""
        keys, prices = self._keys, self._prices
        key, exact = float(px), number(px)
        if not -inf < key < inf:
            raise ValueError(f"{px!r} is no price")
        index = bisect_left(keys, key)
        while index < len(keys) and keys[index] == key:
            there = number(prices[index])
            if there >= exact:
                return index, there == exact
            index += 1
        return index, False


def checksum(bids: Ladder, asks: Ladder, count: int = 25) -> int:
    """OKX's CRC32 of the wire's texts, best bid and ask in turn, as signed 32 bits."""
    best_bids, best_asks = bids.top(count), asks.top(count)
    bid_sizes = [bids.rows[px][1] for px in best_bids]
    ask_sizes = [asks.rows[px][1] for px in best_asks]
    columns = (best_bids, bid_sizes, best_asks, ask_sizes)
    if len(best_bids) == len(best_asks):
        texts = [""] * (4 * len(best_bids))
        for place, column in enumerate(columns):
            texts[place::4] = column
    else:
        ranks = zip_longest(*columns)
        texts = [text for rank in ranks for text in rank if text is not None]
    value = crc32(":".join(texts).encode())
    return value - (1 << 32) if value >> 31 else value
