"""The blocking twin of `okx_sdk._private_streams`, printed by tools/twin.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from okx_sdk._private_streams import ClientPrivateStreams as AsyncClientPrivateStreams
from okx_sdk._private_streams import FillChannel
from okx_sdk.blocking._base import BlockingSection
from okx_sdk.blocking._portfolio import BlockingPortfolio
from okx_sdk.blocking._subscription import BlockingSubscription

if TYPE_CHECKING:
    from okx_sdk.engine.subscription import OnGap
    from okx_sdk.models.account import AccountBalance, BalanceAndPosition
    from okx_sdk.models.algo_trading import AlgoOrder
    from okx_sdk.models.enums import InstType
    from okx_sdk.models.funding import Deposit, Withdrawal
    from okx_sdk.models.positions import AccountGreeks, Position
    from okx_sdk.models.trade import Fill, Order

__all__ = ["ClientPrivateStreams"]

ClientPrivateStreamsT = TypeVar(
    "ClientPrivateStreamsT", bound=AsyncClientPrivateStreams
)


class ClientPrivateStreams(BlockingSection[ClientPrivateStreamsT]):
    """A part of the client: the live streams of one's own account. They need a key.

    They drop nothing: one whose reader leaves 1,024 rows unread, or 8,192 orders or
    fills, ends with `SlowConsumer`. A key that is refused is tried once; then all of them end with the
    same error, until another client is made with another key.
    """

    def stream_orders(
        self,
        *inst_ids: str,
        inst_type: InstType | str = "ANY",
        inst_family: str | None = None,
        snapshot: bool = False,
        on_gap: OnGap = "log",
    ) -> BlockingSubscription[Order]:
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
        return BlockingSubscription(
            self._bridge,
            self._async.stream_orders(
                *inst_ids,
                inst_type=inst_type,
                inst_family=inst_family,
                snapshot=snapshot,
                on_gap=on_gap,
            ),
        )

    def stream_fills(
        self, *inst_ids: str, channel: FillChannel = "orders", on_gap: OnGap = "log"
    ) -> BlockingSubscription[Fill]:
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
        return BlockingSubscription(
            self._bridge,
            self._async.stream_fills(*inst_ids, channel=channel, on_gap=on_gap),
        )

    def stream_account(
        self,
        *,
        ccy: str | None = None,
        update_interval: int | None = None,
        on_gap: OnGap = "log",
    ) -> BlockingSubscription[AccountBalance]:
        """Balances: all at first and after each interruption, then with every event.

        Every five seconds they come as well, without the currencies of which nothing is
        held or owed. Figures of the whole are in USD, those of a currency in it.

        Args:
            ccy: one currency alone.
            update_interval: `0` for events alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.stream_account(
                ccy=ccy, update_interval=update_interval, on_gap=on_gap
            ),
        )

    def stream_positions(
        self,
        *inst_ids: str,
        inst_type: InstType | str = "ANY",
        inst_family: str | None = None,
        update_interval: int | None = None,
        on_gap: OnGap = "log",
    ) -> BlockingSubscription[Position]:
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
        return BlockingSubscription(
            self._bridge,
            self._async.stream_positions(
                *inst_ids,
                inst_type=inst_type,
                inst_family=inst_family,
                update_interval=update_interval,
                on_gap=on_gap,
            ),
        )

    def stream_balance_and_position(
        self, *, on_gap: OnGap = "log"
    ) -> BlockingSubscription[BalanceAndPosition]:
        """Balances and positions in few words: all at first, then what changed.

        It is the quickest to tell of fills, funding, transfers and liquidations.

        Args:
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge, self._async.stream_balance_and_position(on_gap=on_gap)
        )

    def stream_algo_orders(
        self,
        *inst_ids: str,
        inst_type: InstType | str = "ANY",
        inst_family: str | None = None,
        snapshot: bool = False,
        on_gap: OnGap = "log",
    ) -> BlockingSubscription[AlgoOrder]:
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
        return BlockingSubscription(
            self._bridge,
            self._async.stream_algo_orders(
                *inst_ids,
                inst_type=inst_type,
                inst_family=inst_family,
                snapshot=snapshot,
                on_gap=on_gap,
            ),
        )

    def stream_liquidation_warnings(
        self, inst_type: InstType | str = "ANY", *, on_gap: OnGap = "log"
    ) -> BlockingSubscription[Position]:
        """Positions in danger of liquidation, as long as they are.

        Do not rely on it alone: in quick markets a liquidation may come first.

        Args:
            inst_type: a product line, or `ANY`.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.stream_liquidation_warnings(inst_type, on_gap=on_gap),
        )

    def stream_greeks(
        self, *, ccy: str | None = None, on_gap: OnGap = "log"
    ) -> BlockingSubscription[AccountGreeks]:
        """Greeks by currency: all at first, then with every event, and at intervals.

        Args:
            ccy: one currency alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge, self._async.stream_greeks(ccy=ccy, on_gap=on_gap)
        )

    def stream_deposits(
        self, *, ccy: str | None = None, on_gap: OnGap = "log"
    ) -> BlockingSubscription[Deposit]:
        """Deposits whenever their state changes, those of sub-accounts included.

        Args:
            ccy: one currency alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge, self._async.stream_deposits(ccy=ccy, on_gap=on_gap)
        )

    def stream_withdrawals(
        self, *, ccy: str | None = None, on_gap: OnGap = "log"
    ) -> BlockingSubscription[Withdrawal]:
        """Withdrawals whenever their state changes, those of sub-accounts included.

        Args:
            ccy: one currency alone.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge, self._async.stream_withdrawals(ccy=ccy, on_gap=on_gap)
        )

    def portfolio(self, *, audit_every: float | None = None) -> BlockingPortfolio:
        """What the account has, kept current: open orders, positions and balances.

        It is read without waiting, inside `with okx.portfolio() as book:`, and
        raises `PortfolioStale` while its streams are interrupted. Orders that this
        client places and looks up are in it at once.

        Args:
            audit_every: seconds after which open orders and positions are compared with
                REST, time and again, which takes two requests; a connection that has
                kept silent of a change is replaced. By default that is not done.
        """
        return BlockingPortfolio(
            self._bridge, self._async.portfolio(audit_every=audit_every)
        )
