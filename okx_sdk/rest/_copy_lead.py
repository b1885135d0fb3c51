"""Lead trading: positions, instruments and profit sharing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.models.enums import InstType, TriggerPxType
from okx_sdk.models.lead_trading import (
    CopySettingResult,
    LeadingInstrument,
    LeadPosition,
    LeadPositionAck,
    ProfitSharing,
    SignalCopyLink,
    TotalProfitSharing,
    TotalUnrealizedProfitSharing,
    UnrealizedProfitSharing,
)
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["CopyLead"]


class CopyLead(Section):
    """Lead trading: positions, instruments and profit sharing."""

    @get(
        "/api/v5/copytrading/current-subpositions",
        rate=per_user(20),
        permission="read",
        cursor="sub_pos_id",
        page_size=500,
    )
    async def get_existing_lead_positions(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[LeadPosition]:
        """Lead positions that are open, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `SWAP`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            after: Only rows older than this id, their `sub_pos_id`.
            before: Only rows newer than this id, their `sub_pos_id`.
            limit: At most 500.
        """
        ...

    @get(
        "/api/v5/copytrading/subpositions-history",
        rate=per_user(20),
        permission="read",
        cursor="sub_pos_id",
        page_size=100,
    )
    async def get_lead_positions_history(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[LeadPosition]:
        """Lead positions of the last three months that are closed, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `SWAP`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            after: Only rows older than this id, their `sub_pos_id`.
            before: Only rows newer than this id, their `sub_pos_id`.
            limit: At most 100.
        """
        ...

    @post("/api/v5/copytrading/algo-order", rate=per_user(20), permission="trade")
    async def place_lead_stop_order(
        self,
        sub_pos_id: str,
        *,
        inst_type: InstType | str | None = None,
        tp_trigger_px: Decimal | str | int | None = None,
        sl_trigger_px: Decimal | str | int | None = None,
        tp_ord_px: Decimal | str | int | None = None,
        sl_ord_px: Decimal | str | int | None = None,
        tp_trigger_px_type: TriggerPxType | str | None = None,
        sl_trigger_px_type: TriggerPxType | str | None = None,
        tag: str | None = None,
    ) -> LeadPositionAck:
        """Set take-profit and stop-loss of a lead position.

        Args:
            sub_pos_id: Name of the lead position.
            inst_type: Product line. One of `SPOT`. `SWAP` if left out.
            tp_trigger_px: Price that triggers the take-profit.
            sl_trigger_px: Price that triggers the stop-loss.
            tp_ord_px: Price of the take-profit order; `-1` at market. `-1` if left out.
            sl_ord_px: Price of the stop-loss order; `-1` at market. `-1` if left out.
            tp_trigger_px_type: Which price triggers the take-profit.
            sl_trigger_px_type: Which price triggers the stop-loss.
            tag: The client's tag, at most 16 letters and digits.
        """
        ...

    @post(
        "/api/v5/copytrading/close-subposition", rate=per_user(20), permission="trade"
    )
    async def close_lead_position(
        self,
        sub_pos_id: str,
        *,
        inst_type: InstType | str | None = None,
        ord_type: str | None = None,
        px: Decimal | str | int | None = None,
        tag: str | None = None,
    ) -> LeadPositionAck:
        """Close a lead position.

        Args:
            sub_pos_id: Name of the lead position.
            inst_type: Product line. One of `SPOT`. `SWAP` if left out.
            ord_type: `market` or `limit`.
            px: Price of a limit order.
            tag: The client's tag, at most 16 letters and digits.
        """
        ...

    @get("/api/v5/copytrading/instruments", rate=per_user(5), permission="read")
    async def get_leading_instruments(
        self, *, inst_type: InstType | str | None = None
    ) -> list[LeadingInstrument]:
        """Instruments that can be led in, and whether one does."""
        ...

    @post(
        "/api/v5/copytrading/set-instruments",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def amend_leading_instruments(
        self, inst_id: str | Sequence[str], *, inst_type: InstType | str | None = None
    ) -> list[LeadingInstrument]:
        """Set the instruments that one leads in; those not named are left."""
        ...

    @get(
        "/api/v5/copytrading/profit-sharing-details",
        rate=per_user(5),
        permission="read",
        cursor="profit_sharing_id",
        page_size=100,
    )
    async def get_profit_sharing_details(
        self,
        *,
        inst_type: InstType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[ProfitSharing]:
        """Shares of followers' profit in the last three months, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `SWAP`.
            after: Only rows older than this id, their `profit_sharing_id`.
            before: Only rows newer than this id, their `profit_sharing_id`.
            limit: At most 100.
        """
        ...

    @get(
        "/api/v5/copytrading/total-profit-sharing", rate=per_user(5), permission="read"
    )
    async def get_total_profit_sharing(
        self, *, inst_type: InstType | str | None = None
    ) -> list[TotalProfitSharing]:
        """All shares of followers' profit so far."""
        ...

    @get(
        "/api/v5/copytrading/unrealized-profit-sharing-details",
        rate=per_user(5),
        permission="read",
    )
    async def get_unrealized_profit_sharing_details(
        self, *, inst_type: InstType | str | None = None
    ) -> list[UnrealizedProfitSharing]:
        """Shares of followers' profit that come next, by follower."""
        ...

    @get(
        "/api/v5/copytrading/total-unrealized-profit-sharing",
        rate=per_user(5),
        permission="read",
    )
    async def get_total_unrealized_profit_sharing(
        self, *, inst_type: InstType | str | None = None
    ) -> list[TotalUnrealizedProfitSharing]:
        """All shares of followers' profit that come next."""
        ...

    @post(
        "/api/v5/copytrading/amend-profit-sharing-ratio",
        rate=per_user(5),
        permission="trade",
    )
    async def amend_profit_sharing_ratio(
        self,
        profit_sharing_ratio: Decimal | str | int,
        *,
        inst_type: InstType | str | None = None,
    ) -> CopySettingResult:
        """Change the share of followers' profit that one gets.

        Args:
            profit_sharing_ratio: As a share, up to `0.3`.
            inst_type: Product line. One of `SWAP`.
        """
        ...

    @post("/api/v5/copytrade/create-sgl-link", rate=per_user(10, 1), permission="trade")
    async def create_signal_copy_link(
        self, order_id: str, inst_id: str
    ) -> SignalCopyLink:
        """A link by which others can copy an order of one's own.

        Args:
            order_id: The order's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
        """
        ...
