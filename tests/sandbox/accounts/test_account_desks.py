"""Every endpoint of trading and of the account answers, by the client's own models."""

from __future__ import annotations

import pytest
from memory import MARKET, NOW, VirtualClock, okx

from okx_sdk import errors
from okx_sdk.models.account_settings import DemoAdjustment
from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
from okx_sdk.models.position_builder import MmrConfig, SimulatedPosition
from okx_sdk.models.position_moves import MoveLeg, MoveSource, MoveTarget
from okx_sdk.rest import endpoints, section
from okx_sdk.sandbox.exchange import Exchange

BTC, SWAP = "BTC-USDT", "BTC-USDT-SWAP"
ORDER = NewOrder(BTC, "cash", "buy", "limit", "0.001", px="64000", cl_ord_id="b")
LEG = MoveLeg(MoveSource("1", "1", "sell"), MoveTarget())
LONG = SimulatedPosition(SWAP, "10", "64000")

PLAUSIBLE = {
    "activate_feature": {"feature": "1"},
    "adjust_demo_balance": {
        "type": "increase",
        "adjustments": [DemoAdjustment("BTC", "1")],
    },
    "amend_order": {"order": AmendOrder(BTC, cl_ord_id="a", new_sz="0.002")},
    "amend_orders": {"orders": [AmendOrder(BTC, cl_ord_id="a", new_sz="0.003")]},
    "apply_bills_history_archive": {"year": "2025", "quarter": "Q1"},
    "apply_fills_archive": {"year": "2025", "quarter": "Q1"},
    "cancel_all_after": {"time_out": 10},
    "cancel_order": {"order": CancelOrder(BTC, cl_ord_id="a")},
    "cancel_orders": {"orders": [CancelOrder(BTC, cl_ord_id="a")]},
    "close_position": {"inst_id": SWAP, "mgn_mode": "cross"},
    "compute_position_builder": {"sim_pos": [LONG]},
    "compute_position_builder_graph": {
        "type": "mmr",
        "mmr_config": MmrConfig("3"),
        "sim_pos": [LONG],
    },
    "get_account_instruments": {"inst_type": "SWAP"},
    "get_bills_history_archive": {"year": "2025", "quarter": "Q1"},
    "get_fee_rates": {"inst_type": "SPOT"},
    "get_fills_archive": {"year": "2025", "quarter": "Q1"},
    "get_fills_history": {"inst_type": "SWAP"},
    "get_leverage": {"mgn_mode": "cross", "inst_id": SWAP},
    "get_leverage_estimate": {
        "inst_type": "SWAP",
        "mgn_mode": "cross",
        "lever": "5",
        "inst_id": SWAP,
    },
    "get_max_avail_size": {"inst_id": [BTC], "td_mode": "cash"},
    "get_max_loan": {"mgn_mode": "cross", "inst_id": BTC},
    "get_max_order_size": {"inst_id": SWAP, "td_mode": "cross"},
    "get_order": {"inst_id": BTC, "cl_ord_id": "a"},
    "get_orders_history": {"inst_type": "SWAP"},
    "get_orders_history_archive": {"inst_type": "SWAP"},
    "get_position_tiers": {"inst_type": "SWAP", "inst_family": BTC},
    "mass_cancel_orders": {"inst_type": "OPTION", "inst_family": "BTC-USD"},
    "place_order": {"order": ORDER},
    "place_orders": {"orders": [ORDER]},
    "precheck_account_mode_switch": {"acct_lv": "3"},
    "precheck_delta_neutral": {"stgy_type": "1"},
    "preset_account_mode_switch": {"acct_lv": "3", "lever": "5"},
    "reset_mmp_status": {"inst_family": "BTC-USD"},
    "set_auto_earn": {"ccy": "BTC", "action": "turn_on"},
    "set_auto_repay": {"auto_repay": True},
    "set_collateral_assets": {"type": "all", "collateral_enabled": True},
    "set_greeks": {"greeks_type": "BS"},
    "set_isolated_mode": {"iso_mode": "autonomy", "type": "CONTRACTS"},
    "set_leverage": {"lever": "5", "mgn_mode": "cross", "inst_id": SWAP},
    "set_mmp": {
        "inst_family": "BTC-USD",
        "time_interval": 5000,
        "frozen_interval": 2000,
        "qty_limit": "100",
    },
    "set_settle_currency": {"settle_ccy": "USDC"},
    "set_trading_config": {"type": "stgyType", "stgy_type": "0"},
}

EMPTY = {  # with nothing to tell
    "activate_feature",
    "get_interest_accrued_data",
    "get_mmp_config",
    "get_move_positions_history",
    "get_easy_convert_history",
    "get_one_click_repay_history",
    "get_one_click_repay_history_v2",
    "get_positions_history",
    "get_spot_borrow_repay_history",
}

REFUSED = {  # as an account of this mode, with such things, is
    "adjust_position_margin": (
        errors.ApiError,
        {"inst_id": SWAP, "pos_side": "net", "type": "add", "amt": "1"},
    ),
    "borrow_repay_spot": (
        errors.ApiError,
        {"ccy": "BTC", "side": "borrow", "amt": "1"},
    ),
    "get_account_risk_state": (errors.ApiError, {}),
    "move_positions": (
        errors.ApiError,
        {"from_acct": "0", "to_acct": "none", "legs": [LEG], "client_id": "a"},
    ),
    "place_easy_convert": (errors.ApiError, {"from_ccy": ["BTC"], "to_ccy": "USDT"}),
    "place_one_click_repay": (
        errors.ApiError,
        {"debt_ccy": ["BTC"], "repay_ccy": "USDT"},
    ),
    "place_one_click_repay_v2": (
        errors.ApiError,
        {"debt_ccy": "BTC", "repay_ccy_list": ["USDT"]},
    ),
    "precheck_order": (errors.ApiError, {"order": ORDER}),
    "set_account_mode": (errors.ApiError, {"acct_lv": "3"}),
    "set_auto_loan": (errors.ApiError, {}),
    "set_fee_type": (errors.ApiError, {"fee_type": "1"}),
    "set_position_mode": (errors.ApiError, {"pos_mode": "long_short_mode"}),
    "set_risk_offset_amount": (
        errors.ApiError,
        {"ccy": "BTC", "cl_spot_in_use_amt": "1"},
    ),
}


async def live_in(client):
    """Have an order, a position and a past."""
    await client.trade.place_orders(
        [
            NewOrder(BTC, "cash", "buy", "limit", "0.001", px="64000", cl_ord_id="a"),
            NewOrder(SWAP, "cross", "buy", "market", "1"),
        ]
    )


async def answered(each, name):
    """What an endpoint gives, if it is not to be refused."""
    async with okx(VirtualClock(NOW), of=Exchange(MARKET)) as client:
        await live_in(client)
        method = getattr(getattr(client, each), name)
        if name not in REFUSED:
            return await method(**PLAUSIBLE.get(name, {}))
        error, arguments = REFUSED[name]
        with pytest.raises(error):
            await method(**arguments)
        return None


@pytest.mark.parametrize("each", ["account", "trade"])
async def test_every_endpoint_answers_an_account(each):
    """What comes decodes, and is not empty without reason; refusals are typed."""
    for name in endpoints(section(each)):
        found = await answered(each, name)

        assert bool(found) == (name not in EMPTY | set(REFUSED)), name
