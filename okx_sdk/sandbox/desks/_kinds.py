"""Kinds of things, and the answers that all kinds share: a list, one of it, a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from attrs import frozen

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.sandbox.accounts.news import ThingChanged
from okx_sdk.sandbox.exchange import Desk, Grade, answers
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.things import changed, made, paged

__all__ = ["Kind", "lists", "new_id", "says", "shows", "told"]

T = TypeVar("T")

Find = Callable[[Desk], Iterable[T]]
_Method = Callable[..., Any]
_EVERYBODY = "*"


def new_id(desk: Desk) -> str:
    """An id that nothing else has."""
    return desk.things.new_id(desk.now)


@frozen
class Kind(Generic[T]):
    """A kind of thing that accounts have.

    Args:
        name: of its shelf.
        model: its rows.
        id: the field that names one.
        refusal: what is said where there is no such thing: a code and a message.
        is_shared: whether all accounts have it together.
    """

    name: str
    model: type[T]
    id: str
    refusal: tuple[str, str] = ("51000", "Parameter error")
    is_shared: bool = False

    def rows(self, desk: Desk) -> list[T]:
        """What the caller has of it, newest first."""
        return list(self._shelf(desk).values())[::-1]

    def where(self, **wanted: Any) -> Callable[[Desk], list[T]]:
        """Finds what the caller has of it with some values; a tuple means any of them."""

        def find(desk: Desk) -> list[T]:
            return [row for row in self.rows(desk) if _has(row, wanted)]

        return find

    def find(self, desk: Desk, **by: Any) -> T:
        """The newest that has these values; those that are `None` do not count.

        Raises:
            Refusal: there is none.
        """
        wanted = {name: value for name, value in by.items() if value is not None}
        for row in self.rows(desk) if wanted else ():
            if _has(row, wanted):
                return row
        raise Refusal(*self.refusal)

    def new(self, desk: Desk, **known: Any) -> T:
        """One more, of what is known of it, with an id of its own."""
        return self.keep(
            desk, made(self.model, desk.now, **({self.id: new_id(desk)} | known))
        )

    def change(self, desk: Desk, row: T, **known: Any) -> T:
        """The same one, with what is known now."""
        return self.keep(desk, changed(row, desk.now, **known))

    def keep(self, desk: Desk, row: T) -> T:
        """Put a row in its place, and tell of it."""
        self._shelf(desk)[getattr(row, self.id)] = row
        told = desk.venue.accounts.values() if self.is_shared else (desk.account,)
        for account in told:
            account.tell(ThingChanged(desk.now, self.name, row))
        return row

    def _shelf(self, desk: Desk) -> dict[str, T]:
        owner = _EVERYBODY if self.is_shared else desk.account_name
        return desk.things.shelf(owner, self.name)


def _has(row: object, wanted: Mapping[str, Any]) -> bool:
    return all(
        getattr(row, name) in value
        if isinstance(value, tuple)
        else getattr(row, name) == value
        for name, value in wanted.items()
    )


def lists(method: _Method, find: Find[Any], grade: Grade = "stateful") -> None:
    """Answer with the rows that are found, filtered and paged as the endpoint declares."""
    endpoint = endpoint_of(method)

    @answers(method, grade=grade)
    def rows(desk: Desk, **arguments: Any) -> list[Any]:
        return paged(endpoint, find(desk), arguments)


def shows(method: _Method, kind: Kind[Any], grade: Grade = "stateful") -> None:
    """Answer with the one row that the call names."""

    @answers(method, grade=grade)
    def row(desk: Desk, **arguments: Any) -> Any:
        known = {n: v for n, v in arguments.items() if hasattr(kind.model, n)}
        return kind.find(desk, **known)


def says(
    method: _Method, value: Callable[[Desk], Any], grade: Grade = "shape only"
) -> None:
    """Answer with one value, whatever the call says."""

    @answers(method, grade=grade)
    def answer(desk: Desk, **_: Any) -> Any:
        return value(desk)


def told(row: Any, **more: Any) -> AlgoOrderAck:
    """That all went well with a bot."""
    return AlgoOrderAck(
        algo_id=row.algo_id,
        algo_cl_ord_id=getattr(row, "algo_cl_ord_id", None),
        s_code="0",
        s_msg="",
        tag=getattr(row, "tag", None),
        algo_ord_type=getattr(row, "algo_ord_type", None),
        **more,
    )
