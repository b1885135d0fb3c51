"""The files of a recorder: appended to, flushed, and made good when they are resumed.

A line is either whole in its file or not there. What a crash, a full disk or a failing
one leaves of a line is cut off and set aside; it is never taken for a candle.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from attrs import define, field, frozen

from examples.candle_recorder import columns
from examples.candle_recorder.lock import Lock
from examples.candle_recorder.names import file_of, folder_of
from examples.candle_recorder.rows import HEADER, Scan, checked, encode, scan
from okx_sdk.models.market import Candle
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import Span

__all__ = ["Resumed", "Store", "StoreFailed"]

NOTES = b"kind,start,end,words,check\n"
RECENT = 3

T = TypeVar("T")
Write = Callable[[int, bytes], int]


class StoreFailed(Exception):  # noqa: N818 - it says what happened
    """The disk is full, gone, or fails: nothing more can be recorded."""


@frozen
class Resumed:
    """What a series holds when it is taken up again.

    *recent* are its last candles; *spare* those that lay behind damage, which are to be
    recorded again; *damaged* where what was damaged has been put.
    """

    recent: tuple[Candle, ...] = ()
    spare: tuple[Candle, ...] = ()
    damaged: Path | None = None


@define
class _File:
    """One file that is open at its end."""

    path: Path
    header: bytes
    write: Write
    descriptor: int = field(init=False)
    size: int = field(init=False)
    is_dirty: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Binary matters on Windows alone.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self.descriptor = os.open(self.path, flags, 0o644)
        self.size = os.fstat(self.descriptor).st_size
        if not self.size:
            self.append(self.header)

    def append(self, line: bytes) -> None:
        """Have all of a line in the file, or nothing of it."""
        left = line
        try:
            while left:
                left = left[self.write(self.descriptor, left) :]
        except OSError:
            os.ftruncate(self.descriptor, self.size)
            raise
        self.size += len(line)
        self.is_dirty = True

    def sync(self) -> None:
        if self.is_dirty:
            os.fsync(self.descriptor)
            self.is_dirty = False

    def close(self) -> None:
        try:
            self.sync()
        finally:
            os.close(self.descriptor)


@define
class Store:
    """Candles of one bar below a folder, which one process at a time may write.

    Args:
        root: the folder.
        bar: such as `1m`.
        parquet: whether a file becomes Parquet as soon as it is complete.
        write: puts bytes into a file.
    """

    root: Path
    bar: str
    parquet: bool = False
    write: Write = os.write
    _files: dict[str, _File] = field(factory=dict, init=False)
    _notes: dict[str, _File] = field(factory=dict, init=False)
    _lock: Lock | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        self._guarded(lambda: self.root.mkdir(parents=True, exist_ok=True))
        self._lock = Lock(self.root / ".lock")
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def folder(self, inst_id: str) -> Path:
        """Where the candles of an instrument are."""
        return self.root / folder_of(inst_id, self.bar)

    def resume(self, inst_id: str) -> Resumed:
        """Make the newest file of an instrument good, and say what it holds."""
        return self._guarded(lambda: self._resume(self.folder(inst_id)))

    def _resume(self, folder: Path) -> Resumed:
        texts = sorted(folder.glob("[0-9]*.csv"))
        packed = sorted(folder.glob("[0-9]*.parquet"))
        if self.parquet:
            for path in texts[:-1]:
                columns.pack(path)
        if packed and (not texts or packed[-1].stem >= texts[-1].stem):
            return Resumed(tuple(columns.unpack(packed[-1])[-RECENT:]))
        if not texts:
            return Resumed()
        found = scan(texts[-1].read_bytes())
        damaged = _set_aside(texts[-1], found) if found.damage else None
        recent = found.kept[-RECENT:]
        if not recent and len(texts) > 1:
            recent = scan(texts[-2].read_bytes()).candles[-RECENT:]
        return Resumed(recent, found.spare, damaged)

    def append(self, inst_id: str, candle: Candle) -> None:
        """Record a candle. It is in the file afterwards, and safe after `sync`.

        Raises:
            StoreFailed: it is not recorded, and what was before is as it was.
        """
        self._guarded(lambda: self._append(inst_id, candle))

    def _append(self, inst_id: str, candle: Candle) -> None:
        path = self.folder(inst_id) / f"{file_of(self.bar, to_ms(candle.ts))}.csv"
        file = self._files.get(inst_id)
        if file is not None and file.path != path:
            self._files.pop(inst_id).close()
            if self.parquet:
                columns.pack(file.path)
            file = None
        if file is None:
            file = self._files[inst_id] = _File(path, HEADER, self.write)
        file.append(encode(candle))

    def note(self, inst_id: str, kind: str, span: Span, words: str) -> None:
        """Keep, beside the candles, what is to be known of a piece of time."""
        plain = " ".join(words.replace(",", ";").split())
        line = checked([kind, str(span.start), str(span.end), plain])
        self._guarded(lambda: self._note(inst_id, line))

    def _note(self, inst_id: str, line: bytes) -> None:
        if inst_id not in self._notes:
            path = self.folder(inst_id) / "notes.csv"
            self._notes[inst_id] = _File(path, NOTES, self.write)
        self._notes[inst_id].append(line)

    def sync(self) -> None:
        """Have everything safe from a loss of power."""
        for file in (*self._files.values(), *self._notes.values()):
            self._guarded(file.sync)

    def close(self) -> None:
        """Flush and close all files."""
        files = [*self._files.values(), *self._notes.values()]
        self._files.clear()
        self._notes.clear()
        errors = [error for file in files if (error := _closed(file)) is not None]
        if errors:
            raise StoreFailed(_words(errors[0])) from errors[0]

    @staticmethod
    def _guarded(act: Callable[[], T]) -> T:
        try:
            return act()
        except OSError as error:
            raise StoreFailed(_words(error)) from error


def _words(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{where}: recording has stopped"


def _closed(file: _File) -> OSError | None:
    try:
        file.close()
    except OSError as error:
        return error
    return None


def _set_aside(path: Path, found: Scan) -> Path:
    """Keep a copy of a damaged file, and cut it where the damage begins."""
    number = 1
    while (copy := path.with_name(f"damaged-{path.stem}-{number}.csv")).exists():
        number += 1
    with copy.open("xb") as target:
        target.write(path.read_bytes())
        target.flush()
        os.fsync(target.fileno())
    with path.open("r+b") as file:
        file.truncate(found.good)
        os.fsync(file.fileno())
    return copy
