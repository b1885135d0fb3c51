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
}

# Parameters that are not sent any more, and what takes their place.
NEVER_SENT = {"isElpTakerAccess": "retired in October 2026: rpiTakerAccess"}

# Bodies that hold fields which the endpoint does not know: their method names.
LARGER_BODIES = {"precheck_order": "an order is checked as it would be placed"}

# Windows of a sum, not of rows, which cannot be walked: their method names.
NO_ROWS: dict[str, str] = {}

# Fields that are more than the catalogue says: the endpoint and wire names.
FIELD_TYPES = {
    "get_algo_order.isTradeBorrowMode": {bool},  # the channel's type
    "get_open_algo_orders.isTradeBorrowMode": {bool},
    "get_algo_orders_history.isTradeBorrowMode": {bool},
}

# Samples that cannot be decoded.
UNREADABLE_SAMPLES = {
    "GET_rubik_stat_option_taker-block-volume_btc--burakoner-prod.json": (
        "the capture was cut to three of the row's seven columns"
    ),
}

# Fields of samples that no model names.
UNKNOWN_FIELDS: dict[tuple[str, str], str] = {}

# Columns of bare arrays that hold nothing.
DEAD_COLUMNS = {"unused"}
