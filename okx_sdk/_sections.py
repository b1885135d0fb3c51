"""The client's sections: OKX's endpoints one to one, imported on first touch."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okx_sdk.engine.rest import RestEngine
    from okx_sdk.rest.account import Account
    from okx_sdk.rest.affiliate import Affiliate
    from okx_sdk.rest.algo_trading import AlgoTrading
    from okx_sdk.rest.announcements import Announcements
    from okx_sdk.rest.block_trading import BlockTrading
    from okx_sdk.rest.broker_dma import BrokerDma
    from okx_sdk.rest.broker_fd import BrokerFd
    from okx_sdk.rest.broker_nd import BrokerNd
    from okx_sdk.rest.convert import Convert
    from okx_sdk.rest.copy_trading import CopyTrading
    from okx_sdk.rest.dca_trading import DcaTrading
    from okx_sdk.rest.dual_investment import DualInvestment
    from okx_sdk.rest.eth_staking import EthStaking
    from okx_sdk.rest.fiat import Fiat
    from okx_sdk.rest.flash_earn import FlashEarn
    from okx_sdk.rest.flexible_loan import FlexibleLoan
    from okx_sdk.rest.funding import Funding
    from okx_sdk.rest.grid_trading import GridTrading
    from okx_sdk.rest.market import Market
    from okx_sdk.rest.market_maker import MarketMaker
    from okx_sdk.rest.news import News
    from okx_sdk.rest.okusd import Okusd
    from okx_sdk.rest.onchain_earn import OnchainEarn
    from okx_sdk.rest.public import Public
    from okx_sdk.rest.recurring_buy import RecurringBuy
    from okx_sdk.rest.signal_bot import SignalBot
    from okx_sdk.rest.simple_earn_fixed import SimpleEarnFixed
    from okx_sdk.rest.simple_earn_flexible import SimpleEarnFlexible
    from okx_sdk.rest.sol_staking import SolStaking
    from okx_sdk.rest.spread_trading import SpreadTrading
    from okx_sdk.rest.stable_rewards import StableRewards
    from okx_sdk.rest.status import Status
    from okx_sdk.rest.sub_account import SubAccount
    from okx_sdk.rest.trade import Trade
    from okx_sdk.rest.trading_statistics import TradingStatistics

__all__ = ["ClientSections"]


class ClientSections:
    """A part of the client: its sections."""

    _engine: RestEngine

    @cached_property
    def market(self) -> Market:
        """Market data: tickers, books, candles and trades."""
        from okx_sdk.rest.market import Market

        return Market(self._engine)

    @cached_property
    def public(self) -> Public:
        """Public data: instruments, funding, reference prices, risk rules."""
        from okx_sdk.rest.public import Public

        return Public(self._engine)

    @cached_property
    def trade(self) -> Trade:
        """Orders and fills: place, amend, cancel and look up."""
        from okx_sdk.rest.trade import Trade

        return Trade(self._engine)

    @cached_property
    def algo_trading(self) -> AlgoTrading:
        """Orders that wait for a price, trail it, or are worked in pieces."""
        from okx_sdk.rest.algo_trading import AlgoTrading

        return AlgoTrading(self._engine)

    @cached_property
    def account(self) -> Account:
        """The trading account: balances, positions, bills, leverage and settings."""
        from okx_sdk.rest.account import Account

        return Account(self._engine)

    @cached_property
    def funding(self) -> Funding:
        """The funding account: balances, transfers, deposits and withdrawals."""
        from okx_sdk.rest.funding import Funding

        return Funding(self._engine)

    @cached_property
    def convert(self) -> Convert:
        """Conversions of one currency into another at a quoted price."""
        from okx_sdk.rest.convert import Convert

        return Convert(self._engine)

    @cached_property
    def sub_account(self) -> SubAccount:
        """Sub-accounts: their keys, balances and transfers; for master accounts."""
        from okx_sdk.rest.sub_account import SubAccount

        return SubAccount(self._engine)

    @cached_property
    def affiliate(self) -> Affiliate:
        """The affiliate programme: invitees, links and commissions."""
        from okx_sdk.rest.affiliate import Affiliate

        return Affiliate(self._engine)

    @cached_property
    def announcements(self) -> Announcements:
        """OKX's announcements."""
        from okx_sdk.rest.announcements import Announcements

        return Announcements(self._engine)

    @cached_property
    def block_trading(self) -> BlockTrading:
        """Block trading: requests for quotes, quotes and block trades."""
        from okx_sdk.rest.block_trading import BlockTrading

        return BlockTrading(self._engine)

    @cached_property
    def broker_dma(self) -> BrokerDma:
        """DMA brokers: sub-accounts, rebates, deposits."""
        from okx_sdk.rest.broker_dma import BrokerDma

        return BrokerDma(self._engine)

    @cached_property
    def broker_fd(self) -> BrokerFd:
        """Brokers of fully disclosed accounts: rebates."""
        from okx_sdk.rest.broker_fd import BrokerFd

        return BrokerFd(self._engine)

    @cached_property
    def broker_nd(self) -> BrokerNd:
        """Non-disclosed brokers: sub-accounts, rebates, deposits."""
        from okx_sdk.rest.broker_nd import BrokerNd

        return BrokerNd(self._engine)

    @cached_property
    def copy_trading(self) -> CopyTrading:
        """Copy trading: lead others, or follow them."""
        from okx_sdk.rest.copy_trading import CopyTrading

        return CopyTrading(self._engine)

    @cached_property
    def dca_trading(self) -> DcaTrading:
        """DCA bots: they buy more as the price falls."""
        from okx_sdk.rest.dca_trading import DcaTrading

        return DcaTrading(self._engine)

    @cached_property
    def dual_investment(self) -> DualInvestment:
        """Dual investment: a yield for the risk to be paid in the other currency."""
        from okx_sdk.rest.dual_investment import DualInvestment

        return DualInvestment(self._engine)

    @cached_property
    def eth_staking(self) -> EthStaking:
        """Staking of ETH for BETH."""
        from okx_sdk.rest.eth_staking import EthStaking

        return EthStaking(self._engine)

    @cached_property
    def fiat(self) -> Fiat:
        """Fiat: deposits, withdrawals, and buying and selling against it."""
        from okx_sdk.rest.fiat import Fiat

        return Fiat(self._engine)

    @cached_property
    def flash_earn(self) -> FlashEarn:
        """Flash earn: projects that reward holders for a short time."""
        from okx_sdk.rest.flash_earn import FlashEarn

        return FlashEarn(self._engine)

    @cached_property
    def flexible_loan(self) -> FlexibleLoan:
        """Flexible loans: borrow against collateral of the funding account."""
        from okx_sdk.rest.flexible_loan import FlexibleLoan

        return FlexibleLoan(self._engine)

    @cached_property
    def grid_trading(self) -> GridTrading:
        """Grid bots: they buy below and sell above, again and again."""
        from okx_sdk.rest.grid_trading import GridTrading

        return GridTrading(self._engine)

    @cached_property
    def market_maker(self) -> MarketMaker:
        """The market makers' programme: one's own performance."""
        from okx_sdk.rest.market_maker import MarketMaker

        return MarketMaker(self._engine)

    @cached_property
    def news(self) -> News:
        """News and sentiment, as other libraries know them."""
        from okx_sdk.rest.news import News

        return News(self._engine)

    @cached_property
    def okusd(self) -> Okusd:
        """OKUSD: subscribe, redeem, and its rewards."""
        from okx_sdk.rest.okusd import Okusd

        return Okusd(self._engine)

    @cached_property
    def onchain_earn(self) -> OnchainEarn:
        """On-chain earn: staking and lending by protocols of chains."""
        from okx_sdk.rest.onchain_earn import OnchainEarn

        return OnchainEarn(self._engine)

    @cached_property
    def recurring_buy(self) -> RecurringBuy:
        """Plans that buy again and again."""
        from okx_sdk.rest.recurring_buy import RecurringBuy

        return RecurringBuy(self._engine)

    @cached_property
    def signal_bot(self) -> SignalBot:
        """Signal bots: they trade as a signal from outside tells them."""
        from okx_sdk.rest.signal_bot import SignalBot

        return SignalBot(self._engine)

    @cached_property
    def simple_earn_fixed(self) -> SimpleEarnFixed:
        """Simple earn, fixed: lend a currency for some days."""
        from okx_sdk.rest.simple_earn_fixed import SimpleEarnFixed

        return SimpleEarnFixed(self._engine)

    @cached_property
    def simple_earn_flexible(self) -> SimpleEarnFlexible:
        """Simple earn, flexible: lend a currency and take it back at any time."""
        from okx_sdk.rest.simple_earn_flexible import SimpleEarnFlexible

        return SimpleEarnFlexible(self._engine)

    @cached_property
    def sol_staking(self) -> SolStaking:
        """Staking of SOL for OKSOL."""
        from okx_sdk.rest.sol_staking import SolStaking

        return SolStaking(self._engine)

    @cached_property
    def spread_trading(self) -> SpreadTrading:
        """Spreads: orders on the difference of two instruments, and their market data."""
        from okx_sdk.rest.spread_trading import SpreadTrading

        return SpreadTrading(self._engine)

    @cached_property
    def stable_rewards(self) -> StableRewards:
        """Rewards of holding stablecoins."""
        from okx_sdk.rest.stable_rewards import StableRewards

        return StableRewards(self._engine)

    @cached_property
    def status(self) -> Status:
        """Maintenance of the exchange."""
        from okx_sdk.rest.status import Status

        return Status(self._engine)

    @cached_property
    def trading_statistics(self) -> TradingStatistics:
        """Statistics of trading, made by OKX."""
        from okx_sdk.rest.trading_statistics import TradingStatistics

        return TradingStatistics(self._engine)
