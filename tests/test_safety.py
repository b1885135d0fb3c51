"""Nothing goes where it should not, nothing twice, and no secret anywhere."""

import ast
import gc
import json
import logging
from contextlib import suppress
from pathlib import Path

import anyio
import httpx
import pytest
from canary import CANARIES, holds_one, searched
from fakes import START, VirtualClock

from okx_sdk import AsyncClient, Credentials
from okx_sdk._redaction import LOGGERS, struck
from okx_sdk.credentials import Secret
from okx_sdk.errors import CredentialsMissing, OkxError, RedirectRefused
from okx_sdk.models.enums import WithdrawDest
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.protocol.signing import login_args, rest_headers
from okx_sdk.sandbox import keys

KEY = Credentials("canary-api-key-1234", "canary-secret", "canary-passphrase")
ORDER = NewOrder("BTC-USDT", "cash", "buy", "limit", "1", px="1")
SECRETS = ("canary-api-key", "canary-secret", "canary-passphrase")


class Wire(httpx.AsyncBaseTransport):
    """Gives the same answer to all, and remembers what was asked."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    async def handle_async_request(self, request):
        await anyio.lowlevel.checkpoint()
        self.asked.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        status, body, headers = self.answer
        return httpx.Response(status, content=body, headers=headers)


def answer(status=200, body=b'{"code":"0","msg":"","data":[]}', **headers):
    return status, body, headers


def client(said, **options):
    wire = Wire(said)
    options.setdefault("credentials", KEY)
    return AsyncClient(transport=wire, clock=VirtualClock(START), **options), wire


# Withdrawals.

FAILURES = {
    "not sent": httpx.ConnectError("refused"),
    "lost": httpx.ReadError("reset"),
    "no answer": httpx.ReadTimeout(""),
    "busy": answer(503, b"<html>"),
    "asked too often": answer(429, b'{"code":"50011","msg":"Too Many Requests"}'),
    "given up": answer(400, b'{"code":"50004","msg":"Endpoint request timeout"}'),
    "the clock": answer(401, b'{"code":"50102","msg":"Timestamp request expired"}'),
    "no JSON": answer(200, b"{"),
}


async def withdraw(funding):
    dest = WithdrawDest.ON_CHAIN
    await funding.withdraw_funds("BTC", "1", dest=dest, to_addr="x", client_id="y1")


async def transfer(funding):
    await funding.transfer_funds("BTC", "1", from_="6", to="18", client_id="y1")


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("verb", [withdraw, transfer])
async def test_what_moves_funds_is_sent_once_whatever_happens(
    anyio_backend, failure, verb
):
    """Section 7.3: not even after a failure that proves that nothing was sent."""
    okx, wire = client(failure)
    async with okx:
        with pytest.raises(OkxError):
            await verb(okx.funding)

    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda okx: okx.place_order(ORDER),
        lambda okx: okx.place_orders([ORDER]),
        lambda okx: okx.amend_order(AmendOrder("BTC-USDT", ord_id="1", new_px="1")),
        lambda okx: okx.cancel_order("BTC-USDT", ord_id="1"),
    ],
    ids=["place", "place several", "amend", "cancel"],
)
async def test_an_order_without_a_key_asks_nobody(anyio_backend, ask):
    """Nor for the time, which might take as long as an order may wait."""
    okx, wire = client(httpx.ConnectError("refused"), credentials=None)
    async with okx:
        try:
            (told,) = await ask(okx)
        except OkxError as error:
            told = error

    assert isinstance(told, CredentialsMissing)
    assert wire.asked == []


async def test_an_order_that_is_left_without_an_outcome_leaves_its_times(
    anyio_backend, caplog
):
    """C3: whoever looks for it later needs them to prove that it was not placed."""

    class Silent(Wire):
        async def handle_async_request(self, request):
            if request.method == "POST":
                scope.cancel()
            return await super().handle_async_request(request)

    time = b'{"code":"0","data":[{"ts":"%d"}]}' % (START * 1000)
    wire, clock = Silent(answer(body=time)), VirtualClock(START)
    async with AsyncClient(transport=wire, clock=clock, credentials=KEY) as okx:
        with anyio.CancelScope() as scope:
            await okx.place_order(ORDER)

    (left,) = [record for record in caplog.records if hasattr(record, "exp_time")]
    assert left.name == "okx_sdk.orders"
    assert left.sent_at <= START < left.exp_time <= START + 6


# Hosts.


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/api/v5/x",
        "/api/v5/../../x",
        "/api/v5/@evil.example",
        "/api/v5/x#@evil.example/",
        "https://evil.example/api/v5/x",
        "@evil.example/api/v5/x",
    ],
)
async def test_no_path_leads_a_signed_request_to_another_host(anyio_backend, path):
    """It is refused, or asked of the region's own host."""
    okx, wire = client(answer(), region="eea")
    async with okx:
        try:
            await okx.request("GET", path)
        except OkxError:
            assert wire.asked == []

    assert {request.url.host for request in wire.asked} <= {"eea.okx.com"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_signed_request_follows_no_redirect(anyio_backend, status):
    """Its headers would go along."""
    okx, wire = client(answer(status, b"", Location="https://evil.example/"))
    async with okx:
        with pytest.raises(RedirectRefused):
            await okx.account.get_account_config()

    assert [request.url.host for request in wire.asked] == ["openapi.okx.com"]


@pytest.mark.parametrize(
    ("env", "marked"), [("demo", "1"), ("live", None), ("sandbox", None)]
)
async def test_a_demo_client_marks_each_request_and_a_live_one_none(
    anyio_backend, env, marked
):
    """P16: by construction, for the hosts are the same."""
    base = {"base_url": "http://127.0.0.1:1"} if env == "sandbox" else {}
    okx, wire = client(answer(), env=env, **base)
    async with okx:
        await okx.request("GET", "/api/v5/account/balance")
        await okx.request("POST", "/api/v5/trade/order", body={})

    sent = [request.headers.get("x-simulated-trading") for request in wire.asked]
    assert sent == [marked, marked]


async def test_a_netrc_file_is_left_alone(anyio_backend, monkeypatch, tmp_path):
    """A password for a host is none for a signed call."""
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password canary-netrc\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    okx, wire = client(answer())
    async with okx:
        await okx.request("GET", "/api/v5/account/balance")

    assert "authorization" not in wire.asked[0].headers


@pytest.mark.parametrize(
    "url",
    ["http://me:canary-secret@h:bad", "ftp://me:canary-secret@h", "socks5://h:1"],
)
async def test_a_proxy_of_the_environment_that_is_none_is_told(
    anyio_backend, monkeypatch, url
):
    """N14: one of our errors, nothing sent, and no password in it."""
    monkeypatch.setenv("HTTPS_PROXY", url)
    async with AsyncClient(credentials=KEY) as okx:
        with pytest.raises(OkxError, match="proxy that the environment names") as it:
            await okx.account.get_account_config()

    assert it.value.outcome == "not_sent"
    assert it.value.__context__ is None
    assert "canary" not in f"{it.value} {it.value!r} {vars(it.value)}"


@pytest.mark.parametrize(
    "echo",
    [
        lambda sent: answer(502, f"<html>{sent}".encode()),
        lambda sent: answer(403, f"denied {sent}".encode()),
        lambda sent: answer(200, f"{sent} <".encode()),
        lambda sent: answer(200, json.dumps({"code": "50119", "msg": sent}).encode()),
        lambda sent: answer(200, json.dumps({"code": sent, "msg": ""}).encode()),
    ],
    ids=["gateway", "edge", "no JSON", "a message", "a code"],
)
async def test_what_is_sent_back_in_an_answer_is_not_told(anyio_backend, echo):
    """F16: some gateways show the headers that they were sent."""

    class Mirror(Wire):
        async def handle_async_request(self, request):
            name = "OK-ACCESS-PASSPHRASE"
            sent = f"{name}: {request.headers.get(name)} {KEY.api_key}"
            self.answer = echo(sent)
            return await super().handle_async_request(request)

    wire, clock = Mirror(answer()), VirtualClock(START)
    async with AsyncClient(transport=wire, clock=clock, credentials=KEY) as okx:
        with pytest.raises(OkxError) as caught:
            await okx.request("POST", "/api/v5/trade/order", body={})

    error = caught.value
    assert "***" in str(error)
    for secret in SECRETS:
        assert secret not in f"{error} {error!r} {error.args} {vars(error)}"


# Logs.

SAID = {
    "a known secret": ("signing with canary-secret now", "signing with *** now"),
    "a known key": ("key canary-api-key-1234", "key ***"),
    "a header": ("OK-ACCESS-SIGN: q+w/e==", "OK-ACCESS-SIGN: ***"),
    "a pair": ("[(b'ok-access-sign', b'q+w/e==')]", "[(b'ok-access-sign', b'***')]"),
    "a mapping": (
        "{'OK-ACCESS-KEY': 'x-y', 'a': 1}",
        "{'OK-ACCESS-KEY': '***', 'a': 1}",
    ),
    "a proxy's header": (
        "Proxy-Authorization: Basic bWU6eA==",
        "Proxy-Authorization: ***",
    ),
    "a login": (
        '{"op":"login","args":[{"apiKey":"k","passphrase":"p","sign":"s"}]}',
        '{"op":"login","args":[{"apiKey":"***","passphrase":"***","sign":"***"}]}',
    ),
    "a URL": ("by way of http://me:pw@proxy:3128", "by way of http://***@proxy:3128"),
    "what is none": (
        "GET https://openapi.okx.com/api/v5/account/balance?ccy=BTC sign of life",
        "GET https://openapi.okx.com/api/v5/account/balance?ccy=BTC sign of life",
    ),
}


@pytest.mark.parametrize(("said", "kept"), SAID.values(), ids=SAID)
def test_a_log_says_all_but_secrets(caplog, said, kept):
    """F16: whichever logger it goes through, at any level, in pieces or whole."""
    half = len(said) // 2
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)
        logging.getLogger(name).debug(said)
        logging.getLogger(name).debug("%s%s", said[:half], said[half:])

    assert set(caplog.messages) == {kept}
    assert len(caplog.messages) == 2 * len(LOGGERS)


