"""Which feed each channel has."""

from __future__ import annotations

import re
from collections.abc import Callable

from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming import expiring, figures, quotes
from okx_sdk.sandbox.streaming.channels import CHANNELS, Arg, Listing
from okx_sdk.sandbox.streaming.feeds import Feed, Silent
from okx_sdk.sandbox.streaming.topics import Topic

__all__ = ["FED", "feed_for"]

_Maker = Callable[[Topic], Feed]

FED: dict[str, _Maker] = {
    **dict.fromkeys(quotes.DEPTHS, quotes.deep),
    **dict.fromkeys(quotes.SHALLOW, quotes.shallow),
    "trades": quotes.trades,
    "trades-all": quotes.trades,
    "tickers": quotes.tickers,
    "candle": quotes.candles,
    "index-candle": quotes.index_candles,
    "mark-price-candle": quotes.mark_candles,
    "mark-price": figures.mark_price,
    "index-tickers": figures.index_tickers,
    "funding-rate": figures.funding_rate,
    "open-interest": figures.open_interest,
    "price-limit": figures.price_limit,
    "opt-summary": expiring.opt_summary,
    "estimated-price": expiring.estimated_price,
    "instruments": expiring.instruments,
    "option-trades": expiring.option_trades,
}
"""What makes a feed, by the channel's name; candles by their family's."""

_family_of = re.compile(r"((?:index-|mark-price-)?candle)\d")


def feed_for(market: Market, listing: Listing, arg: Arg, now: int) -> Feed:
    """The feed of a channel and its parameters, from *now* (ms) on."""
    assert listing.name in CHANNELS, "the conversation knows the channel"
    candles = _family_of.match(listing.name)
    make = FED.get(candles[1] if candles else listing.name)
    if make is None or listing.grade not in {"fed", "events"}:
        return Silent()
    return make(Topic(market, listing, arg, now))
