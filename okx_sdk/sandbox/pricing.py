"""Which tape an instrument, an index or a mark price has.

Basis, carry and volatility are constant within a UTC day and drift from day to day.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from okx_sdk.sandbox import path
from okx_sdk.sandbox.bars import DAY, SECOND
from okx_sdk.sandbox.coins import COINS, USDC_COINS
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.noise import key_of, smooth
from okx_sdk.sandbox.options import YEAR_MS, Terms, coin_value, smile
from okx_sdk.sandbox.path import Tree, plant
from okx_sdk.sandbox.tape import Pricing, Tape

HISTORY_START = 1_420_070_400_000
"""2015-01-01: no price is older."""
COIN_DECIMALS = 8
"""Turnover of inverse contracts is counted in units of 1e-8 coin."""
FINER = 10
"""Index and mark prices have a tick this many times finer."""

_LIQUID = ("BTC", "ETH", "SOL")
_MARK_SHARE = 0.8  # of the basis: a mark lies between the index and the last price
_LEAST_TICKS = 2  # so that a bid of one tick can always stand below
# Of the coin's spot turnover.
_TURNOVER_SHARE = {
    "SPOT-USDT": 1.0,
    "SPOT-USDC": 0.15,
    "SWAP-USDT": 2.5,
    "SWAP-USD": 0.4,
    "FUTURES-USDT": 0.1,
    "FUTURES-USD": 0.1,
    "OPTION-USD": 0.01,
}


@lru_cache(maxsize=256)
def tree_of(seed: int, ccy: str) -> Tree:
    """The price tree of a coin."""
    return plant(seed, COINS[ccy])


def basis(key: int, day: int) -> float:
    """How far a perpetual trades from its index, as a share."""
    return 0.0001 + 0.0004 * smooth(key ^ 11, day, 6)


def carry(tree: Tree, day: int) -> float:
    """The yearly rate that dated contracts earn over the index."""
    return 0.06 + 0.04 * smooth(tree.key ^ 12, day, 30)


def at_the_money_vol(tree: Tree, day: int) -> float:
    """The yearly volatility that options at the money are priced with."""
    yearly = tree.volatility * math.sqrt(365.0)
    return yearly * (1.15 + 0.3 * smooth(tree.key ^ 13, day, 20))


def years_left(expiry: int, day: int) -> float:
    """The years from the start of a day to an expiry, at least the hours of the last."""
    return max(expiry - day * DAY, DAY // 3) / YEAR_MS


def factor(inst: Instrument, tree: Tree, key: int, day: int) -> float:
    """What a linear instrument's price is of its index, on a day."""
    if inst.inst_type == "SWAP":
        return 1.0 + basis(key, day)
    if inst.exp_time is not None:
        return math.exp(carry(tree, day) * years_left(inst.exp_time, day))
    if inst.quote_ccy == "USDC":
        return 1.0002 + 0.0001 * smooth(key ^ 14, day, 5)
    return 1.0


def terms(inst: Instrument, tree: Tree, day: int) -> Terms:
    """The terms of an option on a day."""
    assert inst.stk is not None, "an option has a strike"
    assert inst.exp_time is not None, "an option expires"
    strike = float(inst.stk)
    reference = path.day_node(tree, day)[0] * float(tree.unit)
    vol = smile(at_the_money_vol(tree, day), strike, reference)
    return Terms(strike, years_left(inst.exp_time, day), vol, inst.opt_type == "C")


def forward(inst: Instrument, tree: Tree, day: int) -> float:
    """What an option's forward is of the index, on a day."""
    assert inst.exp_time is not None, "an option expires"
    return math.exp(carry(tree, day) * years_left(inst.exp_time, day))


def scaled(scale: float) -> Pricing:
    """Prices that are a constant share of the tree's."""
    return lambda units: max(_LEAST_TICKS, round(units * scale))


def _option_pricing(inst: Instrument, tree: Tree, day: int, tick: float) -> Pricing:
    deal = terms(inst, tree, day)
    scale = float(tree.unit) * forward(inst, tree, day)

    def price(units: int) -> int:
        return max(_LEAST_TICKS, round(coin_value(deal, units * scale) / tick))

    return price


def _option_pricings(
    inst: Instrument, tree: Tree, tick: float
) -> Callable[[int], Pricing]:
    @lru_cache(maxsize=64)
    def pricing(day: int) -> Pricing:
        return _option_pricing(inst, tree, day, tick)

    return pricing


