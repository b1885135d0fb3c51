"""Channels of the business connection that tell of one's own account."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.engine.subscription import Subscription
from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.block_trading import BlockTrade, Quote, Rfq
from okx_sdk.models.copy_trading import LeadTradingNotification
from okx_sdk.models.enums import InstType
from okx_sdk.models.funding import Deposit, Withdrawal
from okx_sdk.models.grid_trading import GridAlgoOrder, GridPosition, GridSubOrder
from okx_sdk.models.recurring_buy import RecurringBuyOrder
from okx_sdk.models.spread_trading import SpreadOrder, SpreadTrade
from okx_sdk.protocol.channel import ChannelSection, channel

__all__ = ["BusinessAccount"]


class BusinessAccount(ChannelSection):
    """Algo orders, bots, deposits, blocks and spreads of one's own. Needs a key."""

    @channel(
        "orders-algo",
        "business",
        login=True,
        policy="fail_closed",
        identity="algoId uTime state actualSz reqId amendResult",
    )
    def orders_algo(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> Subscription[AlgoOrder]:
        """Algo orders that wait for a price, whenever one changes; none at first.

        Those that trail or come in pieces are on `algo_advance`.

        Args:
            inst_type: Product line, or `ANY`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: One instrument or several.
        """
        ...

    @channel("algo-advance", "business", login=True, policy="fail_closed")
    def algo_advance(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        algo_id: str | None = None,
    ) -> Subscription[AlgoOrder]:
        """Algo orders that trail or come in pieces: those there are, then changes.

        Args:
            inst_type: Product line, or `ANY`.
            inst_id: One instrument or several.
            algo_id: One algo order alone.
        """
        ...

    @channel("grid-orders-spot", "business", login=True, policy="fail_closed")
    def grid_orders_spot(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        algo_id: str | None = None,
    ) -> Subscription[GridAlgoOrder]:
        """Spot grids: those there are, then whenever one changes, and at intervals.

        Args:
            inst_type: `SPOT`, or `ANY`.
            inst_id: One instrument or several.
            algo_id: One grid alone.
        """
        ...

    @channel("grid-orders-contract", "business", login=True, policy="fail_closed")
    def grid_orders_contract(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        algo_id: str | None = None,
    ) -> Subscription[GridAlgoOrder]:
        """Contract grids: those there are, then whenever one changes, and at intervals.

        Args:
            inst_type: `SWAP` or `FUTURES`, or `ANY`.
            inst_id: One instrument or several.
            algo_id: One grid alone.
        """
        ...

    @channel("grid-positions", "business", login=True, policy="fail_closed")
    def grid_positions(self, algo_id: str) -> Subscription[GridPosition]:
        """Positions of a contract grid: those there are, then whenever one changes."""
        ...

    @channel("grid-sub-orders", "business", login=True, policy="fail_closed")
    def grid_sub_orders(self, algo_id: str) -> Subscription[GridSubOrder]:
        """Orders that a grid placed: those there are, then whenever one changes."""
        ...

    @channel("algo-recurring-buy", "business", login=True, policy="fail_closed")
    def algo_recurring_buy(
        self, inst_type: InstType | str, *, algo_id: str | None = None
    ) -> Subscription[RecurringBuyOrder]:
        """Recurring buys: those there are, then whenever one changes.

        Args:
            inst_type: `SPOT`.
            algo_id: One plan alone.
        """
        ...

    @channel(
        "copytrading-lead-notification",
        "business",
        login=True,
        policy="fail_closed",
    )
    def copytrading_lead_notification(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
    ) -> Subscription[LeadTradingNotification]:
        """Notices that an order of a lead trader failed to be one.

        Args:
            inst_type: `SWAP`.
            inst_id: One instrument or several.
        """
        ...

    @channel("deposit-info", "business", login=True, policy="fail_closed")
    def deposit_info(self, *, ccy: str | None = None) -> Subscription[Deposit]:
        """Deposits whenever their state changes, those of sub-accounts included."""
        ...

    @channel("withdrawal-info", "business", login=True, policy="fail_closed")
    def withdrawal_info(self, *, ccy: str | None = None) -> Subscription[Withdrawal]:
        """Withdrawals whenever their state changes, those of sub-accounts included."""
        ...

    @channel(
        "rfqs",
        "business",
        login=True,
        policy="fail_closed",
        identity="rfqId state uTime",
    )
    def rfqs(self) -> Subscription[Rfq]:
        """Requests for quotes that one sent or was sent, whenever one changes."""
        ...

    @channel(
        "quotes",
        "business",
        login=True,
        policy="fail_closed",
        identity="quoteId state uTime",
    )
    def quotes(self) -> Subscription[Quote]:
        """Quotes that one sent or was sent, whenever one changes."""
        ...

    @channel(
        "struc-block-trades",
        "business",
        login=True,
        policy="fail_closed",
        identity="blockTdId rfqId quoteId cTime",
    )
    def struc_block_trades(self) -> Subscription[BlockTrade]:
        """Block trades of one's own, whether they were filled or failed."""
        ...

    @channel(
        "sprd-orders",
        "business",
        login=True,
        policy="fail_closed",
        identity="ordId uTime state accFillSz tradeId px sz reqId amendResult code",
    )
    def sprd_orders(
        self, *, sprd_id: str | Sequence[str] | None = None
    ) -> Subscription[SpreadOrder]:
        """Orders for spreads, whenever one changes; none at first."""
        ...

    @channel(
        "sprd-trades",
        "business",
        login=True,
        policy="fail_closed",
        identity="tradeId ordId state code",
    )
    def sprd_trades(
        self, *, sprd_id: str | Sequence[str] | None = None
    ) -> Subscription[SpreadTrade]:
        """Fills of orders for spreads, with their legs; none at first."""
        ...
