"""What order entry is to do for a client, and what its copies share of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define

if TYPE_CHECKING:
    from okx_sdk.engine.journal import Journal
    from okx_sdk.services.order_desk import OrderDesk

__all__ = ["OrderSettings"]


@define(eq=False)
class OrderSettings:
    """What a client and its copies share of order entry."""

    journal: Journal | None
    prefix: str
    who: str = ""
    """Whose orders are entered, and at which exchange, as far as a file may tell."""
    desk: OrderDesk | None = None

    @classmethod
    def of(
        cls, journal: str | Path | None, prefix: str, *, sync: bool, who: str = ""
    ) -> OrderSettings:
        """Open the journal, if there is to be one."""
        if prefix:
            from okx_sdk.protocol.order_ids import check_prefix

            check_prefix(prefix)
        if journal is None:
            return cls(None, prefix, who)
        from okx_sdk.engine.journal import Journal

        return cls(Journal(Path(journal), sync), prefix, who)

    def close(self) -> None:
        """Let another process have the journal."""
        if self.journal is not None:
            self.journal.close()
