"""How lists are walked."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.paging import (
    Cursor,
    Walk,
    by_id,
    by_page,
    by_row,
    by_window,
    newest_only,
)

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@frozen
class Part:
    """Something nested."""

    ts: datetime
    name: str = ""


@frozen
class Thing:
    """A row: its id is unique, its time is not."""

    bill_id: str
    ts: datetime
    details: tuple[Part, ...] = ()


def things(groups, micros=False):
    """Rows, newest first; each group shares a moment."""
    rows, number = [], 0
    for moment, size in enumerate(groups):
        for place in range(size):
            number += 1
            ts = EPOCH + timedelta(milliseconds=moment)
            if micros:
                ts += timedelta(microseconds=min(place, 999))
            rows.append(Thing(str(number), ts))
    return sorted(rows, key=lambda row: (row.ts, int(row.bill_id)), reverse=True)


@frozen
class Exchange:
    """Serves rows as OKX does, by any of its cursors."""

    rows: list[Thing]
    size: int

    def page(self, cursor: Cursor, arguments):
        match cursor.style, cursor.field:
            case "page", _:
                number = int(arguments.get("page") or 1)
                return self.rows[(number - 1) * self.size : number * self.size]
            case "limit-only", _:
                return self.rows[: self.size]
            case style, "bill_id":
                bound = arguments.get(cursor.older)
                found = [
                    r for r in self.rows if not bound or int(r.bill_id) < int(bound)
                ]
            case style, _:
                bound = arguments.get(cursor.older)
                if isinstance(bound, datetime):
                    bound = to_ms(bound)
                last = bound if style == "window" or bound is None else bound - 1
                found = [r for r in self.rows if last is None or to_ms(r.ts) <= last]
        return found[: self.size]


def walked(exchange, cursor, **arguments):
    steps, got, pages = Walk(cursor, arguments), [], 0
    while not steps.done:
        got += steps.feed(exchange.page(cursor, steps.arguments))
        pages += 1
        assert pages < 500, "it does not end"
    return got, pages


CURSORS = [
    by_row("bill_id"),
    by_row("ts"),
    by_id("bill_id"),
    by_window("ts"),
    by_page(),
]
GROUPS = st.lists(st.integers(1, 6), max_size=12)


@pytest.mark.parametrize("cursor", CURSORS, ids=lambda c: f"{c.style} {c.field}")
@given(groups=GROUPS, size=st.integers(1, 9), micros=st.booleans())
def test_every_row_comes_once_whatever_the_pages(cursor, groups, size, micros):
    """D1, invariant 21: any page size, any rows that share a moment."""
    rows = things(groups, micros)
    # Of a moment that has more rows than a page, no cursor of time reaches the rest.
    size = max(size, *groups, 1)

    got, pages = walked(Exchange(rows, size), cursor)

    assert got == rows
    assert pages <= 2 * (len(rows) // size + len(groups)) + 2


@given(groups=GROUPS, size=st.integers(6, 9))
def test_every_item_within_a_row_comes_once(groups, size):
    """D1: a cursor that lies within a row, as of exercise history."""
    items = [Part(thing.ts, thing.bill_id) for thing in things(groups)]
    steps, got = Walk(by_row("details.ts"), {}), []
    while not steps.done:
        bound = steps.arguments.get("after")
        page = [i for i in items if bound is None or to_ms(i.ts) < bound][:size]
        rows = [
            Thing("family", ts, tuple(same))
            for ts, same in groupby(page, lambda item: item.ts)
        ]
        got += [item for row in steps.feed(rows) for item in row.details]

    assert got == items


@given(groups=GROUPS, size=st.integers(1, 3))
def test_a_moment_with_more_rows_than_a_page_does_not_stop_the_walk(groups, size):
    """What can be reached comes once, and it ends."""
    rows = things(groups)

    got, _ = walked(Exchange(rows, size), by_row("ts"))

    assert len(set(got)) == len(got)
    assert set(got) <= set(rows)
    assert {row.ts for row in got} == {row.ts for row in rows}


@given(groups=GROUPS, size=st.integers(6, 9), start=st.integers(0, 12))
def test_a_walk_may_begin_anywhere(groups, size, start):
    """D1: `after` given by the caller, as a time or as ms."""
    rows = things(groups)
    bound = EPOCH + timedelta(milliseconds=start)
    older = [row for row in rows if row.ts < bound]

    by_time, _ = walked(Exchange(rows, size), by_row("ts"), after=bound)
    by_ms, _ = walked(Exchange(rows, size), by_row("ts"), after=to_ms(bound))

    assert by_time == by_ms == older


def test_an_empty_list_is_one_page():
    """D1: the empty page ends the walk."""
    assert walked(Exchange([], 5), by_row("ts")) == ([], 1)


def test_rows_without_a_way_back_are_one_page():
    """`limit-only`."""
    rows = things([1] * 5)

    assert walked(Exchange(rows, 3), newest_only) == (rows[:3], 1)


@pytest.mark.parametrize("cursor", [by_row("bill_id"), by_id("bill_id"), by_row("ts")])
def test_an_exchange_that_ignores_the_cursor_ends_the_walk(cursor):
    """The same page for ever would be an endless list."""
    rows = things([1] * 5)
    steps, got = Walk(cursor, {}), []
    for _ in range(10):
        if not steps.done:
            got += steps.feed(rows[:3])

    assert steps.done
    assert set(got) == set(rows[:3])


def test_a_row_without_a_cursor_ends_the_walk():
    """There is nothing to ask the next page by."""
    steps = Walk(by_row("details.ts"), {})

    steps.feed([Thing("1", EPOCH)])

    assert steps.done


def test_another_parameter_may_choose_the_cursor():
    """`history-trades` by id or by time."""
    cursor = by_row("bill_id", {("type", "2"): "ts"})

    assert cursor.field_for({}) == cursor.field_for({"type": "1"}) == "bill_id"
    assert cursor.field_for({"type": "2"}) == cursor.field_for({"type": 2}) == "ts"


def test_plain_rows_are_walked_too():
    """A row may be a mapping."""
    steps = Walk(by_row("id"), {})

    assert steps.feed([{"id": "2"}, {"id": "1"}]) == [{"id": "2"}, {"id": "1"}]
    assert steps.arguments == {"after": "1"}


def test_pages_are_counted_from_one():
    """And from where the caller begins."""
    steps = Walk(by_page(), {"page": "3"})

    steps.feed([1])

    assert steps.arguments == {"page": 4}


@frozen
class Sheet:
    """A row that holds a page of items."""

    details: tuple[Part, ...]
    total_page: int


def test_a_row_that_holds_the_page_says_which_is_the_last():
    """It comes even past the end, and then for ever."""
    steps = Walk(by_page(), {})

    first = steps.feed([Sheet((Part(EPOCH),), 2)])
    more = not steps.done
    steps.feed([Sheet((), 2)])

    assert len(first) == 1
    assert more
    assert steps.done


def test_items_within_plain_rows_are_walked_too():
    """A row may be a mapping that holds the items."""
    steps = Walk(by_row("details.ts"), {})
    one, two, three = (EPOCH + timedelta(milliseconds=n) for n in (3, 2, 1))

    first = steps.feed([{"details": [{"ts": one}, {"ts": two}]}])
    again = steps.feed([{"details": [{"ts": two}]}, {"details": [{"ts": three}]}])

    assert first == [{"details": ({"ts": one}, {"ts": two})}]
    assert again == [{"details": ({"ts": three},)}]
