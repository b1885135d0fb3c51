"""The blocking twin of `okx_sdk.rest._trade_records`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import BillSubType, InstType, OrderState, OrdType, Quarter
from okx_sdk.models.order_acks import FillsArchive, FillsArchiveRequest
from okx_sdk.models.trade import Fill, Order
from okx_sdk.rest._trade_records import TradeRecords as AsyncTradeRecords

__all__ = ["TradeRecords"]

TradeRecordsT = TypeVar("TradeRecordsT", bound=AsyncTradeRecords)


class TradeRecords(BlockingSection[TradeRecordsT]):
    """Orders and fills: look them up."""

    def get_order(
        self, inst_id: str, *, ord_id: str | None = None, cl_ord_id: str | None = None
    ) -> Order:
        """One order, by its id or the client's name for it; the id goes first.

        A name that was used more than once gives the latest. A cancelled order that
        never filled is known for two hours.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ord_id: The order's id; goes before the client's name for it.
            cl_ord_id: The client's name for it, 1 to 32 letters and digits.
        """
        return self._run(
            self._async.get_order, inst_id, ord_id=ord_id, cl_ord_id=cl_ord_id
        )

    def get_open_orders(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_family: str | None = None,
        inst_id: str | None = None,
        ord_type: OrdType | str | None = None,
        state: OrderState | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[Order]:
        """Orders that rest, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ord_type: Only orders of this type.
            state: Only rows in this state.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_open_orders,
            inst_type=inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
            ord_type=ord_type,
            state=state,
            after=after,
            before=before,
            limit=limit,
        )

    def get_orders_history(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
        ord_type: OrdType | str | None = None,
        state: OrderState | str | None = None,
        category: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Order]:
        """Orders of the last seven days that are done, newest first.

        Cancelled orders that never filled are kept for two hours.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ord_type: Only orders of this type.
            state: Only rows in this state.
            category: Only orders of this category. One of `adl`, `full_liquidation`,
                `partial_liquidation`, `delivery`, `ddh`.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_orders_history,
            inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
            ord_type=ord_type,
            state=state,
            category=category,
            after=after,
            before=before,
            begin=begin,
            end=end,
            limit=limit,
        )

    def get_orders_history_archive(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
        ord_type: OrdType | str | None = None,
        state: OrderState | str | None = None,
        category: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Order]:
        """Orders of the last three months that are done, newest first.

        Cancelled orders that never filled are not among them.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ord_type: Only orders of this type.
            state: Only rows in this state.
            category: Only orders of this category. One of `adl`, `full_liquidation`,
                `partial_liquidation`, `delivery`, `ddh`.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_orders_history_archive,
            inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
            ord_type=ord_type,
            state=state,
            category=category,
            after=after,
            before=before,
            begin=begin,
            end=end,
            limit=limit,
        )

    def get_fills(
        self,
        *,
        inst_type: InstType | str | None = None,
        inst_family: str | None = None,
        inst_id: str | None = None,
        ord_id: str | None = None,
        sub_type: BillSubType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Fill]:
        """Fills of the last three days, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ord_id: The order's id; goes before the client's name for it.
            sub_type: Only fills of this kind.
            after: Only rows older than this id, their `bill_id`.
            before: Only rows newer than this id, their `bill_id`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_fills,
            inst_type=inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
            ord_id=ord_id,
            sub_type=sub_type,
            after=after,
            before=before,
            begin=begin,
            end=end,
            limit=limit,
        )

    def get_fills_history(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
        ord_id: str | None = None,
        sub_type: BillSubType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Fill]:
        """Fills of the last three months, newest first.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            ord_id: The order's id; goes before the client's name for it.
            sub_type: Only fills of this kind.
            after: Only rows older than this id, their `bill_id`.
            before: Only rows newer than this id, their `bill_id`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_fills_history,
            inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
            ord_id=ord_id,
            sub_type=sub_type,
            after=after,
            before=before,
            begin=begin,
            end=end,
            limit=limit,
        )

    def get_fills_archive(self, year: str, quarter: Quarter | str) -> FillsArchive:
        """The file of a quarter's fills, once it was applied for.

        *Provisional*: known from other libraries alone.

        Args:
            year: Four digits.
            quarter: Quarter of the year.
        """
        return self._run(self._async.get_fills_archive, year, quarter)

    def apply_fills_archive(
        self, year: str, quarter: Quarter | str
    ) -> FillsArchiveRequest:
        """Apply for the file of a quarter's fills.

        *Provisional*: known from other libraries alone.

        Args:
            year: Four digits.
            quarter: Quarter of the year.
        """
        return self._run(self._async.apply_fills_archive, year, quarter)
