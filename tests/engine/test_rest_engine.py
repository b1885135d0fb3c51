"""A REST call, top to bottom: paced, signed, sent, decoded, and made again."""

from decimal import Decimal

import anyio
import anyio.lowlevel
import pytest
from attrs import frozen
from fakes import FakeTransport, VirtualClock, envelope, refusal, reply

from okx_sdk.credentials import Credentials, Secret
from okx_sdk.engine.rest import MAYBE, Options, RestEngine, _pacer_of
from okx_sdk.errors import (
    ApiError,
    BadRow,
    ConnectFailed,
    ConnectionLost,
    CredentialsMissing,
    GatewayFailed,
    InstrumentNotFound,
    InvalidArgument,
    NotJson,
    Outcome,
    OutcomeUnknown,
    RateLimited,
    ReadTimeout,
    ServiceUnavailable,
)
from okx_sdk.protocol.endpoint import Body, Section, get, post
from okx_sdk.protocol.pacing import per_ip, per_user
from okx_sdk.protocol.raw import raw_request
from okx_sdk.protocol.retry import Quota, RetryPolicy
from okx_sdk.protocol.signing import signature

pytestmark = pytest.mark.anyio

KEY = Credentials("canary-key-1234", "canary-secret", "canary-pass")
WINDOW = 2.0


@frozen
class Thing:
    """A row."""

    px: Decimal


class Things(Section):
    """Declarations for these tests."""

    @get("/api/v5/things", rate=per_ip(20))
    async def get_things(self, inst_id: str | None = None) -> list[Thing]:
        """Public."""

    @get("/api/v5/things/few", rate=per_ip(3))
    async def get_few(self) -> list[Thing]:
        """Public, with a narrow limit."""

    @get("/api/v5/things/free", rate=None)
    async def get_free(self) -> list[Thing]:
        """Public, without a known limit."""

    @get("/api/v5/things/mine", rate=per_user(5), permission="read")
    async def get_mine(self, inst_id: str) -> list[Thing]:
        """Private."""

    @get("/api/v5/things/either", rate=None, signing="optional")
    async def get_either(self) -> list[Thing]:
        """Signed if there is a key."""

    @post("/api/v5/things/place", rate=per_user(5), permission="trade")
    async def place(self, order: Body[dict[str, str]]) -> list[Thing]:
        """What trades."""

    @post("/api/v5/things/set", rate=per_user(5), permission="trade", repeatable=True)
    async def set_lever(self, lever: int) -> Thing:
        """What may be said twice."""


class Setup:
    """A section, its engine, and what stands behind."""

    def __init__(self, *answers, host="https://host", credentials=None, **options):
        self.clock = options.pop("clock", None) or VirtualClock()
        self.host = host
        self.transport = FakeTransport(
            self.clock,
            answers or (reply(envelope([{"px": "1.50"}])),),
            latency=options.pop("latency", 0.0),
            answer=options.pop("answer", None),
        )
        self.engine = RestEngine(
            self.connect, credentials, clock=self.clock, chance=lambda: 0.5, **options
        )
        self.things = Things(self.engine)

    async def connect(self):
        await anyio.lowlevel.checkpoint()
        return self.host, self.transport

    @property
    def times(self):
        return [sent.at for sent in self.transport.sent]

    @property
    def requests(self):
        return [sent.request for sent in self.transport.sent]


async def test_a_call_gives_the_rows_of_its_reply():
    """Three files of ours between the caller and httpx."""
    setup = Setup()

    rows = await setup.things.get_things("BTC-USDT")

    assert rows == [Thing(Decimal("1.50"))]
    (request,) = setup.requests
    assert (request.method, request.path) == ("GET", "/api/v5/things?instId=BTC-USDT")


async def test_a_public_call_is_not_signed_though_there_is_a_key():
    """It would cost the exchange, and tell it more than it must know."""
    setup = Setup(credentials=KEY)

    await setup.things.get_things()

    assert setup.transport.sent[0].headers == {}


