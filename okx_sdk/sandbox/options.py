"""Black-Scholes for options that are priced and paid in coin."""

from __future__ import annotations

import math

from attrs import frozen

_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)
YEAR_MS = 365 * 86_400_000


@frozen
class Terms:
    """An option at one moment: strike, years to go, volatility, call or put."""

    strike: float
    years: float
    vol: float
    is_call: bool


@frozen
class Greeks:
    """Sensitivities, in dollars (`_bs`) and in coin."""

    delta: float
    gamma: float
    vega: float
    theta: float
    delta_bs: float
    gamma_bs: float
    vega_bs: float
    theta_bs: float


def cumulative(x: float) -> float:
    """The normal distribution."""
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def density(x: float) -> float:
    """The normal density."""
    return math.exp(-0.5 * x * x) / _ROOT_TWO_PI


def coin_value(terms: Terms, forward: float) -> float:
    """The price in coin: calls rise with the forward, puts fall."""
    near, far = _distances(terms, forward)
    ratio = terms.strike / forward
    if terms.is_call:
        return cumulative(near) - ratio * cumulative(far)
    return ratio * cumulative(-far) - cumulative(-near)


def greeks(terms: Terms, forward: float) -> Greeks:
    """The greeks as OKX lists them; theta of a day, vega of a point of volatility."""
    near, far = _distances(terms, forward)
    sign = 1.0 if terms.is_call else -1.0
    delta = sign * cumulative(sign * near)
    width = terms.vol * math.sqrt(terms.years)
    gamma = density(near) / (forward * width)
    vega = forward * density(near) * math.sqrt(terms.years) / 100.0
    theta = -forward * density(near) * terms.vol / (730.0 * math.sqrt(terms.years))
    value = coin_value(terms, forward)
    # Of the value in coin, taken against a move of the forward, per coin.
    coin_delta = delta - value
    coin_gamma = (
        sign
        * terms.strike
        / forward
        * (sign * density(far) / width - cumulative(sign * far))
    )
    return Greeks(
        delta=coin_delta,
        gamma=coin_gamma,
        vega=vega / forward,
        theta=theta / forward,
        delta_bs=delta,
        gamma_bs=gamma,
        vega_bs=vega,
        theta_bs=theta,
    )


def smile(at_the_money: float, strike: float, reference: float) -> float:
    """The volatility of a strike."""
    distance = max(-1.0, min(1.0, math.log(strike / reference)))
    return at_the_money * (1.0 + 0.6 * distance * distance - 0.1 * distance)


def _distances(terms: Terms, forward: float) -> tuple[float, float]:
    width = terms.vol * math.sqrt(terms.years)
    near = math.log(forward / terms.strike) / width + 0.5 * width
    return near, near - width
