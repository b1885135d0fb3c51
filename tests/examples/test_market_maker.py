"""The market maker's pure parts: strategies, limits, orders, plans and profit."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.market_maker.config import load, read
from examples.market_maker.ledger import Ledger
from examples.market_maker.orders import Orders, State
from examples.market_maker.plan import Amend, Cancel, Place, planned
from examples.market_maker.risk import Limits, RequestRate, fitted, room
from examples.market_maker.shaping import shaped
from examples.market_maker.state import Market, Quote, Specs, down, up
from examples.market_maker.strategies import Grid, InventorySkew, VolatilitySpread
from examples.market_maker.volatility import Volatility
from okx_sdk.errors import InvalidArgument
from okx_sdk.models.enums import InstType, OrderState, OrdType, Side
from okx_sdk.models.instruments import Instrument
from okx_sdk.models.trade import Order

D = Decimal
SWAP = Specs("BTC-USDT-SWAP", D("0.1"), D("0.01"), D("0.01"), D("0.01"))
SPOT = Specs("BTC-USDT", D("0.1"), D("0.00001"), D("0.0001"), D(1), "BTC")
README = Path(__file__).parents[2] / "examples" / "market_maker" / "README.md"
CONFIG = Path(__file__).parents[2] / "examples" / "market_maker" / "config.toml"

prices = st.decimals("0.1", 200_000, places=1)
shares = st.decimals(-2, 2, places=3)
sizes = st.decimals("0.0001", 50, places=4)
levels = st.integers(1, 6)
points = st.decimals("0.1", 400, places=1)
limits = st.builds(
    Limits,
    max_position=st.decimals("0.1", 100, places=2),
    max_notional=st.decimals(10, 10**6, places=0),
    max_loss=st.just(D(100)),
)
strategies = st.one_of(
    st.builds(Grid, step=prices, levels=levels, sz=sizes, gap=points),
    st.builds(InventorySkew, half_spread=points, skew=points, sz=sizes, levels=levels),
    st.builds(
        VolatilitySpread,
        width=points,
        risk=points,
        horizon=points,
        floor=points,
        sz=sizes,
        levels=levels,
    ),
)


@st.composite
def markets(draw):
    bid = draw(prices)
    spread = draw(st.decimals("0.1", 500, places=1))
    return Market(bid, bid + spread, draw(st.decimals(0, "0.01", places=6)))


@pytest.mark.slow(reason="many cases")
@settings(max_examples=40)
@given(strategies, markets(), shares, st.sampled_from([SWAP, SPOT]))
def test_no_quote_would_take(strategy, market, share, specs):
    """Whatever a strategy wants, what is sent rests, on the steps, and is large enough."""
    for quote in shaped(strategy.quotes(market, share), market, specs):
        if quote.side == Side.BUY:
            assert 0 < quote.px < market.ask
        else:
            assert quote.px > market.bid
        assert quote.px % specs.tick == 0
        assert quote.sz % specs.lot == 0
        assert quote.sz >= specs.min_sz


@pytest.mark.slow(reason="many cases")
@settings(max_examples=40)
@given(strategies, markets(), st.decimals(-150, 150, places=2), limits)
def test_no_fill_of_what_is_quoted_passes_a_limit(strategy, market, position, limits):
    """If all quotes of a side fill, the position is within its limits or no worse."""
    wanted = shaped(strategy.quotes(market, position / 100), market, SWAP)
    quotes = fitted(wanted, position, limits, SWAP)

    for side, sign in ((Side.BUY, 1), (Side.SELL, -1)):
        filled = [quote for quote in quotes if quote.side == side]
        after = sign * position + sum(quote.sz for quote in filled)
        assert not filled or after <= limits.max_position
        dearest = max((quote.px for quote in filled), default=0)
        assert SWAP.value(dearest, after) <= limits.max_notional


@pytest.mark.slow(reason="many cases")
@settings(max_examples=40)
@given(markets(), shares, points, points, sizes)
def test_inventory_moves_quotes_against_itself(market, share, half, skew, sz):
    """A long position never raises a quote nor the size of a bid, and the other way."""
    strategy = InventorySkew(half, skew, sz)
    buy, sell = strategy.quotes(market, share)
    flat_buy, flat_sell = strategy.quotes(market, D(0))
    sign = 1 if share >= 0 else -1

    assert sign * buy.px <= sign * flat_buy.px
    assert sign * sell.px <= sign * flat_sell.px
    adding = buy if share >= 0 else sell
    assert adding.sz <= sz
    assert (abs(share) < 1) or adding.sz == 0


def test_a_spread_widens_with_the_market():
    """Half a spread is the move within the horizon, and never below the floor."""
    strategy = VolatilitySpread(D(1), D(0), D(4), D(2), D(1))

    calm, wild = (
        strategy.quotes(Market(D(999), D(1001), sigma), D(0))
        for sigma in (D("0.00001"), D("0.001"))
    )

    assert [quote.px for quote in calm] == [D("999.8"), D("1000.2")]
    assert [quote.px for quote in wild] == [D(998), D(1002)]


def test_a_grid_stays_while_the_market_moves_inside_it():
    """Its prices are multiples of its step."""
    grid = Grid(D(20), 2, D(1), D(1))
    first, second = (
        [quote.px for quote in grid.quotes(Market(D(bid), D(bid) + 1), D(0))]
        for bid in (1005, 1012)
    )

    assert first == second == [1000, 980, 1020, 1040]


@settings(max_examples=40)
@given(st.decimals(-(10**6), 10**6, places=4), st.decimals("0.0001", 100, places=4))
def test_rounding_reaches_the_next_multiple(number, step):
    """`down` and `up` are at most a step away, and on it."""
    low, high = down(number, step), up(number, step)

    assert low <= number <= high
    assert high - low in {0, step}
    assert low % step == 0


def test_volatility_is_that_of_a_second():
    """A move of 0.1 % every second is a sigma of 0.1 %, whatever the pace of looking."""
    every_second, twice = Volatility(), Volatility()
    px = D(1000)
    for second in range(200):
        px = px * (D("1.001") if second % 2 else 1 / D("1.001"))
        every_second.update(px, float(second))
        twice.update(px, float(second))
        twice.update(px, second + 0.01)

    assert abs(every_second.sigma - D("0.001")) < D("0.00001")
    assert twice.sigma == every_second.sigma


@settings(max_examples=40)
@given(st.lists(st.floats(0, 5), max_size=60))
def test_no_second_has_too_many_requests(moments):
    """Whenever they are asked for."""
    rate = RequestRate(5)
    sent = [now for now in sorted(moments) if rate.allow(now)]

    assert all(sum(1 for t in sent if now - 1 < t <= now) <= 5 for now in sent)


fills = st.tuples(st.sampled_from(Side), prices, sizes, st.decimals(-5, 1, places=3))


@pytest.mark.slow(reason="many cases")
@settings(max_examples=40)
@given(st.lists(fills, max_size=30), prices, st.sampled_from([SWAP, SPOT]))
def test_profit_is_what_came_in_and_what_is_held(done, mark, specs):
    """Realised and unrealised are cash and value, whatever the order of fills."""
    ledger = Ledger(specs)
    cash = held = D(0)
    for side, px, sz, _ in done:
        ledger.fill(side, px, sz)
        sign = 1 if side == Side.BUY else -1
        cash -= specs.value(px, sign * sz)
        held += sign * sz

    profit = ledger.profit(mark)
    assert ledger.position == held
    assert abs(profit.total - (cash + specs.value(mark, held))) < D("1e-12")
    assert held or abs(profit.unrealised) < D("1e-12")


def test_a_worked_example_of_profit():
    """Two contracts of 0.01 BTC at 60,000, one sold at 61,000, then one too many."""
    ledger = Ledger(SWAP)
    ledger.fill(Side.BUY, D(60_000), D(2))
    ledger.pay(D("-0.24"), "USDT", D(60_000))
    ledger.fill(Side.SELL, D(61_000), D(1))
    middle = ledger.profit(D(62_000))
    ledger.fill(Side.SELL, D(59_000), D(2))
    end = ledger.profit(D(58_000))

    assert (middle.realised, middle.unrealised, middle.fees) == (10, 20, D("-0.24"))
    assert (end.realised, end.unrealised, ledger.position) == (0, 10, -1)
    assert ledger.volume == 2_990
    assert ledger.profit(D(58_000)).total == D("9.76")


def test_a_fee_in_coin_is_inventory_that_is_gone():
    """Of spot, buys are charged in the coin that is bought."""
    ledger = Ledger(SPOT)
    ledger.fill(Side.BUY, D(50_000), D(1))
    ledger.pay(D("-0.001"), "BTC", D(50_000))

    assert ledger.position == D("0.999")
    assert ledger.profit(D(50_000)).total == -50
    assert ledger.profit(D(60_000)).total == D("0.999") * 60_000 - 50_000


def told(name, state="live", *, filled=0, mean=None, px=100, sz=2, **words):
    return Order(
        InstType.SWAP,
        SWAP.inst_id,
        "1",
        Side.BUY,
        OrdType.POST_ONLY,
        OrderState(state),
        cl_ord_id=name,
        px=D(px),
        sz=D(sz),
        acc_fill_sz=D(filled),
        avg_px=None if mean is None else D(mean),
        **words,
    )


@pytest.fixture
def orders():
    found = Orders()
    found.sent("a", Quote(Side.BUY, D(100), D(2)))
    return found


def test_fills_are_counted_once(orders):
    """O16: told twice, late or together, the sum is what was filled."""
    tellings = [
        told("a", "partially_filled", filled=1, mean=100, fee=D("-1"), fee_ccy="USDT"),
        told("a", "partially_filled", filled=1, mean=100, fee=D("-1"), fee_ccy="USDT"),
        told("a", "filled", filled=2, mean=99, fee=D("-3"), fee_ccy="USDT"),
        told("a", "partially_filled", filled=1, mean=100, fee=D("-1")),
        told("b", "filled", filled=9, mean=99),
    ]

    found = [filled for each in tellings if (filled := orders.saw(each)) is not None]

    assert [(each.sz, each.px, each.fee) for each in found] == [
        (1, 100, -1),
        (1, 98, -2),
    ]
    assert list(orders) == []


def test_an_order_counts_until_it_is_certainly_over(orders):
    """Unknown, on its way, or being cancelled: it may fill yet."""
    for state in (State.SENDING, State.UNKNOWN, State.CANCELLING, State.LIVE):
        orders.settle("a", state)
        assert orders.open_sz(Side.BUY) == 2

    orders.saw(told("a", "canceled", filled=1, mean=100))

    assert orders.open_sz(Side.BUY) == 0
    orders.settle("a", State.LIVE)
    assert orders.open_sz(Side.BUY) == 0


def test_a_change_counts_at_its_larger_size_until_it_is_told(orders):
    """An acknowledgement says that it was taken, not that it was made."""
    orders.saw(told("a"))
    orders.amending("a", D(1))
    orders.saw(told("a", "partially_filled", filled=D("0.5"), mean=100))
    orders.amended("a", D(101), D(1))
    acked = orders["a"].rest, orders.open_sz(Side.BUY)
    orders.saw(told("a", "partially_filled", filled=D("0.5"), mean=100, px=101, sz=1))

    assert acked == (D("0.5"), D("1.5"))
    assert orders.open_sz(Side.BUY) == D("0.5")


@pytest.mark.parametrize("is_late", [True, False])
def test_a_change_that_fails_leaves_the_order_as_it_was(orders, is_late):
    """Told before its acknowledgement or after it."""
    failed = told("a", amend_result="-1")
    orders.saw(told("a"))
    orders.amending("a", D(9))
    if not is_late:
        orders.saw(failed)
    orders.amended("a", D(50), D(9))
    if is_late:
        orders.saw(failed)

    assert (orders["a"].px, orders["a"].sz, orders["a"].state) == (100, 2, State.LIVE)
    assert orders.open_sz(Side.BUY) == 2


def test_a_plan_is_short_and_lessens_what_is_at_stake_first():
    """What rests right is left alone; what is on its way stands for the nearest quote."""
    orders = Orders()
    for name, side, px in (
        ("right", Side.BUY, 100),
        ("moves", Side.BUY, 99),
        ("new", Side.SELL, 102),
        ("one too many", Side.SELL, 103),
    ):
        orders.sent(name, Quote(side, D(px), D(1)))
        if name != "new":
            orders.settle(name, State.LIVE)
    wanted = [
        Quote(Side.BUY, D(100), D(1)),
        Quote(Side.BUY, D(98), D(2)),
        Quote(Side.BUY, D(97), D(1)),
        Quote(Side.SELL, D(101), D(1)),
    ]

    assert planned(wanted, orders) == [
        Cancel("one too many"),
        Amend("moves", D(98), D(2)),
        Place(Quote(Side.BUY, D(97), D(1))),
    ]
    assert {type(each) for each in planned([], orders)} == {Cancel}


@pytest.mark.slow(reason="many cases")
@settings(max_examples=40)
@given(st.data(), limits)
def test_no_sequence_of_answers_and_fills_passes_the_limit(data, limits):
    """The worst of what is open is within the limit, whatever is still unknown."""
    orders, position, number = Orders(), D(0), 0
    for _ in range(data.draw(st.integers(1, 25))):
        quotes = [
            Quote(side, D(px), D(sz))
            for side in Side
            for px, sz in data.draw(
                st.lists(
                    st.tuples(st.integers(90, 110), st.integers(1, 30)), max_size=3
                )
            )
        ]
        for action in planned(fitted(quotes, position, limits, SWAP), orders):
            if isinstance(action, Place):
                side = action.quote.side
                px, held = action.quote.px, orders.open_sz(side)
                free = room(side, px, position, held, limits, SWAP)
                if action.quote.sz <= free:
                    number += 1
                    orders.sent(str(number), action.quote)
        for own in list(orders):
            state = data.draw(st.sampled_from(State))
            if state is State.OVER:
                filled = data.draw(st.sampled_from([D(0), own.sz]))
                done = told(own.cl_ord_id, "canceled", filled=filled, mean=own.px)
                got = orders.saw(done)
                sign = 1 if own.side == Side.BUY else -1
                position += sign * (got.sz if got else 0)
            else:
                orders.settle(own.cl_ord_id, state)

        assert position + orders.open_sz(Side.BUY) <= limits.max_position
        assert position - orders.open_sz(Side.SELL) >= -limits.max_position


def test_the_configuration_that_is_shown_is_right():
    """All three strategies of it."""
    text = CONFIG.read_text()

    assert isinstance(load(CONFIG).strategy, InventorySkew)
    for name, kind in (("grid", Grid), ("volatility", VolatilitySpread)):
        other = text.replace('strategy = "inventory_skew"', f'strategy = "{name}"')
        assert isinstance(read(other).strategy, kind)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"inventory_skew"', '"best"', "take one of grid"),
        ("half_spread = 0.05", "half_spread = 0", "half_spread is 0"),
        ("half_spread = 0.05", "half_spred = 0.05", "half_spred"),
        ("max_position = 10", 'max_position = "ten"', "no number"),
        ("max_position = 10", "max_position = true", "no number"),
        ("max_position = 10", "max_position = nan", "0 or more"),
        ("max_position = 10", "", "max_position"),
        ("dead_man = 30", "dead_man = 5", "10 to 120"),
        ('tag = "mm"', 'tag = "m-m"', "letters and digits"),
        ('td_mode = "cross"', 'td_mode = "x"', "cash, cross"),
        ("[risk]", "[risk", "no TOML"),
    ],
)
def test_a_configuration_that_cannot_be_meant_is_refused(old, new, words):
    """One error, which names what is wrong."""
    text = CONFIG.read_text()
    assert old in text

    with pytest.raises(InvalidArgument, match=words.replace("[", r"\[")):
        read(text.replace(old, new))


def test_the_strategy_that_the_readme_shows_is_one():
    """Its code runs, and its quotes are shaped as any others."""
    (block,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    shown = {}
    exec(compile(block, "README.md", "exec", dont_inherit=True), shown)

    market = Market(D("49999.9"), D("50000.1"))
    quotes = shaped(shown["Wide"](D("0.015")).quotes(market, D(0)), market, SWAP)

    assert [(q.px, q.sz) for q in quotes] == [(49950, D("0.01")), (50050, D("0.01"))]


def test_what_is_margined_in_coin_is_refused():
    """Its profits are no simple product."""
    coin = Instrument(InstType.SWAP, "BTC-USD-SWAP", "live", ct_type="inverse")

    with pytest.raises(InvalidArgument, match="margined in USDT"):
        Specs.of(coin)
