"""The live tables of one's own account, as a terminal shows them."""

import json
from decimal import Decimal

import pytest
from live_fakes import NOON, FakeStream, LiveClient, drawn

from okx_sdk.cli.holdings import (
    Balances,
    fill_listing,
    order_listing,
    position_listing,
)
from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.enums import InstType, MgnMode, OrderState, OrdType, PosSide, Side
from okx_sdk.models.positions import Position
from okx_sdk.models.trade import Fill, Order


@pytest.fixture
def fake():
    """The client that a line of words gets."""
    return LiveClient()


def order(ord_id, state="live", filled="0"):
    return Order(
        InstType.SPOT,
        "BTC-USDT",
        ord_id,
        Side.BUY,
        OrdType.LIMIT,
        OrderState(state),
        px=Decimal("60000.5"),
        sz=Decimal("0.2"),
        acc_fill_sz=Decimal(filled),
        u_time=NOON,
    )


def fill(trade_id, pnl):
    px, sz = Decimal(60000), Decimal("0.1")
    return Fill(
        "BTC-USDT", trade_id, "7", Side.SELL, px, sz, NOON, fill_pnl=Decimal(pnl)
    )


def position(pos, upl):
    return Position(
        InstType.SWAP,
        "BTC-USDT-SWAP",
        "9",
        Decimal(pos),
        MgnMode.CROSS,
        PosSide.NET,
        avg_px=Decimal(60000),
        mark_px=Decimal(60100),
        upl=Decimal(upl),
        upl_ratio=Decimal(upl) / 100,
        ccy="USDT",
    )


def balance(ccy, eq, whole=None):
    detail = BalanceDetail(ccy, eq=Decimal(eq), eq_usd=Decimal(eq) * 2)
    return AccountBalance(NOON, total_eq=whole and Decimal(whole), details=(detail,))


def test_each_order_is_shown_as_it_stands_last():
    """What changed last is on top."""
    view = order_listing(["BTC-USDT"])
    view.take([order("1"), order("2")])
    view.take([order("1", "partially_filled", "0.1")])

    _, *lines = drawn(view, width=120)
    assert view.title == "orders  BTC-USDT"
    assert [line.split()[-1] for line in lines] == ["2", "1"]
    assert "partially_filled" in lines[1]
    assert order_listing([]).title == "orders  of all instruments"


def test_fills_are_listed_with_their_profit():
    """The newest on top."""
    view = fill_listing([])
    view.take([fill("1", "0"), fill("2", "-3.5")])

    head, first, second = drawn(view, width=120)
    assert head.split()[:5] == ["time", "inst_id", "side", "fill_px", "fill_sz"]
    assert "-3.5" in first
    assert second.split()[-2:] == ["1", "7"]


def test_a_position_that_was_closed_stays_with_nothing():
    """One line a position; what may not hold is hidden while the stream is down."""
    view = position_listing([])
    view.take([position("3", "1.5")])
    before = drawn(view, width=120)
    view.take([position("0", "0")])

    assert "+1.50%" in before[1]
    assert len(drawn(view, width=120)) == 2
    assert "stale" in drawn(view, width=120, is_live=False)[1]


def test_balances_are_kept_by_currency():
    """A push has what changed; the title says what the whole is worth."""
    view = Balances()
    view.take([balance("BTC", "2", "130000.456"), balance("USDT", "10")])
    view.take([balance("BTC", "1.5")])

    _, *lines = drawn(view)
    assert view.title == "account  130,000.46 USD"
    assert [line.split()[:2] for line in lines] == [["BTC", "1.5"], ["USDT", "10"]]


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("orders btc-usdt", ("stream_orders", ("BTC-USDT",), {"snapshot": True})),
        ("orders", ("stream_orders", (), {"snapshot": True})),
        ("fills X Y", ("stream_fills", ("X", "Y"), {})),
        ("positions", ("stream_positions", (), {})),
        ("account", ("stream_account", (), {"ccy": None})),
        ("account usdt", ("stream_account", (), {"ccy": "USDT"})),
    ],
)
def test_each_stream_of_ones_own_is_the_client_s(run, fake, line, call):
    """Of all instruments, if none is named."""
    result = run("stream", *line.split(), "--duration", "1ms")

    assert result.exit_code == 0, result.output
    assert fake.calls == [call]


def test_balances_are_rows_by_currency_in_csv_and_whole_in_json(run, fake):
    """As they are read."""
    words = ("stream", "account", "--count", "1")

    fake.stream = FakeStream([balance("BTC", "2", "5")])
    whole = json.loads(run(*words).stdout)
    fake.stream = FakeStream([balance("BTC", "2", "5")])
    rows = run(*words, "-o", "csv", "--columns", "ccy,eq").stdout

    assert whole["total_eq"] == "5"
    assert [detail["ccy"] for detail in whole["details"]] == ["BTC"]
    assert rows == "ccy,eq\nBTC,2\n"
