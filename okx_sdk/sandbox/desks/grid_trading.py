"""Grid bots: made, run along the market's price, changed, stopped, remembered."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import GridState, GridStopType, OrdType, Side
from okx_sdk.models.grid_acks import GridTopUp, NewGridTrigger, StopGrid
from okx_sdk.models.grid_trading import GridAlgoOrder, GridSubOrder
from okx_sdk.rest.grid_trading import GridTrading
from okx_sdk.sandbox.accounts.checks import pair_mode
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import one_of, trading
from okx_sdk.sandbox.desks._kinds import Kind, told
from okx_sdk.sandbox.desks._paths import last_price, path
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.grids import Fill, Grid, levels_between
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, either_parameter

__all__ = ["BOTS", "ORDERS", "bots", "grid_of", "make", "refresh", "units"]

BOTS = Kind("grids", GridAlgoOrder, "algo_id", ("51291", "There is no such bot"))
ORDERS = Kind("grid-orders", GridSubOrder, "ord_id", ("51603", "No such order"))
FEES = {"grid": Decimal("0.0008"), "contract_grid": Decimal("0.0002")}
OPEN = (GridState.RUNNING, GridState.PENDING_SIGNAL, GridState.NO_CLOSE_POSITION)
_ZERO, _ONE = Decimal(0), Decimal(1)


def grid_of(desk: Desk, algo_id: str) -> Grid:
    """The grid of a bot that runs."""
    grid: Grid = desk.things.shelf(desk.account_name, "grid-states")[algo_id]
    return grid


def units(inst: Instrument) -> Decimal:
    """What one unit of size is worth at a price of 1: a coin, or a contract's coins."""
    return contract_size(inst)


def _inst(desk: Desk, inst_id: str, kind: str) -> Instrument:
    if one_of(kind, "algoOrdType", "grid", "contract_grid") == "grid":
        return trading(desk, inst_id, "SPOT")
    inst = trading(desk, inst_id, "SWAP", "FUTURES")
    if inst.is_inverse:
        raise bad_parameter("instId")
    return inst


def shaped(inst: Instrument, said: dict[str, Any]) -> tuple[Decimal, ...]:
    """The levels that a call asks for.

    Raises:
        Refusal: they are none, or too near each other.
    """
    low, high, count = said["min_px"], said["max_px"], said["grid_num"]
    if not 0 < low < high:
        raise Refusal("51340", "The upper price must be above the lower price")
    if not 2 <= count <= 1000:
        raise bad_parameter("gridNum")
    by_ratio = one_of(said.get("run_type"), "runType", "1", "2") == "2"
    found = levels_between(low, high, count, inst.tick_sz, by_ratio=by_ratio)
    if len(set(found)) <= count:
        raise bad_parameter("gridNum")
    return found


def needs(
    levels: tuple[Decimal, ...], vacant: int, px: Decimal, kind: str, lever: Decimal
) -> Decimal:
    """What a grid of one unit at each level takes, in quote currency."""
    top = len(levels) - 1
    if kind == "grid":
        return (top - vacant) * px + sum(levels[:vacant], _ZERO)
    return top * px / lever


def _whole(said: dict[str, Any], kind: str, top: int, vacant: int) -> int:
    """The units that would be held with the lowest level vacant."""
    if kind == "grid":
        return top
    ways = {"long": top, "short": 0, "neutral": vacant}
    return ways[one_of(said.get("direction"), "direction", *ways)]


@answers(GridTrading.place_grid_algo_order, grade="stateful")
def place(desk: Desk, inst_id: str, algo_ord_type: str, **said: Any) -> AlgoOrderAck:
    return told(make(desk, inst_id, algo_ord_type, said))


