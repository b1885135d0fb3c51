"""The blocking twin of `okx_sdk.rest.convert`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.convert import (
    ConvertCurrency,
    ConvertPair,
    ConvertQuote,
    ConvertTrade,
)
from okx_sdk.models.enums import ConvertMode, Side
from okx_sdk.rest.convert import Convert as AsyncConvert

__all__ = ["Convert"]


class Convert(BlockingSection[AsyncConvert]):
    """Conversions of one currency into another at a quoted price."""

    def get_convert_currencies(self) -> list[ConvertCurrency]:
        """Currencies that can be converted."""
        return self._run(self._async.get_convert_currencies)

    def get_convert_currency_pair(
        self,
        from_ccy: str,
        to_ccy: str,
        *,
        convert_mode: ConvertMode | str | None = None,
    ) -> ConvertPair:
        """The limits of converting one currency into another.

        Args:
            from_ccy: Currency to give.
            to_ccy: Currency to get.
            convert_mode: `0` the standard one, `1` of VIP users, for large sizes.
        """
        return self._run(
            self._async.get_convert_currency_pair,
            from_ccy,
            to_ccy,
            convert_mode=convert_mode,
        )

    def estimate_quote(
        self,
        base_ccy: str,
        quote_ccy: str,
        side: Side | str,
        *,
        rfq_sz: Decimal | str | int,
        rfq_sz_ccy: str,
        cl_q_req_id: str | None = None,
        tag: str | None = None,
        convert_mode: ConvertMode | str | None = None,
    ) -> ConvertQuote:
        """A price that a conversion can be made at for some seconds.

        Args:
            base_ccy: Base currency.
            quote_ccy: Quote currency.
            side: Buy or sell the base currency.
            rfq_sz: Size to quote.
            rfq_sz_ccy: Currency of that size.
            cl_q_req_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
            convert_mode: `0` the standard one, `1` of VIP users, for large sizes.
        """
        return self._run(
            self._async.estimate_quote,
            base_ccy,
            quote_ccy,
            side,
            rfq_sz=rfq_sz,
            rfq_sz_ccy=rfq_sz_ccy,
            cl_q_req_id=cl_q_req_id,
            tag=tag,
            convert_mode=convert_mode,
        )

    def place_convert_trade(
        self,
        quote_id: str,
        *,
        base_ccy: str,
        quote_ccy: str,
        side: Side | str,
        sz: Decimal | str | int,
        sz_ccy: str,
        cl_t_req_id: str | None = None,
        tag: str | None = None,
        convert_mode: ConvertMode | str | None = None,
    ) -> ConvertTrade:
        """Convert at a quoted price.

        Args:
            quote_id: The quote's id.
            base_ccy: Base currency.
            quote_ccy: Quote currency.
            side: Buy or sell the base currency.
            sz: Size; no more than was quoted.
            sz_ccy: Currency of that size.
            cl_t_req_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
            convert_mode: `0` the standard one, `1` of VIP users, for large sizes.
        """
        return self._run(
            self._async.place_convert_trade,
            quote_id,
            base_ccy=base_ccy,
            quote_ccy=quote_ccy,
            side=side,
            sz=sz,
            sz_ccy=sz_ccy,
            cl_t_req_id=cl_t_req_id,
            tag=tag,
            convert_mode=convert_mode,
        )

    def get_convert_history(
        self,
        *,
        cl_t_req_id: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
        tag: str | None = None,
    ) -> list[ConvertTrade]:
        """Conversions, newest first.

        Args:
            cl_t_req_id: The client's name for one.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
            tag: The client's tag, at most 16 letters and digits.
        """
        return self._run(
            self._async.get_convert_history,
            cl_t_req_id=cl_t_req_id,
            after=after,
            before=before,
            limit=limit,
            tag=tag,
        )
