import orjson
import pytest
from memory import NOW, VirtualClock, exchange, okx

from okx_sdk import errors
from okx_sdk.models.enums import InstType
from okx_sdk.rest import endpoints, section
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.exchange import Call

SECTIONS = ("announcements", "market", "public", "status", "trading_statistics")
DECLARED = {
    name: endpoint
    for each in SECTIONS
    for name, endpoint in endpoints(section(each)).items()
}
SECTION_OF = {name: each for each in SECTIONS for name in endpoints(section(each))}

SWAP = {"inst_id": "BTC-USDT-SWAP"}
SPOT = {"inst_id": "BTC-USDT"}
BTC = {"ccy": "BTC"}
PLAUSIBLE = {
    "convert_contract_coin": SWAP | {"sz": "1.234"},
    "get_call_auction_details": SPOT,
    "get_candles": SPOT,
    "get_contract_long_short_ratio": SWAP,
    "get_contract_open_interest_history": SWAP,
    "get_contract_open_interest_volume": BTC,
    "get_contract_taker_volume": SWAP,
    "get_delivery_exercise_history": {"inst_type": "OPTION", "inst_family": "BTC-USD"},
    "get_estimated_price": {"inst_id": "BTC-USDT-261127"},
    "get_estimated_settlement_price": {"inst_id": "BTC-USDT-261127"},
    "get_event_markets": {"series_id": "BTC-ABOVE-DAILY"},
    "get_events": {"series_id": "BTC-ABOVE-DAILY"},
    "get_full_order_book": SPOT | {"sz": 1000},
    "get_funding_rate": {"inst_id": "ANY"},
    "get_funding_rate_history": SWAP,
    "get_futures_settlement_history": {"inst_family": "BTC-USD"},
    "get_history_candles": SPOT,
    "get_history_index_candles": SPOT,
    "get_history_mark_price_candles": SWAP,
    "get_history_trades": SPOT,
    "get_index_candles": SPOT,
    "get_index_components": {"index": "ETH-USD"},
    "get_index_tickers": {"quote_ccy": "USDC"},
    "get_instrument_tick_bands": {"inst_type": "OPTION"},
    "get_instruments": {"inst_type": "SWAP"},
    "get_insurance_fund": {"inst_type": "SWAP", "inst_family": "BTC-USD"},
    "get_long_short_ratio": BTC,
    "get_margin_long_short_ratio": BTC,
    "get_mark_price": {"inst_type": "FUTURES"},
    "get_mark_price_candles": SWAP,
    "get_market_data_history": {
        "module": "1",
        "inst_type": "SPOT",
        "date_aggr_type": "daily",
        "begin": NOW - 10 * DAY,
        "end": NOW,
        "inst_id_list": "BTC-USDT,ETH-USDT",
    },
    "get_open_interest": {"inst_type": "SWAP"},
    "get_option_open_interest_volume": BTC,
    "get_option_open_interest_volume_expiry": BTC,
    "get_option_open_interest_volume_strike": BTC | {"exp_time": "20261127"},
    "get_option_put_call_ratio": BTC,
    "get_option_summary": {"inst_family": "BTC-USD"},
    "get_option_taker_flow": BTC,
    "get_option_trades": {"inst_family": "ETH-USD"},
    "get_option_trades_by_family": {"inst_family": "BTC-USD"},
    "get_order_book": SPOT | {"sz": 400},
    "get_order_book_sbe": {"inst_id_code": 1, "source": 0},
    "get_position_tiers": {"inst_type": "MARGIN", "td_mode": "cross"} | SPOT,
    "get_premium_history": SWAP,
    "get_price_limit": SPOT,
    "get_rpi_order_book": SPOT | {"sz": 400},
    "get_taker_volume": BTC | {"inst_type": "SPOT"},
    "get_ticker": SPOT,
    "get_tickers": {"inst_type": "OPTION"},
    "get_top_trader_account_ratio": SWAP,
    "get_top_trader_position_ratio": SWAP,
    "get_trades": SPOT,
    "get_underlying": {"inst_type": "SWAP"},
}
EMPTY = {
    "get_call_auction_details",  # none is held
    "get_estimated_price",  # known in the hour before
    "get_estimated_settlement_price",
    "get_status",  # no maintenance is near
}


