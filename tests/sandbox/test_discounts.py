"""What counts as margin of a currency, by the tiers that the exchange publishes."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from okx_sdk import Client
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.discounts import DOLLARS, counted, level_of, tiers_of
from okx_sdk.sandbox.server import SandboxServer

AMOUNTS = st.decimals(-(10**4), 10**9, places=2)


@given(st.sampled_from([*DOLLARS, *COINS]), AMOUNTS, AMOUNTS)
def test_more_counts_for_more_and_never_for_more_than_it_is(ccy, one, other):
    """A debt counts whole, and each tier adds what its last row says."""
    less, more = sorted((one, other))

    assert counted(ccy, less) <= counted(ccy, more)
    assert counted(ccy, more) <= more
    assert counted(ccy, min(less, Decimal(0))) == min(less, Decimal(0))
    for tier in tiers_of(ccy):
        if tier.max_amt is not None:
            assert counted(ccy, tier.max_amt) == tier.dis_ccy_eq


def test_dollars_count_whole_and_coins_less():
    """By their levels."""
    assert [level_of(ccy) for ccy in ("USDT", "BTC", "NEVER")] == ["1", "2", "1"]
    assert counted("USDT", Decimal(10**9)) == 10**9
    assert counted("BTC", Decimal(2)) == Decimal("1.96")


def test_an_account_of_several_currencies_has_its_equity_adjusted():
    """The same tiers that it publishes; what is held of dollars is not cut."""
    server = SandboxServer()
    with Client(env="sandbox", base_url=server.start()) as okx:
        okx.account.set_account_mode("3")
        (quota,) = okx.public.get_discount_rate_interest_free_quota(ccy="BTC")
        balance = okx.account.get_balance()
    server.stop()
    rows = {row.ccy: row for row in balance.details}
    worth = sum(row.dis_eq for row in rows.values())

    assert balance.adj_eq < balance.total_eq
    assert abs(balance.adj_eq - worth) < 1
    assert rows["USDT"].dis_eq == rows["USDT"].eq_usd
    share = rows["BTC"].dis_eq / rows["BTC"].eq_usd
    assert abs(share - quota.details[0].discount_rate) < Decimal("0.001")
