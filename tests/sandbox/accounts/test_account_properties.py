"""What holds whatever is done: nothing is made or lost, nothing is filled twice."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from decimal import localcontext

from desk_clerk import BTC, INVERSE, NOW, SWAP, Clerk, D
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.models.enums import AcctLv
from okx_sdk.models.order_requests import AmendOrder
from okx_sdk.sandbox.accounts.margin import needed
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.refusals import Refusal

KINDS = ("limit", "post_only", "ioc", "fok", "market")

STEPS = st.lists(
    st.tuples(
        st.sampled_from(("place", "place", "place", "cancel", "amend", "wait")),
        st.sampled_from(("buy", "sell")),
        st.sampled_from(KINDS),
        st.integers(-60, 60),  # dollars from the last price
        st.integers(1, 40),  # lots of a size
        st.integers(0, 2),  # which account, which order
        st.sampled_from(("a", "b", None)),
    ),
    min_size=3,
    max_size=25,
)


class Crowd:
    """Three accounts that do what they are told, as far as they may."""

    def __init__(self, of: str, unit: str) -> None:
        self.clerk = Clerk()
        self.of, self.unit = of, D(unit)
        self.venue = self.clerk.venue
        self.accounts = [self.venue.open(n, {"USDT": 9_000, "BTC": 1}) for n in "xyz"]
        self.start = self.total()

    def do(self, step) -> None:
        what, side, kind, away, lots, who, name = step
        account = self.accounts[who]
        with suppress(Refusal):
            if what == "place":
                px = None if kind == "market" else self.clerk.last(self.of) + away
                words = {"tgt_ccy": "base_ccy"} if self.of == BTC and px is None else {}
                self.clerk.place(
                    side,
                    lots * self.unit,
                    px=px,
                    kind=kind,
                    of=self.of,
                    account=account,
                    cl_ord_id=name,
                    **words,
                )
            elif what == "wait":
                self.clerk.wait(lots * 700)
            elif account.orders.pending:
                pending = list(account.orders.pending.values())
                order = pending[lots % len(pending)]
                if what == "cancel":
                    self.venue.cancel_soon(order)
                else:
                    change = AmendOrder(self.of, new_sz=lots * self.unit)
                    self.venue.amend_soon(order, change)

    def total(self) -> Counter:
        found: Counter = Counter()
        for account in self.accounts:
            for ccy, amount in account.cash.items():
                found[ccy] += amount
        return found

    def check(self) -> None:
        with localcontext() as context:
            context.prec = 60
            for account in self.accounts:
                self.check_account(account)
            for ladder in self.venue._ladders.values():
                for side in (ladder.bids, ladder.asks):
                    assert all(order.is_open for order in side)
                    ranks = [(-o.px if o.is_buy else o.px, o.turn) for o in side]
                    assert ranks == sorted(ranks)

    def check_account(self, account) -> None:
        orders = account.orders
        held: Counter = Counter()
        for order in orders.every.values():
            fills = [f for f in account.fills if f.ord_id == str(order.ord_id)]
            assert sum(f.fill_sz for f in fills) == order.acc_fill_sz <= order.sz
            assert order.is_open == (order.ord_id in orders.pending)
            if order.is_open:
                held[order.held_ccy] += order.held
                _, amount = needed(order, self.venue.quotes, self.venue.now)
                assert self.of == SWAP or order.held == amount
        assert +held == Counter(account.holds)
        open_names = Counter(
            o.cl_ord_id for o in orders.pending.values() if o.cl_ord_id
        )
        assert not open_names or max(open_names.values()) == 1
        for ccy, amount in account.cash.items():
            moved = sum(b.bal_chg for b in account.bills if b.ccy == ccy)
            assert amount == {"USDT": 9_000, "BTC": 1}.get(ccy, 0) + moved
            assert account.free(ccy) >= 0
            assert amount >= account.holds.get(ccy, 0) or self.of == SWAP


@settings(max_examples=100)
@given(STEPS)
def test_spot_makes_and_loses_nothing(steps):
    """Cash is what was there, less what was paid, plus what was got, less fees.

    What is free is never below zero, what is held is what open orders want, a name is
    open once, and no order is filled beyond its size.
    """
    crowd = Crowd(BTC, "0.003")
    for step in steps:
        crowd.do(step)
        crowd.check()
    with localcontext() as context:
        context.prec = 60
        fees: Counter = Counter()
        traded: Counter = Counter()
        for account in crowd.accounts:
            for fill in account.fills:
                fees[fill.fee_ccy] += fill.fee
                way = 1 if fill.side == "buy" else -1
                traded["BTC"] += way * fill.fill_sz
                traded["USDT"] -= way * fill.fill_sz * fill.fill_px
        for ccy in ("BTC", "USDT"):
            assert crowd.total()[ccy] == crowd.start[ccy] + traded[ccy] + fees[ccy]


@settings(max_examples=100)
@given(STEPS)
def test_positions_are_the_sum_of_their_fills(steps):
    """And cash is profit and fees; two accounts that trade share each trade's id."""
    crowd = Crowd(SWAP, "1")
    for step in steps:
        crowd.do(step)
        crowd.check()
    shared: Counter = Counter()
    with localcontext() as context:
        context.prec = 60
        for account in crowd.accounts:
            net = sum(f.fill_sz * (1 if f.side == "buy" else -1) for f in account.fills)
            assert sum(p.sz for p in account.positions.values()) == net
            won = sum(f.fill_pnl + f.fee for f in account.fills)
            # Funding is not due in the time that passes here.
            assert abs(account.cash["USDT"] - 9_000 - won) < D("1e-9")
            ids = [f.trade_id for f in account.fills]
            assert len(set(ids)) == len(ids)
            shared.update(ids)
    assert not shared or max(shared.values()) <= 2


