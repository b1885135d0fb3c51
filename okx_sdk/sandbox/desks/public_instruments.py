"""Public data on instruments: what is listed, and the rules that come with it."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

import attrs

from okx_sdk.models.enums import InstType, TdMode
from okx_sdk.models.instruments import (
    ContractCoinConversion,
    Instrument,
    MmInstrumentType,
    OpenInterest,
    OptionSummary,
    PriceLimit,
    TickBand,
    TickBands,
)
from okx_sdk.models.instruments import PositionTier as Tier
from okx_sdk.rest.public import Public
from okx_sdk.sandbox import instruments, statistics
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.desks import event_contracts
from okx_sdk.sandbox.desks._common import (
    family,
    instrument,
    moment,
    names,
    one_of,
    trading,
)
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.expiries import code_of
from okx_sdk.sandbox.numbers import tidy
from okx_sdk.sandbox.options import Greeks
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import (
    bad_parameter,
    either_parameter,
    missing_parameter,
    unknown_instrument,
)

_CONTRACTS = ("SWAP", "FUTURES", "OPTION")
_COIN_STEP = Decimal("0.00000001")
_LIQUID = ("BTC", "ETH", "SOL")

_TIMES = {
    field.name
    for field in attrs.fields(instruments.Instrument)
    if field.name.endswith("_time")
}


def _listed(inst: instruments.Instrument) -> Instrument:
    """The row of an instrument: the same words, times as moments, no empty text."""
    fields: dict[str, Any] = {}
    for name, value in attrs.asdict(inst, recurse=False).items():
        if value is not None and value != "":
            fields[name] = moment(value) if name in _TIMES else value
    return Instrument(**fields)


@answers(Public.get_instruments)
def listed_instruments(
    desk: Desk,
    inst_type: InstType,
    inst_family: str | None = None,
    inst_id: str | None = None,
    series_id: str | None = None,
) -> list[Instrument]:
    if inst_type == InstType.EVENTS:
        if series_id is None:
            raise missing_parameter("seriesId")
        return event_contracts.listed(desk, series_id, inst_id)
    if inst_type == InstType.OPTION and inst_family is None:
        raise missing_parameter("instFamily")
    return [_listed(inst) for inst in family(desk, inst_type, inst_family, inst_id)]


@answers(Public.get_open_interest)
def open_interest(
    desk: Desk,
    inst_type: InstType,
    inst_family: str | None = None,
    inst_id: str | None = None,
) -> list[OpenInterest]:
    if inst_type == InstType.EVENTS:
        return []
    one_of(inst_type, "instType", *_CONTRACTS)
    if inst_type == InstType.OPTION and inst_family is None and inst_id is None:
        raise either_parameter("instFamily", "instId")
    return [
        _open_interest(desk, inst, inst_type)
        for inst in family(desk, inst_type, inst_family, inst_id)
    ]


def _open_interest(
    desk: Desk, inst: instruments.Instrument, inst_type: InstType
) -> OpenInterest:
    found = desk.market.open_interest(inst, desk.now)
    return OpenInterest(
        inst_type,
        found.inst_id,
        found.oi,
        moment(found.ts),
        found.oi_ccy,
        found.oi_usd,
    )


@answers(Public.get_price_limit)
def price_limit(desk: Desk, inst_id: str) -> PriceLimit:
    inst = trading(desk, inst_id)
    found = desk.market.price_limit(inst, desk.now)
    return PriceLimit(
        inst_id=found.inst_id,
        ts=moment(found.ts),
        inst_type=InstType(inst.inst_type),
        buy_lmt=found.buy_lmt,
        sell_lmt=found.sell_lmt,
        enabled=found.enabled,
    )


@answers(Public.get_option_summary)
def option_summaries(
    desk: Desk, inst_family: str, exp_time: str | None = None
) -> list[OptionSummary]:
    return [
        _option_summary(desk, inst)
        for inst in family(desk, "OPTION", inst_family)
        if exp_time in {None, code_of(inst.exp_time or 0)}
    ]


def _option_summary(desk: Desk, inst: instruments.Instrument) -> OptionSummary:
    found = desk.market.option_summary(inst, desk.now)
    greeks = {
        field.name: Decimal(f"{getattr(found.greeks, field.name):.16f}")
        for field in attrs.fields(Greeks)
    }
    return OptionSummary(
        inst_type=InstType.OPTION,
        inst_id=found.inst_id,
        uly=found.uly,
        ts=moment(found.ts),
        lever=found.lever,
        mark_vol=found.mark_vol,
        bid_vol=found.bid_vol,
        ask_vol=found.ask_vol,
        real_vol=found.real_vol,
        vol_lv=found.vol_lv,
        fwd_px=found.fwd_px,
        **greeks,
    )


@answers(Public.get_position_tiers)
def position_tiers(
    desk: Desk,
    inst_type: InstType,
    td_mode: TdMode,
    *,
    inst_family: str | None = None,
    inst_id: str | None = None,
    ccy: str | None = None,
    tier: int | None = None,
) -> list[Tier]:
    one_of(inst_type, "instType", "MARGIN", *_CONTRACTS)
    mode = one_of(td_mode, "tdMode", "cross", "isolated")
    if inst_type != InstType.MARGIN:
        if inst_family is None:
            raise missing_parameter("instFamily")
        chosen = [
            family(desk, inst_type, name)[0]
            for name in names(inst_family, "instFamily", 5)
        ]
        tiers = [row for inst in chosen for row in _contract_tiers(desk, inst)]
    elif inst_id is not None:
        pairs = [trading(desk, n, "MARGIN") for n in names(inst_id, "instId", 5)]
        tiers = [row for inst in pairs for row in _margin_tiers(inst)]
    elif ccy is not None and mode == "cross":
        if ccy not in COINS:
            raise bad_parameter("ccy")
        tiers = _margin_tiers(instruments.margin(COINS[ccy]), of_pair=False)
    else:
        raise either_parameter("instId", "ccy")
    return [row for row in tiers if tier in {None, row.tier}]


def _contract_tiers(desk: Desk, inst: instruments.Instrument) -> list[Tier]:
    return [
        Tier(
            row.tier,
            row.min_sz,
            row.max_sz,
            inst.uly,
            inst.inst_family,
            mmr=row.mmr,
            imr=row.imr,
            max_lever=row.max_lever,
            opt_mgn_factor=Decimal(inst.inst_type == "OPTION"),
        )
        for row in desk.market.position_tiers(inst)
    ]


def _margin_tiers(inst: instruments.Instrument, *, of_pair: bool = True) -> list[Tier]:
    """The ladder in coins, as steep for all of them in dollars."""
    price = COINS[inst.coin].base
    ladder = statistics.position_tiers(inst)
    return [
        Tier(
            row.tier,
            row.min_sz,
            row.max_sz,
            inst_id=inst.inst_id if of_pair else None,
            mmr=row.mmr,
            imr=row.imr,
            max_lever=row.max_lever,
            opt_mgn_factor=Decimal(0),
            quote_max_loan=tidy(row.max_sz * price) if of_pair else None,
            base_max_loan=row.max_sz,
        )
        for row in ladder
    ]


@answers(Public.get_underlying)
def underlyings(desk: Desk, inst_type: InstType) -> list[list[str]]:
    one_of(inst_type, "instType", *_CONTRACTS)
    found = desk.market.instruments(desk.now, inst_type)
    return [list(dict.fromkeys(inst.uly for inst in found))]


@answers(Public.convert_contract_coin)
def converted(
    desk: Desk,
    inst_id: str,
    sz: Decimal,
    *,
    type: str | None = None,  # noqa: A002 - OKX's word
    px: Decimal | None = None,
    unit: str | None = None,
    op_type: str | None = None,
) -> ContractCoinConversion:
    inst = trading(desk, inst_id, *_CONTRACTS)
    way = one_of(type, "type", "1", "2")
    unit = one_of(unit, "unit", "coin", "usds")
    rounding = one_of(op_type, "opType", "close", "open")
    if sz <= 0:
        raise bad_parameter("sz")
    if unit == "usds" and inst.settle_ccy not in {"USDT", "USDC"}:
        raise bad_parameter("unit")
    contract = _worth(inst, px, in_dollars=unit == "usds")
    exact, step = (
        (sz / contract, inst.lot_sz) if way == "1" else (sz * contract, _COIN_STEP)
    )
    rule = ROUND_DOWN if rounding == "open" else ROUND_HALF_UP
    size = (exact / step).to_integral_value(rule) * step
    return ContractCoinConversion(inst.inst_id, tidy(size), way, px, unit)


def _worth(
    inst: instruments.Instrument, px: Decimal | None, *, in_dollars: bool
) -> Decimal:
    """What a contract is worth, in coin or in dollars."""
    size = contract_size(inst)
    if inst.is_inverse == in_dollars:
        return size
    if px is None:
        raise missing_parameter("px")
    if px <= 0:
        raise bad_parameter("px")
    return size / px if inst.is_inverse else size * px


@answers(Public.get_instrument_tick_bands)
def tick_bands(
    desk: Desk, inst_type: InstType, inst_family: str | None = None
) -> list[TickBands]:
    one_of(inst_type, "instType", "OPTION", "EVENTS")
    steps: dict[str, Decimal] = {}
    if inst_type == InstType.OPTION:
        options = family(desk, inst_type, inst_family)
        steps = {inst.inst_family: inst.tick_sz for inst in options}
    return [
        TickBands(inst_type, name, (TickBand(Decimal(0), Decimal(100), step),))
        for name, step in steps.items()
    ]


@answers(Public.get_mm_instrument_types)
def mm_instrument_types(
    desk: Desk, inst_type: InstType | None = None, inst_id: str | None = None
) -> list[MmInstrumentType]:
    if inst_id is not None and instrument(desk, inst_id).inst_type == "MARGIN":
        raise unknown_instrument()
    return [
        MmInstrumentType(
            inst.inst_id,
            InstType(inst.inst_type),
            "A" if inst.coin in _LIQUID else "B-Crypto",
        )
        for inst in family(desk, inst_type or "", None, inst_id)
        if inst.inst_type != "MARGIN"
    ]
