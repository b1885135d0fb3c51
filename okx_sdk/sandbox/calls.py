"""A call, the desk that answers it, and what goes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.keys import Key
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.things import Things

__all__ = ["Answer", "Call", "Desk", "Grade", "Whole"]

Grade = Literal["simulated", "stateful", "shape only"]
"""How true an answer is: computed as the exchange would from the market or the account;
kept and changed by calls, in a simpler way than the exchange's; or of the right form
alone."""


@frozen
class Call:
    """A request as it arrived; header names are lower case.

    *arrived* is when it came to the door, in seconds, if it was kept waiting there;
    *lag* is for how many seconds queries do not find what it creates.
    """

    method: str
    path: str
    query: str
    body: bytes
    headers: Mapping[str, str]
    address: str
    arrived: float | None = None
    lag: float = 0.0


@frozen
class Answer:
    """What goes back."""

    status: int
    body: bytes
    content_type: str = "application/json"


@frozen
class Desk:
    """What answers one call: the market, the exchange's time in ms, and who asks.

    *things* is what all accounts have. *key* is that of a signed call; *arrived* is
    when it came to the door, in seconds, and *lag* for how many queries do not find
    what it creates.
    """

    market: Market
    now: int
    user: str | None
    things: Things = field(factory=Things)
    _venue: Venue | None = None
    key: Key | None = None
    arrived: float = 0.0
    lag: float = 0.0

    @property
    def venue(self) -> Venue:
        """All accounts; it places orders on their behalf."""
        assert self._venue is not None, "only a desk without calls has none"
        return self._venue

    @property
    def account(self) -> Account:
        """The account of who asks; the endpoint has to be one that wants a signature."""
        assert self.key is not None, "the call is signed"
        return self.key.account

    @property
    def account_name(self) -> str:
        """The name of the account of who asks."""
        return self.account.name


@frozen
class Whole:
    """Rows that are the data as they stand, where most endpoints send a list of them."""

    data: Any
