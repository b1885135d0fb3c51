"""`okxsdk order` and its like: what is asked, what is sent, and what an outcome means."""

import json
import logging
import shlex
from decimal import Decimal
from types import SimpleNamespace

import pytest
from cli_fakes import NOON, FakeClient, book, said

from okx_sdk import errors
from okx_sdk.cli import algo as algo_module
from okx_sdk.cli import placing
from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import (
    AcctLv,
    AlgoOrdType,
    InstState,
    InstType,
    OrderState,
    OrdType,
    Side,
    TdMode,
)
from okx_sdk.models.instruments import Instrument
from okx_sdk.models.order_entry import AmendedOrder, CanceledOrder, PlacedOrder
from okx_sdk.models.trade import Order

PLACE = "order place BTC-USDT buy 0.01 --px 100"
KEY = {"API_KEY": "key-1234567890", "SECRET_KEY": "s3cr3t-text", "PASSPHRASE": "p4ss"}


class Trader(FakeClient):
    """Takes orders, and remembers them."""

    def __init__(self):
        super().__init__()
        self.open = [order("7"), order("8", "ETH-USDT"), order("9")]
        self.gone: set[str] = set()
        self.mode: AcctLv | errors.OkxError = AcctLv.FUTURES
        self.account = SimpleNamespace(get_account_config=self._config)
        self.algo_trading = SimpleNamespace(
            place_algo_order=self._algo, cancel_algo_orders=self._cancel_algos
        )

    def with_options(self, **_):
        return self

    def _config(self):
        if isinstance(self.mode, errors.OkxError):
            raise self.mode
        return SimpleNamespace(acct_lv=self.mode)

    def get_instrument(self, inst_id):
        self._note("get_instrument", inst_id)
        sizes = {"tick_sz": Decimal("0.1"), "lot_sz": Decimal("0.01")}
        return Instrument(
            InstType.SPOT,
            inst_id,
            InstState.LIVE,
            base_ccy="BTC",
            quote_ccy="USDT",
            min_sz=Decimal("0.01"),
            **sizes,
        )

    def get_order_book(self, *args):
        self._note("get_order_book", *args)
        return book()

    def place_order(self, new):
        self._note("place_order", new)
        return PlacedOrder(new.inst_id, new.cl_ord_id, "77", NOON)

    def get_order(self, inst_id, **names):
        self._note("get_order", inst_id, **names)
        return order("7", filled="0.2")

    def amend_order(self, change):
        self._note("amend_order", change)
        return AmendedOrder(change.inst_id, "r1", change.ord_id, change.cl_ord_id)

    def cancel_orders(self, orders):
        self._note("cancel_orders", orders)
        return [self._canceled(each) for each in orders]

    def cancel_all(self, inst_id=None):
        self.calls.append(("cancel_all", (inst_id,), {}))
        return [self._canceled(each) for each in self.get_orders(inst_id=inst_id)]

    def _canceled(self, which):
        if which.ord_id in self.gone:
            error = errors.OrderNotFound("Order does not exist.", code="51603")
            return error.about(which.inst_id, ord_id=which.ord_id)
        done = order("9", state="filled") if which.ord_id == "9" else None
        return CanceledOrder(which.inst_id, which.ord_id, which.cl_ord_id, done)

    def get_orders(self, inst_id=None):
        return [each for each in self.open if inst_id in {None, each.inst_id}]

    def resolve_order(self, name, inst_id, **kwargs):
        self._note("resolve_order", name, inst_id, **kwargs)
        return PlacedOrder(inst_id, name, "77", NOON, recovered=True)

    def _algo(self, new):
        self._note("place_algo_order", new)
        return AlgoOrderAck("5", algo_cl_ord_id=new.algo_cl_ord_id, s_code="0")

    def _cancel_algos(self, orders):
        self._note("cancel_algo_orders", orders)
        return [AlgoOrderAck(each.algo_id, s_code="0") for each in orders]