def raw(name, arguments, now=NOW):
    """The data on the wire."""
    request = DECLARED[name].request(arguments)
    path, _, query = request.path.partition("?")
    call = Call(request.method, path, query, request.body, {}, "test")
    return orjson.loads(exchange().answer(call, now / 1000).body)


@pytest.mark.parametrize("name", [n for n in DECLARED if n != "get_order_book_sbe"])
async def test_every_endpoint_answers(name):
    """What comes decodes into the declared model, and is not empty without reason."""
    async with okx() as client:
        method = getattr(getattr(client, SECTION_OF[name]), name)
        found = await method(**PLAUSIBLE.get(name, {}))

    assert bool(found) == (name not in EMPTY)


async def test_sbe_is_not_served():
    """It says so, and does not pretend."""
    async with okx() as client:
        with pytest.raises(errors.EnvironmentUnsupported):
            await client.market.get_order_book_sbe(1, 0)


def shape_of(data):
    if isinstance(data, dict):
        return "object"
    if data and isinstance(data[0], list):
        return "list-of-arrays"
    if data and isinstance(data[0], str):
        return "list-of-strings"
    return "list-of-objects"


@pytest.fixture(scope="module")
def catalogue(okx_v5):
    yaml = pytest.importorskip("yaml")
    text = (okx_v5 / "rest.yaml").read_text()
    entries = yaml.load(text, yaml.CSafeLoader)["endpoints"]
    return {(entry["method"], entry["path"]): entry for entry in entries}


@pytest.mark.slow  # reading the catalogue takes a second
def test_answers_have_the_documented_shape_and_words(catalogue):
    """Objects, lists of objects, bare arrays: as OKX, field by field."""
    for name, endpoint in DECLARED.items():
        if name in EMPTY | {"get_order_book_sbe", "get_economic_calendar"}:
            continue
        response = catalogue[endpoint.method, endpoint.path]["response"]
        data = raw(name, PLAUSIBLE.get(name, {}))["data"]
        assert shape_of(data) == response["shape"], name
        if shape_of(data) == "list-of-objects" and response.get("fields"):
            known = {field["name"] for field in response["fields"]}
            strange = {word for word, value in data[0].items() if value != ""} - known
            assert not strange, name