async def test_headers_of_the_client_go_with_every_request():
    """Demo trading is asked for by a header."""
    demo = {"x-simulated-trading": "1"}
    setup = Setup(headers=demo, credentials=KEY)

    await setup.things.get_things()
    await setup.things.get_mine("BTC-USDT")

    for sent in setup.transport.sent:
        assert demo.items() <= sent.headers.items()


async def test_a_private_call_is_signed_over_exactly_the_bytes_that_are_sent():
    """Invariant 18: path with its query, and the body."""
    setup = Setup(credentials=KEY)

    await setup.things.get_mine("BTC-USDT,ä:1")
    await setup.things.place({"instId": "BTC-USDT"})

    for sent in setup.transport.sent:
        moment = sent.headers["OK-ACCESS-TIMESTAMP"]
        request = sent.request
        text = f"{moment}{request.method}{request.path}".encode() + request.body
        assert sent.headers["OK-ACCESS-SIGN"] == signature(
            Secret("canary-secret"), text
        )
        assert sent.headers["OK-ACCESS-KEY"] == "canary-key-1234"
        assert sent.headers["OK-ACCESS-PASSPHRASE"] == "canary-pass"
    assert setup.requests[0].path.endswith("?instId=BTC-USDT,%C3%A4:1")
    assert setup.requests[1].body == b'{"instId":"BTC-USDT"}'


async def test_each_try_is_signed_anew():
    """A signature is good for thirty seconds."""
    setup = Setup(reply(b"", 503), reply(), credentials=KEY)

    await setup.things.get_mine("BTC-USDT")

    first, second = (s.headers["OK-ACCESS-TIMESTAMP"] for s in setup.transport.sent)
    assert first < second


@pytest.mark.parametrize(("key", "signed"), [(None, False), (KEY, True)])
async def test_what_may_be_signed_is_if_there_is_a_key(key, signed):
    """`optional`."""
    setup = Setup(credentials=key)

    await setup.things.get_either()

    assert ("OK-ACCESS-SIGN" in setup.transport.sent[0].headers) is signed


async def test_a_private_call_without_a_key_is_told_before_anything_is_opened():
    """Nothing is connected, nothing waits, no place in a limit is taken."""

    async def connect():
        raise AssertionError("it was opened")

    engine = RestEngine(connect)

    with pytest.raises(CredentialsMissing) as caught:
        await Things(engine).get_mine("BTC-USDT")
    assert caught.value.endpoint == "GET /api/v5/things/mine"


INTERRUPTIONS = [
    reply(b"<html>", 502),
    reply(b"", 503),
    reply(b"", 504),
    refusal("50001", 503),
    refusal("50026", 500),
    refusal("50013", 429),
    reply(b"<html>maintenance"),
    reply(b""),
    reply(envelope([{"px": "1"}])[:-4]),
    ConnectFailed,
    ConnectionLost,
    ReadTimeout,
]


def named(fault):
    return fault.__name__ if isinstance(fault, type) else f"{fault.status}"


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
@pytest.mark.parametrize("fault", INTERRUPTIONS, ids=named)
async def test_a_read_rides_through_five_seconds_without_the_exchange(fault, chance):
    """N1, N12, N13, P1: with default settings, whatever the edge answers meanwhile."""
    good = reply(envelope([{"px": "1"}]))
    setup = Setup(answer=lambda sent: fault if sent.at < 5 else good)
    setup.engine.chance = lambda: chance

    rows = await setup.things.get_things()

    assert rows == [Thing(Decimal(1))]
    assert len(setup.times) <= 4


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (reply(b"<html>", 502), GatewayFailed),
        (refusal("50001", 503), ServiceUnavailable),
        (reply(b""), NotJson),
        (ConnectFailed, ConnectFailed),
    ],
)
async def test_a_read_that_fails_for_good_says_how_often_it_was_tried(fault, kind):
    """N13, P1: four tries over ten seconds, and the endpoint is named."""
    setup = Setup(fault)

    with pytest.raises(kind) as caught:
        await setup.things.get_things("BTC-USDT")

    assert len(setup.times) == 4
    assert setup.times[-1] >= 10.0
    assert caught.value.endpoint == "GET /api/v5/things"
    (note,) = caught.value.__notes__
    assert note.startswith("tried 4 times in 1")


