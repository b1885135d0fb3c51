"""Currencies that back one another: what is lent, its interest, and how it is repaid."""

from __future__ import annotations

import pytest
from counter import Counter
from desk_clerk import BTC, SWAP, Clerk, D
from memory import MARKET

from okx_sdk import errors
from okx_sdk.models.enums import AcctLv
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.rest.account import Account
from okx_sdk.rest.public import Public
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.accounts import lending
from okx_sdk.sandbox.accounts.balances import balance_row
from okx_sdk.sandbox.accounts.interest import Accrued
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.bars import HOUR
from okx_sdk.sandbox.refusals import Refusal


def sharer(*, lends=True, **balances) -> Clerk:
    """An account in multi-currency margin."""
    clerk = Clerk(**balances)
    clerk.account.settings.acct_lv = AcctLv.MULTI_CURRENCY
    clerk.account.settings.auto_loan = lends
    return clerk


def buy(clerk, sz, side="buy"):
    return clerk.place(side, sz, td_mode="cross", tgt_ccy="base_ccy")


def refused(clerk, *args, **words):
    with pytest.raises(Refusal) as caught:
        clerk.place(*args, **words)
    return caught.value.code


def accrued(clerk):
    return clerk.account.state_of(Accrued).rows


def row_of(clerk, ccy):
    rows = balance_row(clerk.account, clerk.venue.quotes, clerk.now).details
    return next(row for row in rows if row.ccy == ccy)


