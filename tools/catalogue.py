"""Print docs/coverage.md: everything of the exchange that the library speaks.

Which endpoints and channels there are, their limits and permissions, and how truly the
sandbox answers them, come from the declarations; which part of the exchange a section,
a channel or a verb serves is the table below.

    python tools/catalogue.py            write the page
    python tools/catalogue.py --check    say whether it is stale
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from okx_sdk import AsyncClient
from okx_sdk import channels as every_channel
from okx_sdk.protocol.channel import Channel
from okx_sdk.protocol.endpoint import Endpoint
from okx_sdk.protocol.pacing import Rate
from okx_sdk.rest import section, section_names
from okx_sdk.sandbox.desks import routes
from okx_sdk.sandbox.exchange import Grade

PAGE = Path(__file__).parents[1] / "docs" / "coverage.md"

PARTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Market data",
        "market announcements status news",
        (
            "tickers trades trades-all books* bbo-tbt candle* status option-trades "
            "call-auction-details"
        ),
        (
            "get_candles iter_candles get_ticker get_tickers get_trades get_order_book "
            "stream_tickers stream_trades stream_candles stream_order_book stream_bbo"
        ),
    ),
    (
        "Instruments, prices and statistics",
        "public trading_statistics",
        (
            "instruments index-* index-candle* mark-price* funding-rate open-interest "
            "price-limit estimated-price opt-summary liquidation-orders adl-warning "
            "event-contract-markets economic-calendar"
        ),
        "get_instrument get_instruments",
    ),
    (
        "Orders",
        "trade algo_trading",
        "orders fills orders-algo algo-advance",
        (
            "place_order* amend_order* cancel_* get_order get_orders resolve_order "
            "recover_orders dead_man close_position stream_orders stream_fills "
            "stream_algo_orders"
        ),
    ),
    (
        "The trading account",
        "account",
        "account positions balance_and_position liquidation-warning account-greeks",
        (
            "portfolio stream_account stream_positions stream_balance_and_position "
            "stream_liquidation_warnings stream_greeks"
        ),
    ),
    (
        "Funding and conversion",
        "funding convert fiat sub_account",
        "deposit-info withdrawal-info",
        "stream_deposits stream_withdrawals",
    ),
    (
        "Trading bots",
        "grid_trading dca_trading signal_bot recurring_buy",
        "grid-* algo-recurring-buy",
        "",
    ),
    ("Copy trading", "copy_trading", "copytrading-*", ""),
    (
        "Block trading",
        "block_trading",
        "rfqs quotes *block-trades block-tickers",
        "",
    ),
    ("Spread trading", "spread_trading", "sprd-*", ""),
    (
        "Earning and borrowing",
        (
            "simple_earn_flexible simple_earn_fixed onchain_earn eth_staking sol_staking "
            "stable_rewards okusd dual_investment flexible_loan flash_earn"
        ),
        "",
        "",
    ),
    (
        "Brokers, affiliates and market makers",
        "broker_nd broker_dma broker_fd affiliate market_maker",
        "",
        "",
    ),
)
"""A part of the exchange, and the sections, channels and verbs that serve it."""

THE_REST = "The client itself"


def verbs() -> list[str]:
    """What the client does beyond its sections, by the methods' names."""
    return sorted(
        name
        for name, member in inspect.getmembers_static(AsyncClient)
        if not name.startswith("_") and not isinstance(member, cached_property)
    )


def channels() -> list[Channel]:
    """Every declared channel."""
    return [
        channel
        for kind in every_channel.sections().values()
        for channel in every_channel.channels(kind).values()
    ]


def named(names: Iterable[str], patterns: str) -> list[str]:
    """The names that one of the patterns fits."""
    wanted = patterns.split()
    return sorted({n for n in names if any(fnmatch(n, each) for each in wanted)})


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def code(names: Iterable[str]) -> str:
    """Names as code, in a line."""
    return " ".join(f"`{name}`" for name in names) or "-"


