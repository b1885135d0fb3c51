"""What concerns this machine: settings, the doctor, the sandbox."""

import json
import socket
import ssl
import urllib.request
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cli_fakes import NOON, said

from okx_sdk.cli import probe
from okx_sdk.cli.probe import FAIL, OK, WARN, Trips
from okx_sdk.errors import EnvironmentUnsupported, IpNotAllowed, ReadTimeout
from okx_sdk.models.account_settings import AccountConfig
from okx_sdk.models.enums import AcctLv
from okx_sdk.models.public import SystemTime
from okx_sdk.models.status import SystemStatus

KEY = "5f3c0b6a-1111-2222-3333-canary00key1"


def shown(result) -> dict[str, tuple[str, str]]:
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {row["setting"]: (row["value"], row["source"]) for row in rows}


def test_the_settings_in_force_are_the_defaults(run):
    """Each says where it comes from."""
    result = shown(run("config", "show"))

    file, source = result.pop("file")
    assert file.endswith("none.toml (not there)")
    assert source == "OKX_CONFIG"
    assert result == {
        "profile": (None, "none"),
        "env": ("live", "default"),
        "region": ("global", "default"),
        "base_url": ("https://openapi.okx.com", "the region"),
        "timeout": ("10", "default"),
        "api_key": (None, "none"),
    }


def test_settings_come_from_options_profile_and_environment(run, monkeypatch, tmp_path):
    """In this order, and a key is masked to its last four characters."""
    path = tmp_path / "config.toml"
    path.write_text(
        f'[profiles.me]\nregion = "eea"\napi_key = "{KEY}"\n'
        'secret_key = "CANARY-SECRET"\npassphrase = "CANARY-PASS"\n'
    )
    path.chmod(0o600)
    monkeypatch.setenv("OKX_CONFIG", str(path))
    monkeypatch.setenv("OKX_ENV", "demo")
    monkeypatch.setenv("OKX_REGION", "us")

    result = run("--profile", "me", "config", "show", "--timeout", "3")

    assert shown(result) == {
        "file": (str(path), "OKX_CONFIG"),
        "profile": ("me", "--profile"),
        "env": ("demo", "OKX_ENV"),
        "region": ("eea", "the profile"),
        "base_url": ("https://eea.okx.com", "the region"),
        "timeout": ("3", "--timeout"),
        "api_key": ("…key1", "the profile's file"),
        "profiles": ("me", "the file"),
    }
    assert "CANARY" not in result.output
    assert KEY not in result.output
    assert result.stderr == "demo: simulated trading\n"


@pytest.mark.parametrize(
    ("url", "told"), [(None, "embedded"), ("http://127.0.0.1:9", ":9")]
)
def test_the_sandbox_is_named(run, monkeypatch, url, told):
    """Whether it is of this process or another's."""
    if url:
        monkeypatch.setenv("OKX_SANDBOX_URL", url)

    result = shown(run("config", "show", "--env", "sandbox"))

    assert told in result["base_url"][0]


# The doctor.


@pytest.fixture
def listener(monkeypatch):
    """A port that takes connections, as the sandbox's."""
    server = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setenv("OKX_ENV", "sandbox")
    monkeypatch.setenv("OKX_SANDBOX_URL", f"http://127.0.0.1:{server.getsockname()[1]}")
    yield server
    server.close()


@pytest.fixture
def healthy(fake):
    """A client whose exchange answers at once and agrees on the time."""
    fake.env = "sandbox"
    fake.with_options = lambda retry: fake
    fake.public = SimpleNamespace(get_system_time=lambda: SystemTime(datetime.now(UTC)))
    fake.status = SimpleNamespace(get_status=list)
    fake.account = SimpleNamespace(get_account_config=lambda: fake.config)
    fake.config = account("read_only", "trade", ip=("127.0.0.1",))
    return fake


def account(*perm, ip=(), label="bot"):
    """What the exchange tells of a key."""
    return AccountConfig("1", AcctLv.SPOT, perm=perm, ip=ip, label=label)


def test_the_doctor_finds_nothing(run, listener, healthy):
    """A line a check, in the order of the way."""
    result = run("doctor", "-o", "table")

    lines = result.stdout.splitlines()
    checks = ["versions", "settings", "DNS", "TCP", "HTTP", "clock", "status", "key"]
    assert [line.split()[:2] for line in lines] == [["✓", check] for check in checks]
    assert "okxsdk 0" in lines[0]
    assert "env sandbox, region global, http://127.0.0.1:" in lines[1]
    assert (result.exit_code, said(result)) == (0, [])


