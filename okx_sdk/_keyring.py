"""The operating system's keyring, if it has one that can be trusted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol, cast

from okx_sdk.credentials import Credentials
from okx_sdk.errors import InvalidArgument, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["fetch", "require", "store"]

SERVICE = "okxsdk"
"""The name under which the keyring shows our entries, one for each profile."""

PARTS = ("api_key", "secret_key", "passphrase")
MENDED = "keep the key in the file or in OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE"


class Backend(Protocol):
    """What the library gives for this system."""

    @property
    def priority(self) -> float:
        """How good it is: 1 and above are those to be relied on."""
        ...

    def get_password(self, service: str, username: str) -> str | None:
        """The text kept under these names."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text under these names."""
        ...


def require() -> None:
    """Make sure of a keyring, before anything is typed that is to go there.

    Raises:
        MissingExtra: the library is not installed.
        InvalidArgument: there is no keyring to be trusted.
    """
    _backend()


def fetch(profile: str) -> Credentials:
    """The key that is kept for a profile.

    Raises:
        MissingExtra: the library is not installed.
        InvalidArgument: there is no keyring, it is locked, or it holds no such key.
    """
    backend = _backend()
    try:
        text = backend.get_password(SERVICE, profile)
    except Exception as error:  # noqa: BLE001 - each system has errors of its own
        raise InvalidArgument(_failed("read", error)) from None
    if text is None:
        raise InvalidArgument(
            f"the keyring has no key for the profile {profile!r}: "
            f"okxsdk config init {profile} --keyring"
        )
    return _credentials(text, profile)


def store(profile: str, credentials: Credentials) -> None:
    """Keep a key for a profile.

    Raises:
        MissingExtra: the library is not installed.
        InvalidArgument: there is no keyring, or it cannot be written.
    """
    secrets = (credentials.secret_key.reveal(), credentials.passphrase.reveal())
    values = (credentials.api_key, *secrets)
    text = json.dumps(dict(zip(PARTS, values, strict=True)))
    backend = _backend()
    try:
        backend.set_password(SERVICE, profile, text)
    except Exception as error:  # noqa: BLE001 - as above
        problem = _failed("written", error)
    else:
        return
    raise InvalidArgument(problem)


def _credentials(text: str, profile: str) -> Credentials:
    problem = (
        f"what the keyring holds for {profile!r} is no key: "
        f"okxsdk config init {profile} --keyring"
    )
    try:
        said: Mapping[str, str] = json.loads(text)
        return Credentials(*(said[part] for part in PARTS))
    except (ValueError, TypeError, KeyError):
        pass
    # Raised out here, for the other error may hold the text.
    raise InvalidArgument(problem)


def _backend() -> Backend:
    try:
        import keyring
    except ModuleNotFoundError:
        raise MissingExtra(
            "the keyring wants a library: pip install 'okxsdk[keyring]'"
        ) from None
    backend = cast("Backend", keyring.get_keyring())
    # By the library's own scale: below 1 are those that keep nothing, or keep it open.
    if backend.priority < 1:
        kind = type(backend)
        raise InvalidArgument(
            "this system has no keyring to be trusted "
            f"({kind.__module__}.{kind.__name__}): {MENDED}"
        )
    return backend


def _failed(done: str, error: Exception) -> str:
    """By the error's kind alone: its words are another's, and may quote."""
    return f"the keyring cannot be {done} ({type(error).__name__}): {MENDED}"
