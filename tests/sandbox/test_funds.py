"""Money between accounts, in and out, and what it earns meanwhile."""

from __future__ import annotations

from decimal import Decimal

import pytest
from counter import Counter

from okx_sdk import errors
from okx_sdk.credentials import Credentials
from okx_sdk.models.flexible_loan import LoanAmount
from okx_sdk.models.onchain_earn import EarnInvestment
from okx_sdk.rest.account import Account
from okx_sdk.rest.convert import Convert
from okx_sdk.rest.dual_investment import DualInvestment
from okx_sdk.rest.eth_staking import EthStaking
from okx_sdk.rest.fiat import Fiat
from okx_sdk.rest.flexible_loan import FlexibleLoan
from okx_sdk.rest.funding import Funding
from okx_sdk.rest.okusd import Okusd
from okx_sdk.rest.onchain_earn import OnchainEarn
from okx_sdk.rest.simple_earn_fixed import SimpleEarnFixed
from okx_sdk.rest.simple_earn_flexible import SimpleEarnFlexible
from okx_sdk.rest.sol_staking import SolStaking
from okx_sdk.rest.sub_account import SubAccount
from okx_sdk.sandbox.bars import DAY, HOUR

D = Decimal


@pytest.fixture
def me():
    return Counter()


def funding(me, ccy):
    return {r.ccy: r for r in me.call(Funding.get_asset_balances)}[ccy].avail_bal


def trading(me, ccy):
    rows = me.call(Account.get_balance).details
    return {row.ccy: row for row in rows}[ccy].cash_bal


def test_a_transfer_takes_here_and_gives_there(me):
    """Both accounts and both records of bills agree, and its state is found again."""
    here, there = funding(me, "USDT"), trading(me, "USDT")
    sent = me.call(
        Funding.transfer_funds, "USDT", "250.5", from_="6", to="18", client_id="abc"
    )

    assert funding(me, "USDT") == here - D("250.5")
    assert trading(me, "USDT") == there + D("250.5")
    assert (
        me.call(Funding.get_transfer_state, client_id="abc").trans_id == sent.trans_id
    )
    (bill,) = me.call(Funding.get_asset_bills, client_id="abc")
    assert (bill.bal_chg, bill.type) == (D("-250.5"), "131")
    assert me.call(Account.get_bills, ccy="USDT")[0].bal_chg == D("250.5")
    with pytest.raises(errors.ApiError) as caught:
        me.call(Funding.transfer_funds, "USDT", "1e9", from_="18", to="6")
    assert caught.value.code == "51008"
    with pytest.raises(errors.ApiError) as caught:
        me.call(Funding.transfer_funds, "USDT", "1e9", from_="6", to="18")
    assert caught.value.code == "58350"


def test_a_withdrawal_goes_through_its_states_and_arrives(me):
    """It can be cancelled before it is sent; to an address of the sandbox it comes in."""
    (address, *_) = me.call(Funding.get_deposit_address, "BTC")
    had = funding(me, "BTC")
    ways = {"dest": "4", "to_addr": address.addr}
    first = me.call(Funding.withdraw_funds, "BTC", "0.1", **ways)
    assert funding(me, "BTC") < had - D("0.1")
    me.step = 0
    second = me.call(Funding.withdraw_funds, "BTC", "0.2", **ways)
    me.call(Funding.cancel_withdrawal, second.wd_id)
    states = {r.wd_id: r.state for r in me.call(Funding.get_withdrawal_history)}
    assert states == {first.wd_id: "1", second.wd_id: "-2"}
    with pytest.raises(errors.ApiError) as caught:
        me.call(Funding.cancel_withdrawal, second.wd_id)
    assert caught.value.code == "58220"

    me.wait(120_000)
    (deposit,) = me.call(Funding.get_deposit_history)
    (sent,) = me.call(Funding.get_withdrawal_history, wd_id=first.wd_id)

    assert (deposit.state, deposit.amt, deposit.from_wd_id) == (
        "2",
        D("0.1"),
        sent.wd_id,
    )
    assert (sent.state, sent.tx_id) == ("2", deposit.tx_id)
    assert funding(me, "BTC") == had - sent.fee


