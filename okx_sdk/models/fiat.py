"""Ways to pay, fiat orders, and trades against fiat."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import FiatPaymentMethod, Side

__all__ = [
    "BuySellCurrencies",
    "BuySellCurrency",
    "BuySellPair",
    "BuySellQuote",
    "BuySellTrade",
    "FiatBankAccount",
    "FiatLimits",
    "FiatOrder",
    "FiatOrderAck",
    "FiatPaymentOption",
]


@frozen
class FiatLimits:
    """Limits of one way to pay."""

    daily_limit: Decimal | None = None
    daily_limit_remaining: Decimal | None = None
    """What of it is left."""
    weekly_limit: Decimal | None = None
    weekly_limit_remaining: Decimal | None = None
    """What of it is left."""
    monthly_limit: Decimal | None = None
    monthly_limit_remaining: Decimal | None = None
    """What of it is left."""
    max_amt: Decimal | None = None
    """Most at once."""
    min_amt: Decimal | None = None
    """Least at once."""
    lifetime_limit: Decimal | None = None


@frozen
class FiatBankAccount:
    """A bank account."""

    payment_acct_id: str
    acct_num: str | None = None
    """Its number, masked."""
    recipient_name: str | None = None
    bank_name: str | None = None
    bank_code: str | None = None
    state: str | None = None


@frozen
class FiatPaymentOption:
    """A way to deposit or withdraw fiat."""

    ccy: str
    payment_method: FiatPaymentMethod
    fee_rate: Decimal | None = None
    """As a share."""
    min_fee: Decimal | None = None
    """Least fee."""
    limits: FiatLimits | None = None
    accounts: tuple[FiatBankAccount, ...] = ()
    """Bank accounts that can be used."""


@frozen
class FiatOrder:
    """A deposit or withdrawal of fiat."""

    ord_id: str
    ccy: str
    amt: Decimal
    state: str
    """One of `processing`, `completed`, `failed`, `pending`, `canceled`, `inqueue`."""
    c_time: datetime
    """When it was created."""
    client_id: str | None = None
    """The name that the client gave it."""
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    payment_acct_id: str | None = None
    """The bank account's id."""
    payment_method: FiatPaymentMethod | None = None
    u_time: datetime | None = None
    """When it last changed."""


@frozen
class FiatOrderAck:
    """A withdrawal that is being cancelled."""

    ord_id: str
    state: str


@frozen
class BuySellCurrency:
    """A currency that can be bought or sold."""

    ccy: str


@frozen
class BuySellCurrencies:
    """Currencies that can be bought and sold against fiat."""

    fiat_ccy_list: tuple[BuySellCurrency, ...] = ()
    crypto_ccy_list: tuple[BuySellCurrency, ...] = ()


@frozen
class BuySellPair:
    """Limits of buying or selling against fiat."""

    side: Side
    from_ccy: str
    to_ccy: str
    single_trade_max: Decimal | None = None
    """Most of one trade."""
    single_trade_min: Decimal | None = None
    """Least of one trade."""
    fixed_px_daily_limit: Decimal | None = None
    """Most of a day at a fixed price."""
    fixed_px_remaining_daily_quota: Decimal | None = None
    """What of it is left."""
    payment_methods: tuple[str, ...] = ()
    """Ways to pay."""


@frozen
class BuySellQuote:
    """A price that holds for some seconds."""

    quote_id: str
    side: Side | None = None
    from_ccy: str | None = None
    to_ccy: str | None = None
    rfq_amt: Decimal | None = None
    """Amount that was asked for."""
    rfq_ccy: str | None = None
    """Currency of that amount."""
    quote_px: Decimal | None = None
    """Price, in `quote_ccy`."""
    quote_ccy: str | None = None
    quote_from_amt: Decimal | None = None
    """Given."""
    quote_to_amt: Decimal | None = None
    """Got."""
    quote_time: datetime | None = None
    """When it was made."""
    ttl_ms: int | None = None
    """Milliseconds that it holds."""


@frozen
class BuySellTrade:
    """What was bought or sold against fiat."""

    ord_id: str
    state: str
    """One of `processing`, `completed`, `failed`."""
    cl_ord_id: str | None = None
    """The name that the client gave it."""
    quote_id: str | None = None
    side: Side | None = None
    from_ccy: str | None = None
    to_ccy: str | None = None
    rfq_amt: Decimal | None = None
    """Amount that was asked for."""
    rfq_ccy: str | None = None
    """Currency of that amount."""
    fill_px: Decimal | None = None
    fill_quote_ccy: str | None = None
    """Currency of the price."""
    fill_from_amt: Decimal | None = None
    """Given."""
    fill_to_amt: Decimal | None = None
    """Got."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