def make(desk: Desk, inst_id: str, kind: str, said: dict[str, Any]) -> GridAlgoOrder:
    """One more bot, paid from the trading account; it starts at once or waits."""
    inst = _inst(desk, inst_id, kind)
    levels = shaped(inst, said)
    px = last_price(desk, inst)
    invested, ccy = _invested(said, inst, kind, px)
    vacant, lever = Grid.start(levels, px), said.get("lever") or _ONE
    per_unit = needs(levels, vacant, px, kind, lever)
    step = inst.lot_sz if kind == "grid" else inst.lot_sz * units(inst)
    size = invested / per_unit // step * step
    if size < (inst.min_sz if kind == "grid" else step):
        raise Refusal("51346", "The investment is less than the minimum")
    name = said.get("algo_cl_ord_id")
    if name and any(r.algo_cl_ord_id == name for r in BOTS.where(state=OPEN)(desk)):
        raise Refusal("51065", "algoClOrdId already exists")
    _money.spend(desk, ccy, invested if ccy != inst.base_ccy else said["base_sz"])
    waits = any(
        each.trigger_action == "start" and each.trigger_strategy != "instant"
        for each in said.get("trigger_params") or ()
    )
    row = BOTS.new(
        desk,
        **said | {"algo_ord_type": kind, "trigger_params": _triggers(said)},
        inst_type=inst.inst_type,
        inst_id=inst_id,
        inst_family=inst.inst_family or None,
        uly=inst.uly or None,
        state=GridState.PENDING_SIGNAL if waits else GridState.RUNNING,
        investment=invested,
        single_amt=size / (_ONE if kind == "grid" else units(inst)),
        run_px=px,
        cancel_type="0",
        stop_type="0",
        copy_type="0",
        active_ord_num=0,
        actual_lever=said.get("lever"),
    )
    whole = _whole(said, kind, len(levels) - 1, vacant)
    grid = Grid(levels, size, whole, FEES[kind], vacant, invested, desk.now)
    grid.cash -= grid.held * px
    desk.things.shelf(desk.account_name, "grid-states")[row.algo_id] = grid
    return _told(desk, row, px) if waits else begin(desk, row)


def _triggers(said: dict[str, Any]) -> Any:
    at_once = NewGridTrigger("start", "instant")
    return said.get("trigger_params") or [at_once]


def _invested(
    said: dict[str, Any], inst: Instrument, kind: str, px: Decimal
) -> tuple[Decimal, str]:
    """What is invested, in quote currency, and the currency that pays it."""
    if kind == "contract_grid":
        if said.get("sz") is None or said.get("lever") is None:
            raise either_parameter("sz", "lever")
        return said["sz"], inst.settle_ccy
    if said.get("quote_sz") is not None:
        return said["quote_sz"], inst.quote_ccy
    if said.get("base_sz") is None:
        raise either_parameter("quoteSz", "baseSz")
    return said["base_sz"] * px, inst.base_ccy


def begin(desk: Desk, row: GridAlgoOrder) -> GridAlgoOrder:
    """Put an order at each level but the vacant one."""
    grid = grid_of(desk, row.algo_id)
    grid.seen = desk.now
    row = BOTS.change(desk, row, state=GridState.RUNNING)
    for level in range(len(grid.levels)):
        if level != grid.vacant:
            side = Side.SELL if level > grid.vacant else Side.BUY
            _put(desk, row, level, side)
    return _told(desk, row, row.run_px or grid.levels[grid.vacant])


def _put(desk: Desk, row: GridAlgoOrder, level: int, side: Side) -> None:
    grid = grid_of(desk, row.algo_id)
    order = ORDERS.new(
        desk,
        inst_type=row.inst_type,
        inst_id=row.inst_id,
        algo_id=row.algo_id,
        algo_cl_ord_id=row.algo_cl_ord_id,
        algo_ord_type=row.algo_ord_type,
        side=side,
        state="live",
        group_id=str(level),
        td_mode=pair_mode(desk.account) if row.algo_ord_type == "grid" else "cross",
        ord_type=OrdType.LIMIT,
        sz=row.single_amt,
        px=grid.levels[level],
        acc_fill_sz=_ZERO,
        pos_side="net",
        lever=row.lever,
        tag=row.tag,
    )
    desk.things.shelf(desk.account_name, f"grid-{row.algo_id}")[str(level)] = order


