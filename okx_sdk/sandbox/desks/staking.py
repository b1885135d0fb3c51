"""Staking of ETH as BETH and of SOL as OKSOL: bought at once, given back after days."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from attrs import frozen

from okx_sdk.models.enums import AssetBillType
from okx_sdk.models.staking import (
    StakingAck,
    StakingBalance,
    StakingProduct,
    StakingRate,
    StakingRecord,
)
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.eth_staking import EthStaking
from okx_sdk.rest.sol_staking import SolStaking
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.desks._earning import Held, rate_of, rates
from okx_sdk.sandbox.desks._kinds import Kind, lists
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_MOST_DAYS = 365


@frozen
class _Stake:
    """One coin that is staked, what it becomes, and the days until it is given back."""

    coin: str
    token: str
    base: str
    days: int
    records: Kind[StakingRecord]

    def held(self, desk: Desk) -> Held:
        """What is staked, with its interest up to now."""
        shelf: dict[str, Held] = desk.things.shelf(desk.account_name, "staked")
        since = desk.now // HOUR * HOUR
        held = shelf.get(self.token, Held(self.token, Decimal(0), since))
        return held.until(desk.now, rate_of(desk, self.token, self.base))

    def keep(self, desk: Desk, held: Held) -> None:
        """Have it that way from now on."""
        desk.things.shelf(desk.account_name, "staked")[self.token] = held

    def product(self, desk: Desk) -> StakingProduct:
        """What is offered."""
        return StakingProduct(
            Decimal(100),
            rate_of(desk, self.token, self.base),
            self.days,
            Decimal("0.01"),
            Decimal(100),
        )

    def purchase(self, desk: Desk, amt: Decimal) -> None:
        """Stake so much."""
        if amt < Decimal("0.01"):
            raise bad_parameter("amt")
        purse.take(desk, self.coin, amt, AssetBillType.ETH_STAKING_SUBSCRIPTION)
        self.keep(desk, self.held(desk).more(amt))
        self.records.new(
            desk,
            type="purchase",
            amt=amt,
            redeeming_amt=Decimal(0),
            status="success",
            request_time=desk.now,
            completed_time=desk.now,
            est_completed_time=desk.now,
        )

    def redeem(self, desk: Desk, amt: Decimal) -> None:
        """Ask so much back."""
        held = self.held(desk)
        if not 0 < amt <= held.amt:
            raise Refusal("58350", "Insufficient balance")
        self.keep(desk, held.more(-amt))
        self.records.new(
            desk,
            type="redeem",
            amt=amt,
            redeeming_amt=amt,
            status="pending",
            request_time=desk.now,
            est_completed_time=desk.now + self.days * DAY,
        )

    def cancel(self, desk: Desk, ord_id: str) -> StakingAck:
        """Do not want it back after all."""
        self.history(desk)
        row = self.records.find(desk, ord_id=ord_id, type="redeem", status="pending")
        self.records.change(desk, row, status="cancelled", redeeming_amt=Decimal(0))
        self.keep(desk, self.held(desk).more(row.amt))
        return StakingAck(ord_id)

    def history(self, desk: Desk) -> list[StakingRecord]:
        """All that was bought and asked back, newest first; what is due is given."""
        for row in self.records.rows(desk):
            due = row.est_completed_time
            if row.status == "pending" and due and to_ms(due) <= desk.now:
                done = {"status": "success", "completed_time": due}
                self.records.change(desk, row, redeeming_amt=Decimal(0), **done)
                kind = AssetBillType.ETH_STAKING_SWAPPING
                purse.give(desk, self.coin, row.amt, kind)
        return self.records.rows(desk)

    def balance(self, desk: Desk) -> StakingBalance:
        """What is staked."""
        held = self.held(desk)
        self.keep(desk, held)
        return StakingBalance(
            self.token, held.amt, held.last, held.earned, moment(desk.now)
        )


def _stake(coin: str, token: str, base: str, days: int) -> _Stake:
    refusal = ("51720", "Order does not exist")
    kind = Kind(f"{coin}-staking", StakingRecord, "ord_id", refusal)
    return _Stake(coin, token, base, days, kind)


ETH = _stake("ETH", "BETH", "0.03", 3)
SOL = _stake("SOL", "OKSOL", "0.06", 2)


def _serve(
    stake: _Stake,
    section: type[EthStaking | SolStaking],
    purchase: Callable[..., Any],
    redeem: Callable[..., Any],
) -> None:
    answers(section.get_product_info, grade="stateful")(stake.product)
    answers(purchase, grade="stateful")(stake.purchase)
    answers(redeem, grade="stateful")(stake.redeem)
    answers(section.get_balance, grade="stateful")(stake.balance)
    lists(section.get_purchase_redeem_history, stake.history)

    @answers(section.get_apy_history, grade="stateful")
    def apy_history(desk: Desk, days: int) -> list[StakingRate]:
        if not 1 <= days <= _MOST_DAYS:
            raise bad_parameter("days")
        found = rates(desk, stake.token, stake.base, days)
        return [StakingRate(rate, moment(ts)) for ts, rate in found]


_serve(ETH, EthStaking, EthStaking.purchase_eth, EthStaking.redeem_eth)
_serve(SOL, SolStaking, SolStaking.purchase_sol, SolStaking.redeem_sol)
answers(EthStaking.cancel_redeem, grade="stateful")(ETH.cancel)


@answers(SolStaking.cancel_redeem, grade="stateful")
def cancel_sol_redeem(desk: Desk, ord_id: str) -> list[dict[str, str]]:
    return [{"ordId": SOL.cancel(desk, ord_id).ord_id}]
