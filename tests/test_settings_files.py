"""The configuration file and the keyring: read with care, written whole."""

import json
import os
import stat
import sys
import tomllib
import traceback
from functools import partial
from types import ModuleType

import pytest

from okx_sdk import _files
from okx_sdk.credentials import Credentials
from okx_sdk.errors import InvalidArgument, MissingExtra
from okx_sdk.profiles import (
    Profile,
    default_profile,
    load_profile,
    profile_names,
    save_profile,
    use_profile,
)
from okx_sdk.settings import Env, Region, load_settings

posix = pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")

KEY = Credentials("key-profile-1234", "canary-secret", 'canary "quoted\\" #=[x]')
MINE = Profile("mine", Env.DEMO, Region.EEA, KEY)
WRITTEN_BY_HAND = """\
# What I use, and why.
default_profile = 'other' # the careful one

[other]
kept = 5

[profiles."mine"] # old
env = "live"
api_key = "[profiles.mine]"

[ profiles . other ]
region = "us" # here
"""


def with_locals(error):
    """What a reporter of crashes would send."""
    found = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = "".join(found.format())
    return text[text.index("okx_sdk/") :]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "okxsdk" / "config.toml"


def write(path, text, mode=0o600):
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)


def test_a_profile_that_is_written_is_read_again(path):
    """Whatever its passphrase is made of."""
    save_profile(MINE, path)

    assert load_profile("mine", path) == MINE
    assert profile_names(path) == ["mine"]
    assert default_profile(path) is None


@posix
def test_what_is_written_is_for_its_owner_alone(path):
    """The file 0600 in a folder 0700, whatever the umask says."""
    before = os.umask(0)
    try:
        save_profile(MINE, path)
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_changed_keeps_what_else_it_says(path):
    """Comments, other tables, and profiles in any spelling."""
    write(path, WRITTEN_BY_HAND)

    save_profile(MINE, path)
    save_profile(Profile("new", keyring=True), path)
    use_profile("new", path)

    text = path.read_text()
    assert "# What I use, and why.\n" in text
    assert 'region = "us" # here' in text
    said = tomllib.loads(text)
    assert said["other"] == {"kept": 5}
    assert said["default_profile"] == "new"
    assert said["profiles"]["new"] == {"keyring": True}
    assert load_profile("mine", path) == MINE
    assert load_profile("other", path).region is Region.US


def test_a_file_that_cannot_be_changed_for_sure_is_left_alone(path):
    """Tables in a spelling of their own are for their author."""
    text = 'profiles = { mine = { env = "live" } }\n'
    write(path, text)

    with pytest.raises(InvalidArgument, match="edit it by hand"):
        save_profile(MINE, path)
    assert path.read_text() == text


@pytest.mark.parametrize("name", ["", "a b", "a.b", "é", "a]", "x" * 65, "a\n"])
def test_a_name_that_wants_quotes_is_refused(path, name):
    """Before anything is written."""
    with pytest.raises(InvalidArgument, match="no name for a profile"):
        save_profile(Profile(name), path)
    assert not path.exists()


def test_only_a_profile_that_is_there_becomes_the_default(path):
    """And the file must be there."""
    save_profile(MINE, path)

    with pytest.raises(InvalidArgument, match="no profile 'yours'; it has mine"):
        use_profile("yours", path)
    use_profile("mine", path)
    assert default_profile(path) == "mine"


