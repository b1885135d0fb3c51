"""The configuration: one TOML file, checked whole before anything is sent."""

from __future__ import annotations

import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import cattrs
from attrs import Factory, frozen
from cattrs.v import format_exception

from examples.market_maker.risk import Limits
from examples.market_maker.strategies import (
    Grid,
    InventorySkew,
    Strategy,
    VolatilitySpread,
)
from okx_sdk.errors import InvalidArgument

__all__ = ["Config", "Run", "load", "read"]

STRATEGIES: dict[str, type[Any]] = {
    "grid": Grid,
    "inventory_skew": InventorySkew,
    "volatility": VolatilitySpread,
}


@frozen
class Run:
    """How it runs.

    Args:
        every: seconds from one look at everything to the next, if nothing happens.
        dead_man: seconds after which the exchange cancels the orders of the tag, if this
            program has fallen silent; 10 to 120, or 0 for none.
        report: seconds from one report to the next.
        tag: what orders are tagged with and their names begin with, 1 to 6 letters and
            digits; those that an earlier run has left are cancelled at the start by it.
    """

    every: float = 0.5
    dead_man: int = 30
    report: float = 10.0
    tag: str = "mm"


@frozen
class Config:
    """All there is to say.

    Args:
        inst_id: spot, or a future or swap margined in USDT or USDC.
        strategy: what decides the quotes.
        risk: the limits.
        td_mode: `cash` for spot, `cross` or `isolated` for derivatives.
        run: how it runs.
    """

    inst_id: str
    strategy: Strategy
    risk: Limits
    td_mode: str
    run: Run = Factory(Run)


def load(path: Path) -> Config:
    """The configuration of a file.

    Raises:
        InvalidArgument: it cannot be read, or says what cannot be meant.
    """
    try:
        return read(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidArgument(f"{path}: {error.strerror}") from None


def read(text: str) -> Config:
    """The configuration of a text.

    Raises:
        InvalidArgument: it says what cannot be meant.
    """
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, InvalidOperation) as error:
        raise InvalidArgument(f"the configuration is no TOML: {error}") from None
    found["strategy"] = _strategy(found)
    try:
        config = _converter().structure(found, Config)
    except (cattrs.BaseValidationError, ValueError, TypeError) as error:
        raise InvalidArgument(f"the configuration: {_words(error)}") from None
    _check(config)
    return config


def _strategy(found: dict[str, Any]) -> Any:
    """The strategy that is named, with its table; tables of others may stand by."""
    name = found.get("strategy")
    tables = {each: found.pop(each, None) for each in STRATEGIES}
    if not isinstance(name, str) or name not in STRATEGIES:
        names = ", ".join(STRATEGIES)
        raise InvalidArgument(f"strategy is {name!r}: take one of {names}")
    if not isinstance(tables[name], dict):
        raise InvalidArgument(f"strategy {name} wants a table [{name}]")
    try:
        return _converter().structure(tables[name], STRATEGIES[name])
    except (cattrs.BaseValidationError, ValueError, TypeError) as error:
        raise InvalidArgument(f"[{name}]: {_words(error)}") from None


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(Decimal, _decimal)
    # By identity: the classes of strategies are structured as what they are.
    converter.register_structure_hook_func(
        lambda kind: kind is Strategy, lambda value, _: value
    )
    return converter


def _decimal(value: Any, _: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise TypeError(f"{value!r} is no number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"{value} is not 0 or more")
    return number


def _words(error: Exception) -> str:
    if isinstance(error, cattrs.BaseValidationError):
        return "; ".join(cattrs.transform_error(error, format_exception=_reason))
    return str(error)


def _reason(error: BaseException, kind: type[Any] | None) -> str:
    is_ours = type(error) in {ValueError, TypeError}
    return str(error) if is_ours else format_exception(error, kind)


def _check(config: Config) -> None:
    risk, run, strategy = config.risk, config.run, config.strategy
    positive = {
        "max_position": risk.max_position,
        "max_notional": risk.max_notional,
        "max_loss": risk.max_loss,
        "orders_per_second": risk.orders_per_second,
        "stale_after": risk.stale_after,
        "every": run.every,
        "sz": getattr(strategy, "sz", 1),
        "levels": getattr(strategy, "levels", 1),
        "step": getattr(strategy, "step", 1),
        "half_spread": getattr(strategy, "half_spread", 1),
    }
    for name, value in positive.items():
        if value <= 0:
            raise InvalidArgument(
                f"the configuration: {name} is {value}: give more than 0"
            )
    if run.dead_man and not 10 <= run.dead_man <= 120:
        raise InvalidArgument(
            f"the configuration: dead_man is {run.dead_man}: give 10 to 120, or 0"
        )
    if not (run.tag.isascii() and run.tag.isalnum() and len(run.tag) <= 6):
        raise InvalidArgument(
            f"the configuration: tag is {run.tag!r}: give 1 to 6 letters and digits"
        )
    if config.td_mode not in {"cash", "cross", "isolated"}:
        raise InvalidArgument(
            f"the configuration: td_mode is {config.td_mode!r}: cash, cross or isolated"
        )
