"""The bridge where a process of its own is needed: exits, Ctrl-C, forks, other loops.

Each script is run for real and with warnings as errors, so that what it prints at its
end is part of what is tested.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from promptness import soon

pytestmark = pytest.mark.slow  # each starts an interpreter

ROOT = Path(__file__).parents[2]

PRELUDE = """
import os, signal, sys, threading, time
import anyio
from promptness import soon
from okx_sdk.blocking._base import Batches, BlockingClient, Opened
from okx_sdk.blocking._bridge import Bridge
from okx_sdk.errors import ClientClosed, ForkedClientError

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)

def ending():
    say("end", time.monotonic())

class Twin:
    async def aclose(self):
        say("closed")
    async def echo(self, value):
        await anyio.lowlevel.checkpoint()
        return value
    async def forever(self, *begun):
        for begin in begun:
            begin()
        try:
            await anyio.sleep_forever()
        finally:
            say("cancelled")

class Client(BlockingClient):
    def __init__(self, make=Twin):
        super().__init__(make)
    def echo(self, value):
        return self._run(self._async.echo, value)
    def forever(self, *begun):
        return self._run(self._async.forever, *begun)
"""


@dataclass
class Ran:
    """What a script did, and how long it took from saying `end` to being gone."""

    status: int
    words: list[str]
    errors: str
    seconds: float


def run(script: str, status: int = 0) -> list[str]:
    """Run a script that must be silent, and gone soon after it said `end`."""
    ran = run_loudly(script)
    assert ran.errors == ""
    assert ran.status == status
    return ran.words


def run_loudly(script: str) -> Ran:
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", PRELUDE + script],
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    gone = time.monotonic()
    lines = process.stdout.splitlines()
    ends = [float(line.split()[1]) for line in lines if line.startswith("end ")]
    seconds = gone - ends[-1] if ends else 0
    assert seconds < soon(2)
    words = [line for line in lines if not line.startswith("end ")]
    return Ran(process.returncode, words, process.stderr, seconds)


# Exits: reliability.md, X2 and X3


def test_a_client_never_closed_does_not_hold_up_the_exit():
    words = run(
        """
okx = Client()
say(okx.echo(1))
ending()
sys.exit(7)
""",
        7,
    )

    assert words == ["1", "closed"]


def test_a_client_that_nothing_holds_is_closed_at_exit_too():
    words = run("""
say(Client().echo(1))
ending()
""")

    assert sorted(words) == ["1", "closed"]


def test_a_client_never_used_does_not_hold_up_the_exit():
    assert run("okx = Client(); ending()") == ["closed"]


def test_nothing_happens_at_exit_without_a_client():
    assert run("ending()") == []


def test_every_client_is_closed_at_exit():
    assert (
        run("""
clients = [Client() for _ in range(3)]
ending()
""")
        == ["closed"] * 3
    )


def test_an_uncaught_error_keeps_its_status():
    ran = run_loudly("""
okx = Client()
ending()
okx.nonsense
""")

    assert ran.status == 1
    assert ran.errors.strip().endswith("'Client' object has no attribute 'nonsense'")
    assert ran.words == ["closed"]


def test_a_client_in_a_cycle_and_a_global_is_closed_once():
    assert run("""
okx = Client()
okx.myself = okx
ending()
""") == ["closed"]


def test_a_thread_that_leaves_by_sys_exit():
    words = run(
        """
okx = Client()
def work():
    say(okx.echo(1))
    sys.exit(5)
thread = threading.Thread(target=work)
thread.start()
thread.join()
ending()
sys.exit(4)
""",
        4,
    )

    assert words == ["1", "closed"]


def test_a_thread_may_go_on_calling_after_the_main_one_ended():
    words = run("""
okx = Client()
main = threading.main_thread()
def work():
    main.join()
    say(okx.echo(1))
threading.Thread(target=work).start()
ending()
""")

    assert words == ["1", "closed"]


def test_a_call_that_runs_in_a_daemon_thread_is_ended_at_exit():
    words = run("""
okx = Client()
begun, over = threading.Event(), threading.Event()
def work():
    try:
        okx.forever(begun.set)
    except ClientClosed:
        say("refused")
        over.set()
threading.Thread(target=work, daemon=True).start()
begun.wait()
import atexit
ending()
from okx_sdk.blocking import _bridge
atexit.unregister(_bridge._at_exit)
atexit.register(over.wait, 2)
atexit.register(_bridge._at_exit)
""")

    assert sorted(words) == ["cancelled", "closed", "refused"]


def test_an_exit_hook_of_the_user_may_still_call():
    words = run("""
