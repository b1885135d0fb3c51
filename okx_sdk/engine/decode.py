"""Values out of a channel's rows, with what their message says beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from okx_sdk.protocol.channel import Arg, Channel
from okx_sdk.protocol.codec import converter, quick_reader

__all__ = ["Decode", "decoder"]

Decode = Callable[[Any, Arg, str | None], Any]


_SAID = {"instId": "inst_id", "sprdId": "sprd_id"}
"""What a message may say of its rows, instead of each of them."""


def decoder(channel: Channel) -> Decode:
    """What makes a value of one row of a channel."""
    model, decode = channel.model, _decoder(channel)
    reader = quick_reader(model)
    told = [field for field in attrs.fields(model) if field.name in _SAID.values()]
    if any(field.default is not attrs.NOTHING for field in told):
        return decode

    def quick(row: Any, arg: Arg, action: str | None) -> Any:
        try:  # nearly all rows are as usual, and say all by themselves
            if action is None:
                read = reader.read
                return read(row)
        except Exception:  # noqa: BLE001, S110 - the converter says what it is
            pass
        return decode(row, arg, action)

    return quick


def _decoder(channel: Channel) -> Decode:
    """The same for any row, whatever it lacks."""
    model = channel.model
    hook = converter.get_structure_hook(model)
    prefix = channel.name.partition("{")[0]
    is_candle = "{bar}" in channel.name

    def from_object(row: Any, arg: Arg, action: str | None) -> Any:
        for name in _SAID:
            if name in arg and name not in row:
                row = {**row, name: arg[name]}
        return hook(row if action is None else {**row, "action": action}, model)

    def from_array(row: Any, arg: Arg) -> Any:
        said = {_SAID[wire]: arg[wire] for wire in _SAID if wire in arg}
        if is_candle:
            said["bar"] = str(arg["channel"]).removeprefix(prefix)
        return attrs.evolve(hook(row, model), **said)

    def decode(row: Any, arg: Arg, action: str | None) -> Any:
        if row.__class__ is not dict:
            return from_array(row, arg)
        return from_object(row, arg, action)

    return decode
