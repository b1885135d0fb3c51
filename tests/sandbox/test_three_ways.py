"""One call of each section, made with either client and on the command line."""

from __future__ import annotations

import json
import math

import anyio
import pytest
from click.testing import CliRunner
from memory import NOW

from okx_sdk import AsyncClient, Client
from okx_sdk.cli.app import okxsdk
from okx_sdk.cli.rows import cells, to_json
from okx_sdk.rest import section_names
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.server import SandboxClock, SandboxServer

CALLS = {
    "account": ("get_balance",),
    "affiliate": ("get_affiliate_links",),
    "algo_trading": ("get_open_algo_orders", "conditional"),
    "announcements": ("get_announcement_types",),
    "block_trading": ("get_counterparties",),
    "broker_dma": ("get_dma_broker_info",),
    "broker_fd": ("get_fd_rebate_eligibility", keys.API_KEY),
    "broker_nd": ("get_nd_sub_account_info",),
    "convert": ("get_convert_currencies",),
    "copy_trading": ("get_lead_trader_ranks",),
    "dca_trading": ("get_open_dca_algo_orders", "spot_dca"),
    "dual_investment": ("get_dual_investment_pairs",),
    "eth_staking": ("get_apy_history", 7),
    "fiat": ("get_buy_sell_currencies",),
    "flash_earn": ("get_flash_earn_projects",),
    "flexible_loan": ("get_collateral_assets",),
    "funding": ("get_asset_balances",),
    "grid_trading": ("get_grid_ai_parameter", "grid", "BTC-USDT"),
    "market": ("get_ticker", "BTC-USDT"),
    "market_maker": ("get_glp_today_performance",),
    "news": ("get_news_platforms",),
    "okusd": ("get_okusd_limits",),
    "onchain_earn": ("get_offers",),
    "public": ("get_instruments", "SWAP"),
    "recurring_buy": ("get_open_recurring_buy_orders",),
    "signal_bot": ("get_signals", "1"),
    "simple_earn_fixed": ("get_fixed_earn_offers",),
    "simple_earn_flexible": ("get_public_borrow_info",),
    "sol_staking": ("get_product_info",),
    "spread_trading": ("get_spreads",),
    "stable_rewards": ("get_stable_rewards_product", "USDG"),
    "status": ("get_status",),
    "sub_account": ("get_sub_accounts",),
    "trade": ("get_account_rate_limit",),
    "trading_statistics": ("get_support_coin",),
}


@pytest.fixture(scope="module")
def server():
    """A sandbox in which it is always the same moment, and nobody asks too often."""
    clock = SandboxClock.starting_at(NOW / 1000, rate=0.0)
    server = SandboxServer(clock=clock, limit_factor=math.inf)
    server.start()
    yield server
    server.stop()


def asynchronous(backend):
    async def ask():
        async with AsyncClient() as okx:
            return {
                section: await getattr(getattr(okx, section), name)(*said)
                for section, (name, *said) in CALLS.items()
            }

    return anyio.run(ask, backend=backend)


def blocking():
    with Client() as okx:
        return {
            section: getattr(getattr(okx, section), name)(*said)
            for section, (name, *said) in CALLS.items()
        }


def at_the_terminal(section, name, *said):
    words = ["api", section, name, *map(str, said), "-o", "json"]
    result = CliRunner().invoke(okxsdk, words)
    assert result.exit_code == 0, (section, result.output)
    return json.loads(result.stdout)


def rows(found):
    """What the command line writes of what a call gives."""
    found = found if isinstance(found, list) else [found]
    return [{name: to_json(v) for name, v in cells(row).items()} for row in found]


@pytest.mark.slow  # a hundred and forty calls over loopback
def test_a_call_means_the_same_with_either_client_and_on_the_command_line(
    server, monkeypatch
):
    """Of every section one, on both event loops."""
    monkeypatch.setenv("OKX_ENV", "sandbox")
    monkeypatch.setenv("OKX_SANDBOX_URL", server.url)
    assert CALLS.keys() == {*section_names()}
    found = blocking()

    assert asynchronous("asyncio") == found
    assert asynchronous("trio") == found
    for section, call in CALLS.items():
        assert at_the_terminal(section, *call) == rows(found[section]), section
