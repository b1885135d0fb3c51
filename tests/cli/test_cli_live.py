"""Each command against the real client and the embedded sandbox."""

import json

import pytest
from click.testing import CliRunner

from okx_sdk.cli.app import okxsdk
from okx_sdk.sandbox.embedded import acquire

pytestmark = pytest.mark.slow  # the sandbox makes its market first


@pytest.fixture(scope="module", autouse=True)
def _running():
    """One sandbox for all of them, as a process has."""
    embedded = acquire()
    yield
    embedded.release()


def rows(line: str) -> list[dict]:
    result = CliRunner().invoke(okxsdk, ["--env", "sandbox", *line.split()])
    assert result.exit_code == 0, result.stderr
    assert result.stderr == "sandbox: simulated data\n"
    return [json.loads(each) for each in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "count", "names"),
    [
        ("candles BTC-USDT --limit 3", 3, {"ts", "close"}),
        ("candles BTC-USDT --bar 1m --start 6h --limit 301", 301, {"ts", "close"}),
        ("ticker BTC-USDT ETH-USDT", 2, {"last", "ask_px"}),
        ("tickers --type SWAP --sort last --top 3", 3, {"inst_id", "last"}),
        ("instruments BTC-USDT-SWAP", 1, {"ct_val", "tick_sz"}),
        ("orderbook BTC-USDT --depth 5", 1, {"asks", "bids"}),
        ("orderbook BTC-USDT --depth 401", 1, {"asks", "bids"}),
        ("trades BTC-USDT --limit 7", 7, {"px", "side"}),
        ("funding BTC-USDT-SWAP", 1, {"funding_rate"}),
        ("funding BTC-USDT-SWAP --history --limit 5", 5, {"realized_rate"}),
        ("api GET /api/v5/public/time", 1, {"ts"}),
        ("api public get-system-time", 1, {"ts"}),
        ("api market get-candles BTC-USDT --limit 2", 2, {"ts", "confirm"}),
        ("doctor", 8, {"check", "status"}),
    ],
)
def test_a_command_gives_its_rows(line, count, names):
    """As many as were asked for, with the columns that OKX's fields are."""
    found = rows(line)

    assert len(found) == count
    assert names <= set(found[0])


def test_candles_are_in_order_and_closed():
    """Oldest first, none twice, and none that still forms."""
    found = rows("candles BTC-USDT --bar 1H --limit 50")

    times = [row["ts"] for row in found]
    assert times == sorted(set(times))
    assert all(row["confirm"] for row in found)


def test_an_unknown_instrument_is_rejected():
    """4, and the exchange's own words."""
    result = CliRunner().invoke(okxsdk, ["ticker", "NO-SUCH", "--env", "sandbox"])

    assert result.exit_code == 4
    assert "code 51001" in result.stderr
