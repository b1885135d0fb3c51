"""The blocking twin of `okx_sdk.rest.copy_trading`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._copy_follow import CopyFollow
from okx_sdk.blocking.rest._copy_lead import CopyLead
from okx_sdk.blocking.rest._copy_public import CopyPublic
from okx_sdk.rest.copy_trading import CopyTrading as AsyncCopyTrading

__all__ = ["CopyTrading"]


class CopyTrading(
    CopyLead[AsyncCopyTrading],
    CopyFollow[AsyncCopyTrading],
    CopyPublic[AsyncCopyTrading],
):
    """Copy trading: lead others, or follow them."""
