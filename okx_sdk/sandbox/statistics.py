"""Tables and series that need no market: tiers, insurance fund, trading statistics."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from attrs import frozen

from okx_sdk.sandbox.bars import DAY, Bar, open_of, previous_open
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.noise import key_of, smooth, unit
from okx_sdk.sandbox.numbers import multiply, rounded, tidy

_TIERS = 10
_MARGIN_USD = 50_000_000  # of a position that leverage is all but gone at


@frozen
class PositionTier:
    """One step of the margin ladder: up to `max_sz`, at most `max_lever`."""

    tier: int
    min_sz: Decimal
    max_sz: Decimal
    mmr: Decimal
    imr: Decimal
    max_lever: Decimal


@frozen
class InsuranceRecord:
    """The insurance fund after one change; time in ms."""

    balance: Decimal
    amt: Decimal
    ccy: str
    ts: int
    type: str = "liquidation_balance_deposit"


def position_tiers(inst: Instrument) -> list[PositionTier]:
    """The margin ladder of an instrument: larger positions, less leverage.

    That of a pair is in coins, as steep for all of them in dollars.
    """
    top = inst.lever or Decimal(10)
    most = inst.max_mkt_sz
    if inst.inst_type == "MARGIN":
        price = COINS[inst.coin].base
        most = (_MARGIN_USD / price).quantize(inst.min_sz, ROUND_DOWN)
    step = max(inst.min_sz, most / 20)
    return [_tier(number, top, step, inst.lot_sz) for number in range(1, _TIERS + 1)]


def _tier(number: int, top: Decimal, step: Decimal, lot: Decimal) -> PositionTier:
    lever = max(Decimal(1), (top / number).quantize(Decimal("0.01")))
    imr = (1 / lever).quantize(Decimal("0.0001"))
    floor = step * (number - 1) ** 2
    return PositionTier(
        tier=number,
        min_sz=floor + lot if number > 1 else Decimal(0),
        max_sz=step * number**2,
        mmr=tidy((imr * Decimal("0.4")).quantize(Decimal("0.0001"))),
        imr=tidy(imr),
        max_lever=tidy(lever),
    )


def insurance_fund(
    seed: int, family: str, ccy: str, now: int, limit: int = 100
) -> list[InsuranceRecord]:
    """The fund's deposits, one a day, newest first; the balance only grows."""
    key = key_of(seed, "insurance", family, ccy)
    today = now // DAY
    return [_deposit(key, ccy, today - back) for back in range(limit)]


def _deposit(key: int, ccy: str, day: int) -> InsuranceRecord:
    # A known sum a day and a remainder that averages out keep the balance O(1).
    before, after = (_balance(key, count) for count in (day - 1, day))
    return InsuranceRecord(after, after - before, ccy, day * DAY)


def _balance(key: int, day: int) -> Decimal:
    return rounded(100.0 * day + 50.0 * unit(key, day), 4)


def value(seed: int, name: str, about: str, ts: int, middle: Decimal) -> Decimal:
    """A positive number that wanders by the hour about a middle.

    *name* says what is counted, as `taker-volume`, and *about* for whom: an instrument or a currency.
    """
    key = key_of(seed, "statistics", name, about)
    hour = ts // 3_600_000
    sway = 1.0 + 0.35 * smooth(key, hour, 168) + 0.15 * smooth(key ^ 1, hour, 9)
    sway *= 0.95 + 0.1 * unit(key, ts)
    return multiply(middle, rounded(sway, 4))


def series(
    seed: int,
    name: str,
    about: str,
    bar: Bar | str,
    now: int,
    *,
    limit: int = 100,
    middle: Decimal = Decimal(1),
) -> list[tuple[int, Decimal]]:
    """The values of the periods until now with the times they began, newest first."""
    rows: list[tuple[int, Decimal]] = []
    ts = open_of(bar, now)
    for _ in range(limit):
        rows.append((ts, value(seed, name, about, ts, middle)))
        ts = previous_open(bar, ts)
    return rows
