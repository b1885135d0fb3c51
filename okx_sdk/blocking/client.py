"""The blocking twin of `okx_sdk.client`, printed by tools/twin.py."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from okx_sdk.blocking._base import BlockingClient, BlockingPages
from okx_sdk.blocking._orders import ClientOrders
from okx_sdk.blocking._private_streams import ClientPrivateStreams
from okx_sdk.blocking._safety import ClientSafety
from okx_sdk.blocking._sections import ClientSections
from okx_sdk.blocking._streams import ClientStreams
from okx_sdk.client import AsyncClient
from okx_sdk.credentials import Credentials
from okx_sdk.engine.clock import Clock
from okx_sdk.protocol.retry import RetryPolicy
from okx_sdk.protocol.values import Json, Scalar
from okx_sdk.settings import Env, Region

if TYPE_CHECKING:
    import httpx

    from okx_sdk.models.enums import Bar, InstType
    from okx_sdk.models.market import Candle, OrderBook, PublicTrade, Ticker
    from okx_sdk.models.public import Instrument
    from okx_sdk.transport.tcp import Connector

__all__ = ["Client"]


class Client(
    BlockingClient[AsyncClient],
    ClientSections[AsyncClient],
    ClientStreams[AsyncClient],
    ClientPrivateStreams[AsyncClient],
    ClientOrders[AsyncClient],
    ClientSafety[AsyncClient],
):
    """OKX for scripts, threads and notebooks.

    Use it with `with`, from as many threads as you like; one that is never closed does
    no harm. What is not given comes from the profile, then from `OKX_ENV`,
    `OKX_REGION`, `OKX_API_KEY`, `OKX_SECRET_KEY` and `OKX_PASSPHRASE`, then from the
    defaults: live, global, without a key.

    Args:
        env: `live`, `demo`, or `sandbox`, the local exchange that needs no key and no
            network.
        region: where the account was registered: `global`, `eea` or `us`.
        credentials: the API key; public data needs none.
        profile: a table of the configuration file.
        base_url: another host for REST, `https://…`; `http` for loopback only.
        timeout: seconds for connecting, and for each wait for the exchange's bytes.
        proxy: URL of a proxy; otherwise the environment's (`HTTPS_PROXY`) is used.
        verify: a TLS context, for a private certificate authority.
        transport: an httpx transport in place of the network.
        clock: the time, for simulations.
        connector: what opens the byte streams of WebSockets, in place of the network.
        journal: a file that remembers which orders were sent, so that `recover_orders`
            tells of them after a crash.
        journal_sync: whether each order waits until the disk has its line, so that the
            journal survives this machine's end, too.
        order_prefix: up to six letters or digits that the names of orders begin with.
    """

    def __init__(
        self,
        env: Env | str | None = None,
        region: Region | str | None = None,
        credentials: Credentials | None = None,
        profile: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 10.0,
        proxy: str | None = None,
        verify: ssl.SSLContext | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock | None = None,
        connector: Connector | None = None,
        journal: str | Path | None = None,
        journal_sync: bool = False,
        order_prefix: str = "",
    ) -> None:
        super().__init__(
            lambda: AsyncClient(
                env,
                region,
                credentials,
                profile,
                base_url=base_url,
                timeout=timeout,
                proxy=proxy,
                verify=verify,
                transport=transport,
                clock=clock,
                connector=connector,
                journal=journal,
                journal_sync=journal_sync,
                order_prefix=order_prefix,
            )
        )

    @property
    def env(self) -> Env:
        """Which exchange this client speaks to."""
        return self._async.env

    def with_options(
        self, *, timeout: float | None = None, retry: RetryPolicy | None = None
    ) -> Self:
        """A client with other options that shares connections, limits and close.

        Args:
            timeout: seconds for connecting, and for each wait for bytes.
            retry: how long reads and settings are tried; `RetryPolicy(tries=1)` asks only once.
        """
        return self._like(self._async.with_options(timeout=timeout, retry=retry))

    def get_ticker(self, inst_id: str) -> Ticker:
        """The last price, best bid and ask, and 24 hours' figures of an instrument."""
        return self._run(self._async.get_ticker, inst_id)

    def get_tickers(self, inst_type: InstType | str = "SPOT") -> list[Ticker]:
        """The tickers of all instruments of a type."""
        return self._run(self._async.get_tickers, inst_type)

    def get_instruments(
        self, inst_type: InstType | str = "SPOT", *, inst_family: str | None = None
    ) -> list[Instrument]:
        """All instruments of a type; options want their family, such as `BTC-USD`."""
        return self._run(
            self._async.get_instruments, inst_type, inst_family=inst_family
        )

    def get_instrument(self, inst_id: str) -> Instrument:
        """One instrument: its tick, lot and contract sizes, and its state.

        Raises:
            InstrumentNotFound: the exchange lists none of that name.
        """
        return self._run(self._async.get_instrument, inst_id)

    def get_order_book(self, inst_id: str, depth: int = 20) -> OrderBook:
        """A snapshot of the book, best levels first.

        Args:
            inst_id: the instrument, such as `BTC-USDT`.
            depth: levels on each side, up to 400; up to 5,000 from a slower snapshot
                that is a second old at most.
        """
        return self._run(self._async.get_order_book, inst_id, depth)

    def get_trades(
        self,
        inst_id: str,
        *,
        start: datetime | date | int | str | None = None,
        end: datetime | date | int | str | None = None,
        limit: int = 100,
    ) -> list[PublicTrade]:
        """Public trades, oldest first: all of `[start, end)`, or the last *limit*.

        Trades are kept for three months.

        Args:
            inst_id: the instrument, such as `BTC-USDT`.
            start: an aware datetime, an ISO date or time, ms, or `90m` for so many
                minutes ago.
            end: likewise; now, if left out.
            limit: how many of the trades before *end* to give; with *start* it means
                nothing.
        """
        return self._run(
            self._async.get_trades, inst_id, start=start, end=end, limit=limit
        )

    def get_candles(
        self,
        inst_id: str,
        bar: Bar | str = "1H",
        *,
        start: datetime | date | int | str | None = None,
        end: datetime | date | int | str | None = None,
        limit: int | None = None,
        include_open: bool = False,
    ) -> list[Candle]:
        """Every candle that opens in `[start, end)`, oldest first.

        Pages are fetched at the same time, as fast as the exchange's limits allow:
        about 3,000 candles a second. None is missing and none comes twice.

        Args:
            inst_id: the instrument, such as `BTC-USDT`.
            bar: `1s`, `1m`, `3m`, `5m`, `15m`, `30m`, `1H`, `2H`, `4H`; `6H`, `12H`,
                `1D`, `2D`, `3D`, `1W`, `1M`, `3M`, which open at UTC+8; and the latter
                with `utc` at their end, which open at UTC.
            start: an aware datetime, an ISO date or time, ms, or `7d` for seven days
                ago. Without it, the last *limit* candles before *end*.
            end: likewise; now, if left out.
            limit: the most candles to give; 300 if there is no *start* either.
            include_open: also give the candle that is still forming; the exchange
                tells of none for `1s`.

        Raises:
            InvalidArgument: a bar or time that is none, or *end* before *start*.
            InstrumentNotFound: the exchange knows no such instrument.
        """
        return self._run(
            self._async.get_candles,
            inst_id,
            bar,
            start=start,
            end=end,
            limit=limit,
            include_open=include_open,
        )

    def iter_candles(
        self,
        inst_id: str,
        bar: Bar | str = "1H",
        *,
        start: datetime | date | int | str | None = None,
        end: datetime | date | int | str | None = None,
        limit: int | None = None,
        include_open: bool = False,
    ) -> BlockingPages[Candle]:
        """The candles of `get_candles` one by one, some pages in memory at a time."""
        return BlockingPages(
            self._bridge,
            self._async.iter_candles(
                inst_id,
                bar,
                start=start,
                end=end,
                limit=limit,
                include_open=include_open,
            ),
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Scalar] | None = None,
        body: Json | None = None,
    ) -> Json:
        """The data of any endpoint at all, as plain JSON; signed if there is a key.

        No rate limit is kept for it. It is the way to what is newer than this version.

        Args:
            method: `GET` or `POST`.
            path: such as `/api/v5/market/ticker`.
            params: the query, by OKX's names.
            body: the JSON body.
        """
        return self._run(self._async.request, method, path, params=params, body=body)
