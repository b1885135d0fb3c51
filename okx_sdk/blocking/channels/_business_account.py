"""The blocking twin of `okx_sdk.channels._business_account`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.blocking._subscription import BlockingSubscription
from okx_sdk.channels._business_account import BusinessAccount as AsyncBusinessAccount
from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.block_trading import BlockTrade, Quote, Rfq
from okx_sdk.models.copy_trading import LeadTradingNotification
from okx_sdk.models.enums import InstType
from okx_sdk.models.funding import Deposit, Withdrawal
from okx_sdk.models.grid_trading import GridAlgoOrder, GridPosition, GridSubOrder
from okx_sdk.models.recurring_buy import RecurringBuyOrder
from okx_sdk.models.spread_trading import SpreadOrder, SpreadTrade

__all__ = ["BusinessAccount"]

BusinessAccountT = TypeVar("BusinessAccountT", bound=AsyncBusinessAccount)


class BusinessAccount(BlockingSection[BusinessAccountT]):
    """Algo orders, bots, deposits, blocks and spreads of one's own. Needs a key."""

    def orders_algo(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> BlockingSubscription[AlgoOrder]:
        """Algo orders that wait for a price, whenever one changes; none at first.

        Those that trail or come in pieces are on `algo_advance`.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.orders_algo(
                inst_type, inst_family=inst_family, inst_id=inst_id
            ),
        )

    def algo_advance(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        algo_id: str | None = None,
    ) -> BlockingSubscription[AlgoOrder]:
        """Algo orders that trail or come in pieces: those there are, then changes.

        Args:
            inst_type: Product line, or `ANY`.
            inst_id: One instrument or several.
            algo_id: One algo order alone.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.algo_advance(inst_type, inst_id=inst_id, algo_id=algo_id),
        )

    def grid_orders_spot(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        algo_id: str | None = None,
    ) -> BlockingSubscription[GridAlgoOrder]:
        """Spot grids: those there are, then whenever one changes, and at intervals.

        Args:
            inst_type: `SPOT`, or `ANY`.
            inst_id: One instrument or several.
            algo_id: One grid alone.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.grid_orders_spot(inst_type, inst_id=inst_id, algo_id=algo_id),
        )

    def grid_orders_contract(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        algo_id: str | None = None,
    ) -> BlockingSubscription[GridAlgoOrder]:
        """Contract grids: those there are, then whenever one changes, and at intervals.

        Args:
            inst_type: `SWAP` or `FUTURES`, or `ANY`.
            inst_id: One instrument or several.
            algo_id: One grid alone.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.grid_orders_contract(
                inst_type, inst_id=inst_id, algo_id=algo_id
            ),
        )

    def grid_positions(self, algo_id: str) -> BlockingSubscription[GridPosition]:
        """Positions of a contract grid: those there are, then whenever one changes."""
        return BlockingSubscription(self._bridge, self._async.grid_positions(algo_id))

    def grid_sub_orders(self, algo_id: str) -> BlockingSubscription[GridSubOrder]:
        """Orders that a grid placed: those there are, then whenever one changes."""
        return BlockingSubscription(self._bridge, self._async.grid_sub_orders(algo_id))

    def algo_recurring_buy(
        self, inst_type: InstType | str, *, algo_id: str | None = None
    ) -> BlockingSubscription[RecurringBuyOrder]:
        """Recurring buys: those there are, then whenever one changes.

        Args:
            inst_type: `SPOT`.
            algo_id: One plan alone.
        """
        return BlockingSubscription(
            self._bridge, self._async.algo_recurring_buy(inst_type, algo_id=algo_id)
        )

    def copytrading_lead_notification(
        self, inst_type: InstType | str, *, inst_id: str | Sequence[str] | None = None
    ) -> BlockingSubscription[LeadTradingNotification]:
        """Notices that an order of a lead trader failed to be one.

        Args:
            inst_type: `SWAP`.
            inst_id: One instrument or several.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.copytrading_lead_notification(inst_type, inst_id=inst_id),
        )

    def deposit_info(self, *, ccy: str | None = None) -> BlockingSubscription[Deposit]:
        """Deposits whenever their state changes, those of sub-accounts included."""
        return BlockingSubscription(self._bridge, self._async.deposit_info(ccy=ccy))

    def withdrawal_info(
        self, *, ccy: str | None = None
    ) -> BlockingSubscription[Withdrawal]:
        """Withdrawals whenever their state changes, those of sub-accounts included."""
        return BlockingSubscription(self._bridge, self._async.withdrawal_info(ccy=ccy))

    def rfqs(self) -> BlockingSubscription[Rfq]:
        """Requests for quotes that one sent or was sent, whenever one changes."""
        return BlockingSubscription(self._bridge, self._async.rfqs())

    def quotes(self) -> BlockingSubscription[Quote]:
        """Quotes that one sent or was sent, whenever one changes."""
        return BlockingSubscription(self._bridge, self._async.quotes())

    def struc_block_trades(self) -> BlockingSubscription[BlockTrade]:
        """Block trades of one's own, whether they were filled or failed."""
        return BlockingSubscription(self._bridge, self._async.struc_block_trades())

    def sprd_orders(
        self, *, sprd_id: str | Sequence[str] | None = None
    ) -> BlockingSubscription[SpreadOrder]:
        """Orders for spreads, whenever one changes; none at first."""
        return BlockingSubscription(
            self._bridge, self._async.sprd_orders(sprd_id=sprd_id)
        )

    def sprd_trades(
        self, *, sprd_id: str | Sequence[str] | None = None
    ) -> BlockingSubscription[SpreadTrade]:
        """Fills of orders for spreads, with their legs; none at first."""
        return BlockingSubscription(
            self._bridge, self._async.sprd_trades(sprd_id=sprd_id)
        )