def test_the_doctor_has_rows_for_scripts(run, listener, healthy):
    """With the same words."""
    rows = [json.loads(line) for line in run("doctor").stdout.splitlines()]

    assert {row["status"] for row in rows} == {"ok"}
    assert list(rows[0]) == ["check", "status", "detail", "advice"]


def test_the_doctor_exits_with_5_if_nobody_answers(run, listener, fake):
    """The way is told as far as it goes, with advice."""
    listener.close()

    result = run("doctor", "-o", "table")

    *_, failed, advice = result.stdout.splitlines()
    assert failed.startswith("✗ TCP")
    assert "Connection refused" in failed
    assert advice.startswith("    → A firewall may block this port")
    assert (result.exit_code, fake.calls) == (5, [])


def test_the_doctor_exits_with_5_if_the_exchange_is_silent(run, listener, healthy):
    """The connection stands and no answer comes."""

    def silent():
        raise ReadTimeout("no bytes in 10 s")

    healthy.public.get_system_time = silent

    result = run("doctor", "-o", "table")

    assert "✗ HTTP         no bytes in 10 s\n    → Ask again" in result.stdout
    assert result.exit_code == 5


def test_by_way_of_a_proxy_the_route_is_its_affair(run, healthy, monkeypatch):
    """Its password is not shown."""
    monkeypatch.setattr(
        urllib.request, "getproxies", lambda: {"https": "http://me:CANARY@proxy:3128"}
    )

    result = run("doctor", "-o", "table")

    assert "✓ proxy        by way of proxy:3128" in result.stdout
    assert "CANARY" not in result.output
    assert "DNS" not in result.stdout


@pytest.mark.parametrize("proxy", ["http://me:CANARY@proxy:port", "http://[CANARY"])
def test_a_proxy_that_cannot_be_one_is_told(run, healthy, monkeypatch, proxy):
    """Without its text, which may hold a password; it is no crash of the doctor's."""
    monkeypatch.setattr(urllib.request, "getproxies", lambda: {"all": proxy})

    result = run("doctor", "-o", "table")

    assert "✗ proxy        the proxy's URL is malformed" in result.stdout
    assert "CANARY" not in result.output
    assert result.exit_code == 5


def test_a_proxy_that_spares_the_host_is_not_on_the_way(
    run, listener, healthy, monkeypatch
):
    """This machine is asked directly: the way is looked at step by step."""
    monkeypatch.setenv("http_proxy", "http://proxy:3128")

    result = run("doctor", "-o", "table")

    assert "✓ TCP" in result.stdout
    assert "proxy" not in result.stdout


def test_the_source_of_a_setting_is_shown_however_long_the_file_s_name_is(
    run, terminal, monkeypatch, tmp_path
):
    """What it is asked for is never left out for want of room."""
    monkeypatch.setenv("OKX_CONFIG", str(tmp_path / ("x" * 90)))
    monkeypatch.setenv("COLUMNS", "80")

    lines = run("config", "show").stdout.splitlines()

    assert lines[0].split() == ["setting", "source", "value"]
    assert {line.split()[0]: line.split()[1] for line in lines}["file"] == "OKX_CONFIG"


def test_a_name_that_is_not_known():
    """`.invalid` never is."""
    finding = probe.look_up("okx.invalid", 443, 1)

    assert (finding.check, finding.status) == ("DNS", FAIL)
    assert "name server" in finding.advice


def test_a_name_that_is_known():
    """With its addresses."""
    finding = probe.look_up("localhost", 443, 1)

    assert finding.status == OK
    assert "127.0.0.1" in finding.detail


