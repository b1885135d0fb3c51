"""What the options of one call have set, and the client that they lead to.

A plain class, since attrs would double the time that `--help` takes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict

import click

from okx_sdk.cli.streams import say

if TYPE_CHECKING:
    from okx_sdk.blocking.client import Client
    from okx_sdk.settings import Settings

__all__ = ["Options", "State", "current", "open_client", "settings"]

BANNERS = {
    "demo": "demo: simulated trading",
    "sandbox": "sandbox: simulated data",
}


class Options(TypedDict, total=False):
    """What a client is made with; what is left out comes from the profile and so on."""

    env: str
    region: str
    profile: str
    timeout: float


def _connect(options: Options) -> Client:
    from okx_sdk.blocking.client import Client

    return Client(**options)


class State:
    """The shared options, and how a client is made of them: the seam for tests."""

    def __init__(self, connect: Callable[[Options], Client] = _connect) -> None:
        self.connect = connect
        self.options: Options = {}
        self.verbose = False
        self.output: str | None = None
        self.columns: tuple[str, ...] = ()
        self.announced = False

    def announce(self, env: str) -> None:
        """Say on stderr, once, that this is not the live exchange."""
        if env in BANNERS and not self.announced:
            self.announced = True
            say(BANNERS[env], fg="yellow")


def current() -> State:
    """What the options of this call have set."""
    return click.get_current_context().ensure_object(State)


@contextmanager
def open_client() -> Generator[Client]:
    """A client as the options want it; the banner names it if it is not live."""
    state = current()
    with state.connect(state.options) as client:
        state.announce(client.env)
        yield client


def settings() -> Settings:
    """The settings that a client would have, and the banner."""
    from okx_sdk.settings import load_settings

    state = current()
    loaded = load_settings(**state.options)
    state.announce(loaded.env)
    return loaded
