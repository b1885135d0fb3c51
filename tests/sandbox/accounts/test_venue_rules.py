"""What becomes of leverage, closing, changes and self-trades where sides or modes differ."""

from __future__ import annotations

import pytest
from desk_clerk import BTC, NOW, SWAP, Clerk, D
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import MARKET

from okx_sdk.models.enums import AcctLv, FeeType, PosMode, Side, StpMode, TdMode
from okx_sdk.models.order_requests import (
    AmendAttachedAlgo,
    AmendOrder,
    NewAttachedAlgo,
)
from okx_sdk.sandbox.accounts import leveraging
from okx_sdk.sandbox.accounts.closing import Wanted, close_position
from okx_sdk.sandbox.accounts.deadman import arm
from okx_sdk.sandbox.accounts.news import OrderChanged
from okx_sdk.sandbox.accounts.sizing import Sought, largest, largest_of_pair
from okx_sdk.sandbox.refusals import Refusal

GUARD = NewAttachedAlgo(
    attach_algo_cl_ord_id="guard",
    tp_trigger_px="70000",
    tp_ord_px=-1,
    sl_trigger_px="50000",
    sl_ord_px=-1,
)


class Ear:
    """Keeps what an account tells of its orders."""

    def __init__(self, account):
        self.rows = []
        account.subscribe(self)

    def hear(self, news):
        if isinstance(news, OrderChanged):
            self.rows.append(news.order)


def code(act, *args, **words):
    with pytest.raises(Refusal) as caught:
        act(*args, **words)
    return caught.value.code


def set_lever(clerk, times, mode="cross", side="net", of=SWAP):
    inst = MARKET.instrument(of, clerk.now)
    wish = leveraging.Wish(inst, mode, side, D(times))
    leveraging.set_leverage(clerk.venue, clerk.account, wish)


def apart(**balances) -> Clerk:
    """An account that holds longs and shorts apart."""
    clerk = Clerk(**balances)
    clerk.account.settings.pos_mode = PosMode.LONG_SHORT_MODE
    return clerk


def test_both_sides_share_cross_leverage_and_have_isolated_of_their_own():
    """Positions and orders alike."""
    clerk = apart()
    for mode in ("cross", "isolated"):
        for side, pos in (("buy", "long"), ("sell", "short")):
            clerk.place(side, "2", of=SWAP, pos_side=pos, td_mode=mode)
            away = -1_000 if side == "buy" else 1_000
            px = clerk.last(SWAP) + away
            clerk.place(side, "1", px=px, of=SWAP, pos_side=pos, td_mode=mode)
    set_lever(clerk, 10)
    set_lever(clerk, 5, "isolated", "long")
    found = {
        (p.mgn_mode, p.pos_side): p.lever for p in clerk.account.positions.values()
    }
    ordered = {
        (str(o.sent.td_mode), str(o.sent.pos_side)): o.lever
        for o in clerk.account.orders.pending.values()
    }
    wanted = {
        ("cross", "long"): 10,
        ("cross", "short"): 10,
        ("isolated", "long"): 5,
        ("isolated", "short"): 3,
    }

    assert found == wanted
    assert ordered == wanted


def test_leverage_is_bounded_by_what_there_is():
    """59102 and 59105 beyond the instrument's; 59108 and 59109 for want of margin."""
    clerk = Clerk(USDT=2_000)

    assert code(set_lever, clerk, 1_000) == "59102"
    assert code(set_lever, clerk, "0.001") == "59105"
    set_lever(clerk, "0.5", "isolated")
    set_lever(clerk, 10)
    clerk.place("buy", "20", of=SWAP)
    assert code(set_lever, clerk, 2) == "59109"
    set_lever(clerk, 50, "isolated")
    clerk.place("buy", "10", of=SWAP, td_mode="isolated")
    assert code(set_lever, clerk, 1, "isolated") == "59108"
    isolated = clerk.account.positions
    (position,) = [p for p in isolated.values() if p.mgn_mode == "isolated"]
    at = (clerk.venue, clerk.account, position)
    leveraging.add_margin(*at, D(50))
    assert code(leveraging.add_margin, *at, D(5_000)) == "59303"
    assert code(leveraging.add_margin, *at, D(-100)) == "59301"
    position.cost += 15_000  # it has lost most of what it had
    assert code(set_lever, clerk, 100, "isolated") == "59109"
    assert position.lever == 50


