"""What cannot be right gets one clear line and exit 2, before anything is asked."""

import pytest
from cli_fakes import said

MISTAKES = {
    "ticker": "okxsdk ticker: Missing argument 'INST_ID...'",
    "candels": "okxsdk: no command 'candels': did you mean candles?",
    "zzz": "okxsdk: no command 'zzz'",
    "--nope": "okxsdk: No such option",
    "--env nope ticker X": "okxsdk: Invalid value for '--env': 'nope' is not one of",
    "ticker X --env nope": "okxsdk ticker: Invalid value for '--env': 'nope'",
    "--timeout 0 ticker X": "okxsdk: Invalid value for '--timeout'",
    "--timeout soon ticker X": "okxsdk: Invalid value for '--timeout'",
    "candles": "okxsdk candles: Missing argument 'INST_ID'",
    "candles A B": "okxsdk candles: Got unexpected extra argument (B)",
    "candles BTC/USDT€": "okxsdk candles: Invalid value for 'INST_ID'",
    "candles X --bar 1h": "no bar '1h': did you mean 1H?",
    "candles X --bar 7m": "no bar '7m': 1s, 1m, 3m",
    "candles X --start soon": "Invalid value for '--start': 'soon' is no time: write",
    "candles X --start 999999d": "Invalid value for '--start'",
    "candles X --start 7": "Invalid value for '--start'",
    "candles X --start 2026-02-30": "Invalid value for '--start'",
    "candles X --end 99999999999999999": "Invalid value for '--end'",
    "candles X --start 2d --end 3d": "--start 2d is not before --end 3d: are they",
    "candles X --limit 0": "Invalid value for '--limit': 0 is not in the range",
    "candles X --limit many": "Invalid value for '--limit'",
    "candles X -o xml": "'xml' is not one of 'table', 'json', 'ndjson', 'csv'",
    "candles X --columns ts,opne": "no column 'opne': there are ts, open, high",
    "tickers --sort lst": "tickers have no 'lst': did you mean last?",
    "tickers --sort zzz": "tickers have no 'zzz': take one of inst_type",
    "tickers --type spots": "Invalid value for '--type': 'spots' is not one of",
    "tickers --top -1": "Invalid value for '--top'",
    "instruments X --type SPOT": "give an instrument, or --type and --family, not both",
    "instruments --type option": "options want a --family, such as BTC-USD",
    "orderbook X --depth 0": "Invalid value for '--depth'",
    "trades X --end 1d": "--end wants a --start",
    "trades X --start 1d --limit 5": "give --start or --limit, not both",
    "funding X --limit 5": "--start, --end and --limit want --history",
    "funding X --history --start 1d --end 2d": "--start 1d is not before --end 2d",
    "api zzz": "okxsdk api: no command 'zzz'",
    "api market candles": "market has no endpoint 'candles': did you mean get-candles?",
    "api market get-candles": "Missing argument 'INST_ID'",
    "api market get-candles X --limit a": "Invalid value for '--limit'",
    "api market get-candles X --after soon": "Invalid value for '--after'",
    "api public convert-contract-coin X many": "'many' is no number",
    "api GET": "Missing argument 'PATH'",
    "api GET market/ticker": "'market/ticker' is no path: write /api/v5/",
    "api GET /api/v5/x instId": "'instId' is no NAME=VALUE, such as instId=BTC-USDT",
    "api GET /api/v5/x instId=": "'instId=' is no NAME=VALUE",
    "api GET /api/v5/x --body {}": "--body is for POST",
    "api POST /api/v5/x --body {": "this is no JSON",
    "api POST /api/v5/x a=1": "POST /api/v5/x changes things on live: add --yes",
    "completion tcsh": "'tcsh' is not one of 'bash', 'zsh', 'fish'",
    "sandbox up --host 0.0.0.0 --port 0": "0.0.0.0 is not this machine: loopback only",
    "sandbox up --port 70000": "Invalid value for '--port'",
    "sandbox up --time soon": "Invalid value for '--time'",
    "--profile mine config show": "There is no profile 'mine', nor a file",
    "config init": "this asks for a key: run it in a terminal; elsewhere set OKX_API",
    "config use": "okxsdk config use: Missing argument 'NAME'",
    "config use mine": "There is no profile 'mine', nor a file",
    "config import --from none.toml": "none.toml cannot be read: No such file",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake_is_told_in_one_line(run, fake, line):
    """Exit 2, one line on stderr, nothing on stdout, and nobody was asked."""
    result = run(*line.split())

    (told,) = said(result)
    assert MISTAKES[line] in told
    assert (result.exit_code, result.stdout) == (2, "")
    assert fake.calls == []


@pytest.mark.parametrize("words", [(), ("api",), ("sandbox",), ("api", "market")])
def test_a_group_without_a_command_shows_its_help(run, words):
    """On stderr and with exit 2, since nothing was done."""
    result = run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(" ".join(["Usage: okxsdk", *words, ""]))


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("OKX_ENV", "prod", "'prod' is no env (OKX_ENV): take one of live, demo"),
        ("OKX_API_KEY", "k" * 36, "and lacks OKX_SECRET_KEY and OKX_PASSPHRASE"),
        ("OKX_SANDBOX_URL", "http://example.org", "plain http is for loopback only"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(run, monkeypatch, variable, value, told):
    """The environment is input as well."""
    monkeypatch.setenv(variable, value)
    words = ["--env", "sandbox"] if "SANDBOX" in variable else []

    result = run(*words, "config", "show")

    (line,) = said(result)
    assert told in line
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        ("[profiles.me\n", 0o600, "is no valid TOML"),
        ("[profiles.you]\n", 0o600, "has no profile 'me'; it has you"),
        (
            '[profiles.me]\napi_key="k"\nsecret_key="s"\npassphrase="p"\n',
            0o644,
            "others can read it: chmod 600 it",
        ),
        ('[profiles.me]\napi_key="k"\n', 0o600, "has a part of an API key"),
        ("[profiles.me]\nkeyring=true\n", 0o600, "keyring"),
        ("[profiles.me]\nenv='prod'\n", 0o600, "config.toml): take one of"),
        ("[profiles.me]\nenviron='demo'\n", 0o600, "says 'environ', which is none of"),
    ],
)
def test_a_wrong_configuration_file_is_told_in_one_line(
    run, monkeypatch, tmp_path, text, mode, told
):
    """C2: whatever is wrong with it, and no secret of it."""
    path = tmp_path / "config.toml"
    path.write_text(text)
    path.chmod(mode)
    monkeypatch.setenv("OKX_CONFIG", str(path))

    result = run("--profile", "me", "config", "show")

    (line,) = said(result)
    assert told in line
    assert result.exit_code == 2
