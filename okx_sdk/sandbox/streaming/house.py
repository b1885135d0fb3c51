"""What the conversations of one sandbox share."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from okx_sdk.credentials import Credentials
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming.channels import Arg, Listing
from okx_sdk.sandbox.streaming.faults import Faults
from okx_sdk.sandbox.streaming.feeds import Feed
from okx_sdk.sandbox.streaming.hub import Hub
from okx_sdk.sandbox.streaming.makers import feed_for
from okx_sdk.sandbox.streaming.private import Accounts, NoAccounts
from okx_sdk.sandbox.streaming.truth import Truth

__all__ = ["House"]


def _known_key() -> dict[str, Credentials]:
    key = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
    return {key.api_key: key}


@define(eq=False)
class House:
    """The market with its feeds, the accounts, the faults, the record, and the counts.

    Args:
        market: what public channels tell of.
        accounts: what private channels tell of.
        keys: who may log in.
        idle: seconds after which a connection without any data is closed.
        most_waiting: messages that may wait for a slow reader.
        most_counted: connections that may carry a counted channel of one account.
        notifies_business: whether 64008 comes on the business connection too, as it
            does since June 2026.
    """

    market: Market
    accounts: Accounts = field(factory=NoAccounts)
    keys: Mapping[str, Credentials] = field(factory=_known_key)
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

    def __attrs_post_init__(self) -> None:
        self.hub = Hub(self.market, self._feed)
        self.truth = Truth(self.market)

    def _feed(
        self, market: Market, listing: Listing, arg: Arg, now: int, user: str
    ) -> Feed:
        if listing.is_private:
            return self.accounts.feed(user, listing, arg, now)
        return feed_for(market, listing, arg, now)
