"""What streams of orders and fills lack after an interruption, fetched over REST.

The channels begin with nothing and repeat nothing. So after each of them is live again
the open orders, those that were done meanwhile, and the fills are read, and put in
their place: after the gap, and before what was pushed since.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from attrs import Factory, define, field, frozen

from okx_sdk.engine.tasks import gather
from okx_sdk.errors import OrderNotFound
from okx_sdk.models.enums import InstType
from okx_sdk.models.trade import Fill, Order
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.fill_ledger import FillLedger
from okx_sdk.protocol.order_ledger import OrderLedger, ProgressLedger
from okx_sdk.rest.trade import Trade
from okx_sdk.services.instruments import inst_type_of
from okx_sdk.services.paging import walk
from okx_sdk.services.patience import patiently

__all__ = ["FillRepair", "LedgerRepair", "OrderRepair", "Records"]


class Changing(Protocol):
    """An order of any kind, as far as it matters here."""

    @property
    def inst_id(self) -> str:
        """The instrument."""
        ...

    @property
    def u_time(self) -> datetime | None:
        """When it last changed."""
        ...


T = TypeVar("T")
R = TypeVar("R", bound=Changing)

LAG = 1.0
"""Seconds that REST may be behind the streams."""

LOOKS = 4
"""How often an order that was open is looked up, where REST does not know it."""

MARGIN = 60_000
"""Milliseconds before a gap from which on is read: clocks differ, pages are late."""

SKEW = 1_000
"""Milliseconds by which the exchange's time, as measured, may be wrong."""

_TYPES = (
    InstType.SPOT,
    InstType.MARGIN,
    InstType.SWAP,
    InstType.FUTURES,
    InstType.OPTION,
)


@frozen
class Records:
    """The account's records of orders and fills, as far as a stream is about them.

    Args:
        trade: the section of that name.
        now: gives the exchange's time, in ms.
        dated: gives a date by this machine's clock, which may be wrong, as the exchange's
            clock showed it, in ms.
        sleep: waits.
        inst_type: a product line, or `ANY`.
        inst_family: one instrument family.
        tell: is told of every order that is found, so that who waits for it hears.
    """

    trade: Trade
    now: Callable[[], Awaitable[int]]
    dated: Callable[[datetime], Awaitable[int]]
    sleep: Callable[[float], Awaitable[None]]
    inst_type: InstType | str = "ANY"
    inst_family: str | None = None
    tell: Callable[[Order], None] = lambda _: None

    def filters(self, inst_ids: Sequence[str]) -> list[dict[str, Any]]:
        """The arguments of the requests that find all that is asked for, but its family."""
        if inst_ids:
            return [{"inst_id": inst_id} for inst_id in inst_ids]
        return [{} if self.inst_type == "ANY" else {"inst_type": self.inst_type}]

    def _filters(self, inst_ids: Sequence[str]) -> list[dict[str, Any]]:
        is_whole = inst_ids or not self.inst_family
        family = {} if is_whole else {"inst_family": self.inst_family}
        return [found | family for found in self.filters(inst_ids)]

    async def open(self, inst_ids: Sequence[str]) -> list[Order]:
        """All orders that rest."""

        async def fetch(found: dict[str, Any]) -> list[Order]:
            return [row async for row in walk(self.trade.get_open_orders, **found)]

        return _flat(await gather(fetch, self._filters(inst_ids)))

    async def done(self, inst_ids: Sequence[str], begin: int) -> list[Order]:
        """The orders of the last seven days that are done, as old as that at most."""

        async def fetch(found: dict[str, Any]) -> list[Order]:
            rows = walk(self.trade.get_orders_history, begin=begin, **found)
            return [row async for row in rows]

        return _flat(await gather(fetch, self._kinds(inst_ids)))

    def _kinds(self, inst_ids: Sequence[str]) -> list[dict[str, Any]]:
        """The filters with a product line in each, which histories want."""
        found: list[dict[str, Any]] = []
        for each in self._filters(inst_ids):
            named = each.get("inst_type")
            if named is not None:
                kinds: tuple[InstType | str, ...] = (named,)
            elif "inst_id" in each:
                kinds = _kinds_of(each["inst_id"])
            else:
                kinds = _TYPES
            found += [{**each, "inst_type": kind} for kind in kinds]
        return found

    async def fills(self, inst_ids: Sequence[str], begin: int) -> list[Fill]:
        """The fills of the last three days, as old as that at most."""

        async def fetch(found: dict[str, Any]) -> list[Fill]:
            rows = walk(self.trade.get_fills, begin=begin, **found)
            return [row async for row in rows]

        return _flat(await gather(fetch, self._filters(inst_ids)))

    async def look_up(self, order: Order) -> Order | None:
        """How an order stands; nothing, if the exchange does not know it any more."""
        try:
            return await self.trade.get_order(order.inst_id, ord_id=order.ord_id)
        except OrderNotFound:
            return None


def _flat(lists: Sequence[list[T]]) -> list[T]:
    return [row for rows in lists for row in rows]


def _kinds_of(inst_id: str) -> tuple[InstType, ...]:
    """The product lines that an instrument is traded in: spot is on margin as well."""
    kind = inst_type_of(inst_id)
    return (kind, InstType.MARGIN) if kind is InstType.SPOT else (kind,)


