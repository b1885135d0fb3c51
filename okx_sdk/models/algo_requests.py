"""Algo orders, changes and cancellations to be sent."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen
from attrs.converters import optional

from okx_sdk.models._base import Payload, exact_or_none
from okx_sdk.models.enums import (
    AlgoOrdType,
    PosSide,
    Side,
    TdMode,
    TgtCcy,
    TpOrdKind,
    TriggerPxType,
)
from okx_sdk.models.order_requests import AmendAttachedAlgo, NewAttachedAlgo

__all__ = ["AmendAlgoOrder", "CancelAlgoOrder", "NewAlgoOrder"]


@frozen
class NewAlgoOrder(Payload):
    """An algo order to be placed.

    Give *sz*, or *close_fraction* for a position.
    """

    inst_id: str
    td_mode: TdMode = field(converter=TdMode)
    """How it is margined."""
    side: Side = field(converter=Side)
    ord_type: AlgoOrdType = field(converter=AlgoOrdType)
    ccy: str | None = None
    """Currency of the margin."""
    pos_side: PosSide | None = field(default=None, converter=optional(PosSide))
    """Wanted in long/short mode; there `long` or `short`."""
    sz: Decimal | None = field(default=None, converter=exact_or_none)
    """In contracts for derivatives; for spot and margin see `tgt_ccy`."""
    tag: str | None = None
    """A tag of one's own, at most 16 letters and digits."""
    tgt_ccy: TgtCcy | None = field(default=None, converter=optional(TgtCcy))
    """The unit of `sz` of a spot order at market."""
    algo_cl_ord_id: str | None = None
    """A name of one's own for it, 1 to 32 letters and digits."""
    close_fraction: Decimal | None = field(default=None, converter=exact_or_none)
    """Part of the position that is closed; `1`, all, is the only one."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    tp_trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that triggers the take-profit. For `conditional`, `oco` alone."""
    tp_trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """Which price that is. `last` if left out. For `conditional`, `oco` alone."""
    tp_ord_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price of the take-profit order; `-1` at market. For `conditional`, `oco` alone.
    """
    tp_ord_kind: TpOrdKind | None = field(default=None, converter=optional(TpOrdKind))
    """Whether the take-profit waits for its trigger, or is a limit order.

    `condition` if left out. For `conditional`, `oco` alone.
    """
    sl_trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that triggers the stop-loss. For `conditional`, `oco` alone."""
    sl_trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """Which price that is. `last` if left out. For `conditional`, `oco` alone."""
    sl_ord_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price of the stop-loss order; `-1` at market. For `conditional`, `oco` alone."""
    cxl_on_close_pos: bool | None = None
    """Whether it goes with the position; then `reduce_only` is wanted.

    `false` if left out. For `conditional`, `oco` alone.
    """
    reduce_only: bool | None = None
    """Whether it may only shrink a position.

    `false` if left out. For `conditional`, `oco`, `chase`, `trigger`, `move_order_stop`
    alone.
    """
    chase_type: str | None = None
    """Unit of `chase_val`: `distance` or `ratio`.

    `distance` if left out. For `chase` alone.
    """
    chase_val: Decimal | None = field(default=None, converter=exact_or_none)
    """How far from the best price it stays. `0` if left out. For `chase` alone."""
    max_chase_type: str | None = None
    """Unit of `max_chase_val`: `distance` or `ratio`. For `chase` alone."""
    max_chase_val: Decimal | None = field(default=None, converter=exact_or_none)
    """How far the price is followed. For `chase` alone."""
    trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that triggers it. For `trigger` alone."""
    order_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price of the order that it places; `-1` at market. For `trigger` alone."""
    trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """Which price that is. `last` if left out. For `trigger` alone."""
    attach_algo_ords: tuple[NewAttachedAlgo, ...] | None = None
    """Take-profits and stop-losses that follow what it places. For `trigger` alone."""
    callback_ratio: Decimal | None = field(default=None, converter=exact_or_none)
    """Distance of a trailing order from the best price, as a share.

    For `move_order_stop` alone.
    """
    callback_spread: Decimal | None = field(default=None, converter=exact_or_none)
    """Distance of a trailing order from the best price. For `move_order_stop` alone."""
    active_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price from which a trailing order follows. For `move_order_stop` alone."""
    px_var: Decimal | None = field(default=None, converter=exact_or_none)
    """Distance of pieces from the best price, as a share; this or `px_spread`.

    For `iceberg`, `twap` alone.
    """
    px_spread: Decimal | None = field(default=None, converter=exact_or_none)
    """Distance of pieces from the best price; this or `px_var`.

    For `iceberg`, `twap` alone.
    """
    sz_limit: Decimal | None = field(default=None, converter=exact_or_none)
    """Size of a piece. For `iceberg`, `twap` alone."""
    px_limit: Decimal | None = field(default=None, converter=exact_or_none)
    """No piece is placed beyond this price. For `iceberg`, `twap` alone."""
    time_interval: int | None = None
    """Seconds between pieces. For `twap` alone."""


@frozen
class CancelAlgoOrder(Payload):
    """The algo order to be cancelled, named by one of its ids."""

    inst_id: str
    algo_id: str | None = None
    algo_cl_ord_id: str | None = None
    """The client's name for it."""


@frozen
class AmendAlgoOrder(Payload):
    """A change of an algo order, which is named by one of its ids."""

    inst_id: str
    algo_id: str | None = None
    algo_cl_ord_id: str | None = None
    """The client's name for it."""
    cxl_on_fail: bool | None = None
    """Whether it is cancelled if it cannot be changed. `false` if left out."""
    req_id: str | None = None
    """A name of one's own for the amendment, 1 to 32 letters and digits."""
    new_sz: Decimal | None = field(default=None, converter=exact_or_none)
    """New size."""
    new_tp_trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New take-profit trigger price, 0 drops it."""
    new_tp_trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """New price feed that triggers take-profit."""
    new_tp_ord_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New take-profit order price, -1 = market."""
    new_sl_trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New stop-loss trigger price, 0 drops it."""
    new_sl_trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """New price feed that triggers stop-loss."""
    new_sl_ord_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New stop-loss order price, -1 = market."""
    new_trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New trigger price; trigger orders."""
    new_ord_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New order price, -1 = market; trigger orders."""
    new_trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """New price feed that triggers; trigger orders. `last` if left out."""
    attach_algo_ords: tuple[AmendAttachedAlgo, ...] | None = None
    """Attached TP/SL legs; trigger orders."""
