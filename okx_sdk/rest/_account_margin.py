"""Leverage, sizes, loans and fees of the trading account."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.models.account_margin import (
    AutoEarnSetting,
    AutoLoanSetting,
    AutoRepaySetting,
    BorrowLimits,
    FeeRates,
    InterestRate,
    Leverage,
    LeverageEstimate,
    MaxAvailSize,
    MaxLoan,
    MaxOrderSize,
    MaxWithdrawal,
    PortfolioPositionTier,
    PositionMargin,
    SpotBorrowRepay,
)
from okx_sdk.models.enums import EventOutcome, InstType, MgnMode, PosSide, TdMode
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["AccountMargin"]


class AccountMargin(Section):
    """Leverage, sizes, loans and fees."""

    @post(
        "/api/v5/account/set-leverage",
        rate=per_user(20),
        permission="trade",
        repeatable=True,
    )
    async def set_leverage(
        self,
        lever: Decimal | str | int,
        mgn_mode: MgnMode | str,
        *,
        inst_id: str | None = None,
        ccy: str | None = None,
        pos_side: PosSide | str | None = None,
    ) -> list[Leverage]:
        """Set the leverage of an instrument, or of a currency's cross margin.

        Which of *inst_id* and *ccy* is wanted depends on the margin mode and the
        account's.

        Args:
            lever: Leverage.
            mgn_mode: How positions are margined. One of `isolated`, `cross`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ccy: Currency, such as `BTC`.
            pos_side: Side of the position, for isolated margin in long/short mode.
        """
        ...

    @get("/api/v5/account/max-size", rate=per_user(20), permission="read")
    async def get_max_order_size(
        self,
        inst_id: str | Sequence[str],
        td_mode: TdMode | str,
        *,
        ccy: str | None = None,
        px: Decimal | str | int | None = None,
        leverage: Decimal | str | int | None = None,
        trade_quote_ccy: str | None = None,
        outcome: EventOutcome | str | None = None,
    ) -> list[MaxOrderSize]:
        """The largest order that what is free and can be borrowed allows.

        Args:
            inst_id: Instruments, at most 5.
            td_mode: How it is margined.
            ccy: Currency of the margin.
            px: Price; the present one if left out.
            leverage: Leverage; the present one if left out.
            trade_quote_ccy: Currency that it is traded against.
            outcome: Side of an event contract.
        """
        ...

    @get("/api/v5/account/max-avail-size", rate=per_user(20), permission="read")
    async def get_max_avail_size(
        self,
        inst_id: str | Sequence[str],
        td_mode: TdMode | str,
        *,
        ccy: str | None = None,
        reduce_only: bool | None = None,
        px: Decimal | str | int | None = None,
        trade_quote_ccy: str | None = None,
    ) -> list[MaxAvailSize]:
        """What is free for an order, in currency; for derivatives as margin.

        Args:
            inst_id: Instruments, at most 5.
            td_mode: How it is margined.
            ccy: Currency of the margin.
            reduce_only: Whether it may only shrink a position.
            px: Price of the close, for margin alone.
            trade_quote_ccy: Currency that it is traded against.
        """
        ...

    @post(
        "/api/v5/account/position/margin-balance", rate=per_user(20), permission="trade"
    )
    async def adjust_position_margin(
        self,
        inst_id: str,
        pos_side: PosSide | str,
        *,
        type: str,
        amt: Decimal | str | int,
        ccy: str | None = None,
    ) -> PositionMargin:
        """Add to the margin of an isolated position, or reduce it.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            pos_side: Side of the position; wanted in long/short mode. `net` if left
                out.
            type: `add` or `reduce`.
            amt: Amount.
            ccy: Currency, for margin alone.
        """
        ...

    @get("/api/v5/account/leverage-info", rate=per_user(20), permission="read")
    async def get_leverage(
        self,
        mgn_mode: MgnMode | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        ccy: str | Sequence[str] | None = None,
    ) -> list[Leverage]:
        """The leverage of instruments.

        Args:
            mgn_mode: How positions are margined. One of `cross`, `isolated`.
            inst_id: Instruments, at most 20.
            ccy: Currencies, for cross margin alone; at most 20.
        """
        ...

    @get("/api/v5/account/adjust-leverage-info", rate=per_user(5), permission="read")
    async def get_leverage_estimate(
        self,
        inst_type: InstType | str,
        mgn_mode: MgnMode | str,
        lever: Decimal | str | int,
        *,
        inst_id: str | None = None,
        ccy: str | None = None,
        pos_side: PosSide | str | None = None,
    ) -> LeverageEstimate:
        """What another leverage would change.

        Args:
            inst_type: Product line. One of `MARGIN`, `SWAP`, `FUTURES`.
            mgn_mode: How positions are margined. One of `isolated`, `cross`.
            lever: Leverage.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ccy: Currency, such as `BTC`.
            pos_side: Side of the position; wanted in long/short mode.
        """
        ...

    @get("/api/v5/account/max-loan", rate=per_user(20), permission="read")
    async def get_max_loan(
        self,
        mgn_mode: MgnMode | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        ccy: str | None = None,
        mgn_ccy: str | None = None,
        trade_quote_ccy: str | None = None,
    ) -> list[MaxLoan]:
        """The most that can be borrowed.

        Args:
            mgn_mode: How positions are margined. One of `isolated`, `cross`.
            inst_id: Instruments of margin trading, at most 5.
            ccy: Currency, for borrowing in spot mode alone.
            mgn_ccy: Currency of the margin; cross margin in single-currency accounts
                wants it.
            trade_quote_ccy: Currency that it is traded against.
        """
        ...

    @get("/api/v5/account/trade-fee", rate=per_user(5), permission="read")
    async def get_fee_rates(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | None = None,
        inst_family: str | None = None,
        group_id: str | None = None,
    ) -> list[FeeRates]:
        """What trading costs this account; rates below 0 are charged, above 0 rebated.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            inst_family: Instrument family, such as `BTC-USD`.
            group_id: Only this group of instruments.
        """
        ...

    @get("/api/v5/account/interest-rate", rate=per_user(5), permission="read")
    async def get_interest_rate(self, *, ccy: str | None = None) -> list[InterestRate]:
        """Interest of an hour on what the account borrows."""
        ...

    @get("/api/v5/account/max-withdrawal", rate=per_user(20), permission="read")
    async def get_max_withdrawal(
        self, *, ccy: str | Sequence[str] | None = None
    ) -> list[MaxWithdrawal]:
        """The most that can be moved out of the trading account."""
        ...

    @get("/api/v5/account/interest-limits", rate=per_user(5), permission="read")
    async def get_borrow_interest_and_limit(
        self, *, type: str | None = None, ccy: str | None = None
    ) -> list[BorrowLimits]:
        """Debts, interest and limits of borrowing.

        Args:
            type: `2` of market loans.
            ccy: Currency, such as `BTC`.
        """
        ...

    @post(
        "/api/v5/account/spot-manual-borrow-repay",
        rate=per_user(1, 1, scope="master_user"),
        permission="trade",
    )
    async def borrow_repay_spot(
        self, ccy: str, side: str, amt: Decimal | str | int
    ) -> SpotBorrowRepay:
        """Borrow a currency, or repay it; for spot mode.

        Args:
            ccy: Currency, such as `BTC`.
            side: `borrow` or `repay`.
            amt: Amount.
        """
        ...

    @post(
        "/api/v5/account/set-auto-repay",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_auto_repay(self, auto_repay: bool) -> AutoRepaySetting:
        """Whether debts are repaid by themselves; for spot mode.

        Args:
            auto_repay: Whether they are.
        """
        ...

    @get("/api/v5/account/position-tiers", rate=per_user(10), permission="read")
    async def get_position_tiers(
        self, inst_type: InstType | str, inst_family: str | Sequence[str]
    ) -> list[PortfolioPositionTier]:
        """The largest positions that portfolio margin allows."""
        ...

    @post(
        "/api/v5/account/set-auto-loan",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_auto_loan(self, *, auto_loan: bool | None = None) -> AutoLoanSetting:
        """Whether missing currency is borrowed by itself.

        For multi-currency and portfolio margin.

        Args:
            auto_loan: Whether it is; `true` if left out.
        """
        ...

    @post("/api/v5/account/set-auto-earn", rate=per_user(2), signing="always")
    async def set_auto_earn(
        self,
        ccy: str,
        action: str,
        *,
        earn_type: str | None = None,
        apr: Decimal | str | int | None = None,
    ) -> AutoEarnSetting:
        """Lend a currency by itself, or no longer.

        Off is possible a day later at the earliest.

        Args:
            ccy: Currency, such as `BTC`.
            action: `turn_on` or `turn_off`. Deprecated.
            earn_type: Kind of earning: `0` or `1`; `0` if left out.
            apr: Least rate of a year. Deprecated.
        """
        ...
