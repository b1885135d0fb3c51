"""Copying lead traders: settings, and positions that follow theirs from then on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import define, evolve, field

from okx_sdk.models.enums import InstType
from okx_sdk.models.lead_trading import (
    CopyAccountConfig,
    CopyInstrument,
    CopyRole,
    CopySettingResult,
    CopySettings,
    LeadingInstrument,
    LeadPosition,
    LeadPositionAck,
    MyLeadTrader,
    SignalCopyLink,
    TotalUnrealizedProfitSharing,
)
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.copy_trading import CopyTrading
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import moment, one_of, trading
from okx_sdk.sandbox.desks._kinds import lists, says
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.desks.copy_public import leader_named, shown
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.leaders import Leader, Taken
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

_LEADING = ("BTC-USDT-SWAP", "ETH-USDT-SWAP", "SOL-USDT-SWAP")
_SHARE = Decimal("0.1")
_ZERO = Decimal(0)


@define
class _Following:
    """One lead trader that is copied: how, since when, and what was changed of it.

    *locked* is the money that is set aside, *early* what was closed before its leader
    did, and *guards* the stops of positions, by their ids.
    """

    said: dict[str, Any]
    since: int
    locked: Decimal
    until: int | None = None
    early: dict[str, LeadPosition] = field(factory=dict[str, LeadPosition])
    guards: dict[str, dict[str, Any]] = field(factory=dict[str, dict[str, Any]])
    settled: set[str] = field(factory=set[str])


def _all(desk: Desk) -> dict[str, _Following]:
    return desk.things.shelf(desk.account_name, "following")


def _following(desk: Desk, unique_code: str) -> _Following:
    leader_named(unique_code)
    found = _all(desk).get(unique_code)
    if found is None or found.until is not None:
        raise Refusal("59130", "This lead trader is not copied")
    return found


def _check(said: dict[str, Any]) -> None:
    one_of(said["copy_mgn_mode"], "copyMgnMode", "cross", "isolated", "copy")
    one_of(said["copy_inst_id_type"], "copyInstIdType", "custom", "copy")
    kinds = ("market_close", "copy_close", "manual_close")
    one_of(said["sub_pos_close_type"], "subPosCloseType", *kinds)
    if not Decimal(20) <= said["copy_total_amt"] <= Decimal(30_000):
        raise bad_parameter("copyTotalAmt")
    mode = one_of(said.get("copy_mode"), "copyMode", "fixed_amount", "ratio_copy")
    wanted = "copy_amt" if mode == "fixed_amount" else "copy_ratio"
    if said.get(wanted) is None:
        raise bad_parameter("copyAmt" if wanted == "copy_amt" else "copyRatio")


@answers(CopyTrading.set_first_copy_settings, grade="stateful")
def first_settings(desk: Desk, unique_code: str, **said: Any) -> CopySettingResult:
    leader_named(unique_code)
    _check(said)
    old = _all(desk).get(unique_code)
    if old is not None and old.until is None:
        raise Refusal("59131", "This lead trader is copied already")
    _money.spend(desk, "USDT", said["copy_total_amt"], _money.COPY)
    _all(desk)[unique_code] = _Following(said, desk.now, said["copy_total_amt"])
    return CopySettingResult(True)


@answers(CopyTrading.amend_copy_settings, grade="stateful")
def amend_settings(desk: Desk, unique_code: str, **said: Any) -> CopySettingResult:
    found = _following(desk, unique_code)
    _check(said)
    more = said["copy_total_amt"] - found.locked
    if more > 0:
        _money.spend(desk, "USDT", more, _money.COPY)
    elif more < 0:
        _money.earn(desk, "USDT", -more, _money.COPY)
    found.said, found.locked = said, said["copy_total_amt"]
    return CopySettingResult(True)


@answers(CopyTrading.stop_copying, grade="stateful")
def stop_copying(
    desk: Desk,
    unique_code: str,
    sub_pos_close_type: str,
    **_: Any,
) -> CopySettingResult:
    found = _following(desk, unique_code)
    kinds = ("market_close", "copy_close", "manual_close")
    if one_of(sub_pos_close_type, "subPosCloseType", *kinds) == "market_close":
        for row in _positions(desk, is_open=True):
            if row.unique_code == unique_code:
                _close(desk, found, row)
    found.until = desk.now
    _money.earn(desk, "USDT", found.locked, _money.COPY)
    found.locked = _ZERO
    return CopySettingResult(True)


@answers(CopyTrading.get_copy_settings, grade="stateful")
def copy_settings(desk: Desk, unique_code: str, **_: Any) -> CopySettings:
    leader_named(unique_code)
    found = _all(desk).get(unique_code)
    if found is None:
        return CopySettings("USDT", copy_state="0")
    said = found.said
    names = said.get("inst_id") or _LEADING
    names = names.split(",") if isinstance(names, str) else names
    return CopySettings(
        "USDT",
        said.get("copy_mode") or "fixed_amount",
        said.get("copy_amt"),
        said.get("copy_ratio"),
        said["copy_total_amt"],
        said.get("tp_ratio"),
        said.get("sl_ratio"),
        said["copy_inst_id_type"],
        tuple(CopyInstrument(name, True) for name in names),
        said.get("sl_total_amt"),
        said["sub_pos_close_type"],
        said["copy_mgn_mode"],
        "1" if found.until is None else "0",
        said.get("tag"),
    )


def _margin(leader: Leader, said: dict[str, Any]) -> Decimal:
    by_ratio = said.get("copy_mode") == "ratio_copy"
    amount: Decimal = (
        leader.margin * said["copy_ratio"] if by_ratio else said["copy_amt"]
    )
    return amount


def _taken(desk: Desk, code: str, found: _Following) -> list[Taken]:
    """What the leader has opened since it is copied."""
    end = found.until or desk.now
    rows = leader_named(code).positions(desk.market, found.since, desk.now)
    return [row for row in rows if row.opened <= end]


def _positions(desk: Desk, *, is_open: bool) -> list[LeadPosition]:
    """One's own positions that follow a leader's, newest first."""
    rows: list[LeadPosition] = []
    for code, found in _all(desk).items():
        leader = leader_named(code)
        for taken in _taken(desk, code, found):
            key = str(taken.sub_pos_id)
            guard = found.guards.get(key, {})
            row = shown(leader, taken, _margin(leader, found.said), **guard)
            row = found.early.get(key, row)
            if row.close_time is not None:
                _settle(desk, found, row)
            if (row.close_time is None) == is_open:
                rows.append(row)
    return sorted(rows, key=lambda row: int(row.sub_pos_id), reverse=True)


def _settle(desk: Desk, found: _Following, row: LeadPosition) -> None:
    """A closed position's profit comes once; the leader has a share of it."""
    if row.sub_pos_id in found.settled:
        return
    found.settled.add(row.sub_pos_id)
    pnl = row.pnl or _ZERO
    if pnl > 0:
        _money.earn(desk, "USDT", cut(pnl * (1 - _SHARE)), _money.COPY)
    else:
        loss = min(-pnl, _money.free(desk, "USDT"))
        _money.spend(desk, "USDT", loss, _money.COPY)


