"""Portfolio margin: what all that hangs on one coin wants together as margin.

Cross positions in derivatives of one coin are a risk unit, whatever they are settled in,
with as much of the coin itself as hedges them. A unit is put through nine risks:

    maintenance = max(max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR9, MR7)
    initial     = 1.3 x maintenance, and loans (MR8) come on top of all units

Told by OKX: this formula, the moves of prices (MR1, MR6) and the yearly moves of the
basis (MR4), that MR6 is half of the loss, the steps of the charge for closing (MR7), the
first steps of what stablecoins may cost (MR9), and 30 points of volatility at expiry.
Taken from its example of the position builder: what a perpetual costs in MR4 and the
rates of MR7, for the first two classes of coins. Assumed here: those of the third class;
volatility beyond a day before expiry; the moves of MR3 and MR5; that a yearly move
counts for the time to expiry; that closing an option costs what its delta would; and
that orders count as the worse of all that buy and all that sell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from attrs import frozen

from okx_sdk.sandbox.accounts.exact import ZERO, tidied
from okx_sdk.sandbox.accounts.holdings import Holding

__all__ = ["INITIAL", "Unit"]

D = Decimal
INITIAL = D("1.3")
"""Initial margin, as a multiple of the maintenance margin."""

_CLASSES = (
    {"BTC", "ETH"},
    {"SOL", "DOGE", "PEPE", "XRP", "BNB", "SHIB", "LTC", "ORDI", "WLD", "BCH", "ADA"},
)
# By the class of the coin; the last is of all others.
_SHOCKS = (("0.04", "0.08", "0.12"), ("0.06", "0.12", "0.18"), ("0.08", "0.16", "0.25"))
_EXTREME = (D("0.24"), D("0.36"), D("0.5"))
_BASIS = (D("0.05"), D("0.15"), D("0.3"))  # of a year
_PERPETUAL = (D("0.002"), D("0.008"), D("0.016"))
_CLOSING = (D("0.0045"), D("0.007"), D("0.01"))
_HALF = D("0.5")

_STEPS = (
    (10_000, 1),
    (70_000, 2),
    (170_000, 4),
    (300_000, 6),
    (470_000, 8),
    (700_000, 10),
    (None, 12),
)
"""How often what closing costs is charged, by how much it is, in dollars."""
_DEPEGS = ((1_000_000, D("0.005")), (5_000_000, D("0.01")), (None, D("0.015")))
"""What hedges across stablecoins cost, by their size in dollars, at par."""
_PAIRS = (("USDT", "USD"), ("USDT", "USDC"), ("USDC", "USD"))

_VOL = ((0.0, 0.30), (30.0, 0.20), (60.0, 0.15))  # points, by days to expiry
_DAY = 1 / 365
_TERM_MOVE = D(5)  # points of volatility, of one expiry against another
_RATE_MOVE = D("0.03")  # of a year
_VOLS = (("up", 1), ("unchange", 0), ("down", -1))


def class_of(coin: str) -> int:
    """The class of a coin: 0 for the steadiest."""
    return next((n for n, coins in enumerate(_CLASSES) if coin in coins), 2)


@frozen(slots=False)
class Unit:
    """A risk unit: the derivatives of a coin and the *spot* that hedges them.

    All figures are in dollars; *index* is the coin's price.
    """

    coin: str
    holdings: tuple[Holding, ...]
    spot: Decimal = ZERO
    index: Decimal = ZERO

    @cached_property
    def klass(self) -> int:
        """The class of the coin."""
        return class_of(self.coin)

    def _moved(self, shock: Decimal, vol: int = 0, extra: float = 0.0) -> Decimal:
        total = self.spot * self.index * shock
        for each in self.holdings:
            points = vol * _points(each) if each.terms is not None else 0.0
            total += each.moved(shock, points, extra)
        return tidied(total)

    @property
    def delta(self) -> Decimal:
        """With that of the spot."""
        held = sum((each.delta for each in self.holdings), ZERO)
        return held + self.spot * self.index

    def greek(self, place: int) -> Decimal:
        """Gamma, theta or vega of its options."""
        return sum((h.greeks[place] for h in self.holdings if h.greeks), ZERO)

    @cached_property
    def scenarios(self) -> dict[str, dict[str, Decimal]]:
        """Profit by what volatility does, and by the change of the price."""
        falls = [f"-{text}" for text in reversed(_SHOCKS[self.klass])]
        shocks = [*falls, "0", *_SHOCKS[self.klass]]
        has_options = any(each.terms is not None for each in self.holdings)
        same = {text: self._moved(D(text)) for text in shocks}
        if not has_options:
            return {name: same for name, _ in _VOLS}
        return {
            name: {text: self._moved(D(text), way) for text in shocks} if way else same
            for name, way in _VOLS
        }

    @cached_property
    def worst(self) -> tuple[Decimal, str, str]:
        """The least profit of all scenarios: how much, at which price and volatility."""
        cases = (
            (pnl, shock, vol)
            for vol, by_shock in self.scenarios.items()
            for shock, pnl in by_shock.items()
        )
        return min(cases, key=lambda case: case[0])

    @cached_property
    def extreme(self) -> tuple[Decimal, Decimal]:
        """The least profit of the two extreme moves, and the move."""
        move = _EXTREME[self.klass]
        return min((self._moved(way), way) for way in (move, -move))

    @property
    def mr1(self) -> Decimal:
        """Risk of spot and volatility moves."""
        return max(ZERO, -self.worst[0])

    @cached_property
    def mr2(self) -> Decimal:
        """Risk of time: what options lose in a day."""
        return max(ZERO, -self._moved(ZERO, 0, _DAY))

    @cached_property
    def mr3(self) -> Decimal:
        """Risk of volatility over terms: of what one expiry hedges of another."""
        vegas = self._by_expiry(lambda each: each.greeks[2] if each.greeks else ZERO)
        return _offset(vegas.values()) * _TERM_MOVE

    @cached_property
    def mr4(self) -> Decimal:
        """Risk of basis: that contracts of each expiry leave the coin's price."""
        deltas = self._by_expiry(lambda each: each.delta)
        total = ZERO
        for years, delta in deltas.items():
            rate = _BASIS[self.klass] * years if years else _PERPETUAL[self.klass]
            total += abs(delta) * rate
        return total

    @cached_property
    def mr5(self) -> Decimal:
        """Risk of interest: of options, by how long they run."""
        total = sum((h.delta * h.years for h in self.holdings if h.terms), ZERO)
        return abs(total) * _RATE_MOVE

    @property
    def mr6(self) -> Decimal:
        """Risk of extreme moves: half of the loss."""
        return max(ZERO, -self.extreme[0]) * _HALF

    @cached_property
    def mr7(self) -> Decimal:
        """The least that is charged: what closing it costs."""
        raw = sum((abs(h.delta) for h in self.holdings), ZERO) * _CLOSING[self.klass]
        return _stepped(raw, ((top, D(times)) for top, times in _STEPS))

    @cached_property
    def mr9(self) -> Decimal:
        """Risk of stablecoins: that what one hedges of another is not worth as much."""
        deltas: dict[str, Decimal] = defaultdict(Decimal)
        for each in self.holdings:
            deltas[each.peg] += each.delta
        total = ZERO
        for one, other in _PAIRS:
            hedged = _offset((deltas[one], deltas[other]))
            way = 1 if deltas[one] > 0 else -1
            deltas[one] -= way * hedged
            deltas[other] += way * hedged
            total += _stepped(hedged, _DEPEGS)
        return total

    @cached_property
    def mmr(self) -> Decimal:
        """Maintenance margin."""
        moves = max(self.mr1, self.mr2, self.mr6)
        whole = moves + self.mr3 + self.mr4 + self.mr5 + self.mr9
        return tidied(max(whole, self.mr7))

    @property
    def imr(self) -> Decimal:
        """Initial margin."""
        return tidied(self.mmr * INITIAL)

    def _by_expiry(self, of: Callable[[Holding], Decimal]) -> dict[Decimal, Decimal]:
        found: dict[Decimal, Decimal] = defaultdict(Decimal)
        for each in self.holdings:
            found[each.years] += of(each)
        return found


def _points(each: Holding) -> float:
    """How far the volatility of an option may move."""
    days = float(each.years) * 365
    for (start, high), (end, low) in pairwise(_VOL):
        if days < end:
            return high + (low - high) * (days - start) / (end - start)
    return _VOL[-1][1]


def _offset(values: Iterable[Decimal]) -> Decimal:
    """How much of what is above 0 and below it cancels out."""
    known = list(values)
    above = sum((value for value in known if value > 0), ZERO)
    below = -sum((value for value in known if value < 0), ZERO)
    return min(above, below)


def _stepped(amount: Decimal, steps: Iterable[tuple[int | None, Decimal]]) -> Decimal:
    """An amount at the rate of each step that it reaches."""
    total = bottom = ZERO
    for top, rate in steps:
        part = amount if top is None else min(amount, D(top))
        total += max(ZERO, part - bottom) * rate
        bottom = D(top or 0)
    return total
