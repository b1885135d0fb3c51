"""The coins of the synthetic market, with OKX's true steps and contract sizes."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen


@frozen
class Coin:
    """What is peculiar to one coin; prices in USD, times in ms."""

    ccy: str
    base: Decimal  # the price wanders around this one
    volatility: float  # of a day
    turnover: int  # USD a day, spot
    tick: Decimal
    lot: Decimal
    min_sz: Decimal
    ct_val: Decimal  # coins in a linear contract
    ct_lot: Decimal
    inverse_ct_val: int  # USD in an inverse contract; 0 without one
    listed: int
    lever: int  # of spot margin


def _coin(row: str) -> Coin:
    ccy, base, vol, turnover, tick, lot, least, val, ct_lot, usd, listed, lever = (
        row.split()
    )
    return Coin(
        ccy,
        Decimal(base),
        float(vol),
        int(turnover) * 1_000_000,
        Decimal(tick),
        Decimal(lot),
        Decimal(least),
        Decimal(val),
        Decimal(ct_lot),
        int(usd),
        int(listed),
        int(lever),
    )


_ROWS = """\
BTC  65000 0.022 2000 0.1      0.00000001 0.00001 0.01 0.01 100 1548133413000 10
ETH   3000 0.028 1200 0.01     0.000001   0.001   0.1  0.01  10 1548133413000 10
SOL    150 0.035  500 0.01     0.000001   0.01    1    0.01  10 1601431200000 10
XRP      2 0.032  300 0.0001   0.000001   1       100  0.01  10 1548133413000 10
DOGE   0.2 0.036  200 0.00001  0.000001   10      1000 0.01  10 1548133413000 10
ADA    0.7 0.034   60 0.0001   0.0001     1       100  0.1    0 1548133413000 10
LTC     90 0.030   50 0.01     0.000001   0.01    1    0.1    0 1548133413000 10
BCH    450 0.031   40 0.1      0.000001   0.001   0.1  0.1    0 1605477603000 10
LINK    16 0.034   45 0.001    0.000001   0.1     1    0.1    0 1548133413000 10
DOT      5 0.034   30 0.001    0.000001   0.1     1    0.1    0 1598061640000 10
AVAX    25 0.036   40 0.001    0.000001   0.01    1    0.1    0 1600734600000 10
TRX    0.3 0.024   50 0.00001  0.0001     10      1000 0.01   0 1548133413000 10
UNI      8 0.037   25 0.001    0.000001   0.1     1    0.1    0 1600315200000 5
ATOM     5 0.034   15 0.001    0.000001   0.1     1    0.1    0 1556092800000 5
NEAR     3 0.038   20 0.001    0.000001   0.1     10   0.1    0 1602662400000 5
FIL      4 0.037   15 0.001    0.000001   0.01    0.1  1      0 1606946433000 5
ETC     20 0.033   15 0.001    0.000001   0.1     10   0.1    0 1548133413000 5
AAVE   200 0.036   25 0.01     0.000001   0.01    0.1  0.1    0 1603317639000 5
OKB     50 0.026   10 0.001    0.000001   0.1     0.01 1      0 1548133413000 5
TON      4 0.031   12 0.001    0.0001     1       1    1      0 1651204987000 5
"""

COINS = {coin.ccy: coin for coin in map(_coin, _ROWS.splitlines())}

USDC_COINS = ("BTC", "ETH", "SOL", "XRP", "DOGE")
SWAP_COINS = tuple(COINS)[:15]
DATED_COINS = ("BTC", "ETH")
