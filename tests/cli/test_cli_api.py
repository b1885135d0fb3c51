"""Commands made from declarations, and requests to any path."""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from inspect import Parameter

import click
import pytest
from cli_fakes import candle, said

from okx_sdk.cli import parameters
from okx_sdk.cli.api import Api, SectionGroup
from okx_sdk.cli.app import okxsdk
from okx_sdk.cli.declared import command_of, explained
from okx_sdk.models.enums import Bar, InstType
from okx_sdk.models.market import BookLevel
from okx_sdk.protocol.endpoint import endpoint_of, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.rest import endpoints, sections

SECRETS = {
    "OKX_API_KEY": "5f3c0b6a-1111-2222-3333-canary00key1",
    "OKX_SECRET_KEY": "CANARY-SECRET",
    "OKX_PASSPHRASE": "CANARY-PASSPHRASE",
}


def made(endpoint):
    return command_of("somewhere", endpoint.name, endpoint)


def options(command):
    return {each.name: each for each in command.params}


def test_every_section_and_endpoint_is_a_command(run):
    """The declarations are the commands: none is left out, and each has its help."""
    ctx = click.Context(okxsdk)
    api = okxsdk.get_command(ctx, "api")
    assert isinstance(api, Api)
    for section in sections():
        name = section.__module__.rpartition(".")[2].replace("_", "-")
        group = api.get_command(ctx, name)
        assert isinstance(group, SectionGroup)
        assert api.texts[name] in f"{section.__doc__.splitlines()[0]} "
        wanted = [each.replace("_", "-") for each in endpoints(section)]
        assert group.list_commands(ctx) == wanted
        for each in wanted:
            command = group.get_command(ctx, each)
            assert command.help
            assert command.get_help(click.Context(command, info_name=each))


def test_a_command_takes_what_the_declaration_takes(run, fake):
    """Positional parameters are arguments, the rest options with types."""
    words = "BTC-USDT --bar 1m --after 1767225600000 --before 2026-01-02 --limit 5"

    result = run("api", "market", "get-candles", *words.split(), "--columns", "close")

    (call,) = fake.calls
    assert call == (
        "market.get_candles",
        (),
        {
            "inst_id": "BTC-USDT",
            "bar": "1m",
            "after": 1767225600000,
            "before": 1767312000000,
            "limit": 5,
        },
    )
    assert result.stdout == '{"close":"101"}\n'


def test_names_may_be_written_either_way(run, fake):
    """As commands are, or as the methods are."""
    run("api", "market", "get_candles", "X")
    run("api", "trading_statistics", "--help")

    assert fake.calls == [("market.get_candles", (), {"inst_id": "X"})]


class Anything:
    @post("/api/v5/x/y", rate=per_user(60), permission="trade")
    async def place(
        self,
        inst_type: InstType | str,
        *,
        sz: Decimal | str | int | None = None,
        bar: Bar | str | None = None,
        reduce_only: bool | None = None,
        ids: Sequence[str] | str | None = None,
        begin: datetime | int | None = None,
        after: datetime | int | str | None = None,
        from_: int | None = None,
        note: str | None = None,
        env: str | None = None,
        level: BookLevel | None = None,
        wanted: str,
    ) -> list[BookLevel]:
        """Place it.

        More on it.

        Args:
            inst_type: One of `SPOT` and
                `SWAP`.
            sz: The size.
            note: Anything.

        Raises:
            Nothing: at all.
        """


PLACE = endpoint_of(Anything.place)


def test_the_docstring_is_the_help():
    """Its part on arguments goes to the options it speaks of."""
    text, told = explained(PLACE)

    assert text == "Place it.\n\nMore on it."
    assert told == {
        "inst_type": "One of `SPOT` and `SWAP`.",
        "sz": "The size.",
        "note": "Anything.",
    }


@pytest.mark.parametrize(
    ("name", "flag", "text", "value"),
    [
        ("sz", "--sz", "0.10", Decimal("0.10")),
        ("bar", "--bar", "1m", "1m"),
        ("bar", "--bar", "new", "new"),
        ("reduce_only", "--reduce-only", None, True),
        ("reduce_only", "--no-reduce-only", None, False),
        ("ids", "--ids", "a, b", ["a", "b"]),
        ("ids", "--ids", "a", "a"),
        ("begin", "--begin", "2026-01-01", 1767225600000),
        ("after", "--after", "2026-01-01", 1767225600000),
        ("after", "--after", "123456789", "123456789"),
        ("after", "--after", "x-1", "x-1"),
        ("from_", "--from", "7", 7),
        ("note", "--note", "7", "7"),
        ("env", "--okx-env", "live", "live"),
        ("level", "--level", '{"px":"1"}', {"px": "1"}),
    ],
)
def test_a_type_reads_its_text(name, flag, text, value):
    """Values reach the declaration as it wants them; no float comes between."""
    command = made(PLACE)
    words = [flag] if text is None else [flag, text]

    ctx = command.make_context("place", ["SPOT", "--wanted", "w", *words])

    assert ctx.params[name] == value


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--sz", "NaN"], "'NaN' is no number"),
        (["--sz", "1e"], "'1e' is no number"),
        (["--begin", "soon"], "'soon' is no time"),
        (["--from", "1.5"], "not a valid int"),
        (["--level", "{"], "this is no JSON"),
    ],
)
def test_a_text_of_another_type_is_refused(words, told):
    """By the option's name."""
    with pytest.raises(click.BadParameter, match=told):
        made(PLACE).make_context("place", ["SPOT", "--wanted", "w", *words])


