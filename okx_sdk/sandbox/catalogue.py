"""What can be traded at a time, and which instrument a name means."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve

from okx_sdk.sandbox import expiries
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.coins import COINS, DATED_COINS, Coin
from okx_sdk.sandbox.instruments import (
    Instrument,
    future,
    futures_listings,
    option,
    perpetual_listings,
)
from okx_sdk.sandbox.path import day_node, plant

_STRIKES_EACH_WAY = 3


@lru_cache(maxsize=1)
def _perpetual() -> tuple[Instrument, ...]:
    return perpetual_listings()


def strike_step(price: float) -> int:
    """A round distance between strikes, about a twentieth of the price."""
    power = 1
    while 50 * power <= price * 0.5:
        power *= 10
    fits = [step for step in (1, 2, 5, 10) if step * power <= price * 0.06]
    return max(fits, default=1) * power


@lru_cache(maxsize=256)
def strikes(seed: int, ccy: str, expiry: int) -> tuple[int, ...]:
    """The strikes of an expiry, around the money when it was listed."""
    tree = plant(seed, COINS[ccy])
    day = expiries.listed_at(expiry, expiries.OPTION_DEPTH) // DAY
    price = day_node(tree, day)[0] * float(tree.unit)
    step = strike_step(price)
    middle = max(round(price / step), _STRIKES_EACH_WAY + 1)
    reach = range(-_STRIKES_EACH_WAY, _STRIKES_EACH_WAY + 1)
    return tuple((middle + count) * step for count in reach)


@lru_cache(maxsize=64)
def _options(seed: int, expiry: int) -> tuple[Instrument, ...]:
    return tuple(
        option(COINS[ccy], expiry, strike, kind)
        for ccy in DATED_COINS
        for strike in strikes(seed, ccy, expiry)
        for kind in ("C", "P")
    )


@lru_cache(maxsize=64)
def _dated(seed: int, this_week: int) -> tuple[Instrument, ...]:
    """Every dated instrument of the week that ends with an expiry."""
    now = this_week - 1
    futures = [
        evolve(inst, alias=expiries.alias_of(expiry, now))
        for expiry in expiries.live(now, expiries.FUTURES_DEPTH)
        for inst in futures_listings(expiry)
    ]
    options = [
        inst
        for expiry in expiries.live(now, expiries.OPTION_DEPTH)
        for inst in _options(seed, expiry)
    ]
    return (*futures, *options)


@lru_cache(maxsize=16)
def _dated_by_name(seed: int, this_week: int) -> dict[str, Instrument]:
    return {inst.inst_id: inst for inst in _dated(seed, this_week)}


def listed(seed: int, now: int) -> tuple[Instrument, ...]:
    """Every instrument that trades at a time."""
    perpetual = tuple(inst for inst in _perpetual() if inst.list_time <= now)
    return perpetual + _dated(seed, expiries.first_after(now))


def expiring(seed: int, expiry: int) -> tuple[Instrument, ...]:
    """The dated instruments of an expiry."""
    return (*futures_listings(expiry), *_options(seed, expiry))


def recently_expired(seed: int, now: int) -> tuple[Instrument, ...]:
    """The dated instruments of the last expiry."""
    gone = expiring(seed, expiries.last_until(now))
    return tuple(evolve(inst, state="expired") for inst in gone)


def named(seed: int, inst_id: str, inst_type: str = "") -> Instrument | None:
    """The instrument of a name, whenever it is or was listed."""
    return _permanent(inst_id, inst_type) or _parsed(seed, inst_id)


def find(seed: int, inst_id: str, now: int, inst_type: str = "") -> Instrument | None:
    """The instrument of a name, expired ones too, if it is listed by *now*.

    A pair's name means the spot pair unless MARGIN is asked for.
    """
    live = _dated_by_name(seed, expiries.first_after(now))
    found = live.get(inst_id) or named(seed, inst_id, inst_type)
    if found is None or found.list_time > now:
        return None
    if inst_type not in {"", found.inst_type}:
        return None
    gone = found.exp_time is not None and found.exp_time <= now
    return evolve(found, state="expired") if gone else found


def _permanent(inst_id: str, inst_type: str) -> Instrument | None:
    return _by_name().get((inst_id, inst_type)) or _by_name().get((inst_id, ""))


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, str], Instrument]:
    named = {(inst.inst_id, inst.inst_type): inst for inst in _perpetual()}
    plain = [inst for inst in _perpetual() if inst.inst_type != "MARGIN"]
    return named | {(inst.inst_id, ""): inst for inst in plain}


@lru_cache(maxsize=1024)
def _parsed(seed: int, inst_id: str) -> Instrument | None:
    """A dated instrument from its name."""
    ccy, _, rest = inst_id.partition("-")
    quote, _, rest = rest.partition("-")
    code, _, rest = rest.partition("-")
    expiry = expiries.expiry_of(code)
    if ccy not in DATED_COINS or expiry is None:
        return None
    if not rest:
        known = quote in {"USD", "USDT"}
        return future(COINS[ccy], quote, expiry) if known else None
    return _parsed_option(seed, COINS[ccy], expiry, rest) if quote == "USD" else None


def _parsed_option(seed: int, coin: Coin, expiry: int, rest: str) -> Instrument | None:
    text, _, kind = rest.partition("-")
    known = {str(strike): strike for strike in strikes(seed, coin.ccy, expiry)}
    if text not in known or kind not in {"C", "P"}:
        return None
    return option(coin, expiry, known[text], kind)