def parts() -> Iterator[Sequence[str]]:
    """Each part of the exchange with what serves it; then what serves none."""
    left = {
        "section": set(section_names()),
        "channel": {channel.name for channel in channels()},
        "verb": set(verbs()),
    }
    for name, *patterns in PARTS:
        found = [
            named(sorted(left[kind]), each)
            for kind, each in zip(left, patterns, strict=True)
        ]
        for kind, names in zip(left, found, strict=True):
            left[kind] -= set(names)
        yield name, *map(code, found)
    yield THE_REST, *(code(sorted(names)) for names in left.values())


def limit(rate: Rate | None) -> str:
    """A rate limit in words."""
    if rate is None:
        return "-"
    unit = "orders" if rate.unit == "orders" else "calls"
    scope = " + ".join([rate.scope.replace("_", " "), *rate.by])
    words = f"{rate.count} {unit} / {rate.seconds:g} s by {scope}"
    return "; ".join([words, *map(limit, rate.also)])


def paging(endpoint: Endpoint) -> str:
    """How a list is paged."""
    cursor = endpoint.cursor
    if cursor is None:
        return "-"
    most = f", at most {endpoint.page_size}" if endpoint.page_size else ""
    by = f" by `{cursor.field}`" if cursor.field else ""
    return f"{cursor.style}{by}{most}"


def endpoint_row(endpoint: Endpoint, grade: Grade) -> Sequence[str]:
    """One endpoint's line."""
    mark = " *provisional*" if endpoint.provisional else ""
    return (
        f"`{endpoint.name}`{mark}",
        f"{endpoint.method} `{endpoint.path}`",
        limit(endpoint.rate),
        endpoint.permission or "-",
        paging(endpoint),
        grade,
    )


def channel_row(channel: Channel) -> Sequence[str]:
    """One channel's line."""
    words = (inspect.getdoc(channel.function) or "").partition("\n")[0]
    login = "yes" if channel.login else "-"
    return f"`{channel.name}`", channel.connection, login, words


def page() -> Iterator[str]:
    """The lines of the page."""
    answered = list(routes())
    grades = Counter(grade for *_, grade in answered)
    counts = ", ".join(f"{count} {grade}" for grade, count in grades.most_common())
    provisional = sum(endpoint.provisional for _, endpoint, _ in answered)
    yield "<!-- Printed by tools/catalogue.py from the declarations; not to be edited. -->"
    yield "# Coverage"
    yield ""
    yield f"{len(answered)} endpoints in {len(section_names())} sections,"
    yield f"{provisional} of them *provisional*: known from other libraries alone."
    yield f"{len(channels())} channels on three connections."
    yield ""
    yield f"The sandbox answers all of them: {counts}."
    yield "*Simulated* is computed as the exchange would, from the market or the account;"
    yield "*stateful* is kept and changed by calls, in a simpler way than the exchange's;"
    yield "*shape only* has the right form, with seeded rows or none."
    yield ""
    yield "## What serves which part of the exchange"
    yield ""
    yield from table(("part", "sections", "channels", "verbs"), parts())
    for title in section_names():
        yield ""
        yield f"## {title}"
        yield ""
        yield (inspect.getdoc(section(title)) or "").partition("\n")[0]
        yield ""
        rows = [endpoint_row(e, grade) for of, e, grade in answered if of == title]
        head = ("method", "endpoint", "rate limit", "permission", "paging", "sandbox")
        yield from table(head, rows)
    yield ""
    yield "## Channels"
    yield ""
    of_channels = ("channel", "connection", "login", "what it brings")
    yield from table(of_channels, map(channel_row, channels()))


def printed() -> str:
    """The page."""
    return "\n".join(page()) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write or check, and give the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    text = printed()
    is_stale = not PAGE.is_file() or PAGE.read_text("utf-8") != text
    if is_stale and options.check:
        print("stale: docs/coverage.md; run `python tools/catalogue.py`")
        return 1
    if is_stale:
        PAGE.write_text(text, "utf-8", newline="\n")
        print("written: docs/coverage.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
