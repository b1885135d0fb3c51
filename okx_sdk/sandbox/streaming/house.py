"""What the conversations of one sandbox share."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, define, field

from okx_sdk.credentials import Credentials
from okx_sdk.sandbox.exchange import Exchange
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming.channels import Arg, Listing
from okx_sdk.sandbox.streaming.faults import Faults
from okx_sdk.sandbox.streaming.feeds import Feed
from okx_sdk.sandbox.streaming.hub import Hub
from okx_sdk.sandbox.streaming.makers import feed_for
from okx_sdk.sandbox.streaming.private import Accounts, LiveAccounts
from okx_sdk.sandbox.streaming.truth import Truth

__all__ = ["House"]


def _new_accounts(house: House) -> Accounts:
    return LiveAccounts(Exchange(house.market))


@define(eq=False)
class House:
    """The market with its feeds, the accounts, the faults, the record, and the counts.

    Args:
        market: what public channels tell of.
        accounts: what private channels tell of.
        idle: seconds after which a connection without any data is closed.
        most_waiting: messages that may wait for a slow reader.
        most_counted: connections that may carry a counted channel of one account.
        notifies_business: whether 64008 comes on the business connection too, as it
            does since June 2026.
    """

    market: Market
    accounts: Accounts = field(default=Factory(_new_accounts, takes_self=True))
    faults: Faults = field(factory=Faults)
    idle: float = 30.0
    most_waiting: int = 20_000
    most_counted: int = 30
    notifies_business: bool = True
    hub: Hub = field(init=False)
    truth: Truth = field(init=False)
    counts: dict[tuple[str, str], set[int]] = field(
        factory=dict[tuple[str, str], set[int]], init=False
    )
    """Which connections carry a counted channel of a user."""

    @property
    def keys(self) -> Mapping[str, Credentials]:
        """Who may log in."""
        return self.accounts.keys

    def __attrs_post_init__(self) -> None:
        self.hub = Hub(self.market, self._feed, self.accounts)
        self.accounts.attach(self.hub)
        self.truth = Truth(self.market, accounts=self.accounts.truth)

    def _feed(
        self, market: Market, listing: Listing, arg: Arg, now: int, user: str
    ) -> Feed:
        if listing.is_private:
            return self.accounts.feed(user, listing, arg, now)
        return feed_for(market, listing, arg, now)
