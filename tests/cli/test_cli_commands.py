"""What each command asks the client for, and what becomes of the answer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from cli_fakes import NOON, book, past_rate, said

from okx_sdk.cli import funding, ladder


def test_candles_asks_for_what_the_options_say(run, fake):
    """Times go to the client as they are written: it knows the exchange's clock."""
    words = "--bar 1Dutc --start 2026-01-01 --end 2026-01-31T08:00 --limit 9"
    result = run("candles", "btc-usdt", *words.split(), "--include-open")

    assert result.exit_code == 0
    assert fake.calls == [
        (
            "iter_candles",
            ("BTC-USDT", "1Dutc"),
            {
                "start": "2026-01-01",
                "end": "2026-01-31T08:00",
                "limit": 9,
                "include_open": True,
            },
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        "--env sandbox --region eea --profile me --timeout 3 ticker BTC-USDT",
        "ticker --env sandbox --region eea --profile me --timeout 3 BTC-USDT",
        "--env live --region eea ticker BTC-USDT --env sandbox --profile me --timeout 3",
    ],
)
def test_shared_options_stand_before_and_after_the_command(run, fake, line):
    """The last one counts."""
    run(*line.split())

    assert fake.options == {
        "env": "sandbox",
        "region": "eea",
        "profile": "me",
        "timeout": 3.0,
    }


def test_shared_options_stand_within_groups_too(run, fake):
    """At any depth."""
    run(
        *[
            "api",
            "--env",
            "sandbox",
            "market",
            "--timeout",
            "3",
            "get-candles",
            "--region",
            "us",
            "BTC-USDT",
        ]
    )

    assert fake.options == {"env": "sandbox", "timeout": 3.0, "region": "us"}


def test_several_tickers_come_in_their_order(run):
    """A row each."""
    result = run("ticker", "ETH-USDT", "BTC-USDT", "--columns", "inst_id")

    assert result.stdout == '{"inst_id":"ETH-USDT"}\n{"inst_id":"BTC-USDT"}\n'


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("--sort last", "BTC ETH"),
        ("--sort change_24h", "BTC ETH"),
        ("--sort open_24h --top 1", "BTC"),
        ("--sort inst_id", "BTC ETH"),
        ("--sort bid_px", "BTC ETH"),
        ("--top 1", "BTC"),
    ],
)
def test_tickers_are_sorted_and_cut(run, words, order):
    """Numbers from the greatest down, names from A on, what is missing last."""
    result = run("tickers", *words.split(), "--columns", "inst_id", "-o", "csv")

    assert [row.partition("-")[0] for row in result.stdout.split()[1:]] == order.split()


def test_a_table_of_tickers_shows_the_change(run):
    """It is marked as reckoned here; other forms hold OKX's fields alone."""
    table, csv = run("tickers", "-o", "table"), run("tickers", "-o", "csv")

    assert table.stdout == (
        "inst_id   last  change_24h*  ts\n"
        "BTC-USDT   110      +10.00%  2026-01-31 12:00\n"
        "ETH-USDT     9      -10.00%  2026-01-31 12:00\n"
        "* reckoned here from last and open_24h\n"
    )
    assert "change" not in csv.stdout


@pytest.mark.parametrize(
    ("words", "call"),
    [
        ("", ("get_instruments", ("SPOT",), {"inst_family": None})),
        ("--type swap", ("get_instruments", ("SWAP",), {"inst_family": None})),
        (
            "--type OPTION --family btc-usd",
            ("get_instruments", ("OPTION",), {"inst_family": "BTC-USD"}),
        ),
        ("BTC-USDT", ("get_instrument", ("BTC-USDT",), {})),
    ],
)
def test_instruments_by_type_or_by_name(run, fake, words, call):
    """One or the other."""
    result = run("instruments", *words.split(), "-o", "table")

    assert fake.calls[0] == call
    assert result.stdout == "inst_id   state  tick_sz\nBTC-USDT  live      0.10\n"


@pytest.mark.parametrize(
    ("words", "kwargs"),
    [
        ("", {"start": None, "end": None, "limit": 100}),
        ("--limit 5", {"start": None, "end": None, "limit": 5}),
        ("--start 10m", {"start": "10m", "end": None, "limit": 100}),
    ],
)
def test_trades_of_a_span_or_the_last(run, fake, words, kwargs):
    """By --start, or by number."""
    result = run("trades", "BTC-USDT", *words.split(), "-o", "table")

    assert fake.calls == [("get_trades", ("BTC-USDT",), kwargs)]
    assert result.stdout == (
        "ts                side     px  sz  trade_id\n"
        "2026-01-31 12:00  buy   100.0   1         1\n"
    )


def test_the_current_funding_rate_over_a_year(run):
    """Four hours a period are 2190 a year; marked, and in the table alone."""
    table = run("funding", "BTC-USDT-SWAP", "-o", "table")
    row = run("funding", "BTC-USDT-SWAP")

    assert table.stdout == (
        "inst_id        funding_rate  annualised*  funding_time      next_funding_time\n"
        "BTC-USDT-SWAP        0.0001      +21.90%  2026-01-31 12:00  2026-01-31 16:00\n"
        "* the rate over 365 days of such periods, without compounding; reckoned here\n"
    )
    assert "annualised" not in row.stdout


