"""Cassettes: recorded under the live host's name, played through the real httpx stack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import vcr

from okx_sdk import AsyncClient
from okx_sdk.sandbox.server import SandboxClock, SandboxServer
from okx_sdk.settings import REST_HOSTS, Region

CASSETTES = Path(__file__).parents[2] / "cassettes"
HOST = urlsplit(REST_HOSTS[Region.GLOBAL])
RECORDED_AT = 1_790_000_000.0
SEED = 1

# An allow-list: what is not named here is never written.
REQUEST_HEADERS = {"accept", "content-type"}
REPLY_HEADERS = {"content-type", "date", "retry-after"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cassette(name): plays cassettes/NAME.yaml")


def _scrubbed_request(request):
    parts = urlsplit(request.uri)
    request.uri = urlunsplit((HOST.scheme, HOST.netloc, parts.path, parts.query, ""))
    kept = {k: v for k, v in request.headers.items() if k.lower() in REQUEST_HEADERS}
    request.headers = kept
    return request


def _scrubbed_reply(response):
    headers = response["headers"]
    response["headers"] = {
        k: v for k, v in headers.items() if k.lower() in REPLY_HEADERS
    }
    return response


@contextmanager
def _recording(source: str) -> Iterator[str | None]:
    if source == "sandbox":
        clock = SandboxClock.starting_at(RECORDED_AT)
        server = SandboxServer(seed=SEED, clock=clock)
        try:
            yield server.start()
        finally:
            server.stop()
    else:
        yield None


@pytest.fixture
def cassette(request: pytest.FixtureRequest) -> Iterator[AsyncClient]:
    """A client whose calls are answered from the cassette that the test names."""
    (name,) = request.node.get_closest_marker("cassette").args
    source = request.config.getoption("--record-cassettes")
    path = CASSETTES / f"{name}.yaml"
    if source:
        path.unlink(missing_ok=True)
    tape = vcr.VCR(
        record_mode="all" if source else "none",
        match_on=["method", "path", "query"],
        before_record_request=_scrubbed_request,
        before_record_response=_scrubbed_reply,
        decode_compressed_response=True,
    )
    with _recording(source or "none") as url, tape.use_cassette(str(path)):
        yield AsyncClient(env="live", base_url=url)