def test_a_conversion_is_what_was_quoted_and_expires(me):
    """The quote names size and price; after its ten seconds it is worth nothing."""
    me.step = 1_000
    words = {"base_ccy": "BTC", "quote_ccy": "USDT", "side": "buy"}
    quote = me.call(Convert.estimate_quote, **words, rfq_sz="1000", rfq_sz_ccy="USDT")
    had = trading(me, "BTC"), trading(me, "USDT")
    size = {"sz": "1000", "sz_ccy": "USDT"}
    trade = me.call(Convert.place_convert_trade, quote.quote_id, **words, **size)

    assert trading(me, "BTC") == had[0] + trade.fill_base_sz
    assert trading(me, "USDT") == had[1] - 1000
    assert me.call(Convert.get_convert_history) == [trade]
    quote = me.call(Convert.estimate_quote, **words, rfq_sz="1000", rfq_sz_ccy="USDT")
    me.wait(10_000)
    with pytest.raises(errors.ApiError):
        me.call(Convert.place_convert_trade, quote.quote_id, **words, **size)


def test_a_sub_account_has_keys_that_sign_and_money_of_its_own(me):
    """What a key may do is what it was given."""
    me.call(SubAccount.create_sub_account, "helper1", "1", label="bots")
    key = me.call(
        SubAccount.create_sub_account_api_key,
        "helper1",
        "k",
        "Passphrase1",
        perm="trade",
    )
    words = {"from_": "6", "to": "18", "type": "1", "sub_acct": "helper1"}
    me.call(Funding.transfer_funds, "USDT", "500", **words)
    they = Counter(Credentials(key.api_key, key.secret_key, key.passphrase), of=me)

    assert trading(they, "USDT") == 500
    assert they.call(Funding.get_asset_balances) == []
    (row,) = me.call(SubAccount.get_sub_accounts)
    assert (row.sub_acct, row.label, row.enable) == ("helper1", "bots", True)
    me.now = they.now
    seen = me.call(SubAccount.get_sub_account_trading_balance, "helper1")
    assert seen.details[0].cash_bal == 500
    words = {"label": "k", "perm": "read_only"}
    name = (row.sub_acct, key.api_key)
    me.call(SubAccount.modify_sub_account_api_key, *name, **words)
    with pytest.raises(errors.ApiError) as caught:
        they.call(Funding.transfer_funds, "USDT", "1", from_="18", to="6")
    assert caught.value.code == "50120"
    me.call(SubAccount.modify_sub_account_api_key, *name, ip="10.0.0.1,10.0.0.2")
    with pytest.raises(errors.ApiError) as caught:
        they.call(Account.get_balance)
    assert caught.value.code == "50110"
    me.call(SubAccount.modify_sub_account_api_key, *name, ip="here")
    assert trading(they, "USDT") == 500
    me.call(SubAccount.delete_sub_account_api_key, *name)
    with pytest.raises(errors.ApiError) as caught:
        they.call(Account.get_balance)
    assert caught.value.code == "50119"


def test_what_is_lent_earns_by_the_hour(me):
    """And comes back whole; the rates of its hours are those that everybody sees."""
    had = funding(me, "USDT")
    me.call(SimpleEarnFlexible.purchase_redeem_savings, "USDT", "1000", "purchase")
    me.wait(25 * HOUR)
    (balance,) = me.call(SimpleEarnFlexible.get_savings_balance)
    rows = me.call(SimpleEarnFlexible.get_lending_history)

    worth = me.call(Funding.get_asset_valuation, ccy="USDT")

    assert worth.details.earn == 1000
    assert worth.total_bal == worth.details.funding + worth.details.trading + 1000
    assert len(rows) == 25
    assert D("0.05") < balance.earnings < D("0.3")
    assert {row.amt for row in rows} == {1000}
    rates = me.call(SimpleEarnFlexible.get_public_borrow_history, ccy="USDT", limit=5)
    assert [row.rate for row in rates] == [row.rate for row in rows[:5]]
    me.call(SimpleEarnFlexible.purchase_redeem_savings, "USDT", "1000", "redempt")
    assert funding(me, "USDT") == had
    with pytest.raises(errors.ApiError):
        me.call(SimpleEarnFlexible.purchase_redeem_savings, "USDT", "1", "redempt")