def refresh(desk: Desk, row: GridAlgoOrder) -> GridAlgoOrder:
    """A bot as it is by now: what the price met was filled."""
    if row.state == GridState.PENDING_SIGNAL:
        return _await(desk, row)
    if row.state != GridState.RUNNING:
        return row
    grid = grid_of(desk, row.algo_id)
    for ts, met in path(desk, row.inst_id, grid.seen):
        for fill in grid.meet(met, ts):
            _filled(desk, row, fill)
        if stop := _stops(row, met):
            return halt(desk, _told(desk, row, met), GridStopType.SELL_BASE, stop)
    return _told(desk, row, last_price(desk, trading(desk, row.inst_id)))


def _await(desk: Desk, row: GridAlgoOrder) -> GridAlgoOrder:
    """A bot that waits for its price starts when it is met."""
    start = next((t for t in row.trigger_params if t.trigger_action == "start"), None)
    if start is None or start.trigger_px is None or row.run_px is None:
        return row
    rises = start.trigger_px >= row.run_px
    for _, px in path(desk, row.inst_id, grid_of(desk, row.algo_id).seen):
        if (px >= start.trigger_px) == rises:
            return begin(desk, row)
    return row


def _stops(row: GridAlgoOrder, px: Decimal) -> str | None:
    """Why a price stops a bot, if it does."""
    if row.tp_trigger_px and px >= row.tp_trigger_px:
        return "2"
    return "3" if row.sl_trigger_px and px <= row.sl_trigger_px else None


def _filled(desk: Desk, row: GridAlgoOrder, fill: Fill) -> None:
    """An order was filled; the other side's takes its place beside it."""
    grid = grid_of(desk, row.algo_id)
    orders = desk.things.shelf(desk.account_name, f"grid-{row.algo_id}")
    order: GridSubOrder = orders.pop(str(fill.level))
    fee = -cut(fill.px * grid.size * grid.fee)
    done = {"state": "filled", "avg_px": fill.px, "acc_fill_sz": order.sz}
    ORDERS.change(
        desk, order, **done, u_time=fill.ts, fee=fee, pnl=cut(fill.gain), rebate=_ZERO
    )
    is_sell = fill.side == Side.SELL
    _put(
        desk,
        row,
        fill.level + (-1 if is_sell else 1),
        Side.BUY if is_sell else Side.SELL,
    )


def _told(desk: Desk, row: GridAlgoOrder, px: Decimal) -> GridAlgoOrder:
    """The bot with its figures at a price."""
    grid = grid_of(desk, row.algo_id)
    invested = row.investment or _ONE
    total = cut(grid.equity(px) - invested)
    figures = {
        "trade_num": grid.trades,
        "arbitrage_num": grid.pairs,
        "grid_profit": cut(grid.gained),
        "float_profit": cut(total - grid.gained),
        "total_pnl": total,
        "pnl_ratio": round(total / invested, 6),
        "profit": cut(max(_ZERO, grid.gained)),
        "fee": -cut(grid.paid),
        "active_ord_num": len(
            desk.things.shelf(desk.account_name, f"grid-{row.algo_id}")
        ),
        "cur_base_sz": cut(grid.held),
        "cur_quote_sz": cut(grid.cash),
        "eq": cut(grid.equity(px)),
        "avail_eq": cut(max(_ZERO, grid.equity(px))),
    }
    same = all(getattr(row, name) == value for name, value in figures.items())
    return row if same else BOTS.change(desk, row, **figures)


def bots(desk: Desk, *, is_open: bool) -> list[GridAlgoOrder]:
    """The bots that run or wait, or those that do not any more, newest first."""
    for row in BOTS.where(state=OPEN)(desk):
        refresh(desk, row)
    return [row for row in BOTS.rows(desk) if (row.state in OPEN) == is_open]


def running(desk: Desk, algo_id: str, **by: Any) -> GridAlgoOrder:
    """A bot that is not over, as it is by now."""
    row = refresh(desk, BOTS.find(desk, algo_id=algo_id, **by))
    if row.state not in OPEN:
        raise Refusal("51309", "The bot has stopped")
    return row


