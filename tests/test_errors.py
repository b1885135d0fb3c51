"""The error tree: every code in its class, every class drawn, every error portable."""

import copy
import pickle
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk import _refusals, errors
from okx_sdk.errors import Outcome, error_for, error_for_status, lookup

SHARED = Path(__file__).parents[2] / "shared" / "okx-v5" / "errors.yaml"

CLASSES_OF = {
    "param": {errors.InvalidParameter},
    "auth": {errors.AuthenticationError},
    "clock": {errors.ClockError},
    "rate": {errors.RateLimited},
    "busy": {errors.SystemBusy},
    "timeout": {errors.OutcomeUnknown},
    "maint": {errors.Maintenance},
    "acct": {errors.AccountRestricted},
    "funds": {errors.InsufficientBalance},
    "limit": {errors.LimitExceeded},
    "state": {errors.StateConflict, errors.FundingRejected, errors.AccountRejected},
    "dup": {errors.DuplicateRequest},
    "notfound": {errors.NotFound},
    "demo": {errors.EnvironmentUnsupported},
    "proc": {errors.InProgress},
    "tpsl": {errors.TpSlRejected},
    "reconnect": {errors.ReconnectNeeded},
    "partial": {errors.PartlyDone},
}
AMBIGUOUS = """
    50001 50004 50005 50013 50026 51016 51054 51149 64007
"""
DEFINITE = """
    50002 50006 50011 50014 50015 50016 50024 50025 50036 50037 50061 50102 50103 50104
    50105 50106 50107 50110 50111 50112 50113 50114 50119 50120 51000 51008 51020 60006
    60011 60012 60013 60014
"""
REPEATED = {"after-delay", "backoff", "query-first", "reconnect"}


def children(cls):
    return [
        sub for sub in cls.__subclasses__() if sub.__module__.startswith("okx_sdk.")
    ]


def descendants(cls):
    yield cls
    for sub in children(cls):
        yield from descendants(sub)


def drawing(cls, pad=""):
    subs = children(cls)
    for sub in subs:
        last = sub is subs[-1]
        bases = "".join(f", {base.__name__}" for base in sub.__bases__[1:])
        yield f"{pad}{'└──' if last else '├──'} {sub.__name__}{bases}"
        yield from drawing(sub, pad + ("    " if last else "│   "))


CLASSES = list(descendants(errors.OkxError))


