"""Public records: the exchange's time."""

from __future__ import annotations

from okx_sdk.models.public import SystemTime
from okx_sdk.rest.public import Public
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.exchange import Desk, answers


@answers(Public.get_system_time)
def system_time(desk: Desk) -> SystemTime:
    return SystemTime(moment(desk.now))
