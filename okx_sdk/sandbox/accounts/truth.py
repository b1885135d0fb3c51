"""What really became of orders: the record to hold a client's story against."""

from __future__ import annotations

from collections.abc import Hashable
from fnmatch import fnmatchcase

from attrs import frozen

from okx_sdk.models.trade import Fill
from okx_sdk.sandbox.accounts.arriving import Asked
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.limits import Limits

__all__ = ["AccountsTruth"]


@frozen(eq=False)
class AccountsTruth:
    """All orders that ever were, their fills, and every private request.

    Nothing is hidden or forgotten here, whatever queries are told.
    """

    venue: Venue
    limits: Limits

    def orders(self, cl_ord_id: str, account: str | None = None) -> list[Order]:
        """All orders of a name, oldest first, of one account or of all."""
        return [
            order
            for name, each in self.venue.accounts.items()
            if account in {None, name}
            for order in each.orders.named.get(cl_ord_id, ())
        ]

    def every_order(self, account: str | None = None) -> list[Order]:
        """All orders, oldest first."""
        found = [
            order
            for name, each in self.venue.accounts.items()
            if account in {None, name}
            for order in each.orders.every.values()
        ]
        return sorted(found, key=lambda order: order.ord_id)

    def fills(
        self, cl_ord_id: str | None = None, account: str | None = None
    ) -> list[Fill]:
        """All fills of a name, or all at all, oldest first within an account."""
        return [
            fill
            for name, each in self.venue.accounts.items()
            if account in {None, name}
            for fill in each.fills
            if cl_ord_id in {None, fill.cl_ord_id}
        ]

    def requests(self, op: str = "*", account: str | None = None) -> list[Asked]:
        """The private requests, as they were dealt with; *op* is a glob.

        One that was lost before anything was done is not among them.
        """
        return [
            asked
            for asked in self.venue.asked
            if fnmatchcase(asked.op, op) and account in {None, asked.account}
        ]

    def sends(self, cl_ord_id: str) -> list[Asked]:
        """The requests that name an order, placements and all others."""
        return [asked for asked in self.venue.asked if cl_ord_id in asked.content]

    def duplicates(self, account: str | None = None) -> dict[str, list[Order]]:
        """The names that more than one order was given: intents that were done twice."""
        return {
            cl_ord_id: list(orders)
            for name, each in self.venue.accounts.items()
            if account in {None, name}
            for cl_ord_id, orders in each.orders.named.items()
            if len(orders) > 1
        }

    def quotas(self, now: float) -> dict[Hashable, int]:
        """How much of each limit's window is taken *now* (seconds), by its key."""
        return self.limits.counters(now)

    @property
    def refused_for_rate(self) -> int:
        """How many requests of all were refused because a window was full."""
        return self.limits.refused
