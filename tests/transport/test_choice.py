"""Which transport carries HTTP, and that nothing that stands in between is left out."""

from __future__ import annotations

import functools
import ssl
from contextlib import asynccontextmanager
from unittest import mock

import anyio
import httpx
import pytest
import trustme

from okx_sdk.errors import ConnectFailed, ConnectionLost, OkxError, ProxyFailed
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.signing import Headers
from okx_sdk.transport.choice import chosen
from okx_sdk.transport.http import HttpTransport
from okx_sdk.transport.lean import LeanTransport

URL = "https://openapi.okx.com"
GET = Request("GET", "/api/v5/things?a=1", b"", "never")
NONE = Headers({})


def made(url=URL, *, proxy=None, verify=None, seam=None):
    return chosen(httpx.URL(url), proxy=proxy, verify=verify, seam=seam)


def test_straight_to_the_host_it_is_ours():
    """Encrypted or not."""
    assert isinstance(made(), LeanTransport)
    assert isinstance(made("http://127.0.0.1:1"), LeanTransport)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy", "ALL_PROXY"])
def test_where_a_proxy_is_named_it_is_httpx(monkeypatch, name):
    """N14: whom a proxy serves and whom NO_PROXY spares, httpx knows."""
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert not isinstance(made(), LeanTransport)
    monkeypatch.setenv("NO_PROXY", "*")
    assert not isinstance(made(), LeanTransport)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
async def test_this_machine_is_asked_directly(anyio_backend, monkeypatch, host, name):
    """What is plain there would be read by the proxy, with all that is signed."""
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    assert isinstance(made(f"http://{host}:2"), LeanTransport)

    monkeypatch.setattr("okx_sdk.transport.choice._is_httpx_as_it_was", lambda: False)
    stood_in = made(f"http://{host}:2")
    way = stood_in._client._transport_for_url(httpx.URL(f"http://{host}:2/x"))
    assert way is stood_in._client._transport
    await stood_in.aclose()


def test_an_empty_proxy_is_none(monkeypatch):
    """As for httpx."""
    monkeypatch.setenv("HTTPS_PROXY", "")

    assert isinstance(made(), LeanTransport)


def test_a_seam_is_used_as_it_is_and_a_proxy_goes_before_it():
    """As ever."""
    seam = httpx.MockTransport(lambda _: httpx.Response(200))

    assert made(seam=seam) is seam
    assert made(seam=seam, proxy="http://127.0.0.1:1") is not seam


@pytest.mark.parametrize("proxy", ["ftp://canary:canary@p", "http://canary:c@p:canary"])
def test_a_proxy_that_is_none_is_refused_without_repeating_it(proxy):
    """N14: the password is not told."""
    with pytest.raises(ProxyFailed) as caught:
        made(proxy=proxy)

    assert "canary" not in str(caught.value)


def test_the_environment_may_name_the_authorities(monkeypatch, tmp_path):
    """N2: SSL_CERT_FILE, as for httpx, and a context that is given goes before it."""
    own, other = trustme.CA(), trustme.CA()
    path = tmp_path / "ca.pem"
    own.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.create_default_context()
    other.configure_trust(context)

    trusted = made()._connector._verify.get_ca_certs()
    assert len(trusted) == 1
    assert made(verify=context)._connector._verify is context
    monkeypatch.delenv("SSL_CERT_FILE")
    expected = httpx.create_ssl_context().get_ca_certs()
    assert made()._connector._verify.get_ca_certs() == expected


async def elsewhere(*_args, **_options):
    """What a mock or a tracer puts in the place of what sends."""
    return httpx.Response(200, json={})


class Wrapper:
    """Takes itself for what it wraps, as tracers' wrappers do."""

    def __init__(self, wrapped):
        self.wrapped = wrapped

    @property
    def __class__(self):
        return type(self.wrapped)

    def __getattr__(self, name):
        return getattr(self.wrapped, name)


STAND_INS = {
    "a function": lambda _: elsewhere,
    "a function with its name": lambda real: functools.wraps(real)(elsewhere),
    "a mock": lambda _: mock.AsyncMock(),
    "a wrapper": Wrapper,
}


