"""Keys, and a text type that nothing shows."""

import copy
import json
import logging
import pickle
import pprint
import traceback
from string import Template

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.credentials import Credentials, Secret
from okx_sdk.engine.rest import Options, RestEngine
from okx_sdk.errors import ConnectionLost, InvalidArgument
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.retry import RetryPolicy
from okx_sdk.rest.account import Account

SECRET, PASS, API_KEY = "canary-secret", "canary-pass", "canary-api-key-1234"


def make():
    return Credentials(API_KEY, SECRET, PASS)


def used():
    """A secret that has signed."""
    secret = Secret(SECRET)
    secret.sign(b"text")
    return secret


def fail(thing):
    """Raise where the secret lies in a local variable."""
    inside = {"nested": [thing]}
    raise RuntimeError(f"it failed with {thing} in {inside}")


def report_of(thing):
    try:
        fail(thing)
    except RuntimeError as error:
        found = traceback.TracebackException.from_exception(error, capture_locals=True)
        return "".join(found.format())


def logged(thing):
    record = logging.LogRecord("n", 20, "p", 1, "%s %r", (thing, thing), None)
    return logging.Formatter("%(message)s %(args)s").format(record)


WAYS = {
    "repr": repr,
    "str": str,
    "ascii": ascii,
    "f-string": lambda thing: f"{thing} {thing!r} {thing!s} {thing!a}",
    "padded": lambda thing: f"{thing!s:>60}",
    "percent": lambda thing: "%s %r" % (thing, thing),  # noqa: UP031 - one of the ways
    "format": lambda thing: "{} {!r}".format(thing, thing),  # noqa: UP032 - another
    "template": lambda thing: Template("$x").substitute(x=thing),
    "join": lambda thing: "".join(map(str, [thing])),
    "in a container": lambda thing: f"{[thing]} {(thing,)} { {'a': thing} }",
    "pprint": pprint.pformat,
    "json with a default": lambda thing: json.dumps(thing, default=str),
    "a traceback with locals": report_of,
    "a log record": logged,
    "dir": lambda thing: str(dir(thing)),
    "asdict": lambda thing: str(attrs.asdict(thing)) if attrs.has(type(thing)) else "",
    "a copy": lambda thing: f"{copy.copy(thing)!r} {copy.deepcopy(thing)!r}",
    "an error about it": lambda thing: repr(InvalidArgument(f"{thing}")),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    "thing", [Secret(SECRET), used(), make()], ids=["secret", "used", "credentials"]
)
def test_no_way_of_showing_it_shows_it(thing, way):
    """Invariant 24: repr, str, f-string, %, json, copy, log, traceback with locals."""
    shown = way(thing)

    assert SECRET not in shown
    assert PASS not in shown
    if way is not WAYS["asdict"]:  # which is asked for its values
        assert API_KEY[:-4] not in shown


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize(
    "thing", [Secret(SECRET), used(), make()], ids=["secret", "used", "credentials"]
)
def test_it_is_not_pickled(thing, protocol):
    """Invariant 24: a pickle would lie about in a file or a queue."""
    with pytest.raises(InvalidArgument):
        pickle.dumps(thing, protocol)


@pytest.mark.parametrize(
    "thing", [Secret(SECRET), used(), make()], ids=["secret", "used", "credentials"]
)
def test_it_has_no_json_and_no_dict(thing):
    """Invariant 24: `json.dumps` and `vars` refuse."""
    with pytest.raises(TypeError):
        json.dumps(thing)
    with pytest.raises(TypeError):
        vars(thing)


@pytest.mark.parametrize("thing", [Secret(SECRET), used()], ids=["secret", "used"])
def test_it_has_no_state_to_be_written(thing):
    """Invariant 24: what writes any object at all asks for it past `__reduce__`."""
    with pytest.raises(InvalidArgument):
        thing.__getstate__()


def test_a_secret_may_be_padded_in_a_table():
    """A format with a width works, on the stars."""
    assert f"{Secret(SECRET):>5}" == "  ***"


@given(st.text(min_size=1), st.text(min_size=1))
def test_secrets_are_equal_as_their_texts_are(one, other):
    """Whatever characters they hold."""
    assert (Secret(one) == Secret(other)) is (one == other)
    assert (hash(Secret(one)) == hash(Secret(other))) is (one == other)
    assert Secret(one).reveal() == one


