"""Files that may hold secrets: read with an eye on who else can, written whole."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from attrs import field, frozen

from okx_sdk.credentials import Secret
from okx_sdk.errors import InvalidArgument

__all__ = ["Kept", "is_there", "read_kept", "write_kept"]

MOST_BYTES = 1024 * 1024
_POSIX = os.name == "posix"
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would wait for a writer
    | getattr(os, "O_BINARY", 0)
)


@frozen
class Kept:
    """What a file holds, and why others might know or change it.

    *exposure* is empty if nobody else can.
    """

    text: str = field(repr=False)  # a traceback shows locals
    exposure: str = ""


def read_kept(path: Path) -> Kept:
    """Read a file, and look at the rights of the very file that was read.

    Raises:
        InvalidArgument: it cannot be read, is a link, or is no UTF-8.
    """
    try:
        data, facts = _read(path)
    except OSError as error:
        raise InvalidArgument(_unreadable(path, error)) from None
    try:
        # Some editors put a mark before the text.
        return Kept(data.decode("utf-8-sig"), _exposure(path, facts) if _POSIX else "")
    except UnicodeDecodeError as error:
        problem = f"{path} is not UTF-8 at byte {error.start}"
    # Raised out here, for the other error holds the file, and the file secrets.
    raise InvalidArgument(problem)


def is_there(path: Path) -> bool:
    """Whether there is anything of that name, be it a link that leads nowhere.

    Raises:
        InvalidArgument: that cannot be told, which is not to say that there is not.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise InvalidArgument(_unreadable(path, error)) from None
    return True


def _unreadable(path: Path, error: OSError) -> str:
    if os.path.islink(path):  # noqa: PTH114 - which is no error where it cannot be told
        return f"{path} is a symbolic link: name the file that it leads to"
    return f"the profiles' file {path} cannot be read: {error.strerror}"


def _read(path: Path) -> tuple[bytes, os.stat_result]:
    descriptor = os.open(path, _FLAGS)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - of what is open already
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(0, "it is no ordinary file")
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OSError(0, f"it is over {MOST_BYTES} bytes")
    return data, facts


def _exposure(path: Path, facts: os.stat_result) -> str:
    if facts.st_mode & 0o077:
        return f"{path} holds secrets and others can read it: chmod 600 it"
    if facts.st_uid not in {0, os.geteuid()}:
        return f"{path} holds secrets and belongs to another user: chown it"
    home = path.absolute().parent
    mode = home.stat().st_mode
    if mode & 0o022 and not mode & stat.S_ISVTX:
        return f"others can replace files in {home}, which holds keys: chmod 700 it"
    return ""


def write_kept(path: Path, text: Secret) -> None:
    """Put a text in the place of a file: whole or not at all, for its owner alone.

    Raises:
        InvalidArgument: it cannot be written, or is a link.
    """
    if path.is_symlink():
        raise InvalidArgument(
            f"{path} is a symbolic link: name the file that it leads to"
        )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        problem = f"{path} cannot be written: {error.strerror}"
    else:
        return
    raise InvalidArgument(problem)


def _replace(path: Path, text: Secret) -> None:
    # Made by O_EXCL and O_NOFOLLOW, with rights for the owner alone.
    descriptor, made = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - as above
            file.write(text.reveal().encode())
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(made).unlink()
        raise
    if _POSIX:
        _sync(path.parent)


def _sync(home: Path) -> None:
    """Have the new name itself written, so that a power cut leaves old or new."""
    descriptor = os.open(home, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
