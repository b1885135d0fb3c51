"""Orders, changes and cancellations to be sent."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen
from attrs.converters import optional

from okx_sdk.models._base import Payload, exact, exact_or_none
from okx_sdk.models.enums import (
    EventOutcome,
    OrdType,
    PosSide,
    PxAmendType,
    Side,
    StpMode,
    TdMode,
    TgtCcy,
    TpOrdKind,
    TriggerPxType,
)

__all__ = [
    "AmendAttachedAlgo",
    "AmendOrder",
    "CancelOrder",
    "NewAttachedAlgo",
    "NewOrder",
]


@frozen
class NewAttachedAlgo(Payload):
    """A take-profit, a stop-loss or a trailing order to follow an order."""

    attach_algo_cl_ord_id: str | None = None
    """A name of one's own for it, 1 to 32 letters and digits."""
    tp_trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that triggers the take-profit."""
    tp_trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """Which price that is. `last` if left out."""
    tp_ord_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price of the take-profit order; `-1` at market."""
    sl_trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that triggers the stop-loss."""
    sl_trigger_px_type: TriggerPxType | None = field(
        default=None, converter=optional(TriggerPxType)
    )
    """Which price that is. `last` if left out."""
    sl_ord_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price of the stop-loss order; `-1` at market."""
    tp_trigger_ratio: Decimal | None = field(default=None, converter=exact_or_none)
    """The same, as a share of the entry price."""
    tp_ord_kind: TpOrdKind | None = field(default=None, converter=optional(TpOrdKind))
    """Whether the take-profit waits for its trigger, or is a limit order.

    `condition` if left out.
    """
    sl_trigger_ratio: Decimal | None = field(default=None, converter=exact_or_none)
    """The same, as a share of the entry price."""
    sz: Decimal | None = field(default=None, converter=exact_or_none)
    """Size of a split take-profit."""
    amend_px_on_trigger_type: str | None = None
    """`1` moves the stop-loss to the entry price once a take-profit fills.

    `0` if left out.
    """
    callback_ratio: Decimal | None = field(default=None, converter=exact_or_none)
    """Distance of a trailing order from the best price, as a share."""
    callback_spread: Decimal | None = field(default=None, converter=exact_or_none)
    """Distance of a trailing order from the best price."""
    active_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price from which a trailing order follows."""


@frozen
class AmendAttachedAlgo(Payload):
    """A change of a take-profit or stop-loss that is attached to an order."""

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
    attach_algo_id: str | None = None
    """Its id."""
    attach_algo_cl_ord_id: str | None = None
    """The client's name for it."""
    new_tp_trigger_ratio: Decimal | None = field(default=None, converter=exact_or_none)
    """New take-profit trigger ratio."""
    new_tp_ord_kind: TpOrdKind | None = field(
        default=None, converter=optional(TpOrdKind)
    )
    """New take-profit order kind."""
    new_sl_trigger_ratio: Decimal | None = field(default=None, converter=exact_or_none)
    """New stop-loss trigger ratio."""
    sz: Decimal | None = field(default=None, converter=exact_or_none)
    """Size of a split take-profit."""
    amend_px_on_trigger_type: str | None = None
    """`1` moves the stop-loss to the entry price once a take-profit fills.

    `0` if left out.
    """
    new_callback_ratio: Decimal | None = field(default=None, converter=exact_or_none)
    new_callback_spread: Decimal | None = field(default=None, converter=exact_or_none)
    new_active_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New active price."""


@frozen
class NewOrder(Payload):
    """An order to be placed.

    Numbers may be given as `Decimal`, text or `int`; a float is refused.
    """

    inst_id: str
    td_mode: TdMode = field(converter=TdMode)
    """How it is margined."""
    side: Side = field(converter=Side)
    ord_type: OrdType = field(converter=OrdType)
    sz: Decimal = field(converter=exact)
    """In contracts for derivatives; for spot at market see `tgt_ccy`."""
    ccy: str | None = None
    """Currency of the margin."""
    cl_ord_id: str | None = None
    """A name of one's own for it, 1 to 32 letters and digits."""
    tag: str | None = None
    """A tag of one's own, at most 16 letters and digits."""
    pos_side: PosSide | None = field(default=None, converter=optional(PosSide))
    """Wanted in long/short mode; there `long` or `short`. `net` if left out."""
    px: Decimal | None = field(default=None, converter=exact_or_none)
    """Limit price; orders at market have none."""
    px_usd: Decimal | None = field(default=None, converter=exact_or_none)
    """Price of an option, in USD, in place of `px`."""
    px_vol: Decimal | None = field(default=None, converter=exact_or_none)
    """Price of an option as implied volatility, in place of `px`; `1` is 100 %."""
    reduce_only: bool | None = None
    """Whether it may only shrink a position. `false` if left out."""
    tgt_ccy: TgtCcy | None = field(default=None, converter=optional(TgtCcy))
    """The unit of `sz` of a spot order at market.

    If left out, buys are in quote currency and sells in base.
    """
    ban_amend: bool | None = None
    """Whether a spot order at market fails rather than be made smaller.

    `false` if left out.
    """
    px_amend_type: PxAmendType | None = field(
        default=None, converter=optional(PxAmendType)
    )
    """Whether a price beyond the limit is moved to it. `0`, no, if left out."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    stp_mode: StpMode | None = field(default=None, converter=optional(StpMode))
    """What gives way when it would trade with an order of the same user."""
    attach_algo_ords: tuple[NewAttachedAlgo, ...] | None = None
    """Take-profits and stop-losses that follow it."""
    speed_bump: str | None = None
    """Orders of event contracts want it, but post-only ones. Always `1`."""
    outcome: EventOutcome | None = field(default=None, converter=optional(EventOutcome))
    """Side of an event contract; they want it."""
    slippage_pct: Decimal | None = field(default=None, converter=exact_or_none)
    """Most slippage of a spot order at market, as a share, `0` to `0.05`.

    For a size in the currency that is got alone.
    """
    rpi_taker_access: bool | None = None
    """Whether it may take RPI orders; that delays it a little. `false` if left out."""
    rpi_px_round: bool | None = None
    """Whether the price of an RPI order is moved to the next that is allowed.

    `false` if left out.
    """


@frozen
class CancelOrder(Payload):
    """The order to be cancelled, named by one of its ids."""

    inst_id: str
    ord_id: str | None = None
    cl_ord_id: str | None = None
    """The client's name for it; `ord_id` goes before it."""


