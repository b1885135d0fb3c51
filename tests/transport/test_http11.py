"""Requests and answers as bytes: what is done here equals what h11 does."""

from __future__ import annotations

import h11
import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okx_sdk.transport import http11
from okx_sdk.transport.http11 import Exchange

TARGET = b"/api/v5/things?a=%20b"
FIELDS = [(b"Host", b"x"), (b"Accept", b"*/*"), (b"Connection", b"keep-alive")]
GOOD = b"HTTP/1.1 200 OK\r\nX-Thing: A\r\nContent-Length: 5\r\n\r\nhello"


def asked(method=b"GET", fields=FIELDS, body=b"") -> Exchange:
    return Exchange(method, TARGET, fields, body)


def by_h11(method, target, fields, body):
    """The bytes that h11 sends, or none if it refuses."""
    connection = h11.Connection(h11.CLIENT)
    try:
        sent = connection.send(
            h11.Request(method=method, target=target, headers=fields)
        )
        sent += connection.send(h11.Data(data=body)) if body else b""
        return sent + (connection.send(h11.EndOfMessage()) or b"")
    except h11.LocalProtocolError:
        return None


NAMES = st.sampled_from(
    [
        *(b"Host", b"host", b"Accept", b"OK-ACCESS-SIGN", b"Content-Length", b"Expect"),
        *(
            b"content-length",
            b"Connection",
            b"Transfer-Encoding",
            b"Upgrade",
            b"Cookie",
        ),
        *(b"", b"X Y", b"X:", b"X\r\nY", "é".encode(), b"X\x00"),
    ]
)
VALUES = st.sampled_from(
    [
        *(b"x", b"a b", b"", b"a\tb", b"0", b"5", b"05", b"5, 5", b"6", b"x" * 30),
        *(b"keep-alive", b"close", b"Keep-Alive", b"chunked", b"100-continue"),
        *(
            b" x",
            b"x ",
            b"a\r\nX: y",
            b"a\nb",
            b"a\x00",
            b"\x01",
            "é".encode(),
            b"\x85",
        ),
    ]
)


@given(
    st.sampled_from([b"GET", b"POST", b"HEAD", b"DELETE", b"G T", b""]),
    st.sampled_from([TARGET, b"/", b"", b"/a b", b"/\xc3\xa4", b"/\r\nX: y", b"*"]),
    st.lists(st.tuples(NAMES, VALUES), max_size=4),
    st.booleans(),
    st.sampled_from([b"", b"hello", b"\r\n\r\n\x00"]),
)
@example(b"POST", TARGET, [(b"Content-Length", b"5")], True, b"hello")
@example(b"POST", TARGET, [(b"Content-Length", b"0")], True, b"")
@example(b"GET", TARGET, [(b"X", b"a\r\nY: b")], True, b"")
def test_a_request_is_what_h11_makes_of_it(method, target, more, has_host, body):
    """Byte for byte; and what h11 refuses is refused."""
    fields = [(b"Host", b"x")] * has_host + more
    expected = by_h11(method, target, fields, body)
    try:
        sent = Exchange(method, target, fields, body).outgoing
    except httpx.LocalProtocolError:
        sent = None

    assert sent == expected


def heard_by_h11(method, pieces, *, ends):
    """How h11 alone reads an answer."""
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=100 * 1024)
    connection.send(h11.Request(method=method, target=TARGET, headers=FIELDS))
    connection.send(h11.EndOfMessage())
    head, body = None, b""
    try:
        for piece in (*pieces, b"") if ends else pieces:
            if not piece and head is None:
                return "fault"
            connection.receive_data(piece)
            while True:
                event = connection.next_event()
                if isinstance(event, h11.Response):
                    head = (event.status_code, event.reason, event.headers.raw_items())
                elif isinstance(event, h11.Data):
                    body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    is_clean = connection.their_state is h11.DONE
                    is_clean = is_clean and connection.trailing_data == (b"", False)
                    return head, body, is_clean
                elif event is h11.NEED_DATA or event is h11.PAUSED:
                    break
    except h11.RemoteProtocolError:
        return "fault"
    return head, body