def halt(
    desk: Desk, row: GridAlgoOrder, stop: GridStopType, why: str = "1"
) -> GridAlgoOrder:
    """Stop a bot: its orders go, and what it has is given back."""
    grid = grid_of(desk, row.algo_id)
    orders = desk.things.shelf(desk.account_name, f"grid-{row.algo_id}")
    for order in orders.values():
        ORDERS.change(desk, order, state="canceled")
    orders.clear()
    inst = trading(desk, row.inst_id)
    px = last_price(desk, inst)
    keeps = stop == GridStopType.KEEP_BASE
    if keeps and row.algo_ord_type == "contract_grid" and grid.held:
        return BOTS.change(desk, row, state=GridState.NO_CLOSE_POSITION)
    if keeps and grid.held > 0:
        _money.earn(desk, inst.base_ccy, grid.held)
        back = grid.cash
    else:
        back = grid.cash + grid.held * px - abs(grid.held) * px * grid.fee
    _money.earn(desk, inst.quote_ccy or inst.settle_ccy, cut(max(_ZERO, back)))
    done = {"state": GridState.STOPPED, "stop_type": stop, "cancel_type": why}
    return BOTS.change(
        desk, row, **done, active_ord_num=0, stop_result="0" if keeps else "1"
    )


@answers(GridTrading.stop_grid_algo_order, grade="stateful")
def stop_bots(desk: Desk, bots: list[StopGrid]) -> list[AlgoOrderAck]:
    acks: list[AlgoOrderAck] = []
    for each in bots:
        try:
            row = running(desk, each.algo_id, inst_id=each.inst_id)
            acks.append(told(halt(desk, row, each.stop_type)))
        except Refusal as refusal:
            code, message = refusal.code, refusal.message
            acks.append(AlgoOrderAck(each.algo_id, s_code=code, s_msg=message))
    return acks


@answers(GridTrading.amend_grid_algo_order, grade="stateful")
def amend(desk: Desk, algo_id: str, inst_id: str, **said: Any) -> AlgoOrderAck:
    row = running(desk, algo_id, inst_id=inst_id)
    add(desk, row, said.pop("top_up_amt", None) or _ZERO)
    return told(BOTS.change(desk, BOTS.find(desk, algo_id=algo_id), **said))


def add(desk: Desk, row: GridAlgoOrder, amount: Decimal) -> None:
    """Money for a bot, from the trading account."""
    if amount <= 0:
        return
    inst = trading(desk, row.inst_id)
    _money.spend(desk, inst.quote_ccy or inst.settle_ccy, amount)
    grid_of(desk, row.algo_id).cash += amount
    more = (row.investment or _ZERO) + amount
    BOTS.change(desk, row, investment=more)


@answers(GridTrading.amend_grid_algo_order_basic_params, grade="stateful")
def amend_basics(desk: Desk, algo_id: str, **said: Any) -> GridTopUp:
    row = running(desk, algo_id)
    inst = trading(desk, row.inst_id)
    levels = shaped(inst, said | {"run_type": row.run_type or "1"})
    px = last_price(desk, inst)
    add(desk, row, said.pop("topup_amount", None) or _ZERO)
    old = grid_of(desk, algo_id)
    for order in desk.things.shelf(desk.account_name, f"grid-{algo_id}").values():
        ORDERS.change(desk, order, state="canceled")
    desk.things.shelf(desk.account_name, f"grid-{algo_id}").clear()
    vacant, cash = Grid.start(levels, px), old.equity(px)
    top = len(levels) - 1
    whole = {0: 0}.get(old.whole, top)
    fresh = Grid(levels, old.size, whole, old.fee, vacant, cash, desk.now)
    fresh.cash -= fresh.held * px
    kept = {"gained": old.gained, "paid": old.paid, "trades": old.trades}
    for name, value in kept.items():
        setattr(fresh, name, value)
    desk.things.shelf(desk.account_name, "grid-states")[algo_id] = fresh
    row = BOTS.change(desk, BOTS.find(desk, algo_id=algo_id), **said)
    begin(desk, row)
    return GridTopUp(algo_id, _ZERO, _money.free(desk, inst.quote_ccy))
