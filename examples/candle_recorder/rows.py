"""A candle as a line of text that proves itself, and what a file of them still holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zlib import crc32

from attrs import frozen

from okx_sdk.models.market import Candle
from okx_sdk.protocol.codec import to_ms

__all__ = ["HEADER", "Damage", "Scan", "checked", "decode", "encode", "same", "scan"]

HEADER = b"ts,open,high,low,close,vol,vol_ccy,vol_ccy_quote,check\n"
"""`ts` is when the bar opens, in ms; `check` the CRC-32 of the line before it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBERS = ("open", "high", "low", "close", "vol", "vol_ccy", "vol_ccy_quote")


def checked(fields: list[str]) -> bytes:
    """A line of these fields, its check at the end."""
    text = ",".join(fields)
    return f"{text},{crc32(text.encode()):08x}\n".encode()


def encode(candle: Candle) -> bytes:
    """The line of a candle, exact to the last digit."""
    numbers = [getattr(candle, name) for name in _NUMBERS]
    texts = ["" if number is None else f"{number:f}" for number in numbers]
    return checked([str(to_ms(candle.ts)), *texts])


def decode(line: bytes) -> Candle | None:
    """The candle of a line without its end, or nothing if the line is damaged."""
    text, _, check = line.rpartition(b",")
    if check != b"%08x" % crc32(text):
        return None
    ts, *texts = text.decode("ascii", "replace").split(",")
    try:
        numbers = [Decimal(each) if each else None for each in texts]
        opened = _EPOCH + timedelta(milliseconds=int(ts))
        return Candle(opened, **dict(zip(_NUMBERS, numbers, strict=True)))  # type: ignore[arg-type] # none but the last is empty
    except (ValueError, InvalidOperation, OverflowError):
        return None


def same(one: Candle, other: Candle) -> bool:
    """Whether two candles agree, zeros at the end of a number apart."""
    names = ("ts", *_NUMBERS)
    return all(getattr(one, name) == getattr(other, name) for name in names)


@frozen
class Damage:
    """Bytes of a file that are no candle, and where they begin."""

    at: int
    data: bytes


@frozen
class Scan:
    """What a file holds: its candles, oldest first, and what is damaged.

    *good* counts the bytes before the first damage, *first* the candles in them.
    """

    candles: tuple[Candle, ...]
    damage: tuple[Damage, ...]
    good: int
    first: int

    @property
    def kept(self) -> tuple[Candle, ...]:
        """The candles before the first damage."""
        return self.candles[: self.first]

    @property
    def spare(self) -> tuple[Candle, ...]:
        """The candles after it."""
        return self.candles[self.first :]


def scan(data: bytes) -> Scan:
    """Look at all bytes of a file. A line counts once, in order, and with its end."""
    candles: list[Candle] = []
    damage: list[Damage] = []
    good = first = at = 0
    for line in data.splitlines(keepends=True):
        candle = decode(line[:-1]) if line.endswith(b"\n") else None
        if candle is not None and not (candles and candle.ts <= candles[-1].ts):
            candles.append(candle)
        elif at or line != HEADER:
            damage.append(Damage(at, line))
        at += len(line)
        if not damage:
            good, first = at, len(candles)
    return Scan(tuple(candles), tuple(damage), good, first)
