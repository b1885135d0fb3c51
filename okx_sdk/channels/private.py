"""Channels of the private connection: the account, its orders and fills."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.engine.subscription import Subscription
from okx_sdk.models.account import AccountBalance, BalanceAndPosition
from okx_sdk.models.enums import InstType
from okx_sdk.models.positions import AccountGreeks, Position
from okx_sdk.models.trade import Fill, Order
from okx_sdk.protocol.channel import ChannelSection, channel

__all__ = ["PrivateChannels"]


class PrivateChannels(ChannelSection):
    """Balances, positions, orders and fills of the account. Needs a key.

    A sub-account may have 30 connections for each of these channels but `fills`.
    """

    @channel("account", "private", login=True, policy="fail_closed")
    def account(
        self, *, ccy: str | None = None, update_interval: int | None = None
    ) -> Subscription[AccountBalance]:
        """Balances: all at first, then with every event, and every five seconds.

        What comes at intervals leaves out currencies of which nothing is held or owed.

        Args:
            ccy: One currency alone.
            update_interval: `0` for events alone, without the five seconds.
        """
        ...

    @channel("positions", "private", login=True, policy="fail_closed")
    def positions(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
        update_interval: int | None = None,
    ) -> Subscription[Position]:
        """Positions: all at first, then with every event, and every five seconds.

        A position that was closed comes once more with a size of 0.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
            update_interval: `0` for events alone; `2000`, `3000` or `4000` milliseconds
                in place of five seconds.
        """
        ...

    @channel("balance_and_position", "private", login=True, policy="fail_closed")
    def balance_and_position(self) -> Subscription[BalanceAndPosition]:
        """Balances and positions in few words: all at first, then what changed.

        It is the quickest to tell of fills, funding, transfers and liquidations.
        """
        ...

    @channel("liquidation-warning", "private", login=True, policy="fail_closed")
    def liquidation_warning(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> Subscription[Position]:
        """Positions in danger of liquidation, as long as they are.

        Do not rely on it alone: in quick markets a liquidation may come first.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
        """
        ...

    @channel("account-greeks", "private", login=True)
    def account_greeks(self, *, ccy: str | None = None) -> Subscription[AccountGreeks]:
        """Greeks by currency: all at first, then with every event, and at intervals."""
        ...

    @channel(
        "orders",
        "private",
        login=True,
        policy="fail_closed",
        identity="ordId uTime state accFillSz tradeId px sz reqId amendResult code",
    )
    def orders(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> Subscription[Order]:
        """Orders whenever one changes; none at first, so ask for open ones by REST.

        A post-only or RPI order comes as `live` once it rests; one that would have
        taken comes as `canceled` alone.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
        """
        ...

    @channel(
        "fills",
        "private",
        login=True,
        policy="fail_closed",
        identity="instId tradeId ordId",
    )
    def fills(
        self, *, inst_id: str | Sequence[str] | None = None
    ) -> Subscription[Fill]:
        """Fills as they happen, sooner than on `orders` and in few words.

        It needs a fee tier of VIP4 or higher. Fills of one order at one price may come
        as one: see `count`. Those of event contracts are told from the `yes` side.
        """
        ...
