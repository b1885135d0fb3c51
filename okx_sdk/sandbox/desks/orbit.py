"""News and moods, flash earn, and the market makers' programme: of the right form.

They are known from other libraries alone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from okx_sdk.models.market_maker import (
    GlpAccount,
    GlpDay,
    GlpToday,
    GlpVolume,
    MakerTaker,
)
from okx_sdk.rest.flash_earn import FlashEarn
from okx_sdk.rest.market_maker import MarketMaker
from okx_sdk.rest.news import News
from okx_sdk.sandbox.desks._kinds import lists
from okx_sdk.sandbox.exchange import Desk, answers

_NONE = GlpVolume(total=MakerTaker(Decimal(0), Decimal(0)))


def _nothing(desk: Desk) -> list[Any]:  # noqa: ARG001
    return []


for _method in (
    News.search_news,
    News.get_news_detail,
    News.get_news_platforms,
    News.get_currency_sentiment,
    News.get_currency_sentiment_ranking,
    FlashEarn.get_flash_earn_projects,
):
    lists(_method, _nothing, "shape only")


def _day(ms: int) -> date:
    return datetime.fromtimestamp(ms / 1000, UTC).date()


@answers(MarketMaker.get_glp_historical_performance, grade="shape only")
def history(
    desk: Desk,
    program: str,  # noqa: ARG001
    *,
    begin: int | None = None,
    end: int | None = None,
    limit: int = 100,
) -> list[GlpDay]:
    """Days without any volume: an account here is in no programme."""
    last = _day(min(max(end or desk.now, 0), desk.now))
    first = last - timedelta(days=30)
    if begin is not None:
        first = _day(min(max(begin, 0), desk.now))
    count = min(limit, max(0, (last - first).days))
    days = (last - timedelta(days=n) for n in range(count))
    return [GlpDay(day.isoformat(), _NONE) for day in days]


@answers(MarketMaker.get_glp_today_performance, grade="shape only")
def today(desk: Desk) -> GlpToday:
    uid = desk.account.uid
    account = GlpAccount(desk.account.main_uid, (uid,))
    return GlpToday(True, _day(desk.now).isoformat(), account)