def test_closing_minds_the_orders_of_its_own_side_alone():
    """51115 if they would close it; what opens the other side stays."""
    clerk = apart()
    clerk.place("buy", "3", of=SWAP, pos_side="long")
    high = clerk.last(SWAP) + 1_000
    other = clerk.place("sell", "1", px=high, of=SWAP, pos_side="short")
    own = clerk.place("sell", "1", px=high, of=SWAP, pos_side="long")
    wanted = Wanted(SWAP, "cross", "long")

    assert code(close_position, clerk.venue, clerk.account, wanted) == "51115"
    wanted = Wanted(SWAP, "cross", "long", auto_cxl=True)
    close_position(clerk.venue, clerk.account, wanted)

    assert not own.is_open
    assert other.is_open
    assert not clerk.account.positions


@pytest.mark.parametrize("mode", [StpMode.CANCEL_TAKER, StpMode.CANCEL_BOTH])
def test_an_order_that_is_filled_whole_or_not_is_not_cut_by_its_own(mode):
    """FOK and an order of the same account in its way: nothing is traded."""
    clerk = Clerk(USDT=10_000_000, BTC=1)
    maker = clerk.venue.open("other", {"BTC": 100})
    inst = MARKET.instrument(BTC, NOW)
    px = MARKET.bbo(inst, NOW)[1].px + D(1)  # behind the market's best
    worst = MARKET.price_limit(inst, NOW).buy_lmt
    clerk.place("sell", "0.001", px=px, kind="post_only")
    clerk.place("sell", "50", px=px, account=maker, kind="post_only")
    order = clerk.place("buy", "40", px=worst, kind="fok", stp_mode=mode)

    assert (order.state, order.acc_fill_sz) == ("canceled", 0)


def test_a_post_only_order_is_not_changed_to_take():
    """51511 in its channel, and it rests as it was; with cxlOnFail it goes."""
    clerk = Clerk()
    ear = Ear(clerk.account)
    low, high = clerk.last() - 500, clerk.last() + 500
    order = clerk.place("buy", "0.01", px=low, kind="post_only")
    for on_fail in (False, True):
        clerk.venue.amend_soon(
            order, AmendOrder(BTC, new_px=high, cxl_on_fail=on_fail, req_id="r")
        )
        clerk.wait(10)
        if not on_fail:
            told = ear.rows[-1]
            assert (order.is_open, order.px) == (True, low)
            assert (told.amend_result, told.code) == ("-1", "51511")

    assert (order.state, order.acc_fill_sz) == ("canceled", 0)


def test_an_amendment_that_cannot_be_paid_fails():
    """51502, and what was set aside is as before."""
    clerk = Clerk(USDT=1_000)
    ear = Ear(clerk.account)
    order = clerk.place("buy", "0.01", px=60_000)
    held = dict(clerk.account.holds)
    clerk.venue.amend_soon(order, AmendOrder(BTC, new_sz="0.1"))
    clerk.wait(10)

    assert (ear.rows[-1].amend_result, ear.rows[-1].code) == ("-1", "51502")
    assert (order.sz, clerk.account.holds) == (D("0.01"), held)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ({"tp_trigger_px": "60000", "tp_ord_px": -1}, "51046"),
        ({"sl_trigger_px": "64500", "sl_ord_px": -1}, "51047"),
        ({"side": "sell", "tp_trigger_px": "67000", "tp_ord_px": -1}, "51048"),
        ({"side": "sell", "sl_trigger_px": "60000", "sl_ord_px": -1}, "51049"),
        ({"px": None, "tp_trigger_px": "60000", "tp_ord_px": -1}, "51050"),
        ({"px": None, "sl_trigger_px": "70000", "sl_ord_px": -1}, "51051"),
        (
            {"px": None, "side": "sell", "tp_trigger_px": 70_000, "tp_ord_px": -1},
            "51052",
        ),
        (
            {"px": None, "side": "sell", "sl_trigger_px": 60_000, "sl_ord_px": -1},
            "51053",
        ),
        ({"tp_trigger_px": "70000"}, "51178"),
        ({}, "51178"),
    ],
)
def test_what_is_attached_lies_on_the_right_side(words, wanted):
    """Of the order's price, or of the book's best if it has none."""
    clerk = Clerk()
    words = dict(words)
    side, px = words.pop("side", "buy"), words.pop("px", 64_200)
    px = px and px + (2_000 if side == "sell" else 0)
    attached = (NewAttachedAlgo(**words),)

    assert (
        code(clerk.place, side, "1", px=px, of=SWAP, attach_algo_ords=attached)
        == wanted
    )


