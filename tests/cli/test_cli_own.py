"""One's own account and orders, with the real client and one sandbox."""

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
from click.testing import CliRunner

from okx_sdk import Client
from okx_sdk.cli.app import okxsdk
from okx_sdk.cli.state import State
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.server import SandboxServer
from okx_sdk.sandbox.streaming.actions import Reset
from okx_sdk.sandbox.streaming.faults import Faults, Match, Rule

pytestmark = pytest.mark.slow  # the sandbox is a server, and has to start


@pytest.fixture(scope="module")
def url():
    """One sandbox for all: each test has its own instruments there."""
    server = SandboxServer(seed=3)
    server.accounts.delay = 0  # of cancellations: the next command may be quicker
    yield server.start()
    server.stop()


@pytest.fixture(autouse=True)
def _there(url, monkeypatch):
    """Every command goes there."""
    monkeypatch.setenv("OKX_ENV", "sandbox")
    monkeypatch.setenv("OKX_SANDBOX_URL", url)


@pytest.fixture
def run():
    """Run a line of words, with a real client."""

    def run(line):
        return CliRunner().invoke(okxsdk, line.split(), obj=State())

    return run


def rows(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def order(inst_id, side="buy", sz="1", px=None, **more):
    """An order that is placed, by its id."""
    mode = "cash" if inst_id.count("-") == 1 else "cross"
    unit = "base_ccy" if px is None and mode == "cash" else None
    kind = "limit" if px else "market"
    with Client() as okx:
        new = NewOrder(inst_id, mode, side, kind, sz, px=px, tgt_ccy=unit, **more)
        return okx.trade.place_order(new).ord_id


def test_balances_are_told_by_currency(run):
    """The most valuable first; some alone, in small letters too."""
    every = rows(run("balance"))
    some = rows(run("balance btc USDT"))

    assert {"BTC", "USDT", "ETH"} <= {row["ccy"] for row in every}
    worth = [Decimal(row["eq_usd"]) for row in every]
    assert worth == sorted(worth, reverse=True)
    assert {row["ccy"] for row in some} == {"BTC", "USDT"}


def test_a_table_of_balances_says_what_the_whole_is_worth(run):
    """On stderr, since it is no row."""
    result = run("balance BTC -o table")

    assert result.stdout.splitlines()[0].split()[:3] == ["ccy", "eq", "avail_bal"]
    assert "equity" in result.stderr
    assert "USD" in result.stderr


def test_open_orders_are_listed_until_they_are_done(run):
    """Newest first; of one instrument, or of a product line."""
    first = order("SOL-USDT", px="20")
    second = order("SOL-USDT", px="21")

    found = rows(run("orders SOL-USDT"))
    by_line = rows(run("orders --type spot"))
    others = rows(run("orders --type swap"))
    table = run("orders SOL-USDT -o table").stdout

    assert [row["ord_id"] for row in found] == [second, first]
    assert {row["state"] for row in found} == {"live"}
    assert {first, second} <= {row["ord_id"] for row in by_line}
    assert {first, second}.isdisjoint(row["ord_id"] for row in others)
    assert table.split()[:4] == ["inst_id", "side", "ord_type", "px"]


def test_orders_that_are_done_and_fills_are_history(run):
    """Across product lines, each once; so many, and from a time on."""
    spot = order("ETH-USDT", sz="0.1")
    swap = order("ETH-USDT-SWAP")

    done = rows(run("orders --history --start 1h"))
    newest = rows(run("orders --history --limit 1"))
    filled = rows(run("fills ETH-USDT --limit 5"))
    months = rows(run("fills --history"))
    later = rows(run("fills --start 2040-01-01"))

    ids = [row["ord_id"] for row in done]
    assert ids.index(swap) < ids.index(spot)
    assert len(ids) == len(set(ids))
    assert [row["ord_id"] for row in newest] == ids[:1]
    assert {row["ord_id"] for row in filled} == {spot}
    assert {spot, swap} <= {row["ord_id"] for row in months}
    assert later == []


def test_positions_are_told_with_their_profit(run):
    """A table has the ratio in percent."""
    order("LTC-USDT-SWAP", "sell", sz="2")

    found = rows(run("positions LTC-USDT-SWAP"))
    none = rows(run("positions --type futures"))
    table = run("positions LTC-USDT-SWAP -o table").stdout.splitlines()

    assert [(row["inst_id"], row["pos"]) for row in found] == [("LTC-USDT-SWAP", "-2")]
    assert none == []
    assert "upl %" in table[0]
    assert "%" in table[1]


def test_a_stream_of_orders_begins_with_those_that_are_open(run):
    """And not with the next change alone."""
    placed = order("OKB-USDT", px="2")

    result = run("stream orders OKB-USDT --count 1 --duration 5s -o csv")

    assert result.exit_code == 0, result.output
    (row, *_) = csv.DictReader(StringIO(result.stdout))
    assert row["ord_id"] == placed


@pytest.mark.parametrize("what", ["orders", "fills", "positions", "account"])
def test_streams_of_ones_own_have_pictures(run, what):
    """The last one is what stays; it says which exchange it is of."""
    result = run(f"stream {what} --duration 300ms -o table")

    assert result.exit_code == 0, result.output
    assert result.stdout.split()[0] == what
    assert "sandbox" in result.stdout


def test_an_order_lives_from_its_placing_to_its_end(run):
    """Placed, shown by either name, changed, cancelled; each command prints its row."""
    (placed,) = rows(run("order place DOT-USDT buy 5 --px 1 --cl-ord-id cli1"))
    (shown,) = rows(run(f"order show DOT-USDT {placed['ord_id']}"))
    (changed,) = rows(run("order amend DOT-USDT cli1 --px 1.1"))
    (again,) = rows(run("order show DOT-USDT cli1"))
    (gone,) = rows(run(f"order cancel DOT-USDT {placed['ord_id']}"))
    (ended,) = rows(run("order show DOT-USDT cli1"))

    assert (placed["cl_ord_id"], placed["recovered"]) == ("cli1", False)
    assert (shown["state"], shown["px"], shown["sz"]) == ("live", "1", "5")
    assert changed["cl_ord_id"] == "cli1"
    assert again["px"] == "1.1"
    assert gone["result"] in {"cancelling", "canceled"}
    assert ended["state"] == "canceled"


def test_an_order_at_market_is_filled(run):
    """Its size is in base currency; with --in-quote, in the other."""
    (bought,) = rows(run("order place AVAX-USDT buy 2 --market"))
    (spent,) = rows(run("order place AVAX-USDT buy 50 --market --in-quote"))

    found = {row["ord_id"]: row for row in rows(run("orders AVAX-USDT --history"))}
    assert found[bought["ord_id"]]["state"] == "filled"
    assert Decimal(found[bought["ord_id"]]["acc_fill_sz"]) == 2
    row = found[spent["ord_id"]]
    assert 49 < Decimal(row["acc_fill_sz"]) * Decimal(row["avg_px"]) <= 50


def test_all_orders_are_cancelled_or_those_of_an_instrument(run):
    """A dry run lists them and leaves them alone."""
    first, second = order("LINK-USDT", px="1"), order("UNI-USDT", px="1")

    dry = rows(run("order cancel-all LINK-USDT --dry-run"))
    some = rows(run("order cancel-all LINK-USDT"))
    left = {row["ord_id"] for row in rows(run("orders"))}
    every = {row["ord_id"] for row in rows(run("order cancel-all"))}

    assert [(row["ord_id"], row["result"]) for row in dry] == [(first, "live")]
    assert [row["ord_id"] for row in some] == [first]
    assert second in left
    assert first not in left
    assert second in every
    assert rows(run("orders")) == []


def test_a_refusal_has_the_exchange_s_words(run):
    """Exit 4; nothing was placed."""
    refused = run("order place BTC-USDT buy 9 --px 50000")
    unknown = run("order cancel BTC-USDT 123456789")

    assert (refused.exit_code, unknown.exit_code) == (4, 4)
    assert "code 51008" in refused.stderr
    assert "51603" in unknown.stderr or "not exist" in unknown.stderr


def test_algo_orders_wait_until_they_are_cancelled(run):
    """Listed by their kinds, together or alone."""
    (placed,) = rows(run("algo place ADA-USDT-SWAP sell 2 --sl 0.0001"))
    (other,) = rows(run("algo place ADA-USDT-SWAP buy 1 --trigger 900"))

    every = rows(run("algo list ADA-USDT-SWAP"))
    stops = rows(run("algo list ADA-USDT-SWAP --type conditional"))
    ids = f"{placed['algo_id']} {other['algo_id']}"
    gone = rows(run(f"algo cancel ADA-USDT-SWAP {ids}"))
    left = rows(run("algo list ADA-USDT-SWAP"))

    assert {row["algo_id"] for row in every} == set(ids.split())
    assert [row["sl_trigger_px"] for row in stops] == ["0.0001"]
    assert [row["result"] for row in gone] == ["cancelled", "cancelled"]
    assert left == []


def test_funds_move_between_accounts(run):
    """There and back; more than there is is refused."""
    (moved,) = rows(run("transfer usdc 5 --from trading"))
    (there,) = rows(run("balance USDC --funding"))
    back = rows(run("transfer USDC 5 --from funding"))
    refused = run("transfer USDT 100000000 --from trading")

    assert (moved["ccy"], moved["amt"], moved["to"]) == ("USDC", "5", "6")
    assert Decimal(there["bal"]) >= 5
    assert len(back) == 1
    assert refused.exit_code == 4


def test_leverage_is_told_and_set(run):
    """Of an instrument."""
    (before,) = rows(run("leverage TRX-USDT-SWAP"))
    (made,) = rows(run("leverage TRX-USDT-SWAP 7"))
    (after,) = rows(run("leverage TRX-USDT-SWAP"))

    assert before["lever"] != "7"
    assert made["lever"] == after["lever"] == "7"


def test_what_became_of_an_order_is_found_out(run):
    """One that is there; one that never was stays unknown without its time (C3)."""
    order("XRP-USDT", px="0.1", cl_ord_id="cli2")
    long_ago = "1500000000000"

    (found,) = rows(run("order resolve XRP-USDT cli2"))
    absent = run(f"order resolve XRP-USDT never1 --exp-time {long_ago}")

    assert (found["cl_ord_id"], found["recovered"]) == ("cli2", True)
    assert absent.exit_code == 7
    assert "too old" in absent.stderr


def test_an_order_whose_answer_is_lost_is_found(run, monkeypatch):
    """O1, C3: it says so, exits with 0, and there is one order of that name."""
    lost = Rule(
        Reset(),
        Match(method="POST", path="/api/v5/trade/order"),
        "after_commit_before_reply",
    )
    server = SandboxServer(seed=3, faults=Faults((lost,)))
    monkeypatch.setenv("OKX_SANDBOX_URL", server.start())
    try:
        result = run("order place BTC-USDT buy 0.01 --px 50000")
        there = rows(run("orders"))
    finally:
        server.stop()

    assert result.exit_code == 0, result.output
    placed = json.loads(result.stdout)
    assert placed["recovered"] is True
    assert [row["cl_ord_id"] for row in there] == [placed["cl_ord_id"]]
    assert "found by its name: no answer came, or it was there already" in result.stderr


@pytest.mark.parametrize("line", ["orders --limit 5", "orders --start 1h"])
def test_open_orders_are_all_or_none(run, line):
    """What narrows history is refused without it."""
    result = run(line)

    assert result.exit_code == 2
    assert "--start and --limit want --history" in result.stderr


@pytest.mark.parametrize("line", ["balance", "positions", "orders", "fills"])
def test_without_a_key_exit_3_says_how_to_have_one(run, line):
    """C2: nothing was sent."""
    result = run(f"{line} --env live")

    assert result.exit_code == 3
    assert "needs an API key" in result.stderr
    assert "OKX_API_KEY" in result.stderr