@posix
@pytest.mark.parametrize("fault", ["write", "sync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file(path, monkeypatch, fault):
    """K2: all of the new or all of the old, no half and no rest."""
    save_profile(MINE, path)
    before = path.read_text()

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    if fault == "replace":
        monkeypatch.setattr(_files.Path, "replace", fail)
    elif fault == "sync":
        monkeypatch.setattr(_files.os, "fsync", fail)
    else:
        monkeypatch.setattr(_files.tempfile, "mkstemp", fail)
    with pytest.raises(InvalidArgument, match="cannot be written: No space") as it:
        save_profile(Profile("new"), path)

    assert "canary" not in with_locals(it.value)
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]


@posix
def test_a_link_is_neither_read_nor_written(path, tmp_path):
    """What it leads to may be another's."""
    elsewhere = tmp_path / "elsewhere.toml"
    save_profile(MINE, elsewhere)
    path.parent.mkdir()
    path.symlink_to(elsewhere)
    before = elsewhere.read_text()

    for use in (load_profile, use_profile):
        with pytest.raises(InvalidArgument, match="is a symbolic link"):
            use("mine", path)
    with pytest.raises(InvalidArgument, match="is a symbolic link"):
        save_profile(Profile("new"), path)
    assert elsewhere.read_text() == before


@posix
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.unlink(), "no profile 'mine', nor a file"),
        (lambda path: (path.unlink(), path.mkdir()), "cannot be read"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "no ordinary file"),
        (lambda path: path.write_text("#" * 2_000_000), "is over 1048576 bytes"),
        (lambda path: path.chmod(0o640), "chmod 600"),
        (lambda path: path.parent.chmod(0o770), "chmod 700"),
    ],
    ids=["gone", "folder", "pipe", "huge", "group", "folder of a group"],
)
def test_a_file_that_is_not_the_owner_s_alone_is_refused(path, spoil, told):
    """C2: and one that is no file does not hang."""
    save_profile(MINE, path)
    spoil(path)

    with pytest.raises(InvalidArgument, match=told):
        load_profile("mine", path)


def test_a_mark_before_the_text_is_passed_over(path):
    """As some editors of Windows put it, with line ends of their own."""
    save_profile(MINE, path)
    text = path.read_text().replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert load_profile("mine", path) == MINE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[profiles.mine]\nenviroment = 'demo'", "'enviroment', which is none of env"),
        ("[profiles.mine]\nEnv = 'demo'", "'Env', which is none of env, region"),
        ("env = 'demo'\n[profiles.mine]", "'env', which is none of default_profile"),
        (f"[profiles.mine]\n{'canary' * 4} = 1", "says a long name, which"),
    ],
)
def test_a_misspelt_setting_does_not_mean_live_trading(path, text, told):
    """C2: who wrote `enviroment = "demo"` would trade for real."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)

    for read in (partial(load_profile, "mine"), partial(use_profile, "mine")):
        with pytest.raises(InvalidArgument, match=told) as caught:
            read(path)
        assert "canary" not in str(caught.value)


def test_a_file_of_which_nothing_can_be_told_is_not_taken_for_none(tmp_path):
    """C2: a default profile that cannot be read would otherwise be left out."""
    with pytest.raises(InvalidArgument, match="cannot be read: File name too long"):
        default_profile(tmp_path / ("x" * 300))


@posix
def test_a_folder_like_tmp_is_as_good_as_an_own_one(path):
    """Nobody can replace there what is not theirs."""
    save_profile(MINE, path)
    path.parent.chmod(0o1777)

    assert load_profile("mine", path) == MINE


@posix
@pytest.mark.skipif("not hasattr(os, 'geteuid') or os.geteuid() == 0")
def test_a_file_that_cannot_be_read_is_told(path):
    """C2; the superuser can read all."""
    save_profile(MINE, path)
    path.chmod(0o000)

    with pytest.raises(InvalidArgument, match="cannot be read: Permission denied"):
        load_profile("mine", path)


# The keyring.


class Keys:
    """A keyring of a good kind."""

    priority = 5
    failure = None

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        if self.failure:
            raise self.failure
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        if self.failure:
            raise self.failure
        self.kept[service, username] = password


@pytest.fixture
def keys(monkeypatch):
    """A library whose keyring is in memory."""
    library, backend = ModuleType("keyring"), Keys()
    library.get_keyring = lambda: backend
    monkeypatch.setitem(sys.modules, "keyring", library)
    return backend


@pytest.fixture
def kept(path):
    """A profile whose key is in the keyring."""
    save_profile(Profile("main", Env.LIVE, keyring=True), path)
    return {"OKX_CONFIG": str(path), "OKX_PROFILE": "main"}


def test_a_key_is_fetched_from_the_keyring(keys, kept):
    """The file says so, and holds no secret."""
    from okx_sdk._keyring import store

    store("main", KEY)
    settings = load_settings(environ=kept)

    assert settings.credentials == KEY
    assert settings.sources["api_key"] == "the keyring"
    assert list(keys.kept) == [("okxsdk", "main")]


def test_the_keyring_is_asked_only_for_what_is_used(keys, kept):
    """Opening it may ask for a password."""
    keys.failure = AssertionError("it was asked")

    assert load_settings(environ=kept, credentials=KEY).credentials is KEY
    assert load_settings(environ=kept, env="sandbox").credentials != KEY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "has no key for the profile 'main'"),
        ("canary", "is no key"),
        ("[1]", "is no key"),
        ('{"api_key": "canary"}', "is no key"),
        (json.dumps({"api_key": "k", "secret_key": "canary\n", "passphrase": 1}), "no"),
    ],
)
def test_a_keyring_without_the_key_is_told(keys, kept, text, told):
    """With the command that mends it; and what it holds is not shown."""
    if text is not None:
        keys.kept["okxsdk", "main"] = text

    with pytest.raises(InvalidArgument, match=told) as caught:
        load_settings(environ=kept)
    assert "okxsdk config init main --keyring" in str(caught.value)
    assert "canary" not in f"{caught.value!r} {caught.value.__context__!r}"


def test_a_keyring_that_is_locked_is_told(keys, kept):
    """By the kind of its error, whose words could quote."""
    keys.failure = RuntimeError("canary: the prompt was dismissed")

    with pytest.raises(InvalidArgument, match=r"cannot be read \(RuntimeError\)") as it:
        load_settings(environ=kept)
    assert "canary" not in str(it.value)


def test_a_keyring_that_fails_to_write_shows_no_secret(keys):
    """Not even as what the error came from."""
    from okx_sdk._keyring import store

    keys.failure = RuntimeError("canary-secret")
    with pytest.raises(InvalidArgument, match="cannot be written") as caught:
        store("main", KEY)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("priority", [0, 0.5])
def test_a_keyring_that_keeps_nothing_or_in_the_clear_is_refused(keys, kept, priority):
    """By the library's own scale: files in the clear have one half."""
    keys.priority = priority

    with pytest.raises(InvalidArgument, match="no keyring to be trusted"):
        load_settings(environ=kept)


