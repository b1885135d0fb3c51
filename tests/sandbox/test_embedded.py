"""The sandbox inside a process: started by the first client, stopped with the last."""

from __future__ import annotations

import os
import socket
import threading

import pytest

from okx_sdk import AsyncClient
from okx_sdk.sandbox import embedded
from okx_sdk.sandbox.embedded import acquire


def answers(url):
    host, _, port = url.removeprefix("http://").rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def test_all_uses_share_one():
    """It stops with the last of them."""
    first, second = acquire(), acquire()

    assert first.url == second.url
    first.release()
    assert answers(second.url)
    second.release()
    assert not answers(second.url)


def test_a_release_counts_once():
    """However often it is said."""
    first, second = acquire(), acquire()
    for _ in range(3):
        first.release()

    assert answers(second.url)
    second.release()


def test_it_starts_again_after_its_end():
    """The next use has a new one."""
    acquire().release()
    use = acquire()

    assert answers(use.url)
    use.release()


def test_threads_get_the_same():
    """Many at once start only one."""
    uses = []
    threads = [
        threading.Thread(target=lambda: uses.append(acquire())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({use.url for use in uses}) == 1
    for use in uses:
        use.release()
    assert embedded._shared.server is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_fork_has_one_of_its_own():
    """A child neither uses nor stops its parent's, even if a lock is held meanwhile."""
    use = acquire()
    with embedded._shared.lock:
        child = os.fork()
        if not child:
            use.release()
            own = acquire()
            os._exit(0 if own.url != use.url and answers(own.url) else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert answers(use.url)
    use.release()


async def test_clients_share_it():
    """Two clients, one sandbox; the second to close stops it."""
    async with AsyncClient(env="sandbox") as one:
        async with AsyncClient(env="sandbox") as other:
            await one.get_ticker("BTC-USDT")
            await other.get_ticker("BTC-USDT")
            url = embedded._shared.server.url
        assert answers(url)
        await one.get_ticker("ETH-USDT")

    assert not answers(url)


async def test_a_client_that_never_asks_starts_none():
    """It starts when first needed."""
    async with AsyncClient(env="sandbox"):
        assert embedded._shared.server is None


async def test_a_named_sandbox_is_used_and_left_alone(monkeypatch):
    """One that runs already is not stopped by a client."""
    use = acquire()
    monkeypatch.setenv("OKX_SANDBOX_URL", use.url)
    async with AsyncClient(env="sandbox") as client:
        await client.get_ticker("BTC-USDT")
        assert embedded._shared.users == 1

    assert answers(use.url)
    use.release()
