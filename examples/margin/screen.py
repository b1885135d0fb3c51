"""What a monitor shows, by rich: on a live screen, once, or into an SVG."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from attrs import Factory, define, frozen
from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from examples.margin.alarms import Alarm, Level, Thresholds, alarms
from examples.margin.book import Account, Coin, Leg
from examples.margin.carry import Carry, carries
from examples.margin.figures import Figures, figures, haircut
from examples.margin.stress import MOVES, distance, table

__all__ = ["Picture", "View", "grid", "money", "percent"]

STYLES = {Level.FINE: "green", Level.WARNING: "yellow", Level.ALARM: "bold red"}


@frozen
class View:
    """What of an account is looked at."""

    thresholds: Thresholds = Factory(Thresholds)
    moves: tuple[Decimal, ...] = MOVES
    moving: Collection[str] | None = None
    """The coins that move in the stress; all, if none are named."""


@define
class Picture:
    """All figures of an account at one moment, and how they are drawn."""

    account: Account
    view: View
    now: Figures
    rows: list[Figures]
    distances: tuple[Decimal | None, Decimal | None]
    carries: list[Carry]
    alarms: list[Alarm]

    @classmethod
    def of(cls, account: Account, view: View) -> Picture:
        """Compute them."""
        now = figures(account)
        ways = (False, True)
        down, up = (distance(account, up=way, moving=view.moving) for way in ways)
        earned = carries(account)
        prices = {coin.ccy: coin.price for coin in account.coins}
        prices |= {leg.coin: leg.mark for leg in account.legs}
        found = alarms(now, (down, up), earned, prices, view.thresholds)
        rows = table(account, view.moves, view.moving)
        return cls(account, view, now, rows, (down, up), earned, found)

    def drawn(self, title: str, extra: Iterable[RenderableType] = ()) -> RenderableType:
        """The screen."""
        parts: list[RenderableType] = [self._head(title), *self._alarms()]
        parts += [self._coins()] if self.account.coins else []
        parts += [self._legs()] if self.account.legs else []
        parts += [*extra, self._stress()]
        parts += [self._carry()] if any(each.hedge for each in self.carries) else []
        return Group(*parts)

    def _head(self, title: str) -> RenderableType:
        now = self.now
        ratio = "no margin wanted" if now.ratio is None else percent(now.ratio)
        levels = [alarm.level for alarm in self.alarms]
        line = Table.grid(padding=(0, 3))
        line.add_row("equity", "adjusted", "initial", "maintenance", "free", "ratio")
        line.add_row(
            *(money(each) for each in (now.equity, now.adjusted, now.imr, now.mmr)),
            money(now.free),
            Text(ratio, STYLES[max(levels, default=Level.FINE)]),
        )
        words = f"{title}: an account in {self.account.mode} mode, USD"
        when = f"{self.account.ts:%Y-%m-%d %H:%M:%S} UTC"
        return Panel(line, title=words, subtitle=when, title_align="left")

    def _alarms(self) -> list[RenderableType]:
        return [
            Text(f" {each.level.name.lower()}: {each.words}", STYLES[each.level])
            for each in self.alarms
        ]

    def _coins(self) -> RenderableType:
        names = ("currency", "equity", "price", "worth", "haircut", "counts")
        found = grid("collateral", names)
        for coin in sorted(self.account.coins, key=lambda each: -each.eq * each.price):
            found.add_row(coin.ccy, *_coin_cells(coin))
        return found

    def _legs(self) -> RenderableType:
        names = ("position", "size", "entry", "mark", "worth", "profit", "mmr", "liq.")
        found = grid("positions", names)
        for leg in self.account.legs:
            found.add_row(leg.inst_id, *_leg_cells(leg))
        return found

    def _stress(self) -> RenderableType:
        moving = self.view.moving
        coins = "all coins" if moving is None else ", ".join(sorted(moving))
        down, up = (
            "never" if each is None else f"{each:+.2%}" for each in self.distances
        )
        words = f"stress, {coins} move; liquidated at {down} and {up}"
        names = ("move", "equity", "change", "adjusted", "maintenance", "ratio")
        found = grid(words, names)
        for row in self.rows:
            dead = row.ratio is not None and row.ratio <= 1
            found.add_row(
                f"{row.move:+.0%}",
                money(row.equity),
                money(row.equity - self.now.equity),
                money(row.adjusted),
                money(row.mmr),
                "-" if row.ratio is None else percent(row.ratio),
                style="red" if dead else "bold" if not row.move else "",
            )
        return found

    def _carry(self) -> RenderableType:
        names = ("coin", "spot", "hedge", "delta", "hedged", "next", "a day", "a year")
        found = grid("carry by funding", names)
        for each in [carry for carry in self.carries if carry.hedge]:
            found.add_row(
                each.coin,
                *(f"{number.normalize():f}" for number in (each.spot, each.hedge)),
                f"{each.delta.quantize(Decimal('0.0001')):+f}",
                *(money(amount) for amount in (each.value, each.next, each.daily)),
                "-" if each.yearly is None else f"{each.yearly:+.2%}",
            )
        return found


def _coin_cells(coin: Coin) -> list[str]:
    worth = coin.eq * coin.price
    lost = haircut(coin)
    counts = money(worth * (1 - lost))
    amount = f"{coin.eq.quantize(Decimal('0.00000001')).normalize():f}"
    return [amount, money(coin.price), money(worth), percent(lost), counts]


def _leg_cells(leg: Leg) -> list[str]:
    liq = "-" if leg.liq_px is None else money(leg.liq_px)
    entry = "-" if leg.entry is None else money(leg.entry)
    profit = f"{leg.upl.quantize(Decimal('0.000001')).normalize():f} {leg.ccy}"
    size = f"{leg.size.normalize():f}"
    return [size, entry, money(leg.mark), money(leg.value), profit, money(leg.mmr), liq]


def grid(title: str, names: Iterable[str]) -> Table:
    """An empty table whose first column is text and whose others are numbers."""
    found = Table(title=title, title_justify="left", box=box.SIMPLE, title_style="bold")
    for place, name in enumerate(names):
        found.add_column(name, justify="right" if place else "left", no_wrap=True)
    return found


def money(amount: Decimal) -> str:
    """Dollars, with cents."""
    return f"{amount:,.2f}"


def percent(share: Decimal) -> str:
    """A share."""
    return f"{share:,.2%}"
