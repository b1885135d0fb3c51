"""What there is because instruments expire: options, listings, settlement prices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from typing import Any

from attrs import define

from okx_sdk.models.enums import InstType
from okx_sdk.protocol.codec import converter
from okx_sdk.sandbox import expiries
from okx_sdk.sandbox.bars import HOUR
from okx_sdk.sandbox.desks.public_instruments import listed_instruments
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.numbers import plain
from okx_sdk.sandbox.streaming.feeds import NEVER, Feed, Push, Sampled, TradeFeed
from okx_sdk.sandbox.streaming.texts import Body, rows
from okx_sdk.sandbox.streaming.topics import Topic
from okx_sdk.sandbox.trades import Trade

__all__ = ["estimated_price", "instruments", "opt_summary", "option_trades"]


def _options(topic: Topic, ts: int) -> list[Instrument]:
    family = topic.arg["instFamily"]
    return [
        inst
        for inst in topic.market.instruments(ts, "OPTION")
        if inst.inst_family == family
    ]


_GREEKS = (
    ("delta", "delta"),
    ("gamma", "gamma"),
    ("vega", "vega"),
    ("theta", "theta"),
    ("deltaBS", "delta_bs"),
    ("gammaBS", "gamma_bs"),
    ("thetaBS", "theta_bs"),
    ("vegaBS", "vega_bs"),
)


def opt_summary(topic: Topic) -> Feed:
    market = topic.market

    def look(ts: int) -> Any:
        return market.index_price(topic.arg["instFamily"], ts)

    def row(inst: Instrument, ts: int) -> dict[str, Any]:
        found = market.option_summary(inst, ts)
        return {
            "instType": "OPTION",
            "instId": inst.inst_id,
            "uly": inst.uly,
            **{wire: f"{getattr(found.greeks, name):.10f}" for wire, name in _GREEKS},
            "lever": plain(found.lever),
            "markVol": plain(found.mark_vol),
            "bidVol": plain(found.bid_vol),
            "askVol": plain(found.ask_vol),
            "realVol": plain(found.real_vol),
            "fwdPx": plain(found.fwd_px),
            "volLv": plain(found.vol_lv),
            "ts": str(ts),
        }

    def write(_: Any, ts: int) -> Body:
        return rows([row(inst, ts) for inst in _options(topic, ts)])

    return Sampled(look, write, 1_000, NEVER, topic.now)


def estimated_price(topic: Topic) -> Feed:
    """In the last half hour before an expiry, what it would be settled at."""
    market, arg = topic.market, topic.arg
    wanted = {(name, arg[name]) for name in ("instFamily", "instId") if name in arg}

    def settling(ts: int) -> list[Instrument]:
        if expiries.first_after(ts) - ts > HOUR // 2:
            return []
        return [
            inst
            for inst in market.instruments(ts, arg["instType"])
            if inst.exp_time == expiries.first_after(ts)
            and wanted & {("instFamily", inst.inst_family), ("instId", inst.inst_id)}
        ]

    def look(ts: int) -> tuple[Any, ...] | None:
        found = settling(ts)
        return tuple((i.inst_id, market.settlement_price(i, ts)) for i in found) or None

    def write(found: tuple[Any, ...], ts: int) -> Body:
        return rows(
            {
                "instId": inst_id,
                "instType": arg["instType"],
                "settlePx": plain(price),
                "settleType": _SETTLED.get(arg["instType"], "settlement"),
                "ts": str(ts),
            }
            for inst_id, price in found
        )

    return Sampled(look, write, 1_000, NEVER, topic.now)


_SETTLED = {"FUTURES": "delivery", "OPTION": "exercise"}


@define(eq=False)
class _Listings:
    """What is listed anew and what goes, at each expiry; no list at first."""

    topic: Topic
    due: int

    def opening(self) -> list[Body]:
        """Nothing: since the end of 2023 only changes are pushed."""
        return []

    def advance(self, now: int) -> Iterator[Push]:
        """The changes."""
        while self.due <= now:
            ts, self.due = self.due, expiries.first_after(self.due)
            changed = self._changes(ts)
            if changed:
                yield ts, rows(changed)

    def _changes(self, ts: int) -> list[dict[str, Any]]:
        market, inst_type = self.topic.market, self.topic.arg["instType"]
        before = {i.inst_id: i for i in market.instruments(ts - 1, inst_type)}
        after = {i.inst_id: i for i in market.instruments(ts, inst_type)}
        gone = [inst for name, inst in before.items() if name not in after]
        fresh = [inst for name, inst in after.items() if before.get(name) != inst]
        return [
            *(self._row(inst, ts - 1) | {"state": "expired"} for inst in gone),
            *(self._row(inst, ts) for inst in fresh),
        ]

    def _row(self, inst: Instrument, ts: int) -> dict[str, Any]:
        # The desk of the REST side knows how an instrument is written.
        desk = Desk(self.topic.market, ts, None)
        (found,) = listed_instruments(
            desk, InstType(inst.inst_type), inst.inst_family or None, inst.inst_id
        )
        row: dict[str, Any] = converter.unstructure(found, unstructure_as=type(found))
        return row


def instruments(topic: Topic) -> Feed:
    return _Listings(topic, expiries.first_after(topic.now))


def option_trades(topic: Topic) -> Feed:
    market = topic.market
    chosen = (
        [topic.instrument()] if "instId" in topic.arg else _options(topic, topic.now)
    )

    def written(inst: Instrument) -> Callable[[Trade], dict[str, Any]]:
        def row(trade: Trade) -> dict[str, Any]:
            summary = market.option_summary(inst, trade.ts)
            return {
                "fillVol": plain(summary.mark_vol),
                "fwdPx": plain(summary.fwd_px),
                "idxPx": plain(market.index_price(inst.index, trade.ts)),
                "instFamily": inst.inst_family,
                "instId": inst.inst_id,
                "markPx": plain(market.mark_price(inst, trade.ts)),
                "optType": inst.opt_type,
                "px": plain(trade.px),
                "side": trade.side,
                "sz": plain(trade.sz),
                "tradeId": str(trade.trade_id),
                "ts": str(trade.ts),
            }

        return row

    feeds = [TradeFeed(market, inst, written(inst), topic.now) for inst in chosen]
    return _Merged(feeds)


class _Merged:
    """Several feeds as one, in the order of time."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        self._feeds = list(feeds)
        self.due = min((feed.due for feed in self._feeds), default=NEVER)

    def opening(self) -> list[Body]:
        """All of theirs."""
        return [said for feed in self._feeds for said in feed.opening()]

    def advance(self, now: int) -> Iterator[Push]:
        """All of theirs."""
        yield from merge(*(feed.advance(now) for feed in self._feeds))
        self.due = min((feed.due for feed in self._feeds), default=NEVER)