def _close(desk: Desk, found: _Following, row: LeadPosition) -> None:
    done = evolve(
        row,
        close_time=moment(desk.now),
        close_avg_px=row.mark_px,
        pnl=row.upl,
        pnl_ratio=row.upl_ratio,
        close_sub_pos=row.sub_pos,
        type="2",
    )
    found.early[row.sub_pos_id] = done
    _settle(desk, found, done)


def _own(desk: Desk, sub_pos_id: str) -> tuple[_Following, LeadPosition]:
    for row in _positions(desk, is_open=True):
        if row.sub_pos_id == sub_pos_id:
            return _all(desk)[row.unique_code or ""], row
    raise Refusal("59132", "This position does not exist")


@answers(CopyTrading.place_lead_stop_order, grade="stateful")
def place_stop(
    desk: Desk, sub_pos_id: str, tag: str | None = None, **said: Any
) -> LeadPositionAck:
    found, _ = _own(desk, sub_pos_id)
    names = ("tp_trigger_px", "sl_trigger_px", "tp_ord_px", "sl_ord_px")
    guard = {name: said[name] for name in names if name in said}
    if not guard:
        raise bad_parameter("tpTriggerPx")
    found.guards[sub_pos_id] = guard
    return LeadPositionAck(sub_pos_id, tag)


