"""The market maker as it runs: against an exchange in memory, and in the sandbox."""

import uuid
from decimal import Decimal

import anyio
import pytest
from maker_fakes import NAME, FakeOkx

from examples.market_maker.__main__ import CONFIG, main, prepared
from examples.market_maker.config import Config, Run, read
from examples.market_maker.ledger import Ledger
from examples.market_maker.maker import LossLimit, Maker, OrdersLeft
from examples.market_maker.risk import Limits
from examples.market_maker.state import Specs
from examples.market_maker.strategies import Grid, InventorySkew
from okx_sdk import AsyncClient
from okx_sdk.errors import (
    OrderNotPlaced,
    OrderOutcomeUnknown,
    OrderRejected,
    ReadTimeout,
    SlowConsumer,
)
from okx_sdk.models.enums import Side
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.sandbox.streaming.actions import Reset
from okx_sdk.sandbox.streaming.faults import Match, Rule, When

D = Decimal
SPECS = Specs(NAME, D("0.1"), D("0.01"), D("0.01"), D("0.01"))
LIMITS = Limits(D(2), D(10**6), D(100), orders_per_second=50, stale_after=5)


def maker(okx, *, limits=LIMITS, strategy=None, **run):
    strategy = strategy or InventorySkew(D(2), D(4), D(1), 2)
    words = {"every": 0.02, "report": 60.0} | run
    config = Config(NAME, strategy, limits, "cross", Run(**words))
    return Maker(okx, config, SPECS, Ledger(SPECS))


class Running:
    """A maker in a task group, which is stopped by leaving the block."""

    def __init__(self, okx, made):
        self.okx, self.maker = okx, made

    async def __aenter__(self):
        self.group = anyio.create_task_group()
        await self.group.__aenter__()
        self.group.start_soon(self.maker.run)
        return self

    async def __aexit__(self, kind, error, traceback):
        self.group.cancel_scope.cancel()
        return await self.group.__aexit__(kind, error, traceback)

    async def until(self, is_so, within=60):
        with anyio.fail_after(within):
            while not is_so():  # noqa: ASYNC110 - there is no one to set an event
                await anyio.sleep(0.01)

    async def quoting(self, count=4):
        await self.until(lambda: len(self.okx.open()) == count)


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_it_quotes_moves_and_cleans_up():
    """Both sides rest, follow the market by amendments, and none is left at the end."""
    okx = FakeOkx()
    async with Running(okx, maker(okx)) as run:
        await run.quoting()
        first = sorted(order.px for order in okx.open())
        okx.move("50100", "50101")
        await run.until(lambda: min(o.px for o in okx.open()) > first[0] + 90)
        kinds = [kind for kind, _ in okx.requests]

    assert okx.open() == []
    assert kinds.count("place") == 4
    assert "amend" in kinds
    assert okx.switch.log == ["armed", "left running"]
    assert list(run.maker.orders) == []


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_fills_are_booked_and_lean_the_quotes():
    """A bought contract lowers the quotes; profit is by the mid, fees are paid."""
    okx = FakeOkx()
    async with Running(okx, maker(okx)) as run:
        await run.quoting()
        bid = max((o for o in okx.open() if o.side == Side.BUY), key=lambda o: o.px)
        top = bid.px
        okx.fill(bid.cl_ord_id)
        await run.until(lambda: run.maker.ledger.position == 1)
        await run.until(
            lambda: (
                okx.open() and max(o.px for o in okx.open() if o.side == Side.BUY) < top
            )
        )
        profit = run.maker.told().profit

    assert profit.unrealised == SPECS.value(D("50000.5") - top, D(1))
    assert profit.fees == -top * D("0.000002")


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_fills_of_all_that_is_open_never_pass_the_limit():
    """However they come: each side at once, again and again."""
    okx = FakeOkx()
    made = maker(okx, strategy=Grid(D(10), 5, D("0.7")))
    async with Running(okx, made) as run:
        for turn in range(12):
            side = Side.BUY if turn % 4 < 3 else Side.SELL
            await run.until(
                lambda s=side: okx.worst(s) > 0 or abs(made.ledger.position) >= D("1.3")
            )
            for order in okx.open():
                if order.side == side:
                    okx.fill(order.cl_ord_id)
            await anyio.sleep(0.03)
            assert abs(made.ledger.position) <= 2
            assert made.ledger.position + okx.worst(Side.BUY) <= 2
            assert made.ledger.position - okx.worst(Side.SELL) >= -2

    assert made.ledger.fills > 3


