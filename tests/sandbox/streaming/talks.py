"""What the tests of the streaming side share: a client without a network, or time."""

from __future__ import annotations

import json
from decimal import Decimal

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import signature
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming.house import House
from okx_sdk.sandbox.streaming.streams import Knock, Refused, Streams

NOON = 1_795_435_200.0  # 2026-11-23 12:00 UTC
MARKET = Market(seed=1)


class Talker:
    """A client of one connection; time passes when it is told to."""

    def __init__(self, streams: Streams, surface: str, now: float = NOON, **knock):
        self.streams = streams
        self.now = now
        found = streams.knock(Knock(f"/ws/v5/{surface}", "here", **knock), now)
        assert not isinstance(found, Refused)
        self.talk = found

    def say(self, message) -> list:
        """Send a message at once; gives what is answered at once."""
        text = message if isinstance(message, str | bytes) else json.dumps(message)
        self.talk.receive(text, self.now)
        return self.heard()

    def ask(self, op: str, *args, **fields) -> list:
        return self.say({"op": op, "args": list(args), **fields})

    def subscribe(self, channel: str, inst_id: str | None = None, **words) -> list:
        named = {} if inst_id is None else {"instId": inst_id}
        return self.ask("subscribe", {"channel": channel, **named, **words})

    def log_in(self) -> list:
        return self.ask("login", login_arg(self.now))

    def wait(self, seconds: float) -> list:
        """Let time pass, as a shell would; gives all that is heard meanwhile."""
        end, found = self.now + seconds, []
        while self.talk.end is None:
            moment = max(self.now, self.talk.wake_at())
            if moment > end:
                break
            self.now = moment
            self.talk.tick(moment)
            found += self.heard()
        self.now = end
        self.talk.tick(end)
        return found + self.heard()

    def heard(self) -> list:
        return [read(frame) for frame in self.talk.outgoing()]


def read(frame):
    """A message as an object, if it is one."""
    try:
        return json.loads(frame)
    except ValueError:
        return frame


def streams_of(*, market: Market = MARKET, handshakes: int = 1_000, **house) -> Streams:
    return Streams(House(market, **house), handshakes=handshakes)


def talker(surface: str = "public", now: float = NOON, **house) -> Talker:
    return Talker(streams_of(**house), surface, now)


def logged_in(surface: str = "private", **house) -> Talker:
    found = talker(surface, **house)
    found.log_in()
    return found


def login_arg(now: float, **changed) -> dict[str, str]:
    """A login of the sandbox's own key."""
    key = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
    stamp = str(int(now))
    sign = signature(key.secret_key, f"{stamp}GET/users/self/verify".encode())
    return {
        "apiKey": key.api_key,
        "passphrase": key.passphrase.reveal(),
        "timestamp": stamp,
        "sign": sign,
        **changed,
    }


def pushes(messages: list, channel: str | None = None) -> list[dict]:
    """The pushes among messages, of all channels or one."""
    return [
        message
        for message in messages
        if isinstance(message, dict)
        and "data" in message
        and channel in {None, message.get("arg", {}).get("channel")}
    ]


def codes(messages: list) -> list[str]:
    """What was refused."""
    return [m["code"] for m in messages if m.get("event") == "error"]


class BookOf:
    """The book that a client has who believes what it is told."""

    def __init__(self) -> None:
        self.sides = {"bids": {}, "asks": {}}
        self.seq = None

    def take(self, push: dict) -> None:
        (row,) = push["data"]
        if push["action"] == "snapshot":
            assert row["prevSeqId"] == -1
            self.sides = {"bids": {}, "asks": {}}
        else:
            assert row["prevSeqId"] == self.seq
        self.seq = row["seqId"]
        for side, held in self.sides.items():
            for px, sz, *_, orders in row[side]:
                if sz == "0":
                    del held[Decimal(px)]
                else:
                    held[Decimal(px)] = Decimal(sz), int(orders)

    def levels(self) -> tuple[list, list]:
        bids, asks = self.sides["bids"], self.sides["asks"]
        return (
            [(px, *bids[px]) for px in sorted(bids, reverse=True)],
            [(px, *asks[px]) for px in sorted(asks)],
        )


def true_levels(inst_id: str, seq: int, depth: int) -> tuple[list, list]:
    """The market's own book of a sequence number."""
    inst = MARKET.instrument(inst_id, seq * 100)
    book, scale = MARKET.book(inst, seq, depth), MARKET.scale(inst)
    bids, asks = (
        [(scale.price(px), scale.amount(lots), n) for px, lots, n in side]
        for side in (book.bids, book.asks)
    )
    return bids, asks
