"""What becomes of orders that is neither done nor refused: `okx_sdk.errors` draws the tree."""

# ruff: noqa: N818 -- the names say what happened, and "Error" would say it no better

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Self

from okx_sdk._errors import OkxError, Outcome

if TYPE_CHECKING:
    from okx_sdk.models.order_entry import PlacedOrder


class OrderError(OkxError):
    """An order was not simply placed, and not simply refused.

    Args:
        message: What happened.
        inst_id: The instrument.
        cl_ord_id: The client's name for the order.
    """

    def __init__(
        self,
        message: str = "",
        *,
        inst_id: str = "",
        cl_ord_id: str = "",
        code: str | None = None,
        endpoint: str | None = None,
        http_status: int | None = None,
    ) -> None:
        super().__init__(message, code=code, endpoint=endpoint, http_status=http_status)
        self.about(inst_id, cl_ord_id=cl_ord_id)

    def worded(self, lead: str, hint: str) -> Self:
        """The same error, of something else than the placing of an order."""
        self._lead, self.hint = lead, hint
        return self


class OrderNotPlaced(OrderError):
    """No answer came, and it is proved that the order was not placed and never will be."""

    hint = "It is safe to send it again."
    outcome = Outcome.NOT_SENT
    safe_to_resend = True
    _lead = "The order was not placed"


class OrderOutcomeUnknown(OrderError):
    """No answer came, and it could not be found out whether the order was placed.

    Never send it again before that is known: `resolve` finds it out once the exchange
    can be reached. With the blocking client `resolve` is a plain call.

    *exp_time* is when the exchange stops processing it, in seconds since 1970 by its
    clock; `None` where the order has no such time. *sent_at* is the earliest that the
    order can have been made, by the same clock: an older one of its name is another.
    """

    hint = (
        "Do not send it again: find out first, by `resolve()` or `resolve_order`, "
        "what became of it."
    )
    exp_time: float | None = None
    sent_at: float | None = None
    _lead = "It is not known whether the order was placed"
    _resolver: Callable[[OrderOutcomeUnknown], Awaitable[PlacedOrder]] | None = None

    def resolvable(
        self,
        exp_time: float | None,
        resolver: Callable[[OrderOutcomeUnknown], Awaitable[PlacedOrder]],
        sent_at: float | None = None,
    ) -> Self:
        """The same error, with the way to find out more."""
        self.exp_time, self.sent_at = exp_time, sent_at
        self._resolver = resolver
        return self

    async def resolve(self) -> PlacedOrder:
        """Find out what became of the order: it is given, if it was placed.

        Raises:
            OrderNotPlaced: it was not, and will not be.
            OrderOutcomeUnknown: that still cannot be found out.
        """
        if self._resolver is None:  # it was copied to another process
            raise self
        return await self._resolver(self)

    def blocking(self, run: Callable[..., object]) -> Self:
        """The same error, of which `resolve` is a plain call."""
        vars(self)["resolve"] = functools.partial(run, type(self).resolve, self)
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...], dict[str, object]]:
        bound = {"_resolver", "resolve"}
        kept = {n: value for n, value in vars(self).items() if n not in bound}
        return type(self), self.args, kept


class DuplicateOrderDetected(OrderError):
    """The exchange has several orders of one name, which was to be impossible."""

    hint = "Look at all of them, cancel what is too much, and report how it came about."
    _lead = "There are several orders of one name"


class ClientOrderIdConflict(OrderError):
    """An open order has the name already, and is not the one that was sent."""

    hint = "Give no name, or one that was never used."
    outcome = Outcome.REJECTED
    _lead = "The name belongs to another order"
