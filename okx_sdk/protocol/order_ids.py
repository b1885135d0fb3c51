"""Names for orders and amendments that never come twice."""

from __future__ import annotations

from collections.abc import Callable

from okx_sdk.errors import InvalidArgument

__all__ = ["check_name", "check_prefix", "unique_name"]

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_PREFIX = 6
"""Characters before the 26 that make a name unique."""

_MOST = 32


def unique_name(now: float, chance: Callable[[], float], prefix: str = "") -> str:
    """A ULID after a prefix: 48 bits of time in ms, then 80 of chance; names sort by time.

    Args:
        now: seconds since 1970.
        chance: gives random numbers of [0, 1).
        prefix: up to six letters or digits of one's own.
    """
    ms = int(now * 1000)
    time = (ALPHABET[ms >> shift & 31] for shift in range(45, -1, -5))
    luck = (ALPHABET[int(chance() * 32)] for _ in range(16))
    return f"{check_prefix(prefix)}{''.join(time)}{''.join(luck)}"


def check_prefix(prefix: str) -> str:
    """What names may begin with, up to six letters and digits.

    Raises:
        InvalidArgument: it is another.
    """
    if len(prefix) > MOST_PREFIX or (prefix and not _is_plain(prefix)):
        raise InvalidArgument(
            f"the prefix {prefix!r} is not of up to {MOST_PREFIX} letters and digits"
        )
    return prefix


def check_name(name: str, what: str = "cl_ord_id") -> str:
    """A name as the exchange takes it, 1 to 32 letters and digits.

    Raises:
        InvalidArgument: it is another.
    """
    if not 0 < len(name) <= _MOST or not _is_plain(name):
        raise InvalidArgument(f"{what} {name!r} is not of 1 to 32 letters and digits")
    return name


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isalnum()
