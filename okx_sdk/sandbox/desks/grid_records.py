"""Grid bots: lists of them, their orders and positions, and what is computed for them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import GridState, GridStopType, InstType
from okx_sdk.models.grid_acks import (
    GridAiParameter,
    GridCloseOrder,
    GridIncome,
    GridMargin,
    GridMinInvestment,
    MaxGridQuantity,
    MinInvestment,
    RsiBackTest,
)
from okx_sdk.models.grid_trading import GridAlgoOrder, GridPosition, GridSubOrder
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.grid_trading import GridTrading
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import moment, one_of, trading
from okx_sdk.sandbox.desks._kinds import lists, new_id, told
from okx_sdk.sandbox.desks._paths import last_price
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.desks.grid_trading import (
    BOTS,
    ORDERS,
    add,
    begin,
    bots,
    grid_of,
    halt,
    make,
    needs,
    refresh,
    running,
    shaped,
    units,
)
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.grids import Grid
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, either_parameter
from okx_sdk.sandbox.things import paged

_ZERO, _ONE = Decimal(0), Decimal(1)
_BOTH_FEES = Decimal("0.0016")
_DAYS = {"7D": 7, "30D": 30, "180D": 180}

lists(GridTrading.get_open_grid_algo_orders, lambda desk: bots(desk, is_open=True))
lists(GridTrading.get_grid_algo_orders_history, lambda desk: bots(desk, is_open=False))


@answers(GridTrading.get_grid_algo_order, grade="stateful")
def details(desk: Desk, algo_ord_type: str, algo_id: str) -> GridAlgoOrder:
    row = BOTS.find(desk, algo_id=algo_id, algo_ord_type=algo_ord_type)
    return refresh(desk, row)


@answers(GridTrading.get_grid_algo_sub_orders, grade="stateful")
def sub_orders(
    desk: Desk,
    algo_ord_type: str,
    algo_id: str,
    type: str,  # noqa: A002 - OKX's word
    **said: Any,
) -> list[GridSubOrder]:
    details(desk, algo_ord_type, algo_id)
    state = one_of(type, "type", "live", "filled")
    rows = ORDERS.where(algo_id=algo_id, state=state)(desk)
    return paged(endpoint_of(GridTrading.get_grid_algo_sub_orders), rows, said)


@answers(GridTrading.get_grid_algo_order_positions, grade="stateful")
def positions(desk: Desk, algo_ord_type: str, algo_id: str) -> list[GridPosition]:
    row = details(desk, algo_ord_type, algo_id)
    if algo_ord_type != "contract_grid" or row.state == GridState.STOPPED:
        return []
    grid, inst = grid_of(desk, algo_id), trading(desk, row.inst_id)
    if not grid.held:
        return []
    mark, lever = desk.market.mark_price(inst, desk.now), row.lever or _ONE
    entry = cut((grid.cash - (row.investment or _ZERO)) / -grid.held)
    worth, upl = abs(grid.held) * mark, grid.held * (mark - entry)
    return [
        GridPosition(
            InstType(inst.inst_type),
            inst.inst_id,
            algo_id,
            grid.held / units(inst),
            row.algo_cl_ord_id,
            row.c_time,
            moment(desk.now),
            avg_px=entry,
            ccy=inst.settle_ccy,
            lever=lever,
            imr=cut(worth / lever),
            mmr=cut(worth / 250),
            upl=cut(upl),
            upl_ratio=round(upl * lever / worth, 6),
            last=last_price(desk, inst),
            notional_usd=cut(worth),
            adl=1,
            mark_px=mark,
        )
    ]


@answers(GridTrading.trigger_grid_algo_order, grade="stateful")
def trigger(
    desk: Desk, algo_id: str, top_up_amt: Decimal | None = None
) -> AlgoOrderAck:
    row = running(desk, algo_id)
    if row.state != GridState.PENDING_SIGNAL:
        raise Refusal("51345", "The bot does not wait for a signal")
    add(desk, row, top_up_amt or _ZERO)
    return told(begin(desk, BOTS.find(desk, algo_id=algo_id)))


@answers(GridTrading.close_contract_grid_position, grade="stateful")
def close_position(
    desk: Desk,
    algo_id: str,
    mkt_close: bool,
    sz: Decimal | None = None,
    px: Decimal | None = None,
) -> GridCloseOrder:
    row = BOTS.find(desk, algo_id=algo_id)
    if row.state != GridState.NO_CLOSE_POSITION:
        raise Refusal("51345", "The bot has left no position")
    ord_id = new_id(desk)
    if mkt_close:
        halt(desk, row, GridStopType.SELL_BASE)
    elif sz is None or px is None:
        raise either_parameter("sz", "px")
    else:
        closes = desk.things.shelf(desk.account_name, "grid-closes")
        closes[ord_id] = algo_id
    return GridCloseOrder(algo_id, ord_id, row.algo_cl_ord_id, row.tag)


@answers(GridTrading.cancel_contract_grid_close_order, grade="stateful")
def cancel_close(desk: Desk, algo_id: str, ord_id: str) -> GridCloseOrder:
    row = BOTS.find(desk, algo_id=algo_id)
    closes = desk.things.shelf(desk.account_name, "grid-closes")
    if closes.pop(ord_id, None) != algo_id:
        raise Refusal("51603", "Order does not exist")
    return GridCloseOrder(algo_id, ord_id, row.algo_cl_ord_id, row.tag)


@answers(GridTrading.withdraw_spot_grid_income, grade="stateful")
def withdraw_income(desk: Desk, algo_id: str) -> GridIncome:
    row = running(desk, algo_id, algo_ord_type="grid")
    grid, inst = grid_of(desk, algo_id), trading(desk, row.inst_id)
    profit = cut(min(grid.gained, max(_ZERO, grid.cash)))
    if profit <= 0:
        raise Refusal("51348", "There is no profit to be taken out")
    grid.cash -= profit
    grid.gained -= profit
    _money.earn(desk, inst.quote_ccy, profit)
    refresh(desk, row)
    return GridIncome(algo_id, profit, row.algo_cl_ord_id)


@answers(GridTrading.compute_margin_balance, grade="stateful")
def compute_margin(
    desk: Desk,
    algo_id: str,
    type: str,  # noqa: A002 - OKX's word
    amt: Decimal | None = None,
) -> GridMargin:
    row = running(desk, algo_id, algo_ord_type="contract_grid")
    adds = one_of(type, "type", "add", "reduce") == "add"
    grid, inst = grid_of(desk, algo_id), trading(desk, row.inst_id)
    px = last_price(desk, inst)
    spare = grid.equity(px) - abs(grid.held) * px / (row.lever or _ONE)
    most = _money.free(desk, inst.settle_ccy) if adds else max(_ZERO, spare)
    after = grid.equity(px) + (amt or _ZERO) * (1 if adds else -1)
    lever = abs(grid.held) * px / after if after > 0 else _ZERO
    return GridMargin(cut(most), round(lever, 2))


@answers(GridTrading.adjust_margin_balance, grade="stateful")
def adjust_margin(
    desk: Desk,
    algo_id: str,
    type: str,  # noqa: A002 - OKX's word
    amt: Decimal | None = None,
    percent: Decimal | None = None,
) -> AlgoOrderAck:
    row = running(desk, algo_id, algo_ord_type="contract_grid")
    if amt is None and percent is None:
        raise either_parameter("amt", "percent")
    amount = amt or (row.investment or _ZERO) * (percent or _ZERO) / 100
    if one_of(type, "type", "add", "reduce") == "add":
        add(desk, row, amount)
    elif amount > (compute_margin(desk, algo_id, "reduce").max_amt or _ZERO):
        raise bad_parameter("amt")
    else:
        grid_of(desk, algo_id).cash -= amount
        _money.earn(desk, trading(desk, row.inst_id).settle_ccy, amount)
        BOTS.change(desk, row, investment=(row.investment or _ZERO) - amount)
    return told(row)


@answers(GridTrading.add_investment, grade="stateful")
def add_investment(
    desk: Desk, algo_id: str, amt: Decimal, **_: Any
) -> list[AlgoOrderAck]:
    row = running(desk, algo_id)
    if amt <= 0:
        raise bad_parameter("amt")
    add(desk, row, amt)
    return [told(row)]


@answers(GridTrading.copy_grid_algo_order, grade="stateful")
def copy(
    desk: Desk, inst_id: str, algo_ord_type: str, source_algo_id: str, **said: Any
) -> AlgoOrderAck:
    source = BOTS.find(desk, algo_id=source_algo_id, inst_id=inst_id)
    names = ("max_px", "min_px", "grid_num", "run_type", "direction", "lever")
    of_source = {name: getattr(source, name) for name in names}
    of_source = {name: value for name, value in of_source.items() if value is not None}
    said["sz"] = said.get("sz") or said.get("actual_margin_sz")
    row = make(desk, inst_id, algo_ord_type, of_source | said)
    return told(BOTS.change(desk, row, copy_type="1"))


@answers(GridTrading.compute_min_investment, grade="stateful")
def min_investment(
    desk: Desk, inst_id: str, algo_ord_type: str, **said: Any
) -> GridMinInvestment:
    inst = trading(desk, inst_id, "SPOT", "SWAP", "FUTURES")
    levels, px = shaped(inst, said), last_price(desk, inst)
    lever = said.get("lever") or _ONE
    least = inst.min_sz if algo_ord_type == "grid" else inst.lot_sz * units(inst)
    total = needs(levels, Grid.start(levels, px), px, algo_ord_type, lever) * least
    ccy = inst.quote_ccy or inst.settle_ccy
    single = least / (_ONE if algo_ord_type == "grid" else units(inst))
    return GridMinInvestment((MinInvestment(ccy, cut(total, 2)),), single)


@answers(GridTrading.get_max_grid_quantity, grade="stateful")
def max_quantity(
    desk: Desk, inst_id: str, max_px: Decimal, min_px: Decimal, **_: Any
) -> MaxGridQuantity:
    inst = trading(desk, inst_id, "SPOT", "SWAP", "FUTURES")
    if not 0 < min_px < max_px:
        raise bad_parameter("maxPx")
    # A gap has to pay for two fills, and be a tick.
    gap = max(inst.tick_sz, min_px * Decimal("0.002"))
    return MaxGridQuantity(max(2, min(1000, int((max_px - min_px) / gap))))


@answers(GridTrading.get_grid_ai_parameter, grade="stateful")
def ai_parameter(
    desk: Desk,
    algo_ord_type: str,
    inst_id: str,
    direction: str | None = None,
    duration: str | None = None,
) -> list[GridAiParameter]:
    """The range of the days that were looked back at, in grids of one per cent."""
    days = _DAYS[one_of(duration, "duration", *_DAYS)]
    inst = trading(desk, inst_id, "SPOT", "SWAP")
    bars = desk.market.candles(inst, "1Dutc", desk.now, limit=days)
    low, high = min(bar.low for bar in bars), max(bar.high for bar in bars)
    count = max(2, min(100, round(float(high / low - 1) * 100)))
    said = {"min_px": low, "max_px": high, "grid_num": count, "direction": direction}
    asked = {name: value for name, value in said.items() if value is not None}
    least = min_investment(desk, inst_id, algo_ord_type, **asked, run_type="1")
    gap = (high - low) / count
    least_rate, most_rate = (round(gap / px - _BOTH_FEES, 6) for px in (high, low))
    (wanted,) = least.min_investment_data
    middle = round((least_rate + most_rate) / 2, 6)
    return [
        GridAiParameter(
            inst_id,
            algo_ord_type,
            duration or "7D",
            count,
            high,
            low,
            most_rate,
            least_rate,
            middle,
            # A pair of trades in ten days of each grid.
            round(middle * Decimal("36.5"), 4),
            wanted.amt,
            wanted.ccy,
            "1",
            direction,
            _ONE if algo_ord_type == "contract_grid" else None,
            wanted.ccy,
        )
    ]


@answers(GridTrading.get_rsi_back_testing, grade="stateful")
def rsi_back_testing(
    desk: Desk,
    inst_id: str,
    timeframe: str,
    *,
    thold: int,
    time_period: int,
    trigger_cond: str | None = None,
    **_: Any,
) -> RsiBackTest:
    one_of(timeframe, "timeframe", "3m", "5m", "15m", "30m", "1H", "4H", "1D")
    if not 1 <= thold <= 100 or not 2 <= time_period <= 100:
        raise bad_parameter("thold")
    inst = trading(desk, inst_id, "SPOT", "SWAP")
    bars = desk.market.candles(inst, timeframe, desk.now, limit=300)[::-1]
    series = list(_strengths([float(bar.close) for bar in bars], time_period))
    downward = trigger_cond in {"cross_down", "below"}
    crossings = sum(
        (one > thold >= two) if downward else (one < thold <= two)
        for one, two in pairwise(series)
    )
    return RsiBackTest(crossings)


def _strengths(closes: list[float], period: int) -> list[float]:
    """The relative strength index, after its first period."""
    moves = [b - a for a, b in pairwise(closes)]
    up = sum(max(m, 0.0) for m in moves[:period]) / period
    down = sum(max(-m, 0.0) for m in moves[:period]) / period
    found: list[float] = []
    for move in moves[period:]:
        up = (up * (period - 1) + max(move, 0.0)) / period
        down = (down * (period - 1) + max(-move, 0.0)) / period
        found.append(100.0 * up / (up + down) if up + down else 50.0)
    return found
