"""Profiles are made, chosen and taken over; what is typed is never shown."""

import os
import sys
import tomllib

import pytest

from okx_sdk.profiles import load_profile

KEY = "5f3c0b6a-1111-2222-3333-canary00key1"
TYPED = f"demo\neea\n {KEY} \nCANARY-SECRET\nCANARY-PASS\n"
FOREIGN = f"""
default_profile = "demo"
[profiles.live]
api_key = "{KEY}"
secret_key = "CANARY-SECRET"
passphrase = "CANARY-PASS"
site = "EEA"
[profiles.demo]
api_key = "{KEY}"
secret_key = "CANARY-SECRET"
passphrase = "CANARY-PASS"
demo = true
base_url = "https://us.okx.com"
timeout_ms = 5000
[profiles.oauth]
demo = true
[profiles.far]
api_key = "{KEY}"
secret_key = "CANARY-SECRET"
passphrase = "CANARY-PASS"
site = "mars"
["profiles"."od.d"]
api_key = "{KEY}"
secret_key = "CANARY-SECRET"
passphrase = "CANARY-PASS"
"""


@pytest.fixture
def path(monkeypatch, tmp_path):
    """Where the configuration file will be."""
    path = tmp_path / "own" / "config.toml"
    monkeypatch.setenv("OKX_CONFIG", str(path))
    return path


@pytest.fixture
def someone(monkeypatch):
    """Somebody is there to be asked."""
    monkeypatch.setattr("okx_sdk.cli.profiles.is_terminal", lambda _: True)


def test_a_profile_is_made_by_questions(run, path, someone):
    """The first one is the default; nothing of the key is echoed."""
    result = run("config", "init", "practice", stdin=TYPED)

    made = load_profile("practice", path)
    assert result.exit_code == 0, result.output
    assert (made.env, made.region) == ("demo", "eea")
    assert made.credentials.api_key == KEY
    assert made.credentials.passphrase.reveal() == "CANARY-PASS"
    assert result.stdout == ""
    assert "CANARY" not in result.stderr
    assert KEY not in result.stderr
    assert f"wrote the profile practice to {path}" in result.stderr
    assert "the profile practice is meant where none is named" in result.stderr
    assert tomllib.loads(path.read_text())["default_profile"] == "practice"


def test_what_the_options_say_is_not_asked(run, path, someone):
    """And the sandbox needs no key at all."""
    result = run("config", "init", "--env", "sandbox", "--region", "us")

    assert result.exit_code == 0, result.output
    made = load_profile("default", path)
    assert (made.env, made.region, made.credentials) == ("sandbox", "us", None)


def test_a_profile_is_replaced_only_after_a_question(run, path, someone):
    """The answer no leaves it as it is, and interrupts."""
    run("config", "init", "practice", stdin=TYPED)
    before = path.read_text()

    refused = run("config", "init", "practice", stdin="n\n")
    words = ["config", "init", "practice", "--env", "live", "--overwrite"]
    replaced = run(*words, stdin=TYPED.removeprefix("demo\n"))

    assert "there is a profile practice: replace it?" in refused.stderr
    assert refused.stderr.endswith("\nnothing was written\n")
    assert refused.exit_code == 130
    assert replaced.exit_code == 0, replaced.output
    assert load_profile("practice", path).env == "live"
    assert path.read_text() != before


@pytest.mark.parametrize("typed", ["ä", "a b\x07"])
def test_a_key_that_cannot_be_one_is_refused_and_not_shown(run, path, someone, typed):
    """Nothing is written."""
    text = f"live\nglobal\n{KEY}\nCANARY{typed}\nCANARY\n"

    result = run("config", "init", stdin=text)

    assert result.exit_code == 2
    assert "secret key holds strange characters" in result.stderr
    assert "CANARY" not in result.output
    assert not path.exists()


def test_a_default_for_live_trading_is_warned_of(run, path, someone):
    """What is sent there is real."""
    path.parent.mkdir()
    path.write_text("[profiles.main]\n[profiles.practice]\nenv = 'demo'\n")

    live, demo = (run("config", "use", name) for name in ("main", "practice"))

    assert "it is for live trading: what is sent there is real" in live.stderr
    assert demo.stderr == "the profile practice is meant where none is named\n"
    assert (live.exit_code, demo.exit_code) == (0, 0)
    shown = run("config", "show", "-o", "csv").stdout
    assert 'profiles,"main, practice",the file\n' in shown
    assert "profile,practice,default_profile\n" in shown
    assert "env,demo,the default profile\n" in shown


def test_keys_of_okx_s_own_command_line_are_taken_over(run, path, tmp_path):
    """What cannot be is told with its reason; the file itself is left alone."""
    source = tmp_path / "foreign.toml"
    source.write_text(FOREIGN)
    source.chmod(0o640)

    result = run("config", "import", "--from", str(source))

    assert result.exit_code == 0, result.output
    live, demo = load_profile("live", path), load_profile("demo", path)
    assert (live.env, live.region, live.credentials.api_key) == ("live", "eea", KEY)
    assert (demo.env, demo.region) == ("demo", "us")
    assert source.read_text() == FOREIGN
    for told in [
        "others can read it: chmod 600 it",
        "left out oauth: it has no key",
        "left out far: its site 'mars' is none that is known here",
        "left out 'od.d': 'od.d' is no name for a profile",
        "its default there is demo: okxsdk config use demo",
    ]:
        assert told in result.stderr
    assert "CANARY" not in result.output
    assert KEY not in result.output


