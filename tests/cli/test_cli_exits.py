"""Exit codes, and the one line that says why."""

import click
import pytest
from cli_fakes import said

from okx_sdk import errors
from okx_sdk.cli import exits

CODES = [
    (errors.InvalidArgument("no"), 2),
    (errors.MissingExtra("no"), 2),
    (errors.ClientClosed("no"), 2),
    (errors.CredentialsMissing("no"), 3),
    (errors.KeyNotFound("no", code="50119"), 3),
    (errors.PermissionDenied("no", code="50120"), 3),
    (errors.InstrumentNotFound("no", code="51001"), 4),
    (errors.TimestampExpired("no", code="50102"), 4),
    (errors.ConnectFailed("no"), 5),
    (errors.ReadTimeout("no", endpoint="GET /x"), 5),
    (errors.NotJson("no"), 5),
    (errors.EdgeRefused("no", http_status=403), 5),
    (errors.RateLimited("no", code="50011"), 6),
    (errors.OutcomeUnknown("no", code="50004"), 7),
    (errors.ReadTimeout("no", endpoint="POST /api/v5/trade/order"), 7),
    (errors.ConnectFailed("no", endpoint="POST /api/v5/trade/order"), 5),
    (KeyboardInterrupt(), 130),
    (exits.Closed(), 141),
    (exits.Unwritable("cannot write: no space"), 1),
    (ZeroDivisionError("division by zero"), 1),
    (ModuleNotFoundError("no", name="rich.table"), 2),
    (ModuleNotFoundError("no", name="mine"), 1),
]


@pytest.mark.parametrize(("error", "code"), CODES, ids=lambda x: type(x).__name__)
def test_an_error_has_its_exit_code(error, code):
    """The code tells a script what kind of trouble it is."""
    assert exits.code_of(error) == code


@pytest.mark.parametrize(("error", "code"), CODES, ids=lambda x: type(x).__name__)
def test_a_command_that_fails_says_one_line(run, fake, error, code):
    """Whatever is raised, there is one line at most and never a traceback."""
    fake.failure = error

    result = run("ticker", "BTC-USDT")

    assert result.exit_code == code
    assert len([line for line in said(result) if line]) == int(code < 128)
    assert "Traceback" not in result.stderr
    assert fake.closed


def test_the_line_names_what_happened_and_what_to_do(run, fake):
    """It is the error's own sentence, with its notes."""
    fake.failure = errors.ConnectFailed("openapi.okx.com: refused", endpoint="GET /x")
    fake.failure.add_note("tried 4 times in 10.0 s")

    result = run("ticker", "BTC-USDT")

    (line,) = said(result)
    assert line == (
        "okxsdk: GET /x could not be sent: openapi.okx.com: refused. Check the network, "
        "the name server and the host's address. Tried 4 times in 10.0 s"
    )


def test_what_is_unexpected_says_how_to_see_more(run, fake):
    """A bug of ours is no mystery: --verbose has the traceback."""
    fake.failure = ZeroDivisionError("division\nby zero")

    result = run("ticker", "BTC-USDT")

    (line,) = said(result)
    assert line == (
        "okxsdk: unexpected ZeroDivisionError: division by zero "
        "(--verbose shows the traceback)"
    )


@pytest.mark.parametrize("words", [("-v", "ticker", "X"), ("ticker", "X", "--verbose")])
def test_verbose_shows_the_traceback(run, fake, words):
    """Before the line, which stays the last."""
    fake.failure = ZeroDivisionError("division by zero")

    result = run(*words)

    assert "Traceback (most recent call last)" in result.stderr
    assert said(result)[-1] == "okxsdk: unexpected ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("name", "extra"),
    [("click", "cli"), ("rich", "cli"), ("plotext", "cli"), ("uvicorn", "sandbox")],
)
def test_a_missing_package_is_named_with_its_extra(capsys, name, extra):
    """One line, and exit 2."""
    code = exits.report(ModuleNotFoundError(f"No module named {name!r}", name=name))

    assert code == 2
    assert capsys.readouterr().err == (
        f"okxsdk: wants {name}: pip install 'okxsdk[{extra}]'\n"
    )


def test_an_interrupted_command_leaves_without_a_word(run, fake):
    """130, as a shell expects; the client is closed."""
    fake.failure = KeyboardInterrupt()

    result = run("candles", "BTC-USDT")

    assert result.exit_code == 130
    assert result.stderr.strip() == ""
    assert fake.closed


def test_a_click_error_of_any_kind_is_usage(run, fake):
    """Also those that are no UsageError."""
    fake.failure = click.ClickException("no such\nfile")

    result = run("ticker", "BTC-USDT")

    assert (result.exit_code, said(result)) == (
        2,
        ["okxsdk: no such file (okxsdk --help)"],
    )


@pytest.fixture
def process(monkeypatch):
    """A process whose signals are left alone; gives those that were to be handled."""
    handled = {}
    monkeypatch.setattr("signal.signal", handled.__setitem__)
    return handled


def test_the_process_gives_the_code(process, capsys):
    """Of help, of mistakes, and of what is missing."""
    from okx_sdk.cli.main import run

    assert run(["--version"]) == 0
    assert run(["candels"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_process_ends_in_order_when_told_to(process):
    """C1: SIGTERM and SIGHUP leave by the same way as an error, with the shell's code."""
    import signal

    from okx_sdk.cli.main import run

    run(["--version"])

    for number in (signal.SIGTERM, signal.SIGHUP):
        with pytest.raises(SystemExit) as end:
            process[number](number, None)
        assert end.value.code == 128 + number
