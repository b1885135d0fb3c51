"""What a client and its copies share: opened on first use, closed once."""

import anyio
import httpx
import pytest
from fakes import envelope

from okx_sdk.client import AsyncClient
from okx_sdk.credentials import Credentials
from okx_sdk.engine.connection import Connection
from okx_sdk.errors import ClientClosed, WrongLoop
from okx_sdk.protocol.retry import RetryPolicy
from okx_sdk.settings import load_settings

pytestmark = pytest.mark.anyio

KEY = Credentials("canary-key-1234", "canary-secret", "canary-pass")
PATH = "/api/v5/things"


class Seam(httpx.AsyncBaseTransport):
    """Answers every request, and keeps it."""

    def __init__(self):
        self.requests = []
        self.closings = 0

    async def handle_async_request(self, request):
        await anyio.lowlevel.checkpoint()
        self.requests.append(request)
        return httpx.Response(200, content=envelope([{"a": "1"}]))

    async def aclose(self):
        self.closings += 1


def make(**options):
    options.setdefault("transport", Seam())
    return AsyncClient(**options)


async def test_a_call_reaches_the_seam_under_the_hosts_name():
    """The one place where memory, sandbox and recorder fit."""
    seam = Seam()
    async with make(transport=seam) as okx:
        data = await okx.request("GET", PATH)

    assert data == [{"a": "1"}]
    assert str(seam.requests[0].url) == f"https://openapi.okx.com{PATH}"
    assert "x-simulated-trading" not in seam.requests[0].headers
    assert seam.closings == 1


async def test_a_demo_client_says_so_with_every_request():
    """By construction: it has no other way to send."""
    seam = Seam()
    async with make(env="demo", transport=seam) as okx:
        await okx.request("GET", PATH)
        await okx.with_options(timeout=1).request("GET", PATH)

    assert [r.headers["x-simulated-trading"] for r in seam.requests] == ["1", "1"]


async def test_a_closed_client_says_that_it_is():
    """X8: used after close, and its copies with it."""
    okx = make()
    copy = okx.with_options(retry=RetryPolicy(tries=1))
    await okx.request("GET", PATH)
    await okx.aclose()

    for client in (okx, copy):
        with pytest.raises(ClientClosed):
            await client.request("GET", PATH)


async def test_closing_twice_or_unopened_does_no_harm():
    """X8: closed twice; never used."""
    okx, unused = make(), make()
    await okx.request("GET", PATH)

    for client in (okx, okx, unused):
        await client.aclose()

    with pytest.raises(ClientClosed):
        await unused.request("GET", PATH)


async def test_many_first_calls_open_one_transport():
    """They wait for the one that opens."""
    okx = make()
    opened = []

    async def call():
        opened.append((await okx._connection.open())[1])

    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(call)
    await okx.aclose()

    assert len({id(transport) for transport in opened}) == 1


async def test_a_client_shows_neither_secret_nor_key():
    """Its environment, its host, and the last four of the key."""
    okx = make(env="demo", credentials=KEY)

    shown = f"{okx!r} {okx} {okx._connection}"

    assert "demo, https://openapi.okx.com, …1234" in shown
    assert "canary" not in shown


async def test_a_short_key_is_not_shown_at_all():
    """Four of five characters would be nearly all of it."""
    okx = make(credentials=Credentials("abcde", "s", "p"))

    assert "bcde" not in repr(okx)


def test_a_client_belongs_to_one_event_loop(anyio_backend):
    """X8: `asyncio.run` twice with one client; never "Event loop is closed"."""
    okx = make()

    async def use():
        await okx.request("GET", PATH)

    anyio.run(use, backend=anyio_backend)
    with pytest.raises(WrongLoop, match="one in each loop"):
        anyio.run(use, backend=anyio_backend)


def test_a_client_may_be_made_outside_the_loop_that_uses_it(anyio_backend):
    """It opens on first use."""
    okx = make()

    async def use():
        async with okx:
            return await okx.request("GET", PATH)

    assert anyio.run(use, backend=anyio_backend) == [{"a": "1"}]


class Host:
    """A sandbox that counts how often it is let go."""

    url = "http://127.0.0.1:1"

    def __init__(self):
        self.releases = 0

    def release(self):
        self.releases += 1


class Opening(Connection):
    """A connection whose sandbox takes its time."""

    async def _start_sandbox(self):
        self.begun.set()
        await self.started.wait()
        self._host = self.host
        return self.host.url


async def test_a_client_closed_while_it_opens_leaves_nothing_open():
    """X8, X9: the sandbox that comes up too late is let go."""
    seam = Seam()
    connection = Opening(load_settings(env="sandbox"), seam=seam)
    connection.host = Host()
    connection.begun, connection.started = anyio.Event(), anyio.Event()
    caught = []

    async def use():
        with pytest.raises(ClientClosed) as info:
            await connection.open()
        caught.append(info.value)

    async with anyio.create_task_group() as group:
        group.start_soon(use)
        group.start_soon(use)
        await connection.begun.wait()
        await connection.aclose()
        connection.started.set()

    assert len(caught) == 2
    assert connection.host.releases == 1
    assert seam.closings == 1
