"""The blocking twin of `okx_sdk.channels.private`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.blocking._subscription import BlockingSubscription
from okx_sdk.channels.private import PrivateChannels as AsyncPrivateChannels
from okx_sdk.models.account import AccountBalance, BalanceAndPosition
from okx_sdk.models.enums import InstType
from okx_sdk.models.positions import AccountGreeks, Position
from okx_sdk.models.trade import Fill, Order

__all__ = ["PrivateChannels"]


class PrivateChannels(BlockingSection[AsyncPrivateChannels]):
    """Balances, positions, orders and fills of the account. Needs a key.

    A sub-account may have 30 connections for each of these channels but `fills`.
    """

    def account(
        self, *, ccy: str | None = None, update_interval: int | None = None
    ) -> BlockingSubscription[AccountBalance]:
        """Balances: all at first, then with every event, and every five seconds.

        What comes at intervals leaves out currencies of which nothing is held or owed.

        Args:
            ccy: One currency alone.
            update_interval: `0` for events alone, without the five seconds.
        """
        return BlockingSubscription(
            self._bridge, self._async.account(ccy=ccy, update_interval=update_interval)
        )

    def positions(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
        update_interval: int | None = None,
    ) -> BlockingSubscription[Position]:
        """Positions: all at first, then with every event, and every five seconds.

        A position that was closed comes once more with a size of 0.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
            update_interval: `0` for events alone; `2000`, `3000` or `4000` milliseconds
                in place of five seconds.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.positions(
                inst_type,
                inst_family=inst_family,
                inst_id=inst_id,
                update_interval=update_interval,
            ),
        )

    def balance_and_position(self) -> BlockingSubscription[BalanceAndPosition]:
        """Balances and positions in few words: all at first, then what changed.

        It is the quickest to tell of fills, funding, transfers and liquidations.
        """
        return BlockingSubscription(self._bridge, self._async.balance_and_position())

    def liquidation_warning(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> BlockingSubscription[Position]:
        """Positions in danger of liquidation, as long as they are.

        Do not rely on it alone: in quick markets a liquidation may come first.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.liquidation_warning(
                inst_type, inst_family=inst_family, inst_id=inst_id
            ),
        )

    def account_greeks(
        self, *, ccy: str | None = None
    ) -> BlockingSubscription[AccountGreeks]:
        """Greeks by currency: all at first, then with every event, and at intervals."""
        return BlockingSubscription(self._bridge, self._async.account_greeks(ccy=ccy))

    def orders(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> BlockingSubscription[Order]:
        """Orders whenever one changes; none at first, so ask for open ones by REST.

        A post-only or RPI order comes as `live` once it rests; one that would have
        taken comes as `canceled` alone.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.orders(inst_type, inst_family=inst_family, inst_id=inst_id),
        )

    def fills(
        self, *, inst_id: str | Sequence[str] | None = None
    ) -> BlockingSubscription[Fill]:
        """Fills as they happen, sooner than on `orders` and in few words.

        It needs a fee tier of VIP4 or higher. Fills of one order at one price may come
        as one: see `count`. Those of event contracts are told from the `yes` side.
        """
        return BlockingSubscription(self._bridge, self._async.fills(inst_id=inst_id))
