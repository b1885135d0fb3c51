"""Draws the diagrams of the docs: boxes and arrows from a few lines each, as SVG.

    python tools/diagrams.py docs/_static

Committed, because a picture is worth looking at before it is kept; a test says when one
is not what this draws.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from attrs import frozen

__all__ = ["DIAGRAMS", "drawn", "write"]

INK, QUIET, LINE, PAPER = "#1f2328", "#59636e", "#8c959f", "#ffffff"
FILLS = {
    "plain": ("#f6f8fa", "#afb8c1"),
    "pure": ("#ddf4ff", "#54aeff"),
    "waits": ("#fff8c5", "#d4a72c"),
    "good": ("#dafbe1", "#4ac26b"),
    "bad": ("#ffebe9", "#ff8182"),
    "user": ("#fbefff", "#c297ff"),
}
FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"


@frozen
class Box:
    """A box at its place: a name, words below it, and what kind of thing it is."""

    x: float
    y: float
    w: float
    h: float
    name: str
    words: str = ""
    kind: str = "plain"


@frozen
class Arrow:
    """A line through points to an arrow's head, with words beside *at*."""

    points: Sequence[tuple[float, float]]
    words: str = ""
    at: tuple[float, float] = (0, 0)
    anchor: str = "middle"


@frozen
class Note:
    """Words alone."""

    x: float
    y: float
    words: str


@frozen
class Diagram:
    """What is drawn, its size, and what it says to those who cannot see it."""

    title: str
    width: float
    height: float
    parts: Sequence[Box | Arrow | Note]


def drawn(diagram: Diagram) -> str:
    """The diagram as SVG, on paper of its own, so that it is read on a dark page too."""
    parts = "\n".join(line for part in diagram.parts for line in _lines(part))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {diagram.width:g} '
        f'{diagram.height:g}" role="img" aria-label="{escape(diagram.title)}" '
        f'font-family="{FONT}" font-size="13">\n'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        f'markerHeight="8" orient="auto"><path d="M0 0.5 7.5 4 0 7.5z" fill="{LINE}"/>'
        "</marker></defs>\n"
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>\n{parts}\n</svg>\n'
    )


def _lines(part: Box | Arrow | Note) -> Iterator[str]:
    if isinstance(part, Box):
        return _box(part)
    return _arrow(part) if isinstance(part, Arrow) else _note(part)


def _note(note: Note, anchor: str = "middle") -> Iterator[str]:
    for place, line in enumerate(note.words.split("\n")):
        yield _text(note.x, note.y + 15 * place, line, QUIET, size=12, anchor=anchor)


def _box(box: Box) -> Iterator[str]:
    fill, edge = FILLS[box.kind]
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.w:g}" height="{box.h:g}" '
        f'rx="6" fill="{fill}" stroke="{edge}" stroke-width="1.2"/>'
    )
    lines = box.words.split("\n") if box.words else []
    middle, top = box.x + box.w / 2, box.y + box.h / 2 - 8.5 * len(lines) + 4.5
    yield _text(middle, top, box.name, INK, weight=600)
    for place, line in enumerate(lines, start=1):
        yield _text(middle, top + 17 * place, line, QUIET, size=12)


def _arrow(arrow: Arrow) -> Iterator[str]:
    points = " ".join(f"{x:g},{y:g}" for x, y in arrow.points)
    yield (
        f'<polyline points="{points}" fill="none" stroke="{LINE}" stroke-width="1.5" '
        'marker-end="url(#head)"/>'
    )
    if arrow.words:
        yield from _note(Note(*arrow.at, arrow.words), arrow.anchor)


def _text(
    x: float,
    y: float,
    words: str,
    colour: str,
    *,
    weight: int = 400,
    size: int = 13,
    anchor: str = "middle",
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}" text-anchor="{anchor}" '
        f'font-size="{size}" font-weight="{weight}">{escape(words)}</text>'
    )


def _down(x: float, start: float, end: float, words: str = "") -> Arrow:
    return Arrow([(x, start), (x, end)], words, (x + 8, (start + end) / 2 + 4), "start")


ARCHITECTURE = Diagram(
    "The layers: your program, the clients and the command line, services, engine, "
    "transport; beside them what is pure.",
    760,
    430,
    [
        Box(20, 20, 470, 40, "your program", kind="user"),
        Box(20, 90, 145, 58, "Client", "blocking, printed", "waits"),
        Box(182, 90, 145, 58, "AsyncClient", "asyncio and trio", "waits"),
        Box(345, 90, 145, 58, "okxsdk", "the command line", "waits"),
        Box(20, 178, 470, 50, "services", "what takes more than one call", "waits"),
        Box(20, 258, 470, 50, "engine", "paces, signs, retries; supervises", "waits"),
        Box(20, 338, 470, 50, "transport", "the only user of sockets", "waits"),
        _down(92, 60, 90),
        _down(254, 60, 90),
        _down(417, 60, 90),
        _down(254, 148, 178),
        _down(254, 228, 258),
        _down(254, 308, 338),
        Box(540, 90, 200, 58, "rest, channels", "declarations alone", "pure"),
        Box(540, 178, 200, 50, "models, errors", "values", "pure"),
        Box(540, 258, 200, 50, "protocol", "decides; time is given", "pure"),
        Box(540, 338, 200, 50, "sandbox", "a local exchange", "pure"),
        Arrow([(490, 203), (540, 203)]),
        Arrow([(490, 283), (540, 283)]),
        Arrow([(490, 119), (540, 119)]),
        Arrow([(490, 363), (540, 363)]),
        Note(380, 415, "yellow waits, blue decides; arrows point at what is used"),
    ],
)

