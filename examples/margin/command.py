"""The command that both monitors are: once, again and again, or live."""

from __future__ import annotations

import argparse
import itertools
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

import anyio
from attrs import define, field
from rich.console import Console, RenderableType
from rich.live import Live

from examples.common.endings import said
from examples.common.stopping import until_told
from examples.margin.alarms import Level, Thresholds, worst
from examples.margin.book import Account
from examples.margin.reading import Reader
from examples.margin.screen import Picture, View
from examples.margin.stress import MOVES
from okx_sdk import AsyncClient
from okx_sdk.errors import InvalidArgument

__all__ = ["Extra", "main"]

Extra = Callable[[Account], Sequence[RenderableType]]
"""What a monitor shows besides what both show."""


@define
class Watch:
    """Draws an account, and raises the alarm when it gets worse."""

    title: str
    view: View
    more: Extra
    bell: bool
    command: str | None
    console: Console = field(factory=Console)
    level: Level = field(default=Level.FINE, init=False)
    calls: list[subprocess.Popen[bytes]] = field(factory=list, init=False)

    def take(self, account: Account) -> RenderableType:
        """The account as it is now."""
        picture = Picture.of(account, self.view)
        level = worst(picture.alarms)
        if level > self.level:
            self._alarm(level, "; ".join(alarm.words for alarm in picture.alarms))
        self.level = level
        return picture.drawn(self.title, self.more(account))

    def _alarm(self, level: Level, words: str) -> None:
        if self.bell:
            sys.stderr.write("\a")
            sys.stderr.flush()
        if self.command:
            told = {"MARGIN_LEVEL": level.name.lower(), "MARGIN_WORDS": words}
            words_of = shlex.split(self.command)
            call = subprocess.Popen(words_of, env=os.environ | told)  # noqa: S603 - the user's own
            # Those that have ended are asked for their status, so none is left behind.
            self.calls = [*(each for each in self.calls if each.poll() is None), call]


def main(
    name: str, mode: str, more: Extra, arguments: Sequence[str] | None = None
) -> int:
    """Run a monitor; gives its exit code: 0 fine, 10 a warning, 20 an alarm.

    Args:
        name: the program's.
        mode: the account mode that it is made for, as OKX numbers it.
        more: what it shows besides what both show.
        arguments: of the command line.
    """
    try:
        options = _options(name, arguments)
        view = View(_thresholds(options), _moves(options), options.coin or None)
        console = Console(width=options.width, record=options.svg is not None)
        watch = Watch(name, view, more, options.bell, options.on_alarm, console)
        anyio.run(_run, options, mode, watch, backend=options.backend)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - all is told
        return said(error, name)
    if options.svg is not None:
        watch.console.save_svg(str(options.svg), title=name)
    return int(watch.level)


async def _run(options: argparse.Namespace, mode: str, watch: Watch) -> None:
    async with AsyncClient(env=options.env, profile=options.profile) as okx:
        if options.rehearse:
            from examples.margin.rehearsal import rehearse

            await rehearse(okx, mode)
        reader = Reader(okx)
        if options.live:
            work = partial(_live, okx, reader, watch, options.count)
            await until_told(work, options.seconds)
        elif options.loop:
            work = partial(_loop, reader, watch, options.count, options.loop)
            await until_told(work, options.seconds)
        else:
            watch.console.print(watch.take(await reader.read()))


async def _loop(reader: Reader, watch: Watch, count: int | None, every: float) -> None:
    with _screen(watch) as live:
        for number in itertools.count(1):
            live.update(watch.take(await reader.read()), refresh=True)
            if number == count:
                return
            await anyio.sleep(every)


async def _live(
    okx: AsyncClient, reader: Reader, watch: Watch, count: int | None
) -> None:
    """Draw whenever the account's own streams tell of a change."""
    async with okx.portfolio() as book:
        with _screen(watch) as live:
            for number in itertools.count(1):
                await book.current()
                whole, held, open_ = book.account, book.balances, book.positions
                account = await reader.assembled(whole, held.values(), open_)
                live.update(watch.take(account), refresh=True)
                if number == count:
                    return
                await book.changed()
                await anyio.sleep(0.2)  # what comes meanwhile is drawn together


def _screen(watch: Watch) -> Live:
    console = watch.console
    is_seen = console.is_terminal
    return Live(console=console, screen=is_seen, auto_refresh=False)


def _thresholds(options: argparse.Namespace) -> Thresholds:
    return Thresholds(
        (_number(options.warn_ratio), _number(options.alarm_ratio)),
        (_number(options.warn_distance) / 100, _number(options.alarm_distance) / 100),
        None if options.warn_delta is None else _number(options.warn_delta),
    )


def _moves(options: argparse.Namespace) -> tuple[Decimal, ...]:
    if not options.moves:
        return MOVES
    moves = [_number(word) / 100 for word in options.moves.split(",")]
    if any(move <= -1 for move in moves):
        raise InvalidArgument("a price cannot fall by 100 % or more: give -99 at most")
    return tuple(sorted({*moves, Decimal(0)}))


def _number(word: str) -> Decimal:
    try:
        number = Decimal(word)
    except InvalidOperation:
        raise InvalidArgument(f"{word!r} is no number") from None
    if not number.is_finite():
        raise InvalidArgument(f"{word!r} is no number")
    return number


def _options(name: str, arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(name, description=__doc__)
    add = parser.add_argument
    add("--loop", type=float, metavar="SECONDS", help="look again and again")
    add("--live", action="store_true", help="follow the account's own streams")
    add("--count", type=int, help="stop after so many pictures")
    add("--for", dest="seconds", type=float, help="stop after so many seconds")
    add("--moves", help="percents of the stress table, such as=-40,-20,20")
    add("--coin", action="append", help="only this coin moves; may be said again")
    add("--warn-ratio", default="3", help="margin ratio, 3 is 300 %%")
    add("--alarm-ratio", default="1.5")
    add("--warn-distance", default="20", help="percent of price to a liquidation")
    add("--alarm-distance", default="10")
    add("--warn-delta", help="open delta of a coin, in USD")
    add("--bell", action="store_true", help="ring the terminal when it gets worse")
    add("--on-alarm", metavar="COMMAND", help="run it then, told by MARGIN_WORDS")
    add("--svg", type=Path, help="keep the picture in a file as well")
    add("--width", type=int, help="columns, if not the terminal's")
    add("--env", help="live, demo or sandbox; else OKX_ENV, else live")
    add("--profile", help="of the configuration file")
    add("--backend", choices=["asyncio", "trio"], default="asyncio")
    add("--rehearse", action="store_true", help="sandbox: first open a hedged position")
    return parser.parse_args(arguments)
