"""What the tests of the accounts share: a venue, orders in a few words, signed calls."""

from __future__ import annotations

from decimal import Decimal

from memory import MARKET, NOW

from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["NOW", "Clerk", "D"]

D = Decimal
BTC, SWAP, INVERSE = "BTC-USDT", "BTC-USDT-SWAP", "BTC-USD-SWAP"


class Clerk:
    """A venue of its own in the market that all tests share, and its main account."""

    def __init__(self, now: int = NOW, **balances) -> None:
        self.venue = Venue(MARKET)
        self.venue.advance(now)
        self.account = self.venue.accounts["main"]
        if balances:
            self.account = self.venue.open("small", balances)

    @property
    def now(self) -> int:
        return self.venue.now

    def last(self, inst_id: str = BTC) -> Decimal:
        inst = MARKET.instrument(inst_id, self.now)
        return self.venue.quotes.last(inst, self.now)

    def order(self, side="buy", sz="0.01", px=None, kind=None, of=BTC, **words):
        kind = kind or ("market" if px is None else "limit")
        mode = words.pop("td_mode", "cash" if of.count("-") == 1 else "cross")
        return NewOrder(of, mode, side, kind, sz, px=px, **words)

    def place(self, *args, account=None, lag=0.0, **words):
        order = self.order(*args, **words)
        account = account or self.account
        return self.venue.place(account, order, self.now, lag=lag)

    def wait(self, ms: int) -> None:
        self.venue.advance(self.now + ms)