EXPECTED = {
    ("get_instruments", ("inst_type", "OPTION")): "50014",
    ("get_instruments", ("inst_type", "EVENTS")): "50014",
    ("get_instruments", ("inst_type", "BONDS")): "51000",
    ("get_instruments", ("inst_type", "SWAP"), ("inst_id", "BTC-USDT")): "51001",
    ("get_instruments", ("inst_type", "SWAP"), ("inst_family", "FOO-USDT")): "51001",
    ("get_open_interest", ("inst_type", "OPTION")): "50015",
    ("get_open_interest", ("inst_type", "SPOT")): "51000",
    ("get_mark_price", ("inst_type", "SPOT")): "51000",
    ("get_index_tickers",): "50015",
    ("get_index_tickers", ("inst_id", "FOO-BAR")): "51014",
    ("get_index_candles", ("inst_id", "FOO-BAR")): "51014",
    ("get_index_candles", ("inst_id", "BTC-USD"), ("bar", "1s")): "51000",
    ("get_index_components", ("index", "FOO-BAR")): "51014",
    ("get_option_trades",): "50015",
    ("get_option_trades", ("inst_id", "BTC-USDT")): "51001",
    ("get_funding_rate", ("inst_id", "BTC-USDT")): "51001",
    ("get_premium_history", ("inst_id", "BTC-USDT-261127")): "51001",
    ("get_estimated_price", ("inst_id", "BTC-USDT-SWAP")): "51001",
    ("get_position_tiers", ("inst_type", "MARGIN"), ("td_mode", "cross")): "50015",
    ("get_position_tiers", ("inst_type", "SWAP"), ("td_mode", "cross")): "50014",
    ("get_position_tiers", ("inst_type", "SWAP"), ("td_mode", "cash")): "51000",
    (
        "get_position_tiers",
        ("inst_type", "SWAP"),
        ("td_mode", "cross"),
        ("inst_family", "A-B,C-D,E-F,G-H,I-J,K-L"),
    ): "50025",
    ("get_insurance_fund", ("inst_type", "SWAP")): "50014",
    ("get_insurance_fund", ("inst_type", "MARGIN")): "50014",
    (
        "get_insurance_fund",
        ("inst_type", "SWAP"),
        ("inst_family", "BTC-USD"),
        ("type", "regular_update"),
    ): "51000",
    ("convert_contract_coin", ("inst_id", "BTC-USD-SWAP"), ("sz", "1")): "50014",
    ("convert_contract_coin", ("inst_id", "BTC-USDT"), ("sz", "1")): "51001",
    ("convert_contract_coin", ("inst_id", "BTC-USDT-SWAP"), ("sz", "0")): "51000",
    ("convert_contract_coin", ("inst_id", "BTC-USDT-SWAP"), ("sz", "x")): "51000",
    ("get_candles", ("inst_id", "BTC-USDT"), ("bar", "1s")): "51000",
    ("get_candles", ("inst_id", "BTC-USDT"), ("limit", 301)): "51000",
    ("get_candles", ("inst_id", "BTC-USDT"), ("limit", 0)): "51000",
    ("get_candles", ("inst_id", "BTC-USDT"), ("after", "x")): "51000",
    ("get_candles", ("inst_id", "BTC-EUR")): "51001",
    ("get_order_book", ("inst_id", "BTC-USDT"), ("sz", 401)): "51000",
    ("get_history_trades", ("inst_id", "BTC-USDT"), ("after", "x")): "51000",
    ("get_history_trades", ("inst_id", "BTC-USDT"), ("type", "3")): "51000",
    (
        "get_history_trades",
        ("inst_id", "BTC-USDT"),
        ("type", "2"),
        ("before", "1"),
    ): "50039",
    ("get_ticker", ("inst_id", "BTC-USDT-261120")): "51001",
    ("get_taker_volume", ("ccy", "FOO"), ("inst_type", "SPOT")): "51000",
    ("get_taker_volume", ("ccy", "BTC"), ("inst_type", "SWAP")): "51000",
    ("get_long_short_ratio", ("ccy", "BTC"), ("period", "5D")): "51000",
    ("get_option_put_call_ratio", ("ccy", "BTC"), ("period", "5m")): "51000",
    ("get_announcements", ("page", 0)): "51000",
    ("get_announcements", ("ann_type", "gossip")): "51000",
    ("get_events", ("series_id", "FOO")): "51000",
}


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: "-".join(map(str, case)))
def test_refusals(case):
    """What cannot be answered has OKX's code for it."""
    name, *arguments = case

    assert raw(name, dict(arguments))["code"] == EXPECTED[case]


@pytest.mark.parametrize("name", [n for n in DECLARED if n != "get_order_book_sbe"])
def test_what_is_required_is_demanded(name):
    """Without a parameter that has no default the answer is 50014."""
    endpoint = DECLARED[name]
    if endpoint.permission == "read" and endpoint.signing == "always":
        return
    required = [
        parameter.name
        for parameter in endpoint.signature.parameters.values()
        if parameter.default is parameter.empty
    ]
    for missing in required:
        arguments = dict(PLAUSIBLE[name])
        del arguments[missing]
        assert raw(name, arguments)["code"] == "50014"