def order(ord_id, inst_id="BTC-USDT", state="live", filled="0"):
    kind = (InstType.SPOT, inst_id, ord_id, Side.BUY, OrdType.LIMIT)
    return Order(
        *kind,
        OrderState(state),
        cl_ord_id=f"c{ord_id}",
        px=Decimal("1000.0"),
        sz=Decimal(3),
        acc_fill_sz=Decimal(filled),
    )


@pytest.fixture
def fake(monkeypatch):
    """The client that a line of words gets."""
    for name, text in KEY.items():
        monkeypatch.setenv(f"OKX_{name}", text)
    return Trader()


@pytest.fixture
def someone(monkeypatch):
    """Somebody is there to be asked."""
    monkeypatch.setattr("okx_sdk.cli.asking.is_terminal", lambda _: True)


def asked(fake):
    """What was asked for that changes something."""
    reads = {"get_instrument", "get_order_book", "get_order"}
    return [call for call in fake.calls if call[0] not in reads]


CHANGES = {
    PLACE: "place_order",
    "order amend BTC-USDT 7 --px 101": "amend_order",
    "order cancel BTC-USDT 7": "cancel_orders",
    "order cancel-all": "cancel_all",
    "algo place BTC-USDT-SWAP sell 1 --sl 90": "place_algo_order",
    "algo cancel BTC-USDT 5": "cancel_algo_orders",
}


@pytest.mark.parametrize("line", CHANGES)
def test_on_live_nothing_is_sent_without_a_yes(run, fake, line):
    """Nobody is there to be asked: exit 2 and what to add."""
    result = run(*line.split())

    assert result.exit_code == 2
    assert "on live: add --yes" in said(result)[-1]
    assert fake.calls == []


@pytest.mark.parametrize("line", CHANGES)
@pytest.mark.parametrize(
    ("answer", "code"), [("y\n", 0), ("n\n", 130), ("\n", 130), ("", 130)]
)
def test_on_live_somebody_is_asked_first(run, fake, someone, line, answer, code):
    """The answer no is the default, as is the end of the input, and sends nothing."""
    result = run(*line.split(), stdin=answer)

    assert result.exit_code == code, result.output
    assert result.stderr.endswith("\nnothing was sent\n") is bool(code)
    assert "on live: send it? [y/N]" in result.stderr
    assert [name for name, *_ in asked(fake)][:1] == [CHANGES[line]] * (not code)


@pytest.mark.parametrize("line", CHANGES)
def test_a_yes_is_an_answer_given_before(run, fake, line):
    """And no look at the book is waited for."""
    result = run(*line.split(), "--yes")

    assert result.exit_code == 0, result.output
    assert fake.calls[0][0] == CHANGES[line]
    assert "send it?" not in result.stderr


@pytest.mark.parametrize("line", CHANGES)
@pytest.mark.parametrize("env", ["demo", "sandbox"])
def test_elsewhere_nobody_is_asked(run, fake, line, env):
    """A banner says where it went."""
    fake.env = env
    result = run("--env", env, *line.split())

    assert result.exit_code == 0, result.output
    assert result.stderr.startswith(f"{env}: simulated")
    assert asked(fake)[0][0] == CHANGES[line]


DRY = {
    PLACE: "/api/v5/trade/order",
    "order amend BTC-USDT 7 --px 101": "/api/v5/trade/amend-order",
    "order cancel BTC-USDT 7": "/api/v5/trade/cancel-order",
    "algo place BTC-USDT-SWAP sell 1 --sl 90": "/api/v5/trade/order-algo",
    "algo cancel BTC-USDT 5": "/api/v5/trade/cancel-algos",
    "transfer USDT 5 --from funding": "/api/v5/asset/transfer",
    "leverage BTC-USDT-SWAP 3": "/api/v5/account/set-leverage",
    'api trade cancel-order {"instId":"X","ordId":"7"}': "/cancel-order",
    "api POST /api/v5/trade/order instId=X": "/api/v5/trade/order",
}