import atexit
okx = Client()
atexit.register(lambda: say(okx.echo("bye")))
ending()
""")

    assert words == ["bye", "closed"]


def test_a_swallowed_interrupt_does_not_hold_up_the_exit():
    words = run(
        """
with Client() as okx:
    try:
        okx.forever(interrupt)
    except KeyboardInterrupt:
        say("swallowed")
ending()
sys.exit(3)
""",
        3,
    )

    assert words == ["cancelled", "swallowed", "closed"]


def test_an_uncaught_interrupt_ends_the_program():
    ran = run_loudly("""
okx = Client()
ending()
okx.forever(interrupt)
""")

    assert ran.status in {130, -2}
    assert ran.words == ["cancelled", "closed"]


def test_a_farewell_without_end_does_not_hold_up_the_exit():
    """Even one that is deaf to its deadline, which no one can close in order."""
    ran = run_loudly("""
class Deaf(Twin):
    async def aclose(self):
        while True:
            with anyio.CancelScope(shield=True):
                await anyio.sleep(60)
okx = Client(Deaf)
ending()
sys.exit(6)
""")

    assert ran.status == 6


def test_a_name_that_is_still_looked_up_does_not_hold_up_the_exit():
    """The loop's own executor would be waited for, as long as the resolver takes."""
    ran = run_loudly("""
import socket
begun = threading.Event()
def look_up(*args, **kwargs):
    begun.set()
    time.sleep(20)
socket.getaddrinfo = look_up
okx = Client()
def work():
    okx._run(anyio.connect_tcp, "www.okx.com", 443)
threading.Thread(target=work, daemon=True).start()
begun.wait()
ending()
sys.exit(2)
""")

    assert ran.status == 2


# Interrupts: reliability.md, X1


def test_an_interrupted_call_is_cancelled_and_the_client_goes_on():
    words = run("""
okx = Client()
for _ in range(20):
    begun = time.monotonic()
    try:
        okx.forever(interrupt)
    except KeyboardInterrupt:
        assert time.monotonic() - begun < soon(1)
say(okx.echo("on"))
okx.close()
ending()
""")

    assert words == ["cancelled"] * 20 + ["on", "closed"]


def test_an_interrupt_waits_for_a_clean_up_within_a_second():
    words = run("""
class Slow(Twin):
    async def forever(self):
        interrupt()
        try:
            await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.sleep(0.2)
            say("cleaned")
class Deaf(Twin):
    async def forever(self):
        interrupt()
        with anyio.CancelScope(shield=True):
            await anyio.sleep_forever()
for make in Slow, Deaf:
    okx = Client(make)
    begun = time.monotonic()
    try:
        okx.forever()
    except KeyboardInterrupt:
        say(time.monotonic() - begun < soon(1))
ending()
os._exit(0)
""")

    assert words == ["cleaned", "True", "closed", "True"]


def test_a_second_interrupt_does_not_wait_for_the_clean_up():
    words = run("""
from okx_sdk.blocking import _bridge
_bridge._GRACE = 60.0  # seconds that one interrupt would wait
caught = threading.Event()
class Slow(Twin):
    async def forever(self):
        interrupt()
        try:
            await anyio.sleep_forever()
        finally:
            interrupt()
            with anyio.CancelScope(shield=True):
                while not caught.is_set():
                    await anyio.sleep(0.01)
okx = Client(Slow)
begun = time.monotonic()
try:
    okx.forever()
except KeyboardInterrupt:
    say(time.monotonic() - begun < soon(0.4))
caught.set()
say(okx.echo("on"))
okx.close()
ending()
""")

    assert words == ["True", "on", "closed"]


def test_an_interrupt_in_a_batch_and_on_entering_a_context_manager():
    words = run("""
from contextlib import asynccontextmanager
@asynccontextmanager
async def endless():
    interrupt()
    try:
        await anyio.sleep_forever()
    finally:
        say("left")
    yield
with Client() as okx:
    async def next_batch():
        return await okx._async.forever(interrupt)
    try:
        for row in Batches(okx._bridge, next_batch):
            pass
    except KeyboardInterrupt:
        say("iterating")
    try:
        Opened(okx._bridge, endless())
    except KeyboardInterrupt:
        say("entering")
ending()
""")

    assert words == ["cancelled", "iterating", "left", "entering", "closed"]


def test_any_error_of_a_signal_handler_cancels_the_call():
    words = run(
        """
def stop(*_):
    raise SystemExit(9)
signal.signal(signal.SIGTERM, stop)
okx = Client()
okx.forever(ending, lambda: os.kill(os.getpid(), signal.SIGTERM))
""",
        9,
    )

    assert words == ["cancelled", "closed"]


