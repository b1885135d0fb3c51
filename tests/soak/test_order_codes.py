"""Every code that an order may be answered by, by each way on which it is sent."""

from __future__ import annotations

from contextlib import AsyncExitStack, nullcontext

import pytest
from order_chaos import OrderWorld
from simulation import in_simulation
from spoilt import limit, there

from okx_sdk.errors import ClientOrderIdConflict, OkxError, OrderNotPlaced
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.sandbox.streaming.actions import Reply
from okx_sdk.sandbox.streaming.faults import Match, Rule

PLACE, BATCH = "/api/v5/trade/order", "/api/v5/trade/batch-orders"
WAYS = {
    ("rest", 1): ("POST " + PLACE, {"surface": "rest", "op": "order"}),
    ("rest", 2): ("POST " + BATCH, {"surface": "rest", "path": BATCH}),
    ("line", 1): ("order", {"surface": "private", "op": "order"}),
    ("line", 2): ("batch-orders", {"surface": "private", "op": "batch-orders"}),
}
HELD_BACK = "50011 50061 60014"
MISTIMED = "50102 50112 60006"
REJECTED = (
    "50036 50037 50002 50006 50014 50015 50016 50024 50025 51000 51008 51020 50103 50104 "
    "50105 50106 50107 50110 50111 50113 50114 50119 50120 60012 60013"
)
UNKNOWN = "50004 51149 51054 50026 64007 50001 50013 50005 12345 51999"
STATUS = {"50004": 400, "51149": 500, "51054": 500, "50026": 500, "50001": 503}
STATUS |= {"50013": 429, "50011": 429, "50102": 401, "50113": 401}


class Ways:
    """Sends orders one way, and tells what is made of what the exchange answers."""

    def __init__(self, world, way, count):
        self.world, self.way, self.count = world, way, count
        self.op, self.match = WAYS[way, count]
        self.number = 0

    async def answered(self, code, phase="before_commit"):
        """What one order, or two, are told that are answered so once."""
        action = Reply(code, "no", STATUS.get(code, 200))
        rule = Rule(action, Match(**self.match), phase, count=1)
        name = self.world.streams.faults.add(rule)
        self.names = [f"n{self.number}x{n}" for n in range(self.count)]
        self.number += 1
        orders = [limit(each) for each in self.names]
        before = len(self.asked(self.op)), len(self.asked("GET " + PLACE))
        outcomes = await self._outcomes(orders)
        self.world.streams.faults.remove(name)
        self.sends = len(self.asked(self.op)) - before[0]
        self.lookups = len(self.asked("GET " + PLACE)) - before[1]
        assert len(outcomes) == self.count
        return outcomes

    async def _outcomes(self, orders):
        okx = self.world.okx
        if self.count > 1:
            return await okx.place_orders(orders, ttl=0.5)
        try:
            return [await okx.place_order(orders[0], ttl=0.5)]
        except OkxError as error:
            return [error]

    def asked(self, op):
        return [each for each in self.world.exchange.venue.asked if each.op == op]

    @property
    def truth(self):
        return [len(there(self.world, name)) for name in self.names]


@pytest.mark.parametrize(("way", "count"), WAYS)
def test_every_code_is_taken_for_what_it_means_on_every_way(way, count):
    """7.2, row by row; O5, O6, O10: what is told is the truth, and nothing more is sent."""
    none, all_of_them, by_rest = [0] * count, [1] * count, way == "rest"

    async def run():
        async with world.running(), AsyncExitStack() as stack:
            await world.okx.place_order(limit("warm"))
            await stack.enter_async_context(
                nullcontext() if by_rest else world.okx.stream_account()
            )
            ways = Ways(world, way, count)
            for code in HELD_BACK.split() + MISTIMED.split() * by_rest:
                outcomes = await ways.answered(code)
                assert all(isinstance(o, PlacedOrder) for o in outcomes), code
                assert [o.recovered for o in outcomes] == [False] * count, code
                assert (ways.truth, ways.sends) == (all_of_them, 1), code
            for code in REJECTED.split() + MISTIMED.split() * (not by_rest):
                outcomes = await ways.answered(code)
                assert [o.code for o in outcomes] == [code] * count
                assert [o.cl_ord_id for o in outcomes] == ways.names, code
                assert (ways.truth, ways.lookups) == (none, 0), code
            for code in UNKNOWN.split():
                outcomes = await ways.answered(code)
                assert all(isinstance(o, OrderNotPlaced) for o in outcomes), code
                assert [o.code for o in outcomes] == [code] * count
                assert ways.truth == none, code
                outcomes = await ways.answered(code, "after_commit_before_reply")
                assert [o.recovered for o in outcomes] == [True] * count, code
                assert (ways.truth, ways.sends) == (all_of_them, 1), code
            outcomes = await ways.answered("51016")
            assert all(isinstance(o, ClientOrderIdConflict) for o in outcomes)
            assert ways.truth == none
            outcomes = await ways.answered("60011")  # REST is open meanwhile
            assert [o.recovered for o in outcomes] == [False] * count
            assert ways.truth == all_of_them

    world = OrderWorld(1, timeout=2.0)
    in_simulation(run, 1)
