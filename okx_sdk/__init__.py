"""The OKX v5 exchange API: async, blocking, and with a local exchange to practise on.

    from okx_sdk import Client

    for candle in Client(env="sandbox").get_candles("BTC-USDT", limit=3):
        print(candle.ts, candle.close)

Names are imported when they are first touched, so that importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from okx_sdk._version import __version__

if TYPE_CHECKING:
    from okx_sdk import errors, models
    from okx_sdk._pages import pages
    from okx_sdk.blocking.client import Client
    from okx_sdk.client import AsyncClient
    from okx_sdk.credentials import Credentials, Secret
    from okx_sdk.errors import OkxError
    from okx_sdk.protocol.retry import RetryPolicy
    from okx_sdk.settings import Env, Region

__all__ = [
    "AsyncClient",
    "Client",
    "Credentials",
    "Env",
    "OkxError",
    "Region",
    "RetryPolicy",
    "Secret",
    "__version__",
    "errors",
    "models",
    "pages",
]

_HOMES = {
    "AsyncClient": "okx_sdk.client",
    "Client": "okx_sdk.blocking.client",
    "Credentials": "okx_sdk.credentials",
    "Env": "okx_sdk.settings",
    "OkxError": "okx_sdk.errors",
    "Region": "okx_sdk.settings",
    "RetryPolicy": "okx_sdk.protocol.retry",
    "Secret": "okx_sdk.credentials",
    "pages": "okx_sdk._pages",
}


def __getattr__(name: str) -> object:
    if name in {"errors", "models"}:
        return import_module(f"okx_sdk.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
