"""The state of the systems, and announcements: both follow a calendar of their own."""

from __future__ import annotations

from okx_sdk.models.announcements import (
    Announcement,
    AnnouncementPage,
    AnnouncementType,
)
from okx_sdk.models.enums import MaintType, ServiceType, StatusEnv, SystemState
from okx_sdk.models.status import SystemStatus
from okx_sdk.rest.announcements import Announcements
from okx_sdk.rest.status import Status
from okx_sdk.sandbox.bars import DAY, HOUR, MINUTE, WEEK
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.refusals import bad_parameter

_PAGE = 20
_NEWS_SINCE = 1_704_067_200_000  # 2024-01-01
_NEWS_EVERY = 2 * DAY
_KINDS = {
    "announcements-latest-announcements": "Latest announcements",
    "announcements-new-listings": "New listings",
    "announcements-delistings": "Delistings",
    "announcements-trading-updates": "Trading updates",
    "announcements-product-updates": "Product updates",
    "announcements-latest-events": "Latest events",
}
_TITLES = {
    "announcements-latest-announcements": "Adjustment of discount rates of {}",
    "announcements-new-listings": "{} margin trading and simple earn go live",
    "announcements-delistings": "{} spot pairs of low liquidity are delisted",
    "announcements-trading-updates": "Adjustment of the tick size of {} perpetuals",
    "announcements-product-updates": "Trading bots now support {}",
    "announcements-latest-events": "Trade {} and share a prize pool",
}

# What the sandbox does not have is kept up every four weeks, so nothing is interrupted.
_MAINTAINED_EVERY = 4 * WEEK
_MAINTAINED_AT = 6 * HOUR - DAY  # Wednesdays
_MAINTAINED_FOR = 30 * MINUTE
_PRE_OPEN_FOR = 10 * MINUTE
_KNOWN_BEFORE = 5 * DAY
_REMEMBERED = 6
_SERVICES = (
    (ServiceType.TRADING_BOT, "Upgrade of the trading bots"),
    (ServiceType.COPY_TRADING, "Upgrade of copy trading"),
    (ServiceType.BLOCK_TRADING, "Upgrade of block trading"),
)


def _maintenance(number: int, now: int) -> SystemStatus:
    begin = number * _MAINTAINED_EVERY + _MAINTAINED_AT
    end = begin + _MAINTAINED_FOR
    service, title = _SERVICES[number % len(_SERVICES)]
    return SystemStatus(
        title=title,
        state=_state(now, begin, end),
        begin=moment(begin),
        end=moment(end),
        pre_open_begin=moment(end - _PRE_OPEN_FOR),
        service_type=service,
        system="unified",
        maint_type=MaintType.SCHEDULED,
        env=StatusEnv.PRODUCTION,
    )


def _state(now: int, begin: int, end: int) -> SystemState:
    if now < begin:
        return SystemState.SCHEDULED
    if now < end - _PRE_OPEN_FOR:
        return SystemState.ONGOING
    return SystemState.PRE_OPEN if now < end else SystemState.COMPLETED


@answers(Status.get_status)
def status(desk: Desk, state: SystemState | None = None) -> list[SystemStatus]:
    known = (desk.now + _KNOWN_BEFORE - _MAINTAINED_AT) // _MAINTAINED_EVERY
    rows = (_maintenance(known - back, desk.now) for back in range(_REMEMBERED))
    current = {SystemState.SCHEDULED, SystemState.ONGOING, SystemState.PRE_OPEN}
    wanted = current if state is None else {state}
    return [row for row in rows if row.state in wanted]


def _announcement(seed: int, number: int) -> Announcement:
    drawn = key_of(seed, "announcement", number)
    kind = list(_KINDS)[drawn % len(_KINDS)]
    title = _TITLES[kind].format(list(COINS)[(drawn >> 8) % len(COINS)])
    published = moment(
        _NEWS_SINCE + number * _NEWS_EVERY + (drawn >> 16) % 600 * MINUTE
    )
    slug = title.lower().replace(" ", "-")
    url = f"https://sandbox.invalid/help/{slug}-{number}"
    return Announcement(title, kind, published, url, published)


@answers(Announcements.get_announcements)
def announcements(
    desk: Desk, ann_type: str | None = None, page: int = 1
) -> list[AnnouncementPage]:
    if ann_type not in {None, *_KINDS}:
        raise bad_parameter("annType")
    if page < 1:
        raise bad_parameter("page")
    newest = (desk.now - _NEWS_SINCE) // _NEWS_EVERY
    numbers = range(newest, -1, -1)
    rows = (_announcement(desk.market.seed, number) for number in numbers)
    now = moment(desk.now)
    found = [
        row for row in rows if row.p_time <= now and ann_type in {None, row.ann_type}
    ]
    details = found[(page - 1) * _PAGE : page * _PAGE]
    return [AnnouncementPage(-(-len(found) // _PAGE), tuple(details))]


@answers(Announcements.get_announcement_types)
def announcement_types(desk: Desk) -> list[AnnouncementType]:  # noqa: ARG001
    return [AnnouncementType(kind, words) for kind, words in _KINDS.items()]