def test_a_log_of_an_error_says_all_but_secrets(caplog):
    """With the traceback; and one whose arguments do not fit does no harm."""
    logger = logging.getLogger("httpx")
    try:
        {}["canary-secret"]
    except KeyError:
        logger.exception("it failed")
    logger.error("%d", "canary-secret")

    assert "KeyError: '***'" in caplog.text
    assert "canary-secret" not in caplog.text


AWKWARD = [
    'Pass "1\\x canary',
    "it's canary-1",
    "a,b) canary\\n",
    "q'\"\\ canary",
    '\\"canary',
]


def shown_by(passphrase):
    """A passphrase in a frame and in headers, as they are logged."""
    frame = json.dumps({"args": [{"apiKey": "k", "passphrase": passphrase}], "op": "x"})
    header = {"OK-ACCESS-PASSPHRASE": passphrase}
    pairs = [(name.encode(), text.encode()) for name, text in header.items()]
    return [frame, repr(frame), repr(frame.encode()), repr(header), repr(pairs)]


@pytest.mark.parametrize("passphrase", AWKWARD)
def test_a_passphrase_is_struck_out_however_it_is_quoted(passphrase):
    """F16: quotes and backslashes are escaped in logs; OKX wants such characters."""
    known = Credentials("canary-api-key-1234", "canary-secret", passphrase)
    frame, *_ = forms = shown_by(passphrase)

    twice = [repr([each]) for each in forms]
    for said in (passphrase, *forms, *twice, json.dumps(frame), json.dumps(forms)):
        assert "canary" not in struck(said), said
    assert known.passphrase.reveal() == passphrase


