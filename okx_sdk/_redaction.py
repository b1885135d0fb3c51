"""No secret in a log: what is known of them is struck out of what is said.

Whoever makes a secret makes it known here, and the filter stands in front of every
logger that might get to see one, at any level: no setting turns it off.
"""

from __future__ import annotations

import logging
import re
from typing import Protocol
from weakref import WeakValueDictionary

__all__ = ["LOGGERS", "know", "struck"]

LOGGERS = (
    "anyio",
    "asyncio",
    "h11",
    "h2",
    "hpack",
    "hpack.hpack",
    "hpack.table",
    "httpcore",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.proxy",
    "httpcore.socks",
    "httpx",
    "okx_sdk",
    "okx_sdk.account",
    "okx_sdk.http",
    "okx_sdk.journal",
    "okx_sdk.orders",
    "okx_sdk.stream",
    "trio",
    "websockets",
    "websockets.client",
)
"""By name, for a logger's filter does not hear those below it."""

SHORTEST = 6
"""Shorter ones would be struck out of ordinary words; the exchange allows none."""

ESCAPES = 3
"""How often a text may have been quoted: a frame in JSON, shown by `repr`, in a list."""

_STARS = "***"
_QUOTED = r"""(?P<quote>['"]) (?P<value> (?: \\+. | (?!(?P=quote))[^\\] )*)"""
"""What stands between quotes, with those of them that are escaped."""

_HEADER = r"""
    (?: ok-access-(?:key|sign|passphrase) | (?:proxy-)?authorization )
    ['"]? \s* [:=,] \s* """
_PATTERNS = (
    # Headers, in any of the ways in which a mapping or a list of pairs is shown.
    re.compile(rf"(?ix) {_HEADER} b? {_QUOTED}"),
    re.compile(
        rf"""(?ix) {_HEADER} (?!b?['"])
        (?P<value> (?:basic\s+|bearer\s+)? [^'"\s,)\]}}]+)"""
    ),
    # The arguments of a login.
    re.compile(rf"""(?x) ['"](?:apiKey|passphrase|sign)['"] \s* : \s* {_QUOTED}"""),
    # The user and the password of a URL.
    re.compile(r"://(?P<value>[^/@\s'\"]+:[^/@\s'\"]*)@"),
)

_SIGNS = ("ok-access-", "authorization", "apikey", "passphrase", "sign", "@")
"""Without any of these in a text, the patterns, which take longer, find nothing."""


class Revealing(Protocol):
    """What holds a secret."""

    def reveal(self) -> str:
        """The secret."""
        ...


_known: WeakValueDictionary[int, Revealing] = WeakValueDictionary()


def know(secret: Revealing) -> None:
    """Strike a secret out of all logs for as long as it is there."""
    _known[id(secret)] = secret
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_filter)


def struck(text: str) -> str:
    """A text without the secrets that are known, and without what looks like one."""
    for reference in _known.valuerefs():
        secret = reference()
        if secret is not None and len(word := secret.reveal()) >= SHORTEST:
            for spelt in _spellings(word):
                text = text.replace(spelt, _STARS)
    small = text.lower()
    if any(sign in small for sign in _SIGNS):
        for pattern in _PATTERNS:
            text = pattern.sub(_without_value, text)
    return text


def _spellings(word: str) -> set[str]:
    """A secret as it is, and as it is shown by JSON, by `repr`, and by one of the other."""
    spelt = {word}
    if any(character in word for character in "\\'\""):
        for _ in range(ESCAPES):
            doubled = {each.replace("\\", "\\\\") for each in spelt}
            spelt |= doubled
            spelt |= {each.replace('"', '\\"') for each in doubled}
            spelt |= {each.replace("'", "\\'") for each in doubled}
    return spelt


def _without_value(found: re.Match[str]) -> str:
    start, end = found.start(), found.end()
    first, last = found.span("value")
    return f"{found.string[start:first]}{_STARS}{found.string[last:end]}"


class _Struck(logging.Filter):
    """Lets every record through, without its secrets."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the text without secrets in the place of a text with some."""
        try:
            said = record.getMessage()
        except (TypeError, ValueError, KeyError):  # its arguments do not fit
            said = f"{record.msg} {record.args}"
        clean = struck(said)
        if clean != said:
            record.msg, record.args = clean, ()
        if record.exc_info:
            _strike_traceback(record)
        return True


def _strike_traceback(record: logging.LogRecord) -> None:
    assert record.exc_info, "asked only then"
    text = logging.Formatter().formatException(record.exc_info)
    clean = struck(text)
    if clean != text:  # others would format it anew from the error itself
        record.exc_info, record.exc_text = None, clean


_filter = _Struck()