@answers(CopyTrading.close_lead_position, grade="stateful")
def close_position(
    desk: Desk, sub_pos_id: str, tag: str | None = None, **_: Any
) -> LeadPositionAck:
    found, row = _own(desk, sub_pos_id)
    _close(desk, found, row)
    return LeadPositionAck(sub_pos_id, tag)


lists(
    CopyTrading.get_existing_lead_positions, lambda desk: _positions(desk, is_open=True)
)


@answers(CopyTrading.get_lead_positions_history, grade="stateful")
def positions_history(desk: Desk, **said: Any) -> list[LeadPosition]:
    rows = _positions(desk, is_open=False)
    return paged(endpoint_of(CopyTrading.get_lead_positions_history), rows, said)


@answers(CopyTrading.get_my_lead_traders, grade="stateful")
def my_lead_traders(desk: Desk, **_: Any) -> list[MyLeadTrader]:
    open_, closed = (_positions(desk, is_open=each) for each in (True, False))
    rows: list[MyLeadTrader] = []
    for code, found in _all(desk).items():
        if found.until is not None:
            continue
        mine = [row for row in open_ if row.unique_code == code]
        done = [row for row in closed if row.unique_code == code]
        upl = sum((row.upl or _ZERO for row in mine), _ZERO)
        pnl = sum((row.pnl or _ZERO for row in done), _ZERO)
        margin = sum((row.margin or _ZERO for row in mine), _ZERO)
        rows.append(
            MyLeadTrader(
                code,
                "",
                leader_named(code).name,
                margin,
                found.locked,
                pnl,
                "USDT",
                _SHARE,
                moment(found.since),
                upl,
                pnl,
                "public",
            )
        )
    return rows


@answers(CopyTrading.get_account_config, grade="stateful")
def account_config(desk: Desk) -> CopyAccountConfig:
    code = f"{key_of('unique code', desk.account_name):016X}"
    ratio = _leading(desk).get("ratio", _SHARE)
    roles = (
        CopyRole(InstType.SWAP, "1", ratio, 500, 0),
        CopyRole(InstType.SPOT, "0"),
    )
    return CopyAccountConfig(code, desk.account_name, "", roles)


def _leading(desk: Desk) -> dict[str, Any]:
    return desk.things.shelf(desk.account_name, "leading")


@answers(CopyTrading.get_leading_instruments, grade="stateful")
def leading_instruments(desk: Desk, **_: Any) -> list[LeadingInstrument]:
    chosen = _leading(desk).get("instruments", _LEADING[:1])
    swaps = desk.market.instruments(desk.now, "SWAP")
    names = [inst.inst_id for inst in swaps if inst.settle_ccy == "USDT"]
    return [LeadingInstrument(name, name in chosen) for name in names]


@answers(CopyTrading.amend_leading_instruments, grade="stateful")
def amend_instruments(
    desk: Desk, inst_id: str | list[str], **_: Any
) -> list[LeadingInstrument]:
    names = inst_id.split(",") if isinstance(inst_id, str) else inst_id
    for name in names:
        trading(desk, name, "SWAP")
    _leading(desk)["instruments"] = tuple(names)
    return [row for row in leading_instruments(desk) if row.enabled]


@answers(CopyTrading.amend_profit_sharing_ratio, grade="stateful")
def profit_sharing_ratio(
    desk: Desk, profit_sharing_ratio: Decimal, **_: Any
) -> CopySettingResult:
    if not 0 <= profit_sharing_ratio <= Decimal("0.13"):
        raise bad_parameter("profitSharingRatio")
    _leading(desk)["ratio"] = profit_sharing_ratio
    return CopySettingResult(True)


# Nobody copies an account of the sandbox, which so has no share of anyone's profit.
lists(CopyTrading.get_profit_sharing_details, lambda _: [], "shape only")
lists(CopyTrading.get_total_profit_sharing, lambda _: [], "shape only")
lists(CopyTrading.get_unrealized_profit_sharing_details, lambda _: [], "shape only")
says(
    CopyTrading.get_total_unrealized_profit_sharing,
    lambda desk: [TotalUnrealizedProfitSharing(_ZERO, moment(desk.now))],
)


@answers(CopyTrading.create_signal_copy_link, grade="shape only")
def signal_link(desk: Desk, order_id: str, inst_id: str) -> SignalCopyLink:  # noqa: ARG001
    return SignalCopyLink(f"https://sandbox.invalid/copy/{order_id}")