@pytest.mark.parametrize("line", DRY)
@pytest.mark.parametrize("form", ["table", "ndjson"])
def test_a_dry_run_shows_the_request_and_sends_none(run, fake, line, form):
    """With its headers, of which no secret is shown."""
    result = run(*shlex.split(line, posix="{" not in line), "--dry-run", "-o", form)

    assert result.exit_code == 0, result.output
    assert DRY[line] in result.stdout
    assert "OK-ACCESS-SIGN" in result.stdout
    assert ("expTime" in result.stdout) is line.startswith(("order place", "order am"))
    assert "***" in result.stdout
    for secret in KEY.values():
        assert secret not in result.output
    assert asked(fake) == []


def test_a_dry_run_of_all_cancellations_lists_the_orders(run, fake):
    """They are found, and left alone."""
    result = run("order", "cancel-all", "BTC-USDT", "--dry-run", "-o", "csv")

    assert result.stdout == (
        "inst_id,ord_id,cl_ord_id,result\nBTC-USDT,7,c7,live\nBTC-USDT,9,c9,live\n"
    )
    assert asked(fake) == []


def test_a_dry_run_without_a_network_shows_the_request_all_the_same(run, fake):
    """What the order is worth is not known then, which is said."""
    fake.failure = errors.ConnectFailed("openapi.okx.com: refused")

    result = run(*PLACE.split(), "--dry-run")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["method"] == "POST"
    assert said(result) == ["its worth is not known: openapi.okx.com: refused"]


def test_a_dry_run_without_a_key_says_so(run, fake, monkeypatch):
    """It could not be sent."""
    for name in KEY:
        monkeypatch.delenv(f"OKX_{name}")

    result = run(*["order", "cancel", "BTC-USDT", "7", "--dry-run"])

    assert "no API key: it could not be sent" in result.stderr


def test_before_an_order_is_sent_it_is_shown_what_it_would_do(run, fake, someone):
    """Size, worth, and the price beside the book."""
    result = run(*PLACE.split(), "--tp", "120", stdin="y\n")

    assert result.stderr.splitlines()[:6] == [
        "buy BTC-USDT at 100 USDT (cash)",
        "  size        0.01 BTC",
        "  worth       1 USDT",
        "  book        100 bid, 100.5 ask",
        "  would       rest, 0.50% below the ask",
        "  take-profit from 120 on, at market",
    ]


def test_before_an_order_is_changed_it_is_shown_as_it_stands(run, fake, someone):
    """What is to be another, and what is filled already."""
    result = run("order", "amend", "BTC-USDT", "7", "--px", "1001.5", stdin="y\n")

    assert result.stderr.splitlines()[:4] == [
        "buy BTC-USDT, limit, live",
        "  price       1,000 → 1,001.5",
        "  size        3",
        "  filled      0.2",
    ]


@pytest.mark.parametrize(
    ("line", "given", "mode"),
    [
        ("order place BTC-USDT buy 0.01 --px 100", "", "cross"),
        ("order place BTC-USDT buy 0.01 --px 100", "--td-mode cash", "cash"),
        ("order place BTC-USDT-SWAP buy 1 --px 100", "", "cross"),
        ("order place BTC-USDT-SWAP buy 1 --px 100", "--td-mode isolated", "isolated"),
        ("algo place BTC-USDT sell 0.01 --sl 90", "", "cross"),
    ],
)
@pytest.mark.parametrize("level", [AcctLv.MULTI_CURRENCY, AcctLv.PORTFOLIO])
def test_a_pair_is_margined_as_the_account_wants_it(
    run, fake, line, given, mode, level
):
    """There the exchange takes no pair for cash."""
    fake.mode = level

    result = run("--env", "demo", *line.split(), *given.split(), "--yes")

    assert result.exit_code == 0, result.output
    assert asked(fake)[-1][1][0].td_mode == mode