@pytest.mark.parametrize("what", ["gap", "private", "silence", "crossed", "switch"])
@pytest.mark.slow(reason="it waits for what the maker does")
async def test_what_cannot_be_trusted_pulls_the_quotes(what):
    """A stale book, an interrupted private stream, silence, an auction; then they return."""
    okx = FakeOkx()
    now = [0.0]
    made = maker(okx)
    made.now = lambda: now[0] + anyio.current_time()
    async with Running(okx, made) as run:
        await run.quoting()
        if what == "gap":
            okx.book.stale = "updates are missing"
        elif what == "private":
            okx.stream.state = "interrupted"
        elif what == "silence":
            now[0] += 6
        elif what == "switch":
            okx.switch.is_armed = False
        else:
            okx.move("50010", "50001")
        await run.quoting(0)
        reason = made.reason
        okx.book.stale, okx.stream.state = None, "live"
        okx.switch.is_armed = True
        okx.move("50000", "50001")
        await run.quoting()

    assert reason
    assert okx.open() == []


@pytest.mark.slow(reason="it waits for what the maker does")
@pytest.mark.parametrize("kind", ["placed", "absent"])
async def test_a_lost_answer_counts_until_it_is_resolved(kind, monkeypatch):
    """O6: it is open until proved otherwise, asked for by name, and never sent again."""
    monkeypatch.setattr("examples.market_maker.maker.AUDIT", 0.05)
    okx = FakeOkx()
    is_known = False

    async def resolver(error):
        if not is_known:
            raise error
        if kind == "absent":
            raise OrderNotPlaced("it never came")
        order = okx.orders[error.cl_ord_id]
        return PlacedOrder(NAME, error.cl_ord_id, "1", order=order)

    def lost(name):
        error = OrderOutcomeUnknown("no answer", inst_id=NAME, cl_ord_id=name)
        return error.resolvable(None, resolver)

    (okx.before if kind == "absent" else okx.after)["place"] = lost
    okx.stream.put = lambda _: None  # nor does the stream tell anything
    made = maker(okx)
    async with Running(okx, made) as run:
        await run.until(lambda: [k for k, _ in okx.requests].count("cancel") >= 4)
        await anyio.sleep(0.15)
        counted = [made.orders.open_sz(side) for side in Side]
        is_known = True
        await run.until(lambda: not list(made.orders))

    assert counted == [2, 2]
    assert okx.open() == []


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_a_refusal_does_not_become_a_storm():
    """For a second nothing is sent but cancellations."""
    okx = FakeOkx()
    okx.before["place"] = OrderRejected("no margin", code="51008")
    async with Running(okx, maker(okx)) as run:
        await run.until(lambda: run.maker.reason == "the exchange has refused an order")
        await anyio.sleep(0.3)

    assert [kind for kind, _ in okx.requests].count("place") <= 4


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_too_large_a_loss_ends_the_run_and_leaves_nothing_open():
    """Open losses count."""
    okx = FakeOkx()
    limits = Limits(D(2), D(10**6), D(5), 50, 5)

    async def story():
        async with Running(okx, maker(okx, limits=limits)) as run:
            await run.quoting()
            for order in [o for o in okx.open() if o.side == Side.BUY]:
                okx.fill(order.cl_ord_id)
            await run.until(lambda: run.maker.ledger.position > 0)
            okx.move("49000", "49001")
            await anyio.sleep(5)

    with pytest.raises(ExceptionGroup) as caught:
        await story()
    assert caught.group_contains(LossLimit, match="limit is 5", depth=None)
    assert okx.open() == []


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_a_crash_leaves_nothing_open():
    """A stream that ends for good is an error, and the cleaning comes first."""
    okx = FakeOkx()

    class Broken:
        async def __anext__(self):
            await anyio.sleep(0.3)
            raise SlowConsumer("unread")

        def close(self):
            pass

    okx.stream.receive.close()
    okx.stream.receive, okx.stream.put = Broken(), lambda _: None
    with pytest.raises(ExceptionGroup) as caught:
        async with Running(okx, maker(okx)):
            await anyio.sleep(5)

    assert caught.group_contains(SlowConsumer, depth=None)
    assert okx.open() == []
    assert any(kind == "cancel" for kind, _ in okx.requests)


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_leftovers_of_an_earlier_run_are_cancelled_first():
    """Those with the tag, and no others."""
    okx = FakeOkx()
    async with Running(okx, maker(okx)) as run:
        await run.quoting()
        for name in ("mmold", "other"):
            okx._set(
                name,
                **{
                    a: getattr(okx.open()[0], a)
                    for a in (
                        "inst_type",
                        "inst_id",
                        "side",
                        "ord_type",
                        "px",
                        "sz",
                        "acc_fill_sz",
                    )
                },
                ord_id="9",
                state=okx.open()[0].state,
                cl_ord_id=name,
            )
    async with Running(okx, maker(okx)) as run:
        await run.until(lambda: okx.orders["mmold"].state == "canceled")

    assert okx.orders["other"].state == "live"


