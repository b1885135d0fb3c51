"""An account of the exchange in memory: its truth, its REST pages and its pushes.

`trading` gives a client that speaks to it, on a clock that jumps where all wait.
"""

from __future__ import annotations

from contextlib import asynccontextmanager

import anyio
import httpx
from attrs import Factory, define
from exchange_fake import START, Exchange, LoopTime, in_no_time
from orders_fake import START_MS, fill_row, order_row

from okx_sdk import AsyncClient, Credentials
from okx_sdk.engine.hub import Hub

OPEN = {"live", "partially_filled"}
INST = "BTC-USDT-SWAP"


@define(eq=False)
class Account:
    """Orders for one contract, the fills and the position they made, and a balance."""

    exchange: Exchange = Factory(Exchange)
    orders: dict[str, dict] = Factory(dict)
    fills: list[dict] = Factory(list)
    asked: list[str] = Factory(list)
    failures: list[httpx.Response] = Factory(list)
    forgotten: set[str] = Factory(set)
    """Orders that REST does not know any more."""
    late: dict[str, list[dict]] = Factory(dict)
    """What REST says of `positions` and `balance`, where it is behind."""
    pos: int = 0
    pos_at: int = 0
    cash: int = 1_000_000

    def __attrs_post_init__(self) -> None:
        self.exchange.reply = self.reply

    # What happens.

    @property
    def at(self) -> int:
        return int(anyio.current_time() * 1_000)

    def place(self, name=None, sz=3, **fields) -> str:
        ord_id = str(10_000 + len(self.orders))
        more = {"clOrdId": name or "", "cTime": str(START_MS + self.at), **fields}
        self.orders[ord_id] = order_row(ord_id, at=self.at, sz=sz, **more)
        self.tell(ord_id)
        return ord_id

    def fill(self, ord_id: str, sz: int = 1, *, quiet: bool = False) -> None:
        before = self.orders[ord_id]
        filled = int(before["accFillSz"]) + sz
        state = "filled" if filled == int(before["sz"]) else "partially_filled"
        trade = 500 + len(self.fills)
        kept = {name: before[name] for name in ("clOrdId", "cTime", "instId", "side")}
        more = {**kept, "sz": int(before["sz"]), "trade": trade, "last": sz}
        self.orders[ord_id] = order_row(ord_id, state, filled, self.at, **more)
        more = {name: before[name] for name in ("clOrdId", "instId", "side")}
        self.fills.append(fill_row(trade, ord_id, self.at, sz, **more))
        self.pos, self.pos_at = self.pos + sz, self.at
        self.cash -= 1
        if not quiet:
            self.tell(ord_id)
            self.push("positions", self.position())
            self.push("account", self.balance())

    def end(self, ord_id: str) -> None:
        row = {**self.orders[ord_id], "state": "canceled", "tradeId": "", "fillSz": "0"}
        self.orders[ord_id] = {**row, "uTime": str(START_MS + self.at)}
        self.tell(ord_id)

    def position(self) -> dict:
        return {
            "instType": "SWAP",
            "instId": INST,
            "posId": "1",
            "pos": str(self.pos),
            "posSide": "net",
            "mgnMode": "cross",
            "uTime": str(START_MS + self.pos_at),
            "pTime": str(START_MS + self.at),
        }

    def balance(self) -> dict:
        now = str(START_MS + self.at)
        detail = {"ccy": "USDT", "cashBal": str(self.cash), "uTime": now}
        details = [{**detail, "eq": str(self.cash)}]
        return {"uTime": now, "totalEq": str(self.cash), "details": details}

    # What is pushed.

    def tell(self, ord_id: str) -> None:
        self.push("orders", self.orders[ord_id])

    def push(self, channel: str, row: dict, **envelope) -> None:
        for socket in self.exchange.open:
            if socket.is_mute:  # what is sent does not arrive
                continue
            for arg in socket.args:
                if arg["channel"] == channel and arg.get("instId") in {
                    None,
                    row.get("instId"),
                }:
                    echo = {**arg, "uid": "1"}
                    socket.say({"arg": echo, **envelope, "data": [row]})

    def reply(self, socket, message) -> bool:
        if message["op"] != "subscribe":
            return False
        for arg in message["args"]:
            socket.say({"event": "subscribe", "arg": arg, "id": message["id"]})
            snapshot = {"eventType": "snapshot", "curPage": 1, "lastPage": True}
            rows = {
                "positions": [self.position()] if self.pos else [],
                "account": [self.balance()],
            }.get(arg["channel"])
            if rows is not None:
                socket.say({"arg": {**arg, "uid": "1"}, **snapshot, "data": rows})
        return True

    # What REST knows.

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v5/")
        self.asked.append(path)
        query = dict(request.url.params)
        if path == "public/time":
            return self.data([{"ts": str(START_MS + self.at)}])
        if self.failures:
            return self.failures.pop(0)
        if path == "trade/order":
            row = self.orders.get(query["ordId"])
            if row is None or query["ordId"] in self.forgotten:
                return httpx.Response(
                    200, json={"code": "51603", "msg": "none", "data": []}
                )
            return self.data([row])
        if path.removeprefix("account/") in self.late:
            return self.data(self.late.pop(path.removeprefix("account/")))
        if path == "account/positions":
            return self.data([self.position()] if self.pos else [])
        if path == "account/balance":
            return self.data([self.balance()])
        return self.data(self.page(path, query))

    def page(self, path: str, query: dict) -> list[dict]:
        """Newest first; those of a time are found without looking at all of them."""
        if path == "trade/fills":
            rows, name, time = self.fills, "billId", "ts"
        else:
            rows, name, time = list(self.orders.values()), "ordId", "cTime"
        begin, found = int(query.get("begin", 0)), []
        for row in reversed(rows):
            if int(row[time]) < begin or len(found) == int(query.get("limit", 100)):
                break
            if "after" in query and int(row[name]) >= int(query["after"]):
                continue
            if any(query.get(n, row[n]) != row[n] for n in ("instId", "instType")):
                continue
            if path == "trade/fills" or self.is_on(path, row):
                found.append(row)
        return found

    def is_on(self, path: str, row: dict) -> bool:
        is_open = path == "trade/orders-pending"
        is_known = row["ordId"] not in self.forgotten
        return is_known and (row["state"] in OPEN) is is_open

    def data(self, rows) -> httpx.Response:
        return httpx.Response(200, json={"code": "0", "msg": "", "data": list(rows)})


@asynccontextmanager
async def trading(account: Account, *, clock=None, latency=0.0, chance=lambda: 0.5):
    """A client whose exchange is this account."""
    clock = clock or LoopTime()

    async def answer(request):
        await anyio.sleep(latency)
        return account.answer(request)

    async with AsyncClient(
        env="live",
        region="global",
        credentials=Credentials("key", "a-secret", "a-phrase"),
        base_url="http://127.0.0.1:1",
        transport=httpx.MockTransport(answer),
        clock=clock,
    ) as okx:
        link = okx._connection
        exchange = account.exchange
        link._hub = Hub(
            exchange.connect, exchange.login, clock, chance, link.streaming, link._check
        )
        link._hub.group = link._group
        yield okx


assert START * 1_000 == START_MS


def run(test, **options):
    """Run `test(account, okx)` in simulated time."""

    async def main():
        account = Account()
        async with trading(account, **options) as okx:
            await test(account, okx)

    in_no_time(main)
