"""Copying: settings, and the traders that one copies."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.models.enums import InstType
from okx_sdk.models.lead_trading import (
    CopyAccountConfig,
    CopySettingResult,
    CopySettings,
    MyLeadTrader,
)
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["CopyFollow"]


class CopyFollow(Section):
    """Copying: settings, and the traders that one copies."""

    @get("/api/v5/copytrading/config", rate=per_user(5), permission="read")
    async def get_account_config(self) -> CopyAccountConfig:
        """One's own roles in copy trading."""
        ...

    @post(
        "/api/v5/copytrading/first-copy-settings", rate=per_user(5), permission="trade"
    )
    async def set_first_copy_settings(
        self,
        unique_code: str,
        *,
        copy_mgn_mode: str,
        copy_inst_id_type: str,
        copy_total_amt: Decimal | str | int,
        sub_pos_close_type: str,
        inst_type: InstType | str | None = None,
        inst_id: str | Sequence[str] | None = None,
        copy_mode: str | None = None,
        copy_amt: Decimal | str | int | None = None,
        copy_ratio: Decimal | str | int | None = None,
        tp_ratio: Decimal | str | int | None = None,
        sl_ratio: Decimal | str | int | None = None,
        sl_total_amt: Decimal | str | int | None = None,
        tag: str | None = None,
    ) -> CopySettingResult:
        """Begin to copy a lead trader.

        Args:
            unique_code: Name of the lead trader.
            copy_mgn_mode: How copied positions are margined; `copy` as the lead
                trader's. One of `cross`, `isolated`, `copy`.
            copy_inst_id_type: Instruments that are copied: `custom`, those of
                *inst_id*, or `copy`, all.
            copy_total_amt: Most that is spent on this trader, in USDT.
            sub_pos_close_type: What becomes of copies when it stops: closed at market,
                with the trader's, or by hand. One of `market_close`, `copy_close`,
                `manual_close`. `copy_close` if left out.
            inst_type: Product line. `SWAP` if left out.
            inst_id: Instruments, for `custom`.
            copy_mode: Size of copies: `fixed_amount` or `ratio_copy`. `fixed_amount` if
                left out.
            copy_amt: Amount of a copy, in USDT, for `fixed_amount`.
            copy_ratio: Size of a copy as a share of the trader's, for `ratio_copy`.
            tp_ratio: Profit that closes a copy, as a share.
            sl_ratio: Loss that closes a copy, as a share.
            sl_total_amt: Loss that stops copying, in USDT.
            tag: The client's tag, at most 16 letters and digits.
        """
        ...

    @post(
        "/api/v5/copytrading/amend-copy-settings", rate=per_user(5), permission="trade"
    )
    async def amend_copy_settings(
        self,
        unique_code: str,
        *,
        copy_mgn_mode: str,
        copy_inst_id_type: str,
        copy_total_amt: Decimal | str | int,
        sub_pos_close_type: str,
        inst_type: InstType | str | None = None,
        inst_id: str | Sequence[str] | None = None,
        copy_mode: str | None = None,
        copy_amt: Decimal | str | int | None = None,
        copy_ratio: Decimal | str | int | None = None,
        tp_ratio: Decimal | str | int | None = None,
        sl_ratio: Decimal | str | int | None = None,
        sl_total_amt: Decimal | str | int | None = None,
        tag: str | None = None,
    ) -> CopySettingResult:
        """Change how a lead trader is copied.

        Args:
            unique_code: Name of the lead trader.
            copy_mgn_mode: How copied positions are margined; `copy` as the lead
                trader's. One of `cross`, `isolated`, `copy`.
            copy_inst_id_type: Instruments that are copied: `custom`, those of
                *inst_id*, or `copy`, all.
            copy_total_amt: Most that is spent on this trader, in USDT.
            sub_pos_close_type: What becomes of copies when it stops: closed at market,
                with the trader's, or by hand. One of `market_close`, `copy_close`,
                `manual_close`. `copy_close` if left out.
            inst_type: Product line. One of `SWAP`.
            inst_id: Instruments, for `custom`.
            copy_mode: Size of copies: `fixed_amount` or `ratio_copy`. `fixed_amount` if
                left out.
            copy_amt: Amount of a copy, in USDT, for `fixed_amount`.
            copy_ratio: Size of a copy as a share of the trader's, for `ratio_copy`.
            tp_ratio: Profit that closes a copy, as a share.
            sl_ratio: Loss that closes a copy, as a share.
            sl_total_amt: Loss that stops copying, in USDT.
            tag: The client's tag, at most 16 letters and digits.
        """
        ...

    @post("/api/v5/copytrading/stop-copy-trading", rate=per_user(5), permission="trade")
    async def stop_copying(
        self,
        unique_code: str,
        sub_pos_close_type: str,
        *,
        inst_type: InstType | str | None = None,
    ) -> CopySettingResult:
        """Stop copying a lead trader.

        Args:
            unique_code: Name of the lead trader.
            sub_pos_close_type: What becomes of copies when it stops: closed at market,
                with the trader's, or by hand. One of `market_close`, `copy_close`,
                `manual_close`.
            inst_type: Product line. One of `SWAP`.
        """
        ...

    @get("/api/v5/copytrading/copy-settings", rate=per_user(5), permission="read")
    async def get_copy_settings(
        self, unique_code: str, *, inst_type: InstType | str | None = None
    ) -> CopySettings:
        """How a lead trader is copied.

        Args:
            unique_code: Name of the lead trader.
            inst_type: Product line. One of `SWAP`.
        """
        ...

    @get(
        "/api/v5/copytrading/current-lead-traders", rate=per_user(5), permission="read"
    )
    async def get_my_lead_traders(
        self, *, inst_type: InstType | str | None = None
    ) -> list[MyLeadTrader]:
        """The lead traders that one copies."""
        ...
