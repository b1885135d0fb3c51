"""Where a price is first reached: as if every trade had been looked at."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from memory import MARKET, NOW

from okx_sdk.sandbox.crossing import Reach

NAMES = ("BTC-USDT", "ETH-USDT-SWAP", "BTC-USD-SWAP", "OKB-USDT")


@settings(max_examples=20)
@given(
    st.sampled_from(NAMES),
    st.integers(0, 86_400_000),
    st.integers(1, 900_000),
    st.integers(-200, 200),
    st.booleans(),
)
def test_the_first_trade_at_a_price_is_found(name, start, span, away, is_low):
    """At or beyond it, within the time, and none comes before."""
    inst = MARKET.instrument(name, NOW)
    scale, begin = MARKET.scale(inst), NOW + start
    last = MARKET.last_trade(inst, begin).px
    ticks = scale.ticks(last) + away
    reach = Reach(ticks, None) if is_low else Reach(None, ticks)
    found = MARKET.first_trade(inst, begin, begin + span, reach)

    px = scale.price(ticks)
    meant = next(
        (
            trade
            for trade in MARKET.trades_between(inst, begin, begin + span)
            if (trade.px <= px if is_low else trade.px >= px)
        ),
        None,
    )
    assert (found and (found.trade_id, found.ts)) == (
        meant and (meant.trade_id, meant.ts)
    )