@pytest.mark.parametrize("passphrase", AWKWARD)
def test_what_looks_like_a_passphrase_is_struck_out_to_its_end(passphrase):
    """F16: of another program's client, or of a frame that is cut short."""
    for said in shown_by(passphrase):
        assert "canary" not in struck(said), said
        whole = said.index("canary") + 6
        assert "cana" not in struck(said[: whole - 2]), said
    assert struck(shown_by(passphrase)[0]).endswith('"passphrase": "***"}], "op": "x"}')


def test_a_secret_that_is_gone_is_known_no_more():
    """A process that makes many clients does not keep their keys."""
    secret = Secret("canary-of-a-moment")
    assert struck("canary-of-a-moment") == "***"
    del secret
    gc.collect()

    assert struck("canary-of-a-moment") == "canary-of-a-moment"


def test_every_logger_of_ours_is_listed():
    """A logger's filter does not hear those below it."""
    root = Path(__file__).parents[1] / "okx_sdk"
    named = {
        node.args[0].value
        for path in root.rglob("*.py")
        if "getLogger" in (text := path.read_text())
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("getLogger")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert named <= set(LOGGERS)


def test_what_is_signed_is_struck_out_in_any_form(caplog):
    """F16: the headers of a call, and the arguments of a login."""
    caplog.set_level(logging.DEBUG, logger="httpcore.http11")
    logger = logging.getLogger("httpcore.http11")
    headers = dict(rest_headers(KEY, "GET", "/x", b"", START))
    login = dict(login_args(KEY, int(START)))

    for shown in (headers, list(headers.items()), login, httpx.Headers(headers).raw):
        logger.debug("sent %r", shown)

    for secret in (*SECRETS, headers["OK-ACCESS-SIGN"], login["sign"]):
        assert secret not in caplog.text
    assert str(int(START)) in caplog.text


@pytest.mark.slow  # starts the sandbox, and speaks to it over sockets
@pytest.mark.parametrize("by", ["okx_sdk", "httpcore"])
async def test_a_session_at_root_debug_writes_no_secret(
    anyio_backend, caplog, capfd, by
):
    """Goal 22: REST that succeeds and fails, and a stream that logs in."""
    seam = httpx.AsyncHTTPTransport() if by == "httpcore" else None
    caplog.set_level(logging.DEBUG)
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)
    async with AsyncClient(env="sandbox", transport=seam) as okx:
        await okx.get_ticker("BTC-USDT")
        for path in ("/api/v5/account/balance", "/api/v5/no/such/path"):
            with suppress(OkxError):
                await okx.request("GET", path)
        async with okx.channels.private.account():
            pass
    shown = caplog.text + "".join(capfd.readouterr())

    assert by in {name.partition(".")[0] for name, *_ in caplog.record_tuples}
    assert not holds_one(shown)
    assert keys.API_KEY not in shown
    assert "OK-ACCESS-SIGN: " not in shown


# The search at the end of the session.


def test_the_search_finds_what_was_written(tmp_path):
    """A search that finds nothing might be blind."""
    (tmp_path / "clean").write_text("nothing")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "log").write_text(f"x {CANARIES[0]} y")
    found = list(searched([tmp_path]))
    (tmp_path / "deep" / "log").unlink()

    assert found == [str(tmp_path / "deep" / "log")]
    assert not holds_one("nothing")
