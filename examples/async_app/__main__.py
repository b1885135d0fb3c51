"""The command: `python -m examples.async_app`, and the service is on port 8000."""

from __future__ import annotations

import argparse
from contextlib import suppress

import uvicorn

from examples.async_app.service import create_app


def main(arguments: list[str] | None = None) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser("async_app", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--env", help="live, demo or sandbox; else OKX_ENV, else live")
    options = parser.parse_args(arguments)
    # A server that stops waits for answers under way, and a live book never ends: it
    # has to be told.
    app = create_app(options.env, lambda: server.should_exit)
    server = uvicorn.Server(uvicorn.Config(app, options.host, options.port))
    with suppress(KeyboardInterrupt):  # uvicorn raises it when all is closed
        server.run()


if __name__ == "__main__":
    main()
