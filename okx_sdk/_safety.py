"""The client's safeguards: what protects an account from a program that has died."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from okx_sdk.engine.connection import Connection
    from okx_sdk.engine.rest import RestEngine
    from okx_sdk.protocol.heartbeat import OnExit
    from okx_sdk.services.dead_man import DeadMan, OnLost

__all__ = ["ClientSafety"]


class ClientSafety:
    """A part of the client: its safeguards."""

    _connection: Connection
    _engine: RestEngine

    def dead_man(
        self,
        timeout: int = 30,
        every: float = 5.0,
        *,
        on_exit: OnExit,
        tag: str | None = None,
        on_lost: OnLost | None = None,
        rearm: bool = False,
    ) -> DeadMan:
        """A switch that has the exchange cancel our orders when it hears no more of us.

        Inside `async with okx.dead_man(on_exit="disarm")` a countdown runs at the
        exchange and is renewed from here. Should this program die or its network fail,
        the open orders of the order books are cancelled, one by one, which may take
        seconds. Spread orders, requests for quotes and algo orders are not covered.

        Args:
            timeout: seconds of the countdown, 10 to 120.
            every: seconds from one renewal to the next; at least one, and at most half
                of the countdown.
            on_exit: what is done when it is left in order: `disarm` switches it off and
                leaves the orders, `cancel_now` cancels them, `let_fire` lets it run
                out. Left by an error, it is never switched off.
            tag: only orders of this tag; each tag has a countdown of its own, and there
                may be 20.
            on_lost: called when no renewal got through for as long as the countdown lasts,
                so that the orders are cancelled by now.
            rearm: whether it is armed again after that, as soon as the exchange can be
                reached; otherwise `arm()` does it.

        Raises:
            InvalidArgument: the exchange would not take it.
            OkxError: while entering: it could not be armed. While leaving: it could not
                be switched off, or orders are still open.
        """
        from okx_sdk.protocol.retry import RetryPolicy
        from okx_sdk.rest.trade import Trade
        from okx_sdk.services.dead_man import DeadMan

        options = attrs.evolve(
            self._engine.options,
            timeout=min(every, 5.0),
            retry=RetryPolicy(tries=1, span=0, refusals=0),  # it has tries of its own
        )
        return DeadMan(
            Trade(self._engine.with_options(options)),
            self._connection.clock,
            timeout=timeout,
            every=every,
            tag=tag,
            on_exit=on_exit,
            on_lost=on_lost,
            rearm=rearm,
        )
