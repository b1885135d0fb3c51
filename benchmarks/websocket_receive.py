"""How fast messages are received, against websockets' own asyncio client.

A server in a process of its own floods plain frames; each client runs in a fresh
process, in turn, several times. What counts is the ratio, printed last.

    python benchmarks/websocket_receive.py [--size 400] [--count 100000] [--rounds 5]
    [--deflate] [--tls]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from base64 import b64encode
from hashlib import sha1
from pathlib import Path

CLIENTS = ("websockets asyncio", "okx_sdk asyncio", "okx_sdk trio")
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def message(size: int, chance: random.Random) -> bytes:
    """A ticker's push, as long as it shall be."""
    fields = ("last", "askPx", "bidPx", "askSz", "bidSz", "open24h", "high24h")
    row = {name: f"{chance.uniform(1, 99_999):.4f}" for name in fields}
    push = {
        "arg": {"channel": "tickers", "instId": "BTC-USDT"},
        "data": [row],
    }
    return json.dumps(push).encode().ljust(size)[:size]


def frame(payload: bytes, first: int) -> bytes:
    """A server's frame."""
    length = len(payload)
    if length < 126:
        return bytes([first, length]) + payload
    if length < 65536:
        return bytes([first, 126]) + length.to_bytes(2) + payload
    return bytes([first, 127]) + length.to_bytes(8) + payload


def flood(size: int, count: int, *, deflate: bool) -> bytes:
    """All frames of a run."""
    chance = random.Random(1)
    payloads = [message(size, chance) for _ in range(256)]
    if not deflate:
        frames = [frame(payload, 0x81) for payload in payloads]
    else:
        packer = zlib.compressobj(3, wbits=-15)
        frames = []
        for number in range(count):
            packed = packer.compress(payloads[number % 256])
            packed += packer.flush(zlib.Z_SYNC_FLUSH)
            frames.append(frame(packed[:-4], 0xC1))
    return b"".join(frames[number % len(frames)] for number in range(count))


async def serve(options: argparse.Namespace) -> None:
    """Answer handshakes, wait for a word, and flood."""
    wire = memoryview(flood(options.size, options.count, deflate=options.deflate))

    async def handle(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        key = head.partition(b"Sec-WebSocket-Key: ")[2].partition(b"\r\n")[0]
        accept = b64encode(sha1(key + GUID).digest())
        packs = b"Sec-WebSocket-Extensions: permessage-deflate\r\n"
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n"
        )
        writer.write((packs if options.deflate else b"") + b"\r\n")
        await reader.read(100)
        for start in range(0, len(wire), 1 << 18):
            writer.write(wire[start : start + (1 << 18)])
            await writer.drain()
        await reader.read()
        writer.close()

    context = None
    if options.tls:
        import trustme

        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        authority.cert_pem.write_to_path(options.authority)
    server = await asyncio.start_server(handle, "localhost", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


async def receive_theirs(
    url: str, options: argparse.Namespace, context: ssl.SSLContext | None
) -> float:
    """Seconds for all messages, by websockets."""
    from websockets.asyncio.client import connect

    compression = "deflate" if options.deflate else None
    async with connect(
        url, ssl=context, compression=compression, ping_interval=None, max_size=None
    ) as socket:
        await socket.send("go")
        start = time.perf_counter()
        for _ in range(options.count):
            await socket.recv()
        return time.perf_counter() - start


async def receive_ours(
    url: str, options: argparse.Namespace, context: ssl.SSLContext | None
) -> float:
    """Seconds for all messages, by this package."""
    from okx_sdk.transport.tcp import TcpConnector
    from okx_sdk.transport.websocket import WebSocket

    socket = await WebSocket.open(
        url, connector=TcpConnector(verify=context), compression=options.deflate
    )
    async with socket:
        await socket.send("go")
        start, count = time.perf_counter(), 0
        while count < options.count:
            for _ in await socket.receive_batch():
                count += 1
        return time.perf_counter() - start


def run_client(options: argparse.Namespace) -> None:
    """One client, once: print messages a second."""
    import anyio

    whose, backend = options.client.split()
    function = receive_theirs if whose == "websockets" else receive_ours
    context = None
    if options.tls:
        context = ssl.create_default_context(cafile=options.authority)
    url = f"ws{'s' * options.tls}://localhost:{options.port}/"
    seconds = anyio.run(function, url, options, context, backend=backend)
    print(options.count / seconds)


def compare(options: argparse.Namespace) -> None:
    """All clients in turn, against one server; print rates and ratios."""
    command = [sys.executable, __file__, "--authority", options.authority]
    command += ["--size", str(options.size), "--count", str(options.count)]
    command += ["--deflate"] * options.deflate + ["--tls"] * options.tls
    server = subprocess.Popen([*command, "--serve"], stdout=subprocess.PIPE, text=True)
    rates: dict[str, list[float]] = {client: [] for client in CLIENTS}
    try:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        for _ in range(options.rounds):
            for client in CLIENTS:
                run = [*command, "--client", client, "--port", port]
                done = subprocess.run(run, check=True, capture_output=True, text=True)
                rates[client].append(float(done.stdout))
    finally:
        server.terminate()
        server.wait()
    theirs = rates[CLIENTS[0]]
    for client in CLIENTS:
        pairs = zip(rates[client], theirs, strict=True)
        ratio = statistics.median(ours / base for ours, base in pairs)
        rate = statistics.median(rates[client])
        print(f"{client:20} {rate:10,.0f} messages/s   ratio {ratio:.2f}")


def main() -> None:
    """Compare, or be one of the processes of a comparison."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=400)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--deflate", action="store_true")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--client", help=argparse.SUPPRESS)
    parser.add_argument("--port", help=argparse.SUPPRESS)
    parser.add_argument("--authority", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options))
    elif options.client:
        run_client(options)
    else:
        with tempfile.TemporaryDirectory() as folder:
            options.authority = str(Path(folder, "authority.pem"))
            compare(options)


if __name__ == "__main__":
    main()