def test_without_the_library_the_extra_is_named(monkeypatch, kept):
    """Nothing else wants it."""
    monkeypatch.setitem(sys.modules, "keyring", None)

    with pytest.raises(MissingExtra, match=r"pip install 'okxsdk\[keyring\]'"):
        load_settings(environ=kept)


def test_the_real_library_is_spoken_to_as_it_wants(kept):
    """On a machine without a keyring it says so; it is never asked by accident."""
    keyring = pytest.importorskip("keyring")
    if keyring.get_keyring().priority >= 1:
        pytest.skip("this machine has a keyring, which tests leave alone")

    with pytest.raises(InvalidArgument, match="no keyring to be trusted"):
        load_settings(environ=kept)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("api_key='k'\nsecret_key='canary'\npassphrase='canary'", 0o644),
        ("api_key='k'\nsecret_key='canary'", 0o600),
        ("api_key=5\nsecret_key='canary'\npassphrase='canary'", 0o600),
        ("api_key='k'\nsecret_key='canary '\npassphrase='canary'", 0o600),
        ("env='x'\napi_key='k'\nsecret_key='canary'\npassphrase='canary'", 0o600),
        ("secret_key='canary'\n[profiles.x]", 0o600),
        ("secret_key='canary", 0o600),
    ],
)
@pytest.mark.parametrize("name", ["x", "y"])
def test_no_error_about_a_file_shows_what_it_holds(path, text, mode, name):
    """Goal 22: not in a traceback with locals either."""
    write(path, f"[profiles.x]\n{text}\n", mode)
    environ = {"OKX_CONFIG": str(path), "OKX_SECRET_KEY": "canary"}

    with pytest.raises(InvalidArgument) as caught:
        load_settings(environ=environ, profile=name)
    assert "canary" not in with_locals(caught.value)


def test_a_key_in_both_places_is_refused(path):
    """One of the two would be forgotten."""
    write(
        path, '[profiles.x]\nkeyring=true\napi_key="k"\nsecret_key="s"\npassphrase="p"'
    )

    with pytest.raises(InvalidArgument, match="remove one of the two"):
        load_profile("x", path)
    write(path, "[profiles.x]\nkeyring = 'yes'")
    with pytest.raises(InvalidArgument, match="true or false"):
        load_profile("x", path)
