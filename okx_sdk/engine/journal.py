"""The journal of order entry on the disk: what was sent survives the process."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path
from types import ModuleType

from attrs import define, field

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.order_journal import Entry, JournalState, Replay, line_of

__all__ = ["Journal"]

logger = logging.getLogger("okx_sdk.orders")

MOST_LINES = 50_000
"""Lines after which what is settled is left out."""


@define(eq=False)
class Journal:
    """Appends to one file, which one process at a time may have.

    Args:
        path: the file; it is made if it is not there, for its owner's eyes alone.
        sync: whether each line waits for the disk: then it survives the machine, too.

    Raises:
        InvalidArgument: the file cannot be had, or others can read it.
    """

    path: Path
    sync: bool = False
    _file: int = field(default=-1, init=False)
    _replay: Replay = field(factory=Replay, init=False)
    _lines: int = field(default=0, init=False)
    _is_torn: bool = field(default=False, init=False)
    """Whether its last line may have no end."""

    def __attrs_post_init__(self) -> None:
        self._file = _opened(self.path)
        text = _read(self._file)
        self._is_torn = bool(text) and not text.endswith(b"\n")
        self._replay.read(text.splitlines(keepends=True))
        if self._replay.damaged:
            logger.warning(
                "%d lines of the journal %s cannot be read: what they told of is lost",
                self._replay.damaged,
                self.path,
            )
        self._shorten()

    @property
    def unsettled(self) -> list[Entry]:
        """What was sent and never heard of, oldest first."""
        return list(self._replay.open.values())

    def entry(self, name: str) -> Entry | None:
        """What it knows of an order of a name that is among them."""
        return self._replay.open.get(name)

    def write(self, entry: Entry) -> None:
        """Append a line, before anything else is done.

        Raises:
            OSError: the disk did not take it; then nothing may be sent.
        """
        try:
            self._append(line_of(entry))
        except OSError:
            if entry.state is not JournalState.SENT:  # known all the same
                self._replay.take(entry)
            raise
        self._replay.take(entry)
        if self._lines > MOST_LINES:
            self._shorten()

    def _append(self, data: bytes) -> None:
        """Write a line, and not as the rest of one that was cut off, as by a full disk."""
        before, self._is_torn = b"\n" if self._is_torn else b"", True
        _write(self._file, before + data)
        self._is_torn = False
        if self.sync:
            os.fsync(self._file)
        self._lines += 1

    def _shorten(self) -> None:
        """Leave out what is settled, if that can be done; if not, there is time."""
        try:
            self._rewrite()
        except (OSError, InvalidArgument) as error:
            logger.warning("the journal %s was not shortened: %s", self.path, error)
            self._lines = 0

    def _rewrite(self) -> None:
        """Write anew what is still open, and have that in the file's place."""
        rest = self.path.with_name(f".{self.path.name}.new")
        rest.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        file = os.open(rest, flags, 0o600)
        try:
            _write(file, b"".join(map(line_of, self._replay.open.values())))
            os.fsync(file)
        finally:
            os.close(file)
        new = _opened(rest)
        try:
            rest.replace(self.path)
        except OSError:
            os.close(new)
            raise
        os.close(self._file)
        self._file, self._lines, self._is_torn = new, 0, False

    def close(self) -> None:
        """Let another process have the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _write(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]


def _opened(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    try:
        file = os.open(path, flags, 0o600)
    except OSError as error:
        raise InvalidArgument(
            f"the journal {path} cannot be opened: {error.strerror}"
        ) from None
    if problem := _problem(file, path):
        os.close(file)
        raise InvalidArgument(f"the journal {path} {problem}")
    return file


def _problem(file: int, path: Path) -> str | None:
    """What is wrong with a file for a journal, if anything."""
    mode = os.fstat(file).st_mode
    if not stat.S_ISREG(mode):
        return "is no file"
    if os.name == "posix" and mode & 0o077:
        return "can be read by others: chmod 600 it"
    if not _is_locked(file) or not _is_at(file, path):
        return "is in use by another process, or another client of this one"
    return None


def _is_at(file: int, path: Path) -> bool:
    """Whether it is there still: who had it may have put another in its place."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _is_locked(file: int) -> bool:
    """Whether this process has it to itself from now on; on Windows that is not known."""
    locks = _locks()
    if locks is None:
        return True
    try:
        locks.flock(file, locks.LOCK_EX | locks.LOCK_NB)
    except OSError:
        return False
    return True


def _locks() -> ModuleType | None:
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows
        return None
    return fcntl


def _read(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    parts: list[bytes] = []
    while part := os.read(file, 1 << 20):
        parts.append(part)
    return b"".join(parts)
