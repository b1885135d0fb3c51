"""Spot orders: what is taken at once, what rests, what it costs, what is refused."""

from __future__ import annotations

import pytest
from desk_clerk import BTC, Clerk, D
from memory import MARKET

from okx_sdk.models.order_requests import AmendOrder
from okx_sdk.sandbox.crossing import Reach
from okx_sdk.sandbox.refusals import Refusal

HOUR = 3_600_000


def refused(clerk, *args, **words):
    with pytest.raises(Refusal) as caught:
        clerk.place(*args, **words)
    return caught.value.code


def test_a_buyer_pays_the_books_prices_and_a_fee_in_what_is_got():
    """Level by level; a tenth of a percent of the coins stays with the exchange."""
    clerk = Clerk()
    order = clerk.place("buy", "3", tgt_ccy="base_ccy", of="ETH-USDT")
    paid = sum(f.fill_px * f.fill_sz for f in clerk.account.fills)

    assert order.state == "filled"
    assert len(clerk.account.fills) > 1
    assert [f.fill_px for f in clerk.account.fills] == sorted(
        f.fill_px for f in clerk.account.fills
    )
    assert clerk.account.cash["USDT"] == 100_000 - paid
    assert clerk.account.cash["ETH"] == 20 + D("2.997")
    assert order.fee == D("-0.003")
    assert order.avg_px * 3 == pytest.approx(paid)


def test_a_size_in_quote_currency_is_spent_to_the_last_lot():
    """A purchase for 100 USDT takes no more, and less than a lot less."""
    clerk = Clerk()
    order = clerk.place("buy", "100", cl_ord_id="a")
    spent = 100_000 - clerk.account.cash["USDT"]

    assert order.state == "filled"
    assert 0 <= 100 - spent < clerk.last() * D("0.00000001")


def test_what_rests_is_filled_when_the_market_comes():
    """As a maker, at its own price; what was set aside is given back or spent."""
    clerk = Clerk()
    px = clerk.last() - 20
    order = clerk.place("buy", "0.5", px=px)
    held = dict(clerk.account.holds)
    clerk.wait(HOUR)

    assert held == {"USDT": px * D("0.5")}
    assert order.state == "filled"
    assert {f.exec_type for f in clerk.account.fills} == {"M"}
    assert order.avg_px == px
    assert not clerk.account.holds
    assert order.fee == D("-0.0004")


