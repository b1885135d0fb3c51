"""Orders over real sockets: on both event loops, and blocking."""

import pytest

from okx_sdk import AsyncClient, Client
from okx_sdk.errors import (
    CredentialsMissing,
    InvalidArgument,
    NotSent,
    OrderNotFound,
    OrderOutcomeUnknown,
)
from okx_sdk.models import CancelOrder, NewOrder
from okx_sdk.sandbox.server import SandboxServer
from okx_sdk.sandbox.streaming.actions import Drop, Reply
from okx_sdk.sandbox.streaming.faults import Match, Rule

ORDER = {
    "inst_id": "BTC-USDT",
    "td_mode": "cash",
    "side": "buy",
    "ord_type": "limit",
    "sz": "0.0001",
    "px": "30000",
}


@pytest.fixture(scope="module")
def server():
    server = SandboxServer()
    server.start()
    yield server
    server.stop()


@pytest.mark.anyio
async def test_orders_go_by_rest_and_by_websocket(server):
    """By WebSocket while a private stream is live: the same outcome either way."""
    async with AsyncClient(env="sandbox", base_url=server.url) as okx:
        by_rest = await okx.place_order(**ORDER)
        async with okx.stream_orders():
            before = len(server.truth.accounts.requests("*POST*"))
            by_line = await okx.place_order(**ORDER)
            both = await okx.place_orders([NewOrder(**ORDER), NewOrder(**ORDER)])
            changed = await okx.amend_order(
                inst_id="BTC-USDT", ord_id=by_line.ord_id, new_px="30001"
            )
            with pytest.raises(OrderNotFound):
                await okx.cancel_order("BTC-USDT", cl_ord_id="nosuch")
            posted = server.truth.accounts.requests("*POST*")
        done = await okx.cancel_orders([by_rest, by_line, *both])

    assert len(posted) == before
    assert changed.ord_id == by_line.ord_id
    assert len({each.ord_id for each in (by_rest, by_line, *both)}) == 4
    assert len(done) == 4


def test_a_blocking_client_resolves_as_the_other_does(server):
    """`resolve` of the error is a plain call, of each error of several, too."""
    rule = server.faults.add(
        Rule(
            Drop(),
            Match(path="/api/v5/trade/order", method="POST", cl_ord_id="blk1"),
            "after_commit_before_reply",
        )
    )
    with Client(env="sandbox", base_url=server.url) as okx:
        placed = okx.place_order(**ORDER, cl_ord_id="blk1")
        server.faults.remove(rule)
        rule = server.faults.add(
            Rule(
                Reply("51149", "timed out", 500),
                Match(path="/api/v5/trade/order", method="POST", cl_ord_id="blk2"),
                "after_commit_before_reply",
            )
        )
        with pytest.raises(OrderOutcomeUnknown) as raised:
            okx.place_order(**ORDER, cl_ord_id="blk2", on_unknown="raise")
        server.faults.remove(rule)
        resolved = raised.value.resolve()
        named = okx.resolve_order(raised.value)
        rule = server.faults.add(
            Rule(
                Reply("51149", "timed out", 500),
                Match(path="/api/v5/trade/batch-orders"),
                "after_commit_before_reply",
            )
        )
        orders = [NewOrder(**ORDER, cl_ord_id=f"blk{n}") for n in (3, 4)]
        outcomes = okx.place_orders(orders, on_unknown="raise")
        server.faults.remove(rule)
        each = [outcome.resolve().cl_ord_id for outcome in outcomes]
        request = CancelOrder("BTC-USDT", cl_ord_id="blk2")
        okx.cancel_orders([request])
        okx.cancel_all(inst_id="BTC-USDT")

    assert placed.recovered
    assert resolved.ord_id == named.ord_id
    assert each == ["blk3", "blk4"]
    assert raised.value.code == "51149"


@pytest.mark.anyio
async def test_what_cannot_be_sent_says_so(server):
    """N1: nothing left, so nothing can have happened; it was tried while it might."""
    async with AsyncClient(env="sandbox", base_url="http://127.0.0.1:9") as okx:
        with pytest.raises(NotSent):
            await okx.place_order(**ORDER, within=0.2)
    async with AsyncClient(base_url=server.url) as okx:
        with pytest.raises(CredentialsMissing):
            await okx.place_order(**ORDER)


def test_bad_options_are_refused():
    """One clear error each."""
    with Client(env="sandbox") as okx:
        for bad in ({"ttl": 0}, {"within": -1}, {"patience": 1e9}, {"grace": 0}):
            with pytest.raises(InvalidArgument):
                okx.place_order(**ORDER, **bad)
    with pytest.raises(InvalidArgument):
        Client(env="sandbox", order_prefix="much-too-long")
