"""Hashed randomness: the same key gives the same numbers, on every platform."""

from __future__ import annotations

import struct
from functools import lru_cache
from hashlib import blake2b, shake_128

_MASK = (1 << 64) - 1
WORD = 1 << 16


def key_of(*parts: object) -> int:
    """A 64-bit key for a tuple of texts and whole numbers."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def mix(number: int) -> int:
    """64 well scrambled bits of a whole number (splitmix64)."""
    z = (number + 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def unit(key: int, index: int) -> float:
    """A number in [0, 1)."""
    # Multiples of 2**-53 are exact, so that 1.0 is never reached by rounding.
    return (mix(key ^ mix(index)) >> 11) * 2.0**-53


def words(key: int, index: int, count: int) -> tuple[int, ...]:
    """As many 16-bit numbers as asked, for one price of hashing."""
    seed = (key << 64 | (index & _MASK)).to_bytes(16, "little")
    return struct.unpack(f"<{count}H", shake_128(seed).digest(2 * count))


@lru_cache(maxsize=1 << 15)
def _lattice(key: int, index: int) -> float:
    return 2.0 * unit(key, index) - 1.0


def smooth(key: int, x: int, period: int) -> float:
    """Value noise in [-1, 1]: free every *period*, and gentle between."""
    index, rest = divmod(x, period)
    low = _lattice(key, index)
    if not rest:
        return low
    share = rest / period
    return low + (_lattice(key, index + 1) - low) * share * share * (3.0 - 2.0 * share)