def test_what_breaks_encryption_is_told(monkeypatch):
    """A port that speaks no TLS, or a certificate that nobody vouches for."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(
            ssl.SSLContext,
            "wrap_socket",
            lambda *_, **__: (_ for _ in ()).throw(
                ssl.SSLError(1, "WRONG_VERSION_NUMBER")
            ),
        )
        finding = probe.handshake("127.0.0.1", server.getsockname()[1], 1)

    assert (finding.check, finding.status) == ("TLS", FAIL)
    assert "WRONG_VERSION_NUMBER" in finding.detail


@pytest.mark.parametrize(
    ("offset", "status", "detail"),
    [
        (0.0, OK, "0.000 s ahead of the exchange's (± 0.050 s)"),
        (0.9, OK, "0.900 s behind the exchange's (± 0.050 s)"),
        (2.0, WARN, "2.000 s behind the exchange's (± 0.050 s)"),
        (-31.0, FAIL, "31.000 s ahead of the exchange's (± 0.050 s)"),
    ],
)
def test_a_wrong_clock_is_told(offset, status, detail):
    """By the quickest trip, whose error is half of it."""
    finding = probe.clock(Trips(1.0, (0.3, 0.1), (9.0, offset)))

    assert (finding.status, finding.detail) == (status, detail)


@pytest.mark.parametrize(
    ("trip", "status", "detail"),
    [
        (0.004, OK, "first 200 ms, then 4.0 ms, best 4.0 ms: about 250 calls a second"),
        (2.0, WARN, "first 200 ms, then 2000 ms, best 2000 ms: about 0 calls a second"),
    ],
)
def test_a_slow_way_is_told(trip, status, detail):
    """The first trip also opened the connection."""
    finding = Trips(0.2, (trip, trip), (0, 0)).finding()

    assert (finding.status, finding.detail) == (status, detail)


@pytest.mark.parametrize(
    ("states", "status", "detail"),
    [
        ((), OK, "no maintenance now"),
        (("scheduled",), OK, "no maintenance now, 1 planned"),
        (("ongoing", "scheduled"), WARN, "maintenance: upgrade"),
    ],
)
def test_maintenance_is_told(states, status, detail):
    """As the exchange announces it."""
    rows = [SystemStatus("upgrade", state, NOON) for state in states]
    okx = SimpleNamespace(status=SimpleNamespace(get_status=lambda: rows))

    finding = probe.maintenance(okx)

    assert (finding.status, finding.detail) == (status, detail)


@pytest.mark.parametrize(
    ("config", "status", "told"),
    [
        (account("read_only"), OK, "bot: may read_only; bound to no address"),
        (
            account("trade", ip=("1.2.3.4",), label=""),
            OK,
            "may trade; bound to 1.2.3.4",
        ),
        (account("trade"), WARN, "lapses after 14 idle days"),
        (account("trade", "withdraw", ip=("1.2.3.4",)), WARN, "It may withdraw"),
        (IpNotAllowed("not in the list", code="50110"), FAIL, "Add this machine's"),
        (EnvironmentUnsupported("no", code="50038"), WARN, "50038"),
    ],
)
def test_a_key_that_may_too_much_is_told(config, status, told):
    """Before it trades, with what can be done about it."""

    def get():
        if isinstance(config, Exception):
            raise config
        return config

    finding = probe.key(
        SimpleNamespace(account=SimpleNamespace(get_account_config=get))
    )

    assert finding.status == status
    assert told in f"{finding.detail} {finding.advice}"


def test_the_doctor_exits_with_3_if_the_key_is_refused(run, listener, healthy):
    """All else is well."""

    def refuse():
        raise IpNotAllowed("Your IP is not in the list", code="50110")

    healthy.account.get_account_config = refuse

    assert run("doctor").exit_code == 3


# The sandbox.


@pytest.fixture
def served(monkeypatch):
    """What would be served; it is interrupted at once."""
    servers = []

    def serve(server, started):
        servers.append(server)
        started("http://127.0.0.1:8080")
        raise KeyboardInterrupt

    monkeypatch.setattr("okx_sdk.sandbox.server.serve", serve)
    return servers


def test_the_sandbox_says_how_it_is_used(run, served):
    """The line on stdout is one for a shell; Ctrl-C is how it is meant to end."""
    result = run("sandbox", "up")

    assert result.exit_code == 0
    assert result.stdout == (
        "export OKX_ENV=sandbox OKX_SANDBOX_URL=http://127.0.0.1:8080\n"
    )
    assert result.stderr == (
        "sandbox: simulated data\n"
        "listening on http://127.0.0.1:8080 until Ctrl-C; in another terminal:\n"
        "\nthe sandbox has stopped\n"
    )


def test_the_sandbox_takes_seed_port_and_time(run, served):
    """The clock runs on from there."""
    run(
        *[
            "sandbox",
            "up",
            "--host",
            "localhost",
            "--port",
            "0",
            "--seed",
            "7",
            "--time",
            "2026-01-01",
        ]
    )

    (server,) = served
    assert (server.seed, server.host, server.port) == (7, "localhost", 0)
    moment = datetime.fromtimestamp(server.clock.now(), UTC)
    assert moment - datetime(2026, 1, 1, tzinfo=UTC) < timedelta(minutes=1)
