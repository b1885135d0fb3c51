"""Where a client looks."""

import os
import stat

import pytest

from okx_sdk.credentials import Credentials
from okx_sdk.errors import InvalidArgument
from okx_sdk.settings import (
    REST_HOSTS,
    STREAM_HOSTS,
    Env,
    Profile,
    Region,
    config_path,
    load_profile,
    load_settings,
)

KEY = Credentials("key-given-1234", "canary-given", "canary-given")
KEYS = {
    "OKX_API_KEY": "key-environ-1234",
    "OKX_SECRET_KEY": "canary-environ",
    "OKX_PASSPHRASE": "canary-environ",
}
FILE = """
[profiles.demo]
env = "demo"
region = "eea"
api_key = "key-profile-1234"
secret_key = "canary-profile"
passphrase = "canary-profile"

[profiles.plain]
region = "us"
"""


@pytest.fixture
def config(tmp_path):
    def write(text=FILE, mode=0o600):
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        return path

    return write


def load(environ=None, **options):
    return load_settings(environ=environ or {}, **options)


def test_without_anything_it_is_live_and_global_and_has_no_key():
    """The defaults."""
    settings = load()

    assert (settings.env, settings.region) == (Env.LIVE, Region.GLOBAL)
    assert settings.base_url == "https://openapi.okx.com"
    assert settings.stream_url == "wss://ws.okx.com"
    assert settings.credentials is None
    assert settings.timeout == 10.0
    assert settings.profile is None
    assert not settings.is_demo


@pytest.mark.parametrize("region", Region)
@pytest.mark.parametrize("env", [Env.LIVE, Env.DEMO])
def test_each_region_has_its_hosts(env, region):
    """A key works on the hosts of its region only; demo has streams of its own."""
    settings = load(env=env.value, region=region.value)

    assert settings.base_url == REST_HOSTS[region]
    assert settings.stream_url == STREAM_HOSTS[env, region]
    assert settings.is_demo == (env is Env.DEMO)


def test_an_argument_goes_before_the_profile_and_that_before_the_environment(config):
    """Precedence, for each value by itself."""
    environ = {
        "OKX_CONFIG": str(config()),
        "OKX_ENV": "sandbox",
        "OKX_REGION": "us",
        **KEYS,
    }

    of_environ = load({**environ, "OKX_ENV": "live"})
    of_profile = load(environ, profile="demo")
    of_both = load(environ, profile="plain", env="live")
    given = load(environ, profile="demo", env="live", region="global", credentials=KEY)

    assert (of_environ.env, of_environ.region) == ("live", "us")
    assert of_environ.credentials.api_key == "key-environ-1234"
    assert (of_profile.env, of_profile.region) == ("demo", "eea")
    assert of_profile.credentials.api_key == "key-profile-1234"
    assert of_profile.profile == "demo"
    assert (of_both.env, of_both.region) == ("live", "us")
    assert of_both.credentials.api_key == "key-environ-1234"
    assert (given.env, given.region) == ("live", "global")
    assert given.credentials is KEY


def test_the_environment_may_name_the_profile(config):
    """`OKX_PROFILE`; and the argument goes before it."""
    environ = {"OKX_CONFIG": str(config()), "OKX_PROFILE": "demo"}

    assert load(environ).env == "demo"
    assert load(environ, profile="plain").region == "us"


def test_the_sandbox_is_embedded_unless_one_runs_already():
    """`OKX_SANDBOX_URL`; live and demo take no notice of it."""
    environ = {"OKX_SANDBOX_URL": "http://127.0.0.1:8080/"}

    assert load(env="sandbox").base_url is None
    assert load(environ, env="sandbox").base_url == "http://127.0.0.1:8080"
    assert load(environ, env="live").base_url == "https://openapi.okx.com"