@pytest.mark.parametrize("now", [NOW, NOW + 3 * DAY + 17 * HOUR + 61_234])
@pytest.mark.parametrize("inst_id", ["BTC-USDT-SWAP", "ETH-USD-SWAP", "BTC-USDT"])
async def test_prices_agree(inst_id, now):
    """Ticker, tickers, trades, book and the open candle tell of the same moment."""
    clock = VirtualClock(now // 100 * 100)
    async with okx(clock) as client:
        kind = InstType.SWAP if inst_id.endswith("SWAP") else InstType.SPOT
        ticker = await client.get_ticker(inst_id)
        everyone = await client.get_tickers(kind)
        (trade,) = await client.market.get_trades(inst_id, limit=1)
        book = await client.get_order_book(inst_id, 1)
        (candle,) = await client.market.get_candles(inst_id, limit=1)

    assert next(row for row in everyone if row.inst_id == inst_id) == ticker
    assert ticker.last == trade.px == candle.close
    assert ticker.last_sz == trade.sz
    assert (book.bids[0].px, book.asks[0].px) == (ticker.bid_px, ticker.ask_px)
    assert candle.low <= ticker.last <= candle.high
    assert ticker.low_24h <= ticker.last <= ticker.high_24h


async def test_marks_and_indices_agree():
    """Of a moment: mark price, its candle, the index, its candle and its parts."""
    async with okx() as client:
        public = client.public
        (mark,) = await public.get_mark_price("SWAP", inst_id="BTC-USDT-SWAP")
        (mark_bar,) = await public.get_mark_price_candles("BTC-USDT-SWAP", limit=1)
        (index,) = await public.get_index_tickers(inst_id="BTC-USDT")
        (index_bar,) = await public.get_index_candles("BTC-USDT", limit=1)
        parts = await public.get_index_components("BTC-USDT")
        ticker = await client.get_ticker("BTC-USDT")
        limits = await public.get_price_limit("BTC-USDT-SWAP")

    assert mark.mark_px == mark_bar.close
    assert index.idx_px == index_bar.close == parts.last
    assert sum(part.wgt * part.cnv_px for part in parts.components) == parts.last
    assert parts.components[0].sym_px == ticker.last
    assert abs(mark.mark_px / index.idx_px - 1) < 0.02
    assert limits.sell_lmt < mark.mark_px < limits.buy_lmt


async def test_funding_agrees_with_its_history():
    """What is announced before a settlement is its record after it."""
    async with okx() as client:
        (before,) = await client.public.get_funding_rate("BTC-USDT-SWAP")
    async with okx(VirtualClock(NOW + 8 * HOUR)) as client:
        (after,) = await client.public.get_funding_rate("BTC-USDT-SWAP")
        history = await client.public.get_funding_rate_history("BTC-USDT-SWAP", limit=2)

    assert history[0].funding_time == before.funding_time == after.prev_funding_time
    assert history[0].realized_rate == before.funding_rate == after.sett_funding_rate
    assert history[1].funding_time == before.prev_funding_time


async def test_a_future_is_delivered_at_what_was_estimated():
    """The estimate shows in the last hour, and becomes the price of delivery."""
    expiry = (await future_of_this_week()).exp_time
    last = int(expiry.timestamp() * 1000) - 1
    async with okx(VirtualClock(last)) as client:
        estimate = await client.public.get_estimated_price("BTC-USD-261127")
        settle = await client.public.get_estimated_settlement_price("BTC-USD-261127")
    async with okx(VirtualClock(last + 1)) as client:
        records = await client.public.get_delivery_exercise_history(
            "FUTURES", "BTC-USD"
        )
        with pytest.raises(errors.InstrumentNotFound):
            await client.public.get_estimated_price("BTC-USD-261127")

    assert settle.next_settle_time == expiry == records[0].ts
    assert [row.ins_id for row in records[0].details] == ["BTC-USD-261127"]
    assert abs(estimate.settle_px / records[0].details[0].px - 1) < 0.001


async def future_of_this_week():
    async with okx() as client:
        return await client.get_instrument("BTC-USD-261127")


async def test_futures_are_settled_daily():
    """At eight in the morning, at the mark price, each that does not expire then."""
    async with okx() as client:
        rows = await client.public.get_futures_settlement_history("BTC-USDT", limit=7)

    assert {row.ts.hour for row in rows} == {8}
    assert all(len(row.details) in {3, 4} for row in rows)


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ({"inst_id": "BTC-USDT-SWAP", "sz": "1.23456", "px": "60000"}, "123.46"),
        ({"inst_id": "BTC-USDT-SWAP", "sz": "1.23456", "op_type": "open"}, "123.45"),
        (
            {"inst_id": "BTC-USDT-SWAP", "sz": "61000", "px": "50000", "unit": "usds"},
            "122",
        ),
        ({"inst_id": "BTC-USDT-SWAP", "sz": "3", "type": "2"}, "0.03"),
        (
            {
                "inst_id": "BTC-USDT-SWAP",
                "sz": "3",
                "type": "2",
                "px": "50000",
                "unit": "usds",
            },
            "1500",
        ),
        ({"inst_id": "BTC-USD-SWAP", "sz": "0.888", "px": "35000"}, "311"),
        ({"inst_id": "BTC-USD-SWAP", "sz": "7", "px": "35000", "type": "2"}, "0.02"),
    ],
)
def test_conversions(question, size):
    """Coin and contracts, linear and inverse, rounded as opening and closing want."""
    assert raw("convert_contract_coin", question)["data"][0]["sz"] == size


def test_the_calendar_wants_a_key():
    """It is refused without one."""
    assert raw("get_economic_calendar", {})["code"] == "50103"


