"""What backs trading: collateral, loans, and the funds that insure against losses."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.enums import ColRes, InstType, StgyType
from okx_sdk.models.public_records import (
    DeltaHedgeCurrencies,
    DiscountQuota,
    InsuranceFund,
    InsuranceFundMovement,
    LoanQuota,
    LoanQuotaConfig,
    LoanQuotaLevel,
    LoanQuotas,
    LoanRate,
)
from okx_sdk.rest.public import Public
from okx_sdk.sandbox.accounts import lending
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.desks._common import family, later, moment, one_of
from okx_sdk.sandbox.discounts import DOLLARS, level_of, tiers_of
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import bad_parameter, missing_parameter
from okx_sdk.sandbox.statistics import InsuranceRecord

_INSURANCE_KEPT = 365 * DAY


@answers(Public.get_discount_rate_interest_free_quota)
def discount_quotas(
    desk: Desk,  # noqa: ARG001
    ccy: str | None = None,
    discount_lv: str | None = None,
) -> list[DiscountQuota]:
    if ccy not in {None, *DOLLARS, *COINS}:
        raise bad_parameter("ccy")
    rows = (_discount(each) for each in (*DOLLARS, *COINS) if ccy in {None, each})
    return [row for row in rows if discount_lv in {None, row.discount_lv}]


def _discount(ccy: str) -> DiscountQuota:
    tiers = tiers_of(ccy)
    return DiscountQuota(
        ccy,
        ColRes.NONE,
        collateral_restrict=False,
        amt=lending.without_interest(ccy),
        discount_lv=level_of(ccy),
        min_discount_rate=tiers[-1].discount_rate,
        details=tiers,
    )


@answers(Public.get_interest_rate_loan_quota)
def loan_quotas(desk: Desk) -> LoanQuotas:  # noqa: ARG001
    return LoanQuotas(
        basic=tuple(
            LoanQuota(ccy, lending.daily_rate(ccy), lending.quota(ccy))
            for ccy in (*DOLLARS, *COINS)
        ),
        vip=tuple(LoanQuotaLevel(f"VIP{n}", Decimal(n + 5)) for n in range(1, 9)),
        regular=tuple(LoanQuotaLevel(f"Lv{n}", Decimal(n)) for n in range(1, 6)),
        config_ccy_list=(LoanRate("USDT", lending.daily_rate("USDT")),),
        config=(
            LoanQuotaConfig("USDT", "VIP8", StgyType.GENERAL, Decimal(20_000_000)),
        ),
    )


@answers(Public.get_insurance_fund)
def insurance_fund(
    desk: Desk,
    inst_type: InstType,
    *,
    type: str | None = None,  # noqa: A002 - OKX's word
    inst_family: str | None = None,
    ccy: str | None = None,
    before: int | None = None,
    after: int | None = None,
    limit: int = 100,
) -> list[InsuranceFund]:
    one_of(inst_type, "instType", "MARGIN", "SWAP", "FUTURES", "OPTION")
    deposits, *none = (
        "liquidation_balance_deposit",
        "bankruptcy_loss",
        "platform_revenue",
        "adl",
    )
    kind = one_of(type, "type", deposits, *none)
    about, paid = _fund(desk, inst_type, inst_family, ccy)
    newest = desk.now if after is None else min(desk.now, after - 1)
    floor = later(before, desk.now - _INSURANCE_KEPT)
    rows = desk.market.insurance_fund(about, paid, newest, limit)
    kept = [row for row in rows if row.ts > floor and kind == deposits]
    if not kept:
        return []
    price = COINS[paid].base if paid in COINS else Decimal(1)
    return [
        InsuranceFund(
            inst_type,
            round(rows[0].balance * price, 4),
            inst_family,
            tuple(_movement(row) for row in kept),
        )
    ]


def _fund(
    desk: Desk, inst_type: InstType, inst_family: str | None, ccy: str | None
) -> tuple[str, str]:
    """Whose fund it is, and in which currency it is kept."""
    if inst_type != InstType.MARGIN:
        if inst_family is None:
            raise missing_parameter("instFamily")
        settled = family(desk, inst_type, inst_family)[0].settle_ccy
        return f"{inst_type}-{inst_family}", settled
    if ccy is None:
        raise missing_parameter("ccy")
    if ccy not in {*DOLLARS, *COINS}:
        raise bad_parameter("ccy")
    return "MARGIN", ccy


def _movement(row: InsuranceRecord) -> InsuranceFundMovement:
    return InsuranceFundMovement(
        row.ccy, row.type, moment(row.ts), row.balance, row.amt
    )


@answers(Public.get_delta_hedge_currencies)
def delta_hedge_currencies(
    desk: Desk,  # noqa: ARG001
    ccy: str | None = None,
) -> list[DeltaHedgeCurrencies]:
    known = {"ETH": ("BETH",), "SOL": ("OKSOL",), "USDT": ("USDC",)}
    if ccy is not None and ccy not in known:
        return []
    return [
        DeltaHedgeCurrencies(name, hedges)
        for name, hedges in known.items()
        if ccy in {None, name}
    ]
