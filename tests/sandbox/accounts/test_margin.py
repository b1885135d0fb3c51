"""Contracts: the arithmetic of positions, margin, funding, delivery, liquidation."""

from __future__ import annotations

import pytest
from desk_clerk import BTC, INVERSE, NOW, SWAP, Clerk, D
from memory import MARKET

from okx_sdk.models.enums import AcctLv, PosMode
from okx_sdk.sandbox.accounts import leveraging
from okx_sdk.sandbox.accounts.balances import balance_row
from okx_sdk.sandbox.accounts.closing import Wanted, close_position
from okx_sdk.sandbox.accounts.position_rows import position_row
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.derivatives import FUNDING_MS
from okx_sdk.sandbox.refusals import Refusal

HOUR = 3_600_000


def only(clerk):
    (position,) = clerk.account.positions.values()
    return position


def row_of(clerk):
    stands = standing(clerk.account, clerk.venue.quotes, clerk.now)
    position, mark = stands.marked[0]
    return position_row(position, mark, stands, clerk.venue.quotes)


def lever(clerk, of, times, mode="cross"):
    inst = MARKET.instrument(of, clerk.now)
    wish = leveraging.Wish(inst, mode, "net", D(times))
    leveraging.set_leverage(clerk.venue, clerk.account, wish)


def refused(clerk, *args, **words):
    with pytest.raises(Refusal) as caught:
        clerk.place(*args, **words)
    return caught.value.code


def test_a_linear_position_wins_a_coins_worth():
    """Ten contracts of a hundredth of a coin: a tenth of what the price moves."""
    clerk = Clerk()
    opened = clerk.place("buy", "10", of=SWAP)
    clerk.wait(HOUR)
    closed = clerk.place("sell", "10", of=SWAP)
    won = (closed.avg_px - opened.avg_px) * D("0.1")
    fees = -(closed.avg_px + opened.avg_px) * D("0.1") * D("0.0005")

    assert closed.pnl == pytest.approx(won)
    assert clerk.account.cash["USDT"] - 100_000 == pytest.approx(won + fees)
    assert not clerk.account.positions
    record = clerk.account.closed[0][1]
    assert record.realized_pnl == pytest.approx(won + fees)
    assert (record.open_max_pos, record.close_total_pos) == (10, 10)


def test_an_inverse_position_wins_in_coin():
    """Contracts of a hundred dollars: the difference of two reciprocals."""
    clerk = Clerk()
    opened = clerk.place("sell", "50", of=INVERSE)
    clerk.wait(HOUR)
    closed = clerk.place("buy", "50", of=INVERSE)
    won = 5000 / closed.avg_px - 5000 / opened.avg_px

    assert closed.pnl == pytest.approx(won)
    assert closed.fee_ccy == "BTC"
    assert clerk.account.cash["BTC"] - 2 == pytest.approx(won + opened.fee + closed.fee)


@pytest.mark.slow  # margins are looked at for days
def test_a_bought_option_costs_its_premium():
    """In coin, and it is worth something: equity changes by fee and spread alone."""
    clerk = Clerk()
    calls = [
        i
        for i in MARKET.instruments(NOW, "OPTION")
        if i.coin == "BTC" and i.opt_type == "C"
    ]
    inst = min(calls, key=lambda i: abs(i.stk - clerk.last()))
    px = MARKET.bbo(inst, NOW)[1].px
    words = {"px": px, "of": inst.inst_id, "kind": "ioc"}
    assert refused(clerk, "buy", "2", **words) == "51019"
    assert refused(clerk, "sell", "2", td_mode="isolated", **words) == "51018"
    order = clerk.place("buy", "2", td_mode="isolated", **words)
    position = only(clerk)
    paid = 2 - clerk.account.cash["BTC"]

    assert order.state == "filled"
    assert paid == order.avg_px * 2 * D("0.01") - order.fee
    assert row_of(clerk).opt_val == pytest.approx(paid, rel=D("0.2"))
    clerk.venue.advance(inst.exp_time)
    assert not clerk.account.positions
    settle = MARKET.settlement_price(inst, inst.exp_time)
    value = max(settle - inst.stk, 0) / settle * D("0.02")
    fee = D("0.02") * D("0.0002") if value else 0
    assert clerk.account.cash["BTC"] == pytest.approx(2 - paid + value - fee)
    assert position.sz == 0


