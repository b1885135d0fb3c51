"""The monitors' figures against hand-computed ones, and their laws."""

import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from examples.margin.alarms import Level, Thresholds, alarms, worst
from examples.margin.assemble import Facts, account_of, funding_of, tiers_of
from examples.margin.book import Account, Coin, Funding, Leg, Said, Tier
from examples.margin.carry import carries
from examples.margin.command import Watch, main
from examples.margin.figures import Figures, counted, figures, haircut, profit_of
from examples.margin.screen import Picture, View
from examples.margin.stress import distance, table
from examples.multicurrency_margin_monitor import __main__ as multi
from examples.multicurrency_margin_monitor.ladder import haircuts, rungs
from examples.portfolio_margin_monitor import __main__ as portfolio
from examples.portfolio_margin_monitor.units import risk_units, units
from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.account_settings import AccountConfig
from okx_sdk.models.enums import AcctLv, InstType
from okx_sdk.models.instruments import Instrument, PositionTier
from okx_sdk.models.positions import Position
from okx_sdk.models.public import FundingRate
from okx_sdk.models.public_records import DiscountQuota, DiscountTier

D = Decimal
NOW = datetime(2026, 11, 27, 16, tzinfo=UTC)
TIERS = (Tier(D(0), D(1), D("0.98")), Tier(D(1), None, D("0.95")))
SWAP = "BTC-USDT-SWAP"


def swap(size, **words):
    words = {"mmr": D(300), "imr": D(7_500)} | words
    return Leg(SWAP, "BTC", "linear", D(size), D("0.01"), D(50_000), "USDT", **words)


def dollars(eq):
    return Coin("USDT", D(eq), D(1), moves=False)


HELD = Account(
    "multi-currency margin",
    NOW,
    (dollars(20_000), Coin("BTC", D(2), D(50_000), TIERS)),
    (swap(-150),),
    (Funding(SWAP, D("0.0001"), NOW),),
)
"""Two BTC, of which 1.5 are sold as a perpetual, and 20,000 USDT."""


def test_a_worked_example():
    """By hand: 20,000 + (0.98 + 0.95) x 50,000 counts; 120,000 is there; 300 wanted."""
    now = figures(HELD)

    assert (now.equity, now.adjusted) == (120_000, 116_500)
    assert (now.mmr, now.imr, now.free) == (300, 7_500, 109_000)
    assert now.ratio == D(116_500) / 300
    assert haircut(HELD.coins[1]) == D("0.035")


def test_a_worked_example_20_percent_up():
    """The short loses 15,000 in USDT; 1.93 BTC count 60,000 each; margin grows by 20 %."""
    then = figures(HELD, D("0.2"))

    assert (then.equity, then.adjusted) == (125_000, 120_800)
    assert (then.mmr, then.imr) == (360, 9_000)


def test_a_debt_counts_in_full():
    """60 % up, the short has lost 45,000, of which 25,000 are owed without a haircut."""
    then = figures(HELD, D("0.6"))

    assert then.adjusted == -25_000 + D("1.93") * 80_000


def test_the_distance_of_a_worked_example():
    """5,000 USDT and a long of one BTC at 0.4 %: 0.996 P = 45,000, at 9.6386 % down."""
    account = Account("", NOW, (dollars(5_000),), (swap(100, mmr=D(200)),))

    assert distance(account, up=False) == D("-0.0964")
    assert distance(account, up=True) is None


def test_a_coin_sold_against_itself_is_worth_the_same_everywhere():
    """One BTC and 500 short contracts of 100 dollars: 50,000, whatever the price."""
    leg = Leg("BTC-USD-SWAP", "BTC", "inverse", D(-500), D(100), D(50_000), "BTC")
    account = Account("", NOW, (Coin("BTC", D(1), D(50_000)),), (leg,))

    worths = {row.equity.quantize(D("1e-9")) for row in table(account)}

    assert worths == {D(50_000)}
    assert carries(account)[0].delta == 0


def test_the_exchanges_own_figures_come_first():
    """A move adds its change to them, and fees are in what is needed, by their ratio."""
    said = Said(D(121_000), D(117_000), D(8_000), D(400), D(250))
    account = Account("", NOW, HELD.coins, HELD.legs, said=said)
    now, then = figures(account), figures(account, D("0.2"))

    assert (now.equity, now.adjusted, now.imr, now.mmr) == (
        121_000,
        117_000,
        8_000,
        400,
    )
    assert now.ratio == 250
    assert (then.equity, then.adjusted, then.mmr) == (126_000, 121_300, 460)


def test_only_named_coins_move():
    """The others stay where they are."""
    sol = Coin("SOL", D(10), D(100))
    account = Account("", NOW, (*HELD.coins, sol), HELD.legs)

    assert figures(account, D("0.2"), {"SOL"}).equity == 121_200
    assert figures(account, D("0.2"), {"BTC"}).equity == 126_000


