"""Maintenance of the exchange."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from okx_sdk.models.enums import MaintType, ServiceType, StatusEnv, SystemState

__all__ = ["SystemStatus"]


@frozen
class SystemStatus:
    """One maintenance of the exchange."""

    title: str
    state: SystemState
    begin: datetime
    end: datetime | None = None
    """Expected end; the real one once the state is `completed`."""
    pre_open_begin: datetime | None = None
    """From then on orders can be cancelled, and placed as post-only."""
    href: str | None = None
    """Page with details."""
    service_type: ServiceType | None = None
    system: str | None = None
    """Affected system; `unified` is the trading account."""
    sche_desc: str | None = None
    """How it was rescheduled."""
    maint_type: MaintType | None = None
    env: StatusEnv | None = None
    ts: datetime | None = None
    """When it was pushed; the channel alone tells it."""