def test_what_has_no_default_is_wanted():
    """Also where it is an option."""
    with pytest.raises(click.MissingParameter, match="wanted"):
        made(PLACE).make_context("place", ["SPOT"])


def test_options_tell_their_values_and_their_kind():
    """Enums list what is known; others pass all the same."""
    command = made(PLACE)
    by_name = options(command)

    assert by_name["bar"].help.startswith("One of 1s, 1m, 3m")
    assert by_name["begin"].metavar == "TIME"
    assert by_name["after"].metavar == "ID|TIME"
    assert "INST_TYPE: One of `SPOT` and `SWAP`." in command.help
    assert command.epilog == (
        "POST /api/v5/x/y; 60 calls in 2 s; wants a key that may trade."
    )


@pytest.mark.parametrize(
    ("name", "beginning", "values"),
    [
        ("bar", "1", "1s 1m 15m 1H 12H 1D 1W 1M 12Hutc 1Dutc 1Wutc 1Mutc"),
        ("inst_type", "s", "SPOT SWAP"),
    ],
)
def test_enums_are_completed(name, beginning, values):
    """In small letters too."""
    command = made(PLACE)
    ctx = click.Context(command)

    found = options(command)[name].shell_complete(ctx, beginning)

    assert [item.value for item in found] == values.split()


def test_no_parameter_hides_behind_a_shared_option():
    """Whatever OKX calls its parameters, each has a flag of its own."""
    for section in sections():
        for name, endpoint in endpoints(section).items():
            command = made(endpoint)
            flags = [flag for each in command.params for flag in each.opts]
            assert len(flags) == len(set(flags)), name


ORDER = (
    '{"instId": "X", "td_mode": "cash", "side": "buy", "ordType": "market", "sz": 1}'
)


def test_a_body_is_json_with_names_of_either_kind(run, fake):
    """OKX's or the model's; what is sent can be seen beforehand."""
    line = ["api", "trade", "place-order", "--dry-run", "--columns", "body"]

    result = run(*line[:3], ORDER, *line[3:])

    assert json.loads(json.loads(result.stdout)["body"]) == {
        "instId": "X",
        "tdMode": "cash",
        "side": "buy",
        "ordType": "market",
        "sz": "1",
    }
    assert fake.calls == []


@pytest.mark.parametrize(
    ("command", "body", "told"),
    [
        ("place-order", "{", "this is no JSON"),
        ("place-order", "[]", "[] is no object: write {…}"),
        ("place-order", '{"instId": "X"}', "tdMode is missing"),
        ("place-order", ORDER.replace("1}", '"one"}'), "sz cannot be read: 'one'"),
        ("place-order", ORDER.replace("1}", "0.1}"), "a number is not exact: write a"),
        ("place-order", ORDER.replace("1}", '1, "prc": "9"}'), "NewOrder has no 'prc'"),
        (
            "place-order",
            ORDER.replace("1}", '1, "attachAlgoOrds": [{"slTriggerPrc": "9"}]}'),
            "NewOrder has no 'slTriggerPrc'",
        ),
        ("place-orders", ORDER, "this is no list"),
        ("place-orders", f"[{ORDER}, {{}}]", "instId is missing"),
    ],
)
def test_a_body_that_does_not_fit_is_refused(run, fake, command, body, told):
    """A name that would be passed over is a mistake: the order would be another."""
    result = run("api", "trade", command, body, "--yes")

    (line,) = said(result)
    assert told in line
    assert (result.exit_code, fake.calls) == (2, [])


def test_a_flag_has_no_word_for_its_value():
    """`--x/--no-x` stand for themselves."""
    parameter = Parameter("x", Parameter.KEYWORD_ONLY, default=None, annotation=bool)

    assert parameters.parameter_of(parameter, "").opts == ["--x"]


# To show a request without sending it.


