"""Orders and fills from several sides: in whatever order they come, one truth."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orders_fake import START_MS, fill_row, order_row

from okx_sdk.models.trade import Fill, Order
from okx_sdk.protocol import fill_ledger
from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.fill_ledger import FillCheck, FillLedger, fill_of
from okx_sdk.protocol.order_ledger import OrderLedger, is_done, progress


def order(*args, **fields):
    return converter.structure(order_row(*args, **fields), Order)


def fill(*args, **fields):
    return converter.structure(fill_row(*args, **fields), Fill)


@st.composite
def histories(draw):
    """Orders as they went: amended, filled bit by bit, and mostly done in the end."""
    rows = []
    trades = iter(range(1, 1_000))
    for ord_id in range(draw(st.integers(1, 4))):
        at, filled, size = 0, 0, draw(st.integers(1, 5))
        rows.append(order(ord_id, at=at, sz=size))
        for step in draw(st.lists(st.sampled_from(["amend", "fill"]), max_size=6)):
            at += draw(st.integers(0 if step == "fill" else 1, 3))
            filled += step == "fill"
            state = "partially_filled" if filled else "live"
            state = "filled" if filled == size else state
            trade = next(trades) if step == "fill" else None
            rows.append(order(ord_id, state, filled, at, sz=size, trade=trade))
            if state == "filled":
                break
        if not is_done(rows[-1]) and draw(st.booleans()):
            rows.append(order(ord_id, "canceled", filled, at + 1, sz=size))
    return rows


@settings(max_examples=30)
@given(histories(), st.data())
def test_any_interleaving_ends_in_the_same_state(history, data):
    """15: lookups, pages, pushes and replays; never back, and done is done."""
    heard = data.draw(st.permutations(history + data.draw(parts(history))))
    pushed = data.draw(st.lists(st.booleans(), min_size=len(heard)))
    ledger, told = OrderLedger(), {}
    for row, is_pushed in zip(heard, pushed, strict=False):
        if ledger.take(row, pushed=is_pushed):
            assert row.ord_id not in told or progress(told[row.ord_id]) <= progress(row)
            assert row.ord_id not in told or not is_done(told[row.ord_id])
            assert (row.acc_fill_sz or 0) <= row.sz
            told[row.ord_id] = row

    last = {row.ord_id: row for row in history}
    assert {key: progress(row) for key, row in told.items()} == {
        key: progress(row) for key, row in last.items()
    }
    assert ledger.open.keys() == {key for key, r in last.items() if not is_done(r)}


def parts(history):
    return st.lists(st.sampled_from(history), max_size=8)


@settings(max_examples=30)
@given(histories(), st.data())
def test_each_fill_comes_once_whichever_way(history, data):
    """O16: from pushes of orders, pages of fills, and both again."""
    pushes = [found for row in history if (found := fill_of(row)) is not None]
    pages = [attrs.evolve(each, bill_id="1") for each in pushes]
    if not pushes:
        return
    heard = data.draw(st.permutations(pushes + data.draw(parts(pages))))
    ledger = FillLedger()
    given_out = [found for each in heard if (found := ledger.take(each)) is not None]

    names = [(each.trade_id, each.ord_id) for each in given_out]
    assert sorted(names) == sorted({(each.trade_id, each.ord_id) for each in pushes})
    assert sum(each.fill_sz for each in given_out) == len(pushes)


@settings(max_examples=60)
@given(histories(), st.sets(st.integers(0, 30)))
def test_a_push_that_was_left_out_is_noticed_at_the_next(history, lost):
    """What is filled in all is more than the fills that were told."""
    check, filled = FillCheck(), {}
    check.lacks(order("0", at=-10))
    for number, row in enumerate(history):
        if number in lost:
            continue
        own = row.fill_sz if row.trade_id else 0
        expected = row.acc_fill_sz - own > filled.get(row.ord_id, 0)
        if row.ord_id in filled or row.ord_id == history[0].ord_id:
            assert check.lacks(row) is expected
            filled[row.ord_id] = row.acc_fill_sz
        elif not row.acc_fill_sz:
            assert not check.lacks(row)
            filled[row.ord_id] = Decimal()


def test_what_was_filled_before_is_no_news():
    """A stream begins in the middle of an order's life, or begins again."""
    check = FillCheck()
    for _ in range(2):
        assert not check.lacks(order(1, "partially_filled", 2, 60, trade=8))
        assert check.lacks(order(1, "partially_filled", 4, 70, sz=9, trade=9))
        assert not check.lacks(order(1, "filled", 5, 80, sz=9, trade=9))
        young = order(2, "filled", 2, 90, trade=10, cTime=str(START_MS + 85))
        assert check.lacks(young)
        check.reset()


def test_ten_thousand_fills_twice_over():
    """O16: each comes by both ways, in whatever order, and is given once."""
    row = fill(1, 1)
    fills = [attrs.evolve(row, trade_id=str(number)) for number in range(10_000)]
    both = [*fills, *(attrs.evolve(each, bill_id="1") for each in fills)]
    Random(1).shuffle(both)
    ledger = FillLedger()

    given_out = [each.trade_id for each in both if ledger.take(each)]
    assert len(given_out) == len(set(given_out)) == 10_000


def test_one_fill_that_stands_for_several_and_those():
    """The `fills` channel puts together what one order takes at one price."""
    many = fill(12, 1, sz=3, count=3)
    ledger = FillLedger()

    assert ledger.take(fill(11, 1)) == fill(11, 1)
    assert ledger.take(many).fill_sz == Decimal(2)
    assert [ledger.take(fill(n, 1)) for n in (10, 11, 12)] == [None] * 3
    assert ledger.take(many) is None


def test_two_orders_of_one_user_that_trade_with_each_other():
    """One trade, two fills."""
    ledger = FillLedger()

    assert ledger.take(fill(1, 1)) and ledger.take(fill(1, 2, side="sell"))


def test_memory_is_bounded(monkeypatch):
    """Of fills, and of orders that are done."""
    monkeypatch.setattr(fill_ledger, "REMEMBERED", 10)
    fills, orders = FillLedger(), OrderLedger()
    orders._done.capacity = 10
    for number in range(100):
        fills.take(fill(number, number))
        orders.take(order(number, "filled", 3))

    assert len(fills._known) == 10
    assert (len(orders._done._known), len(orders.open)) == (10, 0)


@pytest.mark.parametrize("gone", ["state", "forgotten"])
def test_what_is_gone_does_not_come_to_life_again(gone):
    """A late `live` after the end is ignored."""
    ledger = OrderLedger()
    ledger.take(order(1))
    if gone == "state":
        assert ledger.take(order(1, "canceled", 0, 105))
    else:
        ledger.forget("1")

    assert not ledger.take(order(1, at=110), pushed=True)
    assert ledger.open == {}


def test_an_amendment_that_failed_is_news_though_nothing_changed():
    """It is told by the channel alone; a page that says the same is none."""
    ledger = OrderLedger()
    ledger.take(order(1))

    assert ledger.take(order(1, amendResult="-1", code="51506"), pushed=True)
    assert not ledger.take(order(1))


def test_a_push_that_is_overtaken_hides_nothing_and_accuses_nobody():
    """Two connections bring an order while one takes over from the other."""
    check = FillCheck()
    pushes = [(1, 10), (3, 30), (2, 20), (4, 40)]

    found = [
        check.lacks(order("7", "partially_filled", filled, at, sz=9, trade=filled))
        for filled, at in pushes
    ]

    assert found == [False, True, False, False]