@pytest.fixture(scope="module")
def shared():
    if not SHARED.exists():
        pytest.skip(f"OKX's list of codes is not here: {SHARED}")
    return yaml.load(SHARED.read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@pytest.fixture(scope="module")
def rows(shared):
    return [row for row in shared["codes"] if row["code"] not in {"0", "1", "2"}]


def test_every_code_is_registered_and_no_other(rows):
    """The class statements hold the codes of the list: all, and nothing else."""
    assert set(_refusals._by_code) == {row["code"] for row in rows}


def test_a_code_registers_once():
    """A second class cannot take a code."""
    with pytest.raises(TypeError, match="51008 is InsufficientBalance already"):
        type("Again", (errors.ApiError,), {}, codes="51008")


def test_a_code_stands_in_the_class_of_its_category(rows):
    """Each category has its class, and finer classes stand below it."""
    strays = [
        (row["code"], row["category"], lookup(row["code"]).__name__)
        for row in rows
        if not CLASSES_OF[row["category"]] & set(lookup(row["code"]).__mro__)
    ]

    assert strays == []


def test_a_code_is_retryable_by_its_category(shared, rows):
    """What waiting cures may be read again; what needs a change may not."""
    policy = shared["retry_policy"]
    result = {row["code"]: lookup(row["code"]).retryable for row in rows}

    assert result == {
        row["code"]: policy[row["category"]]["retryable"] in REPEATED for row in rows
    }


def test_the_outcome_of_an_ambiguous_code_is_unknown():
    """These codes do not tell whether an order was placed."""
    result = {code: lookup(code).outcome for code in AMBIGUOUS.split()}

    assert result == dict.fromkeys(result, Outcome.UNKNOWN)


def test_the_outcome_of_a_definite_code_is_a_rejection():
    """These codes say that nothing was placed."""
    result = {code: lookup(code).outcome for code in DEFINITE.split()}

    assert result == dict.fromkeys(result, Outcome.REJECTED)


def test_the_tree_is_drawn_as_it_is():
    """The module's docstring shows the real classes, in their order."""
    expected = ["OkxError", *drawing(errors.OkxError)]

    result = [line[4:] for line in errors.__doc__.splitlines() if line[:4] == "    "]

    assert result == expected


def test_all_that_is_public_is_named():
    """`__all__` holds the classes, the outcome and the three functions."""
    names = {cls.__name__ for cls in CLASSES}

    assert set(errors.__all__) == names | {
        "Outcome",
        "error_for",
        "error_for_status",
        "lookup",
    }


@pytest.mark.parametrize("cls", CLASSES)
def test_a_class_says_when_it_happens(cls):
    """Each has a docstring of its own, and its hint is a sentence."""
    assert vars(cls)["__doc__"]
    assert cls.hint == "" or re.fullmatch(r"[A-Z].*\.", cls.hint)


@pytest.mark.parametrize("again", [copy.copy, lambda e: pickle.loads(pickle.dumps(e))])
@pytest.mark.parametrize("cls", CLASSES)
def test_an_error_survives_pickle_and_copy(cls, again):
    """Attributes, notes and text are the same on the other side."""
    own = {
        "code": "51008_1000",
        "retry_after": 2.5,
        "retryable": not cls.retryable,
        "outcome": Outcome.NOT_SENT,
    }
    if cls is errors.BadRow:
        own = {"row": 3, "field": "instId"}
    if issubclass(cls, errors.OrderError):
        own = {"code": "50004", "inst_id": "BTC-USDT", "cl_ord_id": "a1"}
    error = cls("no", endpoint="GET /api/v5/x", http_status=418, **own)
    error.add_note("third call of the day")

    result = again(error)

    assert type(result) is cls
    assert vars(result) == vars(error)
    assert result.__notes__ == ["third call of the day"]
    assert str(result) == str(error)
    assert result.args == ("no",)


@pytest.mark.parametrize("cls", CLASSES)
def test_an_error_needs_no_argument(cls):
    """Every error can be raised bare, and its text begins like a sentence."""
    error = cls()

    assert (error.code, error.endpoint, error.http_status) == (None, None, None)
    assert str(error)[:1] == str(error)[:1].upper()


@given(st.text() | st.from_regex(r"[0-9]{5}(_[0-9]{4})?", fullmatch=True))
def test_lookup_is_total(code):
    """Any text has a class, and any text makes an error that can be shown."""
    error = error_for(code, code, endpoint=code, http_status=None)

    assert type(error) is lookup(code)
    assert isinstance(str(error), str)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("50999", errors.ApiError),
        ("50199", errors.AuthenticationError),
        ("51999", errors.OrderRejected),
        ("70999", errors.OrderRejected),
        ("58999", errors.FundingRejected),
        ("59999", errors.AccountRejected),
        ("60999", errors.StreamRefused),
        ("64999_7", errors.StreamRefused),
        ("99999", errors.ApiError),
        ("1", errors.ApiError),
        ("58", errors.ApiError),
        ("", errors.ApiError),
        ("abc", errors.ApiError),
        ("_", errors.ApiError),
    ],
)
def test_an_unknown_code_falls_to_its_range(code, expected):
    """The nearest general class is given, and what became of the request is unknown."""
    error = error_for(code, "", endpoint=None, http_status=200)

    assert type(error) is expected
    assert error.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("code", "sub_code", "expected"),
    [
        ("51008_1000", None, errors.InsufficientBalance),
        ("51008_1004", None, errors.LimitExceeded),
        ("51008", "1004", errors.LimitExceeded),
        ("51008_9999", None, errors.InsufficientBalance),
        ("51000", "54070", errors.InvalidParameter),
    ],
)
def test_a_sub_code_is_kept_apart(code, sub_code, expected):
    """A suffix and OKX's `subCode` are the same; an unknown one changes no class."""
    error = error_for(code, "no", endpoint=None, http_status=200, sub_code=sub_code)

    assert type(error) is expected
    assert error.code == code[:5]
    assert error.sub_code == (sub_code or code[6:])
    assert error.outcome is Outcome.REJECTED


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        (
            "50119",
            "API key doesn't exist.",
            "API key doesn't exist (code 50119, HTTP 401). The key is unknown on this",
        ),
        ("50119", "no", "OKX refused GET /api/v5/x: no (code 50119"),
        ("50119", "no", "is the region right?"),
        ("50101", "wrong", "Demo and live keys are not interchangeable"),
        ("50102", "expired", "differs from OKX's by over 30 seconds"),
        ("50105", "wrong", "passphrase is the one chosen when the key was made"),
        ("50110", "no", "public IP address"),
        ("50113", "no", "secret key is most likely wrong"),
        ("51001", "no", "BTC-USDT is spot, BTC-USDT-SWAP perpetual"),
        ("51000", "Parameter bar error", "Parameter bar error (code 51000"),
        ("50014", "no", "parameter that the message names"),
        ("50011", "Too Many Requests", "Ask less often"),
        ("50004", "no", "OKX does not know what became of GET /api/v5/x: no (code"),
        ("51008_1000", "no", "(code 51008, sub-code 1000, HTTP 401)"),
    ],
)
def test_the_text_says_what_was_refused_and_what_to_do(code, message, expected):
    """One sentence with OKX's words and the code, then advice."""
    error = error_for(code, message, endpoint="GET /api/v5/x", http_status=401)

    assert expected in str(error)


