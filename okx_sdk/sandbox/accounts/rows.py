"""Orders as models, with all that queries and channels tell of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import asdict

from okx_sdk.models.enums import (
    AmendResult,
    AmendSource,
    CancelSource,
    ExecType,
    InstType,
    OrderCategory,
    PosSide,
    TgtCcy,
)
from okx_sdk.models.trade import AttachedAlgo, LinkedAlgo
from okx_sdk.models.trade import Order as Row
from okx_sdk.sandbox.accounts.exact import ZERO, tidied
from okx_sdk.sandbox.accounts.option_prices import unit_of
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.times import moment

__all__ = ["Amended", "order_row", "pushed_row"]

Amended = tuple[AmendResult, AmendSource, str | None, str]
"""What came of an amendment, who asked for it, by which name, and a code."""


def order_row(order: Order) -> Row:
    """An order as a query tells of it."""
    return Row(**_words(order))


def pushed_row(
    order: Order,
    quotes: Quotes,
    now: int,
    *,
    is_fill: bool = False,
    amended: Amended | None = None,
) -> Row:
    """An order as its channel tells of it: with its last fill, if that is the news."""
    fill = order.last_fill if is_fill else None
    result, source, req_id, code = amended or (None, None, None, "0")
    px = order.px or order.avg_px or quotes.last(order.inst, now)
    more: dict[str, Any] = {
        "notional_usd": _usd(order, px, order.sz, quotes, now),
        "amend_result": result,
        "amend_source": source,
        "req_id": req_id,
        "code": code,
        "msg": "",
        "last_px": quotes.last(order.inst, now),
        "fill_sz": fill.fill_sz if fill else ZERO,
        "fill_px": fill.fill_px if fill else None,
        "fill_time": fill.fill_time if fill else None,
        "trade_id": fill.trade_id if fill else None,
        "fill_pnl": fill.fill_pnl if fill else ZERO,
        "fill_fee": fill.fee if fill else ZERO,
        "fill_fee_ccy": fill.fee_ccy if fill else None,
        "exec_type": fill.exec_type if fill else None,
    }
    if fill is not None:
        more |= {
            "fill_mark_px": fill.fill_mark_px,
            "fill_idx_px": fill.fill_idx_px,
            "fill_notional_usd": _usd(order, fill.fill_px, fill.fill_sz, quotes, now),
        }
    return Row(**{**_words(order), **more})


def _usd(order: Order, px: Decimal, sz: Decimal, quotes: Quotes, now: int) -> Decimal:
    inst = order.inst
    if order.in_quote and sz == order.sz:
        return tidied(sz * quotes.usd(inst.quote_ccy, now))
    return tidied(quotes.dollars(inst, px, sz, now))


def _words(order: Order) -> dict[str, Any]:
    inst, sent, fill = order.inst, order.sent, order.last_fill
    avg = order.avg_px
    is_spot = inst.inst_type == "SPOT"
    words: dict[str, Any] = {
        "inst_type": InstType(inst.inst_type),
        "inst_id": inst.inst_id,
        "ord_id": str(order.ord_id),
        "side": sent.side,
        "ord_type": sent.ord_type,
        "state": order.state,
        "tgt_ccy": _tgt_ccy(order),
        "ccy": sent.ccy,
        "cl_ord_id": order.cl_ord_id,
        "tag": sent.tag,
        "px": order.px,
        "px_type": unit_of(sent) if inst.inst_type == "OPTION" else None,
        "px_usd": sent.px_usd,
        "px_vol": sent.px_vol,
        "sz": order.sz,
        "pnl": tidied(order.pnl),
        "pos_side": sent.pos_side or PosSide.NET,
        "td_mode": sent.td_mode,
        "acc_fill_sz": order.acc_fill_sz,
        "avg_px": None if avg is None else tidied(avg),
        "stp_mode": sent.stp_mode,
        "lever": None if is_spot else order.lever,
        "attach_algo_ords": _attached(order),
        "linked_algo_ord": LinkedAlgo(),
        "fee_ccy": order.fee_ccy or _fee_ccy(order),
        "fee": tidied(order.fee),
        "rebate": ZERO,
        "rebate_ccy": _rebate_ccy(order),
        "source": order.source or None,
        "category": OrderCategory(order.category),
        "reduce_only": bool(sent.reduce_only),
        "is_tp_limit": False,
        "cancel_source_reason": order.cancel_reason,
        "algo_id": order.algo_id,
        "algo_cl_ord_id": order.algo_cl_ord_id,
        "u_time": moment(order.u_time),
        "c_time": moment(order.c_time),
        "trade_quote_ccy": inst.quote_ccy or None,
    }
    if order.cancel_source is not None:
        words["cancel_source"] = CancelSource(order.cancel_source)
    if fill is not None:
        words |= {
            "fill_px": fill.fill_px,
            "fill_sz": fill.fill_sz,
            "fill_time": fill.fill_time,
            "trade_id": fill.trade_id,
            "exec_type": fill.exec_type or ExecType.TAKER,
        }
    return words


def _tgt_ccy(order: Order) -> TgtCcy | None:
    if order.inst.inst_type != "SPOT" or order.sent.ord_type != "market":
        return None
    return TgtCcy.QUOTE_CCY if order.in_quote else TgtCcy.BASE_CCY


def _fee_ccy(order: Order) -> str:
    inst = order.inst
    if inst.inst_type != "SPOT":
        return inst.settle_ccy or inst.quote_ccy
    return inst.base_ccy if order.is_buy else inst.quote_ccy


def _rebate_ccy(order: Order) -> str:
    inst = order.inst
    if inst.inst_type != "SPOT":
        return inst.settle_ccy or inst.quote_ccy
    return inst.quote_ccy if order.is_buy else inst.base_ccy


def _attached(order: Order) -> tuple[AttachedAlgo, ...]:
    attached = order.sent.attach_algo_ords or ()
    return tuple(
        AttachedAlgo(attach_algo_id=algo_id, **asdict(new, recurse=False))
        for algo_id, new in zip(order.attached, attached, strict=True)
    )