def test_what_is_attached_is_changed_with_its_order():
    """By its id or name; 0 takes a side away; 51527 for what is not there."""
    clerk = Clerk()
    order = clerk.place("buy", "1", px=60_000, of=SWAP, attach_algo_ords=(GUARD,))
    ear = Ear(clerk.account)
    (algo_id,) = order.attached
    for change in (
        AmendAttachedAlgo(attach_algo_id=algo_id, new_tp_trigger_px="75000"),
        AmendAttachedAlgo(attach_algo_cl_ord_id="guard", new_sl_trigger_px=0),
    ):
        clerk.venue.amend_soon(order, AmendOrder(SWAP, attach_algo_ords=(change,)))
        clerk.wait(10)
    (told,) = ear.rows[-1].attach_algo_ords
    none = AmendOrder(SWAP, attach_algo_ords=(AmendAttachedAlgo(attach_algo_id="1"),))

    assert (told.attach_algo_id, told.tp_trigger_px) == (algo_id, 75_000)
    assert (told.sl_trigger_px, told.sl_ord_px) == (None, None)
    assert ear.rows[-1].amend_result == "0"
    assert code(clerk.venue.amend_soon, order, none) == "51527"
    assert code(clerk.venue.amend_soon, order, AmendOrder(SWAP)) == "51500"


def test_an_option_is_amended_in_any_unit():
    """Dollars and volatility become coin; two units at once exclude each other."""
    clerk = Clerk()
    calls = [
        i
        for i in MARKET.instruments(NOW, "OPTION")
        if i.coin == "BTC" and i.opt_type == "C" and i.exp_time > NOW + 10**9
    ]
    inst = min(calls, key=lambda i: abs(i.stk - 65_000))
    words = {"of": inst.inst_id, "td_mode": "isolated"}
    order = clerk.place("buy", "1", px=inst.tick_sz, **words)
    before = order.px
    clerk.venue.amend_soon(order, AmendOrder(inst.inst_id, new_px_usd="400"))
    clerk.wait(10)

    assert order.px == pytest.approx(400 / clerk.last(), abs=inst.tick_sz)
    assert order.px > before
    two = AmendOrder(inst.inst_id, new_px_usd="300", new_px_vol="0.3")
    assert code(clerk.venue.amend_soon, order, two) == "50016"
    assert code(clerk.place, "buy", "1", of=inst.inst_id, kind="market") == "51066"


def test_all_is_spent_but_the_fee():
    """A buyer who pays fees in quote currency cannot spend all of it on the price."""
    clerk = Clerk(USDT=1_000)
    clerk.account.settings.fee_type = FeeType.QUOTE_CURRENCY
    inst = MARKET.instrument(BTC, NOW)
    most, _ = largest_of_pair(clerk.venue, clerk.account, inst)

    assert code(clerk.place, "buy", "1000") == "51008"
    clerk.place("buy", most)
    assert 0 <= clerk.account.cash["USDT"] < D("0.01")


def test_a_countdown_has_few_tags():
    """Twenty; 51071 for more."""
    clerk = Clerk()
    for number in range(20):
        arm(clerk.venue, clerk.account, 60, f"t{number}")

    assert code(arm, clerk.venue, clerk.account, 60, "more") == "51071"
    assert arm(clerk.venue, clerk.account, 60, "t3")


FACES = st.tuples(
    st.sampled_from((AcctLv.FUTURES, AcctLv.MULTI_CURRENCY, AcctLv.PORTFOLIO)),
    st.sampled_from(((SWAP, "cross"), (SWAP, "isolated"), (BTC, "isolated"))),
    st.sampled_from((Side.BUY, Side.SELL)),
    st.integers(-60, 60),  # contracts that are held already
    st.integers(100, 200_000),  # dollars
    st.booleans(),
)


@settings(max_examples=12, deadline=None)
@given(FACES)
def test_the_largest_size_is_let_in_and_one_lot_more_is_not(face):
    """What `max-size` tells is what orders are held to, in every mode."""
    level, (of, mode), side, held, dollars, lends = face
    clerk = Clerk(USDT=dollars, BTC="0.3")
    clerk.account.settings.acct_lv = level
    clerk.account.settings.auto_loan = lends
    if held:
        try:
            clerk.place("buy" if held > 0 else "sell", abs(held), of=SWAP)
        except Refusal:
            held = 0
    kind = "MARGIN" if of == BTC else ""
    inst = MARKET.instrument(of, clerk.now, kind)
    # A price that it rests at, so that nothing is taken meanwhile.
    px = clerk.last(of) + (-200 if side == "buy" else 200)
    sought = Sought(inst, TdMode(mode), side, px)
    most = largest(clerk.venue, clerk.account, sought)
    more = max(most + inst.lot_sz, inst.min_sz)
    words = {"px": px, "of": of, "td_mode": mode}

    assert code(clerk.place, str(side), more, **words) in {"51008", "51004", "51101"}
    if most:
        assert clerk.place(str(side), most, **words).is_open
