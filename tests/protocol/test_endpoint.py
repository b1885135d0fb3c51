"""An endpoint is a decorated signature."""

import inspect
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import orjson
import pytest
from attrs import frozen
from fakes import envelope, reply
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.errors import ApiError, GatewayFailed, InvalidArgument, NotJson
from okx_sdk.models._base import Payload
from okx_sdk.protocol.endpoint import Body, Section, endpoint_of, get, post
from okx_sdk.protocol.envelope import Shape
from okx_sdk.protocol.pacing import per_ip, per_user
from okx_sdk.protocol.paging import by_row, newest_only

pytestmark = pytest.mark.anyio


@frozen
class Trade:
    """A trade."""

    trade_id: str
    px: Decimal


@frozen
class Order(Payload):
    """What is sent."""

    inst_id: str
    sz: Decimal


class Things(Section):
    """Declarations for these tests."""

    @get("/api/v5/things/trades", rate=per_ip(20), cursor="trade_id", page_size=100)
    async def get_trades(
        self,
        inst_id: str,
        *,
        after: str | None = None,
        limit: int | None = None,
        from_: datetime | None = None,
    ) -> list[Trade]:
        """Trades, newest first."""

    @get("/api/v5/things/trade", rate=None)
    async def get_trade(self) -> Trade:
        """One."""

    @get("/api/v5/things/maybe", rate=None, permission="read")
    async def get_maybe(self) -> Trade | None:
        """One or none."""

    @get("/api/v5/things/words", rate=None, signing="optional")
    async def get_words(self) -> list[str]:
        """Words."""

    @get("/api/v5/things/file", rate=None)
    async def get_file(self) -> bytes:
        """A file."""

    @post("/api/v5/things/set", rate=per_user(5, by="inst_id"), permission="trade")
    async def set_thing(
        self, inst_id: str, *, on: bool | None = None, sz: Decimal | None = None
    ) -> None:
        """Set."""

    @post("/api/v5/things/orders", rate=per_user(300, 2), permission="trade")
    async def place_orders(self, orders: Body[Sequence[Order]]) -> list[Trade]:
        """Place."""

    @post("/api/v5/things/order", rate=None, provisional=True)
    async def place_order(self, order: Body[Order]) -> Trade:
        """Place one."""

    @post("/api/v5/things/several", rate=None)
    async def set_several(
        self, names: Sequence[str], *, ips: str | Sequence[str] | None = None
    ) -> None:
        """Set several."""

    @get("/api/v5/things/walk", rate=None, cursor=newest_only)
    async def get_walk(self) -> list[dict[str, Any]]:
        """Plain."""


class Recorder:
    """An engine that keeps what it is asked."""

    def __init__(self) -> None:
        self.calls = []

    async def call(self, endpoint, arguments):
        self.calls.append((endpoint.name, arguments))
        return "answer"


def request_of(method, *args, **kwargs):
    endpoint = endpoint_of(method)
    return endpoint.request(endpoint.arguments(args, kwargs))


async def test_a_call_reaches_the_engine_with_its_arguments_by_name():
    """What is `None` is left out."""
    engine = Recorder()

    answer = await Things(engine).get_trades("BTC-USDT", limit=5, after=None)

    assert answer == "answer"
    assert engine.calls == [("get_trades", {"inst_id": "BTC-USDT", "limit": 5})]


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [((), {}), (("a", "b"), {}), (("a",), {"bar": 1}), (("a",), {"inst_id": "a"})],
)
def test_wrong_arguments_are_told_with_the_methods_name(args, kwargs):
    """As Python would, but as one of our errors."""
    with pytest.raises(InvalidArgument, match=r"(?i)^get_trades: "):
        endpoint_of(Things.get_trades).arguments(args, kwargs)


def test_a_get_has_its_arguments_in_the_query():
    """By OKX's words, in the order given, and no body."""
    request = request_of(
        Things.get_trades, "BTC-USDT", limit=5, from_=datetime(2026, 1, 1, tzinfo=UTC)
    )

    assert request.method == "GET"
    assert request.path == (
        "/api/v5/things/trades?instId=BTC-USDT&limit=5&from=1767225600000"
    )
    assert request.body == b""


def test_a_path_without_arguments_has_no_question_mark():
    """It would be part of what is signed."""
    assert request_of(Things.get_trade).path == "/api/v5/things/trade"


@given(st.text(min_size=1))
def test_any_text_survives_the_query(text):
    """Invariant 18: escaped once, in ASCII, and the same for signing and sending."""
    path = request_of(Things.get_trades, text).path

    assert path.isascii()
    assert path.isprintable()
    assert " " not in path
    assert parse_qsl(path.partition("?")[2], strict_parsing=True) == [("instId", text)]


def test_commas_and_colons_stay_as_they_are():
    """OKX's own lists and names hold them."""
    assert request_of(Things.get_trades, "BTC,ETH:x").path.endswith("?instId=BTC,ETH:x")


def test_a_post_has_its_arguments_in_a_json_body():
    """Numbers are texts, booleans are JSON's."""
    request = request_of(Things.set_thing, "BTC-USDT", on=False, sz=Decimal("1E+2"))

    assert request.path == "/api/v5/things/set"
    assert request.body == b'{"instId":"BTC-USDT","on":false,"sz":"100"}'


