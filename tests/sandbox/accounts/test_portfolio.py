"""Portfolio margin: risk units, what hedges, what is let in, and the position builder."""

from __future__ import annotations

import json

import pytest
from counter import Counter
from desk_clerk import INVERSE, NOW, SWAP, Clerk, D
from memory import MARKET

from okx_sdk import errors
from okx_sdk.models.enums import AcctLv, PosMode
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.models.position_builder import (
    MmrConfig,
    SimulatedAsset,
    SimulatedPosition,
)
from okx_sdk.rest.account import Account
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.accounts.balances import balance_row
from okx_sdk.sandbox.accounts.closing import Wanted, close_position
from okx_sdk.sandbox.accounts.holdings import Holding
from okx_sdk.sandbox.accounts.portfolio import Unit
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.refusals import Refusal


def trader(**balances) -> Clerk:
    """An account in portfolio margin."""
    clerk = Clerk(**balances)
    clerk.account.settings.acct_lv = AcctLv.PORTFOLIO
    return clerk


def unit(clerk) -> Unit:
    (found,) = standing(clerk.account, clerk.venue.quotes, clerk.now).units
    return found


def visitor() -> Counter:
    """Somebody who calls, from an account in portfolio margin; no time goes by."""
    me = Counter()
    me.step = 0
    me.exchange.venue.accounts["main"].settings.acct_lv = AcctLv.PORTFOLIO
    return me


def place(me, side, sz):
    me.call(Trade.place_order, NewOrder(SWAP, "cross", side, "market", sz))


def code(me, method, *args, **words):
    with pytest.raises(errors.ApiError) as caught:
        me.call(method, *args, **words)
    return caught.value.code


def option(kind="C"):
    listed = [
        i
        for i in MARKET.instruments(NOW, "OPTION")
        if i.coin == "BTC" and i.opt_type == kind
    ]
    soon = min(i.exp_time for i in listed if i.exp_time > NOW + 5 * 86_400_000)
    return min(
        (i for i in listed if i.exp_time == soon), key=lambda i: abs(i.stk - 65_000)
    )


def test_a_unit_wants_what_the_exchange_tells(okx_v5):
    """The units of OKX's example of the position builder, from their deltas alone."""
    path = okx_v5 / "samples/rest/POST_account_position-builder--docs.json"
    (told,) = json.loads(path.read_text())["data"]
    for each in told["riskUnitData"]:
        inst = MARKET.instrument(f"{each['riskUnit']}-USDT-SWAP", NOW)
        delta = D(each["delta"])
        held = Holding(inst, D(each["portfolios"][0]["amt"]), D(1), NOW, delta=delta)
        made = Unit(each["riskUnit"], (held,))

        for name in ("mr1", "mr2", "mr3", "mr4", "mr5", "mr6", "mr7", "mr9", "mmr"):
            wanted = float(each[name])
            assert float(getattr(made, name)) == pytest.approx(wanted, rel=1e-3), name
        assert float(made.imr) == pytest.approx(float(each["imr"]), rel=1e-3)
        assert made.worst[1:] == (each["mr1FinalResult"]["spotShock"], "up")
        assert made.extreme[1] == D(each["mr6FinalResult"]["spotShock"])
        assert set(made.scenarios["up"]) == set(each["mr1Scenarios"]["volSame"])


def test_what_hedges_wants_little():
    """Contracts of one coin against each other, and coins against contracts.

    Contracts of unlike dollars leave the risk that a stablecoin is not worth one.
    """
    alone, across = trader(USDT=100_000), trader(USDT=100_000)
    covered = trader(USDT=50_000, BTC=1)
    for clerk in (alone, across, covered):
        clerk.place("sell", "100", of=SWAP)
    across.place("buy", "648", of=INVERSE)

    assert unit(alone).mr1 == pytest.approx(-unit(alone).delta * D("0.12"))
    assert unit(alone).mmr == unit(alone).mr1 + unit(alone).mr4
    assert unit(across).mr1 < unit(alone).mr1 / 50
    assert unit(across).mr9 == pytest.approx(unit(alone).mr1 / 12 / 2, rel=D("0.01"))
    assert unit(covered).spot == pytest.approx(D(1), rel=D("0.001"))
    assert unit(covered).mr1 < 100
    assert unit(covered).mmr == unit(covered).mr7 < unit(alone).mmr / 20

    covered.account.settings.spot_offsets["BTC"] = D("0.25")

    assert unit(covered).spot == D("0.25")


def test_options_are_shaken_by_volatility_and_time():
    """Who sold them fears volatility; who bought them time and calm."""
    inst = option()
    bid, ask = (level.px for level in MARKET.bbo(inst, NOW))
    seller, buyer = trader(), trader()
    for clerk, side, px in ((seller, "sell", bid), (buyer, "buy", ask)):
        clerk.account.cash["BTC"] = D("0.01")  # next to nothing that would hedge
        clerk.place(side, "1", px=px, of=inst.inst_id, kind="ioc")
    short, long = unit(seller), unit(buyer)
    cases = short.scenarios

    assert cases["up"]["0"] < cases["unchange"]["0"] == 0 < cases["down"]["0"]
    assert short.worst[2] == "up"
    assert long.worst[2] == "down"
    assert (short.mr2, long.mr5 > 0) == (0, True)
    assert long.mr2 > 0
    # An option cannot lose more than it is worth.
    value = MARKET.mark_price(inst, NOW) * D("0.01") * clerk.last("BTC-USDT")
    assert long.mr1 <= value * D("1.2")


