"""Values out of a channel's rows, with what their message says beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from okx_sdk.protocol.channel import Arg, Channel
from okx_sdk.protocol.codec import converter, quick_reader

__all__ = ["Decode", "decoder"]

Decode = Callable[[Any, Arg, str | None], Any]


def decoder(channel: Channel) -> Decode:
    """What makes a value of one row of a channel."""
    model = channel.model
    hook, quick = converter.get_structure_hook(model), quick_reader(model)
    prefix = channel.name.partition("{")[0]
    is_candle = "{bar}" in channel.name
    names = {"instId": "inst_id", "sprdId": "sprd_id"}

    def from_object(row: Any, arg: Arg, action: str | None) -> Any:
        for name in names:
            if name in arg and name not in row:
                row = {**row, name: arg[name]}
        return hook(row if action is None else {**row, "action": action}, model)

    def from_array(row: Any, arg: Arg) -> Any:
        said = {names[wire]: arg[wire] for wire in names if wire in arg}
        if is_candle:
            said["bar"] = str(arg["channel"]).removeprefix(prefix)
        return attrs.evolve(hook(row, model), **said)

    def decode(row: Any, arg: Arg, action: str | None) -> Any:
        if row.__class__ is not dict:
            return from_array(row, arg)
        if action is None and "instId" in row and "sprdId" not in arg:
            try:  # nearly all rows are as usual, and say all by themselves
                return quick(row)
            except Exception:  # noqa: BLE001 - the converter is to say what it is
                return hook(row, model)
        return from_object(row, arg, action)

    return decode