@define
class LedgerRepair(Generic[R]):
    """Keeps a stream of orders of one kind whole, and none of them from going back.

    Args:
        ledger: what is known of each.
        records: what the stream is about, and the clocks.
        snapshot: whether the stream begins with the orders that are open.
    """

    ledger: ProgressLedger[R] = field(kw_only=True)
    records: Records
    snapshot: bool = False
    _begun: int = field(default=0, init=False)

    # Where to look.

    async def _open(self, inst_ids: Sequence[str]) -> list[R]:
        """Those that are open, the newest first."""
        raise NotImplementedError

    async def _ended(self, inst_ids: Sequence[str], begin: int) -> list[R]:
        """Those that are done, as old as that at most."""
        raise NotImplementedError

    async def _look_up(self, order: R) -> R | None:
        """How one stands; nothing, if the exchange does not know it any more."""
        raise NotImplementedError

    # What it makes of it.

    async def begin(self, inst_ids: Sequence[str]) -> Sequence[R]:
        """The orders that are open, if they are wanted; they are noted anyway.

        One of them that is done later, while nothing is heard, is to be missed.
        """
        self._begun = self._begun or await self.records.now() - SKEW
        found = await self._open(inst_ids)
        news = [order for order in reversed(found) if self.ledger.take(order)]
        return news if self.snapshot else ()

    async def missing(self, gap: Gap) -> Sequence[R]:
        """How the orders stand that may have changed meanwhile, the oldest first.

        The open ones are read before those that are done: one that is done in between
        is among both, and not among neither.
        """
        await self.records.sleep(LAG)
        return await patiently(partial(self._missing, gap), self.records.sleep)

    async def _missing(self, gap: Gap) -> Sequence[R]:
        begin = await self.records.dated(gap.start) - MARGIN
        found = await self._open(gap.inst_ids)
        found += await self._ended(gap.inst_ids, max(begin, 0))
        found += await self._vanished(gap, set(map(self.ledger.id_of, found)))
        self._tell(found)
        return sorted(filter(self.is_of_its_time, found), key=self.age)

    def _tell(self, found: Sequence[R]) -> None:
        """Have others know of what was found, if any want to."""

    def age(self, order: R) -> tuple[int, int, str]:
        """When it last changed; of one moment, the order of the ids, which are numbers."""
        changed, number = _changed_at(order) or 0, self.ledger.id_of(order)
        return changed, len(number), number

    def is_of_its_time(self, order: R) -> bool:
        """Whether it changed since the stream began, or was open then, or is."""
        changed = _changed_at(order)
        is_open = self.ledger.id_of(order) in self.ledger.open
        is_open |= not self.ledger.progress(order)[0]
        return is_open or changed is None or changed >= self._begun

    async def _vanished(self, gap: Gap, found: set[str]) -> list[R]:
        """Those that were open before, and are on no page: they are older than it."""
        known = [
            order
            for order_id, order in self.ledger.open.items()
            if order_id not in found
            and (not gap.inst_ids or order.inst_id in gap.inst_ids)
        ]
        looked = await gather(self._look_again, known)
        for order, now in zip(known, looked, strict=True):
            if now is None:  # should it be pushed after all, it is there
                self.ledger.open.pop(self.ledger.id_of(order), None)
        return [now for now in looked if now is not None]

    async def _look_again(self, order: R) -> R | None:
        """How one stands; REST may not know yet what was placed right before the gap."""
        for left in reversed(range(LOOKS)):
            now = await self._look_up(order)
            if now is not None or not left:
                return now
            await self.records.sleep(LAG)
        raise AssertionError("the last look returns")

    def news(self, row: R, *, pushed: bool = False) -> R | None:
        """An order that is further along than was known."""
        return row if self.ledger.take(row, pushed=pushed) else None


def _changed_at(order: Changing) -> int | None:
    return None if order.u_time is None else to_ms(order.u_time)


@define
class OrderRepair(LedgerRepair[Order]):
    """Of the orders of the book."""

    ledger: ProgressLedger[Order] = field(factory=OrderLedger, kw_only=True)

    async def _open(self, inst_ids: Sequence[str]) -> list[Order]:
        return await self.records.open(inst_ids)

    async def _ended(self, inst_ids: Sequence[str], begin: int) -> list[Order]:
        return await self.records.done(inst_ids, begin)

    async def _look_up(self, order: Order) -> Order | None:
        return await self.records.look_up(order)

    def _tell(self, found: Sequence[Order]) -> None:
        for order in found:
            self.records.tell(order)


@define
class FillRepair:
    """Keeps a stream of fills whole, and gives each fill once.

    Args:
        records: where to look.
    """

    records: Records
    ledger: FillLedger = Factory(FillLedger)
    _begun: int = field(default=0, init=False)

    async def begin(self, inst_ids: Sequence[str]) -> Sequence[Fill]:  # noqa: ARG002
        """Nothing: what was filled before is no part of the stream."""
        self._begun = self._begun or await self.records.now() - SKEW
        return ()

    async def missing(self, gap: Gap) -> Sequence[Fill]:
        """The fills of a gap, and some before it, the oldest first."""
        await self.records.sleep(LAG)
        return await patiently(partial(self._missing, gap), self.records.sleep)

    async def _missing(self, gap: Gap) -> Sequence[Fill]:
        begin = await self.records.dated(gap.start) - MARGIN
        found = await self.records.fills(gap.inst_ids, max(begin, 0))
        found = [fill for fill in found if to_ms(_time(fill)) >= self._begun]
        return sorted(found, key=_time)

    def news(self, row: Fill, *, pushed: bool = False) -> Fill | None:  # noqa: ARG002 - a fill is a fill
        """What of a fill was not given yet."""
        return self.ledger.take(row)


def _time(fill: Fill) -> datetime:
    return fill.fill_time or fill.ts