async def test_the_calendar_knows_what_comes():
    """Releases of the future have a forecast and no figure yet."""
    async with okx() as client:
        rows = await client.public.get_economic_calendar(region="united_states")

    assert {row.region for row in rows} == {"United States"}
    now = NOW / 1000
    assert all((row.actual is None) == (row.date.timestamp() > now) for row in rows)
    assert any(row.actual is None for row in rows)


async def test_maintenance_comes_and_goes():
    """Known five days before, then going on, then over and shown only when asked."""
    states = set()
    for hours in range(0, 28 * 24, 3):
        data = raw("get_status", {}, NOW + hours * HOUR)["data"]
        states |= {row["state"] for row in data}
    over = raw("get_status", {"state": "completed"})["data"]

    assert "scheduled" in states
    assert len(over) >= 5


async def test_announcements_come_in_pages_of_twenty():
    """All pages but the last are full, and one past it is empty."""
    async with okx() as client:
        (first,) = await client.announcements.get_announcements()
        (last,) = await client.announcements.get_announcements(page=first.total_page)
        (none,) = await client.announcements.get_announcements(
            page=first.total_page + 1
        )

    assert len(first.details) == 20
    assert 1 <= len(last.details) <= 20
    assert none.details == ()
    times = [row.p_time for row in first.details]
    assert times == sorted(times, reverse=True)


async def test_event_contracts_are_decided_by_the_index():
    """What has ended paid yes above the strike and no below it."""
    async with okx() as client:
        rows = await client.public.get_event_markets("BTC-ABOVE-DAILY", state="expired")
        listed = await client.public.get_instruments(
            "EVENTS", series_id="BTC-ABOVE-DAILY"
        )
        live = await client.public.get_event_markets("BTC-ABOVE-DAILY", state="preopen")

    assert {row.outcome for row in rows} == {"1", "2"}
    assert all(
        (row.settle_value > row.floor_strike) == (row.outcome == "1") for row in rows
    )
    assert {row.inst_id for row in listed} == {row.inst_id for row in live}


async def test_taker_volumes_make_up_the_candles():
    """Sold and bought together are the volume of the bar, in every unit."""
    async with okx() as client:
        bars = await client.market.get_candles("BTC-USD-SWAP", bar="1H", limit=5)
        for unit, field in (("0", "vol_ccy"), ("1", "vol"), ("2", "vol_ccy_quote")):
            rows = await client.trading_statistics.get_contract_taker_volume(
                "BTC-USD-SWAP", period="1H", unit=unit, limit=5
            )
            assert [row.ts for row in rows] == [bar.ts for bar in bars]
            sums = [row.sell_vol + row.buy_vol for row in rows]
            assert sums == [getattr(bar, field) for bar in bars]


@pytest.mark.parametrize(
    "name", [n for n in SECTION_OF if SECTION_OF[n] == "trading_statistics"]
)
def test_statistics_do_not_change_with_the_window(name):
    """A bucket has one value, by whatever begin and end it is asked for."""
    endpoint = DECLARED[name]
    if "begin" not in endpoint.signature.parameters:
        return
    rows = raw(name, PLAUSIBLE[name] | {"period": "1H"})["data"]
    window = {"begin": rows[20][0], "end": rows[10][0]}
    part = raw(name, PLAUSIBLE[name] | {"period": "1H"} | window)["data"]

    assert part == rows[10:21]
    assert raw(name, PLAUSIBLE[name] | {"begin": NOW, "end": NOW - DAY})["data"] == []


def test_an_instrument_is_told_in_full():
    """Every word of the market's instrument reaches the wire."""
    (row,) = raw("get_instruments", {"inst_type": "SWAP"} | SWAP)["data"]

    assert row["ctVal"] == "0.01"
    assert row["ctMult"] == "1"
    assert row["instIdCode"] > 0
    assert row["futureSettlement"] is False
    assert row["maxPlatOILmt"] == "1000000000"
    assert row["upcChg"] == []
    assert row["expTime"] == ""


def test_an_exchange_is_pure():
    """An exchange is pure: the same call and time give the same bytes."""
    call = Call("GET", "/api/v5/market/ticker", "instId=BTC-USDT", b"", {}, "test")

    assert exchange().answer(call, NOW / 1000) == exchange().answer(call, NOW / 1000)
