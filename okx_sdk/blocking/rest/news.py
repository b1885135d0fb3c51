"""The blocking twin of `okx_sdk.rest.news`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.protocol.values import Json
from okx_sdk.rest.news import News as AsyncNews

__all__ = ["News"]


class News(BlockingSection[AsyncNews]):
    """News and sentiment, as other libraries know them."""

    def search_news(
        self,
        *,
        keyword: str | None = None,
        sort_by: str | None = None,
        importance: int | None = None,
        platform: str | None = None,
        ccy_list: str | None = None,
        sentiment: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        detail_lvl: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> list[Json]:
        """Articles, as they come: their fields are not known.

        *Provisional*: known from other libraries alone.

        Args:
            keyword: Words to look for.
            sort_by: Order of the rows.
            importance: Only news of this importance.
            platform: Only news of this source.
            ccy_list: Currencies, joined by commas.
            sentiment: Only news of this sentiment.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            detail_lvl: How much is told.
            limit: Number of rows. `10` if left out.
            cursor: Where to go on, from the page before.
        """
        return self._run(
            self._async.search_news,
            keyword=keyword,
            sort_by=sort_by,
            importance=importance,
            platform=platform,
            ccy_list=ccy_list,
            sentiment=sentiment,
            begin=begin,
            end=end,
            detail_lvl=detail_lvl,
            limit=limit,
            cursor=cursor,
        )

    def get_news_detail(self, id: str) -> list[Json]:
        """One article, as it comes.

        *Provisional*: known from other libraries alone.

        Args:
            id: The article's id.
        """
        return self._run(self._async.get_news_detail, id)

    def get_news_platforms(self) -> list[Json]:
        """Sources of news, as they come.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_news_platforms)

    def get_currency_sentiment(
        self, *, ccy: str | None = None, period: str | None = None
    ) -> list[Json]:
        """The sentiment about currencies, as it comes.

        *Provisional*: known from other libraries alone.

        Args:
            ccy: Currency, such as `BTC`.
            period: Period of the figures.
        """
        return self._run(self._async.get_currency_sentiment, ccy=ccy, period=period)

    def get_currency_sentiment_ranking(
        self,
        *,
        period: str | None = None,
        sort_by: str | None = None,
        limit: int | None = None,
    ) -> list[Json]:
        """Currencies by sentiment, as they come.

        *Provisional*: known from other libraries alone.

        Args:
            period: Period of the figures.
            sort_by: Order of the rows.
            limit: Number of rows. `10` if left out.
        """
        return self._run(
            self._async.get_currency_sentiment_ranking,
            period=period,
            sort_by=sort_by,
            limit=limit,
        )
