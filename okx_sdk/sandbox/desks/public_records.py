"""Records: deliveries, settlements, economic events, files, and the clock."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okx_sdk.models.enums import HistoryModule, InstType
from okx_sdk.models.public_records import (
    DeliveryExercise,
    DeliveryExerciseDetail,
    EconomicEvent,
    EstimatedPrice,
    EstimatedSettlement,
    HistoryFile,
    HistoryFiles,
    HistoryFilesDetail,
    Settlement,
    SettlementDetail,
    SystemTime,
)
from okx_sdk.rest.public import Public
from okx_sdk.sandbox import economics
from okx_sdk.sandbox.bars import DAY, HOUR, next_open, open_of
from okx_sdk.sandbox.desks._common import (
    KEPT,
    family,
    later,
    moment,
    names,
    one_of,
    trading,
)
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import (
    Refusal,
    missing_parameter,
)

_SETTLED = 8 * HOUR  # of every day, UTC
_YEAR = 365 * DAY
_FILES = {
    HistoryModule.TRADES: "trades",
    HistoryModule.CANDLES: "candlesticks",
    HistoryModule.FUNDING: "fundingrates",
    HistoryModule.BOOK_400: "L2orderbook-400lv",
    HistoryModule.BOOK_5000: "L2orderbook-5000lv",
    HistoryModule.BOOK_50: "L2orderbook-50lv",
    HistoryModule.BORROW_RATE: "borrow-rate",
}
_MOST_FILES = {"daily": (400 * DAY, "50076"), "monthly": (10 * _YEAR, "50077")}


@answers(Public.get_system_time)
def system_time(desk: Desk) -> SystemTime:
    return SystemTime(moment(desk.now))


@answers(Public.get_estimated_price)
def estimated_price(desk: Desk, inst_id: str) -> EstimatedPrice | None:
    inst = trading(desk, inst_id, "FUTURES", "OPTION")
    if inst.exp_time is None or inst.exp_time - desk.now > HOUR:
        return None
    return EstimatedPrice(
        InstType(inst.inst_type),
        inst.inst_id,
        desk.market.settlement_price(inst, desk.now),
        moment(desk.now),
    )


@answers(Public.get_delivery_exercise_history)
def delivery_exercise_history(
    desk: Desk,
    inst_type: InstType,
    inst_family: str,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[DeliveryExercise]:
    one_of(inst_type, "instType", "FUTURES", "OPTION")
    family(desk, inst_type, inst_family)
    rows = desk.market.deliveries(
        inst_type,
        inst_family,
        desk.now,
        after=after,
        before=later(before, desk.now - KEPT),
        limit=limit,
    )
    return [
        DeliveryExercise(
            moment(row.ts),
            tuple(
                DeliveryExerciseDetail(each.inst_id, each.px, each.type)
                for each in row.details
            ),
        )
        for row in rows
    ]


def _next_settlement(now: int) -> int:
    return ((now - _SETTLED) // DAY + 1) * DAY + _SETTLED


@answers(Public.get_estimated_settlement_price)
def estimated_settlement(desk: Desk, inst_id: str) -> EstimatedSettlement | None:
    inst = trading(desk, inst_id, "FUTURES")
    due = _next_settlement(desk.now)
    if due - desk.now > HOUR:
        return None
    return EstimatedSettlement(
        inst.inst_id,
        moment(due),
        desk.market.mark_price(inst, desk.now),
        moment(desk.now),
    )


@answers(Public.get_futures_settlement_history)
def settlement_history(
    desk: Desk,
    inst_family: str,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Settlement]:
    family(desk, "FUTURES", inst_family)
    newest = desk.now if after is None else min(desk.now, after - 1)
    last, floor = _next_settlement(newest) - DAY, later(before, desk.now - KEPT)
    return [
        _settlement(desk, inst_family, ts) for ts in range(last, floor, -DAY)[:limit]
    ]


def _settlement(desk: Desk, inst_family: str, ts: int) -> Settlement:
    """Futures that expire at that time are delivered instead."""
    settled = (
        inst
        for inst in desk.market.instruments(ts, "FUTURES")
        if inst.inst_family == inst_family
    )
    details = (
        SettlementDetail(inst.inst_id, desk.market.mark_price(inst, ts))
        for inst in settled
    )
    return Settlement(moment(ts), tuple(details))


@answers(Public.get_economic_calendar)
def economic_calendar(
    desk: Desk,
    *,
    region: str | None = None,
    importance: str | None = None,
    before: int | None = None,
    after: int | None = None,
    limit: int = 100,
) -> list[EconomicEvent]:
    if importance is not None:
        one_of(importance, "importance", "1", "2", "3")
    rows = economics.releases(desk.market.seed, desk.now, after)
    found: list[EconomicEvent] = []
    for row in rows:
        if len(found) >= limit or row.date <= later(before, desk.now - KEPT):
            break
        slug = row.region.lower().replace(" ", "_")
        if region in {None, slug} and importance in {None, row.importance}:
            found.append(
                EconomicEvent(
                    row.calendar_id,
                    moment(row.date),
                    row.region,
                    row.event,
                    row.event,
                    row.importance,
                    moment(row.u_time),
                    moment(row.ref_date),
                    row.actual,
                    row.previous,
                    row.forecast,
                    "0",
                    unit=row.unit,
                )
            )
    return found


@answers(Public.get_market_data_history)
def market_data_history(
    desk: Desk,
    module: HistoryModule,
    inst_type: InstType,
    *,
    date_aggr_type: str,
    begin: int,
    end: int,
    inst_id_list: str | None = None,
    inst_family_list: str | None = None,
) -> list[HistoryFiles]:
    one_of(inst_type, "instType", "SPOT", "FUTURES", "SWAP", "OPTION")
    every = one_of(date_aggr_type, "dateAggrType", "daily", "monthly")
    most, code = _MOST_FILES[every]
    if end - begin > most:
        raise Refusal(code, "Date range exceeds the maximum.")
    by_family = inst_type != InstType.SPOT
    named, word = (
        (inst_family_list, "instFamilyList")
        if by_family
        else (inst_id_list, "instIdList")
    )
    if named is None:
        raise missing_parameter(word)
    bar = "1D" if every == "daily" else "1M"
    opens = list(_closed_periods(bar, begin, min(end, desk.now), desk.now))
    if not opens:
        return []
    details: list[HistoryFilesDetail] = []
    for name in names(named, word, 10):
        inst_family, inst_id = (name, None) if by_family else (None, name)
        family(desk, inst_type, inst_family, inst_id)
        files = tuple(_file(_FILES[module], name, every, ts) for ts in opens)
        details.append(_group(inst_family, inst_id, files))
    return [HistoryFiles(moment(desk.now), _size(details), every, tuple(details))]


def _closed_periods(bar: str, begin: int, end: int, now: int) -> Iterator[int]:
    opened = open_of(bar, begin)
    while opened <= end and next_open(bar, opened) <= now:
        yield opened
        opened = next_open(bar, opened)


def _group(
    inst_family: str | None, inst_id: str | None, files: tuple[HistoryFile, ...]
) -> HistoryFilesDetail:
    return HistoryFilesDetail(
        inst_id,
        inst_family,
        files[0].data_ts,
        files[-1].data_ts,
        sum((file.size_mb or Decimal(0) for file in files), Decimal(0)),
        files,
    )


def _size(groups: list[HistoryFilesDetail]) -> Decimal:
    return sum((group.group_size_mb or Decimal(0) for group in groups), Decimal(0))


def _file(kind: str, name: str, every: str, ts: int) -> HistoryFile:
    # Days begin in Hong Kong. The links lead nowhere, by a name that never will.
    local = moment(ts + 8 * HOUR)
    day = f"{local:%Y-%m-%d}" if every == "daily" else f"{local:%Y-%m}"
    filename = f"{name}-{kind}-{day}.zip"
    url = (
        f"https://sandbox.invalid/cdn/{kind}/{every}/{day.replace('-', '')}/{filename}"
    )
    return HistoryFile(filename, url, moment(ts), Decimal("1.5"))
