"""OKX's words and ours: camel case on the wire, snake case in Python, by one rule."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["python_name", "wire_name"]

# Runs of capitals that the rule cannot give back.
_EXCEPTIONS = {
    "call_oi": "callOI",
    "cur_ltv": "curLTV",
    "delta_bs": "deltaBS",
    "delta_pa": "deltaPA",
    "gamma_bs": "gammaBS",
    "gamma_pa": "gammaPA",
    "group_size_mb": "groupSizeMB",
    "liq_ltv": "liqLTV",
    "maker_usdc": "makerUSDC",
    "margin_call_ltv": "marginCallLTV",
    "max_plat_oi_coin_lmt": "maxPlatOICoinLmt",
    "max_plat_oi_lmt": "maxPlatOILmt",
    "put_oi": "putOI",
    "size_mb": "sizeMB",
    "taker_usdc": "takerUSDC",
    "theta_bs": "thetaBS",
    "theta_pa": "thetaPA",
    "total_size_mb": "totalSizeMB",
    "vega_bs": "vegaBS",
    "vega_pa": "vegaPA",
}
_SNAKE = {wire: python for python, wire in _EXCEPTIONS.items()}

_BEFORE_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BEFORE_HOURS = re.compile(r"(?<=[A-Za-z])(?=\d+h$)")


@cache
def wire_name(name: str) -> str:
    """The wire's word for a Python name: `inst_id` gives `instId`."""
    name = name.rstrip("_")
    if name in _EXCEPTIONS:
        return _EXCEPTIONS[name]
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


@cache
def python_name(wire: str) -> str:
    """The Python name of a word of the wire: `volCcy24h` gives `vol_ccy_24h`.

    Words that Python keeps for itself still want their trailing underscore.
    """
    if wire in _SNAKE:
        return _SNAKE[wire]
    return _BEFORE_CAPITAL.sub("_", _BEFORE_HOURS.sub("_", wire)).lower()
