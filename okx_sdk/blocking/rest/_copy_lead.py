"""The blocking twin of `okx_sdk.rest._copy_lead`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
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
from okx_sdk.rest._copy_lead import CopyLead as AsyncCopyLead

__all__ = ["CopyLead"]

CopyLeadT = TypeVar("CopyLeadT", bound=AsyncCopyLead)


class CopyLead(BlockingSection[CopyLeadT]):
    """Lead trading: positions, instruments and profit sharing."""

    def get_existing_lead_positions(
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
        return self._run(
            self._async.get_existing_lead_positions,
            inst_type=inst_type,
            inst_id=inst_id,
            after=after,
            before=before,
            limit=limit,
        )

    def get_lead_positions_history(
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
        return self._run(
            self._async.get_lead_positions_history,
            inst_type=inst_type,
            inst_id=inst_id,
            after=after,
            before=before,
            limit=limit,
        )

    def place_lead_stop_order(
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
        return self._run(
            self._async.place_lead_stop_order,
            sub_pos_id,
            inst_type=inst_type,
            tp_trigger_px=tp_trigger_px,
            sl_trigger_px=sl_trigger_px,
            tp_ord_px=tp_ord_px,
            sl_ord_px=sl_ord_px,
            tp_trigger_px_type=tp_trigger_px_type,
            sl_trigger_px_type=sl_trigger_px_type,
            tag=tag,
        )

    def close_lead_position(
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
        return self._run(
            self._async.close_lead_position,
            sub_pos_id,
            inst_type=inst_type,
            ord_type=ord_type,
            px=px,
            tag=tag,
        )

    def get_leading_instruments(
        self, *, inst_type: InstType | str | None = None
    ) -> list[LeadingInstrument]:
        """Instruments that can be led in, and whether one does."""
        return self._run(self._async.get_leading_instruments, inst_type=inst_type)

    def amend_leading_instruments(
        self, inst_id: str | Sequence[str], *, inst_type: InstType | str | None = None
    ) -> list[LeadingInstrument]:
        """Set the instruments that one leads in; those not named are left."""
        return self._run(
            self._async.amend_leading_instruments, inst_id, inst_type=inst_type
        )

    def get_profit_sharing_details(
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
        return self._run(
            self._async.get_profit_sharing_details,
            inst_type=inst_type,
            after=after,
            before=before,
            limit=limit,
        )

    def get_total_profit_sharing(
        self, *, inst_type: InstType | str | None = None
    ) -> list[TotalProfitSharing]:
        """All shares of followers' profit so far."""
        return self._run(self._async.get_total_profit_sharing, inst_type=inst_type)

    def get_unrealized_profit_sharing_details(
        self, *, inst_type: InstType | str | None = None
    ) -> list[UnrealizedProfitSharing]:
        """Shares of followers' profit that come next, by follower."""
        return self._run(
            self._async.get_unrealized_profit_sharing_details, inst_type=inst_type
        )

    def get_total_unrealized_profit_sharing(
        self, *, inst_type: InstType | str | None = None
    ) -> list[TotalUnrealizedProfitSharing]:
        """All shares of followers' profit that come next."""
        return self._run(
            self._async.get_total_unrealized_profit_sharing, inst_type=inst_type
        )

    def amend_profit_sharing_ratio(
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
        return self._run(
            self._async.amend_profit_sharing_ratio,
            profit_sharing_ratio,
            inst_type=inst_type,
        )

    def create_signal_copy_link(self, order_id: str, inst_id: str) -> SignalCopyLink:
        """A link by which others can copy an order of one's own.

        Args:
            order_id: The order's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
        """
        return self._run(self._async.create_signal_copy_link, order_id, inst_id)
