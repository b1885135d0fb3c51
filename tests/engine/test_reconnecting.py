"""The reconnect machine, whatever befalls it: invariants 13 and 14."""

from __future__ import annotations

from collections import defaultdict

import anyio
import pytest
from exchange_fake import Exchange, arg, in_no_time, settle, streaming, subscribe
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.errors import ConnectFailed
from okx_sdk.protocol.backoff import BASE, CAP, Backoff
from okx_sdk.transport.websocket import HandshakeRefused

INST_IDS = ["BTC-USDT", "ETH-USDT"]

MISHAPS = st.sampled_from(
    [
        "drop",
        "drop newest",
        "notice",
        "mute",
        "refuse",
        "refuse for a while",
        "slow handshakes",
        "quick handshakes",
        "acknowledge nothing",
        "acknowledge one",
        "acknowledge all",
        "add",
        "remove",
        "push",
        "push on all",
        "another reader",
        "suspend",
    ]
)
PAUSES = st.sampled_from([0.0, 0.01, 0.2, 1.0, 6.0, 40.0, 70.0])


class Reader:
    """Tells of each instrument which connection its rows came by, and its states."""

    def __init__(self) -> None:
        self.came: dict[str, list[int]] = defaultdict(list)
        self.lost: dict[str, int] = defaultdict(int)

    def watch(self, stream) -> None:
        push, interrupted = stream.push, stream.interrupted

        def pushed(arg, rows, action):
            self.came[arg["instId"]] += [row["epoch"] for row in rows]
            push(arg, rows, action)

        def lost(arg, cause):
            self.lost[arg["instId"]] += 1
            interrupted(arg, cause)

        stream.push, stream.interrupted = pushed, lost


async def befall(exchange, hub, stream, what) -> None:
    alive = exchange.open
    match what:
        case "drop" if alive:
            alive[0].drop()
        case "drop newest" if alive:
            alive[-1].drop()
        case "notice" if alive:
            alive[0].say({"event": "notice", "code": "64008", "msg": "upgrade"})
        case "mute" if alive:
            alive[0].is_mute = True
        case "refuse":
            exchange.refusals += [ConnectFailed("refused")] * 3
        case "refuse for a while":
            exchange.refusals.append(
                HandshakeRefused("no", http_status=503, retry_after=20.0)
            )
        case "slow handshakes":
            exchange.delay = 3.0
        case "quick handshakes":
            exchange.delay = 0.0
        case "acknowledge nothing":
            exchange.reply = lambda socket, message: True
        case "acknowledge one":
            exchange.reply = one_only
        case "acknowledge all":
            exchange.reply = lambda socket, message: False
        case "add" if stream.state not in {"closed", "failed"}:
            with anyio.move_on_after(1):
                await stream.add("SOL-USDT")
        case "remove":
            await stream.remove("SOL-USDT")
        case "push" | "push on all":
            for number, socket in enumerate(exchange.sockets):
                if socket in alive and (what != "push" or socket is alive[0]):
                    for inst_id in INST_IDS:
                        socket.push(arg("tickers", inst_id), {"epoch": number + 1})
        case "another reader":
            with anyio.move_on_after(1):
                async with subscribe(hub, "tickers", INST_IDS[0]):
                    pass
        case "suspend":
            hub.clock.ahead += 60.0


def one_only(socket, message):
    first, *_ = message["args"]
    socket.say({"event": message["op"], "arg": first, "id": message["id"]})
    return True


@pytest.mark.slow  # sixty stories of minutes each
@settings(max_examples=60)
@given(st.lists(st.tuples(MISHAPS, PAUSES), max_size=25))
def test_whatever_happens(mishaps):
    """13: one reader of each connection and at most two of them; epochs only rise; each
    loss has one gap; all comes right in the end; and after the end nothing is left."""
    reader = Reader()

    async def main():
        exchange = Exchange()
        async with streaming(exchange) as hub:
            stream = subscribe(hub, "tickers", *INST_IDS)
            stream._inbox.decode = lambda row, *_: row
            reader.watch(stream)
            await stream.open()
            for what, pause in mishaps:
                await befall(exchange, hub, stream, what)
                await anyio.sleep(pause)
                assert len(exchange.open) <= 2 + 1  # one more drains for a second
            exchange.reply = lambda socket, message: False
            exchange.refusals.clear()
            exchange.delay = 0.0
            await anyio.sleep(130)

            assert stream.state == "live"
            assert len(exchange.open) == 1
            (link,) = hub._links
            carried = {dict(key)["instId"] for key in link.wanted}
            assert carried == set(stream.inst_ids)
            asked = defaultdict(int)
            for message in exchange.last.asked:
                for one in message["args"]:
                    asked[one["instId"]] += 1 if message["op"] == "subscribe" else -1
            assert {name for name, count in asked.items() if count > 0} == carried
            for inst_id in INST_IDS:
                gaps = [gap for gap in stream.gaps if gap.inst_ids == (inst_id,)]
                assert len(gaps) == reader.lost[inst_id]
                assert all(gap.start <= gap.end for gap in gaps)
                ends = [gap.end for gap in gaps]
                assert ends == sorted(ends)
                assert reader.came[inst_id] == sorted(reader.came[inst_id])
            before = anyio.current_time()
        assert anyio.current_time() - before <= 1
        count = sum(len(each) for each in reader.came.values())
        await settle()
        assert exchange.open == []
        assert sum(len(each) for each in reader.came.values()) == count
        assert all(socket.most_readers <= 1 for socket in exchange.sockets)
        assert all(socket.is_closed for socket in exchange.sockets)

    in_no_time(main)


@given(st.lists(st.floats(0, 1, exclude_max=True), max_size=40))
def test_delays_grow_to_a_cap_and_never_all_agree(chances):
    """14: within what is allowed, jitter kept at the cap; only a reset starts anew."""
    backoff = Backoff()
    for number, chance in enumerate(chances):
        ceiling = min(BASE * 2.0**number, CAP)
        delay = backoff.next(chance)

        assert 0 <= delay <= ceiling
        if ceiling == CAP:
            assert delay >= 0.9 * CAP
    backoff.reset()

    assert backoff.next(0.999) <= BASE


def test_the_first_tries_are_quick():
    """14: a quarter of a second, and twice as much each time."""
    backoff = Backoff()

    assert [backoff.next(0.5) for _ in range(4)] == [0.125, 0.25, 0.5, 1.0]
    assert backoff.next(0.0, at_least=7.0) == 7.0
