"""Whether what is asked for exists, and is served at this door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming.channels import CHANNELS, Listing, Surface
from okx_sdk.sandbox.streaming.words import Said, refused, unknown

__all__ = ["Desired", "Key", "check", "key_of"]

Key = tuple[tuple[str, str], ...]
"""What a subscription is known by: every word of its argument."""


def key_of(arg: Mapping[str, Any]) -> Key:
    """The key of an argument."""
    return tuple(sorted((name, str(value)) for name, value in arg.items()))


@frozen
class Desired:
    """A subscription that may be had: its channel, and its argument as it was sent."""

    listing: Listing
    arg: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """What it is known by."""
        return key_of(self.arg)

    @property
    def inst_id(self) -> str:
        """The instrument, if it names one."""
        return str(self.arg.get("instId", ""))


def check(
    market: Market,
    surface: Surface,
    arg: Mapping[str, Any],
    now: int,
    *,
    logged_in: bool,
) -> Desired | Said:
    """What an argument asks for, or why it cannot be had at this door."""
    if not isinstance(arg.get("channel"), str):
        return refused("60013")
    listing = CHANNELS.get(arg["channel"])
    if listing is None:
        return unknown(arg)
    if listing.surface != surface:
        return _wrong_door(listing, surface, arg)
    if listing.login and not logged_in:
        return refused("60011")
    if "uly" in arg:
        return refused("64000")
    if not _is_complete(listing, arg) or not _is_served(market, listing, arg, now):
        return unknown(arg)
    return Desired(listing, arg)


def _wrong_door(listing: Listing, surface: Surface, arg: Mapping[str, Any]) -> Said:
    if listing.surface == "business":
        return refused("64001")
    return refused("64002") if surface == "business" else unknown(arg)


def _is_complete(listing: Listing, arg: Mapping[str, Any]) -> bool:
    if not all(isinstance(value, str) and value for value in arg.values()):
        return False
    if not all(name in arg for name in listing.needs):
        return False
    return not listing.one_of or any(name in arg for name in listing.one_of)


def _is_served(
    market: Market, listing: Listing, arg: Mapping[str, str], now: int
) -> bool:
    asked = arg.get("instType")
    # Channels without a type of their own pass over one that is sent all the same.
    if listing.inst_types and asked not in listing.inst_types:
        return False
    return (
        _has_instrument(market, listing, arg.get("instId"), now)
        and _has_family(market, listing, arg.get("instFamily"), now)
        and ("sprdId" not in arg or arg["sprdId"].count("_") == 1)
    )


def _has_instrument(
    market: Market, listing: Listing, inst_id: str | None, now: int
) -> bool:
    if inst_id is None or listing.is_private:
        return True
    if "INDEX" in listing.trades:
        return inst_id in market.indexes()
    for inst_type in listing.trades:
        found = market.instrument(inst_id, now, inst_type)
        if found is not None and found.is_live(now):
            return True
    return False


def _has_family(market: Market, listing: Listing, family: str | None, now: int) -> bool:
    if family is None or listing.is_private:
        return True
    kinds = {"OPTION"} if listing.name in {"opt-summary", "option-trades"} else None
    return any(
        inst.inst_family == family and (kinds is None or inst.inst_type in kinds)
        for inst in market.instruments(now)
    )
