from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.sandbox import books
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.market import Market

MARKET = Market(1)
NOW = 1_795_392_123_456
OPTION = MARKET.instruments(NOW, "OPTION")[5].inst_id
instruments = st.sampled_from(
    ["BTC-USDT", "DOGE-USDT", "BTC-USD-SWAP", "ETH-USD-261225", OPTION]
).map(lambda name: MARKET.instrument(name, NOW))
steps = st.integers((NOW - 3 * DAY) // 100, NOW // 100)


def applied(book, update):
    sides = []
    for old, new, reverse in (
        (book.bids, update.bids, True),
        (book.asks, update.asks, False),
    ):
        levels = {level[0]: level for level in old} | {level[0]: level for level in new}
        kept = [level for level in levels.values() if level[1]]
        sides.append(tuple(sorted(kept, reverse=reverse)))
    return books.Book(update.seq_id, update.ts, *sides)


@settings(max_examples=40)
@given(inst=instruments, step=steps)
def test_a_book_is_in_order(inst, step):
    """Bids fall, asks rise, the best bid is below the best ask, nothing is empty."""
    book = MARKET.book(inst, step, 50)
    bids, asks = ([level[0] for level in side] for side in (book.bids, book.asks))

    assert bids == sorted(set(bids), reverse=True)
    assert asks == sorted(set(asks))
    assert 0 < bids[0] < asks[0]
    assert all(px > 0 and lots > 0 and n > 0 for px, lots, n in book.bids + book.asks)
    assert len(asks) == 50


@settings(max_examples=40)
@given(inst=instruments, step=steps)
def test_the_last_price_is_at_the_touch(inst, step):
    """The last trade left its price as the best bid or the best ask."""
    last = MARKET.last_trade(inst, step * 100)
    book = MARKET.book(inst, step, 1)
    scale = MARKET.scale(inst)
    touch = {scale.price(book.bids[0][0]), scale.price(book.asks[0][0])}

    assert last.px in touch


@settings(max_examples=20)
@given(inst=instruments, step=steps, ahead=st.integers(1, 50))
def test_updates_lead_from_book_to_book(inst, step, ahead):
    """A book with its update applied is the later book."""
    old, new = (MARKET.book(inst, at, 100) for at in (step, step + ahead))
    update = books.diff(old, new)

    assert applied(old, update) == new
    assert (update.prev_seq_id, update.seq_id) == (old.seq_id, new.seq_id)
    assert old.seq_id < new.seq_id


@settings(max_examples=20)
@given(inst=instruments, step=steps)
def test_a_shallow_book_is_the_top_of_a_deep_one(inst, step):
    """Depth changes nothing but depth."""
    deep, shallow = (MARKET.book(inst, step, count) for count in (60, 5))

    assert shallow.bids == deep.bids[:5]
    assert shallow.asks == deep.asks[:5]


def test_updates_are_small():
    """Most levels stay from one step to the next."""
    inst = MARKET.instrument("BTC-USDT", NOW)
    row = [MARKET.book(inst, NOW // 100 + count) for count in range(20)]
    updates = [books.diff(old, new) for old, new in pairwise(row)]
    sizes = sorted(len(update.bids) + len(update.asks) for update in updates)

    assert sizes[len(sizes) // 2] <= 12
    assert sizes[-1] < 200


def test_there_is_a_book_while_there_is_a_market():
    """Before the listing and after the expiry both sides are empty."""
    inst = MARKET.instrument("BTC-USDT-261120", NOW)

    assert MARKET.book(inst, inst.list_time // 100 - 1).bids == ()
    assert MARKET.book(inst, inst.exp_time // 100).asks == ()
    assert MARKET.bbo(inst, inst.exp_time) == (None, None)


def test_thousands_of_levels():
    """The full book is the same book, deeper."""
    inst = MARKET.instrument("BTC-USDT", NOW)
    book = MARKET.book(inst, NOW // 100, 5000)

    assert len(book.bids) == len(book.asks) == 5000