def heard(method, pieces, *, ends):
    """How an exchange reads it."""
    exchange, body = asked(method), b""
    try:
        for piece in (*pieces, b"") if ends else pieces:
            exchange.receive(piece)
            body += exchange.body()
            if exchange.is_over:
                break
    except httpx.RemoteProtocolError:
        return "fault"
    head = exchange.head and (
        exchange.head.status,
        exchange.head.reason,
        exchange.head.fields,
    )
    return (head, body, exchange.is_clean) if exchange.is_over else (head, body)


LINES = st.sampled_from(
    [
        *(b"HTTP/1.1 200 OK", b"HTTP/1.1 200", b"HTTP/1.1 200 ", b"HTTP/1.1 404 a\tb "),
        *(
            b"HTTP/1.0 200 OK",
            b"HTTP/1.1 204 No",
            b"HTTP/1.1 304 No",
            b"HTTP/1.1 999 x",
        ),
        *(
            b"HTTP/1.1 100 Go on",
            b"HTTP/1.1 101 Up",
            b"HTTP/1.1 099 x",
            b"HTTP/1.1 20 x",
        ),
        *(
            b"HTTP/1.1  200 OK",
            b"HTTP/2.0 200 OK",
            b"http/1.1 200 OK",
            b"",
            b"\x16\x03",
        ),
        "HTTP/1.1 200 é\x85".encode("latin-1"),
    ]
)
HEADERS = st.sampled_from(
    [
        *(b"Content-Length: 5", b"content-length:5", b"Content-Length: 5, 5"),
        *(b"Content-Length: 0", b"Content-Length: 05", b"Content-Length: -5"),
        *(b"Content-Length: 9999999999999999999999", b"Content-Length: \t5 \t"),
        *(b"Content-Length: 6", b"Content-Length: x", b"Content-Length:"),
        *(b"Transfer-Encoding: chunked", b"transfer-encoding: gzip", b"X-Thing: a  b "),
        *(b"Connection: close", b"Connection: Keep-Alive", b"Connection: x, close"),
        *(b"Set-Cookie: a=b", b"Empty:", b": x", b"X Y: z", b"X : z", b" folded", b"X"),
        *(b"X: \x01", b"X: \x00", b"X: a\rb", b"X:\x0b", b"Upgrade: x", b"X: \xe9\x85"),
    ]
)
BODIES = st.sampled_from(
    [
        *(b"hello", b"", b"hell", b"hello!", b"\r\n\r\nx", b"hello" + GOOD),
        *(b"5\r\nhello\r\n0\r\n\r\n", b"5;x\r\nhello\r\n0\r\nX: y\r\n\r\n"),
        *(b"5\r\nhello\r\n0\r\n\r\n!", b"z\r\n", b"5\r\nhelloXX", b"0\r\n"),
    ]
)


