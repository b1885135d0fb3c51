"""The instruments that orders are about, kept for a while."""

from __future__ import annotations

from attrs import define, field

from okx_sdk.engine.clock import Clock
from okx_sdk.models.public import Instrument
from okx_sdk.rest.public import Public
from okx_sdk.services.instruments import find_instrument

__all__ = ["InstrumentTable"]

KEPT = 3_600.0
"""Seconds; steps and numbers change seldom, and are announced."""


@define
class InstrumentTable:
    """Instruments by name, asked for once an hour."""

    public: Public
    clock: Clock
    _rows: dict[str, tuple[float, Instrument]] = field(
        factory=dict[str, tuple[float, Instrument]], init=False
    )

    async def get(self, inst_id: str, *, anew: bool = False) -> Instrument:
        """The instrument of a name.

        Raises:
            InstrumentNotFound: the exchange lists none of that name.
        """
        now = self.clock.monotonic()
        known = self._rows.get(inst_id)
        if known is None or anew or now - known[0] > KEPT:
            known = self._rows[inst_id] = (
                now,
                await find_instrument(self.public, inst_id),
            )
        return known[1]

    async def code(self, inst_id: str) -> int | None:
        """The number by which WebSocket operations name it."""
        return (await self.get(inst_id)).inst_id_code
