from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.sandbox import expiries
from okx_sdk.sandbox.bars import WEEK
from okx_sdk.sandbox.market import Market

MARKET = Market(1)
EXPIRY = 1_798_185_600_000  # 2026-12-25 08:00, a quarterly Friday
nows = st.one_of(
    st.integers(1_690_000_000_000, 1_900_000_000_000),
    st.builds(
        lambda week, off: EXPIRY + week * WEEK + off,
        st.integers(-100, 50),
        st.integers(-1, 1),
    ),
)


@settings(max_examples=40)
@given(now=nows)
def test_every_type_is_always_there(now):
    """At any time, around expiries too, all products are listed, each name once."""
    found = MARKET.instruments(now)
    types = Counter(inst.inst_type for inst in found)

    assert set(types) == {"SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION"}
    assert len(found) >= 60
    assert types["FUTURES"] == 16
    assert types["OPTION"] >= 2 * 3 * 5 * 2
    assert all(inst.is_live(now) for inst in found)
    assert len({(inst.inst_type, inst.inst_id) for inst in found}) == len(found)


@settings(max_examples=40)
@given(now=nows)
def test_every_name_is_found_again(now):
    """Looking an instrument up gives the row of the list."""
    for inst in MARKET.instruments(now):
        assert MARKET.instrument(inst.inst_id, now, inst.inst_type) == inst


def test_codes_tell_instruments_apart():
    """A pair and its margin face share one code; no other two do."""
    now = EXPIRY - 1
    codes = {inst.inst_id: inst.inst_id_code for inst in MARKET.instruments(now)}

    assert len(set(codes.values())) == len(codes)
    assert all(0 < code < 2**53 for code in codes.values())


def test_futures_roll_at_eight_on_friday():
    """At the second of expiry this week's contract leaves and the next comes."""
    before = {inst.inst_id for inst in MARKET.instruments(EXPIRY - 1, "FUTURES")}
    after = {inst.inst_id for inst in MARKET.instruments(EXPIRY, "FUTURES")}

    assert "BTC-USDT-261225" in before - after
    assert "BTC-USDT-270108" in after - before


def test_aliases_name_the_row():
    """Four expiries, four words."""
    found = MARKET.instruments(EXPIRY - 5 * WEEK, "FUTURES")
    row = sorted({(inst.exp_time, inst.alias) for inst in found})

    assert [alias for _, alias in row] == [
        "this_week",
        "next_week",
        "quarter",
        "next_quarter",
    ]


def test_the_expired_are_still_known():
    """History may be asked of an expired contract, but not of one to come."""
    expired = MARKET.instrument("BTC-USDT-261225", EXPIRY)

    assert expired is not None
    assert expired.state == "expired"
    assert MARKET.instrument("BTC-USDT-270625", EXPIRY - 20 * WEEK) is None
    assert expired in MARKET.recently_expired(EXPIRY)


@pytest.mark.parametrize(
    "name",
    ["", "BTC", "BTC-USDT-261226", "XYZ-USDT", "BTC-EUR-261225", "BTC-USD-261225-1-C"],
)
def test_unknown_names_are_unknown(name):
    """What does not exist is not made up."""
    assert MARKET.instrument(name, EXPIRY - 1) is None


def test_true_contract_sizes():
    """A few facts of the exchange."""
    linear = MARKET.instrument("BTC-USDT-SWAP", EXPIRY)
    inverse = MARKET.instrument("BTC-USD-SWAP", EXPIRY)

    assert (linear.ct_val, linear.ct_val_ccy, linear.settle_ccy, linear.ct_type) == (
        Decimal("0.01"),
        "BTC",
        "USDT",
        "linear",
    )
    assert (inverse.ct_val, inverse.ct_val_ccy, inverse.settle_ccy) == (
        100,
        "USD",
        "BTC",
    )


@given(ts=nows)
def test_expiries_have_their_date_in_their_name(ts):
    """Every Friday's code leads back to it."""
    expiry = expiries.first_after(ts)

    assert ts < expiry <= ts + WEEK
    assert expiries.expiry_of(expiries.code_of(expiry)) == expiry