@st.composite
def answers(draw) -> bytes:
    """Answers that are right, nearly right, and not at all."""
    end = draw(st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n"]))
    lines = [draw(LINES), *draw(st.lists(HEADERS, max_size=4)), b"", b""]
    if draw(st.booleans()):  # most are near to what an exchange sends
        lines = [b"HTTP/1.1 200 OK", *draw(st.lists(HEADERS, max_size=1)), b"", b""]
        lines.insert(1, b"Content-Length: 5")
    answer = end.join(lines) + draw(BODIES)
    for place, byte in draw(
        st.lists(st.tuples(st.integers(0, 80), st.binary(max_size=1)), max_size=1)
    ):
        answer = answer[:place] + byte + answer[place + 1 :]
    before = draw(
        st.sampled_from([b"", b"", b"", b"HTTP/1.1 103 Early\r\nX: y\r\n\r\n"])
    )
    return before + answer


@given(
    answers(),
    st.lists(st.integers(0, 120), max_size=3).map(sorted),
    st.booleans(),
    st.sampled_from([b"GET", b"GET", b"HEAD"]),
)
@example(GOOD, [], True, b"GET")
@example(GOOD, [40], False, b"GET")
@example(GOOD + b"!", [], False, b"GET")
@example(GOOD + GOOD, [], False, b"GET")
@example(GOOD, [], False, b"HEAD")
@example(GOOD.replace(b"200", b"304"), [], False, b"GET")
@example(GOOD.replace(b"X-Thing: A", b"Transfer-Encoding: chunked"), [], True, b"GET")
@example(GOOD.replace(b"X-Thing: A", b"Connection: close"), [], True, b"GET")
@example(GOOD.replace(b"X-Thing: A", b"Content-Length: 5"), [], True, b"GET")
def test_an_answer_is_what_h11_makes_of_it(answer, cuts, ends, method):
    """N11, N12: any bytes in any pieces, with an end or without, give the same."""
    edges = [0, *cuts, len(answer)]
    pieces = [answer[a:b] for a, b in zip(edges, edges[1:], strict=False) if a < b]

    assert heard(method, pieces, ends=ends) == heard_by_h11(method, pieces, ends=ends)


@given(st.binary(max_size=40), st.booleans())
def test_any_bytes_are_what_h11_makes_of_them(answer, ends):
    """N12: no bytes at all raise what is not httpx's."""
    assert heard(b"GET", [answer], ends=ends) == heard_by_h11(
        b"GET", [answer] if answer else [], ends=ends or not answer
    )


def test_a_cut_answer_is_never_taken_for_a_whole_one():
    """N11: at every byte."""
    for cut in range(len(GOOD)):
        exchange = asked()
        if cut:
            exchange.receive(GOOD[:cut])
        with pytest.raises(httpx.RemoteProtocolError):
            exchange.receive(b"")

        assert not exchange.is_over
        assert not exchange.is_clean


class Unasked:
    """Stands in for h11 where it is not to be asked."""

    def __init__(self, *_: object, **__: object) -> None:
        raise AssertionError("h11 was asked")


def test_what_is_plain_does_without_h11(monkeypatch):
    """Which is what makes it quick."""
    monkeypatch.setattr(http11.h11, "Connection", Unasked)
    for method, fields, body in (
        (b"GET", FIELDS, b""),
        (b"POST", [*FIELDS, (b"Content-Length", b"2")], b"{}"),
        (b"POST", [*FIELDS, (b"Content-Length", b"0")], b""),
    ):
        exchange = asked(method, fields, body)
        exchange.receive(GOOD)

        assert exchange.outgoing.startswith(method + b" /api/v5/things?a=%20b HTTP/1.1")
        assert exchange.body() == b"hello"
        assert exchange.is_clean


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000,
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 120_000,
    ],
    ids=["many", "long"],
)
def test_a_head_without_an_end_is_cut_off(answer):
    """P14: it does not fill the memory."""
    exchange = asked()
    with pytest.raises(httpx.RemoteProtocolError, match="too long"):
        exchange.receive(answer)


def test_pieces_are_given_once_and_not_kept():
    """P14: a long answer is never whole in memory here."""
    exchange = asked()
    exchange.receive(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nab")
    taken = [exchange.body(), exchange.body()]
    exchange.receive(b"cd")
    exchange.receive(b"ef")
    taken += [exchange.body(), exchange.body()]

    assert taken == [b"ab", b"", b"cdef", b""]
    assert exchange.is_over


def test_what_cannot_be_sent_is_refused_without_its_value():
    """The words of h11 hold it; who translates the error leaves them out."""
    with pytest.raises(httpx.LocalProtocolError):
        asked(fields=[*FIELDS, (b"X", b"a\r\nY: b")])
