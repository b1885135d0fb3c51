"""The async client: OKX's sections one to one, and verbs that take more than a call."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import date, datetime
from math import inf
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import attrs

from okx_sdk._order_settings import OrderSettings
from okx_sdk._orders import ClientOrders
from okx_sdk._private_streams import ClientPrivateStreams
from okx_sdk._safety import ClientSafety
from okx_sdk._sections import ClientSections
from okx_sdk._streams import ClientStreams
from okx_sdk.credentials import Credentials
from okx_sdk.engine.clock import Clock, ServerClock, SystemClock, chance
from okx_sdk.engine.connection import Connection
from okx_sdk.engine.rest import Options, RestEngine
from okx_sdk.engine.upkeep import Upkeep
from okx_sdk.protocol.retry import RetryPolicy
from okx_sdk.protocol.values import Json, Scalar
from okx_sdk.settings import Env, Region, load_settings

if TYPE_CHECKING:
    import httpx

    from okx_sdk.models.enums import Bar, InstType
    from okx_sdk.models.market import Candle, OrderBook, PublicTrade, Ticker
    from okx_sdk.models.public import Instrument
    from okx_sdk.services.paging import Pages
    from okx_sdk.transport.tcp import Connector

__all__ = ["AsyncClient"]


class AsyncClient(
    ClientSections, ClientStreams, ClientPrivateStreams, ClientOrders, ClientSafety
):
    """OKX for asyncio and trio.

    Use it with `async with`, in one event loop. What is not given comes from the
    profile, then from `OKX_ENV`, `OKX_REGION`, `OKX_API_KEY`, `OKX_SECRET_KEY` and
    `OKX_PASSPHRASE`, then from the defaults: live, global, without a key.

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
        settings = load_settings(
            env=env,
            region=region,
            credentials=credentials,
            profile=profile,
            base_url=base_url,
            timeout=timeout,
            proxy=proxy,
        )
        clock = clock or SystemClock()
        headers = {"x-simulated-trading": "1"} if settings.is_demo else {}
        self._server = ServerClock(clock, self._ask_time)
        upkeep = Upkeep(clock, chance, self._ask_maintenance)
        self._connection = Connection(
            settings,
            verify,
            transport,
            clock,
            connector,
            server=self._server,
            upkeep=upkeep,
        )
        self._engine = RestEngine(
            self._connection.open,
            settings.credentials,
            headers,
            clock,
            server=self._server,
            upkeep=upkeep,
        )
        # The last thing that may fail: it has the journal for itself from here on.
        key = settings.credentials
        self._order_settings = OrderSettings.of(
            journal,
            order_prefix,
            sync=journal_sync,
            who=f"{settings.env.value}, {key.hint if key else 'no key'}",
        )

    def __repr__(self) -> str:
        if not hasattr(self, "_connection"):  # a traceback shows what failed to be made
            return f"<{type(self).__name__} that was not made>"
        return f"{type(self).__name__}({self._connection})"

    @property
    def env(self) -> Env:
        """Which exchange this client speaks to."""
        return self._connection.settings.env

    def with_options(
        self, *, timeout: float | None = None, retry: RetryPolicy | None = None
    ) -> Self:
        """A client with other options that shares connections, limits and close.

        Args:
            timeout: seconds for connecting, and for each wait for bytes.
            retry: how long reads and settings are tried; `RetryPolicy(tries=1)` asks only once.
        """
        options = self._engine.options
        if timeout is not None:
            options = attrs.evolve(options, timeout=timeout)
        if retry is not None:
            options = attrs.evolve(options, retry=retry)
        return self._copy(options)

    def _copy(self, options: Options) -> Self:
        copy = object.__new__(type(self))
        copy._server, copy._connection = self._server, self._connection
        copy._order_settings = self._order_settings
        copy._engine = self._engine.with_options(options)
        return copy

    async def get_ticker(self, inst_id: str) -> Ticker:
        """The last price, best bid and ask, and 24 hours' figures of an instrument."""
        return await self.market.get_ticker(inst_id)

    async def get_tickers(self, inst_type: InstType | str = "SPOT") -> list[Ticker]:
        """The tickers of all instruments of a type."""
        return await self.market.get_tickers(inst_type)

    async def get_instruments(
        self, inst_type: InstType | str = "SPOT", *, inst_family: str | None = None
    ) -> list[Instrument]:
        """All instruments of a type; options want their family, such as `BTC-USD`."""
        return await self.public.get_instruments(inst_type, inst_family=inst_family)

    async def get_instrument(self, inst_id: str) -> Instrument:
        """One instrument: its tick, lot and contract sizes, and its state.

        Raises:
            InstrumentNotFound: the exchange lists none of that name.
        """
        from okx_sdk.services.instruments import find_instrument

        return await find_instrument(self.public, inst_id)

    async def get_order_book(self, inst_id: str, depth: int = 20) -> OrderBook:
        """A snapshot of the book, best levels first.

        Args:
            inst_id: the instrument, such as `BTC-USDT`.
            depth: levels on each side, up to 400; up to 5,000 from a slower snapshot
                that is a second old at most.
        """
        from okx_sdk.services.snapshots import read_book

        return await read_book(self.market, inst_id, depth)

    async def get_trades(
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
        from okx_sdk.services.trades import TradeReader

        reader = TradeReader(self.market, self._now)
        if start is None:
            return await reader.newest(inst_id, limit, end)
        return await reader.between(inst_id, start, end)

    async def get_candles(
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
        from okx_sdk.services.candles import CandleReader, ask

        query = ask(
            await self._now(),
            inst_id,
            bar,
            start,
            end,
            limit=limit,
            include_open=include_open,
        )
        return await CandleReader(self.market, self._now).read(query)

    def iter_candles(
        self,
        inst_id: str,
        bar: Bar | str = "1H",
        *,
        start: datetime | date | int | str | None = None,
        end: datetime | date | int | str | None = None,
        limit: int | None = None,
        include_open: bool = False,
    ) -> Pages[Candle]:
        """The candles of `get_candles` one by one, some pages in memory at a time."""
        from okx_sdk.services.candles import CandleReader, ask
        from okx_sdk.services.paging import Pages

        pages: Pages[Candle] | None = None

        async def fetch() -> list[Candle] | None:
            nonlocal pages
            if pages is None:
                query = ask(
                    await self._now(),
                    inst_id,
                    bar,
                    start,
                    end,
                    limit=limit,
                    include_open=include_open,
                )
                pages = CandleReader(self.market, self._now).pages(query)
            return await pages.next_page() or None

        return Pages(fetch)

    async def request(
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
        from okx_sdk.protocol.raw import raw_request

        request = raw_request(method, path, params, body)
        data: Json = await self._engine.request(request)
        return data

    async def _now(self) -> int:
        return int(await self._server.now() * 1000)

    async def _ask_time(self) -> float:
        return (await self.public.get_system_time()).ts.timestamp()

    async def _ask_maintenance(self) -> float | None:
        """Until when there is maintenance now, if there is; asked once."""
        env = "2" if self._connection.settings.is_demo else "1"
        asking = self.with_options(timeout=3.0, retry=RetryPolicy(tries=1, span=0))
        ends = [
            inf if row.end is None else row.end.timestamp()
            for row in await asking.status.get_status()
            if row.state in {"ongoing", "pre_open"} and row.env in {None, env}
        ]
        return max(ends, default=None)

    async def aclose(self) -> None:
        """Close all connections, and the embedded sandbox if it is the last user."""
        await self._connection.aclose()
        self._order_settings.close()

    async def __aenter__(self) -> Self:
        self._streaming = self._connection.streaming()
        await self._streaming.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # What the body raised is no concern of the streams' task group, which would
        # wrap it in a group of errors.
        await self._streaming.__aexit__(None, None, None)
        await self.aclose()