async def test_the_wait_for_its_turn_is_no_part_of_the_trying():
    """N13: a call that queued for a minute is tried as long as any other."""
    setup = Setup(answer=lambda sent: reply(b"", 503) if sent.at > 60 else reply())
    pacer, clock = _pacer_of(setup.host), setup.clock
    for _ in range(3):
        await setup.things.get_few()
    for bucket in pacer._buckets.values():
        bucket.landed = [clock.now + 100.0] * 3

    with pytest.raises(GatewayFailed):
        await setup.things.get_few()

    tries = [at for at in setup.times if at > 60]
    assert len(tries) == 4
    assert tries[-1] - tries[0] >= 10.0


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal("51001"), InstrumentNotFound),
        (reply(envelope([{"px": "many"}])), BadRow),
        (reply(b"", 301), Exception),
        (reply(b"", 403), Exception),
    ],
)
async def test_what_will_not_pass_is_told_at_once(answer, kind):
    """One try, and no note about it."""
    setup = Setup(answer)

    with pytest.raises(kind) as caught:
        await setup.things.get_things()

    assert len(setup.times) == 1
    assert not hasattr(caught.value, "__notes__")
    assert caught.value.endpoint == "GET /api/v5/things"


POSTS = [*INTERRUPTIONS, refusal("50011"), refusal("50011", 429), refusal("51008")]


@pytest.mark.parametrize("fault", POSTS, ids=named)
async def test_what_trades_is_never_sent_twice(fault):
    """O1-O6: whatever comes back, and whatever does not."""
    setup = Setup(fault, credentials=KEY)

    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is not the point
        await setup.things.place({"instId": "BTC-USDT"})

    assert len(setup.times) == 1
    assert caught.value.endpoint == "POST /api/v5/things/place"
    is_unknown = caught.value.outcome is Outcome.UNKNOWN
    assert getattr(caught.value, "__notes__", []) == [MAYBE] * is_unknown


@pytest.mark.parametrize("fault", [*INTERRUPTIONS, refusal("50004", 400)], ids=named)
async def test_what_does_no_more_when_made_twice_is_made_again(fault):
    """Leverage, modes, and what cancels all there is: told once more, signed anew."""
    setup = Setup(fault, reply(envelope([{"px": "5"}])), credentials=KEY)

    assert await setup.things.set_lever(5) == Thing(Decimal(5))
    first, second = setup.transport.sent
    assert first.request == second.request
    assert first.headers["OK-ACCESS-SIGN"] != second.headers["OK-ACCESS-SIGN"]


async def test_what_is_refused_for_good_is_not_made_again():
    """A refusal is an answer."""
    setup = Setup(refusal("59000"), credentials=KEY)

    with pytest.raises(ApiError):
        await setup.things.set_lever(5)
    assert len(setup.times) == 1


async def test_an_unknown_outcome_stays_unknown():
    """O6: 50004 with HTTP 400 says neither yes nor no."""
    setup = Setup(refusal("50004", 400), credentials=KEY)

    with pytest.raises(OutcomeUnknown):
        await setup.things.place({"instId": "BTC-USDT"})


@pytest.mark.parametrize("status", [200, 429])
async def test_a_refused_call_waits_for_the_next_window(status):
    """P2: 50011 with HTTP 200 and with 429; no retry inside the same window."""
    setup = Setup(refusal("50011", status), reply())

    await setup.things.get_things()

    first, second = setup.times
    assert WINDOW < second - first < 2 * WINDOW


