"""What a feed is made of: a market, a channel, its parameters, and a time."""

from __future__ import annotations

from attrs import frozen

from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming.channels import Arg, Listing

__all__ = ["Topic"]


@frozen
class Topic:
    """What a feed is to tell of, from a time in ms on."""

    market: Market
    listing: Listing
    arg: Arg
    now: int

    def instrument(self) -> Instrument:
        """The instrument that is named; the conversation has made sure of it."""
        name = self.arg["instId"]
        for inst_type in ("", *self.listing.trades):
            found = self.market.instrument(name, self.now, inst_type)
            if found is not None and found.inst_type in self.listing.trades:
                return found
        raise AssertionError(f"{name} was looked up before")
