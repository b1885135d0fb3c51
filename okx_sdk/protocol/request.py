"""One request, ready to be signed and sent."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

__all__ = ["Permission", "Request", "Signing"]

Permission: TypeAlias = Literal["read", "trade", "withdraw"]
"""What a key must be allowed."""

Signing: TypeAlias = Literal["never", "optional", "always"]
"""Whether a request is signed: `optional` means if there is a key."""


@frozen
class Request:
    """What is sent: *path* with its query and *body*, both exactly as they are signed.

    What is *repeatable* does no more if it is made twice: it reads, sets something to a
    value, or cancels all there is.
    """

    method: str
    path: str
    body: bytes
    signing: Signing
    repeatable: bool = False

    @property
    def moves_funds(self) -> bool:
        """Whether it transfers or withdraws: that is sent once, whatever happens."""
        return self.method == "POST" and self.path.startswith("/api/v5/asset/")
