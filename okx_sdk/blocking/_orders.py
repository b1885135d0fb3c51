"""The blocking twin of `okx_sdk._orders`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, Unpack

from okx_sdk._orders import ClientOrders as AsyncClientOrders
from okx_sdk.blocking._base import BlockingSection

if TYPE_CHECKING:
    from okx_sdk.errors import OkxError, OrderError, OrderOutcomeUnknown
    from okx_sdk.models.enums import InstType, MgnMode, PosSide
    from okx_sdk.models.order_acks import ClosedPosition
    from okx_sdk.models.order_entry import AmendedOrder, CanceledOrder, PlacedOrder
    from okx_sdk.models.order_fields import AmendOrderFields, NewOrderFields
    from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
    from okx_sdk.models.trade import Order
    from okx_sdk.protocol.order_options import Check, OnUnknown, Resend

__all__ = ["ClientOrders"]

ClientOrdersT = TypeVar("ClientOrdersT", bound=AsyncClientOrders)


class ClientOrders(BlockingSection[ClientOrdersT]):
    """A part of the client: orders. They need a key that may trade.

    An order is sent at most once. It carries a name that is never used again and the
    time until which the exchange may process it, and goes by WebSocket while a private
    stream is live, else by REST. If no answer comes, the exchange is asked for it until
    it is known what became of it.
    """

    def place_order(
        self,
        order: NewOrder | None = None,
        /,
        *,
        ttl: float = 5.0,
        within: float = 10.0,
        grace: float = 2.0,
        patience: float = 15.0,
        on_unknown: OnUnknown = "resolve",
        resend: Resend = "never",
        check: Check | None = None,
        **fields: Unpack[NewOrderFields],
    ) -> PlacedOrder:
        """Place an order, and give it once the exchange has taken it.

        That it was taken does not say that it rests or is filled. If no answer comes,
        it is looked up by its name: `recovered` tells that it was found so, which takes
        a second or two; that it was not placed is certain after *ttl* and *grace*.

        Args:
            order: the order; or give its fields as keywords, such as
                `inst_id="BTC-USDT", td_mode="cash", side="buy", ord_type="limit",
                sz="0.01", px="60000"`. A float is refused. Its `cl_ord_id` is best
                left out; one of your own must not be that of an order of the last ten
                seconds, nor of one whose outcome is unknown.
            ttl: seconds that the exchange may take to process it, from its sending on.
            within: seconds that it may wait for its turn, and be tried while nothing of
                it has left.
            grace: seconds for which an order may be placed and not be found, at least:
                where orders were seen to be there and not found, it is longer of itself.
            patience: seconds to look for it where nothing gets through.
            on_unknown: if no answer comes: `resolve`, find out; `cancel` it, and find
                out; `raise` at once.
            resend: `if_absent` sends it once more, under the same name, when it is
                proved that it was not placed.
            check: hold price and size against the instrument's steps first: `error`
                refuses what does not fit, `warn` logs it.
            fields: the fields of `NewOrder`.

        Raises:
            OrderRejected: the exchange refused it; `code` and the class say why.
            OrderNotPlaced: no answer came, and it was not placed. It may be sent again.
            OrderOutcomeUnknown: no answer came, and nothing could be found out. It must
                not be sent again; its `resolve` finds out more later.
            NotSent: it has not left this machine.
            InvalidArgument: it is no order, or does not fit the instrument.
        """
        return self._run(
            self._async.place_order,
            order,
            ttl=ttl,
            within=within,
            grace=grace,
            patience=patience,
            on_unknown=on_unknown,
            resend=resend,
            check=check,
            **fields,
        )

    def place_orders(
        self,
        orders: Sequence[NewOrder],
        *,
        ttl: float = 5.0,
        within: float = 10.0,
        grace: float = 2.0,
        patience: float = 15.0,
        on_unknown: OnUnknown = "resolve",
        check: Check | None = None,
    ) -> list[PlacedOrder | OkxError]:
        """Place orders, 20 at once, and give what became of each, in their order.

        It raises for none of them: what `place_order` would raise stands in its place.

        Args:
            orders: any number of orders.
            ttl: as for `place_order`, and so the others.
            within: how long each twenty may wait for their turn.
            grace: seconds for which an order may be placed and not be found.
            patience: seconds to look for one where nothing gets through.
            on_unknown: what to do with those of which no answer comes.
            check: hold them all against their instruments before any is sent.
        """
        return self._run(
            self._async.place_orders,
            orders,
            ttl=ttl,
            within=within,
            grace=grace,
            patience=patience,
            on_unknown=on_unknown,
            check=check,
        )

    def amend_order(
        self,
        change: AmendOrder | None = None,
        /,
        *,
        ttl: float = 5.0,
        within: float = 10.0,
        patience: float = 15.0,
        check: Check | None = None,
        **fields: Unpack[AmendOrderFields],
    ) -> AmendedOrder:
        """Change the price or size of an order, once the exchange has taken it on.

        That it was taken on does not say that it is done: the order's stream tells. If
        no answer comes, the order is looked up; a change that did not arrive is sent
        once more, but never when a newer one of the same order is under way.

        Args:
            change: the change; or give its fields as keywords, such as
                `inst_id="BTC-USDT", ord_id=…, new_px="60100"`. `new_sz` is the whole
                size, with what is filled already.
            ttl: seconds that the exchange may take to process it.
            within: seconds that it may wait for its turn.
            patience: seconds to find out what became of it.
            check: as for `place_order`.
            fields: the fields of `AmendOrder`.

        Raises:
            OrderRejected: the exchange refused it.
            OrderNotFound: there is no such order, or it is done.
            OrderNotPlaced: no answer came, and the order was not changed.
            OrderOutcomeUnknown: no answer came, and nothing could be found out.
        """
        return self._run(
            self._async.amend_order,
            change,
            ttl=ttl,
            within=within,
            patience=patience,
            check=check,
            **fields,
        )

    def cancel_order(
        self,
        inst_id: str,
        *,
        ord_id: str | None = None,
        cl_ord_id: str | None = None,
        within: float = 10.0,
    ) -> CanceledOrder:
        """Cancel an order, once the exchange has taken that on.

        A cancellation does no harm twice, so it is tried again until it has an answer.
        If the order is done already, `order` of what is given tells how it ended: it
        may have been filled.

        Args:
            inst_id: the instrument.
            ord_id: the order's id; goes before the client's name for it.
            cl_ord_id: the client's name for it.
            within: seconds to try.

        Raises:
            OrderNotFound: there is no such order.
            OrderOutcomeUnknown: no answer came in time.
        """
        return self._run(
            self._async.cancel_order,
            inst_id,
            ord_id=ord_id,
            cl_ord_id=cl_ord_id,
            within=within,
        )

    def cancel_orders(
        self,
        orders: Sequence[CancelOrder | Order | PlacedOrder],
        *,
        within: float = 10.0,
    ) -> list[CanceledOrder | OkxError]:
        """Cancel orders, 20 at once, and give what became of each, in their order.

        Args:
            orders: which; what was placed, or looked up, names itself.
            within: seconds to try, for each twenty.
        """
        return self._run(self._async.cancel_orders, orders, within=within)

    def cancel_all(
        self,
        inst_type: InstType | str | None = None,
        *,
        inst_id: str | None = None,
        inst_family: str | None = None,
        within: float = 10.0,
    ) -> list[CanceledOrder | OkxError]:
        """Cancel all open orders of the order books, or those of a type or instrument.

        It looks again until none is left. Algo and spread orders are not among them.

        Args:
            inst_type: one product line alone.
            inst_id: one instrument alone.
            inst_family: one family alone, such as `BTC-USD`.
            within: seconds to try, for each twenty.
        """
        return self._run(
            self._async.cancel_all,
            inst_type,
            inst_id=inst_id,
            inst_family=inst_family,
            within=within,
        )

    def close_position(
        self,
        inst_id: str,
        mgn_mode: MgnMode | str,
        *,
        pos_side: PosSide | str | None = None,
        ccy: str | None = None,
        auto_cxl: bool | None = None,
    ) -> ClosedPosition:
        """Close the whole position in an instrument, at market.

        Args:
            inst_id: the instrument, such as `BTC-USDT-SWAP`.
            mgn_mode: `cross` or `isolated`.
            pos_side: `long` or `short`, in long/short mode.
            ccy: currency of the margin; cross margin in single-currency accounts wants
                it.
            auto_cxl: whether open orders that close it are cancelled first; else it
                fails where there are some.

        Raises:
            OrderOutcomeUnknown: no answer came. It has no time at which it expires, so
                it is unknown unless the order that closes the position is found.
        """
        return self._run(
            self._async.close_position,
            inst_id,
            mgn_mode,
            pos_side=pos_side,
            ccy=ccy,
            auto_cxl=auto_cxl,
        )

    def get_order(
        self, inst_id: str, *, ord_id: str | None = None, cl_ord_id: str | None = None
    ) -> Order:
        """An order as it stands, by its id or the client's name for it.

        A cancelled order that never filled is known for two hours.

        Raises:
            OrderNotFound: there is none.
        """
        return self._run(
            self._async.get_order, inst_id, ord_id=ord_id, cl_ord_id=cl_ord_id
        )

    def get_orders(
        self,
        inst_type: InstType | str | None = None,
        *,
        inst_id: str | None = None,
        inst_family: str | None = None,
    ) -> list[Order]:
        """All open orders of the order books, newest first.

        Args:
            inst_type: one product line alone.
            inst_id: one instrument alone.
            inst_family: one family alone, such as `BTC-USD`.
        """
        return self._run(
            self._async.get_orders, inst_type, inst_id=inst_id, inst_family=inst_family
        )

    def resolve_order(
        self,
        order: OrderOutcomeUnknown | str,
        inst_id: str = "",
        *,
        exp_time: float | None = None,
        sent_at: float | None = None,
        grace: float = 2.0,
        patience: float = 15.0,
    ) -> PlacedOrder:
        """What became of an order that was sent and had no answer.

        Args:
            order: the error that told so; or the client's name for the order.
            inst_id: the instrument, with a name.
            exp_time: until when the exchange may have processed it, in seconds since
                1970; if neither this nor the journal tells, an order that is not found
                stays unknown.
            sent_at: when it was sent, in seconds since 1970: an order of that name that
                was made earlier is another. Without it, the latest of the name is taken.
            grace: seconds for which an order may be placed and not be found.
            patience: seconds to look for it where nothing gets through.

        Raises:
            OrderNotPlaced: it was not placed, and never will be.
            OrderOutcomeUnknown: that cannot be found out now.
        """
        return self._run(
            self._async.resolve_order,
            order,
            inst_id,
            exp_time=exp_time,
            sent_at=sent_at,
            grace=grace,
            patience=patience,
        )

    def recover_orders(
        self, *, grace: float = 2.0, patience: float = 15.0
    ) -> list[PlacedOrder | OrderError]:
        """What became of the orders that the journal holds open: call it first of all.

        They were sent by this client or by a process before it, which did not live to
        hear of them. What cannot be found out stands in the list as an error, and stays
        in the journal; so does what another key has sent, or to another exchange.

        Args:
            grace: seconds for which an order may be placed and not be found.
            patience: seconds to look for each where nothing gets through.
        """
        return self._run(self._async.recover_orders, grace=grace, patience=patience)
