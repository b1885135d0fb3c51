"""The client's private live streams: the account, its orders and fills, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from okx_sdk.client import AsyncClient
    from okx_sdk.engine.connection import Connection
    from okx_sdk.engine.subscription import OnGap, Subscription
    from okx_sdk.models.account import AccountBalance, BalanceAndPosition
    from okx_sdk.models.algo_trading import AlgoOrder
    from okx_sdk.models.enums import InstType
    from okx_sdk.models.funding import Deposit, Withdrawal
    from okx_sdk.models.positions import AccountGreeks, Position
    from okx_sdk.models.trade import Fill, Order
    from okx_sdk.services.portfolio import Portfolio
    from okx_sdk.services.reconcile import Records

__all__ = ["ClientPrivateStreams"]

FillChannel = Literal["orders", "fills"]


class ClientPrivateStreams:
    """A part of the client: the live streams of one's own account. They need a key.

    They drop nothing: one whose reader leaves 1,024 rows unread, or 8,192 orders or
    fills, ends with `SlowConsumer`. A key that is refused is tried once; then all of them end with the
    same error, until another client is made with another key.
    """

    _connection: Connection

    def stream_orders(
        self,
        *inst_ids: str,
        inst_type: InstType | str = "ANY",
        inst_family: str | None = None,
        snapshot: bool = False,
        on_gap: OnGap = "log",
    ) -> Subscription[Order]:
        """Orders whenever one changes, each as it stands then, and never going back.

        After an interruption the orders that changed meanwhile are read over REST, each
        as it stands by then; they follow the `Gap`, and `was_recovered(order)` is true
        of them. States in between are lost with the interruption; of fills none is, on
        `stream_fills`. The stream is `interrupted` until all that is done.

        `sz`, `acc_fill_sz` and `fill_sz` are contracts for derivatives and base currency
        for spot; `fill_fee` is of the last fill and `fee` of all, in `fill_fee_ccy` and
        `fee_ccy`, below 0 if charged.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`; all of them, if none is given.
            inst_type: a product line, or `ANY`.
            inst_family: one instrument family, such as `BTC-USD`.
            snapshot: begin with the orders that are open, the oldest first; the exchange
                itself begins with none.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.

        Raises, while iterating:
            SlowConsumer: 8,192 changes were left unread.
            AuthenticationError: the key was refused; it is not tried again.
        """
        from okx_sdk.services.reconcile import OrderRepair

        records = self._records(inst_type, inst_family)
        stream = self._okx.channels.private.orders(
            inst_type, inst_family=inst_family, inst_id=inst_ids or None
        )
        repair = OrderRepair(records, snapshot=snapshot)
        return stream.repaired_by(repair).reporting(on_gap)

    def stream_fills(
        self,
        *inst_ids: str,
        channel: FillChannel = "orders",
        on_gap: OnGap = "log",
    ) -> Subscription[Fill]:
        """Fills of one's own orders as they happen, each of them once.

        Every account has the channel `orders`, which tells the last fill of an order
        with each change, its fee and profit included: fills are made of that. Where an
        order was filled by more than was told, as after an interruption, the fills are
        read over REST, for up to three days back; they follow the `Gap`, and
        `was_recovered(fill)` is true of them. The stream is `interrupted` until then.

        `fill_sz` is contracts for derivatives and base currency for spot; `fee`, in
        `fee_ccy`, is below 0 if charged.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`; all of them, if none is given.
            channel: `orders`; or `fills`, which is quicker, for accounts of fee tier
                VIP4 and up. It has no fees, and may give one row for several fills of
                one order at one price: see `count`.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.

        Raises, while iterating:
            SlowConsumer: 8,192 fills were left unread.
            AuthenticationError: the key was refused; it is not tried again.
        """
        from okx_sdk.services.fills import FillStream
        from okx_sdk.services.reconcile import FillRepair

        repair = FillRepair(self._records())
        if channel == "fills":
            fills = self._okx.channels.private.fills(inst_id=inst_ids or None)
            return fills.repaired_by(repair).reporting(on_gap)
        made = FillStream(self._connection.hub, inst_ids, on_gap=on_gap)
        return made.repaired_by(repair)

    def stream_account(
        self,
        *,
        ccy: str | None = None,
        update_interval: int | None = None,
        on_gap: OnGap = "log",
    ) -> Subscription[AccountBalance]:
        """Balances: all at first and after each interruption, then with every event.

        Every five seconds they come as well, without the currencies of which nothing is
        held or owed. Figures of the whole are in USD, those of a currency in it.

        Args:
            ccy: one currency alone.
            update_interval: `0` for events alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return self._okx.channels.private.account(
            ccy=ccy, update_interval=update_interval
        ).reporting(on_gap)

    def stream_positions(
        self,
        *inst_ids: str,
        inst_type: InstType | str = "ANY",
        inst_family: str | None = None,
        update_interval: int | None = None,
        on_gap: OnGap = "log",
    ) -> Subscription[Position]:
        """Positions: all at first and after each interruption, then with every event.

        A position that was closed comes once more with a size of 0. Sizes are contracts;
        of margin, in `pos_ccy`. Profit and margin are in `ccy`.

        Args:
            inst_ids: the instruments, such as `BTC-USDT-SWAP`; all, if none is given.
            inst_type: a product line, or `ANY`.
            inst_family: one instrument family, such as `BTC-USD`.
            update_interval: ms from one regular push to the next, `2000`, `3000` or
                `4000` in place of 5,000; `0` for events alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return self._okx.channels.private.positions(
            inst_type,
            inst_family=inst_family,
            inst_id=inst_ids or None,
            update_interval=update_interval,
        ).reporting(on_gap)

    def stream_balance_and_position(
        self, *, on_gap: OnGap = "log"
    ) -> Subscription[BalanceAndPosition]:
        """Balances and positions in few words: all at first, then what changed.

        It is the quickest to tell of fills, funding, transfers and liquidations.

        Args:
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        stream = self._okx.channels.private.balance_and_position()
        return stream.reporting(on_gap)

    def stream_algo_orders(
        self,
        *inst_ids: str,
        inst_type: InstType | str = "ANY",
        inst_family: str | None = None,
        snapshot: bool = False,
        on_gap: OnGap = "log",
    ) -> Subscription[AlgoOrder]:
        """Orders that wait for a price, whenever one changes, and never going back.

        After an interruption those that changed meanwhile are read over REST, each as
        it stands by then; they follow the `Gap`, and `was_recovered(order)` is true of
        them. Those that trail or come in pieces are on
        `channels.business.algo_advance()`.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`; all of them, if none is given.
            inst_type: a product line, or `ANY`.
            inst_family: one instrument family, such as `BTC-USD`.
            snapshot: begin with those that wait, the oldest first; the exchange itself
                begins with none.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.

        Raises, while iterating:
            SlowConsumer: 1,024 changes were left unread.
            AuthenticationError: the key was refused; it is not tried again.
        """
        from okx_sdk.services.algo_repair import AlgoRepair

        records = self._records(inst_type, inst_family)
        stream = self._okx.channels.business.orders_algo(
            inst_type, inst_family=inst_family, inst_id=inst_ids or None
        )
        repair = AlgoRepair(records, snapshot, algo=self._okx.algo_trading)
        return stream.repaired_by(repair).reporting(on_gap)

    def stream_liquidation_warnings(
        self, inst_type: InstType | str = "ANY", *, on_gap: OnGap = "log"
    ) -> Subscription[Position]:
        """Positions in danger of liquidation, as long as they are.

        Do not rely on it alone: in quick markets a liquidation may come first.

        Args:
            inst_type: a product line, or `ANY`.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        stream = self._okx.channels.private.liquidation_warning(inst_type)
        return stream.reporting(on_gap)

    def stream_greeks(
        self, *, ccy: str | None = None, on_gap: OnGap = "log"
    ) -> Subscription[AccountGreeks]:
        """Greeks by currency: all at first, then with every event, and at intervals.

        Args:
            ccy: one currency alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return self._okx.channels.private.account_greeks(ccy=ccy).reporting(on_gap)

    def stream_deposits(
        self, *, ccy: str | None = None, on_gap: OnGap = "log"
    ) -> Subscription[Deposit]:
        """Deposits whenever their state changes, those of sub-accounts included.

        Args:
            ccy: one currency alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return self._okx.channels.business.deposit_info(ccy=ccy).reporting(on_gap)

    def stream_withdrawals(
        self, *, ccy: str | None = None, on_gap: OnGap = "log"
    ) -> Subscription[Withdrawal]:
        """Withdrawals whenever their state changes, those of sub-accounts included.

        Args:
            ccy: one currency alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return self._okx.channels.business.withdrawal_info(ccy=ccy).reporting(on_gap)

    def portfolio(self, *, audit_every: float | None = None) -> Portfolio:
        """What the account has, kept current: open orders, positions and balances.

        It is read without waiting, inside `async with okx.portfolio() as book:`, and
        raises `PortfolioStale` while its streams are interrupted. Orders that this
        client places and looks up are in it at once.

        Args:
            audit_every: seconds after which open orders and positions are compared with
                REST, time and again, which takes two requests; a connection that has
                kept silent of a change is replaced. By default that is not done.
        """
        from okx_sdk.services.portfolio import Portfolio

        hub = self._connection.hub
        return Portfolio(hub, self._records(), self._okx.account, audit_every)

    @property
    def _okx(self) -> AsyncClient:
        return cast("AsyncClient", self)

    def _records(
        self, inst_type: InstType | str = "ANY", inst_family: str | None = None
    ) -> Records:
        from okx_sdk.services.reconcile import Records

        okx, sleep = self._okx, self._connection.clock.sleep
        now, dated = okx._now, okx._dated  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - its own part
        tell = self._connection.hub.orders.tell
        return Records(okx.trade, now, dated, sleep, inst_type, inst_family, tell)
