"""Something to look at: in the sandbox, and nowhere else, a position is opened."""

from __future__ import annotations

from okx_sdk import AsyncClient
from okx_sdk.errors import InvalidArgument
from okx_sdk.settings import Env

__all__ = ["rehearse"]


async def rehearse(okx: AsyncClient, mode: str) -> None:
    """Hold BTC and sell as much of it as a perpetual, in an account of that mode.

    Raises:
        InvalidArgument: it is not the sandbox.
    """
    if okx.env is not Env.SANDBOX:
        raise InvalidArgument("--rehearse trades: it is for the sandbox alone")
    config = await okx.account.get_account_config()
    if config.acct_lv != mode:
        await okx.cancel_all()
        for position in await okx.account.get_positions():
            await okx.close_position(position.inst_id, position.mgn_mode or "cross")
        await okx.account.set_account_mode(mode)
    swap = "BTC-USDT-SWAP"
    if not await okx.account.get_positions(inst_id=swap):
        await okx.place_order(
            inst_id=swap, td_mode="cross", side="sell", ord_type="market", sz="190"
        )
