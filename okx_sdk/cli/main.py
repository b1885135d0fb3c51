"""Where the process of `okxsdk` begins.

It imports nothing before it can hear Ctrl-C, and can say that click is missing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run"]


def run(args: Sequence[str] | None = None) -> int:
    """Do what the words say, and give the exit code; without *args*, the process's."""
    try:
        return _run(args)
    except KeyboardInterrupt:
        return 130


def _run(args: Sequence[str] | None) -> int:
    from okx_sdk.cli import exits, process

    try:
        process.prepare()
        from okx_sdk.cli.app import okxsdk

        okxsdk.main(args, prog_name="okxsdk")
    except KeyboardInterrupt:
        code = exits.INTERRUPTED
    except ModuleNotFoundError as error:
        code = exits.report(error)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else exits.OK
    return process.ended(code)
