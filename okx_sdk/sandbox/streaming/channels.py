"""Every channel of the exchange: where it is served, what it takes, what it gives here.

One table: the conversation checks requests against it, and the feeds are made by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import evolve, frozen

from okx_sdk.sandbox.bars import BARS

__all__ = ["CHANNELS", "Arg", "Grade", "Listing", "Surface"]

Surface = Literal["public", "private", "business"]
"""One of the three doors, by the last part of its path."""

Grade = Literal["fed", "events", "account", "silent"]
"""What a subscriber gets: data all the time; data when something happens; what its
account has to say; or an acknowledgement and nothing else."""

Arg = Mapping[str, str]

_CONTRACTS = ("SWAP", "FUTURES", "OPTION")
_DERIVATIVES = ("MARGIN", *_CONTRACTS)
_ORDERED = ("SPOT", *_DERIVATIVES, "ANY")
_NO_1S = tuple(bar for bar in BARS if bar != "1s")


@frozen
class Listing:
    """One channel.

    *needs* and *may* are the parameters; *one_of* are those of which one is needed.
    *inst_types* are the values of `instType`, and *trades* the types of instrument that
    `instId` may name, `INDEX` being one. *rank* orders what one moment brings.
    """

    name: str
    surface: Surface
    grade: Grade
    needs: tuple[str, ...] = ("instId",)
    may: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    inst_types: tuple[str, ...] = ()
    trades: tuple[str, ...] = ("SPOT", *_CONTRACTS)
    login: bool = False
    is_counted: bool = False
    is_book: bool = False
    rank: int = 9
    bar: str = ""

    @property
    def is_private(self) -> bool:
        """Whether it tells of an account."""
        return self.grade == "account"


def _account(
    name: str,
    *inst_types: str,
    surface: Surface = "private",
    needs: tuple[str, ...] = (),
    may: tuple[str, ...] = (),
    counted: bool = False,
) -> Listing:
    if inst_types:
        needs = ("instType", *needs)
    return Listing(
        name,
        surface,
        "account",
        needs,
        may,
        inst_types=inst_types,
        login=True,
        is_counted=counted,
    )


def _book(name: str, rank: int, *, login: bool = False) -> Listing:
    return Listing(name, "public", "fed", login=login, is_book=True, rank=rank)


_FAMILY_OR_ID = ("instFamily", "instId")

_PUBLIC = (
    _book("bbo-tbt", 0),
    _book("books-l2-tbt", 1, login=True),
    _book("books50-l2-tbt", 2, login=True),
    _book("books", 3),
    _book("books-rpi", 4),
    evolve(_book("books-elp", 4), grade="silent"),
    _book("books5", 5),
    Listing("trades", "public", "fed", rank=6),
    Listing("tickers", "public", "fed", rank=7),
    Listing("mark-price", "public", "fed", trades=("MARGIN", *_CONTRACTS)),
    Listing("index-tickers", "public", "fed", trades=("INDEX",)),
    Listing("funding-rate", "public", "fed", trades=("SWAP",)),
    Listing("open-interest", "public", "fed", trades=_CONTRACTS),
    Listing("price-limit", "public", "fed"),
    Listing("opt-summary", "public", "fed", ("instFamily",)),
    Listing(
        "estimated-price",
        "public",
        "events",
        ("instType",),
        one_of=_FAMILY_OR_ID,
        inst_types=("OPTION", "FUTURES", "SWAP", "EVENTS"),
        trades=_CONTRACTS,
    ),
    Listing(
        "instruments",
        "public",
        "events",
        ("instType",),
        inst_types=("SPOT", *_DERIVATIVES, "EVENTS"),
    ),
    Listing(
        "option-trades",
        "public",
        "fed",
        ("instType",),
        one_of=_FAMILY_OR_ID,
        inst_types=("OPTION",),
        trades=("OPTION",),
    ),
    Listing("call-auction-details", "public", "silent"),
    Listing(
        "liquidation-orders", "public", "silent", ("instType",), inst_types=_DERIVATIVES
    ),
    Listing(
        "adl-warning",
        "public",
        "silent",
        ("instType",),
        ("instFamily",),
        inst_types=_CONTRACTS,
    ),
    Listing("status", "public", "silent", ()),
    Listing(
        "event-contract-markets",
        "public",
        "silent",
        ("instType",),
        inst_types=("EVENTS",),
    ),
)

_CANDLES = (
    *(
        Listing(f"candle{bar}", "business", "fed", rank=8, bar=bar)
        for bar in ("1s", *_NO_1S)
    ),
    *(
        Listing(
            f"index-candle{bar}",
            "business",
            "fed",
            trades=("INDEX",),
            rank=8,
            bar=bar,
        )
        for bar in _NO_1S
    ),
    *(
        Listing(
            f"mark-price-candle{bar}",
            "business",
            "fed",
            trades=("MARGIN", *_CONTRACTS),
            rank=8,
            bar=bar,
        )
        for bar in _NO_1S
    ),
)

_BUSINESS = (
    *_CANDLES,
    Listing("trades-all", "business", "fed", rank=6),
    *(
        Listing(name, "business", "silent", ("sprdId",))
        for name in (
            *(f"sprd-candle{bar}" for bar in _NO_1S),
            "sprd-bbo-tbt",
            "sprd-books5",
            "sprd-books-l2-tbt",
            "sprd-public-trades",
            "sprd-tickers",
        )
    ),
    Listing("public-struc-block-trades", "business", "silent", ()),
    Listing("public-block-trades", "business", "silent"),
    Listing("block-tickers", "business", "silent"),
    Listing("economic-calendar", "business", "silent", (), login=True),
)

_ACCOUNT = (
    _account("account", may=("ccy", "extraParams"), counted=True),
    _account(
        "positions",
        *_DERIVATIVES,
        "ANY",
        may=("instFamily", "instId", "extraParams"),
        counted=True,
    ),
    _account("balance_and_position", counted=True),
    _account(
        "liquidation-warning",
        *_DERIVATIVES,
        "ANY",
        may=("instFamily", "instId"),
        counted=True,
    ),
    _account("account-greeks", may=("ccy",), counted=True),
    _account("orders", *_ORDERED, may=("instFamily", "instId"), counted=True),
    _account("fills", may=("instId",)),
    _account(
        "orders-algo", *_ORDERED, surface="business", may=("instFamily", "instId")
    ),
    _account("algo-advance", *_ORDERED, surface="business", may=("instId", "algoId")),
    _account(
        "grid-orders-spot", "SPOT", "ANY", surface="business", may=("instId", "algoId")
    ),
    _account(
        "grid-orders-contract",
        "SWAP",
        "FUTURES",
        "ANY",
        surface="business",
        may=("instId", "algoId"),
    ),
    _account("grid-positions", surface="business", needs=("algoId",)),
    _account("grid-sub-orders", surface="business", needs=("algoId",)),
    _account("grid-orders-moon", surface="business"),
    _account("algo-recurring-buy", "SPOT", "ANY", surface="business", may=("algoId",)),
    _account(
        "copytrading-lead-notification", "SWAP", surface="business", may=("instId",)
    ),
    _account("deposit-info", surface="business", may=("ccy",)),
    _account("withdrawal-info", surface="business", may=("ccy",)),
    _account("rfqs", surface="business"),
    _account("quotes", surface="business"),
    _account("struc-block-trades", surface="business"),
    _account("sprd-orders", surface="business", may=("sprdId",)),
    _account("sprd-trades", surface="business", may=("sprdId",)),
)

CHANNELS: dict[str, Listing] = {
    listing.name: listing for listing in (*_PUBLIC, *_BUSINESS, *_ACCOUNT)
}
"""The table, by the channel's name on the wire."""