@pytest.fixture
def history(fake, monkeypatch):
    """Rates every eight hours, newest first, as the exchange gives them."""
    asked = []

    def pages(method, *args, **kwargs):
        asked.append((args, kwargs))
        return iter([past_rate(hour, f"0.000{hour // 8}") for hour in (24, 16, 8, 0)])

    monkeypatch.setattr("okx_sdk.pages", pages, raising=False)
    return asked


@pytest.mark.parametrize(
    ("words", "rates"),
    [
        ("", ["0.0000", "0.0001", "0.0002", "0.0003"]),
        ("--limit 2", ["0.0002", "0.0003"]),
        ("--start 2026-01-31T20:00", ["0.0001", "0.0002", "0.0003"]),
    ],
)
def test_the_funding_rates_of_the_past_oldest_first(run, history, words, rates):
    """From --start on, or the last of them."""
    line = ["funding", "BTC-USDT-SWAP", "--history", *words.split()]
    result = run(*line, "-o", "csv", "--columns", "realized_rate")

    assert result.stdout.split()[1:] == rates
    assert history == [(("BTC-USDT-SWAP",), {"after": None})]


def test_the_funding_rates_end_before_the_end(run, history):
    """The cursor leaves its own row out, as --end does."""
    run("funding", "X", "--history", "--end", "2026-02-01")

    assert history == [(("X",), {"after": 1769904000000})]


def test_past_rates_over_a_year_by_the_time_between_them():
    """The first one takes the distance of the second; one alone takes eight hours."""
    rows = [past_rate(0, "0.0001"), past_rate(1, "0.0001"), past_rate(9, "0.0001")]
    yearly = funding._yearly_then(rows)

    def of(row):
        return yearly(
            {
                "funding_time": row.funding_time,
                "funding_rate": row.funding_rate,
                "realized_rate": row.realized_rate,
            }
        )

    assert [of(row) for row in rows] == ["+87.60%", "+87.60%", "+10.95%"]


def test_the_book_as_a_ladder(run, fake):
    """Bids left, asks right, sums outside, and bars that compare both sides."""
    result = run("orderbook", "BTC-USDT", "--depth", "2", "-o", "table")

    assert fake.calls == [("get_order_book", ("BTC-USDT", 2), {})]
    assert result.stdout == (
        "BTC-USDT  2026-01-31 12:00:00.000 UTC   mid 100.25   spread 0.5 (49.88 bp)\n"
        "\n"
        "                  cum_sz   sz  bid_px │ ask_px   sz  cum_sz\n"
        "             ▐██     0.5  0.5     100 │  100.5  1.5     1.5  ██████▉\n"
        "                                      │  101    2       3.5  ████████████████\n"
    )


def test_the_book_in_other_forms(run):
    """Levels as rows of a csv, the whole book as one object of JSON."""
    csv = run("orderbook", "BTC-USDT", "-o", "csv")
    row = run("orderbook", "BTC-USDT", "--columns", "bids,seq_id")
    levels = run("orderbook", "BTC-USDT", "-o", "table", "--columns", "side,px")

    assert (
        csv.stdout == "side,px,sz,orders\nbid,100,0.5,2\nask,100.5,1.5,2\nask,101,2,2\n"
    )
    assert row.stdout == '{"bids":[{"px":"100","sz":"0.5","orders":2}],"seq_id":7}\n'
    assert levels.stdout == "side     px\nbid   100\nask   100.5\nask   101\n"


def test_a_narrow_ladder_has_no_bars():
    """The numbers come first."""
    lines = list(ladder.ladder(book(), "X", 46, colour=False))

    assert "█" not in "".join(lines)
    assert max(map(len, lines[2:])) <= 46


def test_a_book_without_bids_is_still_shown():
    """As in the first moments of a market."""
    empty = type(book())(asks=book().asks, bids=(), ts=NOON)

    lines = list(ladder.ladder(empty, "X", None, colour=False))

    assert lines[0].endswith("one-sided")
    assert len(lines) == 5


def test_long_ranges_stream_page_by_page(run, fake):
    """What has come is written, though the next page fails."""
    pages = iter([fake.pages[0]])

    def next_page():
        for page in pages:
            return page
        raise ZeroDivisionError

    fake.iter_candles = lambda *_, **__: type(
        "P", (), {"next_page": lambda _: next_page()}
    )()

    result = run("candles", "BTC-USDT", "--columns", "close")

    assert (result.stdout, result.exit_code) == ('{"close":"101"}\n', 1)
    assert len(said(result)) == 1


def test_the_share_of_a_range_that_is_there():
    """By time, or by number where there is a limit, whichever is more."""
    from okx_sdk.cli.candles import _share
    from okx_sdk.protocol.times import Span

    start = int(NOON.timestamp() * 1000)
    span = Span(start, start + 4 * 3_600_000)
    row = type("C", (), {"ts": NOON + timedelta(hours=1)})()

    assert _share(row, 5, span, None) == Decimal("0.25")
    assert _share(row, 5, span, 10) == Decimal("0.5")
    assert _share(row, 5, None, 10) == Decimal("0.5")
    assert _share(row, 5, None, None) is None
    assert _share(row, 50, span, 10) == 1