def test_the_step_of_time_does_not_matter():
    """An hour at once, or a second at a time: the same fills."""
    fills = []
    for step in (HOUR // 4, 1_000):
        clerk = Clerk()
        for away in (5, 15, 40, 2_000):
            clerk.place("buy", "0.01", px=clerk.last() - away)
            clerk.place("sell", "0.01", px=clerk.last() + away)
        for _ in range(HOUR // 4 // step):
            clerk.wait(step)
        fills.append([(f.ts, f.fill_px, f.fill_sz) for f in clerk.account.fills])

    assert fills[0] == fills[1] != []


def wide(clerk):
    """Wait until there is room inside the spread; gives a price there."""
    inst = MARKET.instrument(BTC, clerk.now)
    for _ in range(200):
        bid, ask = (level.px for level in MARKET.bbo(inst, clerk.now))
        if ask - bid > 2 * inst.tick_sz:
            return ask - inst.tick_sz
        clerk.wait(5_000)
    raise AssertionError("the spread is never wide")


def test_accounts_trade_with_each_other_by_price_and_time():
    """The best price first, then who came first; both sides have the same trade."""
    clerk = Clerk()
    one, two = (clerk.venue.open(name) for name in ("one", "two"))
    px = wide(clerk)
    first = clerk.place("buy", "0.01", px=px - D("0.1"), account=one)
    second = clerk.place("buy", "0.01", px=px - D("0.1"), account=two)
    best = clerk.place("buy", "0.01", px=px, account=two)
    taker = clerk.place("sell", "0.025", px=px - D("0.1"), kind="ioc")

    assert [o.acc_fill_sz for o in (best, first, second)] == [
        D("0.01"),
        D("0.01"),
        D("0.005"),
    ]
    assert taker.state == "filled"
    assert [f.fill_px for f in clerk.account.fills] == [px, first.px, first.px]
    theirs = [f.trade_id for f in (*two.fills[:1], *one.fills, *two.fills[1:])]
    assert theirs == [f.trade_id for f in clerk.account.fills]
    assert {f.exec_type for f in one.fills + two.fills} == {"M"}


def test_a_trade_at_its_very_price_fills_an_order_by_as_much_as_it_is_large():
    """Who came first has it first; one that goes through fills both."""
    clerk = Clerk()
    inst = MARKET.instrument(BTC, clerk.now)
    scale = MARKET.scale(inst)
    below = Reach(scale.ticks(clerk.last()) - 100, None)
    trade = MARKET.first_trade(inst, clerk.now + 1, clerk.now + HOUR, below)
    px, size = scale.price(trade.px), scale.amount(trade.lots)
    first = clerk.place("buy", (size * D("0.75")).quantize(inst.lot_sz), px=px)
    second = clerk.place("buy", (size * D("0.75")).quantize(inst.lot_sz), px=px)
    clerk.venue.advance(trade.ts)

    assert (first.state, second.state) == ("filled", "partially_filled")
    assert first.sz + second.acc_fill_sz == size

    clerk.wait(HOUR)

    assert second.state == "filled"
    assert second.avg_px == px


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"sz": "0.000001"}, "51020"),
        ({"sz": "0.010000001"}, "51121"),
        ({"px": "64000.05"}, "51150"),
        ({"px": "90000"}, "51006"),
        ({"sz": "100"}, "51008"),
        ({"side": "sell", "sz": "3", "px": "65000"}, "51008"),
        ({"of": "NO-USDT"}, "51001"),
        ({"cl_ord_id": "a-b"}, "51000"),
        ({"side": "hold"}, "51000"),
        ({"kind": "limit", "px": None}, "51000"),
        ({"td_mode": "strange"}, "51000"),
        ({"sz": "-1"}, "51000"),
        ({"of": "BTC-USDT-SWAP", "td_mode": "cash", "sz": "1"}, "51000"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(words, code):
    """With OKX's code."""
    clerk = Clerk()
    words = {"px": "64000", **words}

    assert refused(clerk, **words) == code
    assert not clerk.account.orders.every
    assert not clerk.account.holds


@pytest.mark.parametrize(
    ("kind", "away", "state", "source"),
    [
        ("post_only", 50, "canceled", "31"),
        ("post_only", -50, "live", None),
        ("ioc", -50, "canceled", "14"),
        ("ioc", 50, "filled", None),
        ("fok", -50, "canceled", "13"),
        ("fok", 50, "filled", None),
        ("limit", -50, "live", None),
    ],
)
def test_each_type_does_what_its_name_says(kind, away, state, source):
    """Relative to the last price."""
    clerk = Clerk()
    order = clerk.place("buy", "0.001", px=clerk.last() + away, kind=kind)

    assert (order.state, order.cancel_source) == (state, source)


def test_a_name_is_unique_among_what_is_open_alone():
    """O2: 51016 while it rests; accepted again once it is filled."""
    clerk = Clerk()
    clerk.place("buy", "0.001", px=clerk.last() - 900, cl_ord_id="a")

    assert refused(clerk, "buy", "0.001", px="64000", cl_ord_id="a") == "51016"

    clerk.place("buy", "100", cl_ord_id="b")
    again = clerk.place("buy", "100", cl_ord_id="b")

    assert len(clerk.account.orders.named["b"]) == 2
    assert clerk.account.orders.look_up(BTC, None, "b", clerk.now) is again


def test_a_cancellation_takes_its_time():
    """Accepted, not done: the order may still be filled; a second one is 51410."""
    clerk = Clerk()
    order = clerk.place("buy", "0.001", px=clerk.last() - 900)
    clerk.venue.cancel_soon(order)

    assert order.state == "live"
    with pytest.raises(Refusal) as caught:
        clerk.venue.cancel_soon(order)
    assert caught.value.code == "51410"

    clerk.wait(clerk.venue.delay)

    assert (order.state, order.cancel_source) == ("canceled", "1")
    with pytest.raises(Refusal) as caught:
        clerk.venue.cancel_soon(order)
    assert caught.value.code == "51400"


def test_what_was_never_filled_is_forgotten_after_two_hours():
    """It is not there for queries any more; the truth still has it."""
    clerk = Clerk()
    orders = clerk.account.orders
    order = clerk.place("buy", "0.001", px=clerk.last() - 900, cl_ord_id="a")
    clerk.venue.cancel(order, "1")
    clerk.wait(2 * HOUR - 1)
    before = orders.look_up(BTC, None, "a", clerk.now)
    clerk.wait(1)

    assert before is order
    assert orders.look_up(BTC, None, "a", clerk.now) is None
    assert orders.named["a"] == [order]


def test_an_order_may_be_hidden_from_queries_for_a_while():
    """O7: it is there, and a lookup does not find it yet."""
    clerk = Clerk()
    order = clerk.place("buy", "100", cl_ord_id="a", lag=2.0)
    found = [clerk.account.orders.look_up(BTC, None, "a", clerk.now)]
    clerk.wait(2_000)
    found.append(clerk.account.orders.look_up(BTC, None, "a", clerk.now))

    assert found == [None, order]


def test_an_amendment_is_done_a_little_later():
    """A new price goes behind the others, a smaller size keeps its place."""
    clerk = Clerk()
    px = clerk.last() - 900
    first = clerk.place("buy", "0.002", px=px)
    second = clerk.place("buy", "0.002", px=px)
    clerk.venue.amend_soon(first, AmendOrder(BTC, new_sz="0.001"))
    clerk.wait(5)
    bids = clerk.venue.ladder(first.inst).bids
    kept = list(bids)
    clerk.venue.amend_soon(first, AmendOrder(BTC, new_sz="0.003"))
    clerk.wait(5)

    assert kept == [first, second]
    assert list(bids) == [second, first]
    assert clerk.account.holds["USDT"] == px * D("0.005")


@pytest.mark.parametrize(
    ("mode", "maker", "taker"),
    [
        (None, "canceled", "canceled"),
        ("cancel_maker", "canceled", "canceled"),
        ("cancel_taker", "live", "canceled"),
        ("cancel_both", "canceled", "canceled"),
    ],
)
def test_one_of_two_orders_of_an_account_gives_way(mode, maker, taker):
    """By default the one that rests; they never trade with each other."""
    clerk = Clerk()
    px = wide(clerk)
    bid = clerk.place("buy", "0.001", px=px)
    ask = clerk.place("sell", "0.001", px=px, kind="ioc", stp_mode=mode)

    assert (bid.state, ask.state) == (maker, taker)
    assert not clerk.account.fills
    assert ask.cancel_source == ("14" if mode in {None, "cancel_maker"} else "32")
