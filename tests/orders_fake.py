"""Rows of the private channels, as the exchange writes them."""

from __future__ import annotations

ANY = {"channel": "orders", "instType": "ANY"}
START_MS = 1_700_000_000_000


def order_row(ord_id, state="live", filled=0, at=100, *, sz=3, trade=None, **fields):
    """An order *at* so many ms; *trade* is the last fill, of *last* contracts."""
    last = fields.pop("last", 1 if trade else 0)
    fill = {"tradeId": "", "fillSz": "0", "fillPx": "", "fillTime": ""}
    if trade:
        fill = {
            "tradeId": str(trade),
            "fillSz": str(last),
            "fillPx": "100",
            "fillTime": str(START_MS + at),
            "fillFee": "-0.1",
            "fillFeeCcy": "USDT",
            "execType": "M",
        }
    return {
        "instType": "SWAP",
        "instId": "BTC-USDT-SWAP",
        "ordId": str(ord_id),
        "clOrdId": "",
        "side": "buy",
        "ordType": "limit",
        "px": "100",
        "sz": str(sz),
        "state": state,
        "accFillSz": str(filled),
        "cTime": str(START_MS),
        "uTime": str(START_MS + at),
        "posSide": "net",
        "tdMode": "cross",
        **fill,
        **fields,
    }


def fill_row(trade, ord_id, at=100, sz=1, **fields):
    """A fill, as REST and the `fills` channel tell it."""
    return {
        "instType": "SWAP",
        "instId": "BTC-USDT-SWAP",
        "tradeId": str(trade),
        "ordId": str(ord_id),
        "clOrdId": "",
        "billId": str(1_000_000 + int(trade)),
        "side": "buy",
        "fillPx": "100",
        "fillSz": str(sz),
        "fee": "-0.1",
        "feeCcy": "USDT",
        "execType": "M",
        "posSide": "net",
        "ts": str(START_MS + at),
        "fillTime": str(START_MS + at),
        **fields,
    }
