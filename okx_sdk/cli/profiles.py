"""`okxsdk config init|use|import`: profiles are made, chosen and taken over."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from okx_sdk.cli.options import ENVS, REGIONS, examples, shared_options
from okx_sdk.cli.state import current
from okx_sdk.cli.streams import is_terminal, say

if TYPE_CHECKING:
    from okx_sdk.credentials import Credentials
    from okx_sdk.profiles import Profile

__all__ = ["import_", "init", "use"]

keyring_option = click.option(
    "--keyring",
    is_flag=True,
    help="Keep the key in the system's keyring, not the file.",
)
overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Replace a profile of that name."
)


def names(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Completes the names of the profiles there are."""
    from okx_sdk.cli.options import beginning
    from okx_sdk.errors import InvalidArgument
    from okx_sdk.profiles import profile_names

    try:
        return beginning(incomplete, profile_names())
    except InvalidArgument:
        return []  # what is wrong with the file is told when it is used


@click.command(
    epilog=examples(
        "okxsdk config init practice --env demo --region eea",
        "okxsdk config init main --env live --keyring",
    )
)
@click.argument("name", default="default")
@keyring_option
@overwrite_option
@shared_options
def init(name: str, keyring: bool, overwrite: bool) -> None:
    """Make a profile, and keep its API key.

    Asks for what --env and --region do not say, and for key, secret and passphrase,
    which are not shown. They are written to the configuration file, which nobody else
    can read, or to the system's keyring.
    """
    from okx_sdk.profiles import Profile, checked_name
    from okx_sdk.settings import Env, Region

    _require_terminal()
    _require_keyring(wanted=keyring)
    try:
        _may_write(checked_name(name), overwrite=overwrite)
        env = _chosen("env", ENVS)
        region = _chosen("region", REGIONS)
        key = None if env == Env.SANDBOX else _asked_key()
    except click.Abort:  # the cursor may stand behind a question
        say("\nnothing was written")
        raise
    is_first = not _known()
    _keep(Profile(name, Env(env), Region(region), key), keyring=keyring)
    if is_first:
        _make_default(name)
    else:
        say(f"to have it meant where none is named: okxsdk config use {name}")
    say(f"to try it: okxsdk doctor --profile {name}")


def _require_terminal() -> None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise click.UsageError(
            "this asks for a key: run it in a terminal; elsewhere set OKX_API_KEY, "
            "OKX_SECRET_KEY and OKX_PASSPHRASE"
        )


def _require_keyring(*, wanted: bool) -> None:
    """So that nobody types a key in vain."""
    if wanted:
        from okx_sdk._keyring import require

        require()


def _known() -> list[str]:
    from okx_sdk.profiles import profile_names

    return profile_names()


def _may_write(name: str, *, overwrite: bool) -> None:
    if overwrite or name not in _known():
        return
    click.confirm(f"there is a profile {name}: replace it?", abort=True, err=True)


def _chosen(option: str, choices: Sequence[str]) -> str:
    """What the option says, or the answer to a question."""
    given = current().options.get(option)
    if given is not None:
        return str(given)
    answer: str = click.prompt(
        option, type=click.Choice(choices), default=choices[0], err=True
    )
    return answer


def _asked_key() -> Credentials:
    from okx_sdk.credentials import Credentials, Secret

    say("from OKX's page on API keys; what is typed or pasted is not shown")
    texts = [
        Secret(str(click.prompt(word, hide_input=True, err=True)).strip())
        for word in ("API key", "secret key", "passphrase")
    ]
    key, secret, passphrase = texts
    return Credentials(key.reveal(), secret, passphrase)


def _keep(profile: Profile, *, keyring: bool) -> None:
    """Write a profile, its key to one of the two places, and say which."""
    from attrs import evolve

    from okx_sdk.profiles import config_path, save_profile

    if keyring and profile.credentials:
        from okx_sdk._keyring import store

        store(profile.name, profile.credentials)
        profile = evolve(profile, credentials=None, keyring=True)
    save_profile(profile)
    kept = ", its key in the keyring" if profile.keyring else ""
    say(f"wrote the profile {profile.name} to {config_path()}{kept}")


def _make_default(name: str) -> None:
    from okx_sdk.profiles import load_profile, use_profile

    use_profile(name)
    say(f"the profile {name} is meant where none is named")
    if load_profile(name).env in {None, "live"}:
        say("it is for live trading: what is sent there is real", fg="yellow")


@click.command(epilog=examples("okxsdk config use practice"))
@click.argument("name", shell_complete=names)
@shared_options
def use(name: str) -> None:
    """Make a profile the default one.

    It counts where no profile is named, behind the environment's settings.
    """
    _make_default(name)


@click.command(
    "import",
    epilog=examples("okxsdk config import", "okxsdk config import main --keyring"),
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Another file than ~/.okx/config.toml.",
)
@keyring_option
@overwrite_option
@shared_options
def import_(
    names: tuple[str, ...], source: Path | None, keyring: bool, overwrite: bool
) -> None:
    """Take keys over from OKX's own command line.

    All its profiles, or those named; ones that are there already stay as they are
    without --overwrite. The file is read and never written.
    """
    from okx_sdk._imports import foreign_path, foreign_profiles

    _require_keyring(wanted=keyring)
    found = foreign_profiles(source or foreign_path())
    if found.exposure:
        say(found.exposure, fg="yellow")
    known = {profile.name: profile for profile in found.profiles}
    _require_known(names, [*known, *found.left_out], source or foreign_path())
    for name, reason in found.left_out.items():
        if name in names or not names:
            say(f"left out {name}: {reason}", fg="yellow")
    count = sum(
        _taken(profile, keyring=keyring, overwrite=overwrite)
        for name, profile in known.items()
        if name in names or not names
    )
    if count and found.default in known:
        say(f"its default there is {found.default}: okxsdk config use {found.default}")
    if not count:
        raise click.UsageError("nothing was taken over")


def _require_known(names: Sequence[str], known: Sequence[str], source: Path) -> None:
    for name in names:
        if name not in known:
            there = ", ".join(known) or "none"
            raise click.UsageError(f"{source} has no profile {name!r}; it has {there}")


def _taken(profile: Profile, *, keyring: bool, overwrite: bool) -> bool:
    from okx_sdk.errors import InvalidArgument
    from okx_sdk.profiles import checked_name

    try:
        checked_name(profile.name)
    except InvalidArgument as error:
        say(f"left out {profile.name!r}: {error.message}", fg="yellow")
        return False
    if profile.name in _known() and not overwrite:
        say(f"left {profile.name} as it is: --overwrite replaces it", fg="yellow")
        return False
    _keep(profile, keyring=keyring)
    return True