def test_the_sandbox_signs_with_its_own_key_and_never_with_the_environments():
    """No real key goes there by accident."""
    settings = load(KEYS, env="sandbox")

    assert settings.credentials is not None
    assert settings.credentials.api_key != "key-environ-1234"
    assert load(KEYS, env="sandbox", credentials=KEY).credentials is KEY


@pytest.mark.parametrize(
    ("name", "value"),
    [("env", "prod"), ("region", "asia"), ("env", "LIVE"), ("region", "eu")],
)
def test_an_unknown_word_is_answered_with_the_known_ones(name, value):
    """From an argument as from the environment."""
    known = {"env": "live, demo, sandbox", "region": "global, eea, us"}[name]

    with pytest.raises(InvalidArgument, match=known):
        load(**{name: value})
    with pytest.raises(InvalidArgument, match=known):
        load({f"OKX_{name.upper()}": value})


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), None, "5"])
def test_a_timeout_that_is_none_is_refused(timeout):
    """Every call must end."""
    with pytest.raises(InvalidArgument, match=r"(?i)timeout"):
        load(timeout=timeout)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://www.okx.com", "https://www.okx.com"),
        ("https://www.okx.com/", "https://www.okx.com"),
        ("https://my.host:8443", "https://my.host:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost"),
        ("http://[::1]:80", "http://[::1]:80"),
        ("http://[::1]", "http://[::1]"),
        ("HTTPS://HOST", "HTTPS://HOST"),
    ],
)
def test_a_url_is_a_host_and_a_port(given, kept):
    """Plain http for this machine alone."""
    assert load(base_url=given).base_url == kept


BAD_URLS = [
    "",
    "host",
    "host:443",
    "//host",
    "https://",
    "https:///path",
    "https://:443",
    "ftp://host",
    "wss://host",
    "http://host",
    "http://127.0.0.1.evil.com",
    "http://evil.com#@localhost",
    "http://evil.com?@localhost",
    "http://localhost@evil.com",
    "http://localhost:80@evil.com",
    "http://evil.com/\\@localhost",
    "https://user:canary@host",
    "https://user:canary@host:x",
    "https://host:0",
    "https://host:99999",
    "https://host:x",
    "https://[::1",
    "https://host/api/v5",
    "https://host?x=1",
    "https://host#x",
    "https://ho st",
    "https://host\n",
    "https://hóst",
    "https://openapi%2eokx.com",
    "https://openapi.okx.com\\x",
    "https://*.okx.com",
    "https://..",
    "https://-x",
    "https://a,b",
]


@pytest.mark.parametrize("url", BAD_URLS, ids=ascii)
def test_what_is_no_host_is_refused(url):
    """And a password in it is not repeated."""
    with pytest.raises(InvalidArgument) as caught:
        load(base_url=url)

    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("url", ["ws://host", "https://host", "wss://", "wss://a@b"])
def test_a_stream_is_encrypted_too(url):
    """`ws` for loopback only."""
    assert load(stream_url="ws://127.0.0.1:1").stream_url == "ws://127.0.0.1:1"
    with pytest.raises(InvalidArgument):
        load(stream_url=url)


@pytest.mark.parametrize("missing", KEYS)
def test_a_part_of_a_key_is_no_key(missing):
    """It is told where it was found, and what is missing of three."""
    environ = {name: value for name, value in KEYS.items() if name != missing}

    with pytest.raises(
        InvalidArgument, match=f"environment .* lacks {missing}"
    ) as caught:
        load(environ)
    assert "canary" not in str(caught.value)


def test_a_profile_is_a_table_of_the_file(config):
    """With a key or without."""
    path = config()

    assert load_profile("plain", path) == Profile("plain", None, Region.US, None)
    demo = load_profile("demo", path)
    assert (demo.env, demo.region) == (Env.DEMO, Region.EEA)
    assert demo.credentials.secret_key.reveal() == "canary-profile"
    assert "canary" not in repr(demo)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o666])