@pytest.mark.slow(reason="it waits for what the maker does")
async def test_orders_that_cannot_be_taken_back_are_named(monkeypatch):
    """O12: after a while it says so, with their names, and exits 7."""
    monkeypatch.setattr("examples.market_maker.maker.CLEANING", 0.5)
    okx = FakeOkx()

    async def story():
        async with Running(okx, maker(okx)) as run:
            await run.quoting()
            okx.before |= dict.fromkeys(("cancel", "look", "open"), ReadTimeout("gone"))

    with pytest.raises(ExceptionGroup) as caught:
        await story()
    assert caught.group_contains(OrdersLeft, match="mm", depth=None)
    assert len(okx.open()) == 4


SPOT = """
inst_id = "BTC-USDT"
td_mode = "cash"
strategy = "grid"
[grid]
step = 0.2
levels = 3
sz = 0.02
gap = 0
[risk]
max_position = 0.2
max_notional = 20000
max_loss = 200
[run]
report = 60
"""


@pytest.mark.slow(reason="it trades for seconds, and is cut off twice")
@pytest.mark.parametrize(
    ("anyio_backend", "text"), [("asyncio", CONFIG.read_text()), ("trio", SPOT)]
)
async def test_it_trades_in_the_sandbox_through_a_drop(sandbox, text):
    """O16, K3: fills are those of the exchange, each once; nothing is left open."""
    config = read(text)
    names = {each: f"{each}-{uuid.uuid4().hex}" for each in ("private", "public")}
    for surface, name in names.items():
        cut = Rule(Reset(), Match(surface=surface), when=When(nth=20), count=1, id=name)
        sandbox.faults.add(cut)

    def cut_off():
        return all(sandbox.faults.struck(name) for name in names.values())

    async with AsyncClient(env="sandbox") as okx:
        made = await prepared(okx, config)
        begun = made.ledger.position
        async with Running(okx, made) as run:
            await run.until(lambda: made.ledger.fills > 3 and cut_off())
        left = await okx.get_orders(inst_id=config.inst_id)

    truth = sandbox.truth.accounts
    fills = [each for each in truth.fills() if made.name in (each.cl_ord_id or "")]
    bought = sum(each.fill_sz for each in fills if each.side == Side.BUY)
    sold = sum(each.fill_sz for each in fills if each.side == Side.SELL)
    coin = sum(each.fee for each in fills if each.fee_ccy == "BTC")
    assert left == []
    assert truth.duplicates() == {}
    assert fills
    assert made.ledger.position == begun + bought - sold + coin
    limit = max(config.risk.max_position, abs(begun))
    assert abs(made.ledger.position) <= limit


def test_live_wants_a_word_more(capsys):
    """Nothing is asked before it is said."""
    assert main(["--env", "live"]) == 2
    assert "--yes-live" in capsys.readouterr().err


def test_a_missing_configuration_is_told(tmp_path, capsys):
    """Exit code 2."""
    assert main([str(tmp_path / "none.toml")]) == 2
    assert "No such file" in capsys.readouterr().err
