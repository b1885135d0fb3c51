"""Framing as a value: what it makes of bytes, however they are split."""

from __future__ import annotations

import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import BINARY, CLOSE, CONT, PING, TEXT, frame
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Opcode
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.uri import parse_uri

from okx_sdk.transport.framing import QUIET, Framing

MOST = 70_000


def client(*, cuts: bool = True, deflate: bool = False, most: int = MOST) -> Framing:
    uri = parse_uri("ws://localhost/")
    protocol = ClientProtocol(uri, state=State.OPEN, max_size=most, logger=QUIET)
    if deflate:
        protocol.extensions = [PerMessageDeflate(False, False, 15, 15)]
    framing = Framing(protocol, most)
    framing._cuts = framing._cuts and cuts
    return framing


def server(*, deflate: bool = False) -> Framing:
    protocol = ServerProtocol(state=State.OPEN, max_size=MOST, logger=QUIET)
    if deflate:
        protocol.extensions = [PerMessageDeflate(False, False, 15, 15)]
    return Framing(protocol, MOST)


def split(wire: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({cut % (len(wire) + 1) for cut in cuts} | {0, len(wire)})
    return [wire[start:stop] for start, stop in pairwise(places)]


def run(framing: Framing, pieces: list[bytes]) -> list:
    """All messages, as the connection would take them: none after the end."""
    messages = []
    for piece in pieces:
        messages += framing.receive(piece)
        if framing.is_over:
            break
    return messages


def pongs(framing: Framing) -> list[bytes]:
    other = ServerProtocol(state=State.OPEN, logger=QUIET)
    other.receive_data(framing.outgoing())
    return [bytes(event.data) for event in other.events_received()]


SIZES = st.sampled_from([0, 1, 3, 124, 125, 126, 127, 400, 65535, 65536, 66_000])
LONG = st.builds(lambda size, letter: letter * size, SIZES, st.sampled_from("aé€😀"))
MESSAGES = st.one_of(
    st.text(max_size=200),
    LONG.filter(lambda t: len(t.encode()) < MOST),
    st.binary(max_size=200),
)
CUTS = st.lists(st.integers(0, 2**32), max_size=12)


@st.composite
def conversations(draw) -> tuple[bytes, list, list[bytes]]:
    """What a server may send: the bytes, the messages, and the pings among them."""
    wire, pings = b"", []
    messages = draw(st.lists(MESSAGES, max_size=8))
    for message in messages:
        opcode = TEXT if isinstance(message, str) else BINARY
        data = message.encode() if isinstance(message, str) else message
        parts = split(data, draw(st.lists(st.integers(0, 2**32), max_size=3)))
        parts = parts or [b""]
        for number, part in enumerate(parts):
            if draw(st.integers(0, 4)) == 0:
                pings.append(draw(st.binary(max_size=125)))
                wire += frame(PING, pings[-1])
            kind = CONT if number else opcode
            wire += frame(kind, part, fin=number == len(parts) - 1)
    return wire, messages, pings


@given(conversations(), CUTS)
def test_any_split_gives_the_same_messages(conversation, cuts):
    """Fragments and control frames included, with the answers that they call for."""
    wire, messages, pings = conversation
    framing = client()

    assert run(framing, split(wire, cuts)) == messages
    assert pongs(framing) == pings
    assert framing.is_open


@given(conversations())
def test_byte_by_byte_gives_the_same_messages(conversation):
    """The smallest slices that there are."""
    wire, messages, _ = conversation
    if len(wire) < 5000:
        pieces = [wire[i : i + 1] for i in range(len(wire))]

        assert run(client(), pieces) == messages


FRAMES = st.one_of(
    st.builds(
        frame,
        st.integers(0, 15),
        st.one_of(st.binary(max_size=130), st.text(max_size=60).map(str.encode)),
        fin=st.booleans(),
        rsv=st.sampled_from([0, 0, 0, 0, 1, 4]),
    ),
    st.builds(frame, st.just(TEXT), st.text(max_size=60).map(str.encode)),
    st.binary(max_size=20),
)


@given(st.lists(FRAMES, max_size=8).map(b"".join), CUTS, st.booleans())
def test_cutting_frames_out_changes_nothing(wire, cuts, deflate):
    """On any bytes at all: the same messages, answers and end as the protocol's own."""
    wire += bytes(10)  # so that no frame ends within its head, where cutting waits
    cutting = client(most=100, deflate=deflate)
    plain = client(most=100, deflate=deflate, cuts=False)

    messages = run(cutting, split(wire, cuts))

    # Byte by byte, so that the protocol does not read ahead of what is delivered.
    assert messages == run(plain, [wire[i : i + 1] for i in range(len(wire))])
    assert cutting.protocol.close_sent == plain.protocol.close_sent
    assert cutting.protocol.close_rcvd == plain.protocol.close_rcvd
    assert cutting.is_over == plain.is_over
    assert bool(cutting.fault) == bool(plain.fault)


@pytest.mark.parametrize("deflate", [False, True])
@given(messages=st.lists(MESSAGES, max_size=6), cuts=CUTS)
def test_what_one_side_sends_the_other_receives(deflate, messages, cuts):
    """Masked from the client and plain from the server, packed or not."""
    for sender, receiver in (
        (client(deflate=deflate), server(deflate=deflate)),
        (server(deflate=deflate), client(deflate=deflate)),
    ):
        for message in messages:
            sender.send(message)

        assert run(receiver, split(sender.outgoing(), cuts)) == messages


PLANS = st.tuples(MESSAGES, st.booleans(), st.lists(st.integers(0, 2**32), max_size=2))


@given(st.lists(PLANS, max_size=8), CUTS)
def test_packed_and_plain_whole_and_in_fragments(plans, cuts):
    """All share one window, whoever unpacks them."""
    packer = zlib.compressobj(wbits=-15)
    wire, messages = b"", []
    for message, packed, places in plans:
        data = message.encode() if isinstance(message, str) else message
        if packed:
            data = (packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]
        parts = split(data, places) or [b""]
        for number, part in enumerate(parts):
            first = TEXT if isinstance(message, str) else BINARY
            opcode, rsv = (CONT, 0) if number else (first, 4 * packed)
            wire += frame(opcode, part, fin=number == len(parts) - 1, rsv=rsv)
        wire += frame(PING)
        messages.append(message)

    assert run(client(deflate=True), split(wire, cuts)) == messages


def test_a_clients_frames_are_masked_and_a_servers_are_not():
    """The RFC asks for it, and a proxy may rely on it."""
    sender = client()
    sender.send("secret")
    wire = sender.outgoing()

    assert wire[1] & 0x80
    assert b"secret" not in wire
    assert run(server(), [wire]) == ["secret"]


def test_nothing_is_read_after_a_close():
    """A peer that goes on is not listened to."""
    framing = client()
    wire = frame(TEXT, b"a") + frame(CLOSE, b"\x03\xe8") + frame(TEXT, b"b")

    assert framing.receive(wire) == ["a"]
    assert framing.is_over
    assert framing.protocol.close_rcvd.code == 1000


def test_opcodes_are_those_of_the_protocol():
    """The tests' own frames name them alike."""
    names = (Opcode.CONT, Opcode.TEXT, Opcode.BINARY, Opcode.CLOSE, Opcode.PING)

    assert names == (CONT, TEXT, BINARY, CLOSE, PING)