def test_orders_are_let_in_as_far_as_the_margin_goes():
    """51008 beyond; what makes the unit less risky is always let in."""
    clerk = trader(USDT=10_000)
    with pytest.raises(Refusal) as caught:
        clerk.place("buy", "101", of=SWAP)
    low = clerk.last(SWAP) - 1_000
    resting = clerk.place("buy", "60", px=low, of=SWAP)
    standing_now = standing(clerk.account, clerk.venue.quotes, clerk.now)

    assert caught.value.code == "51008"
    assert resting.is_open
    assert standing_now.imr == unit(clerk).imr + clerk.account.holds["USDT"]
    assert standing_now.imr > 6_000 > clerk.account.holds["USDT"]
    with pytest.raises(Refusal):
        clerk.place("buy", "60", of=SWAP)
    # Those that sell are no worse than those that buy, and want nothing more.
    assert clerk.place("sell", "60", px=low + 2_000, of=SWAP).is_open


def test_what_is_not_covered_is_liquidated_in_portfolio_margin():
    """The contract whose end relieves the unit most goes first; the hedge stays."""
    clerk = trader(USDT=12_000, BTC="0.01")
    clerk.place("sell", "95", of=SWAP)
    clerk.place("sell", "2", of=INVERSE)
    clerk.account.cash["USDT"] -= 6_000
    clerk.wait(1_000)
    closed = [row.inst_id for _, row in clerk.account.closed]
    left = standing(clerk.account, clerk.venue.quotes, clerk.now)

    assert closed == [SWAP]
    assert left.ratio("") > 1
    assert [p.inst.inst_id for p in clerk.account.positions.values()] == [INVERSE]


def test_a_position_has_no_margin_of_its_own():
    """No leverage, no margin: 51039; no sides: 51041."""
    me = visitor()
    assert code(me, Account.set_position_mode, PosMode.LONG_SHORT_MODE) == "51041"
    place(me, "buy", "10")
    (row,) = me.call(Account.get_positions)

    assert (row.lever, row.imr, row.mmr, row.liq_px) == (None,) * 4
    assert row.mgn_ratio > 1
    assert (
        code(me, Account.set_leverage, lever="5", mgn_mode="cross", inst_id=SWAP)
        == "51039"
    )


def test_the_builder_agrees_with_the_account():
    """The margin of what is real is what the balance tells; what is imagined adds."""
    me = visitor()
    account = me.exchange.venue.accounts["main"]
    place(me, "sell", "1000")
    built = me.call(Account.compute_position_builder)
    row = balance_row(account, me.exchange.venue.quotes, me.now)
    (risk,) = built.risk_unit_data

    assert (built.total_imr, built.total_mmr) == (row.imr, row.mmr)
    assert built.eq == row.adj_eq
    assert built.margin_ratio == row.mgn_ratio
    assert risk.imr == pytest.approx(risk.mmr * D("1.3"))
    assert [each.is_real_pos for each in risk.portfolios] == [True]

    flat = me.call(
        Account.compute_position_builder,
        sim_pos=[SimulatedPosition(SWAP, "1000", "0")],
    )
    assert flat.total_mmr < built.total_mmr / 5

    me.wait(5_000)  # the limit's
    alone = me.call(
        Account.compute_position_builder,
        acct_lv="3",
        incl_real_pos_and_eq=False,
        sim_pos=[SimulatedPosition(SWAP, "-10", "0", "5")],
        sim_asset=[SimulatedAsset("USDT", "-1000")],
        idx_vol="0.1",
    )
    (position,) = alone.positions
    assert alone.risk_unit_data == ()
    assert position.mark_px == pytest.approx(position.mark_px_bf * D("1.1"))
    assert alone.total_imr - position.imr == pytest.approx(-alone.eq * D("0.1"))
    assert alone.borrow_mmr == pytest.approx(-alone.eq * D("0.02"))

    (graph,) = me.call(
        Account.compute_position_builder_graph, "mmr", MmrConfig(acct_lv="4")
    )
    at_rest = next(p.mmr for p in graph.mmr_data if p.shock_factor == 0)
    assert at_rest == pytest.approx(row.mmr, rel=D("0.01"))


def test_a_unit_is_closed_like_any_position():
    """And then nothing is wanted."""
    clerk = trader(USDT=10_000)
    clerk.place("buy", "20", of=SWAP)
    close_position(clerk.venue, clerk.account, Wanted(SWAP, "cross", "net"))
    left = standing(clerk.account, clerk.venue.quotes, clerk.now)

    assert (left.units, left.imr, left.mmr) == ((), 0, 0)
    assert clerk.account.free("USDT") == clerk.account.cash["USDT"]


def test_a_check_before_an_order_tells_what_its_unit_would_want():
    """As much as it then does; what hedges takes margin away."""
    me = visitor()
    place(me, "buy", "100")
    more = NewOrder(SWAP, "cross", "buy", "limit", "50", px="64000")
    told = me.call(Trade.precheck_order, more)
    me.call(Trade.place_order, more)
    account = me.exchange.venue.accounts["main"]
    row = balance_row(account, me.exchange.venue.quotes, me.now)

    assert told.imr_chg == pytest.approx(told.mmr_chg * D("1.3"))
    assert told.mmr_chg > 0
    assert row.mmr == told.mmr
    assert told.mgn_ratio == pytest.approx(row.mgn_ratio)
