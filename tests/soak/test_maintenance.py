"""Half an hour of maintenance: told as such, asked about slowly, and soon over."""

from __future__ import annotations

import json
from collections import defaultdict

import anyio
import pytest
from attrs import Factory, define
from order_chaos import Mischief, OrderWorld
from simulation import START, in_simulation

from okx_sdk.errors import Maintenance, NotSent, OkxError, Outcome, ServiceUnavailable
from okx_sdk.sandbox.streaming.actions import Refuse, Reply
from okx_sdk.sandbox.streaming.faults import Match, Rule

STATUS = "/api/v5/system/status"
BEGIN, LASTS = 60.0, 1_800.0
END = BEGIN + LASTS


@define(eq=False)
class Counting(Mischief):
    async def handle_async_request(self, request):
        self.world.seen[request.url.path].append(anyio.current_time())
        return await super().handle_async_request(request)


@define(eq=False, slots=False)
class Maintained(OrderWorld):
    """A world whose exchange is switched off for a while, all but its word about that."""

    seen: dict = Factory(lambda: defaultdict(list))

    def road(self):
        return Counting(self)

    def switch_off(self, status, down) -> list[str]:
        for each in self.ends:
            each.reset()
        rules = [
            Rule(
                down,
                Match(path="/api/v5/[!s]*"),
                "before_commit",
            ),
            Rule(status, Match(path=STATUS), "before_commit"),
            Rule(Refuse(503), phase="ws_upgrade"),
        ]
        return [self.streams.faults.add(rule) for rule in rules]

    def asked(self) -> dict[str, list[float]]:
        """When what was asked for in the maintenance: each endpoint and connection."""
        found = dict(self.seen)
        for shake in self.streams.truth.handshakes:
            found.setdefault(shake.surface, []).append(shake.time - START)
        return {
            what: [at for at in times if BEGIN <= at < END]
            for what, times in found.items()
        }


def says(state="ongoing", *, end=True) -> Reply:
    row = {
        "title": "upgrade",
        "state": state,
        "begin": str(int((START + BEGIN) * 1000)),
        "end": str(int((START + END) * 1000)) if end else "",
        "serviceType": "5",
        "system": "unified",
        "env": "1",
    }
    return Reply(body=json.dumps({"code": "0", "msg": "", "data": [row]}))


def most_in_a_minute(times) -> int:
    return max(
        (sum(at <= other < at + 60 for other in times) for at in times), default=0
    )


async def poll(okx, told) -> None:
    """As an impatient user does, once a second."""
    while True:
        try:
            await okx.get_ticker("BTC-USDT")
            told.append((anyio.current_time(), None))
        except OkxError as error:
            told.append((anyio.current_time(), error))
        await anyio.sleep(1)


async def read(stream, heard) -> None:
    async for _ in stream:
        heard.append(anyio.current_time())


DOWN = Reply("50001", "down", 503)
EDGE = Reply(body="<html>maintenance</html>", status=503)


async def live_through(world, status, down=DOWN):
    told, heard = [], []
    async with world.running() as _, anyio.create_task_group() as group:
        okx = world.okx
        tickers, orders = okx.stream_tickers("BTC-USDT"), okx.stream_orders()
        async with tickers, orders:
            group.start_soon(poll, okx, told)
            group.start_soon(read, tickers, heard)
            group.start_soon(read, orders, [])
            await anyio.sleep(BEGIN - anyio.current_time())
            rules = world.switch_off(status, down)
            await anyio.sleep(LASTS)
            for rule in rules:
                world.streams.faults.remove(rule)
            await anyio.sleep(60)
            states = tickers.state, orders.state
            gaps = [len(stream.gaps) for stream in (tickers, orders)]
            group.cancel_scope.cancel()
    return told, heard, states, gaps