def test_a_file_with_secrets_that_others_can_read_is_refused(config, mode):
    """0600: and it says how to mend that."""
    path = config(mode=mode)

    with pytest.raises(InvalidArgument, match="chmod 600"):
        load_profile("demo", path)
    assert load_profile("plain", path).region == "us"
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FILE, "no profile 'x'; it has demo, plain"),
        ("", "it has none"),
        ("profiles = 5", "it has none"),
        ("[profiles]\nx = 5", "no profile 'x'"),
        ("[profiles.x]\nenv = 'prod'", "live, demo, sandbox"),
        ("[profiles.x]\nenv = ['live']", "live, demo, sandbox"),
        ("[profiles.x]\nregion = 5", "global, eea, us"),
        ("[profiles.x]\napi_key = 'canary'", "a part of an API key"),
        (
            "[profiles.x]\napi_key = 5\nsecret_key = 'canary'\npassphrase = 'canary'",
            "quote it",
        ),
        ("[profiles.x\nsecret_key = 'canary'", "no valid TOML"),
        ("secret_key = 'canary' 'canary'", "no valid TOML"),
        (b"secret_key = 'canary \xff'", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_path(config, text, reason):
    """And nothing of what it holds, not even in the error behind the error."""
    path = config(text)

    with pytest.raises(InvalidArgument, match=reason) as caught:
        load_profile("x", path)

    error = caught.value
    assert "canary" not in f"{error} {error!r}"
    assert error.__cause__ is None
    assert not isinstance(error.__context__, UnicodeDecodeError)


def test_a_profile_without_a_file_is_told_with_its_path(tmp_path):
    """So that one can make it."""
    path = tmp_path / "none.toml"

    with pytest.raises(InvalidArgument, match="nor a file") as caught:
        load({"OKX_CONFIG": str(path)}, profile="x")
    assert str(path) in str(caught.value)


def test_the_sandbox_needs_no_file(tmp_path):
    """A broken file does not stand in the way of those who practise; of others it does."""
    path = tmp_path / "config.toml"
    path.write_text("[[[")
    environ = {"OKX_CONFIG": str(path)}

    assert load({**environ, "OKX_ENV": "sandbox"}).env == "sandbox"
    assert load(environ, env="sandbox").env == "sandbox"
    with pytest.raises(InvalidArgument, match="no valid TOML"):
        load(environ)


def test_a_default_profile_counts_where_nothing_is_named(config):
    """Behind the environment, and as a whole: env, region and key."""
    environ = {"OKX_CONFIG": str(config(f'default_profile = "demo"\n{FILE}'))}

    settings = load(environ)

    assert (settings.env, settings.region, settings.profile) == ("demo", "eea", "demo")
    assert settings.credentials.api_key == "key-profile-1234"
    assert load({**environ, **KEYS}).credentials.api_key == "key-environ-1234"
    assert load({**environ, "OKX_REGION": "us"}).region == "us"
    assert load(environ, profile="plain").credentials is None


@pytest.mark.parametrize("env", ["live", "sandbox"])
@pytest.mark.parametrize("way", ["argument", "environment"])
def test_a_default_profile_counts_for_its_own_env_alone(config, env, way):
    """P16: its key is never taken along to another exchange."""
    environ = {"OKX_CONFIG": str(config(f'default_profile = "demo"\n{FILE}'))}

    if way == "argument":
        settings = load(environ, env=env)
    else:
        settings = load({**environ, "OKX_ENV": env})

    assert (settings.env, settings.region, settings.profile) == (env, "global", None)
    assert settings.credentials is None or "key-profile" not in str(settings)


def test_a_named_profile_s_key_goes_to_its_own_exchange_alone(config):
    """P16: to another of the real ones it is refused, in the sandbox not used."""
    environ = {"OKX_CONFIG": str(config())}

    with pytest.raises(InvalidArgument, match="the profile 'demo' is for demo"):
        load(environ, profile="demo", env="live")
    practice = load(environ, profile="demo", env="sandbox")
    assert practice.credentials.api_key != "key-profile-1234"
    assert practice.sources["api_key"] == "the sandbox's own"


@pytest.mark.parametrize(
    ("env", "urls"),
    [
        ("sandbox", {"base_url": "https://openapi.okx.com"}),
        ("sandbox", {"base_url": "https://WWW.OKX.COM"}),
        ("sandbox", {"base_url": "https://okx.com."}),
        ("sandbox", {"stream_url": "wss://ws.okx.com"}),
        ("demo", {"stream_url": "wss://ws.okx.com"}),
        ("demo", {"stream_url": "wss://wseea.okx.com:8443"}),
        ("live", {"stream_url": "wss://wspap.okx.com"}),
        ("live", {"stream_url": "wss://wsuspap.okx.com"}),
    ],
)
def test_what_is_for_one_exchange_reaches_no_other(env, urls):
    """P16: refused before there is a client."""
    with pytest.raises(InvalidArgument, match=rf"(?i)env is {env}"):
        load(env=env, **urls)


def test_a_sandbox_s_url_that_is_the_exchange_is_refused():
    """P16: from the environment too."""
    with pytest.raises(InvalidArgument, match=r"(?i)env is sandbox"):
        load({"OKX_ENV": "sandbox", "OKX_SANDBOX_URL": "https://www.okx.com"})


@pytest.mark.parametrize("env", ["live", "demo"])
def test_who_names_a_host_names_it_for_streams_too(env):
    """No login goes to the exchange if REST does not."""
    named = load(env=env, base_url="http://127.0.0.1:8080")
    own = load(env=env, base_url="https://www.okx.com")

    assert named.stream_url is None
    assert own.stream_url == STREAM_HOSTS[Env(env), Region.GLOBAL]


@pytest.mark.parametrize(
    "proxy",
    ["", "proxy:3128", "ftp://me:canary@proxy", "http://me:canary@", "http://[canary"],
)
def test_a_proxy_that_is_none_is_told_without_its_password(proxy):
    """N14."""
    with pytest.raises(InvalidArgument, match="proxy") as caught:
        load(proxy=proxy)
    assert "canary" not in str(caught.value)


def test_settings_show_a_proxy_without_its_password():
    """N14: as a client's traceback with locals would show them."""
    settings = load(proxy="http://me:canary@proxy.example:3128")

    assert settings.proxy == "http://me:canary@proxy.example:3128"
    assert "proxy='proxy.example:3128'" in repr(settings)
    assert "canary" not in repr(settings)


def test_the_file_lies_where_the_system_keeps_such(monkeypatch, tmp_path):
    """Or where `OKX_CONFIG` says."""
    monkeypatch.setenv("OKX_CONFIG", str(tmp_path / "x.toml"))

    assert config_path() == tmp_path / "x.toml"
    assert config_path({}).name == "config.toml"
    assert "okxsdk" in str(config_path({}))


def test_the_process_environment_is_what_counts_by_default(monkeypatch):
    """`OKX_ENV=sandbox` makes any script run offline."""
    monkeypatch.setenv("OKX_ENV", "sandbox")

    assert load_settings().env is Env.SANDBOX


@pytest.mark.parametrize(
    "given", [("key", "canary", "canary"), {"api_key": "canary"}, "canary"], ids=type
)
def test_credentials_of_another_kind_are_told_at_once(given):
    """Not when the first call is signed; and not shown."""
    with pytest.raises(InvalidArgument, match=r"give Credentials\(") as caught:
        load(credentials=given)

    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("name", ["env", "region", "profile"])
def test_an_argument_that_is_empty_is_not_one_that_is_left_out(name):
    """What came of a variable that is not set would otherwise trade for real."""
    with pytest.raises(InvalidArgument, match=f"(?i){name} is empty"):
        load(**{name: ""})