def test_the_text_is_one_line_and_tells_the_wait():
    """Line breaks of a message go, and a wait that is known is told."""
    error = errors.RateLimited("too\n many", endpoint="GET /x", retry_after=2.0)

    assert str(error) == (
        "OKX refused GET /x: too many. Ask less often, and let no other program "
        "spend the same limit. Wait 2 s."
    )


def test_misuse_is_told_without_a_message():
    """The commonest mistakes need no words of the raiser."""
    assert str(errors.CredentialsMissing(endpoint="GET /x")).startswith(
        "GET /x needs an API key. Give credentials"
    )
    assert str(errors.ClientClosed()) == (
        "The client has been closed. Make a new client."
    )


def test_a_bad_row_names_its_place():
    """Endpoint, row and field stand in the text."""
    error = errors.BadRow("missing", endpoint="GET /x", row=3, field="instId")

    assert str(error).startswith(
        "The answer to GET /x was not understood: missing (row 3, field instId)."
    )


def test_the_query_of_an_endpoint_is_cut():
    """What was asked for may be private."""
    assert errors.OkxError(endpoint="GET /x?ccy=BTC").endpoint == "GET /x"


@pytest.mark.parametrize(
    ("status", "expected", "retryable", "outcome"),
    [
        (200, errors.NotJson, True, Outcome.UNKNOWN),
        (302, errors.RedirectRefused, False, Outcome.UNKNOWN),
        (403, errors.EdgeRefused, False, Outcome.UNKNOWN),
        (404, errors.HttpStatusError, False, Outcome.UNKNOWN),
        (407, errors.ProxyFailed, False, Outcome.NOT_SENT),
        (429, errors.RateLimited, True, Outcome.UNKNOWN),
        (500, errors.GatewayFailed, True, Outcome.UNKNOWN),
        (503, errors.GatewayFailed, True, Outcome.UNKNOWN),
        (999, errors.HttpStatusError, False, Outcome.UNKNOWN),
    ],
)
def test_a_status_alone_makes_an_error(status, expected, retryable, outcome):
    """An answer without OKX's envelope is typed by its HTTP status."""
    error = error_for_status(status, endpoint="GET /x", retry_after=1.5)

    assert type(error) is expected
    assert (error.retryable, error.outcome) == (retryable, outcome)
    assert (error.http_status, error.retry_after, error.code) == (status, 1.5, None)


@pytest.mark.parametrize("cls", list(descendants(errors.NotSent)))
def test_what_was_not_sent_says_so(cls):
    """All that fails before a byte leaves may be asked again, but for bad TLS."""
    assert cls.outcome is Outcome.NOT_SENT
    assert cls.retryable is (cls is not errors.TlsFailed)


@pytest.mark.parametrize("cls", list(descendants(errors.UsageError)))
def test_misuse_sends_nothing(cls):
    """A caller's mistake is found before anything leaves."""
    assert (cls.outcome, cls.retryable) == (Outcome.NOT_SENT, False)