def test_the_carry_of_a_worked_example():
    """1.5 BTC hedged, 0.01 % every eight hours: 7.50 next, 22.50 a day, 10.95 % a year."""
    (carry,) = carries(HELD)

    assert (carry.coin, carry.spot, carry.hedge, carry.delta) == (
        "BTC",
        2,
        D("-1.5"),
        D("0.5"),
    )
    assert (carry.value, carry.next, carry.daily) == (75_000, D("7.5"), D("22.5"))
    assert carry.yearly == D("0.1095")


def test_an_option_moves_by_its_greeks():
    """Delta 1 and gamma 0.0001 at 50,000: 10 % up earn 5,000 and half of 2,500."""
    option = Leg(
        "BTC-USD-261225-50000-C",
        "BTC",
        "option",
        D(10),
        D("0.1"),
        D(50_000),
        "BTC",
        delta=D(1),
        gamma=D("0.0001"),
    )

    assert profit_of(option, D("0.1")) == D(6_250) / 55_000
    assert option.coins == 1


amounts = st.decimals(0, 100, places=4)
edges = st.lists(st.integers(1, 50), min_size=1, max_size=4, unique=True).map(sorted)


@settings(max_examples=40)
@given(amounts, amounts, edges, st.data())
def test_haircuts_take_and_never_add(one, other, bounds, data):
    """More counts for more, never above what is there, and tiers make up the whole."""
    lows, highs = [0, *bounds], [*bounds, None]
    rates = sorted(
        data.draw(
            st.lists(
                st.decimals(0, 1, places=2), min_size=len(lows), max_size=len(lows)
            )
        ),
        reverse=True,
    )
    tiers = tuple(
        Tier(D(low), None if high is None else D(high), rate)
        for low, high, rate in zip(lows, highs, rates, strict=True)
    )

    small, large = sorted((one, other))
    assert 0 <= counted(small, tiers) <= counted(large, tiers) <= large
    parts = rungs(Coin("BTC", large, D(1), tiers))
    assert sum(rung.amount for rung in parts) == large
    assert sum(rung.amount * rung.rate for rung in parts) == counted(large, tiers)


moves = st.decimals("-0.9", "2.5", places=3)


@pytest.mark.slow(reason="many cases")
@settings(max_examples=40)
@given(
    st.decimals(-3_000, 3_000, places=0),
    st.decimals(1, 60_000, places=0),
    st.booleans(),
)
def test_a_distance_is_the_first_move_that_liquidates(size, cash, up):
    """Just before it the account lives, at it it does not."""
    mmr = abs(size) * 2
    account = Account("", NOW, (dollars(cash),), (swap(size, mmr=mmr),))
    found = distance(account, up=up)
    if found is None:
        ratio = figures(account, D("2.99") if up else D("-0.98")).ratio
        assert ratio is None or ratio > 1
    elif found:
        step = D("0.0002") if up else D("-0.0002")
        assert figures(account, found - step).ratio > 1
        assert figures(account, found + step).ratio <= 1
    else:
        assert figures(account).ratio <= 1


@settings(max_examples=40)
@given(moves, moves)
def test_moves_of_a_linear_position_add_up(one, other):
    """Profit is the difference of prices, whatever the way between them."""
    leg = swap(-150)

    assert profit_of(leg, one) - profit_of(leg, other) == D(-75_000) * (one - other)


def test_alarms_name_what_is_beyond_its_threshold():
    """The worst first; nothing is said of what is fine."""
    now = Figures(D(0), D(1), D(140), D(100), D(0), D(100))
    limits = Thresholds(delta=D(20_000))
    found = alarms(
        now, (D("-0.15"), D("0.3")), carries(HELD), {"BTC": D(50_000)}, limits
    )

    assert [(alarm.level, alarm.words[:25]) for alarm in found] == [
        (Level.ALARM, "the margin ratio is 140.0"),
        (Level.WARNING, "a move of -15.00% liquida"),
        (Level.WARNING, "BTC is open by +0.50, 25,"),
    ]
    assert worst(found) is Level.ALARM
    assert worst([]) is Level.FINE
    fine = figures(HELD)
    assert alarms(fine, (None, None), [], {}, Thresholds()) == []


def test_rows_of_the_exchange_become_an_account():
    """Shorts are below 0, dollars do not move, isolated positions are apart."""
    quota = DiscountQuota(
        "BTC",
        details=(
            DiscountTier(D("0.95"), None, D(1)),
            DiscountTier(D("0.98"), D(1), D(0)),
        ),
    )
    rate = FundingRate(
        InstType.SWAP,
        SWAP,
        D("0.0001"),
        NOW,
        NOW,
        next_funding_time=NOW + timedelta(hours=4),
    )
    contract = Instrument(
        InstType.SWAP,
        SWAP,
        "live",
        inst_family="BTC-USDT",
        ct_type="linear",
        ct_val=D("0.01"),
        ct_mult=D(1),
    )
    margin = PositionTier(1, D(0), D(1_000), mmr=D("0.004"), imr=D("0.01"))
    facts = Facts(
        {"BTC": tiers_of(quota)},
        {SWAP: contract},
        {"BTC-USDT": [margin]},
        {SWAP: funding_of(rate)},
    )
    row = Position(
        InstType.SWAP,
        SWAP,
        "1",
        D(150),
        mgn_mode="cross",
        pos_side="short",
        mark_px=D(50_000),
        lever=D(10),
        ccy="USDT",
    )
    isolated = Position(InstType.SWAP, SWAP, "2", D(9), mgn_mode="isolated")
    balances = [
        BalanceDetail("USDT", eq=D(20_000), eq_usd=D(20_000)),
        BalanceDetail("BTC", eq=D(2), eq_usd=D(100_000)),
        BalanceDetail("ETH", eq=D(0)),
    ]
    config = AccountConfig("1", AcctLv.MULTI_CURRENCY)

    account = account_of(config, AccountBalance(NOW), balances, [row, isolated], facts)

    assert account.mode == HELD.mode
    assert account.coins[1] == HELD.coins[1]
    (leg,) = account.legs
    assert (leg.size, leg.mmr, leg.imr) == (-150, 300, 7_500)
    assert account.funding == (Funding(SWAP, D("0.0001"), NOW, D(4)),)
    assert figures(account).adjusted == figures(HELD).adjusted