@settings(max_examples=15)
@given(STEPS)
def test_equity_is_cash_and_what_is_open(steps):
    """An account is worth its cash and its positions' profit at the mark price."""
    crowd = Crowd(SWAP, "1")
    for step in steps:
        crowd.do(step)
    for account in crowd.accounts:
        stands = standing(account, crowd.venue.quotes, crowd.venue.now)
        upl = sum(position.upl(mark) for position, mark in stands.marked)

        assert stands.of("USDT").equity == account.cash["USDT"] + upl
        assert crowd.venue.now >= NOW


MIXED = st.lists(
    st.tuples(
        st.sampled_from((BTC, BTC, SWAP, INVERSE)),
        st.sampled_from(("buy", "sell")),
        st.integers(1, 60),
        st.integers(0, 5),  # hours until the next
    ),
    min_size=2,
    max_size=10,
)


@settings(max_examples=6, deadline=None)
@given(MIXED, st.sampled_from((AcctLv.MULTI_CURRENCY, AcctLv.PORTFOLIO)), st.booleans())
def test_what_is_shared_is_neither_made_nor_lost(steps, level, lends):
    """Cash is what was there, what was traded and won, fees, funding, interest, repayment.

    Nothing is let in that leaves an account short of margin, and who may not borrow owes
    no more than is free of interest.
    """
    clerk = Clerk(USDT=20_000, BTC="0.2")
    account = clerk.account
    account.settings.acct_lv, account.settings.auto_loan = level, lends
    for of, side, lots, hours in steps:
        size = lots * (D("0.02") if of == BTC else 1)
        words = {"td_mode": "cross", "of": of}
        px = clerk.last(of) * (D("1.01") if side == "buy" else D("0.99"))
        px = px.quantize(D("0.1"))
        with suppress(Refusal):
            clerk.place(side, size, px=px, kind="ioc", **words)
            stands = standing(account, clerk.venue.quotes, clerk.now)
            assert stands.ratio("") is None or stands.ratio("") > 1
        clerk.wait(hours * 3_600_000)
    with localcontext() as context:
        context.prec = 60
        wanted = Counter({"USDT": D(20_000), "BTC": D("0.2")})
        for fill in account.fills:
            wanted[fill.fee_ccy] += fill.fee
            if fill.inst_id == BTC:
                way = 1 if fill.side == "buy" else -1
                wanted["BTC"] += way * fill.fill_sz
                wanted["USDT"] -= way * fill.fill_sz * fill.fill_px
            else:
                wanted["BTC" if fill.inst_id == INVERSE else "USDT"] += fill.fill_pnl
        for bill in account.bills:
            if (
                bill.type in {"4", "5", "7", "8", "10"} and bill.px is None
            ) or bill.type == "8":
                wanted[bill.ccy] += bill.bal_chg
        for ccy, amount in account.cash.items():
            assert abs(amount - wanted[ccy]) < D("1e-9"), ccy
    if not lends:
        stands = standing(account, clerk.venue.quotes, clerk.now)
        assert all(row.liab <= 20_000 for row in stands.currencies)
