"""Who may ask for what: the API keys of the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from okx_sdk.credentials import Credentials

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.account import Account

__all__ = ["ALL", "READ", "Key"]

READ = frozenset({"read_only"})
ALL = frozenset({"read_only", "trade", "withdraw"})

_NEEDED = {"read": "read_only", "trade": "trade", "withdraw": "withdraw"}


@frozen
class Key:
    """One API key of an account.

    *permissions* are OKX's words: `read_only`, `trade`, `withdraw`. *is_demo* says
    which environment it belongs to; without it, to both.
    """

    credentials: Credentials
    account: Account
    permissions: frozenset[str] = ALL
    label: str = "sandbox"
    is_demo: bool | None = None
    ip: tuple[str, ...] = ()

    def may(self, permission: str | None) -> bool:
        """Whether it may use an endpoint that wants a permission."""
        return permission is None or _NEEDED[permission] in self.permissions

    def lets_in(self, address: str) -> bool:
        """Whether it may be used from an address; from any, if it names none."""
        return not self.ip or address in self.ip

    def belongs(self, *, to_demo: bool) -> bool:
        """Whether it is a key of the environment that was asked for."""
        return self.is_demo in {None, to_demo}
