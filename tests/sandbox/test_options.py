import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.sandbox.options import Terms, coin_value, greeks

terms = st.builds(
    Terms,
    strike=st.floats(40_000, 90_000),
    years=st.floats(0.01, 0.5),
    vol=st.floats(0.2, 1.2),
    is_call=st.booleans(),
)
forwards = st.floats(40_000, 90_000)


@given(deal=terms, forward=forwards)
def test_calls_rise_and_puts_fall(deal, forward):
    """In coin too, a call is worth more the dearer the coin."""
    less, more = coin_value(deal, forward), coin_value(deal, forward * 1.02)

    assert (more >= less) if deal.is_call else (more <= less)


@given(deal=terms, forward=forwards)
def test_calls_and_puts_are_in_parity(deal, forward):
    """Call less put is forward less strike."""
    call = coin_value(Terms(deal.strike, deal.years, deal.vol, True), forward)
    put = coin_value(Terms(deal.strike, deal.years, deal.vol, False), forward)

    assert call - put == pytest.approx(1 - deal.strike / forward, abs=1e-9)


@given(deal=terms, forward=forwards)
def test_greeks_are_slopes(deal, forward):
    """Delta and gamma in dollars and in coin are what a small move shows."""
    found, bump = greeks(deal, forward), forward * 1e-4
    low, mid, high = (coin_value(deal, forward + n * bump) for n in (-1, 0, 1))
    dollars = [v * (forward + n * bump) for n, v in ((-1, low), (0, mid), (1, high))]

    assert (dollars[2] - dollars[0]) / (2 * bump) == pytest.approx(
        found.delta_bs, abs=1e-4
    )
    assert (high - low) / (2 * bump) * forward == pytest.approx(found.delta, abs=1e-4)
    assert found.gamma_bs >= 0
    assert found.theta_bs <= 0 <= found.vega_bs
