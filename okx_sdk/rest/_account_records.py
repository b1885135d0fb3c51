"""Balances, positions and bills of the trading account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from okx_sdk.models.account import AccountBalance
from okx_sdk.models.account_records import (
    AccountPositionRisk,
    Bill,
    BillsArchive,
    BillsArchiveRequest,
    BillTypes,
    ClosedPositionRecord,
    InterestAccrued,
    SpotBorrowRepayRecord,
)
from okx_sdk.models.enums import (
    BillSubType,
    BillType,
    CtType,
    InstType,
    MgnMode,
    PositionCloseType,
    Quarter,
)
from okx_sdk.models.instruments import Instrument
from okx_sdk.models.position_moves import MoveLeg, PositionMove
from okx_sdk.models.positions import Position
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import newest_only

__all__ = ["AccountRecords"]


class AccountRecords(Section):
    """Balances, positions and bills."""

    @get(
        "/api/v5/account/instruments",
        rate=per_user(20, by="inst_type"),
        permission="read",
    )
    async def get_account_instruments(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
        series_id: str | None = None,
    ) -> list[Instrument]:
        """The instruments that the account may trade, with its own limits.

        Options want *inst_family*, event contracts *series_id*.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            series_id: Series of event contracts.
        """
        ...

    @get("/api/v5/account/balance", rate=per_user(10), permission="read")
    async def get_balance(
        self, *, ccy: str | Sequence[str] | None = None
    ) -> AccountBalance:
        """What the trading account holds, as a whole and by currency."""
        ...

    @get("/api/v5/account/positions", rate=per_user(10), permission="read")
    async def get_positions(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_id: str | Sequence[str] | None = None,
        pos_id: str | Sequence[str] | None = None,
    ) -> list[Position]:
        """Positions that are open.

        Those that *pos_id* asks for come even if they were closed.

        Args:
            inst_type: Product line. One of `MARGIN`, `SWAP`, `FUTURES`, `OPTION`,
                `EVENTS`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`. At most 10.
            pos_id: Position id. At most 20.
        """
        ...

    @get(
        "/api/v5/account/positions-history",
        rate=per_user(10),
        permission="read",
        cursor="u_time",
        page_size=100,
    )
    async def get_positions_history(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_id: str | None = None,
        mgn_mode: MgnMode | str | None = None,
        type: PositionCloseType | str | None = None,
        pos_id: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[ClosedPositionRecord]:
        """Positions that were closed or reduced in the last three months, newest first.

        Args:
            inst_type: Product line. One of `MARGIN`, `SWAP`, `FUTURES`, `OPTION`,
                `EVENTS`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            mgn_mode: How positions are margined. One of `cross`, `isolated`.
            type: How it was closed: `1` in part, `2` in full, `3` liquidated, `4`
                liquidated in part, `5` deleveraged, not in full, `6` deleveraged in
                full.
            pos_id: Position id.
            after: Only rows older than this time, their `u_time`.
            before: Only rows newer than this time, their `u_time`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get("/api/v5/account/account-position-risk", rate=per_user(10), permission="read")
    async def get_account_and_position_risk(
        self, *, inst_type: InstType | str | None = None
    ) -> AccountPositionRisk:
        """Balances and positions at one and the same moment."""
        ...

    @get(
        "/api/v5/account/bills",
        rate=per_user(5, 1),
        permission="read",
        cursor="bill_id",
        page_size=100,
    )
    async def get_bills(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_id: str | None = None,
        ccy: str | None = None,
        mgn_mode: MgnMode | str | None = None,
        ct_type: CtType | str | None = None,
        type: BillType | str | None = None,
        sub_type: BillSubType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Bill]:
        """What changed the balance in the last seven days, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ccy: Currency, such as `BTC`.
            mgn_mode: Only bills of this margin mode.
            ct_type: Only bills of linear or of inverse contracts.
            type: Only bills of this type.
            sub_type: Only bills of this kind.
            after: Only rows older than this id, their `bill_id`.
            before: Only rows newer than this id, their `bill_id`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/account/bills-archive",
        rate=per_user(5),
        permission="read",
        cursor="bill_id",
        page_size=100,
    )
    async def get_bills_archive(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_id: str | None = None,
        ccy: str | None = None,
        mgn_mode: MgnMode | str | None = None,
        ct_type: CtType | str | None = None,
        type: BillType | str | None = None,
        sub_type: BillSubType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Bill]:
        """What changed the balance in the last three months, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ccy: Currency, such as `BTC`.
            mgn_mode: Only bills of this margin mode.
            ct_type: Only bills of linear or of inverse contracts.
            type: Only bills of this type.
            sub_type: Only bills of this kind.
            after: Only rows older than this id, their `bill_id`.
            before: Only rows newer than this id, their `bill_id`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @post(
        "/api/v5/account/bills-history-archive", rate=per_user(1, 10), permission="read"
    )
    async def apply_bills_history_archive(
        self, year: str, quarter: Quarter | str, *, type: str | None = None
    ) -> BillsArchiveRequest:
        """Apply for the file of a quarter's bills, since 2021; it takes some hours.

        Args:
            year: Four digits.
            quarter: Quarter of the year.
            type: Only bills of this type.
        """
        ...

    @get("/api/v5/account/bills-history-archive", rate=per_user(10), permission="read")
    async def get_bills_history_archive(
        self, year: str, quarter: Quarter | str, *, type: str | None = None
    ) -> BillsArchive | None:
        """The file of a quarter's bills, once it was applied for.

        Its link expires in hours.

        Args:
            year: Four digits.
            quarter: Quarter of the year.
            type: Only bills of this type.
        """
        ...

    @get(
        "/api/v5/account/interest-accrued",
        rate=per_user(5),
        permission="read",
        cursor="ts",
        page_size=100,
    )
    async def get_interest_accrued_data(
        self,
        *,
        type: str | None = None,
        ccy: str | None = None,
        inst_id: str | None = None,
        mgn_mode: MgnMode | str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[InterestAccrued]:
        """Interest of the last year, newest first.

        Args:
            type: `2` of market loans.
            ccy: Currency, such as `BTC`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            mgn_mode: How positions are margined. One of `cross`, `isolated`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/account/spot-borrow-repay-history",
        rate=per_user(5),
        permission="read",
        cursor="ts",
        page_size=100,
    )
    async def get_spot_borrow_repay_history(
        self,
        *,
        ccy: str | None = None,
        type: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SpotBorrowRepayRecord]:
        """What was borrowed and repaid in spot mode, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            type: Only this kind.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @post(
        "/api/v5/account/move-positions",
        rate=per_user(1, 1, scope="master_user"),
        signing="always",
    )
    async def move_positions(
        self, from_acct: str, to_acct: str, *, legs: Sequence[MoveLeg], client_id: str
    ) -> PositionMove:
        """Move positions between accounts of one master account; by its key alone.

        Args:
            from_acct: Sub-account that gives them; `0` the master account.
            to_acct: Sub-account that gets them; `0` the master account.
            legs: Positions to move, at most 30.
            client_id: The client's name for it, 1 to 32 letters and digits.
        """
        ...

    @get(
        "/api/v5/account/move-positions-history",
        rate=per_user(2, scope="master_user"),
        permission="read",
        cursor=newest_only,
    )
    async def get_move_positions_history(
        self,
        *,
        block_td_id: str | None = None,
        client_id: str | None = None,
        begin_ts: datetime | int | None = None,
        end_ts: datetime | int | None = None,
        limit: int | None = None,
        state: str | None = None,
    ) -> list[PositionMove]:
        """Positions that were moved between accounts in the last three days.

        Args:
            block_td_id: Name of the block trade.
            client_id: The client's name for it, 1 to 32 letters and digits.
            begin_ts: Only rows from this time on.
            end_ts: Only rows up to this time.
            limit: Number of rows.
            state: Only rows in this state. One of `filled`, `pending`.
        """
        ...

    @get("/api/v5/account/subtypes", rate=per_user(20), permission="read")
    async def get_bill_types(
        self, *, type: str | Sequence[str] | None = None
    ) -> list[BillTypes]:
        """The types of bills, and the kinds of each.

        Args:
            type: Only these types.
        """
        ...
