"""A client that answers from memory, and the rows it answers with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Self

from click.testing import Result

from okx_sdk.models.enums import InstState, InstType, Side
from okx_sdk.models.instruments import Instrument
from okx_sdk.models.market import BookLevel, Candle, OrderBook, PublicTrade, Ticker
from okx_sdk.models.public import FundingRate, FundingRateHistory

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def candle(hour: int, first: str, last: str, *, vol: str = "10") -> Candle:
    low, high = sorted((Decimal(first), Decimal(last)))
    return Candle(
        NOON + timedelta(hours=hour),
        Decimal(first),
        high + 1,
        low - 1,
        Decimal(last),
        Decimal(vol),
        Decimal("100.50"),
        None,
    )


def ticker(inst_id: str, last: str, before: str) -> Ticker:
    return Ticker(
        InstType.SPOT, inst_id, NOON, last=Decimal(last), open_24h=Decimal(before)
    )


def book() -> OrderBook:
    level = lambda px, sz: BookLevel(Decimal(px), Decimal(sz), 2)  # noqa: E731
    return OrderBook(
        asks=(level("100.5", "1.5"), level("101", "2")),
        bids=(level("100", "0.5"),),
        ts=NOON,
        seq_id=7,
    )


class FakeClient:
    """Remembers how it was asked; answers with what it is given."""

    def __init__(self, env: str = "live") -> None:
        self.env = env
        self.calls: list[tuple[str, tuple, dict]] = []
        self.closed = False
        self.failure: BaseException | None = None
        self.pages = [[candle(0, "100", "101")], [candle(1, "101", "99.5")]]
        self.tickers = {
            "BTC-USDT": ticker("BTC-USDT", "110", "100"),
            "ETH-USDT": ticker("ETH-USDT", "9", "10"),
        }
        self.public = SimpleNamespace(
            get_funding_rate=self._funding, get_funding_rate_history=None
        )
        self.market = SimpleNamespace(get_candles=self._asked("market.get_candles"))
        self.data: object = [{"ts": "1"}]

    def _note(self, name: str, *args: object, **kwargs: object) -> None:
        self.calls.append((name, args, kwargs))
        if self.failure is not None:
            raise self.failure

    def _asked(self, name: str) -> Callable[..., list[Candle]]:
        def ask(*args: object, **kwargs: object) -> list[Candle]:
            self._note(name, *args, **kwargs)
            return self.pages[0]

        return ask

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def iter_candles(self, *args: object, **kwargs: object) -> SimpleNamespace:
        self._note("iter_candles", *args, **kwargs)
        pages = iter([*self.pages, []])
        return SimpleNamespace(next_page=lambda: next(pages))

    def get_ticker(self, inst_id: str) -> Ticker:
        self._note("get_ticker", inst_id)
        return self.tickers[inst_id]

    def get_tickers(self, inst_type: str) -> list[Ticker]:
        self._note("get_tickers", inst_type)
        return list(self.tickers.values())

    def get_instrument(self, inst_id: str) -> Instrument:
        self._note("get_instrument", inst_id)
        return Instrument(
            InstType.SPOT, inst_id, InstState.LIVE, tick_sz=Decimal("0.10")
        )

    def get_instruments(self, inst_type: str, **kwargs: object) -> list[Instrument]:
        self._note("get_instruments", inst_type, **kwargs)
        return [self.get_instrument("BTC-USDT")]

    def get_order_book(self, *args: object) -> OrderBook:
        self._note("get_order_book", *args)
        return book()

    def get_trades(self, *args: object, **kwargs: object) -> list[PublicTrade]:
        self._note("get_trades", *args, **kwargs)
        px, sz = Decimal("100.0"), Decimal(1)
        return [PublicTrade("BTC-USDT", "1", px, sz, Side.BUY, NOON)]

    def _funding(self, inst_id: str) -> list[FundingRate]:
        self._note("get_funding_rate", inst_id)
        later = NOON + timedelta(hours=4)
        return [
            FundingRate(
                InstType.SWAP,
                inst_id,
                Decimal("0.0001"),
                NOON,
                NOON,
                next_funding_time=later,
            )
        ]

    def request(self, method: str, path: str, **kwargs: object) -> object:
        self._note("request", method, path, **kwargs)
        return self.data


def past_rate(hour: int, rate: str) -> FundingRateHistory:
    return FundingRateHistory(
        InstType.SWAP,
        "BTC-USDT-SWAP",
        Decimal(rate),
        NOON + timedelta(hours=hour),
        realized_rate=Decimal(rate),
    )


def said(result: Result) -> list[str]:
    """The lines of stderr that are no banner."""
    lines = result.stderr.splitlines()
    return [line for line in lines if not line.startswith(("sandbox:", "demo:"))]
