"""Block trades that everybody is told of: of others, by the hour, and of accounts here."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from okx_sdk.models.block_trading import (
    BlockTicker,
    BlockTrade,
    MultiLegBlockTrade,
    MultiLegBlockTradeLeg,
    SingleLegBlockTrade,
)
from okx_sdk.models.enums import InstType, Side
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.block_trading import BlockTrading
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.desks._common import family, moment, one_of, trading
from okx_sdk.sandbox.desks._kinds import Kind
from okx_sdk.sandbox.desks._worth import index_of
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.noise import key_of, unit
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.things import paged

__all__ = ["TRADES"]

TRADES = Kind("block-trades", BlockTrade, "block_td_id", is_shared=True)
_KEPT = 3 * DAY
_MILLION = 1_000_000
_TYPES = ("SPOT", "SWAP", "FUTURES", "OPTION")


def _size(inst: Instrument, price: Decimal, share: float) -> Decimal:
    """From a hundred thousand dollars to a million, in lots."""
    one = contract_size(inst) * (1 if inst.is_inverse else price)
    lots = Decimal(round((0.1 + 0.9 * share) * _MILLION)) / one / inst.lot_sz
    return max(1, round(lots)) * inst.lot_sz


def _sizes(
    desk: Desk, inst: Instrument, since: int, until: int
) -> Iterator[tuple[int, Decimal]]:
    """When (ms) blocks of an instrument were traded, and how large; newest first."""
    key = key_of(desk.market.seed, "block", inst.inst_id)
    coin = index_of(desk, inst.coin)
    for hour in range(until // HOUR, since // HOUR, -1):
        ts = hour * HOUR - int(unit(key, 2 * hour) * HOUR)
        if since < ts <= until and inst.is_live(ts):
            yield ts, _size(inst, coin, unit(key, 2 * hour + 1))


def _single(desk: Desk, inst: Instrument) -> Iterator[SingleLegBlockTrade]:
    """The block trades of an instrument, newest first."""
    key = key_of(desk.market.seed, "block", inst.inst_id)
    for ts, size in _sizes(desk, inst, desk.now - _KEPT, desk.now):
        mark = desk.market.mark_price(inst, ts)
        px = round(mark / inst.tick_sz) * inst.tick_sz
        yield SingleLegBlockTrade(
            inst.inst_id,
            str(ts * _MILLION),
            px,
            size,
            Side.BUY if unit(key, -ts) < 0.5 else Side.SELL,
            moment(ts),
            idx_px=desk.market.index_price(f"{inst.coin}-USD", ts),
            mark_px=mark,
            group_id="",
        )


@answers(BlockTrading.get_public_single_leg_block_trades)
def single_leg_trades(desk: Desk, inst_id: str) -> list[SingleLegBlockTrade]:
    inst = trading(desk, inst_id, *_TYPES)
    return list(_single(desk, inst))


def _ticker(desk: Desk, inst: Instrument) -> BlockTicker:
    sizes = _sizes(desk, inst, desk.now - DAY, desk.now)
    volume = sum((size for _, size in sizes), Decimal(0))
    coins = volume * contract_size(inst)
    if inst.is_inverse:
        coins = round(coins / index_of(desk, inst.coin), 4)
    return BlockTicker(
        InstType(inst.inst_type), inst.inst_id, moment(desk.now), coins, volume
    )


@answers(BlockTrading.get_block_tickers)
def block_tickers(
    desk: Desk, inst_type: InstType, inst_family: str | None = None
) -> list[BlockTicker]:
    one_of(inst_type, "instType", *_TYPES)
    if inst_type == InstType.OPTION:
        inst_family = inst_family or "BTC-USD"
    found = family(desk, inst_type, inst_family)
    return [_ticker(desk, inst) for inst in found]


@answers(BlockTrading.get_block_ticker)
def block_ticker(desk: Desk, inst_id: str) -> BlockTicker:
    return _ticker(desk, trading(desk, inst_id, *_TYPES))


def _of_others(desk: Desk) -> Iterator[MultiLegBlockTrade]:
    """Spot against perpetual, every other hour, newest first."""
    for hour in range(desk.now // HOUR, (desk.now - _KEPT) // HOUR, -2):
        ts = hour * HOUR
        coin = ("BTC", "ETH")[hour // 2 % 2]
        block_td_id = str(ts * _MILLION)
        buys = unit(key_of(desk.market.seed, "blocks"), hour) < 0.5
        legs: list[MultiLegBlockTradeLeg] = []
        for place, name in enumerate((f"{coin}-USDT", f"{coin}-USDT-SWAP")):
            inst = trading(desk, name)
            mark = desk.market.mark_price(inst, ts)
            px = round(mark / inst.tick_sz) * inst.tick_sz
            side = Side.BUY if buys != bool(place) else Side.SELL
            trade_id = str(ts * _MILLION + 1 + place)
            size = _size(inst, px, 0.5)
            legs.append(MultiLegBlockTradeLeg(name, trade_id, px, size, side))
        yield MultiLegBlockTrade(
            block_td_id, moment(ts), "DELTA_NEUTRAL", "", tuple(legs)
        )


def _of_ours(desk: Desk) -> Iterator[MultiLegBlockTrade]:
    for row in TRADES.rows(desk):
        legs = tuple(
            MultiLegBlockTradeLeg(
                leg.inst_id, leg.trade_id or "", leg.px or Decimal(0), leg.sz, leg.side
            )
            for leg in row.legs
        )
        yield MultiLegBlockTrade(row.block_td_id or "", row.c_time, "", "", legs)


@answers(BlockTrading.get_public_multi_leg_block_trades)
def multi_leg_trades(desk: Desk, **said: Any) -> list[MultiLegBlockTrade]:
    rows = [*_of_ours(desk), *_of_others(desk)]
    rows.sort(key=lambda row: int(row.block_td_id), reverse=True)
    endpoint = endpoint_of(BlockTrading.get_public_multi_leg_block_trades)
    return paged(endpoint, rows, said)
