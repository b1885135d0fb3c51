"""An exchange in memory that a market maker can be run against, move by move."""

from decimal import Decimal

import anyio

from okx_sdk.errors import BookStale, OrderNotFound
from okx_sdk.models.enums import InstType, OrderState, OrdType
from okx_sdk.models.market import BookLevel
from okx_sdk.models.order_entry import AmendedOrder, CanceledOrder, PlacedOrder
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.models.trade import Order

D = Decimal
NAME = "BTC-USDT-SWAP"


class FakeBook:
    """The top of a book; stale if it is said so."""

    def __init__(self, bid, ask):
        self.px = (D(bid), D(ask))
        self.stale = None

    def _level(self, place):
        if self.stale:
            raise BookStale(self.stale)
        return BookLevel(self.px[place], D(5), 1)

    best_bid = property(lambda self: self._level(0))
    best_ask = property(lambda self: self._level(1))


class FakeStream:
    """What is put into it, as a stream of the library gives it."""

    def __init__(self, name):
        self.state = "live"
        self.channel = type("Channel", (), {"name": name})
        self.send, self.receive = anyio.create_memory_object_stream(1000)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.state = "closed"
        self.send.close()
        self.receive.close()

    def __aiter__(self):
        return self.receive

    def was_recovered(self, order):
        return False

    def put(self, item):
        if self.state != "closed":
            self.send.send_nowait(item)


class FakeSwitch:
    """A dead man's switch; *log* tells what became of it."""

    is_armed = False

    async def __aenter__(self):
        self.is_armed, self.log = True, ["armed"]
        return self

    async def __aexit__(self, kind, error, traceback):
        self.log.append("left running" if error else "disarmed")


class FakeOkx:
    """Orders rest until a test fills them; *faults* raises before or after an act."""

    def __init__(self, bid="50000", ask="50001"):
        self.book = FakeBook(bid, ask)
        self.books, self.stream = FakeStream("books"), FakeStream("orders")
        self.orders = {}
        self.requests = []
        self.before, self.after = {}, {}
        self.most_open = D(0)
        self._ids = iter(range(1, 10**6))

    def stream_order_book(self, inst_id):
        self.books.put(self.book)
        return self.books

    def stream_orders(self, inst_id):
        return self.stream

    def dead_man(self, timeout, every, *, on_exit, tag, rearm):
        assert (on_exit, tag, rearm) == ("disarm", "mm", True)
        self.switch = FakeSwitch()
        return self.switch

    def move(self, bid, ask):
        self.book.px = (D(bid), D(ask))
        self.books.put(self.book)

    def open(self):
        return [
            o for o in self.orders.values() if o.state in {"live", "partially_filled"}
        ]

    def worst(self, side, position=0):
        return sum((o.sz - o.acc_fill_sz for o in self.open() if o.side == side), D(0))

    async def _do(self, kind, name):
        self.requests.append((kind, name))
        await anyio.sleep(0.002)
        self._raise(self.before.get(kind), name)

    @staticmethod
    def _raise(error, name):
        if error is not None:
            raise error(name) if callable(error) else error

    def _set(self, name, **words):
        old = self.orders.get(name)
        fields = (
            {}
            if old is None
            else {a: getattr(old, a) for a in Order.__slots__ if a != "__weakref__"}
        )
        self.orders[name] = Order(**(fields | words))
        self.stream.put(self.orders[name])

    async def place_order(self, *, ttl, within, **fields):
        new = NewOrder(**fields)
        await self._do("place", new.cl_ord_id)
        assert new.ord_type == OrdType.POST_ONLY
        assert new.cl_ord_id not in self.orders, "sent twice"
        self._set(
            new.cl_ord_id,
            inst_type=InstType.SWAP,
            inst_id=new.inst_id,
            ord_id=str(next(self._ids)),
            side=new.side,
            ord_type=new.ord_type,
            state=OrderState.LIVE,
            cl_ord_id=new.cl_ord_id,
            px=new.px,
            sz=new.sz,
            acc_fill_sz=D(0),
            fee=D(0),
        )
        self._raise(self.after.get("place"), new.cl_ord_id)
        return PlacedOrder(new.inst_id, new.cl_ord_id, "1")

    async def amend_order(self, *, ttl, within, **fields):
        change = AmendOrder(**fields)
        cl_ord_id = change.cl_ord_id
        await self._do("amend", cl_ord_id)
        self._set(cl_ord_id, px=change.new_px, sz=change.new_sz)
        self._raise(self.after.get("amend"), cl_ord_id)
        return AmendedOrder(NAME, "r", cl_ord_id=cl_ord_id)

    async def cancel_order(self, inst_id, *, cl_ord_id):
        await self._do("cancel", cl_ord_id)
        if cl_ord_id not in self.orders:
            raise OrderNotFound("no such order", code="51603")
        if self.orders[cl_ord_id] in self.open():
            self._set(cl_ord_id, state=OrderState.CANCELED)
        self._raise(self.after.get("cancel"), cl_ord_id)
        return CanceledOrder(NAME, cl_ord_id=cl_ord_id)

    async def cancel_orders(self, orders):
        for order in orders:
            await self.cancel_order(order.inst_id, cl_ord_id=order.cl_ord_id)

    async def get_order(self, inst_id, *, cl_ord_id):
        await self._do("look", cl_ord_id)
        if cl_ord_id not in self.orders:
            raise OrderNotFound("no such order", code="51603")
        return self.orders[cl_ord_id]

    async def get_orders(self, *, inst_id):
        await self._do("open", inst_id)
        return self.open()

    def fill(self, name):
        """Fill all that is left of an order."""
        order = self.orders[name]
        fee = order.sz * order.px * D("-0.000002")
        self._set(
            name,
            state=OrderState.FILLED,
            acc_fill_sz=order.sz,
            avg_px=order.px,
            fee=fee,
            fee_ccy="USDT",
        )
