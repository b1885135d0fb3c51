"""OKX's rows made into an `Account`. Pure: what has to be looked up is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from attrs import define, evolve, field

from examples.margin.book import (
    ONE,
    ZERO,
    Account,
    Coin,
    Funding,
    Kind,
    Leg,
    Said,
    Tier,
)
from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.account_settings import AccountConfig
from okx_sdk.models.enums import AcctLv, InstType, PosSide
from okx_sdk.models.instruments import Instrument, PositionTier
from okx_sdk.models.positions import Position
from okx_sdk.models.public import FundingRate
from okx_sdk.models.public_records import DiscountQuota

__all__ = ["DOLLARS", "Facts", "account_of", "funding_of", "missing", "tiers_of"]

DOLLARS = frozenset({"USD", "USDT", "USDC", "USDG", "USDK", "DAI", "TUSD", "PYUSD"})
"""Currencies that a move of coins leaves where they are."""

MODES = {
    AcctLv.SPOT: "spot",
    AcctLv.FUTURES: "futures",
    AcctLv.MULTI_CURRENCY: "multi-currency margin",
    AcctLv.PORTFOLIO: "portfolio margin",
}


@define
class Facts:
    """What is not the account's own: haircuts, contracts, margin rates and funding."""

    tiers: dict[str, tuple[Tier, ...]] = field(factory=dict)
    """By currency."""
    instruments: dict[str, Instrument] = field(factory=dict)
    rates: dict[str, list[PositionTier]] = field(factory=dict)
    """Margin rates by instrument family."""
    funding: dict[str, Funding] = field(factory=dict)
    """By instrument."""


def tiers_of(quota: DiscountQuota) -> tuple[Tier, ...]:
    """The haircuts of a currency, the lowest amounts first."""
    rows = quota.details or quota.discount_info
    tiers = [Tier(row.min_amt or ZERO, row.max_amt, row.discount_rate) for row in rows]
    return tuple(sorted(tiers, key=lambda tier: tier.low))


def funding_of(rate: FundingRate) -> Funding:
    """What a perpetual pays next."""
    hours = Decimal(8)
    if rate.next_funding_time is not None:
        seconds = (rate.next_funding_time - rate.funding_time).total_seconds()
        hours = Decimal(int(seconds)) / 3600
    return Funding(rate.inst_id, rate.funding_rate, rate.funding_time, hours)


def account_of(
    config: AccountConfig,
    whole: AccountBalance,
    balances: Iterable[BalanceDetail],
    positions: Iterable[Position],
    facts: Facts,
) -> Account:
    """The account, as far as it is margined together: isolated positions are apart."""
    cross = [row for row in positions if row.mgn_mode != "isolated" and row.pos]
    legs = [leg for row in cross if (leg := _leg(row, facts)) is not None]
    names = {leg.inst_id for leg in legs}
    return Account(
        MODES.get(config.acct_lv, str(config.acct_lv)),
        _latest(whole, cross),
        tuple(_coin(row, facts) for row in balances if row.eq),
        tuple(legs),
        tuple(each for name, each in facts.funding.items() if name in names),
        _said(whole),
    )


def _latest(whole: AccountBalance, positions: Iterable[Position]) -> datetime:
    return max([whole.u_time, *(row.u_time for row in positions if row.u_time)])


def _said(whole: AccountBalance) -> Said:
    return Said(whole.total_eq, whole.adj_eq, whole.imr, whole.mmr, whole.mgn_ratio)


def _coin(row: BalanceDetail, facts: Facts) -> Coin:
    eq = row.eq or ZERO
    # What nobody has priced would count as worth nothing, and so be seen.
    price = row.eq_usd / eq if row.eq_usd is not None else row.coin_usd_price or ZERO
    if not price and row.ccy in DOLLARS:
        price = ONE
    tiers = facts.tiers.get(row.ccy, ())
    if row.collateral_enabled is False:
        tiers = (Tier(ZERO, None, ZERO),)
    return Coin(row.ccy, eq, price, tiers, row.ccy not in DOLLARS)


def _leg(row: Position, facts: Facts) -> Leg | None:
    """A derivative. What is borrowed for spot is in the balances, and below 0 there."""
    instrument = facts.instruments.get(row.inst_id)
    mark = row.mark_px or row.last
    if row.inst_type == InstType.MARGIN or instrument is None or mark is None:
        return None
    is_option = row.inst_type == InstType.OPTION
    kind: Kind = "inverse" if instrument.ct_type == "inverse" else "linear"
    kind = "option" if is_option else kind
    size = -abs(row.pos) if row.pos_side == PosSide.SHORT else row.pos
    leg = Leg(
        row.inst_id,
        (instrument.inst_family or row.inst_id).split("-")[0],
        kind,
        size,
        (instrument.ct_val or ONE) * (instrument.ct_mult or ONE),
        row.idx_px or mark if is_option else mark,
        row.ccy or instrument.settle_ccy or "",
        row.avg_px,
        upl=row.upl or ZERO,
        liq_px=row.liq_px,
        delta=row.delta_bs or ZERO,
        gamma=row.gamma_bs or ZERO,
    )
    return _margined(leg, row, facts.rates.get(instrument.inst_family or "", []))


def _margined(leg: Leg, row: Position, rates: list[PositionTier]) -> Leg:
    """With its margins as the exchange has them, or by the tier of its size."""
    usd = row.usd_px or ONE
    if row.mmr is not None:
        return evolve(leg, mmr=row.mmr * usd, imr=(row.imr or ZERO) * usd)
    size = abs(leg.size)
    tier = next((each for each in rates if size <= each.max_sz), None)
    if tier is None:
        return leg
    imr = ONE / row.lever if row.lever else tier.imr or ZERO
    return evolve(leg, mmr=leg.value * (tier.mmr or ZERO), imr=leg.value * imr)


def missing(
    balances: Mapping[str, BalanceDetail], positions: Iterable[Position], facts: Facts
) -> tuple[set[str], list[Position]]:
    """The currencies and positions of which facts are to be looked up yet."""
    coins = {ccy for ccy, row in balances.items() if row.eq} - facts.tiers.keys()
    unknown = [
        row
        for row in positions
        if row.inst_type != InstType.MARGIN and row.inst_id not in facts.instruments
    ]
    return coins, unknown
