"""The journal on the disk: for its owner alone, one process at a time, and never lost."""

import os
import subprocess
import sys
import textwrap

import pytest

from okx_sdk.engine.journal import MOST_LINES, Journal
from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.order_journal import Entry, JournalState, line_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "orders.journal"


def sent(name, state=JournalState.SENT):
    return Entry(name, "BTC-USDT", state, 1.0, 6.0, {"px": "1"})


def test_what_was_sent_and_not_settled_is_there_the_next_time(path):
    """O14: settled orders are left out when it is opened again."""
    journal = Journal(path, sync=True)
    for name in ("a", "b", "c"):
        journal.write(sent(name))
    journal.write(sent("b", JournalState.PLACED))
    journal.write(sent("c", JournalState.UNKNOWN))
    journal.close()
    again = Journal(path)

    assert [entry.cl_ord_id for entry in again.unsettled] == ["a", "c"]
    assert again.unsettled[0] == sent("a")
    assert len(path.read_bytes().splitlines()) == 2
    again.close()
    again.close()


def test_a_line_that_a_crash_cut_off_is_left_out(path):
    """And what is written after it is whole."""
    path.write_bytes(line_of(sent("a")) + line_of(sent("b"))[:-9])
    path.chmod(0o600)
    journal = Journal(path)
    journal.write(sent("c"))
    journal.close()

    assert [e.cl_ord_id for e in Journal(path).unsettled] == ["a", "c"]


@pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX's")
def test_it_is_its_owners_alone(path, tmp_path):
    """Made with mode 600; one that others can read, a link or a folder is refused."""
    Journal(path).close()
    mode = path.stat().st_mode & 0o777
    path.chmod(0o640)
    with pytest.raises(InvalidArgument, match="chmod 600"):
        Journal(path)
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    with pytest.raises(InvalidArgument):
        Journal(link)
    with pytest.raises(InvalidArgument):
        Journal(tmp_path)
    with pytest.raises(InvalidArgument):
        Journal(tmp_path / "no" / "such")

    assert mode == 0o600


@pytest.mark.skipif(os.name != "posix", reason="the lock is POSIX's")
def test_one_has_it_at_a_time(path):
    """Two would tell different stories."""
    first = Journal(path)
    with pytest.raises(InvalidArgument, match="another process"):
        Journal(path)
    first.close()

    Journal(path).close()


def test_it_does_not_grow_for_ever(path, monkeypatch):
    """What is settled goes when there is much of it."""
    journal = Journal(path)
    journal._lines = MOST_LINES
    journal.write(sent("a"))
    journal.write(sent("a", JournalState.PLACED))

    assert len(path.read_bytes().splitlines()) == 2
    journal._lines = MOST_LINES
    journal.write(sent("b"))
    assert len(path.read_bytes().splitlines()) == 1
    journal.close()


def test_a_line_that_a_full_disk_cut_off_takes_no_other_with_it(path, monkeypatch):
    """K2, O14: what is sent once there is room again is remembered."""
    from okx_sdk.engine import journal as module

    journal, write = Journal(path), module._write

    def full(file, data):
        write(file, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    journal.write(sent("a"))
    with monkeypatch.context() as patch:
        patch.setattr(module, "_write", full)
        with pytest.raises(OSError, match="space"):
            journal.write(sent("b"))
        with pytest.raises(OSError, match="space"):
            journal.write(sent("a", JournalState.PLACED))
    known = [entry.cl_ord_id for entry in journal.unsettled]
    journal.write(sent("c"))
    journal.close()
    again = Journal(path)

    assert known == []  # of "a" it is known, though the disk did not take it
    assert [entry.cl_ord_id for entry in again.unsettled] == ["a", "c"]
    again.close()


@pytest.mark.parametrize("when", ["opened", "written"])
def test_one_that_cannot_be_shortened_serves_all_the_same(path, when, caplog):
    """K2: its folder cannot be written to, say; and no order is told as failed for it."""
    path.write_bytes(line_of(sent("a")) + line_of(sent("b"))[:-9])
    path.chmod(0o600)
    new = path.with_name(f".{path.name}.new")
    if when == "opened":
        new.mkdir()
    journal = Journal(path)
    if when == "written":
        new.mkdir()
    journal._lines = MOST_LINES
    journal.write(sent("c"))
    journal.write(sent("d"))
    journal.write(sent("d", JournalState.PLACED))
    journal.close()
    new.rmdir()
    again = Journal(path)

    assert [entry.cl_ord_id for entry in again.unsettled] == ["a", "c"]
    assert caplog.text.count("was not shortened") == (2 if when == "opened" else 1)
    assert "1 lines of the journal" in caplog.text
    again.close()


@pytest.mark.skipif(os.name != "posix", reason="the lock is POSIX's")
def test_a_file_that_another_was_put_in_the_place_of_is_not_taken(path, monkeypatch):
    """O14: who had it shortened it while it was opened here: it would be written to
    nobody's file, and the other's be put aside."""
    from okx_sdk.engine import journal as module

    first, lock = Journal(path), module._is_locked

    def late(file):
        monkeypatch.setattr(module, "_is_locked", lock)
        first._shorten()  # which lets the old file go
        return lock(file)

    monkeypatch.setattr(module, "_is_locked", late)
    with pytest.raises(InvalidArgument, match="another process"):
        Journal(path)
    first.write(sent("a"))
    first.close()
    again = Journal(path)

    assert [entry.cl_ord_id for entry in again.unsettled] == ["a"]
    again.close()


def test_a_client_that_could_not_be_made_does_not_keep_it(path):
    """C2: with its settings put right, the same journal is to be had."""
    from okx_sdk import AsyncClient

    with pytest.raises(InvalidArgument):
        AsyncClient(env="nowhere", journal=path)

    Journal(path).close()


PROGRAM = """
import os, sys
from okx_sdk import Client
from okx_sdk.sandbox.server import SandboxServer
url, path, name, when = sys.argv[1:]
okx = Client(env="sandbox", base_url=url, journal=path)
_, transport = okx._run(okx._async._connection.open)
send = transport.send
async def killed(request, headers, timeout):
    if request.method != "POST":
        return await send(request, headers, timeout)
    if when == "after":
        await send(request, headers, timeout)
    os.kill(os.getpid(), 9)
transport.send = killed
okx.place_order(inst_id="BTC-USDT", td_mode="cash", side="buy", ord_type="limit",
                sz="0.0001", px="30000", cl_ord_id=name, ttl=0.3)
"""


@pytest.mark.slow  # it starts processes and kills them
def test_a_process_that_was_killed_has_its_orders_resolved_by_the_next(path):
    """O14: kill -9 between sending and answer, before and after the exchange had it."""
    from okx_sdk import Client
    from okx_sdk.errors import OrderNotPlaced
    from okx_sdk.sandbox.server import SandboxServer

    server = SandboxServer()
    server.start()
    program = textwrap.dedent(PROGRAM)
    for name, when in (("before1", "before"), ("after1", "after")):
        done = subprocess.run(
            [sys.executable, "-c", program, server.url, str(path), name, when],
            check=False,
            capture_output=True,
        )
        assert done.returncode == -9, done.stderr.decode()
    with Client(env="sandbox", base_url=server.url, journal=path) as okx:
        absent, placed = okx.recover_orders()
        again = okx.recover_orders()
    there = server.truth.accounts.orders
    server.stop()

    assert isinstance(absent, OrderNotPlaced)
    assert (absent.cl_ord_id, placed.cl_ord_id) == ("before1", "after1")
    assert (len(there("before1")), len(there("after1"))) == (0, 1)
    assert again == []
