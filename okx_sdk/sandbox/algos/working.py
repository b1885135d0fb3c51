"""Algo orders that are worked: in pieces, at intervals, or after the best price."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.enums import AlgoOrdType, AlgoState, OrdType
from okx_sdk.sandbox.accounts.exact import stepped
from okx_sdk.sandbox.algos.book import Algo, Book
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["chase", "slices"]

_LOOKS = 5_000
"""Milliseconds between two looks at a piece that rests."""
_LONGEST = 60_000


def _traded(algo: Algo) -> Decimal:
    """What is done of it, with its last order."""
    child = algo.child
    return algo.done + (child.acc_fill_sz if child is not None else Decimal(0))


def _best(book: Book, algo: Algo, *, to_take: bool) -> Decimal | None:
    """The best price of the other side if it is to take, else of its own."""
    bid, ask = book.venue.market.bbo(algo.inst, book.venue.now)
    level = ask if algo.is_buy == to_take else bid
    return None if level is None else level.px


def _off(algo: Algo, px: Decimal, *, worse: bool) -> Decimal:
    """A price so far from the best as the order says, on the ticks."""
    row = algo.row
    away = row.px_spread or px * (row.px_var or Decimal(0))
    way = 1 if algo.is_buy == worse else -1
    tick = algo.inst.tick_sz
    return max(tick, round((px + way * away) / tick) * tick)


def _limited(algo: Algo, px: Decimal) -> Decimal:
    """Never beyond the order's limit."""
    limit = algo.row.px_limit
    if limit is None:
        return px
    return min(px, limit) if algo.is_buy else max(px, limit)


def slices(book: Book, algo: Algo) -> None:
    """Place the next piece, once the last is done, or its time is over."""
    is_twap = algo.row.ord_type == AlgoOrdType.TWAP
    if algo.child is not None and algo.child.is_open and not is_twap:
        book.at(algo, book.venue.now + _LOOKS, lambda: slices(book, algo))
        return
    algo.done, algo.child = _traded(algo), None
    total, limit = algo.row.sz or Decimal(0), algo.row.sz_limit or Decimal(0)
    piece = stepped(min(total - algo.done, limit or total), algo.inst.lot_sz)
    if piece < algo.inst.min_sz:
        book.change(algo, state=AlgoState.EFFECTIVE, actual_sz=algo.done)
        return
    if not _place_piece(book, algo, piece, is_twap=is_twap):
        return
    wait = (algo.row.time_interval or 1) * 1_000 if is_twap else _LOOKS
    book.at(algo, book.venue.now + wait, lambda: slices(book, algo))


def _place_piece(book: Book, algo: Algo, piece: Decimal, *, is_twap: bool) -> bool:
    """A piece: at once as it can be had, or at rest."""
    best = _best(book, algo, to_take=is_twap)
    if best is None:
        return True
    px = _limited(algo, _off(algo, best, worse=is_twap))
    try:
        kind = OrdType.IOC if is_twap else OrdType.LIMIT
        algo.child = book.place(algo, piece, px, kind)
    except Refusal as refusal:
        failed = AlgoState.PARTIALLY_FAILED if algo.done else AlgoState.ORDER_FAILED
        book.change(algo, state=failed, fail_code=refusal.code)
        return False
    ids = (*algo.row.ord_id_list, str(algo.child.ord_id))
    known = {"ord_id_list": ids, "actual_sz": _traded(algo)}
    book.change(algo, **known, state=AlgoState.PARTIALLY_EFFECTIVE)
    return True


def chase(book: Book, algo: Algo) -> None:
    """Follow the best price with an order that rests, until it is filled or too far."""
    child = algo.child
    if child is not None and not child.is_open:
        size = child.acc_fill_sz
        book.change(
            algo, state=AlgoState.EFFECTIVE, actual_sz=size, actual_px=child.avg_px
        )
        return
    best = _best(book, algo, to_take=False)
    px = None if best is None else _chased(algo, best)
    is_moved = px is not None and (child is None or px != child.px)
    if px is not None and is_moved and not _replace(book, algo, px):
        return
    age = book.venue.now - _began(algo)
    wait = max(1_000, min(_LONGEST, age // 50))
    book.at(algo, book.venue.now + wait, lambda: chase(book, algo))


def _began(algo: Algo) -> int:
    assert algo.row.c_time is not None, "it was made"
    return int(algo.row.c_time.timestamp() * 1000)


def _chased(algo: Algo, best: Decimal) -> Decimal | None:
    """Where it rests by the best price; nowhere once that has gone too far."""
    row = algo.row
    first = algo.best = algo.best or best
    most = row.max_chase_val
    if most is not None:
        most = most if row.max_chase_type != "ratio" else first * most
        if abs(best - first) > most:
            return None
    value = row.chase_val or Decimal(0)
    away = value if row.chase_type != "ratio" else best * value
    way = -1 if algo.is_buy else 1
    tick = algo.inst.tick_sz
    return max(tick, round((best + way * away) / tick) * tick)


def _replace(book: Book, algo: Algo, px: Decimal) -> bool:
    """The order again at another price."""
    if algo.child is not None:
        book.venue.cancel(algo.child, "1", "Chase order moved")
        algo.done += algo.child.acc_fill_sz
    try:
        algo.child = book.place(algo, book.size_of(algo) - algo.done, px)
    except Refusal as refusal:
        algo.child = None
        state = AlgoState.ORDER_FAILED
        book.change(algo, state=state, fail_code=refusal.code)
        return False
    book.change(algo, ord_id=str(algo.child.ord_id), ord_px=px)
    return True