def test_several_texts_are_a_list_unless_one_alone_would_do():
    """Then commas join them, as the exchange documents it."""
    request = request_of(Things.set_several, ["a", "b"], ips=["1.1.1.1", "2.2.2.2"])

    assert orjson.loads(request.body) == {"names": ["a", "b"], "ips": "1.1.1.1,2.2.2.2"}


def test_a_parameter_that_is_the_body_is_all_of_it():
    """A list at the top, or one object."""
    order = Order("BTC-USDT", Decimal("0.50"))

    many = request_of(Things.place_orders, [order, order])
    one = request_of(Things.place_order, order)

    assert orjson.loads(many.body) == [{"instId": "BTC-USDT", "sz": "0.50"}] * 2
    assert orjson.loads(one.body) == {"instId": "BTC-USDT", "sz": "0.50"}


@pytest.mark.parametrize(
    ("method", "signing"),
    [
        (Things.get_trades, "never"),
        (Things.get_words, "optional"),
        (Things.get_maybe, "always"),
        (Things.set_thing, "always"),
    ],
)
def test_what_wants_a_permission_is_signed(method, signing):
    """And what is public is not."""
    assert endpoint_of(method).signing == signing


@pytest.mark.parametrize(
    ("method", "shape"),
    [
        (Things.get_trades, Shape(Trade, many=True)),
        (Things.get_trade, Shape(Trade)),
        (Things.get_maybe, Shape(Trade, absent=True)),
        (Things.get_words, Shape(str, many=True)),
        (Things.get_file, Shape(bytes)),
        (Things.set_thing, Shape(None)),
        (Things.get_walk, Shape(dict[str, Any], many=True)),
    ],
)
def test_the_return_annotation_says_how_the_data_is_read(method, shape):
    """All rows, the only one, one or none, nothing, or the bytes."""
    assert endpoint_of(method).shape == shape


def test_a_declaration_is_data():
    """What the twin, the commands, the docs and the sandbox are made from."""
    endpoint = endpoint_of(Things.get_trades)

    assert str(endpoint) == "GET /api/v5/things/trades"
    assert endpoint.name == "get_trades"
    assert endpoint.cursor == by_row("trade_id")
    assert endpoint.page_size == 100
    assert not endpoint.provisional
    assert endpoint_of(Things.place_order).provisional
    assert "function" not in repr(endpoint)


def test_a_decorated_method_keeps_its_signature_and_docstring():
    """Editors and `help` show what is written."""
    parameters = inspect.signature(Things.get_trades).parameters

    assert list(parameters) == ["self", "inst_id", "after", "limit", "from_"]
    assert Things.get_trades.__name__ == "get_trades"
    assert Things.get_trades.__doc__ == "Trades, newest first."
    assert inspect.iscoroutinefunction(Things.get_trades)


def test_a_bound_method_has_the_same_declaration():
    """As `pages(okx.market.get_trades)` gives it."""
    bound = Things(Recorder()).get_trades

    assert endpoint_of(bound) is endpoint_of(Things.get_trades)


@pytest.mark.parametrize("method", [len, print, lambda: None, Things])
def test_what_is_no_endpoint_is_refused(method):
    """With what it was."""
    with pytest.raises(InvalidArgument, match="no endpoint"):
        endpoint_of(method)


WHO = {"ip": "here", "user": "me"}


def test_a_call_takes_one_place_of_its_bucket():
    """Buckets differ by endpoint, by who is asking, and by the named parameters."""
    one = endpoint_of(Things.set_thing)

    (demand,) = one.demands({"inst_id": "BTC-USDT"}, WHO)
    (other,) = one.demands({"inst_id": "ETH-USDT"}, WHO)
    (public,) = endpoint_of(Things.get_trades).demands({"inst_id": "BTC-USDT"}, WHO)

    assert demand.rate == per_user(5, by="inst_id")
    assert demand.cost == 1
    assert len({demand.key, other.key, public.key}) == 3
    assert "here" in public.key
    assert "me" in demand.key


def test_what_has_no_documented_limit_demands_nothing():
    """It is not paced."""
    assert endpoint_of(Things.get_trade).demands({}, WHO) == []


def test_a_reply_is_read_to_the_declared_rows():
    """From the bytes to values."""
    body = envelope([{"tradeId": "1", "px": "0.10"}])

    assert endpoint_of(Things.get_trades).read(reply(body)) == [
        Trade("1", Decimal("0.10"))
    ]


def test_a_file_is_given_as_it_came():
    """If it says that it is one."""
    headers = {"content-type": "application/octet-stream;charset=UTF-8"}

    assert (
        endpoint_of(Things.get_file).read(reply(b"\x00PK", 200, headers)) == b"\x00PK"
    )


def test_an_error_is_no_file():
    """N12: a gateway's page and the exchange's refusal are told, not handed over."""
    endpoint = endpoint_of(Things.get_file)
    headers = {"content-type": "application/octet-stream"}

    with pytest.raises(GatewayFailed):
        endpoint.read(reply(b"oops", 503, headers))
    with pytest.raises(ApiError, match="50011"):
        endpoint.read(reply(envelope([], "50011", "slow down")))
    with pytest.raises(NotJson):
        endpoint.read(reply(b"PK"))
