"""The cost of writing and signing an order, against its HMAC alone.

    python benchmarks/sign.py [--rounds 25]

Goal S1: 3.2 times. python-okx and ccxt are measured beside it where they are installed.
"""

from __future__ import annotations

import argparse
import hmac
import json
import time
from collections.abc import Callable

from measure import compare

from okx_sdk.credentials import Credentials
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.protocol.signing import rest_headers
from okx_sdk.rest.trade import Trade

KEY, SECRET, PASSPHRASE = "985d5b66", "22582BD0CFF14C41EDBF1AB98506286D", "123456"
PATH = "/api/v5/trade/order"
FIELDS = {
    "instId": "BTC-USDT",
    "tdMode": "cash",
    "clOrdId": "b15",
    "side": "buy",
    "ordType": "limit",
    "px": "2.15",
    "sz": "2",
}


def hmac_alone() -> Callable[[], object]:
    text = f"2020-12-08T09:08:57.715ZPOST{PATH}{json.dumps(FIELDS)}".encode()
    secret = SECRET.encode()
    return lambda: hmac.digest(secret, text, "sha256")


def ours() -> Callable[[], object]:
    credentials = Credentials(KEY, SECRET, PASSPHRASE)
    endpoint = endpoint_of(Trade.place_order)
    order = NewOrder(
        inst_id="BTC-USDT",
        td_mode="cash",
        cl_ord_id="b15",
        side="buy",
        ord_type="limit",
        px="2.15",
        sz="2",
    )

    def run() -> object:
        request = endpoint.request({"order": order})
        return rest_headers(
            credentials, request.method, request.path, request.body, time.time()
        )

    return run


def python_okx() -> Callable[[], object] | None:
    try:
        from okx import utils
    except ImportError:
        return None

    def run() -> object:
        moment = utils.get_timestamp()
        body = json.dumps(FIELDS)
        signature = utils.sign(
            utils.pre_hash(moment, "POST", PATH, body, False),
            SECRET,
        )
        return utils.get_header(KEY, signature, moment, PASSPHRASE, "0", False)

    return run


def ccxt() -> Callable[[], object] | None:
    try:
        import ccxt
    except ImportError:
        return None
    exchange = ccxt.okx({"apiKey": KEY, "secret": SECRET, "password": PASSPHRASE})
    return lambda: exchange.sign("trade/order", "private", "POST", dict(FIELDS))


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description="Goal S1: signing an order.")
    parser.add_argument("--rounds", type=int, default=25)
    candidates = {
        "hmac.digest alone": hmac_alone(),
        "an order, written and signed (goal 3.2)": ours(),
    }
    peers = {"python-okx": python_okx(), "ccxt, sign() alone": ccxt()}
    candidates |= {name: peer for name, peer in peers.items() if peer is not None}
    compare(candidates, parser.parse_args().rounds)


if __name__ == "__main__":
    main()
