"""Declarations of the websocket channels, one module per connection."""

from __future__ import annotations

import inspect
from importlib import import_module

from okx_sdk.protocol.channel import Channel, ChannelSection, channel_of

__all__ = ["channels", "sections"]


def sections() -> dict[str, type[ChannelSection]]:
    """The classes of all sections by the names of their connections."""
    found: dict[str, type[ChannelSection]] = {}
    for connection in ("business", "private", "public"):
        name = f"{__name__}.{connection}"
        kinds = filter(inspect.isclass, vars(import_module(name)).values())
        (own,) = (kind for kind in kinds if kind.__module__ == name)
        assert issubclass(own, ChannelSection), "a module declares its section alone"
        found[connection] = own
    return found


def channels(section: type[ChannelSection]) -> dict[str, Channel]:
    """The channels of a section by the names of their methods."""
    methods = inspect.getmembers(section, lambda each: hasattr(each, "channel"))
    return {name: channel_of(method) for name, method in methods}