@pytest.mark.parametrize("stand_in", STAND_INS.values(), ids=STAND_INS)
@pytest.mark.parametrize(
    "where",
    [
        "httpx.AsyncHTTPTransport.handle_async_request",
        "httpx.AsyncClient.send",
        "httpcore.AsyncConnectionPool.handle_async_request",
    ],
)
def test_what_is_put_in_the_place_of_httpx_is_used(monkeypatch, where, stand_in):
    """A test that mocks httpx must not trade: its requests still go to the mock."""
    package, kind, name = where.split(".")
    owner = getattr(pytest.importorskip(package), kind)
    monkeypatch.setattr(owner, name, stand_in(getattr(owner, name)))

    assert not isinstance(made(), LeanTransport)


async def test_a_mock_of_httpx_gets_the_request(anyio_backend, monkeypatch):
    """And its answer is ours."""
    seen = []

    async def answer(self, request):
        seen.append((request.method, str(request.url)))
        return httpx.Response(200, content=b"{}")

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer)
    async with HttpTransport(URL, timeout=1) as transport:
        assert (await transport.send(GET, NONE)).body == b"{}"

    assert seen == [("GET", f"{URL}/api/v5/things?a=1")]


REFUSALS = {
    "407": (b"HTTP/1.1 407 Who are you?\r\nContent-Length: 0\r\n\r\n", ProxyFailed),
    "403": (b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", ProxyFailed),
    "drops": (b"", ConnectionLost),
}


@asynccontextmanager
async def proxying(answer):
    """A proxy that says one thing to all; gives its address and what it has heard."""
    heard = []

    async def serve(stream):
        async with stream:
            heard.append((await stream.receive()).split(b"\r\n")[0])
            if answer:
                await stream.send(answer)

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        port = listener.extra(anyio.abc.SocketAttribute.local_port)
        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, serve)
            yield f"http://canary:canary@127.0.0.1:{port}", heard
            group.cancel_scope.cancel()


TIDY, UNTIDY = "/api/v5/things?a=1", "/api/./v5//things?a=[%zz]"


@pytest.mark.parametrize("path", [TIDY, UNTIDY])
@pytest.mark.parametrize("by_environment", [False, True])
@pytest.mark.parametrize(("answer", "kind"), REFUSALS.values(), ids=REFUSALS)
async def test_a_proxy_is_asked_and_opens_no_tunnel(
    anyio_backend, monkeypatch, by_environment, answer, kind, path
):
    """N14: for the host, typed, and without its password."""
    async with proxying(answer) as (proxy, heard):
        if by_environment:
            monkeypatch.setenv("HTTPS_PROXY", proxy)
        named = None if by_environment else proxy
        async with HttpTransport(URL, timeout=5, proxy=named) as transport:
            with pytest.raises(OkxError) as caught:
                await transport.send(Request("GET", path, b"", "never"), NONE)

    assert type(caught.value) is kind
    assert "canary" not in str(caught.value)
    assert heard == [b"CONNECT openapi.okx.com:443 HTTP/1.1"]


@pytest.mark.parametrize("path", [TIDY, UNTIDY])
async def test_a_request_through_a_proxy_goes_out_as_it_was_signed(anyio_backend, path):
    """Invariant 18: behind a proxy too."""
    async with proxying(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as (
        proxy,
        heard,
    ):
        async with HttpTransport(
            "http://host.invalid", timeout=5, proxy=proxy
        ) as transport:
            reply = await transport.send(Request("GET", path, b"", "never"), NONE)

    assert reply.body == b"{}"
    assert heard == [b"GET http://host.invalid%b HTTP/1.1" % path.encode()]


async def test_a_proxy_that_is_down(anyio_backend):
    """N14: not sent."""
    async with HttpTransport(URL, timeout=5, proxy="http://127.0.0.1:1") as transport:
        with pytest.raises(ConnectFailed):
            await transport.send(GET, NONE)