def to_the_hour(clerk):
    clerk.venue.advance(clerk.now // HOUR * HOUR + HOUR)


@pytest.mark.parametrize("level", [AcctLv.MULTI_CURRENCY, AcctLv.PORTFOLIO])
def test_pairs_are_traded_cross_where_currencies_are_shared(level):
    """As themselves, not as positions; cash is no mode there: 51000, as OKX says it."""
    clerk = sharer(USDT=10_000)
    clerk.account.settings.acct_lv = level
    bought = buy(clerk, "0.1")

    assert (bought.state, bought.inst.inst_type) == ("filled", "SPOT")
    assert not clerk.account.positions
    assert clerk.account.cash["BTC"] == D("0.0999")
    assert refused(clerk, "buy", "0.01", td_mode="cash") == "51000"
    assert (
        clerk.place("buy", "0.001", td_mode="isolated", tgt_ccy="base_ccy").lever == 3
    )


def test_what_is_missing_is_borrowed_if_it_may_be():
    """51008 without auto-borrow; with it the balance falls below 0, and is a debt."""
    strict, clerk = sharer(lends=False, USDT=1_000), sharer(USDT=10_000)

    assert refused(strict, "buy", "0.1", px=64_000, td_mode="cross") == "51008"

    buy(clerk, "0.5")
    owed, row = -clerk.account.cash["USDT"], row_of(clerk, "USDT")
    whole = balance_row(clerk.account, clerk.venue.quotes, clerk.now)

    assert owed > 20_000
    assert (row.liab, row.cross_liab, row.cash_bal) == (owed, owed, -owed)
    assert row.upl_liab == 0
    assert whole.imr == owed * lending.INITIAL
    assert whole.mmr == owed * lending.MAINTENANCE
    assert whole.mgn_ratio == pytest.approx(whole.adj_eq / whole.mmr)
    assert clerk.account.free("USDT") == 0
    # About ten times what there is, for all of it, and no more.
    assert refused(clerk, "buy", "1.2", px=64_000, td_mode="cross") == "51008"
    assert row.max_loan == pytest.approx(whole.avail_eq / lending.INITIAL)


def test_interest_is_taken_at_every_full_hour():
    """Of what is owed then, at the hourly rate; with a record and a bill of type 7."""
    clerk = sharer(USDT=10_000)
    buy(clerk, "0.5")
    owed, rate = -clerk.account.cash["USDT"], lending.hourly_rate("USDT")

    assert accrued(clerk) == []

    to_the_hour(clerk)
    (row,) = accrued(clerk)
    (bill,) = [bill for bill in clerk.account.bills if bill.type == "7"]

    assert row.liab == row.total_liab == owed
    assert row.interest == pytest.approx(owed * rate)
    assert (row.type, row.inst_id, row.interest_free_liab) == ("2", None, 0)
    assert (bill.sub_type, bill.bal_chg, bill.ccy) == ("9", -row.interest, "USDT")
    assert clerk.account.cash["USDT"] == -owed - row.interest

    to_the_hour(clerk)
    assert accrued(clerk)[1].liab == owed + row.interest

    buy(clerk, "0.4995", "sell")
    assert clerk.account.cash["USDT"] > 0
    to_the_hour(clerk)
    assert len(accrued(clerk)) == 2


def test_losses_are_free_of_interest_up_to_an_amount():
    """Twenty thousand dollars, and the equity in the other stablecoin."""
    clerk = sharer(BTC=2, USDC=1_000)
    clerk.place("buy", "500", of=SWAP)
    (position,) = clerk.account.positions.values()
    position.cost += 3_000_000  # as if it had been bought for so much more
    to_the_hour(clerk)
    (row,) = accrued(clerk)
    (bill,) = [bill for bill in clerk.account.bills if bill.type == "7"]

    assert row.interest_free_liab + row.liab == row.total_liab > 29_000
    # What was paid as a fee is borrowed cash.
    assert row.interest_free_liab == pytest.approx(21_000)
    assert bill.bal_chg == -row.interest


def test_who_may_not_borrow_repays_by_force():
    """When losses are more than is free of interest: with other coins, at the index."""
    clerk = sharer(lends=False, BTC=2)
    clerk.place("buy", "500", of=SWAP)
    (position,) = clerk.account.positions.values()
    position.cost += 3_000_000
    clerk.wait(900_000)
    sold, bought = (b for b in clerk.account.bills if b.type == "4")
    stands = standing(clerk.account, clerk.venue.quotes, clerk.now)

    assert (sold.sub_type, bought.sub_type) == ("115", "114")
    assert sold.bal_chg < 0 < bought.bal_chg
    assert abs(sold.bal_chg) * clerk.last() == pytest.approx(bought.sz, rel=D("0.01"))
    assert abs(stands.of("USDT").upl_liab) < 2_000
    assert clerk.account.positions


@pytest.mark.parametrize(("side", "ccy"), [("buy", "USDT"), ("sell", "BTC")])
@pytest.mark.parametrize("mode", ["cross", "isolated"])
def test_a_pairs_position_pays_interest(side, ccy, mode):
    """On what it has borrowed, out of its own margin if it has one."""
    clerk = Clerk(USDT=50_000)
    order = clerk.place(side, "0.1", td_mode=mode, tgt_ccy="base_ccy")
    (position,) = clerk.account.positions.values()
    cash, margin = clerk.account.cash["USDT"], position.margin
    to_the_hour(clerk)
    (row,) = accrued(clerk)
    mark = clerk.venue.quotes.mark(position.inst, clerk.now)
    paid = row.interest * (1 if ccy == "USDT" else mark)

    owed = order.avg_px * D("0.1") if ccy == "USDT" else D("0.1")
    assert (row.ccy, row.inst_id, row.mgn_mode) == (ccy, BTC, mode)
    assert row.liab == pytest.approx(owed)
    assert row.interest == pytest.approx(owed * lending.hourly_rate(ccy))
    assert cash - clerk.account.cash["USDT"] + margin - position.margin == (
        pytest.approx(paid)
    )
    assert (position.margin < margin) == (mode == "isolated")


def test_what_backs_positions_cannot_be_taken_away():
    """Coins that are margin for contracts in dollars stay, as far as they are wanted."""
    clerk = sharer(BTC=1)
    clerk.place("buy", "100", of=SWAP)
    row = balance_row(clerk.account, clerk.venue.quotes, clerk.now)
    free = clerk.account.free("BTC")

    assert 0 < free < D("0.75")
    assert free * clerk.last() == pytest.approx(row.avail_eq / D("0.98"), rel=D("0.01"))
    assert refused_move(clerk, "BTC", free + D("0.01")) == "51008"

    clerk.account.settings.no_collateral.add("BTC")
    row = balance_row(clerk.account, clerk.venue.quotes, clerk.now)

    assert row.adj_eq < 0
    assert refused(clerk, "buy", "1", of=SWAP) == "51008"


def refused_move(clerk, ccy, amount):
    with pytest.raises(Refusal) as caught:
        clerk.account.move(ccy, -amount, clerk.now, type="1", sub_type="12")
    return caught.value.code


def test_endpoints_tell_of_loans():
    """Rates, limits, what is owed and what was charged, and the public tables agree."""
    me = Counter()
    account = me.exchange.venue.accounts["main"]
    account.settings.acct_lv = AcctLv.MULTI_CURRENCY
    account.cash.clear()
    account.cash["USDT"] = D(10_000)
    me.call(Account.set_auto_loan, auto_loan=True)
    me.call(
        Trade.place_order,
        NewOrder(BTC, "cross", "buy", "market", "0.5", tgt_ccy="base_ccy"),
    )
    with pytest.raises(errors.ApiError) as caught:
        me.call(Account.set_account_mode, "2")
    (rate,) = me.call(Account.get_interest_rate, ccy="USDT")
    (limits,) = me.call(Account.get_borrow_interest_and_limit, ccy="USDT")
    (limit,) = limits.records
    me.now = int(limits.next_interest_time.timestamp() * 1000)
    (row,) = me.call(Account.get_interest_accrued_data, ccy="USDT", mgn_mode=None)
    quotas = me.call(Public.get_interest_rate_loan_quota)
    (public,) = (each for each in quotas.basic if each.ccy == "USDT")

    assert caught.value.code == "59001"
    assert limits.debt == limit.used_lmt == row.liab
    assert limit.loan_quota == limit.used_lmt + limit.surplus_lmt == public.quota
    assert rate.interest_rate == limit.rate == row.interest_rate
    assert rate.interest_rate * 24 == pytest.approx(public.rate)
    assert me.call(Account.get_interest_accrued_data, ccy="BTC") == []
    assert me.call(Account.get_max_loan, mgn_mode="cross", ccy="USDT")[0].max_loan > 0


def test_a_loan_that_is_not_covered_is_repaid():
    """The debt is paid with what was bought, and what is left is the account's."""
    clerk = sharer(USDT=2_000)
    inst = MARKET.instrument("DOGE-USDT", clerk.now)
    px = clerk.last(inst.inst_id)
    sz = (15_000 / px).quantize(D(1))
    clerk.place("buy", sz, of=inst.inst_id, td_mode="cross", tgt_ccy="base_ccy")
    clerk.account.cash["DOGE"] *= D("0.87")  # as if its price had fallen
    clerk.wait(900_000)

    assert clerk.account.cash["USDT"] == pytest.approx(0, abs=D("1e-6"))
    assert clerk.account.cash["DOGE"] > 0
    assert {bill.type for bill in clerk.account.bills} == {"2", "4"}


def test_the_fund_pays_when_nothing_else_is_left():
    """What an account has of other currencies goes first, where they are shared."""
    clerk = sharer(BTC="0.02", ETH=1)
    clerk.place("buy", "10", of=SWAP)
    (position,) = clerk.account.positions.values()
    position.cost += 400_000  # four thousand dollars of loss, and half of it is there
    clerk.wait(900_000)
    types = [bill.type for bill in clerk.account.bills]

    assert not clerk.account.positions
    assert all(amount == 0 for amount in clerk.account.cash.values())
    assert types.index("4") < types.index("10")


def test_a_debt_is_repaid_when_it_is_asked_for():
    """With the balances that are named, in turn; 59413 if nothing is owed."""
    me = Counter()
    account = me.exchange.venue.accounts["main"]
    account.settings.acct_lv, account.settings.auto_loan = AcctLv.MULTI_CURRENCY, True
    order = NewOrder(BTC, "cross", "buy", "market", "2", tgt_ccy="base_ccy")
    with pytest.raises(errors.ApiError) as caught:
        me.call(Trade.place_one_click_repay, ["USDT"], "BTC")
    me.call(Trade.place_order, order)
    owed = -account.cash["USDT"]
    (told,) = me.call(Trade.get_one_click_repay_currencies)
    (row,) = me.call(Trade.place_one_click_repay, ["USDT"], "OKB")
    me.call(Trade.place_one_click_repay_v2, "USDT", ["USDC", "BTC"])
    (first,) = me.call(Trade.get_one_click_repay_history)
    (last,) = me.call(Trade.get_one_click_repay_history_v2)

    assert caught.value.code == "59413"
    assert [(d.debt_ccy, d.debt_amt) for d in told.debt_data] == [("USDT", owed)]
    assert {"BTC", "OKB"} <= {each.repay_ccy for each in told.repay_data}
    assert (row.status, row.fill_repay_sz) == ("filled", 100)
    assert first == row
    assert row.fill_debt_sz + last.fill_debt_sz == pytest.approx(owed)
    assert account.cash["USDT"] == pytest.approx(0, abs=D("1e-6"))
    assert account.cash["USDC"] == 0
    assert {b.type for b in account.bills} == {"2", "29"}
