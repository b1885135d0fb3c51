"""What an account holds: from pushes and pages, in whatever order they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.enums import InstType
from okx_sdk.models.positions import Position
from okx_sdk.protocol.holdings import Holdings

START = datetime(2026, 1, 1, tzinfo=UTC)


def moment(at):
    return START + timedelta(milliseconds=at)


def position(name, size, at):
    return Position(InstType.SWAP, name, name, Decimal(size), u_time=moment(at))


def balance(at, **amounts):
    details = [
        BalanceDetail(ccy, eq=Decimal(amount), u_time=moment(changed))
        for ccy, (amount, changed) in amounts.items()
    ]
    return AccountBalance(moment(at), details=tuple(details))


@st.composite
def histories(draw):
    """Changes of three positions, one after another."""
    changes = st.tuples(st.sampled_from("ABC"), st.integers(-2, 2))
    return [
        position(name, size, at)
        for at, (name, size) in enumerate(draw(st.lists(changes, max_size=12)))
    ]


def state(history):
    last = {row.pos_id: row for row in history}
    return {row for row in last.values() if row.pos}


@settings(max_examples=60)
@given(histories(), st.data())
def test_pushes_in_any_order_and_twice_end_in_the_same(history, data):
    """A row that is older than what is known is passed over, closed positions too."""
    repeated = data.draw(
        st.lists(st.sampled_from(history), max_size=5) if history else st.just([])
    )
    held = Holdings()
    for row in data.draw(st.permutations(history + repeated)):
        held.push_positions([row])

    assert set(held.positions.values()) == state(history)


@settings(max_examples=60)
@given(histories(), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_a_page_that_is_late_breaks_nothing(history, lost, page, arrival):
    """Pushes up to *lost* were heard, the page is of *page*, and comes at *arrival*."""
    lost, page = min(lost, page), max(lost, page)
    arrival = max(page, arrival)
    held = Holdings()
    for row in history[:lost]:
        held.push_positions([row])
    held.ask()
    for row in history[page:arrival]:
        held.push_positions([row])
    held.read_positions(state(history[:page]))
    for row in history[arrival:]:
        held.push_positions([row])

    assert set(held.positions.values()) == state(history)


def test_what_a_page_does_not_name_is_told_as_closed():
    """But for what was pushed since it was asked for."""
    held = Holdings()
    held.push_positions([position("A", 1, 0), position("B", 1, 0)])
    held.ask()
    held.push_positions([position("C", 1, 5)])

    (gone,) = held.read_positions([position("B", 1, 0)])
    assert (gone.inst_id, gone.pos) == ("A", 0)
    assert {row.inst_id for row in held.positions.values()} == {"B", "C"}
    assert held.read_positions([position("A", 1, -5)]) != []  # of C nothing was said
    assert held.push_positions([position("D", 0, 9)]) == []


def test_balances_likewise():
    """By currency; the account as a whole is the latest."""
    held = Holdings()
    held.push_balance(balance(1, BTC=(1, 1), USDT=(5, 1)))
    held.ask()
    news = held.push_balance(balance(3, ETH=(2, 3)))
    (gone,) = held.read_balance(balance(2, USDT=(4, 0)))

    assert [detail.ccy for detail in news] == ["ETH"]
    assert (gone.ccy, gone.eq) == ("BTC", 0)
    amounts = {ccy: detail.eq for ccy, detail in held.balances.items()}
    assert (amounts, held.account.u_time) == ({"USDT": 5, "ETH": 2}, moment(3))
    assert held.push_balance(balance(4, ETH=(2, 3)), whole=True)[0].ccy == "USDT"
    assert held.push_balance(balance(5, ETH=(2, 3))) == []


def test_of_one_moment_the_later_word_counts():
    """Regular pushes say anew what a position is worth; nothing has changed it."""
    holdings = Holdings()
    holdings.push_positions([position("A", 1, 5)])

    row = attrs.evolve(position("A", 1, 5), upl=Decimal(3))
    news = holdings.push_positions([row])

    assert news == [row] == list(holdings.positions.values())


def test_a_page_tells_of_more_only_where_it_was_asked_for_later():
    """All that there is was pushed: a page that was asked for before is behind that."""
    holdings = Holdings()
    holdings.push_positions([], whole=True)
    holdings.push_balance(balance(5), whole=True)
    pages = [position("A", 1, 4)], balance(4, ETH=("1", 4))

    before = holdings.read_positions(pages[0]), holdings.read_balance(pages[1])
    holdings.ask()
    after = holdings.read_positions(pages[0]), holdings.read_balance(pages[1])

    assert before == ([], [])
    assert after == (pages[0], list(pages[1].details))
