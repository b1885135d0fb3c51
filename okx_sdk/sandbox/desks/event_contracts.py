"""Event contracts: whether a coin ends the day above a strike; they decide, none trades.

Every day at 16:00 in Hong Kong an event ends, eight days after its listing. It stays
in the state `preopen` until then, for want of anyone to trade it.
"""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.enums import (
    EventFreq,
    EventMarketState,
    EventSettleMethod,
    InstState,
    InstType,
)
from okx_sdk.models.event_contracts import (
    Event,
    EventMarket,
    EventSeries,
    EventSettlement,
)
from okx_sdk.models.instruments import Instrument
from okx_sdk.rest.public import Public
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.catalogue import strike_step
from okx_sdk.sandbox.coins import DATED_COINS
from okx_sdk.sandbox.desks._common import KEPT, moment
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.expiries import code_of
from okx_sdk.sandbox.refusals import bad_parameter, unknown_instrument

_ENDS = 8 * HOUR
_LISTED_BEFORE = 8 * DAY
_REACH = range(-2, 3)

_COIN_OF = {f"{ccy}-ABOVE-DAILY": ccy for ccy in DATED_COINS}


def _expiries(desk: Desk, after: int | None, before: int | None) -> list[int]:
    """When events end, newest first; the cursors are exclusive."""
    newest = desk.now + _LISTED_BEFORE
    newest = newest if after is None else min(newest, after - 1)
    oldest = desk.now - KEPT if before is None else max(desk.now - KEPT, before + 1)
    last = (newest - _ENDS) // DAY * DAY + _ENDS
    return list(range(last, oldest - 1, -DAY))


def _coin(series_id: str) -> str:
    if series_id not in _COIN_OF:
        raise bad_parameter("seriesId")
    return _COIN_OF[series_id]


def _state(desk: Desk, ends: int) -> EventMarketState:
    over = ends <= desk.now
    return EventMarketState.EXPIRED if over else EventMarketState.PREOPEN


def _event(desk: Desk, series_id: str, ends: int) -> Event:
    event_id = f"{series_id}-{code_of(ends)}-1600"
    return Event(series_id, event_id, moment(ends), _state(desk, ends))


def _markets(desk: Desk, series_id: str, ends: int) -> list[EventMarket]:
    """The markets of an event: strikes around the price at its listing."""
    index = f"{_coin(series_id)}-USDT"
    event = _event(desk, series_id, ends)
    price = float(desk.market.index_price(index, ends - _LISTED_BEFORE))
    step = strike_step(price)
    strikes = [(round(price / step) + count) * step for count in _REACH]
    result = desk.market.index_price(index, ends) if ends <= desk.now else None
    return [
        EventMarket(
            series_id,
            event.event_id,
            f"{event.event_id}-{strike}",
            event.exp_time,
            event.state,
            list_time=moment(ends - _LISTED_BEFORE),
            disputed=False,
            outcome=_outcome(result, strike),
            floor_strike=Decimal(strike),
            settle_value=result,
        )
        for strike in strikes
    ]


def _outcome(result: Decimal | None, strike: int) -> str:
    if result is None:
        return "0"
    return "1" if result > strike else "2"


@answers(Public.get_event_series)
def event_series(desk: Desk, series_id: str | None = None) -> list[EventSeries]:  # noqa: ARG001
    wanted = _COIN_OF if series_id is None else {series_id: _coin(series_id)}
    return [
        EventSeries(
            name,
            EventFreq.DAILY,
            f"{ccy} price at 16:00 (UTC+8)",
            "Crypto",
            EventSettlement(
                method=EventSettleMethod.PRICE_ABOVE,
                close_early=False,
                src_name="okx_index",
                underlying=f"{ccy}-USDT",
            ),
        )
        for name, ccy in wanted.items()
    ]


@answers(Public.get_events)
def events(
    desk: Desk,
    series_id: str,
    *,
    event_id: str | None = None,
    state: EventMarketState | None = None,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Event]:
    _coin(series_id)
    rows = (_event(desk, series_id, ends) for ends in _expiries(desk, after, before))
    return [
        row
        for row in rows
        if event_id in {None, row.event_id} and state in {None, row.state}
    ][:limit]


@answers(Public.get_event_markets)
def event_markets(
    desk: Desk,
    series_id: str,
    *,
    event_id: str | None = None,
    inst_id: str | None = None,
    state: EventMarketState | None = None,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[EventMarket]:
    _coin(series_id)
    rows: list[EventMarket] = []
    for ends in _expiries(desk, after, before):
        if state in {None, _state(desk, ends)}:
            rows += [
                row
                for row in _markets(desk, series_id, ends)
                if event_id in {None, row.event_id} and inst_id in {None, row.inst_id}
            ]
        if len(rows) >= limit:
            break
    return rows[:limit]


def listed(desk: Desk, series_id: str, inst_id: str | None) -> list[Instrument]:
    """The instruments of a series whose events have not ended."""
    _coin(series_id)
    rows = [
        _instrument(market)
        for ends in _expiries(desk, None, desk.now)
        for market in _markets(desk, series_id, ends)
        if inst_id in {None, market.inst_id}
    ]
    if inst_id is not None and not rows:
        raise unknown_instrument()
    return rows


def _instrument(market: EventMarket) -> Instrument:
    cent = Decimal("0.01")
    return Instrument(
        InstType.EVENTS,
        market.inst_id,
        InstState.PREOPEN,
        uly=f"{_coin(market.series_id)}-USDT",
        settle_ccy="USDT",
        ct_val=Decimal(1),
        ct_mult=Decimal(1),
        stk=market.floor_strike,
        list_time=market.list_time,
        exp_time=market.exp_time,
        tick_sz=cent,
        lot_sz=10 * cent,
        min_sz=cent,
        series_id=market.series_id,
        method="PRICE_ABOVE",
        freq="DAILY",
    )