@frozen
class AmendOrder(Payload):
    """A change of an order, which is named by one of its ids."""

    inst_id: str
    ord_id: str | None = None
    cl_ord_id: str | None = None
    """The client's name for it; `ord_id` goes before it."""
    cxl_on_fail: bool | None = None
    """Whether the order is cancelled if it cannot be changed. `false` if left out."""
    req_id: str | None = None
    """A name of one's own for the amendment, 1 to 32 letters and digits."""
    new_sz: Decimal | None = field(default=None, converter=exact_or_none)
    """Size including what is filled already."""
    new_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New price."""
    new_px_usd: Decimal | None = field(default=None, converter=exact_or_none)
    """New price of an option, in USD."""
    new_px_vol: Decimal | None = field(default=None, converter=exact_or_none)
    """New price of an option as implied volatility."""
    px_amend_type: PxAmendType | None = field(
        default=None, converter=optional(PxAmendType)
    )
    """Whether a price beyond the limit is moved to it. `0`, no, if left out."""
    attach_algo_ords: tuple[AmendAttachedAlgo, ...] | None = None
    """Changes of what is attached."""
    speed_bump: str | None = None
    """Orders of event contracts want it, but post-only ones. Always `1`."""
    rpi_taker_access: bool | None = None
    """Whether it may take RPI orders; that delays it a little. `false` if left out."""
    rpi_px_round: bool | None = None
    """Whether the price of an RPI order is moved to the next that is allowed.

    `false` if left out.
    """
