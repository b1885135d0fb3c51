"""What derivatives know besides prices: funding, open interest, limits, greeks."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from okx_sdk.sandbox import pricing
from okx_sdk.sandbox.bars import DAY, HOUR, MINUTE
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.noise import key_of, smooth, unit
from okx_sdk.sandbox.numbers import decimal, multiply, places, rounded
from okx_sdk.sandbox.options import Greeks, Terms, greeks

FUNDING_MS = 8 * HOUR
_INTEREST = 0.0001
_DAMPER = 0.0005
_CAP = 0.00375
_RATE_DECIMALS = 16


@frozen
class Funding:
    """The funding of a perpetual at one moment; times in ms."""

    inst_id: str
    funding_rate: Decimal
    next_funding_rate: Decimal
    funding_time: int
    next_funding_time: int
    prev_funding_time: int
    sett_funding_rate: Decimal
    min_funding_rate: Decimal
    max_funding_rate: Decimal
    interest_rate: Decimal
    impact_value: Decimal
    premium: Decimal
    ts: int
    method: str = "current_period"
    formula_type: str = "withRate"
    sett_state: str = "settled"


@frozen
class FundingRecord:
    """One settled funding."""

    inst_id: str
    funding_rate: Decimal
    realized_rate: Decimal
    funding_time: int
    method: str = "current_period"
    formula_type: str = "withRate"


@frozen
class OpenInterest:
    """What is open in an instrument: in contracts, coins and dollars."""

    inst_id: str
    oi: Decimal
    oi_ccy: Decimal
    oi_usd: Decimal
    ts: int


@frozen
class PriceLimit:
    """The highest price to buy at and the lowest to sell at."""

    inst_id: str
    buy_lmt: Decimal
    sell_lmt: Decimal
    ts: int
    enabled: bool = True


@frozen
class OptionSummary:
    """The greeks and volatilities of an option."""

    inst_id: str
    uly: str
    greeks: Greeks
    mark_vol: Decimal
    bid_vol: Decimal
    ask_vol: Decimal
    real_vol: Decimal
    vol_lv: Decimal
    fwd_px: Decimal
    lever: Decimal
    ts: int


def premium(seed: int, inst: Instrument, ts: int) -> Decimal:
    """The premium of a swap over its index in the minute of a time."""
    key = key_of(seed, "tape", inst.inst_id)
    minute = ts // MINUTE
    noise = 0.0002 * smooth(key ^ 31, minute, 45) * unit(key ^ 32, minute)
    return rounded(pricing.basis(key, ts // DAY) + noise, _RATE_DECIMALS)


def funding_rate(seed: int, inst: Instrument, settled_at: int) -> Decimal:
    """The rate paid at a settlement."""
    key = key_of(seed, "tape", inst.inst_id)
    noise = 0.0006 * smooth(key ^ 33, settled_at // FUNDING_MS, 2)
    average = pricing.basis(key, (settled_at - 1) // DAY) + noise
    rate = average + _clamped(_INTEREST - average, _DAMPER)
    return rounded(_clamped(rate, _CAP), _RATE_DECIMALS)


def _clamped(value: float, bound: float) -> float:
    return max(-bound, min(bound, value))


def funding(seed: int, inst: Instrument, ts: int) -> Funding:
    """The funding of a swap at a time."""
    last = ts // FUNDING_MS * FUNDING_MS
    due = last + FUNDING_MS
    cap = rounded(_CAP, _RATE_DECIMALS)
    return Funding(
        inst_id=inst.inst_id,
        funding_rate=funding_rate(seed, inst, due),
        next_funding_rate=funding_rate(seed, inst, due + FUNDING_MS),
        funding_time=due,
        next_funding_time=due + FUNDING_MS,
        prev_funding_time=last,
        sett_funding_rate=funding_rate(seed, inst, last),
        min_funding_rate=-cap,
        max_funding_rate=cap,
        interest_rate=rounded(_INTEREST, _RATE_DECIMALS),
        impact_value=Decimal(20_000),
        premium=premium(seed, inst, ts),
        ts=ts,
    )


def funding_history(
    seed: int,
    inst: Instrument,
    now: int,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[FundingRecord]:
    """Settled fundings newest first; both cursors exclusive."""
    newest = now if after is None else min(now, after - 1)
    oldest = inst.list_time if before is None else max(inst.list_time, before)
    last = newest // FUNDING_MS
    count = min(limit, last - oldest // FUNDING_MS)
    times = [(last - back) * FUNDING_MS for back in range(count)]
    return [_record(seed, inst, settled_at) for settled_at in times]


def _record(seed: int, inst: Instrument, settled_at: int) -> FundingRecord:
    rate = funding_rate(seed, inst, settled_at)
    return FundingRecord(inst.inst_id, rate, rate, settled_at)


def open_interest(
    seed: int, inst: Instrument, daily_lots: int, price: Decimal, ts: int
) -> OpenInterest:
    """The open interest, about half a usual day's volume, drifting by the hour."""
    key = key_of(seed, "oi", inst.inst_id)
    hour = ts // HOUR
    sway = 1.0 + 0.25 * smooth(key, hour, 240) + 0.1 * smooth(key, hour, 12)
    lots = round(0.4 * daily_lots * sway)
    oi = multiply(Decimal(lots), inst.lot_sz)
    nominal = multiply(oi, pricing.contract_size(inst))
    if inst.is_inverse:
        return OpenInterest(
            inst.inst_id, oi, rounded(float(nominal / price), 8), nominal, ts
        )
    dollars = multiply(nominal, price)
    return OpenInterest(inst.inst_id, oi, nominal, dollars, ts)


def price_limit(inst: Instrument, mark: int, ts: int) -> PriceLimit:
    """The band around a mark price in ticks: two in a hundred, more for options."""
    room = mark // 50 if inst.inst_type != "OPTION" else mark // 2 + 20
    room = max(room, 5)
    return PriceLimit(
        inst.inst_id,
        decimal(mark + room, places(inst.tick_sz)),
        decimal(max(1, mark - room), places(inst.tick_sz)),
        ts,
    )


def option_terms(seed: int, inst: Instrument, ts: int) -> tuple[Terms, float]:
    """An option's terms at a time, and what its forward is of the index."""
    tree, day = pricing.tree_of(seed, inst.coin), ts // DAY
    return pricing.terms(inst, tree, day), pricing.forward(inst, tree, day)


def option_summary(
    seed: int, inst: Instrument, index: Decimal, ts: int
) -> OptionSummary:
    """The greeks and volatilities of an option at an index price."""
    terms, carried = option_terms(seed, inst, ts)
    forward = float(index) * carried
    tree = pricing.tree_of(seed, inst.coin)
    return OptionSummary(
        inst_id=inst.inst_id,
        uly=inst.uly,
        greeks=greeks(terms, forward),
        mark_vol=rounded(terms.vol, 8),
        bid_vol=rounded(terms.vol * 0.97, 8),
        ask_vol=rounded(terms.vol * 1.03, 8),
        real_vol=Decimal(0),
        vol_lv=rounded(pricing.at_the_money_vol(tree, ts // DAY), 8),
        fwd_px=rounded(forward, 4),
        lever=Decimal(0),
        ts=ts,
    )
