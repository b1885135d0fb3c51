"""Keys, and a text type that no print, log, traceback or pickle can show."""

from __future__ import annotations

import hashlib
import hmac
from typing import NoReturn, TypeVar

from attrs import Attribute, Factory, field, frozen

from okx_sdk._redaction import know
from okx_sdk.errors import InvalidArgument

__all__ = ["Credentials", "Masked", "Secret", "flaw"]

V = TypeVar("V")


class Secret:
    """A text that shows itself as `***` everywhere but to `reveal`."""

    __slots__ = ("__keyed", "__text", "__weakref__")

    def __init__(self, text: str) -> None:
        _require_text("a secret", text)
        if not text:
            raise InvalidArgument("a secret is empty")
        self.__text = text
        self.__keyed: hmac.HMAC | None = None
        know(self)

    def reveal(self) -> str:
        """The text itself, for the one who signs."""
        return self.__text

    def sign(self, text: bytes) -> bytes:
        """The HMAC-SHA256 of a text, with the secret as its key."""
        if self.__keyed is None:
            self.__keyed = hmac.new(self.__text.encode(), digestmod="sha256")
        signed = self.__keyed.copy()  # half of the work is in the key
        signed.update(text)
        return signed.digest()

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __format__(self, spec: str) -> str:
        return format("***", spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__text.encode(), other.__text.encode())

    def __hash__(self) -> int:
        return hash((Secret, self.__text))

    def __reduce__(self) -> NoReturn:
        raise InvalidArgument(
            "a secret is neither pickled nor copied to another process"
        )

    def __getstate__(self) -> NoReturn:
        raise InvalidArgument("a secret has no state to be written")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, _: object) -> Secret:
        return self


class Masked(dict[str, V]):
    """A mapping that a traceback or a log shows by its names alone."""

    def __repr__(self) -> str:
        """The names."""
        return f"{type(self).__name__}({', '.join(self)})"


def _require_text(what: str, value: object) -> None:
    if not isinstance(value, str):
        raise InvalidArgument(
            f"{what} is no text but of the type {type(value).__name__}"
        )


def _secret(text: str | Secret) -> Secret:
    return text if isinstance(text, Secret) else Secret(text)


def _hint(key: str) -> str:
    return f"…{key[-4:]}" if len(key) > 8 else "…"


def flaw(part: str, text: str) -> str:
    """Why no header can have a part of a key, showing nothing of it; empty if one can."""
    if not text:
        return "is empty"
    if text != text.strip():
        return "begins or ends with a blank or a line break: take it away"
    for place, character in enumerate(text, 1):
        if not (character.isascii() and character.isprintable()):
            return f"holds strange characters, the first at {place}: copy it again"
    # A passphrase is its owner's to choose; the others are letters, digits and dashes.
    if part != "passphrase" and text[0] == text[-1] and text[0] in "'\"":
        return "is in quotes: take them away"
    return ""


def _check_key(_: object, attribute: Attribute[str], value: str) -> None:
    _require_text("the API key", value)
    if found := flaw(attribute.name, value):
        raise InvalidArgument(f"the API key {found}")


def _check_secret(_: object, attribute: Attribute[Secret], value: Secret) -> None:
    if found := flaw(attribute.name, value.reveal()):
        raise InvalidArgument(f"the {attribute.name.replace('_', ' ')} {found}")


def _whole_key(credentials: Credentials) -> Secret:
    return Secret(credentials.api_key)


@frozen
class Credentials:
    """An API key with its secret and passphrase.

    A key belongs to one region and to live or demo trading alone. Only the last four
    characters of the key are ever shown.
    """

    api_key: str = field(repr=lambda key: f"'{_hint(key)}'", validator=_check_key)
    secret_key: Secret = field(converter=_secret, validator=_check_secret)
    passphrase: Secret = field(converter=_secret, validator=_check_secret)
    _whole: Secret = field(
        default=Factory(_whole_key, takes_self=True), init=False, eq=False, repr=False
    )
    """The key as a secret, so that logs show no more of it than its end."""

    @property
    def alias(self) -> str:
        """What stands for the key where keys are told apart, and shows none of it."""
        return hashlib.blake2b(self.api_key.encode(), digest_size=8).hexdigest()

    @property
    def hint(self) -> str:
        """What may be shown of the key."""
        return _hint(self.api_key)
