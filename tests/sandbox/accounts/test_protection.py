"""Market makers' orders of options: what is filled too fast freezes the family."""

from __future__ import annotations

import pytest
from desk_clerk import NOW, Clerk, D
from memory import MARKET

from okx_sdk.models.enums import AcctLv
from okx_sdk.sandbox.accounts.mmp import Protection, Rule, mass_cancel
from okx_sdk.sandbox.refusals import Refusal

CALLS = [
    inst
    for inst in MARKET.instruments(NOW, "OPTION")
    if inst.inst_family == "BTC-USD" and inst.opt_type == "C"
]


class Maker(Clerk):
    """Quotes an option on both sides."""

    def __init__(self):
        super().__init__()
        self.account.settings.acct_lv = AcctLv.PORTFOLIO  # 51036 in all others
        self.inst = min(CALLS, key=lambda inst: abs(inst.stk - 65_000))
        self.bid, self.ask = (level.px for level in MARKET.bbo(self.inst, self.now))

    def quote(self, side="buy", sz="5", px=None, kind="mmp"):
        px = px or (self.bid if side == "buy" else self.ask)
        return self.place(side, sz, px=px, kind=kind, of=self.inst.inst_id)

    def refused(self, **words):
        with pytest.raises(Refusal) as caught:
            self.quote(**words)
        return caught.value.code


def test_what_is_filled_too_fast_freezes_the_family():
    """All protected orders go as mmp_canceled, and none comes in for a while: 51034."""
    maker = Maker()
    maker.account.state_of(Protection).rules["BTC-USD"] = Rule(5_000, 2_000, D(2))
    plain = maker.quote(px=maker.bid - D("0.001"), kind="limit")
    resting = [maker.quote(px=maker.bid - n * D("0.001")) for n in (1, 2)]
    taker = maker.quote(sz="2", px=maker.ask)

    assert taker.state == "filled"
    assert {order.state for order in resting} == {"mmp_canceled"}
    assert plain.state == "live"
    assert maker.refused() == "51034"

    maker.wait(2_000)

    assert maker.quote().is_open


def test_protected_orders_are_cancelled_together():
    """And for so long as was asked none comes in: 54008."""
    maker = Maker()
    plain = maker.quote(px=maker.bid - D("0.001"), kind="limit")
    resting = [maker.quote(px=maker.bid - n * D("0.001")) for n in (1, 2)]
    mass_cancel(maker.venue, maker.account, "BTC-USD", 3_000)

    assert {order.state for order in resting} == {"canceled"}
    assert plain.state == "live"
    assert maker.refused() == "54008"

    maker.wait(3_000)

    assert maker.quote().is_open


def test_an_option_may_be_priced_in_dollars_or_by_its_volatility():
    """In one unit alone; inside it is a price in coin, on the grid."""
    maker = Maker()
    index = maker.venue.quotes.index(maker.inst, maker.now)
    vol = MARKET.option_summary(maker.inst, maker.now).mark_vol

    def priced(**words):
        order = maker.order("buy", "1", None, "limit", of=maker.inst.inst_id, **words)
        return maker.venue.place(maker.account, order, maker.now)

    dollars, by_vol = priced(px_usd=maker.bid * index), priced(px_vol=vol)

    assert dollars.px == maker.bid
    assert by_vol.px == pytest.approx(maker.bid, rel=D("0.05"))
    with pytest.raises(Refusal) as caught:
        priced(px_usd="100", px_vol=vol)
    assert caught.value.code == "50016"