@pytest.mark.parametrize("verb", ["order place", "algo place"])
def test_a_dry_run_goes_without_an_account(run, fake, verb):
    """It shows what most accounts send; what is to be sent wants to know."""
    prices = "--px 100" if verb == "order place" else "--sl 90"
    line = f"{verb} BTC-USDT buy 0.01 {prices} --yes"
    fake.mode = errors.ConnectFailed("no network")

    dry = run("--env", "demo", *line.split(), "--dry-run", "-o", "json")
    real = run("--env", "demo", *line.split())

    assert dry.exit_code == 0, dry.output
    assert json.loads(json.loads(dry.stdout)[0]["body"])["tdMode"] == "cash"
    assert real.exit_code == 5
    assert asked(fake) == []


def test_before_an_algo_order_is_sent_its_prices_are_shown(run, fake, someone):
    """And its size."""
    line = "algo place BTC-USDT-SWAP sell 2 --sl 90000 --tp 110000.5"

    result = run(*line.split(), stdin="y\n")

    assert result.stderr.splitlines()[:4] == [
        "sell BTC-USDT-SWAP (oco, cross)",
        "  size        2",
        "  take-profit from 110,000.5 on, at market",
        "  stop-loss   from 90,000 on, at market",
    ]


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), SystemExit(143)])
def test_who_interrupts_an_order_is_told_how_to_find_out(run, fake, failure):
    """O14, C3: it may have left already."""
    fake.failure = failure

    result = run(*PLACE.split(), "--yes")

    name = fake.calls[0][1][0].cl_ord_id
    assert f"okxsdk order resolve BTC-USDT {name}" in result.stderr
    assert result.exit_code in {130, 143, 1}


def test_who_interrupts_an_order_is_told_its_times(run, fake):
    """C3: without them nothing proves that it was not placed; and it is said once."""

    def interrupted(order):
        times = {"exp_time": 1_700_000_000.123, "sent_at": 1_699_999_995.0}
        logging.getLogger("okx_sdk.orders").warning("it was left", extra=times)
        raise KeyboardInterrupt

    fake.place_order = interrupted

    result = run(*PLACE.split(), "--yes")

    told = "--exp-time 1700000000123 --sent-at 1699999995000"
    assert f"{told}\n" in result.stderr
    assert "it was left" not in result.stderr


def test_a_price_far_beyond_the_book_is_warned_of(run, fake, someone):
    """Before the question."""
    line = PLACE.replace("100", "1000")

    result = run(*line.split(), stdin="n\n")

    warning = result.stderr.index("far beyond the book")
    assert warning < result.stderr.index("send it?")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("buy 0.011 --px 100", "sz 0.011 is no multiple of the lot 0.01"),
        ("buy 0.01 --px 100.05", "px 100.05 is no multiple of the tick 0.1"),
        ("buy 0.001 --px 100", "sz 0.001 is below the least size 0.01"),
    ],
)
def test_what_would_be_refused_at_sight_is_not_sent(run, fake, someone, line, told):
    """Exit 2, all that is wrong with it in one line."""
    result = run("order", "place", "BTC-USDT", *line.split())

    assert result.exit_code == 2
    assert told in said(result)[-1]
    assert asked(fake) == []


