"""The fields of orders as keywords, for those who would rather write them out.

None is said to be required, for a whole order may be given in their place; what is
missing is told by an error.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from okx_sdk.models.enums import (
    EventOutcome,
    OrdType,
    PosSide,
    PxAmendType,
    Side,
    StpMode,
    TdMode,
    TgtCcy,
)
from okx_sdk.models.order_requests import AmendAttachedAlgo, NewAttachedAlgo

__all__ = ["AmendOrderFields", "NewOrderFields"]

Exact = Decimal | str | int
"""A number that is exact."""


class NewOrderFields(TypedDict, total=False):
    """The fields of `NewOrder`."""

    inst_id: str
    td_mode: TdMode | str
    side: Side | str
    ord_type: OrdType | str
    sz: Exact
    ccy: str | None
    cl_ord_id: str | None
    tag: str | None
    pos_side: PosSide | str | None
    px: Exact | None
    px_usd: Exact | None
    px_vol: Exact | None
    reduce_only: bool | None
    tgt_ccy: TgtCcy | str | None
    ban_amend: bool | None
    px_amend_type: PxAmendType | str | None
    trade_quote_ccy: str | None
    stp_mode: StpMode | str | None
    attach_algo_ords: tuple[NewAttachedAlgo, ...] | None
    speed_bump: str | None
    outcome: EventOutcome | str | None
    slippage_pct: Exact | None
    rpi_taker_access: bool | None
    rpi_px_round: bool | None


class AmendOrderFields(TypedDict, total=False):
    """The fields of `AmendOrder`."""

    inst_id: str
    ord_id: str | None
    cl_ord_id: str | None
    cxl_on_fail: bool | None
    req_id: str | None
    new_sz: Exact | None
    new_px: Exact | None
    new_px_usd: Exact | None
    new_px_vol: Exact | None
    px_amend_type: PxAmendType | str | None
    attach_algo_ords: tuple[AmendAttachedAlgo, ...] | None
    speed_bump: str | None
    rpi_taker_access: bool | None
    rpi_px_round: bool | None
