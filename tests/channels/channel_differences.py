"""Where channels differ from the catalogue or the samples on purpose, and why.

A test says so when one is no longer needed.
"""

from __future__ import annotations

from decimal import Decimal

# Channels that are not declared.
LEFT_OUT = {
    "trades (SBE)": "binary frames on a connection of their own",
    "bbo-tbt (SBE)": "binary frames on a connection of their own",
    "books-l2-tbt (SBE)": "binary frames on a connection of their own",
    "books-elp": "gone since 2026-10-31; books-rpi took its place",
    "grid-orders-moon": "known by name alone, from other libraries",
}

# Fields whose catalogue type is too narrow or mistaken: the channel and wire names.
FIELD_TYPES = {
    "liquidation-orders.details.bkLoss": {Decimal},  # a loss
    "orders-algo.isTradeBorrowMode": {bool},  # as on algo-advance
    "sprd-trades.legs.szCont": {Decimal},  # a size in contracts
}

# Values of enums that have no name: nobody tells what they mean, so they are kept.
UNNAMED_VALUES = {
    "grid-orders-contract.stopType": {"0"},
    "sprd-orders.cancelSource": {"31", "32", "34"},
    "withdrawal-info.state": {"4", "5", "6", "8", "9"},
}

# Columns of bare arrays that hold nothing.
DEAD_COLUMNS = {"unused"}

# Pushes that cannot be decoded: the file.
_NO_TS = "rows of 2022 told no time, of which there is one now"
UNREADABLE_SAMPLES = {
    "funding-rate--gct.json": _NO_TS,
    "funding-rate_BTC-USD-SWAP--msgparser.json": _NO_TS,
    "funding-rate_BTC-USDT-SWAP--msgparser.json": _NO_TS,
    "funding-rate_WNCG-USDT-SWAP--tardis.json": _NO_TS,
}

# Pushes of channels that are not declared: the file.
UNDECLARED_SAMPLES = {
    "liquidations_BTC-USDT-211231--tardis.json": "a channel of 2021",
}

# Fields of samples that no model names: the file and the wire names.
UNKNOWN_FIELDS = {
    ("adl-warning--burakoner.json", "instId"): "written by hand",
    ("balance_and_position--gct.json", "posData.uTIme"): "a slip of the pen",
    ("balance_and_position--gct-2.json", "posData.uTIme"): "a slip of the pen",
}