def test_what_is_there_already_stays(run, path, tmp_path):
    """Unless it is to be replaced; one profile can be named."""
    source = tmp_path / "foreign.toml"
    source.write_text(FOREIGN)
    path.parent.mkdir()
    path.write_text("[profiles.live]\nregion = 'us'\n")
    words = ["config", "import", "live", "--from", str(source)]

    kept, replaced, unknown = (
        run(*words),
        run(*words, "--overwrite"),
        run("config", "import", "main", "--from", str(source)),
    )

    assert "left live as it is: --overwrite replaces it" in kept.stderr
    assert (kept.exit_code, replaced.exit_code, unknown.exit_code) == (2, 0, 2)
    assert load_profile("live", path).region == "eea"
    assert "has no profile 'main'; it has live, demo" in unknown.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("demo = 'yes'", "its demo is neither true nor false"),
        ("demo = ['true']", "its demo is neither true nor false"),
        ("base_url = 'https://us.example.com'", "its base_url is no host of OKX's"),
        ("base_url = 'https://[www.okx.com'", "its base_url is no host of OKX's"),
        ("demo = 'True'", None),
        ("demo = 1\nbase_url = 'www.okx.com'", None),
    ],
)
def test_what_may_mean_demo_or_another_host_is_not_taken_for_live_trading(
    run, path, tmp_path, line, told
):
    """C2: it is left out, with the reason."""
    source = tmp_path / "foreign.toml"
    key = f"api_key='{KEY}'\nsecret_key='CANARY-SECRET'\npassphrase='CANARY-PASS'\n"
    source.write_text(f"[profiles.it]\n{key}{line}\n")

    result = run("config", "import", "--from", str(source))

    if told is None:
        assert load_profile("it", path).env == "demo"
    else:
        assert f"left out it: {told}" in result.stderr
        assert (result.exit_code, path.exists()) == (2, False)


def test_a_file_of_another_form_is_told_in_one_line(run, path, tmp_path):
    """Its profiles are no tables; and its path is spelt as it is."""
    source = tmp_path / "foreign.toml"
    source.write_text("profiles = 5\n")
    link = tmp_path / "link.toml"
    link.symlink_to(source)

    assert (
        "left out default: it has no key"
        in run("config", "import", "--from", str(source)).stderr
    )
    told = run("config", "import", "--from", os.path.relpath(link)).stderr
    assert told.startswith(f"okxsdk: {os.path.relpath(link)} is a symbolic link: name")


def test_an_older_form_has_one_profile(run, path, tmp_path):
    """On top of the file."""
    source = tmp_path / "foreign.toml"
    source.write_text(
        f"api_key='{KEY}'\nsecret_key='CANARY-SECRET'\npassphrase='CANARY-PASS'\n"
    )

    assert run("config", "import", "--from", str(source)).exit_code == 0
    assert load_profile("default", path).credentials.api_key == KEY


def test_the_keyring_keeps_a_key_in_place_of_the_file(
    run, path, someone, tmp_path, monkeypatch
):
    """By either command."""
    kept = {}
    monkeypatch.setattr("okx_sdk._keyring.store", kept.__setitem__)
    monkeypatch.setattr("okx_sdk._keyring.require", lambda: None)
    source = tmp_path / "foreign.toml"
    source.write_text(FOREIGN)

    run("config", "init", "practice", "--keyring", stdin=TYPED)
    result = run("config", "import", "live", "--keyring", "--from", str(source))

    assert result.exit_code == 0, result.output
    assert [kept[name].api_key for name in ("practice", "live")] == [KEY, KEY]
    assert load_profile("live", path).keyring
    assert "CANARY" not in path.read_text()
    assert "its key in the keyring" in result.stderr


def test_without_a_keyring_nothing_is_asked(run, path, someone, monkeypatch):
    """Nobody types a key in vain."""
    monkeypatch.setitem(sys.modules, "keyring", None)

    made = run("config", "init", "--keyring", stdin=TYPED)
    taken = run("config", "import", "--keyring")

    for result in (made, taken):
        assert result.exit_code == 2
        assert "pip install 'okxsdk[keyring]'" in result.stderr
        assert "API key:" not in result.stderr


def test_names_of_profiles_complete(run, path):
    """A broken file completes nothing, and says so only when it is used."""
    from okx_sdk.cli.profiles import names

    path.parent.mkdir()
    path.write_text("[profiles.main]\n[profiles.mine]\n[profiles.other]\n")
    assert [item.value for item in names(None, None, "m")] == ["main", "mine"]
    path.write_text("[")
    assert names(None, None, "m") == []