def test_what_is_lent_for_a_term_is_an_order(me):
    """It is listed until it is taken back."""
    offer = me.call(SimpleEarnFixed.get_fixed_earn_offers, ccy="USDT")[0]
    ack = me.call(SimpleEarnFixed.purchase_fixed_earn, "USDT", "1000", offer.term)
    (order,) = me.call(SimpleEarnFixed.get_fixed_earn_orders, state="earning")

    assert (order["ordId"], order["amt"]) == (ack.req_id, "1000")
    me.call(SimpleEarnFixed.redeem_fixed_earn, ack.req_id)
    assert me.call(SimpleEarnFixed.get_fixed_earn_orders, state="earning") == []


def test_an_order_of_on_chain_earn_runs_its_course(me):
    """Pending, then earning, then redeeming for a day, then history with its earnings."""
    offer = me.call(OnchainEarn.get_offers, ccy="USDT")[0]
    name = (offer.product_id, [EarnInvestment("USDT", "5000")])
    cancelled = me.call(OnchainEarn.purchase_offer, *name)
    me.call(OnchainEarn.cancel_order, cancelled.ord_id, offer.protocol_type)
    ack = me.call(OnchainEarn.purchase_offer, *name, tag="mine")
    seen = [me.call(OnchainEarn.get_active_orders)[0].state]
    me.wait(10 * DAY)
    (order,) = me.call(OnchainEarn.get_active_orders)
    seen.append(order.state)
    me.call(OnchainEarn.redeem_order, ack.ord_id, offer.protocol_type)
    seen.append(me.call(OnchainEarn.get_active_orders)[0].state)
    had = funding(me, "USDT")
    me.wait(DAY)

    assert me.call(OnchainEarn.get_active_orders) == []
    assert seen == ["8", "1", "2"]
    rows = me.call(OnchainEarn.get_orders_history)
    assert [row.ord_id for row in rows] == [ack.ord_id, cancelled.ord_id]
    assert rows[0].tag == "mine"
    assert funding(me, "USDT") == had + 5000 + order.earning_data[0].earnings


@pytest.mark.parametrize(
    ("kind", "coin", "buy", "sell"),
    [
        (EthStaking, "ETH", EthStaking.purchase_eth, EthStaking.redeem_eth),
        (SolStaking, "SOL", SolStaking.purchase_sol, SolStaking.redeem_sol),
    ],
)
def test_what_is_staked_is_given_back_after_days(me, kind, coin, buy, sell):
    """Unless its holder thinks better of it."""
    had = funding(me, coin)
    me.call(buy, "3")
    me.wait(2 * DAY)
    me.call(sell, "1")
    me.call(sell, "2")
    (later, first, bought) = me.call(kind.get_purchase_redeem_history)
    me.call(kind.cancel_redeem, later.ord_id)
    balance = me.call(kind.get_balance)

    assert (balance.amt, first.status, bought.status) == (2, "pending", "success")
    assert balance.total_interest_accrual > 0
    me.wait(4 * DAY)
    rows = me.call(kind.get_purchase_redeem_history)
    assert [row.status for row in rows] == ["cancelled", "success", "success"]
    assert funding(me, coin) == had - 2
    assert len(me.call(kind.get_apy_history, 30)) == 30


def test_okusd_is_bought_and_sold(me):
    """At once for a fee, or after days for none."""
    me.call(Okusd.subscribe_okusd, "1000", "buy1")
    had = funding(me, "USDT")
    fast = me.call(Okusd.redeem_okusd, "100", "1", cl_ord_id="sell1")
    slow = me.call(Okusd.redeem_okusd, "200", "2", cl_ord_id="sell2")

    assert (fast.state, slow.state) == ("success", "pending")
    assert funding(me, "USDT") == had + D("99.9")
    assert me.call(Okusd.get_okusd_account).amt == 700
    me.wait(4 * DAY)
    rows = me.call(Okusd.get_okusd_redeem_history)
    assert [row.status for row in rows] == ["success", "success"]
    assert funding(me, "USDT") == had + D("299.9")
    assert me.call(Okusd.get_okusd_account).total_earn_accrual > 0
    assert len(me.call(Okusd.get_okusd_subscribe_history)) == 1
    with pytest.raises(errors.ApiError):
        me.call(Okusd.subscribe_okusd, "1", "buy1")


