"""Copy trading as OKX offers it; its parts stand in the modules `_copy_*`."""

from __future__ import annotations

from okx_sdk.rest._copy_follow import CopyFollow
from okx_sdk.rest._copy_lead import CopyLead
from okx_sdk.rest._copy_public import CopyPublic

__all__ = ["CopyTrading"]


class CopyTrading(CopyLead, CopyFollow, CopyPublic):
    """Copy trading: lead others, or follow them."""