def test_a_secret_is_not_its_text():
    """Comparing it with a text gives nothing away."""
    assert Secret(SECRET) != SECRET
    assert hash(Secret(SECRET)) != hash(SECRET)


def test_copies_are_the_same_secret():
    """A client's copies sign with the same key."""
    one = make()

    assert copy.copy(one) == copy.deepcopy(one) == one
    assert copy.deepcopy(one).secret_key is one.secret_key


def test_credentials_take_texts_or_secrets():
    """Both mean the same."""
    assert Credentials(API_KEY, Secret(SECRET), Secret(PASS)) == make()
    assert make().secret_key.reveal() == SECRET
    assert make().passphrase.reveal() == PASS


@pytest.mark.parametrize(
    ("key", "hint"), [("a-long-key-1234", "…1234"), ("12345678", "…"), ("1", "…")]
)
def test_the_last_four_of_a_long_key_are_shown(key, hint):
    """Enough to tell one from another."""
    credentials = Credentials(key, SECRET, PASS)

    assert credentials.hint == hint
    assert f"'{hint}'" in repr(credentials)


BAD = {
    "": "empty",
    " a": "a blank or a line break",
    "a ": "a blank or a line break",
    "a\n": "a blank or a line break",
    "a\r": "a blank or a line break",
    "a\r\nX: y": "strange characters, the first at 2",
    "ä": "strange characters, the first at 1",
    "a\x00b": "strange characters, the first at 2",
    "\ufeffa": "strange characters, the first at 1",
    "a\u2028": "a blank or a line break",
}


@pytest.mark.parametrize("bad", BAD, ids=ascii)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_no_header_can_hold_is_refused_and_not_quoted(place, bad):
    """A newline from a file, a letter that is not ASCII: httpx would quote it."""
    texts = [API_KEY, SECRET, PASS]
    texts[place] = bad

    with pytest.raises(InvalidArgument, match=BAD[bad]) as caught:
        Credentials(*texts)

    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("value", [None, b"canary", 1234, ["canary"]], ids=type)
def test_what_is_no_text_is_refused_and_not_quoted(place, value):
    """One error of ours, that says of which type it is."""
    texts = [API_KEY, SECRET, PASS]
    texts[place] = value

    with pytest.raises(InvalidArgument, match=f"the type {type(value).__name__}"):
        Credentials(*texts)


@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotes_that_came_along_are_refused_but_for_a_passphrase(quote):
    """An env file of containers keeps them; who chose a passphrase may have wanted them."""
    quoted = [f"{quote}{text}{quote}" for text in (API_KEY, SECRET, PASS)]

    for texts in ((quoted[0], SECRET, PASS), (API_KEY, quoted[1], PASS)):
        with pytest.raises(InvalidArgument, match="is in quotes: take them away"):
            Credentials(*texts)
    assert Credentials(API_KEY, SECRET, quoted[2]).passphrase.reveal() == quoted[2]


def test_keys_are_told_apart_without_being_shown():
    """Limits are counted for each key, and a traceback shows for which."""
    one, other = make(), Credentials("another-key-1234", SECRET, PASS)

    assert one.alias == make().alias != other.alias
    assert not any(API_KEY[at : at + 4] in one.alias for at in range(len(API_KEY) - 3))


UNPACED = Request("POST", "/api/v5/x", b"{}", "always")


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: engine.request(UNPACED),
        lambda engine: engine.call(endpoint_of(Account.get_balance), {}),
    ],
    ids=["any request", "an endpoint with a limit"],
)
async def test_an_error_of_a_signed_call_shows_nothing_in_its_locals(
    anyio_backend, ask
):
    """F16: the frames of a failing call hold headers; a debugger prints them."""

    class Broken:
        async def send(self, request, headers, timeout):
            raise ConnectionLost("reset")

    async def connect():
        return "https://host", Broken()

    engine = RestEngine(connect, make(), options=Options(retry=RetryPolicy(tries=1)))
    with pytest.raises(ConnectionLost) as caught:
        await ask(engine)

    report = traceback.TracebackException.from_exception(
        caught.value, capture_locals=True
    )
    text = "".join(report.format())
    frames = text[text.index("engine/rest.py") :]
    assert "OK-ACCESS-PASSPHRASE" in frames
    for canary in (SECRET, PASS, API_KEY[:-4]):
        assert canary not in frames
        assert canary not in repr(engine)