SENT = {
    "BTC-USDT buy 0.01 --px 100": {"td_mode": "cash", "ord_type": "limit"},
    "BTC-USDT-SWAP sell 3 --px 1": {"td_mode": "cross", "side": "sell"},
    "BTC-USDT buy 1 --market": {"ord_type": "market", "tgt_ccy": "base_ccy"},
    "BTC-USDT sell 1 --market": {"tgt_ccy": "base_ccy", "px": None},
    "BTC-USDT buy 50 --market --in-quote": {"tgt_ccy": "quote_ccy"},
    "BTC-USDT-SWAP buy 3 --market": {"tgt_ccy": None, "td_mode": "cross"},
    "X-Y-SWAP buy 3 --type optimal_limit_ioc": {"ord_type": "optimal_limit_ioc"},
    "BTC-USDT BUY 1 --px 1 --type post_only": {"ord_type": "post_only", "side": "buy"},
    "BTC-USDT buy 1 --px 1 --td-mode isolated --ccy usdt": {"ccy": "USDT"},
    "X-Y-SWAP sell 1 --market --reduce-only --pos-side long": {
        "reduce_only": True,
        "pos_side": "long",
    },
    "BTC-USDT buy 1 --px 1 --cl-ord-id mine --tag t": {"cl_ord_id": "mine", "tag": "t"},
}


@pytest.mark.parametrize("line", SENT)
def test_words_become_the_order_that_they_mean(run, fake, line):
    """Sizes of spot orders are in base currency for buys as for sells."""
    result = run("order", "place", *line.split(), "--yes")

    assert result.exit_code == 0, result.output
    ((_, (sent,), _),) = fake.calls
    assert {name: getattr(sent, name) for name in SENT[line]} == SENT[line]
    row = json.loads(result.stdout)
    assert (row["ord_id"], row["cl_ord_id"]) == ("77", sent.cl_ord_id)


def test_each_order_has_a_name_of_its_own(run, fake):
    """By which it can be found whatever happens."""
    for _ in range(3):
        run(*PLACE.split(), "--yes")

    names = {call[1][0].cl_ord_id for call in fake.calls}
    assert len(names) == 3
    assert all(len(name) == 26 for name in names)