async def test_a_refusal_holds_back_all_calls_of_that_limit():
    """P2: the server's counter shows the pause."""
    setup = Setup(latency=0.05, clock=VirtualClock())
    seen = []

    def answer(sent):
        seen.append(sent.at)
        return refusal("50011") if len(seen) == 3 else reply()

    setup.transport.answer = answer
    async with setup.clock.shared(), anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(setup.things.get_things)
        await setup.clock.sleep(0.1)
        for _ in range(5):
            group.start_soon(setup.things.get_things)

    assert len(seen) == 9
    assert all(at > 0.05 + WINDOW for at in seen[3:])


async def test_a_refused_call_without_a_known_limit_pauses_too():
    """P2: neither a raw request nor one without a documented limit is hammered."""
    free = Setup(refusal("50011"), refusal("50011"), reply())
    raw = Setup(refusal("50011", 429), reply())

    await free.things.get_free()
    await raw.engine.request(raw_request("GET", "/api/v5/new", None, None))

    assert free.times == [0.0, 2.0, 4.0]
    assert raw.times == [0.0, 2.0]


@pytest.mark.parametrize("status", [429, 503])
async def test_a_wait_that_the_reply_asks_for_is_kept(status):
    """P2, N5: Retry-After."""
    setup = Setup(reply(b"", status, {"retry-after": "7"}), reply())

    await setup.things.get_things()

    assert setup.times[1] >= 7.0


async def test_a_call_that_is_refused_for_ever_is_told_in_the_end():
    """L3: a minute of patience, and not more."""
    setup = Setup(refusal("50011"))

    with pytest.raises(RateLimited) as caught:
        await setup.things.get_things()

    assert 10 < len(setup.times) <= 31
    assert setup.times[-1] <= 61
    assert "tried" in caught.value.__notes__[0]


async def test_retries_are_spent_from_one_quota():
    """P1: an outage cannot become a storm, however many calls meet it."""
    setup = Setup(reply(b"", 503), quota=Quota(500, 10))
    shared = Things(setup.engine.with_options(Options(timeout=1.0)))

    for section in (setup.things, shared, setup.things):
        with pytest.raises(GatewayFailed):
            await section.get_free()

    assert len(setup.times) == 3 + 2
    assert setup.engine.quota.left == 0


async def test_success_gives_back_to_the_quota():
    """Little by little."""
    setup = Setup(quota=Quota(500, 10))

    await setup.things.get_free()

    assert setup.engine.quota.left == 11


async def test_a_caller_may_set_the_timeout_and_the_tries():
    """`with_options`: of some calls and not of others."""
    setup = Setup(reply(b"", 503))
    hasty = Things(
        setup.engine.with_options(Options(timeout=1.5, retry=RetryPolicy(tries=1)))
    )

    with pytest.raises(GatewayFailed):
        await hasty.get_things()

    assert [sent.timeout for sent in setup.transport.sent] == [1.5]


async def test_a_raw_request_gives_plain_json():
    """Signed if there is a key; and errors name the path."""
    setup = Setup(reply(envelope([{"a": 1}])), refusal("51001"), credentials=KEY)
    request = raw_request("GET", "/api/v5/new", {"a": "1"}, None)

    assert await setup.engine.request(request) == [{"a": 1}]
    assert "OK-ACCESS-SIGN" in setup.transport.sent[0].headers
    with pytest.raises(InstrumentNotFound) as caught:
        await setup.engine.request(request)
    assert caught.value.endpoint == "GET /api/v5/new"


async def test_a_wrong_argument_is_told_before_anything_is_sent():
    """Nothing was opened for it."""
    setup = Setup()

    with pytest.raises(InvalidArgument):
        await setup.things.get_things(0.1)

    assert setup.times == []