@pytest.mark.slow  # half an hour
@pytest.mark.parametrize(("end", "down"), [(True, DOWN), (False, EDGE)])
def test_half_an_hour_of_maintenance(end, down):
    """P15: typed, at most two requests a minute of each kind, and over 35 s after its end.

    Streams stay registered, and have one gap each.
    """
    world = Maintained(7)
    told, heard, states, gaps = in_simulation(
        lambda: live_through(world, says(end=end), down), 7
    )
    errors = [error for at, error in told if BEGIN <= at < END + 35]
    most = {what: most_in_a_minute(times) for what, times in world.asked().items()}

    assert {type(error) for error in errors if error} == {Maintenance}
    assert all(0 < error.retry_after <= 33 for error in errors if error)
    assert max(most.values()) <= 2, most
    assert len(world.asked()[STATUS]) <= (1 if end else 7)
    assert min(at for at in heard if at > END) - END <= 35
    assert min(at for at, error in told if at > END and not error) - END <= 35
    assert (states, gaps) == (("live", "live"), [1, 1])


@pytest.mark.slow  # half an hour
def test_an_outage_of_which_the_exchange_says_nothing_is_not_called_maintenance():
    """P15, N3: 50001 and no word of maintenance is what it is; streams are soon back."""
    world = Maintained(8)
    told, heard, states, _ = in_simulation(lambda: live_through(world, DOWN), 8)

    errors = [error for at, error in told if BEGIN <= at < END]
    assert {type(error) for error in errors if error} == {ServiceUnavailable}
    assert min(at for at in heard if at > END) - END <= 35
    assert states == ("live", "live")
    assert most_in_a_minute(world.asked()["public"][8:]) <= 3


def test_in_maintenance_orders_are_in_nobodys_way():
    """P15: what failed is held back alone; what trades is never held back by it."""

    async def run():
        world = Maintained(9)
        async with world.running():
            okx = world.okx
            await okx.get_ticker("BTC-USDT")
            placed = await okx.place_order(
                inst_id="BTC-USDT",
                td_mode="cash",
                side="buy",
                ord_type="limit",
                sz="0.001",
                px="30000",
            )
            rules = [
                Rule(Reply("50001", "down", 503), Match(path=path), "before_commit")
                for path in ("/api/v5/market/ticker", "/api/v5/trade/order")
            ]
            rules.append(Rule(says("pre_open"), Match(path=STATUS), "before_commit"))
            for rule in rules:
                world.streams.faults.add(rule)
            failures = []
            for _ in range(2):
                for call in (
                    okx.get_ticker("BTC-USDT"),
                    okx.get_order("BTC-USDT", ord_id=placed.ord_id),
                ):
                    with pytest.raises(Maintenance) as raised:
                        await call
                    failures.append(raised.value)
            asked = len(world.seen["/api/v5/market/ticker"])
            canceled = await okx.cancel_order("BTC-USDT", ord_id=placed.ord_id)
            await okx.get_tickers()
            return failures, asked, canceled

    failures, asked, canceled = in_simulation(run, 9)

    assert [each.outcome for each in failures] == [
        *[Outcome.UNKNOWN] * 2,
        *[Outcome.NOT_SENT] * 2,
    ]
    assert [each.code for each in failures] == ["50001", "50001", None, None]
    assert asked == 2  # before, and once
    assert canceled.ord_id


@pytest.mark.parametrize("status", [says(), says("scheduled")])
def test_an_order_without_the_exchanges_time_was_not_sent(status):
    """T3, P15: its time cannot be had, so it has none to expire; nothing has left."""

    async def run():
        world = Maintained(10)
        down = Match(path="*/public/time"), Reply("50001", "down", 503)
        for match, fault in (down, (Match(path=STATUS), status)):
            world.streams.faults.add(Rule(fault, match, "before_commit"))
        async with world.running():
            with pytest.raises(NotSent) as raised:
                await world.okx.place_order(
                    inst_id="BTC-USDT",
                    td_mode="cash",
                    side="buy",
                    ord_type="market",
                    sz="50",
                )
        return raised.value, world.seen["/api/v5/trade/order"]

    error, sent = in_simulation(run, 10)

    assert "time" in error.message
    assert sent == []
