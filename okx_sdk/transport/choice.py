"""What carries HTTP: our own transport where nothing stands between, or else httpx's."""

from __future__ import annotations

import ssl
import sys
import urllib.request
from pathlib import Path
from types import FunctionType

import httpx

from okx_sdk.errors import ProxyFailed
from okx_sdk.transport.lean import KEPT, MOST_CONNECTIONS, LeanTransport
from okx_sdk.transport.tcp import TcpConnector, is_loopback

__all__ = ["chosen"]

_WAYS = (
    ("httpx", "AsyncClient", "send"),
    ("httpx", "AsyncClient", "_send_single_request"),
    ("httpx", "AsyncHTTPTransport", "handle_async_request"),
    ("httpcore", "AsyncConnectionPool", "handle_async_request"),
)
"""What recorders, mocks and tracers of httpx put themselves in the place of."""


def chosen(
    url: httpx.URL,
    *,
    proxy: str | None,
    verify: ssl.SSLContext | None,
    seam: httpx.AsyncBaseTransport | None,
) -> httpx.AsyncBaseTransport:
    """What carries requests to a host.

    Our own transport speaks to the host itself and to nothing else: proxies are httpx's,
    and so is everything as soon as somebody has put something in its place. A test that
    is not to reach the exchange does not reach it.

    Args:
        url: scheme, host and port.
        proxy: URL of a proxy; without it the environment may name one, though not for
            this machine.
        verify: a TLS context, for a private certificate authority.
        seam: what the caller has for it; a proxy goes before it.

    Raises:
        ProxyFailed: the proxy is none that can be used.
    """
    if proxy is None and seam is not None:
        return seam
    # This machine is asked directly: what is plain there would be read by a proxy.
    direct = url.host if is_loopback(url.host) else None
    is_proxied = proxy or (direct is None and _environment_has_proxies())
    if is_proxied or not _is_httpx_as_it_was():
        return _ByClient(_client(proxy, verify, seam, direct))
    if url.scheme == "https":
        verify = httpx.create_ssl_context(verify or True)
        verify.set_alpn_protocols(["http/1.1"])
    connector = TcpConnector(verify=verify, trust_env=False)
    return LeanTransport(url, connector)


def _environment_has_proxies() -> bool:
    """Whether any is named, be it for other hosts: which are spared, httpx knows."""
    proxies = urllib.request.getproxies()
    return any(proxies.get(scheme) for scheme in ("http", "https", "all"))


def _is_httpx_as_it_was() -> bool:
    """Whether nobody has put something in the place of what sends."""
    for package, kind, name in _WAYS:
        module = sys.modules.get(package)
        if module is None:
            continue
        function = getattr(getattr(module, kind), name, None)
        home = str(Path(str(module.__file__)).parent)
        # Some wrappers take themselves for what they wrap, but not for type().
        if type(function) is not FunctionType:
            return False
        if not function.__code__.co_filename.startswith(home):
            return False
    return True


class _ByClient(httpx.AsyncBaseTransport):
    """httpx's own client, which finds the way by itself."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        # Left where it is, it would also be what the proxy is asked to connect to.
        target = request.extensions.pop("target", None)
        if target is not None:
            request.url = _Untidied(request.url, target)
        return await self._client.send(request, stream=True)

    async def aclose(self) -> None:
        await self._client.aclose()


class _Untidied(httpx.URL):
    """A URL whose path and query are sent as they stand."""

    def __init__(self, url: httpx.URL, target: bytes) -> None:
        super().__init__(url)
        self._target = target

    @property
    def raw_path(self) -> bytes:
        return self._target


def _client(
    proxy: str | None,
    verify: ssl.SSLContext | None,
    seam: httpx.AsyncBaseTransport | None,
    direct: str | None,
) -> httpx.AsyncClient:
    """The client of httpx; *direct* is a host that no proxy of the environment is for."""
    host = f"[{direct}]" if direct and ":" in direct else direct
    try:
        return httpx.AsyncClient(
            transport=seam,
            proxy=proxy,
            verify=verify or True,
            limits=httpx.Limits(
                max_connections=MOST_CONNECTIONS, keepalive_expiry=KEPT
            ),
            follow_redirects=False,
            mounts={f"all://{host}": None} if host else None,
        )
    except (httpx.InvalidURL, ValueError, ImportError):
        whose = "the proxy" if proxy else "the proxy that the environment names"
    # Raised out here, for the other error may hold a URL with its password.
    raise ProxyFailed(f"{whose} cannot be used: name an HTTP proxy", retryable=False)
