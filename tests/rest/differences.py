"""Where declarations differ from the catalogue or the samples on purpose, and why.

Paths are written without `/api/v5`. A test says so when one is no longer needed.
"""

from __future__ import annotations

# Parameters whose catalogue type is mistaken: their path and wire name.
PARAMETER_TYPES = {
    ("/public/opt-summary", "expTime"): "a day as YYMMDD, not milliseconds",
    (
        "/rubik/stat/option/open-interest-volume-strike",
        "expTime",
    ): "a day as YYYYMMDD, not milliseconds",
    ("/market/history-trades", "before"): "an id; a time is refused with code 50039",
    ("/broker/fd/rebate-per-orders", "begin"): "a day as YYYYMMDD, not milliseconds",
    ("/broker/fd/rebate-per-orders", "end"): "a day as YYYYMMDD, not milliseconds",
    ("/tradingBot/signal/signals", "after"): "an id, as its cursor is",
    ("/tradingBot/signal/signals", "before"): "an id, as its cursor is",
}

# Parameters that are not sent any more, and what takes their place.
NEVER_SENT = {"isElpTakerAccess": "retired in October 2026: rpiTakerAccess"}

# Bodies that hold fields which the endpoint does not know: their method names.
LARGER_BODIES = {"precheck_order": "an order is checked as it would be placed"}

# Windows of a sum, not of rows, which cannot be walked: their method names.
NO_ROWS = {
    "get_affiliate_performance_summary": "one sum",
    "get_tvb_performance_summary": "one sum, as far as is known",
    "get_tvb_tier_breakdown": "sums by tier, as far as is known",
    "generate_fd_rebate_per_orders": "one file is asked for",
    "search_news": "its fields are not known",
}

# Cursors that the catalogue does not name: their method names.
CURSORS = {
    "get_buy_sell_trades_history": "c_time",
    "get_glp_historical_performance": "date",
}

# Buckets by a parameter that the endpoint has not: their method names.
WIDER_BUCKETS = {
    "trigger_grid_algo_order": "by instrument, but takes the bot's id alone"
}

# Fields that are more than the catalogue says: the endpoint and wire names.
FIELD_TYPES = {
    "get_algo_order.isTradeBorrowMode": {bool},  # the channel's type
    "get_open_algo_orders.isTradeBorrowMode": {bool},
    "get_algo_orders_history.isTradeBorrowMode": {bool},
}

# Values of a field that its enum does not list.
UNLISTED_VALUES = {
    "get_grid_algo_order.stopType": {"0"},
    "get_order.cancelSource": {"31", "32", "34"},
    "get_open_orders.cancelSource": {"31", "32", "34"},
    "get_orders_history.cancelSource": {"31", "32", "34"},
    "get_orders_history_archive.cancelSource": {"31", "32", "34"},
}

# Samples that cannot be decoded.
_CUT = "a fixture of another library, whose fields are not those of the endpoint"
UNREADABLE_SAMPLES = {
    "GET_asset_subaccount_managed-subaccount-bills--jkorf.json": _CUT,
    "GET_users_subaccount_apikey--jkorf.json": _CUT,
    "POST_account_set-account-level--jkorf.json": _CUT,
    "POST_users_subaccount_create-subaccount--jkorf.json": _CUT,
    "GET_rfq_maker-instrument-settings--docs.json": "a row spells it `instType:`",
    "GET_sprd_order--docs.json": "an example from before spreads had names",
    "GET_rubik_stat_option_taker-block-volume_btc--burakoner-prod.json": (
        "the capture was cut to three of the row's seven columns"
    ),
}

# Fields of samples that no model names.
UNKNOWN_FIELDS = {
    ("/account/adjust-leverage-info", "estMaxWd"): _CUT,
    ("/account/risk-state", "atRiskLevel"): _CUT,
    ("/account/set-account-level", "isoMode"): _CUT,
    ("/users/subaccount/delete-apikey", "apiKey"): _CUT,
    ("/rfq/maker-instrument-settings", "instType:"): "a slip of the documentation",
}

# Columns of bare arrays that hold nothing.
DEAD_COLUMNS = {"unused"}