@pytest.mark.parametrize("kind", ["C", "P"])
def test_dual_investment_pays_by_the_price_at_its_end(me, kind):
    """In the other currency if the price is beyond the strike; early for less."""
    products = me.call(DualInvestment.get_dual_investment_products, "BTC", "USDT", kind)
    product = products[0]
    size = product.min_size * 10
    ask = (DualInvestment.request_dual_investment_quote, product.product_id, size)
    for _ in range(2):
        me.step = 1_000
        quote = me.call(*ask, product.notional_ccy)
        ack = me.call(DualInvestment.trade_dual_investment, quote.quote_id)
    early = me.call(DualInvestment.request_dual_investment_redeem_quote, ack.ord_id)
    me.call(DualInvestment.redeem_dual_investment, ack.ord_id, early.quote_id)
    assert early.redeem_sz < size
    me.now = int(product.exp_time.timestamp() * 1000) + 1
    rows = me.call(DualInvestment.get_dual_investment_orders_history)

    assert [row.state for row in rows] == ["redeemed", "settled"]
    settled = rows[1]
    beyond = (
        settled.settle_px >= settled.strike
        if kind == "C"
        else settled.settle_px <= settled.strike
    )
    assert (settled.settle_ccy != settled.notional_ccy) == beyond
    assert me.call(DualInvestment.get_dual_investment_order_state, ack.ord_id).state


def test_a_loan_wants_collateral_and_interest(me):
    """More than it is worth cannot be borrowed; what is paid back frees what is locked."""
    most = me.call(
        FlexibleLoan.compute_max_loan, "USDT", sup_collateral=[LoanAmount("BTC", "1")]
    ).max_loan
    words = {"collateral_data": [LoanAmount("BTC", "1")]}
    loan = LoanAmount("USDT", most * 2)
    with pytest.raises(errors.ApiError):
        me.call(FlexibleLoan.borrow_flexible_loan, loan, "first", **words)
    loan = LoanAmount("USDT", "20000")
    ack = me.call(FlexibleLoan.borrow_flexible_loan, loan, "second", **words)
    me.wait(DAY)
    (info,) = me.call(FlexibleLoan.get_loan_info)

    assert info.ord_id == ack.ord_id
    assert info.loan_data[0].amt > 20000
    assert len(me.call(FlexibleLoan.get_accrued_interest)) == 24
    me.call(
        FlexibleLoan.repay_flexible_loan, ack.ord_id, "USDT", "30000", cl_ord_id="r"
    )
    free = me.call(FlexibleLoan.get_max_collateral_redeem_amount, "BTC")
    assert free.max_redeem_amt == 1
    me.call(FlexibleLoan.adjust_collateral, "reduce", "BTC", "1")
    assert me.call(FlexibleLoan.get_loan_info) == []
    kinds = [row.type for row in me.call(FlexibleLoan.get_loan_history)]
    assert kinds == ["collateral_released", "repaid", "borrowed", "collateral_locked"]


def test_fiat_is_paid_out_and_buys_coins(me):
    """A withdrawal can be cancelled while it is processed; a quote lasts ten seconds."""
    me.step = 1_000
    (option,) = me.call(Fiat.get_withdrawal_payment_methods, "EUR")
    account = option.accounts[0].payment_acct_id
    words = {"amt": "100", "payment_method": option.payment_method}
    first = me.call(
        Fiat.create_withdrawal_order, account, "EUR", **words, client_id="a"
    )
    second = me.call(
        Fiat.create_withdrawal_order, account, "EUR", **words, client_id="b"
    )
    me.call(Fiat.cancel_withdrawal_order, first.ord_id)
    me.wait(120_000)
    rows = me.call(Fiat.get_withdrawal_orders_history)
    assert [(r.ord_id, r.state) for r in rows] == [
        (second.ord_id, "completed"),
        (first.ord_id, "canceled"),
    ]
    asked = {"rfq_amt": "500", "rfq_ccy": "EUR"}
    quote = me.call(Fiat.get_buy_sell_quote, "buy", "EUR", "BTC", **asked)
    had = funding(me, "BTC")
    pair = {"side": "buy", "from_ccy": "EUR", "to_ccy": "BTC", **asked}
    more = {"payment_method": "balance", "cl_ord_id": "c"}
    trade = me.call(Fiat.place_buy_sell_trade, quote.quote_id, **pair, **more)
    assert funding(me, "BTC") == had + trade.fill_to_amt
    assert me.call(Fiat.get_buy_sell_trades_history) == [trade]