CALL = Diagram(
    "A call goes down from your line to the socket; a message comes up from the socket "
    "to your loop.",
    760,
    330,
    [
        Box(20, 20, 340, 40, "okx.market.get_ticker(…)", kind="user"),
        Box(20, 90, 340, 50, "protocol/endpoint.py", "arguments → request", "pure"),
        Box(20, 170, 340, 50, "engine/rest.py", "pace, sign, send, retry", "waits"),
        Box(20, 250, 340, 50, "transport/http.py", "→ HTTP → OKX", "waits"),
        _down(190, 60, 90),
        _down(190, 140, 170),
        _down(190, 220, 250),
        Box(400, 20, 340, 40, "async for trade in trades", kind="user"),
        Box(400, 90, 340, 50, "engine/subscription.py", "rows and gaps", "waits"),
        Box(400, 170, 340, 50, "protocol/session.py", "text → events, text", "pure"),
        Box(400, 250, 340, 50, "transport/websocket.py", "OKX → text", "waits"),
        Arrow([(570, 250), (570, 220)]),
        Arrow([(570, 170), (570, 140)]),
        Arrow([(570, 90), (570, 60)]),
    ],
)

ORDERS = Diagram(
    "An order is named, sent once, and looked up until its outcome is known.",
    760,
    470,
    [
        Box(250, 20, 260, 54, "name it", "cl_ord_id and expiry, journalled", "pure"),
        Box(250, 110, 260, 54, "send it once", "WebSocket, or REST", "waits"),
        _down(380, 74, 110),
        Box(20, 210, 170, 54, "placed", "acknowledged", "good"),
        Box(
            220,
            210,
            320,
            54,
            "no answer, or none that tells",
            "timeout, reset, 5xx, busy",
        ),
        Box(570, 210, 170, 54, "OrderRejected", "refused, by a code", "bad"),
        Arrow([(250, 137), (105, 137), (105, 210)]),
        Arrow([(510, 137), (655, 137), (655, 210)]),
        _down(380, 164, 210),
        Box(
            220,
            300,
            320,
            54,
            "look it up by its name",
            "until expiry and a grace are over",
            "waits",
        ),
        _down(380, 264, 300),
        Box(20, 390, 210, 60, "placed", "recovered = True", "good"),
        Box(260, 390, 220, 60, "OrderNotPlaced", "proved: may be sent again", "bad"),
        Box(
            510,
            390,
            230,
            60,
            "OrderOutcomeUnknown",
            "nothing gets through: resolve()",
            "bad",
        ),
        Arrow([(220, 327), (125, 327), (125, 390)], "found", (133, 375), "start"),
        _down(380, 354, 390, "absent after its time"),
        Arrow([(540, 327), (625, 327), (625, 390)], "no look-up", (633, 375), "start"),
    ],
)

BOOKS = Diagram(
    "A book begins with a snapshot, follows the chain of updates, and is stale from the "
    "first link that is missing until the next snapshot.",
    760,
    250,
    [
        Box(20, 90, 130, 60, "waiting", "nothing is served"),
        Box(240, 90, 170, 60, "right", "served at each change", "good"),
        Box(600, 90, 140, 60, "stale", "raises BookStale", "bad"),
        Arrow([(150, 120), (240, 120)], "snapshot", (195, 112)),
        Arrow([(410, 108), (600, 108)]),
        Note(505, 70, "a link is missing, or\nthe connection is lost"),
        Arrow([(600, 132), (410, 132)]),
        Note(505, 151, "subscribed anew:\na fresh snapshot"),
        Arrow(
            [(285, 90), (285, 50), (365, 50), (365, 90)],
            "update: prevSeqId is the last seqId",
            (325, 38),
        ),
        Note(
            380, 222, "Every update names the one before it: none is missed unnoticed."
        ),
    ],
)

DIAGRAMS = {
    "architecture.svg": ARCHITECTURE,
    "call.svg": CALL,
    "orders.svg": ORDERS,
    "books.svg": BOOKS,
}


def write(folder: Path) -> None:
    """Draw them all."""
    for name, diagram in DIAGRAMS.items():
        (folder / name).write_text(drawn(diagram))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