MISTAKES = {
    "order place BTC-USDT buy 1": "give --px, or --market for an order without a limit",
    "order place BTC-USDT buy 1 --px 1 --market": "an order at market has no --px",
    "order place X-Y buy 1 --market --type fok": "and no other --type",
    "order place X-Y buy 0 --px 1": "'0' is not above zero",
    "order place X-Y buy 1 --px -1": "'-1' is not above zero",
    "order place X-Y buy 1e --px 1": "'1e' is no number",
    "order place X-Y buy 1_000 --px 1": "'1_000' is no number",
    "order place X-Y buy 1e500 --px 1": "'1e500' is no number",
    "order place X-Y buy 1e29 --px 1": "'1e29' has too many places",
    "order place X-Y buy 1 --px 1 --cl-ord-id a-b": "'a-b' is not of 1 to 32 letters",
    "order place X-Y buy 1 --px 1 --tag 12345678901234567": "is not of 1 to 16 letters",
    "order place X-Y hold 1 --px 1": "'hold' is not one of 'buy', 'sell'",
    "order place BTC buy 1 --px 1": "'BTC' is no instrument",
    "order place X-Y-SWAP buy 1 --market --in-quote": "--in-quote is for spot orders",
    "order place X-Y buy 1 --px 1 --in-quote": "--in-quote is for spot orders at market",
    "order amend X-Y 7": "give --px or --sz: there is nothing to change",
    "order amend X-Y": "Missing argument 'ID'",
    "order cancel X-Y": "Missing argument 'ID...'",
    "order resolve X-Y": "Missing argument 'NAME'",
    "order plaec": "no command 'plaec': did you mean place?",
    "algo list --history": "--history wants a --type",
    "algo place X-Y-SWAP buy 1": "give --tp, --sl or both; or --trigger",
    "algo place X-Y-SWAP buy 1 --tp 1 --trail 0.1": "give --tp, --sl or both",
    "algo place X-Y-SWAP buy 1 --trail 2": "--trail is a share below 1: 0.02 for 2 %",
    "algo place X-Y-SWAP buy --tp 1": "give a size, or --close",
    "algo place X-Y-SWAP buy 1 --tp 1 --close": "give a size, or --close",
    "transfer USDT 1": "Missing option '--from'",
    "transfer 'US DT' 1 --from funding": "'US DT' is no currency: write USDT",
    "transfer USDT 0 --from funding": "'0' is not above zero",
    "leverage X-Y-SWAP many": "'many' is no number",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake_is_told_before_anything_is_asked(run, fake, line):
    """Exit 2, and one line."""
    result = run(*shlex.split(line))

    assert result.exit_code == 2, result.output
    assert MISTAKES[line] in said(result)[-1]
    assert fake.calls == []


# Outcomes.


def unknown():
    error = errors.OrderOutcomeUnknown("no answer", inst_id="X-Y", cl_ord_id="mine")
    error.exp_time, error.sent_at = 1_700_000_000.123, 1_699_999_995.0
    return error


OUTCOMES = [
    (
        unknown(),
        7,
        "order resolve X-Y mine --exp-time 1700000000123 --sent-at 1699999995000",
    ),
    (
        errors.OrderNotPlaced(inst_id="X-Y", cl_ord_id="mine"),
        5,
        "safe to send it again",
    ),
    (errors.ClientOrderIdConflict(cl_ord_id="mine"), 4, "never used"),
    (errors.DuplicateOrderDetected(cl_ord_id="mine"), 7, "Look at all of them"),
    (errors.InsufficientBalance("no funds", code="51008"), 4, "code 51008"),
    (errors.ConnectFailed("refused"), 5, "could not be sent"),
    (errors.RateLimited("", code="50011"), 6, "Ask less often"),
    (errors.IpNotAllowed("", code="50110"), 3, "public IP"),
    (errors.InvalidArgument("it is a float"), 2, "t is a float"),
]


@pytest.mark.parametrize(("failure", "code", "told"), OUTCOMES)
def test_exit_codes_tell_what_became_of_an_order(run, fake, failure, code, told):
    """C3: 7 if that is not known, with the command that finds it out."""
    fake.failure = failure

    result = run("--profile", "", *PLACE.split(), "--yes")

    assert (result.exit_code, result.stdout) == (code, ""), result.output
    assert told in said(result)[-1]


def test_the_command_that_finds_out_asks_the_same_exchange(run, fake):
    """C3: as the same account."""
    fake.failure, fake.env = unknown(), "demo"

    result = run("--env", "demo", "--region", "eea", *PLACE.split())

    told = "Find out by: okxsdk --env demo --region eea order resolve X-Y mine"
    assert told in result.stderr


def test_what_has_no_resolution_is_looked_up_by_its_name(run, fake):
    """C3: an algo order that may have been placed."""
    failure = errors.ReadTimeout("", endpoint="POST /api/v5/trade/order-algo")
    fake.failure = failure

    result = run(*["algo", "place", "X-Y-SWAP", "sell", "1", "--sl", "9", "--yes"])

    name = fake.calls[0][1][0].algo_cl_ord_id
    assert result.exit_code == 7
    assert f"okxsdk api algo-trading get-algo-order --algo-cl-ord-id {name}" in (
        result.stderr
    )


@pytest.mark.parametrize(
    ("line", "lookup"),
    [
        ("order cancel X-Y 7", "order show X-Y 7"),
        ("order cancel X-Y 7 8", "orders X-Y"),
        ("order cancel-all X-Y", "orders"),
        ("algo cancel X-Y 5", "algo list X-Y"),
        ("leverage X-Y 5 --mode isolated", "leverage X-Y --mode isolated"),
    ],
)
def test_whatever_is_not_known_to_be_done_can_be_looked_up(run, fake, line, lookup):
    """C3: exit 7 comes with the command that finds out."""

    def lost(*_, **__):
        raise errors.ReadTimeout("", endpoint="POST /api/v5/x")

    fake.open = [order("7", inst_id="X-Y")]
    fake.cancel_orders = fake.cancel_all = lost
    fake.algo_trading = SimpleNamespace(cancel_algo_orders=lost)
    fake.account = SimpleNamespace(set_leverage=lost)

    result = run(*line.split(), "--yes")

    assert result.exit_code == 7
    assert said(result)[-1].endswith(f"Find out by: okxsdk {lookup}")


def test_an_order_is_resolved_by_its_name(run, fake):
    """As the error said."""
    result = run(
        *["order", "resolve", "X-Y", "mine"],
        *["--exp-time", "1700000000123", "--sent-at", "1699999995000"],
    )

    known = {"exp_time": 1_700_000_000.123, "sent_at": 1_699_999_995.0}
    assert json.loads(result.stdout)["recovered"] is True
    assert fake.calls == [("resolve_order", ("mine", "X-Y"), known)]


def test_orders_are_named_by_either_id(run, fake):
    """Digits are the exchange's, unless it is said that they are one's own."""
    run(*["order", "cancel", "X-Y", "7", "mine", "--yes"])
    run(*["order", "cancel", "X-Y", "8", "--by-name", "--yes"])

    named = [each for call in fake.calls for each in call[1][0]]
    assert [(each.ord_id, each.cl_ord_id) for each in named] == [
        ("7", None),
        (None, "mine"),
        (None, "8"),
    ]


def test_each_cancellation_tells_its_own_fate(run, fake):
    """The others are still cancelled; the exit code is that of the failure."""
    fake.gone = {"8"}

    some = run(*["order", "cancel", "BTC-USDT", "7", "8", "9", "--yes", "-o", "csv"])
    every = run(*["order", "cancel-all", "--yes", "-o", "csv"])

    assert some.stdout.splitlines()[1:] == [
        "BTC-USDT,7,,cancelling",
        "BTC-USDT,8,,Order does not exist.",
        "BTC-USDT,9,,filled",
    ]
    assert every.stdout.splitlines()[1:] == [
        "BTC-USDT,7,c7,cancelling",
        "ETH-USDT,8,,Order does not exist.",
        "BTC-USDT,9,c9,filled",
    ]
    assert (some.exit_code, every.exit_code) == (4, 4)


def test_without_open_orders_there_is_nothing_to_cancel(run, fake):
    """Nobody is asked about nothing."""
    fake.open = []

    result = run("order", "cancel-all", "--yes", "-o", "table")

    assert (result.exit_code, said(result)) == (0, ["no rows"])


@pytest.mark.parametrize(
    ("words", "kind", "fields"),
    [
        ("sell 1 --sl 90", "conditional", {"sl_trigger_px": 90, "sl_ord_px": -1}),
        ("sell 1 --sl 90 --tp 110", "oco", {"tp_trigger_px": 110, "tp_ord_px": -1}),
        ("buy 1 --trigger 90", "trigger", {"trigger_px": 90, "order_px": -1}),
        ("buy 1 --trigger 90 --px 89", "trigger", {"order_px": 89}),
        ("sell 1 --trail 0.02", "move_order_stop", {"callback_ratio": Decimal("0.02")}),
        (
            "sell --close --sl 90",
            "conditional",
            {"close_fraction": 1, "sz": None, "reduce_only": True},
        ),
    ],
)
def test_prices_say_which_kind_of_algo_order_it_is(run, fake, words, kind, fields):
    """What they place goes at market, unless a limit is given."""
    result = run(*["algo", "place", "BTC-USDT-SWAP"], *words.split(), "--yes")

    assert result.exit_code == 0, result.output
    ((_, (sent,), _),) = fake.calls
    assert sent.ord_type == kind
    assert {name: getattr(sent, name) for name in fields} == fields


def test_choices_are_members_of_the_enums():
    """They are written out, since the enums take long to import."""
    assert set(placing.TYPES) <= set(OrdType)
    assert set(placing.MODES) <= set(TdMode)
    assert set(placing.SIDES) == set(Side)
    assert set(algo_module.TYPES) == set(AlgoOrdType)