class SlidingServer:
    """Counts as the strictest exchange would: in every window of any phase."""

    def __init__(self, count):
        self.count, self.arrived, self.refused = count, [], 0

    def __call__(self, sent):
        recent = [at for at in self.arrived if at > sent.at - WINDOW + 1e-9]
        if len(recent) >= self.count:
            self.refused += 1
            return refusal("50011", 429)
        self.arrived.append(sent.at)
        return reply(envelope([{"px": "1"}]))


@pytest.mark.slow  # ten windows of two hundred callers
async def test_a_crowd_of_callers_uses_the_limit_and_never_exceeds_it():
    """L1: the counter of the server is never above the quota, and 95 % of it is used."""
    server = SlidingServer(20)
    setup = Setup(answer=server, latency=0.04)

    async with setup.clock.shared(), anyio.create_task_group() as group:
        for _ in range(201):
            group.start_soon(setup.things.get_things)

    span = server.arrived[-1] - server.arrived[0]
    assert server.refused == 0
    assert len(server.arrived) == 201
    assert 200 / (span / WINDOW * 20) >= 0.95


async def test_clients_of_one_host_share_its_limits_and_others_do_not():
    """Limits are counted by address."""
    clock = VirtualClock()
    one, same = (Setup(host="https://same", clock=clock) for _ in range(2))
    other = Setup(host="https://other", clock=clock)
    for setup in (one, same, one):
        await setup.things.get_few()

    await other.things.get_few()
    before = clock.now
    await same.things.get_few()

    assert before == 0.0
    assert clock.now > WINDOW


async def test_two_clients_that_do_not_know_of_each_other_do_not_storm():
    """L3: two processes with one key; both get through, and retries are bounded."""
    server = SlidingServer(20)
    clock = VirtualClock()
    setups = [
        Setup(answer=server, latency=0.04, clock=clock, host=f"https://{name}")
        for name in "ab"
    ]

    async with clock.shared(), anyio.create_task_group() as group:
        for setup in setups:
            for _ in range(60):
                group.start_soon(setup.things.get_things)

    assert len(server.arrived) == 120
    assert server.refused <= 120


class Tripwire(VirtualClock):
    """Cancels a scope at the k-th time that anything waits."""

    def __init__(self, k):
        super().__init__()
        self.left, self.scope = k, None

    async def pause(self):
        self.left -= 1
        if self.left == 0:
            self.scope.cancel()
        await anyio.lowlevel.checkpoint()

    async def sleep(self, seconds):
        await self.pause()
        self.now += seconds


class SlowTransport(FakeTransport):
    """Waits before and after it takes a request."""

    async def send(self, request, headers, timeout):
        await self.clock.pause()
        answer = await super().send(request, headers, timeout)
        await self.clock.pause()
        return answer


def unsettled(pacer):
    """Places in queues and limits that nobody will give back."""
    buckets = pacer._buckets.values()
    return pacer._in_flight, [(dict(b.waiting), dict(b.flying)) for b in buckets]


async def test_a_call_cancelled_at_any_point_leaks_nothing():
    """X9: no place in a queue or a limit, at the k-th wait for every k."""
    for k in range(1, 100):
        clock = Tripwire(k)
        setup = Setup(clock=clock, host=f"https://host-{k}")
        setup.transport = SlowTransport(
            clock, [refusal("50011"), reply(b"", 503), reply()]
        )
        for _ in range(3):
            ticket = _pacer_of(setup.host).join(
                Things.get_few.endpoint.demands({}, setup.engine._who)
            )
            _pacer_of(setup.host).wait(ticket, 0.0)
            _pacer_of(setup.host).settle(ticket, 0.0)
        with anyio.CancelScope() as clock.scope:
            await setup.things.get_few()

        in_flight, buckets = unsettled(_pacer_of(setup.host))
        assert in_flight == 0
        assert buckets == [({}, {})] * len(buckets)
        if not clock.scope.cancelled_caught:
            break

    assert 6 < k < 99
