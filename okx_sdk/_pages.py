"""`pages`: every row of a paged endpoint, from either client, one way to write it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

if TYPE_CHECKING:
    from okx_sdk.blocking._base import BlockingPages
    from okx_sdk.services.paging import Pages

__all__ = ["pages"]

P = ParamSpec("P")
T = TypeVar("T")


@overload
def pages(
    method: Callable[P, Awaitable[list[T]]], *args: P.args, **kwargs: P.kwargs
) -> Pages[T]: ...


@overload
def pages(
    method: Callable[P, list[T]], *args: P.args, **kwargs: P.kwargs
) -> BlockingPages[T]: ...


def pages(method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """All rows of a paged endpoint, fetched a page at a time as they are read.

        async for fill in pages(okx.trade.get_fills_history, inst_type="SWAP"): ...
        for rate in pages(okx.public.get_funding_rate_history, "BTC-USDT-SWAP"): ...

    Rows come as the exchange orders them, newest first, each of them once. What the
    method takes is given as to itself; `after` is where to begin, `before` where to end.

    Raises:
        InvalidArgument: the method is no endpoint, or is not paged.
    """
    if hasattr(method, "endpoint"):
        from okx_sdk.services.paging import walk

        return walk(method, *args, **kwargs)
    from okx_sdk.blocking._base import walk as walk_blocking

    return walk_blocking(method, *args, **kwargs)
