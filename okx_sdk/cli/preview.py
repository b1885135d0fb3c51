"""What an order would do, in words: its size, what it is worth, and the book it meets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal

from attrs import frozen

from okx_sdk.models.instruments import Instrument
from okx_sdk.models.market import BookLevel, OrderBook
from okx_sdk.models.order_requests import NewOrder

__all__ = ["Preview", "figure", "waits"]

NEVER_REST = frozenset({"fok", "ioc"})

FAR = Decimal("0.02")
"""From which share of the price on a limit is far beyond the book: a slip, perhaps."""


def figure(value: Decimal) -> str:
    """A number with thousands apart, and no zeros behind."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal) -> Decimal:
    """To eight places, however large it is."""
    return value.quantize(Decimal("1e-8"), context=Context(prec=100))


@frozen
class Taken:
    """What an order would take from the book at once."""

    sz: Decimal
    value: Decimal
    worst: Decimal | None

    @property
    def average(self) -> Decimal:
        """The price of all of it."""
        return self.value / self.sz


@frozen
class Preview:
    """An order beside its instrument and the book of the moment."""

    order: NewOrder
    instrument: Instrument
    book: OrderBook

    def lines(self) -> list[tuple[str, str]]:
        """Titles and words, the order itself first."""
        worth = self._worth()
        rows = [(self.order.side.value, self._what()), ("size", self._size())]
        rows += [("worth", worth)] if worth else []
        rows += [("book", self._quotes()), ("would", self._meets())]
        rows += [("closes", "it may only shrink a position")] * bool(
            self.order.reduce_only
        )
        rows += [(name, words) for name, words in self._attached() if words is not None]
        return [*rows, ("name", str(self.order.cl_ord_id))]

    @property
    def is_far(self) -> bool:
        """Whether it would pay much more than the book asks for."""
        px, best = self.order.px, self._best(self._opposite)
        if px is None or best is None:
            taken = self._taken()
            worst = taken.worst if taken else None
            return bool(best and worst and abs(worst / best - 1) > FAR)
        beyond = px / best - 1 if self._buys else 1 - px / best
        return beyond > FAR

    @property
    def _buys(self) -> bool:
        return self.order.side == "buy"

    @property
    def _opposite(self) -> Sequence[BookLevel]:
        return self.book.asks if self._buys else self.book.bids

    @property
    def _quote(self) -> str:
        """The currency that prices are in."""
        row = self.instrument
        if row.quote_ccy:
            return row.quote_ccy
        family = (row.inst_family or row.inst_id).split("-")
        is_coin_priced = row.inst_type == "OPTION"
        return str(row.settle_ccy) if is_coin_priced else family[1]

    def _what(self) -> str:
        order = self.order
        price = f"{figure(order.px)} {self._quote}" if order.px else "market"
        kind = "" if order.ord_type in {"limit", "market"} else f"{order.ord_type}, "
        side = f"{order.pos_side}, " if order.pos_side else ""
        return f"{order.inst_id} at {price} ({kind}{side}{order.td_mode})"

    @property
    def _unit(self) -> tuple[Decimal, str] | None:
        """What one contract is of, if it is about contracts."""
        row = self.instrument
        if row.ct_val is None or row.ct_val_ccy is None:
            return None
        return row.ct_val * (row.ct_mult or 1), row.ct_val_ccy

    def _size(self) -> str:
        order, row = self.order, self.instrument
        if self._unit is None:
            in_quote = order.tgt_ccy == "quote_ccy"
            unit = row.quote_ccy if in_quote else row.base_ccy
            return f"{figure(order.sz)} {unit}"
        each, ccy = self._unit
        word = "contract" if order.sz == 1 else "contracts"
        whole = f"{figure(order.sz * each)} {ccy}"
        return f"{figure(order.sz)} {word} of {figure(each)} {ccy}, {whole} in all"

    def _worth(self) -> str:
        """What it is about, in the currency of prices; at market, by the book."""
        order = self.order
        px = order.px or self._average()
        if order.tgt_ccy == "quote_ccy" or px is None:
            return ""
        if self._unit is None:
            return f"{figure(_rounded(order.sz * px))} {self._quote}"
        each = self._unit[0]
        if self.instrument.ct_type == "inverse":
            coin = (self.instrument.inst_family or "").partition("-")[0]
            return f"{figure(_rounded(order.sz * each / px))} {coin}"
        value = order.sz * each * px
        return f"{figure(_rounded(value))} {self._quote}"

    def _average(self) -> Decimal | None:
        taken = self._taken()
        return taken.average if taken else None

    @staticmethod
    def _best(levels: Sequence[BookLevel]) -> Decimal | None:
        return levels[0].px if levels else None

    def _quotes(self) -> str:
        bid, ask = self._best(self.book.bids), self._best(self.book.asks)
        words = [
            f"{figure(px)} {word}" if px is not None else f"no {word}"
            for px, word in ((bid, "bid"), (ask, "ask"))
        ]
        return ", ".join(words)

    def _meets(self) -> str:
        """Whether it would rest or take, and at which price."""
        best = self._best(self._opposite)
        if best is None:
            return "meet nothing"
        side = "ask" if self._buys else "bid"
        taken = self._taken()
        if taken is None:
            assert self.order.px is not None, "at market, something is taken"
            away = abs(self.order.px / best - 1)
            where = f"{away:.2%} {'below' if self._buys else 'above'} the {side}"
            if self.order.ord_type in NEVER_REST:
                return f"be cancelled, for it is {where}"
            return f"rest, {where}"
        if self.order.ord_type == "post_only":
            return "be cancelled, for it would take"
        if self.order.ord_type == "fok" and self._is_short(taken):
            return f"be cancelled, for only {figure(taken.sz)} of it would fill"
        away = abs(taken.average / best - 1)
        where = f"{away:.2%} from the best {side}" if away else f"the best {side}"
        whole = "" if self._is_all(taken) else f"{figure(taken.sz)} of it "
        return f"fill {whole}at {figure(_rounded(taken.average))}, {where}"

    def _is_short(self, taken: Taken) -> bool:
        """Whether it would not be filled whole, and the levels that are known say so."""
        ends = any(not self._takes(level.px) for level in self._opposite)
        return ends and not self._is_all(taken)

    def _is_all(self, taken: Taken) -> bool:
        wanted = self.order.sz
        if self.order.tgt_ccy == "quote_ccy":
            return taken.value >= wanted
        return taken.sz >= wanted

    def _taken(self) -> Taken | None:
        """What of the book it would take at once, by the levels that are known."""
        sz = value = Decimal(0)
        worst = None
        in_quote = self.order.tgt_ccy == "quote_ccy"
        left = self.order.sz
        for level in self._opposite:
            if left <= 0 or not self._takes(level.px):
                break
            most = left / level.px if in_quote else left
            part = min(most, level.sz)
            sz, value, worst = sz + part, value + part * level.px, level.px
            left -= part * level.px if in_quote else part
        return Taken(sz, value, worst) if sz else None

    def _takes(self, px: Decimal) -> bool:
        limit = self.order.px
        if limit is None:
            return True
        return px <= limit if self._buys else px >= limit

    def _attached(self) -> Iterator[tuple[str, str | None]]:
        for each in self.order.attach_algo_ords or ():
            yield "take-profit", waits(each.tp_trigger_px, each.tp_ord_px)
            yield "stop-loss", waits(each.sl_trigger_px, each.sl_ord_px)


def waits(px: Decimal | None, order_px: Decimal | None) -> str | None:
    """From which price on something is placed, and at which; nothing without one."""
    if px is None:
        return None
    price = "market" if order_px in {None, Decimal(-1)} else figure(order_px or px)
    return f"from {figure(px)} on, at {price}"
