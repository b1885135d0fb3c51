"""Instruments by name, each known by the way its name is built."""

from __future__ import annotations

from okx_sdk.errors import InstrumentNotFound, InvalidArgument
from okx_sdk.models.enums import InstType
from okx_sdk.models.public import Instrument
from okx_sdk.rest.public import Public

__all__ = ["family_of", "find_instrument", "inst_type_of"]


def inst_type_of(inst_id: str) -> InstType:
    """The type that a name tells: `BTC-USDT` spot, `BTC-USD-261225-90000-C` option."""
    parts = inst_id.split("-")
    if not all(parts) or len(parts) not in {2, 3, 5}:
        raise InvalidArgument(
            f"{inst_id!r} is no instrument: BTC-USDT is spot, BTC-USDT-SWAP perpetual, "
            "BTC-USDT-261225 a future, BTC-USD-261225-90000-C an option"
        )
    if len(parts) == 2:
        return InstType.SPOT
    if len(parts) == 5:
        return InstType.OPTION
    return InstType.SWAP if parts[2] == "SWAP" else InstType.FUTURES


def family_of(inst_id: str) -> str:
    """The instrument family: `BTC-USD` of `BTC-USD-261225-90000-C`."""
    return "-".join(inst_id.split("-")[:2])


async def find_instrument(public: Public, inst_id: str) -> Instrument:
    """One instrument by its name.

    Raises:
        InstrumentNotFound: the exchange lists none of that name.
    """
    kind = inst_type_of(inst_id)
    family = family_of(inst_id) if kind is InstType.OPTION else None
    rows = await public.get_instruments(kind, inst_id=inst_id, inst_family=family)
    for row in rows:
        if row.inst_id == inst_id:
            return row
    raise InstrumentNotFound(f"no instrument {inst_id}", code="51001")