def test_a_fill_against_a_position_turns_it():
    """In net mode: ten long and fifteen sold are five short."""
    clerk = Clerk()
    clerk.place("buy", "10", of=SWAP)
    clerk.place("sell", "15", of=SWAP)

    assert only(clerk).sz == -5
    assert row_of(clerk).pos == -5


def test_sides_are_held_apart_in_long_short_mode():
    """And each is closed by its own name; there is nothing to close twice."""
    clerk = Clerk()
    clerk.account.settings.pos_mode = PosMode.LONG_SHORT_MODE

    assert refused(clerk, "buy", "1", of=SWAP) == "51000"
    assert refused(clerk, "sell", "1", of=SWAP, pos_side="long") == "51169"

    clerk.place("buy", "3", of=SWAP, pos_side="long")
    clerk.place("sell", "2", of=SWAP, pos_side="short")
    sizes = {p.pos_side: p.shown for p in clerk.account.positions.values()}

    assert sizes == {"long": 3, "short": 2}
    assert refused(clerk, "sell", "4", of=SWAP, pos_side="long") == "51112"


def test_reduce_only_reduces():
    """51169 without a position, 51170 on its own side, and never beyond it."""
    clerk = Clerk()
    assert refused(clerk, "sell", "1", of=SWAP, reduce_only=True) == "51169"
    clerk.place("buy", "3", of=SWAP)
    assert refused(clerk, "buy", "1", of=SWAP, reduce_only=True) == "51170"
    clerk.place("sell", "5", of=SWAP, reduce_only=True)

    assert not clerk.account.positions


def test_margin_is_a_share_of_the_value():
    """A tenth at ten times; what is free is the rest, and 51008 beyond it."""
    clerk = Clerk(USDT=1000)
    lever(clerk, SWAP, 10)
    clerk.place("buy", "10", of=SWAP)
    row = row_of(clerk)
    free = balance_row(clerk.account, clerk.venue.quotes, clerk.now).details[0].avail_eq

    assert row.imr == pytest.approx(row.mark_px * D("0.01"))
    assert free == pytest.approx(1000 + row.realized_pnl + row.upl - row.imr)
    assert refused(clerk, "buy", "10", of=SWAP) == "51008"


def test_an_isolated_position_has_margin_of_its_own():
    """It is taken out of the cash, and comes back."""
    clerk = Clerk(USDT=1000)
    lever(clerk, SWAP, 10, "isolated")
    clerk.place("buy", "1", of=SWAP, td_mode="isolated")
    position = only(clerk)
    cash = clerk.account.cash["USDT"]

    assert position.margin == pytest.approx(position.avg_px * D("0.001"))
    assert cash == 1000 - position.margin + position.fee

    leveraging.add_margin(clerk.venue, clerk.account, position, D(100))

    assert clerk.account.cash["USDT"] == cash - 100

    close_position(clerk.venue, clerk.account, Wanted(SWAP, "isolated", "net"))
    record = clerk.account.closed[0][1]

    assert clerk.account.cash["USDT"] == 1000 + record.realized_pnl


@pytest.mark.slow  # margins are looked at for a day
def test_funding_is_paid_every_eight_hours():
    """Longs pay a share of the value to shorts, if the rate is above zero."""
    clerk = Clerk()
    clerk.place("buy", "100", of=SWAP)
    at = NOW // FUNDING_MS * FUNDING_MS + FUNDING_MS
    clerk.venue.advance(at + 2 * FUNDING_MS)
    bills = [b for b in clerk.account.bills if b.type == "8"]
    inst = MARKET.instrument(SWAP, NOW)
    mark = MARKET.mark_price(inst, at)
    rate = MARKET.funding(inst, at).sett_funding_rate

    assert len(bills) == 3
    assert bills[0].bal_chg == pytest.approx(-mark * rate)
    assert only(clerk).funding_fee == sum(b.bal_chg for b in bills)