def _pricing(inst: Instrument, tree: Tree, key: int) -> Callable[[int], Pricing]:
    tick = float(inst.tick_sz)
    if inst.inst_type == "OPTION":
        return _option_pricings(inst, tree, tick)
    ratio = float(tree.unit / inst.tick_sz)
    return lambda day: scaled(ratio * factor(inst, tree, key, day))


def worth_of(inst: Instrument) -> Callable[[int], int]:
    """What a lot costs at a price: ticks times lots, or units of coin if inverse."""
    if not inst.is_inverse:
        return lambda ticks: ticks
    assert inst.ct_val is not None, "a contract has a value"
    coins = inst.ct_val * inst.lot_sz / inst.tick_sz * 10**COIN_DECIMALS
    per_tick = int(coins)
    return lambda ticks: (per_tick + ticks // 2) // ticks


def _daily_lots(inst: Instrument) -> int:
    coin = COINS[inst.coin]
    product = "SPOT" if inst.inst_type == "MARGIN" else inst.inst_type
    quote = inst.inst_id.split("-")[1]
    dollars = coin.turnover * _TURNOVER_SHARE[f"{product}-{quote}"]
    return int(dollars / float(lot_value(inst) * inst.lot_sz))


def usual_price(inst: Instrument) -> int:
    """About where an instrument trades, in ticks; options well below the coin."""
    if inst.inst_type == "OPTION":
        return 500
    return int(COINS[inst.coin].base / inst.tick_sz)


def lot_value(inst: Instrument) -> Decimal:
    """About what one unit of size is worth in dollars."""
    coin = COINS[inst.coin]
    if inst.is_inverse:
        return inst.ct_val or Decimal(1)
    return contract_size(inst) * coin.base


def contract_size(inst: Instrument) -> Decimal:
    """What one unit of size stands for: coins, or dollars if inverse."""
    if inst.ct_val is None or inst.ct_mult is None:
        return Decimal(1)
    return inst.ct_val * inst.ct_mult


def spans_of(inst: Instrument) -> tuple[int, ...]:
    """The node lengths of an instrument, which trades four times in the last."""
    if inst.inst_type == "OPTION":
        return path.SPANS[:-1]
    quote = inst.inst_id.split("-")[1]
    busy = inst.coin in _LIQUID and quote == "USDT" and inst.exp_time is None
    return path.SPANS if busy else (*path.SPANS[:-1], 5 * SECOND)


def tape_of(seed: int, inst: Instrument) -> Tape:
    """The tape of an instrument."""
    tree = tree_of(seed, inst.coin)
    key = key_of(seed, "tape", inst.inst_id)
    spans = spans_of(inst)
    least = int(inst.min_sz / inst.lot_sz)
    return Tape(
        key=key,
        tree=tree,
        pricing=_pricing(inst, tree, key),
        worth=worth_of(inst),
        start=max(inst.list_time, HISTORY_START),
        end=inst.exp_time,
        spans=spans,
        daily_lots=max(_daily_lots(inst), 8 * least * 4 * (DAY // spans[-1])),
        least_lots=least,
    )


def index_tape(seed: int, ccy: str) -> Tape:
    """The tape of an index: prices without volume."""
    tree = tree_of(seed, ccy)
    scale = FINER / path.UNITS_PER_TICK
    return Tape(
        key=key_of(seed, "index", ccy),
        tree=tree,
        pricing=lambda _day: scaled(scale),
        worth=lambda _ticks: 0,
        start=HISTORY_START,
    )


def mark_tape(seed: int, inst: Instrument) -> Tape:
    """The tape of an instrument's mark price, without volume."""
    tree = tree_of(seed, inst.coin)
    key = key_of(seed, "tape", inst.inst_id)
    return Tape(
        key=key ^ 21,
        tree=tree,
        pricing=_mark_pricing(inst, tree, key),
        worth=lambda _ticks: 0,
        start=max(inst.list_time, HISTORY_START),
        end=inst.exp_time,
    )


def _mark_pricing(inst: Instrument, tree: Tree, key: int) -> Callable[[int], Pricing]:
    tick = inst.tick_sz / FINER
    if inst.inst_type == "OPTION":
        return _option_pricings(inst, tree, float(tick))
    ratio = float(tree.unit / tick)
    return lambda day: scaled(
        ratio * (1.0 + _MARK_SHARE * (factor(inst, tree, key, day) - 1.0))
    )


INDEXES = tuple(
    [f"{ccy}-{quote}" for ccy in COINS for quote in ("USDT", "USD")]
    + [f"{ccy}-USDC" for ccy in USDC_COINS]
)
"""The names of every index."""