def test_units_of_a_worked_example():
    """Half a BTC is open: 15 % down cost 3,750; without the spot 15 % up cost 11,250."""
    (unit,) = units(HELD)

    assert (unit.delta, unit.gross) == (D("0.5"), 75_000)
    assert (unit.worst, unit.at, unit.alone) == (-3_750, D("-0.15"), -11_250)


def printed(account, extra):
    console = Console(width=110, record=True, file=StringIO())
    console.print(Picture.of(account, View()).drawn("monitor", extra(account)))
    return console.export_text()


@pytest.mark.parametrize(
    ("extra", "words"),
    [(haircuts, "discount tiers"), (risk_units, "risk units")],
)
def test_a_picture_has_all_there_is(extra, words):
    """Figures, collateral, positions, stress and carry; the hand-computed ones."""
    text = printed(HELD, extra)

    assert words in text
    for figure in ("116,500.00", "38,833.33%", "120,800.00", "+10.95%", "3.50%"):
        assert figure in text
    assert "liquidated at never and" in text


def test_an_empty_account_is_drawn_too():
    """No margin is wanted, so there is no ratio."""
    text = printed(Account("spot", NOW), risk_units)

    assert "no margin wanted" in text


def test_alarms_ring_and_call_once_until_it_gets_worse(tmp_path, capfd):
    """The command has the words in its environment, and no shell is asked."""
    heard = tmp_path / "heard"
    script = f"import os; open({str(heard)!r}, 'a').write(os.environ['MARGIN_WORDS'])"
    watch = Watch(
        "monitor", View(), lambda _: [], True, f'{sys.executable} -c "{script}"'
    )
    near = Account("", NOW, (dollars(5_000),), (swap(100, mmr=D(200)),))

    watch.take(HELD)
    assert capfd.readouterr().err == ""
    watch.take(near)
    watch.take(near)

    assert capfd.readouterr().err == "\a"
    assert watch.level is Level.ALARM
    watch.calls[0].wait(timeout=10)
    assert heard.read_text() == "a move of -9.64% liquidates"


@pytest.mark.parametrize("words", [["--moves", "-100"], ["--warn-ratio", "x"]])
def test_a_mistake_of_the_user_is_told(words, capsys):
    """Exit code 2, before anything is asked."""
    assert main("monitor", "3", lambda _: [], words) == 2
    assert "monitor: " in capsys.readouterr().err


def test_no_position_is_opened_but_in_the_sandbox(capsys):
    """`--rehearse` trades."""
    assert main("monitor", "3", lambda _: [], ["--rehearse", "--env", "demo"]) == 2
    assert "sandbox alone" in capsys.readouterr().err


@pytest.mark.slow(reason="a client, a sandbox and a trade")
@pytest.mark.parametrize(
    ("run", "words", "backend"),
    [
        (multi.run, "multi-currency margin", "trio"),
        (portfolio.run, "portfolio margin", "asyncio"),
    ],
)
def test_they_watch_an_account_of_the_sandbox(
    run, words, backend, sandbox, capsys, tmp_path
):
    """Once over REST, and live: the picture is of the account in the mode they are for."""
    picture = tmp_path / "monitor.svg"
    once = run(
        ["--rehearse", "--svg", str(picture), "--width", "110", "--backend", backend]
    )
    first = capsys.readouterr().out
    live = run(["--live", "--count", "1", "--width", "110", "--backend", backend])
    second = capsys.readouterr().out

    assert (once, live) == (0, 0)
    for text in (first, second):
        assert words in text
        assert "BTC-USDT-SWAP" in text
        assert "carry by funding" in text
    assert "BTC-USDT-SWAP" in picture.read_text()


@pytest.mark.slow(reason="a client and a sandbox")
def test_an_alarm_is_an_exit_code(sandbox, capsys):
    """A ratio that nobody reaches warns, or alarms."""
    assert multi.run(["--rehearse", "--warn-ratio", "1000000"]) == Level.WARNING
    assert multi.run(["--alarm-ratio", "1000000", "--coin", "BTC"]) == Level.ALARM
    assert "alarm: the margin ratio is" in capsys.readouterr().out
