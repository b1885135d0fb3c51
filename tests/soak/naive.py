"""A client as one writes it in an evening: what the sandbox has to catch.

It does not check a book's sequence, asks anew at every doubt, connects again at once,
and asks for what is private before its login was accepted.
"""

from __future__ import annotations

import json

import anyio
from attrs import Factory, define

from okx_sdk.errors import OkxError
from okx_sdk.transport.websocket import WebSocket, WebSocketClosed

URL = "ws://127.0.0.1:1/ws/v5/"


@define(eq=False)
class NaiveBook:
    """Levels by price, from whatever comes."""

    connector: object
    inst_id: str
    sides: dict = Factory(lambda: {"bids": {}, "asks": {}})
    seq_id: int = 0

    async def run(self, looked) -> None:
        while True:
            try:
                socket = await WebSocket.open(
                    URL + "public", connector=self.connector, compression=False
                )
                await self.read(socket, looked)
            except (WebSocketClosed, OkxError):
                continue

    async def read(self, socket, looked) -> None:
        await self.ask(socket, "subscribe")
        while True:
            for text in await socket.receive_batch():
                message = json.loads(text)
                for row in message.get("data", ()):
                    if row["prevSeqId"] != self.seq_id:
                        await self.ask(socket, "subscribe")
                    self.take(row)
                    looked(self)

    async def ask(self, socket, op) -> None:
        args = [{"channel": "books", "instId": self.inst_id}]
        await socket.send(json.dumps({"op": op, "args": args}))

    def take(self, row) -> None:
        self.seq_id = row["seqId"]
        for name, side in self.sides.items():
            for px, sz, *_ in row[name]:
                side[px] = sz
                if sz == "0":
                    del side[px]


async def ask_too_early(connector) -> None:
    """Log in, and ask for orders in the same breath."""
    socket = await WebSocket.open(URL + "private", connector=connector)
    arg = {"channel": "orders", "instType": "ANY"}
    await socket.send(json.dumps({"op": "subscribe", "args": [arg]}))
    await anyio.sleep(1)
    await socket.aclose()
