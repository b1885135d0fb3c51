"""The order bot: what it decides, and what it leaves behind on the sandbox."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from examples.order_bot import __main__ as program
from examples.order_bot.quoting import TAG, Plan, deeds
from okx_sdk import Client, pages
from okx_sdk.models import AmendOrder, CancelOrder, NewOrder
from okx_sdk.models.live import BookPush
from okx_sdk.models.market import BookLevel
from okx_sdk.models.trade import Order

ROOT = Path(__file__).parents[2]
INST = "BTC-USDT-SWAP"
D = Decimal
PLAN = Plan(INST, D("0.1"))


def top(bid="99.9", ask="100.1"):
    def levels(px):
        return (BookLevel(D(px), D(1), 1),) if px else ()

    return BookPush(INST, levels(ask), levels(bid), None, seq_id=1)


def order(ord_id, side, px, tag=TAG, inst_id=INST):
    return Order("SWAP", inst_id, ord_id, side, "post_only", "live", px=D(px), tag=tag)


def quote(side, px):
    return NewOrder(INST, "cross", side, "post_only", 1, px=px, tag=TAG)


@pytest.mark.parametrize(
    ("market", "orders", "pos", "expected"),
    [
        (top(), [], 0, [quote("buy", "99.9"), quote("sell", "100.1")]),
        (top(), [order("1", "buy", "99.9")], 0, [quote("sell", "100.1")]),
        (
            top(),
            [order("1", "buy", "99"), order("2", "sell", "100.1")],
            0,
            [AmendOrder(INST, ord_id="1", new_px="99.9")],
        ),
        (
            top(),
            [order(n, "buy", "99.9") for n in "12"] + [order("3", "sell", "100.1")],
            0,
            [CancelOrder(INST, "2")],
        ),
        (
            top(),
            [order("1", "buy", "99.9")],
            5,
            [CancelOrder(INST, "1"), quote("sell", "100.1")],
        ),
        (top(), [], -5, [quote("buy", "99.9")]),
        (top(bid=None), [], 0, [quote("sell", "100.1")]),
        (
            top(ask=None),
            [order("1", "buy", "99.9", tag=None), order("2", "buy", "9", inst_id="X")],
            0,
            [quote("buy", "99.9")],
        ),
    ],
    ids=[
        "nothing",
        "one side",
        "moved",
        "surplus",
        "long",
        "short",
        "no bids",
        "others",
    ],
)
def test_what_is_done_next_follows_from_what_there_is(market, orders, pos, expected):
    """No state of its own: the book, the open orders and the position decide."""
    assert deeds(PLAN, market, orders, D(pos)) == expected


def test_quotes_may_stand_behind_the_best():
    """So many ticks, on both sides."""
    plan = Plan(INST, D("0.1"), behind=3)

    assert [each.px for each in deeds(plan, top(), [], D(0))] == [D("99.6"), D("100.4")]


def left_behind(sandbox):
    """Orders of the bot that are open, and the sum of all its fills."""
    with Client("sandbox") as okx:
        rows = okx.get_orders(inst_id=INST)
        fills = [f for f in pages(okx.trade.get_fills, inst_id=INST) if f.tag == TAG]
    signs = {"buy": 1, "sell": -1}
    net = sum((signs[f.side] * f.fill_sz for f in fills), D(0))
    return [row for row in rows if row.tag == TAG], net, len(fills)


@pytest.mark.slow(reason="quotes for some seconds, on a market that moves at its pace")
@pytest.mark.parametrize(
    "words",
    [[], ["--backend", "trio"], ["--blocking"]],
    ids=["asyncio", "trio", "plain"],
)
def test_it_quotes_is_filled_and_leaves_no_order(sandbox, words, capsys, tmp_path):
    """What it tells of its fills is what the exchange has of them."""
    _, before, count = left_behind(sandbox)
    journal = tmp_path / "journal"
    code = program.main(["--for", "2", "--journal", str(journal), *words])
    said = capsys.readouterr()
    open_, after, now = left_behind(sandbox)
    told = re.search(r"(\d+) fills.*, net (-?[\d.]+)", said.out)

    assert (code, said.err) == (0, "")
    assert "NewOrder" in said.out
    assert open_ == []
    assert now > count
    assert (int(told[1]), D(told[2])) == (now - count, after - before)


@pytest.mark.rude  # another process
@pytest.mark.slow(reason="a process of its own")
@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("words", [[], ["--blocking"]], ids=["async", "plain"])
def test_ctrl_c_leaves_no_order_either(sandbox, words):
    """X1: it cancels what is open before it goes."""
    arguments = [sys.executable, "-W", "error", "-m", "examples.order_bot", *words]
    with subprocess.Popen(
        arguments,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as bot:
        assert bot.stdout
        bot.stdout.readline()  # a fill: it is well under way
        bot.send_signal(signal.SIGINT)
        code = bot.wait(10)

    assert code in {0, 130}
    assert left_behind(sandbox)[0] == []


def test_real_money_is_asked_for(monkeypatch, capsys):
    """Nothing is sent to the live exchange unless that is meant."""
    monkeypatch.setenv("OKX_API_KEY", "k" * 12)
    monkeypatch.setenv("OKX_SECRET_KEY", "s")
    monkeypatch.setenv("OKX_PASSPHRASE", "p")

    assert program.main(["--env", "live"]) == 2
    assert program.main(["--env", "live", "--blocking"]) == 2
    assert "real money" in capsys.readouterr().err