@pytest.mark.slow  # margins are looked at for days
def test_a_future_is_delivered():
    """At its settlement price; open orders of it are cancelled with source 7."""
    clerk = Clerk()
    inst = min(
        (i for i in MARKET.instruments(NOW, "FUTURES") if i.inst_id.startswith(BTC)),
        key=lambda i: i.exp_time,
    )
    opened = clerk.place("buy", "10", of=inst.inst_id)
    waiting = clerk.place(
        "buy", "1", px=clerk.last(inst.inst_id) - 1000, of=inst.inst_id
    )
    clerk.venue.advance(inst.exp_time)
    settle = MARKET.settlement_price(inst, inst.exp_time)
    record = clerk.account.closed[0][1]

    assert not clerk.account.positions
    if waiting.state != "filled":
        assert waiting.cancel_source == "7"
        assert record.pnl == pytest.approx((settle - opened.avg_px) * D("0.1"))
    assert not clerk.account.holds


@pytest.mark.parametrize("mode", ["cross", "isolated"])
@pytest.mark.parametrize(("side", "of"), [("buy", "DOGE-USDT-SWAP"), ("sell", SWAP)])
def test_what_is_not_covered_is_liquidated(mode, side, of):
    """At high leverage some hours are enough; no more is lost than there was."""
    clerk = Clerk(USDT=1000)
    inst = MARKET.instrument(of, NOW)
    lever(clerk, of, inst.lever, mode)
    worth = clerk.last(of) * inst.ct_val
    sz = (800 * inst.lever / worth).quantize(D(1))
    clerk.place(side, sz, of=of, td_mode=mode)
    row = row_of(clerk)
    for _ in range(24):
        clerk.wait(HOUR)
        if not clerk.account.positions:
            break
    record = clerk.account.closed[0][1]

    assert record.type == "3"
    assert clerk.account.orders.every[max(clerk.account.orders.every)].category == (
        "full_liquidation"
    )
    assert clerk.account.cash["USDT"] >= 0
    assert record.liq_penalty < 0
    # The price that was foretold, but for the look of the clock and the funding.
    assert record.trigger_px == pytest.approx(row.liq_px, rel=D("0.004"))


def test_currencies_back_one_another_in_multi_currency_mode():
    """Bitcoins are margin for contracts that are settled in dollars."""
    clerk = Clerk(BTC=1)

    assert refused(clerk, "buy", "1", of=SWAP) == "51008"

    clerk.account.settings.acct_lv = AcctLv.MULTI_CURRENCY
    clerk.place("buy", "10", of=SWAP)
    row = balance_row(clerk.account, clerk.venue.quotes, clerk.now)

    assert only(clerk).sz == 10
    assert row.adj_eq > 60_000
    assert row.mgn_ratio > 10


def test_spot_mode_has_no_contracts():
    """51010."""
    clerk = Clerk()
    clerk.account.settings.acct_lv = AcctLv.SPOT

    assert refused(clerk, "buy", "1", of=SWAP) == "51010"


def test_margin_trading_is_a_position_in_a_pair():
    """Bought with what is borrowed: it owes what it cost."""
    clerk = Clerk()
    clerk.place("buy", "0.1", of=BTC, td_mode="cross", tgt_ccy="base_ccy")
    row = row_of(clerk)

    assert (row.inst_type, row.pos, row.pos_ccy) == ("MARGIN", D("0.1"), "BTC")
    assert row.liab == pytest.approx(-row.avg_px * D("0.1"))
    assert row.liab_ccy == "USDT"