@pytest.fixture
def keys(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_a_request_can_be_shown_and_not_sent(run, fake):
    """Method, host, path with its query; nobody is asked."""
    words = [
        "api",
        "market",
        "get-candles",
        "BTC-USDT",
        "--bar",
        "1m",
        "--limit",
        "5",
        "--dry-run",
    ]

    row, text = run(*words), run(*words, "-o", "table")

    assert json.loads(row.stdout) == {
        "method": "GET",
        "host": "https://openapi.okx.com",
        "path": "/api/v5/market/candles?instId=BTC-USDT&bar=1m&limit=5",
        "headers": {},
        "body": "",
    }
    assert text.stdout == (
        "GET /api/v5/market/candles?instId=BTC-USDT&bar=1m&limit=5\n"
        "Host: https://openapi.okx.com\n\n"
    )
    assert fake.calls == []


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("form", ["json", "table"])
def test_a_shown_request_hides_its_secrets(run, form):
    """The last four characters of the key are all."""
    line = "api POST /api/v5/trade/order instId=BTC-USDT sz=1 --dry-run --env demo"

    result = run(*line.split(), "-o", form)

    for secret in SECRETS.values():
        assert secret not in result.output
    for shown in ("…key1", "***", "x-simulated-trading", "instId"):
        assert shown in result.stdout
    assert result.stderr == "demo: simulated trading\n"


def test_the_embedded_sandbox_has_no_host_yet(run):
    """It would be started for the call."""
    result = run(
        *["--env", "sandbox", "api", "GET", "/api/v5/public/time", "--dry-run"]
    )

    assert '"host":"the embedded sandbox"' in result.stdout


# By path.


def test_any_path_can_be_read(run, fake):
    """Names and values as they are written; rows as they come."""
    fake.data = [{"instId": "X", "px": "1.0"}, {"instId": "Y", "px": "20"}]

    result = run("api", "get", "/api/v5/x", "instId=X", "note=a=b", "-o", "table")

    assert fake.calls == [
        ("request", ("GET", "/api/v5/x"), {"params": {"instId": "X", "note": "a=b"}, "body": None})
    ]  # fmt: skip
    assert result.stdout == "instId    px\nX        1.0\nY       20\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ([["1", "2"]], '{"0":"1","1":"2"}\n'),
        ({"a": 1}, '{"a":1}\n'),
        ([], ""),
        ("done", '{"value":"done"}\n'),
    ],
)
def test_data_of_any_shape_is_shown(run, fake, data, text):
    """Arrays by their places."""
    fake.data = data

    assert run("api", "GET", "/api/v5/x").stdout == text


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (["a=1", "b=x"], {"a": "1", "b": "x"}),
        (["--body", '{"a": [1]}'], {"a": [1]}),
        (["--body", "-"], [{"from": "stdin"}]),
        ([], None),
    ],
)
def test_a_body_is_made_of_pairs_or_of_json(run, fake, words, body):
    """Or read from stdin."""
    run("api", "POST", "/api/v5/x", *words, "--yes", stdin='[{"from": "stdin"}]')

    assert fake.calls == [
        ("request", ("POST", "/api/v5/x"), {"params": None, "body": body})
    ]


@pytest.mark.parametrize(("answer", "code", "calls"), [("y\n", 0, 1), ("n\n", 130, 0)])
def test_what_changes_things_on_live_asks(run, fake, monkeypatch, answer, code, calls):
    """Where somebody can answer; elsewhere it wants --yes."""
    monkeypatch.setattr("okx_sdk.cli.asking.is_terminal", lambda _: True)

    result = run("api", "POST", "/api/v5/x", stdin=answer)

    assert (result.exit_code, len(fake.calls)) == (code, calls)
    assert "POST /api/v5/x on live: send it? [y/N]" in result.stderr


def test_nothing_asks_in_the_sandbox(run, fake):
    """There is nothing to lose."""
    result = run("api", "POST", "/api/v5/x", "--env", "sandbox")

    assert (result.exit_code, len(fake.calls)) == (0, 1)
    assert said(result) == []


def test_all_pages_of_a_paged_endpoint(run, fake, monkeypatch):
    """`--all` walks them; endpoints without pages have no such option."""

    def pages(method, **kwargs):
        assert (method, kwargs) == (fake.market.get_candles, {"inst_id": "X"})
        return iter([candle(1, "1", "2"), candle(0, "1", "3")])

    monkeypatch.setattr("okx_sdk.pages", pages, raising=False)

    result = run("api", "market", "get-candles", "X", "--all", "--columns", "close")

    assert result.stdout == '{"close":"2"}\n{"close":"3"}\n'
    assert run("api", "market", "get-ticker", "X", "--all").exit_code == 2