def test_a_lock_that_is_deaf_to_interrupts_is_waited_for_in_slices():
    """As on Windows before Python 3.14."""
    words = run("""
from okx_sdk.blocking import _bridge
_bridge._SLICE = 0.01
okx = Client()
class Deaf(Twin):
    pass
try:
    okx.forever(interrupt)
except KeyboardInterrupt:
    say(okx._run(anyio.sleep, 0.05))
okx.close()
ending()
""")

    assert words == ["cancelled", "None", "closed"]


# Forks: reliability.md, X6

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


@forks
def test_a_forked_child_is_refused_at_once_and_leaves_the_parent_alone():
    words = run("""
import warnings
warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads
okx = Client()
say(okx.echo("parent"))
if not (child := os.fork()):
    begun = time.monotonic()
    for _ in range(2):
        try:
            okx.echo(1)
        except ForkedClientError:
            say("refused", time.monotonic() - begun < soon(0.1))
    okx.close()
    del okx
    sys.exit(3)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
say(status, okx.echo("parent"))
okx.close()
ending()
""")

    assert words == ["parent", "refused True", "refused True", "3 parent", "closed"]


@forks
def test_a_forked_child_leaves_what_the_parent_entered_alone():
    words = run("""
import warnings
from contextlib import asynccontextmanager
warnings.simplefilter("ignore", DeprecationWarning)
@asynccontextmanager
async def stream():
    yield
    say("left")
okx = Client()
opened = Opened(okx._bridge, stream())
if not (child := os.fork()):
    say("child", opened.close())
    del opened, okx
    sys.exit(3)
say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
opened.close()
okx.close()
ending()
""")

    assert words == ["child False", "3", "left", "closed"]


@forks
def test_a_forked_child_may_have_a_client_of_its_own():
    words = run("""
import warnings
warnings.simplefilter("ignore", DeprecationWarning)
okx = Client()
if not (child := os.fork()):
    say(Client().echo("child"))
    sys.exit(3)
say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
ending()
""")

    assert sorted(words[:2]) == ["child", "closed"]
    assert words[2:] == ["3", "closed"]


@forks
def test_a_fork_by_multiprocessing_while_calls_are_running():
    words = run("""
import multiprocessing, warnings
warnings.simplefilter("ignore", DeprecationWarning)
okx = Client()
def work():
    try:
        okx.echo(1)
    except ForkedClientError:
        sys.exit(3)
done = threading.Event()
def call():
    while not done.is_set():
        okx.echo(1)
threads = [threading.Thread(target=call) for _ in range(4)]
for thread in threads:
    thread.start()
context = multiprocessing.get_context("fork")
children = [context.Process(target=work) for _ in range(8)]
for child in children:
    child.start()
for child in children:
    child.join()
done.set()
say(*(child.exitcode for child in children))
for thread in threads:
    thread.join()
ending()
""")

    assert words == ["3 3 3 3 3 3 3 3", "closed"]


# Other loops: reliability.md, X7


@pytest.mark.parametrize(
    "start",
    [
        "import asyncio; asyncio.run(main())",
        "import trio; trio.run(main)",
        "anyio.run(main, backend='trio')",
        "anyio.run(main)",
    ],
)
def test_it_works_inside_a_running_loop(start):
    words = run(f"""
import sniffio
async def main():
    with Client() as okx:
        async def library():
            with anyio.move_on_after(5):
                await anyio.sleep(0.001)
            return sniffio.current_async_library()
        say(okx._run(library), okx.echo(1))
{start}
ending()
""")

    assert words == ["asyncio 1", "closed"]


def test_an_interrupt_inside_trio():
    words = run("""
import trio
async def main():
    with Client() as okx:
        try:
            okx.forever(interrupt)
        except KeyboardInterrupt:
            say("interrupted")
trio.run(main)
ending()
""")

    assert words == ["cancelled", "interrupted", "closed"]


def test_the_second_interrupt_is_heard_inside_asyncio():
    """The first one is asyncio's own: it cancels the main task, once that may run."""
    ran = run_loudly("""
import asyncio
async def main():
    with Client() as okx:
        try:
            okx.forever(interrupt, lambda: time.sleep(0.05), interrupt)
        except KeyboardInterrupt:
            say("interrupted")
try:
    asyncio.run(main())
except BaseException as error:
    say(type(error).__name__)
ending()
""")

    assert ran.words[:3] == ["cancelled", "interrupted", "closed"]
