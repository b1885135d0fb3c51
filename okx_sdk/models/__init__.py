"""Every model and enum by name; its module is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okx_sdk.models.account import *  # noqa: F403
    from okx_sdk.models.account_margin import *  # noqa: F403
    from okx_sdk.models.account_records import *  # noqa: F403
    from okx_sdk.models.account_risk import *  # noqa: F403
    from okx_sdk.models.account_settings import *  # noqa: F403
    from okx_sdk.models.affiliate import *  # noqa: F403
    from okx_sdk.models.algo_acks import *  # noqa: F403
    from okx_sdk.models.algo_requests import *  # noqa: F403
    from okx_sdk.models.algo_trading import *  # noqa: F403
    from okx_sdk.models.announcements import *  # noqa: F403
    from okx_sdk.models.block_trading import *  # noqa: F403
    from okx_sdk.models.broker_fd import *  # noqa: F403
    from okx_sdk.models.convert import *  # noqa: F403
    from okx_sdk.models.copy_trading import *  # noqa: F403
    from okx_sdk.models.dca_trading import *  # noqa: F403
    from okx_sdk.models.dual_investment import *  # noqa: F403
    from okx_sdk.models.enums import *  # noqa: F403
    from okx_sdk.models.event_contracts import *  # noqa: F403
    from okx_sdk.models.fiat import *  # noqa: F403
    from okx_sdk.models.flexible_loan import *  # noqa: F403
    from okx_sdk.models.funding import *  # noqa: F403
    from okx_sdk.models.funding_records import *  # noqa: F403
    from okx_sdk.models.grid_acks import *  # noqa: F403
    from okx_sdk.models.grid_trading import *  # noqa: F403
    from okx_sdk.models.instruments import *  # noqa: F403
    from okx_sdk.models.lead_traders import *  # noqa: F403
    from okx_sdk.models.lead_trading import *  # noqa: F403
    from okx_sdk.models.live import *  # noqa: F403
    from okx_sdk.models.market import *  # noqa: F403
    from okx_sdk.models.market_maker import *  # noqa: F403
    from okx_sdk.models.okusd import *  # noqa: F403
    from okx_sdk.models.onchain_earn import *  # noqa: F403
    from okx_sdk.models.order_acks import *  # noqa: F403
    from okx_sdk.models.order_entry import *  # noqa: F403
    from okx_sdk.models.order_fields import *  # noqa: F403
    from okx_sdk.models.order_requests import *  # noqa: F403
    from okx_sdk.models.position_builder import *  # noqa: F403
    from okx_sdk.models.position_moves import *  # noqa: F403
    from okx_sdk.models.positions import *  # noqa: F403
    from okx_sdk.models.public import *  # noqa: F403
    from okx_sdk.models.public_records import *  # noqa: F403
    from okx_sdk.models.recurring_buy import *  # noqa: F403
    from okx_sdk.models.recurring_orders import *  # noqa: F403
    from okx_sdk.models.rfq_acks import *  # noqa: F403
    from okx_sdk.models.rfq_requests import *  # noqa: F403
    from okx_sdk.models.signal_bot import *  # noqa: F403
    from okx_sdk.models.simple_earn_fixed import *  # noqa: F403
    from okx_sdk.models.simple_earn_flexible import *  # noqa: F403
    from okx_sdk.models.small_assets import *  # noqa: F403
    from okx_sdk.models.spread_records import *  # noqa: F403
    from okx_sdk.models.spread_trading import *  # noqa: F403
    from okx_sdk.models.stable_rewards import *  # noqa: F403
    from okx_sdk.models.staking import *  # noqa: F403
    from okx_sdk.models.status import *  # noqa: F403
    from okx_sdk.models.sub_account import *  # noqa: F403
    from okx_sdk.models.trade import *  # noqa: F403
    from okx_sdk.models.trading_statistics import *  # noqa: F403

_NAMES = {
    "account": """
        AccountBalance BalanceAndPosition BalanceDetail CashBalance PositionChange
        TradeReference
    """,
    "account_margin": """
        AutoEarnSetting AutoLoanSetting AutoRepaySetting BorrowLimit BorrowLimits
        FeeGroup FeeRates FiatFee InterestRate Leverage LeverageEstimate
        MaxAvailSize MaxLoan MaxOrderSize MaxWithdrawal PortfolioPositionTier
        PositionMargin SpotBorrowRepay SurplusLimits
    """,
    "account_records": """
        AccountPositionRisk Bill BillKind BillTypes BillsArchive
        BillsArchiveRequest ClosedPositionRecord InterestAccrued RiskBalance
        RiskPosition SpotBorrowRepayRecord
    """,
    "account_risk": """
        AccountModeCheck AccountRiskState CollateralAsset DeltaNeutralCheck
        DeltaNeutralObstacle ModeMargin ModeMarginDetail ModeObstacle
        PositionToSet TierToPass
    """,
    "account_settings": """
        AccountConfig AccountModePreset AccountModeSetting CollateralSetting
        DemoAdjustment DemoBalance DemoBalanceAdjustment FeeTypeSetting
        GreeksSetting IsolatedModeSetting MmpConfig MmpReset MmpSetting
        OptionActivation PositionModeSetting RiskOffsetSetting
        SettleCurrencySetting TradingConfigSetting
    """,
    "affiliate": """
        AffiliateCategory AffiliateInvitee AffiliateLink AffiliateSummary
        CoInviterLink InviteeDetail SubAffiliate
    """,
    "algo_acks": """
        AlgoOrderAck
    """,
    "algo_requests": """
        AmendAlgoOrder CancelAlgoOrder NewAlgoOrder
    """,
    "algo_trading": """
        AlgoOrder LinkedOrder
    """,
    "announcements": """
        Announcement AnnouncementPage AnnouncementType
    """,
    "block_trading": """
        BlockAllocation BlockAllocationLeg BlockTicker BlockTrade BlockTradeLeg
        MultiLegBlockTrade MultiLegBlockTradeLeg Quote QuoteLeg Rfq RfqAllocation
        RfqAllocationLeg RfqLeg SingleLegBlockTrade
    """,
    "broker_fd": """
        FdRebateEligibility FdRebateFile FdRebateRequest
    """,
    "convert": """
        ConvertCurrency ConvertPair ConvertQuote ConvertTrade
    """,
    "copy_trading": """
        LeadTradingNotification
    """,
    "dca_trading": """
        DcaAlgoOrder DcaCycle DcaPosition DcaSubOrder DcaTrigger NewDcaTrigger
    """,
    "dual_investment": """
        DualOrder DualOrderAck DualPair DualProduct DualQuote DualRedeemQuote
    """,
    "enums": """
        AccountType AcctLv AcctType AlgoOrdType AlgoState Alias AmendResult
        AmendSource ApiPerm AssetBillType AutoLendStatus BalanceEventType Bar
        BillSubType BillType BookChannel CancelSource ColRes ConvertMode
        ConvertState CtType Custodian DcaAlgoOrdType DeltaNeutralStatus
        DepositState EarnOrderState EasyConvertStatus EventFreq EventMarketState
        EventOutcome EventSettleMethod ExecType FeeGroupId FeeType
        FiatPaymentMethod FrpType FundingFormula GreeksType GridAlgoOrdType
        GridCancelType GridDirection GridState GridStopType HistoryModule IndexBar
        InstCategory InstState InstType IsoMode KycLevel MaintType MgnMode
        OpenType OptType OrdType OrderCategory OrderState PosMode PosSide
        PositionCloseType PxAmendType PxType Quarter QuoteState RfqState RoleType
        RpiPermission RubikPeriod RuleType ServiceType SettState Side
        SignalSourceType SprdOrdType SprdType StatusEnv StgyType StpMode
        SubAccountType SystemState TdMode TgtCcy TpOrdKind TradeSource
        TransferState TransferType TriggerCond TriggerPxType TriggerStrategy
        WithdrawDest WithdrawalState WsAction WsEvent WsOp
    """,
    "event_contracts": """
        Event EventMarket EventSeries EventSettlement
    """,
    "fiat": """
        BuySellCurrencies BuySellCurrency BuySellPair BuySellQuote BuySellTrade
        FiatBankAccount FiatLimits FiatOrder FiatOrderAck FiatPaymentOption
    """,
    "flexible_loan": """
        FlexibleLoanAck FlexibleLoanInfo FlexibleLoanInterest FlexibleLoanRecord
        FlexibleMaxLoan LoanAmount LoanCollateral LoanCollateralAsset LoanCurrency
        LoanRisk LoanedAmount MaxCollateralRedeem
    """,
    "funding": """
        Deposit Withdrawal
    """,
    "funding_records": """
        AccountValuations AssetValuation CancelledWithdrawal Currency
        DepositAddress FundingBalance FundingBill NonTradableAsset OtherExchange
        Recipient Statement StatementRequest Transfer TransferRecord TransitStatus
        WithdrawalAck
    """,
    "grid_acks": """
        AmendGridTrigger GridAiParameter GridCloseOrder GridIncome GridInvestment
        GridMargin GridMinInvestment GridTopUp MaxGridQuantity MinInvestment
        NewGridTrigger RsiBackTest StopGrid
    """,
    "grid_trading": """
        GridAlgoOrder GridPosition GridRebate GridSubOrder GridTrigger
    """,
    "instruments": """
        ContractCoinConversion Instrument MmInstrumentType OpenInterest
        OptionSummary PositionTier PriceLimit TickBand TickBands UpcomingChange
    """,
    "lead_traders": """
        CopyTrader CopyTraders CurrencyPreference LeadTrader LeadTraderPnl
        LeadTraderPnlRatio LeadTraderRanks LeadTraderStats
    """,
    "lead_trading": """
        CopyAccountConfig CopyInstrument CopyLimits CopyRole CopySettingResult
        CopySettings LeadPosition LeadPositionAck LeadingInstrument MyLeadTrader
        ProfitSharing SignalCopyLink TotalProfitSharing
        TotalUnrealizedProfitSharing UnrealizedProfitSharing
    """,
    "live": """
        AdlWarning BookPush Liquidation LiquidationOrder LiveCandle
        LiveEconomicEvent LiveIndexCandle LiveSpreadCandle LiveTrade RpiBookPush
        SpreadBookPush
    """,
    "market": """
        BookLevel CallAuction Candle FullBookLevel FullOrderBook OptionFamilyTrade
        OptionFamilyTrades OptionTrade OrderBook PlatformVolume PublicTrade
        RpiBookLevel RpiOrderBook Ticker
    """,
    "market_maker": """
        GlpAccount GlpDaily GlpDay GlpMonth GlpProgram GlpShare GlpToday GlpVolume
        MakerTaker
    """,
    "okusd": """
        OkusdAccount OkusdLimit OkusdLimits OkusdOrder OkusdRate OkusdRecord
        OkusdReward
    """,
    "onchain_earn": """
        EarnAck EarnEarning EarnFastRedemption EarnInvested EarnInvestment
        EarnOffer EarnOfferEarning EarnOfferInvestment EarnOrder
    """,
    "order_acks": """
        AccountRateLimit CancelAllAfter ClosedPosition FillsArchive
        FillsArchiveRequest MassCancel OrderAck OrderPrecheck
    """,
    "order_entry": """
        AmendedOrder CanceledOrder PlacedOrder
    """,
    "order_fields": """
        AmendOrderFields NewOrderFields
    """,
    "order_requests": """
        AmendAttachedAlgo AmendOrder CancelOrder NewAttachedAlgo NewOrder
    """,
    "position_builder": """
        BuilderAsset BuilderHolding BuilderPosition ExtremeResult MmrConfig
        MmrPoint PositionBuilder PositionBuilderGraph RiskUnit SimulatedAsset
        SimulatedPosition StressResult StressScenarios
    """,
    "position_moves": """
        MoveLeg MoveSource MoveTarget MovedLeg MovedSource MovedTarget
        PositionMove
    """,
    "positions": """
        AccountGreeks CloseOrder Position
    """,
    "public": """
        ExchangeRate FundingRate FundingRateHistory IndexCandle IndexComponent
        IndexComponents IndexTicker MarkPrice Premium
    """,
    "public_records": """
        DeliveryExercise DeliveryExerciseDetail DeltaHedgeCurrencies DiscountQuota
        DiscountTier EconomicEvent EstimatedPrice EstimatedSettlement
        FormerDiscountTier HistoryFile HistoryFiles HistoryFilesDetail
        InsuranceFund InsuranceFundMovement LoanQuota LoanQuotaConfig
        LoanQuotaLevel LoanQuotas LoanRate Settlement SettlementDetail SystemTime
    """,
    "recurring_buy": """
        RecurringBuyCoin RecurringBuyOrder
    """,
    "recurring_orders": """
        NewRecurringBuyCoin RecurringBuySubOrder RecurringPriceRange
        StopRecurringBuy
    """,
    "rfq_acks": """
        BlockAck BlockMmpConfig BlockMmpSetting Counterparty CreatedRfq
        CreatedRfqAllocation ExecutedAllocation ExecutedQuote QuoteAck
        QuoteProduct QuoteProducts QuoteProductsResult RfqAck
    """,
    "rfq_requests": """
        ExecutedPart NewQuoteLeg NewQuoteProduct NewQuoteProducts NewRfqAllocation
        NewRfqAllocationLeg NewRfqLeg
    """,
    "signal_bot": """
        NewSignalEntry NewSignalExit SignalBotInfo SignalBotName SignalChannel
        SignalClosedPosition SignalEntry SignalEvent SignalExit SignalOrderAck
        SignalSubOrder SignalTriggeredOrder StopSignalBot
    """,
    "simple_earn_fixed": """
        FixedEarnAck FixedEarnOffer
    """,
    "simple_earn_flexible": """
        LendingRate LendingRateRecord LendingRecord LendingSummary SavingsBalance
        SavingsOrder
    """,
    "small_assets": """
        EasyConvert EasyConvertCurrencies OneClickRepay OneClickRepayCurrencies
        OneClickRepayV2 RepayBalance RepayTrade SmallBalance SmallDebt
    """,
    "spread_records": """
        AmendSpreadOrder CancelSpreadOrder NewSpreadOrder Spread SpreadLeg
        SpreadMassCancel SpreadOrderAck SpreadOrderBook
    """,
    "spread_trading": """
        SpreadBookLevel SpreadCandle SpreadOrder SpreadPublicTrade SpreadTicker
        SpreadTrade SpreadTradeLeg
    """,
    "stable_rewards": """
        StableBalance StableBalances StableProduct StableProductDetail StableRate
    """,
    "staking": """
        StakingAck StakingBalance StakingProduct StakingRate StakingRecord
    """,
    "status": """
        SystemStatus
    """,
    "sub_account": """
        CreatedSubAccount CustodySubAccount DeletedApiKey SubAccountApiKey
        SubAccountInfo SubAccountTransfer SubAccountTransferAck TransferOutSetting
    """,
    "trade": """
        AttachedAlgo Fill LinkedAlgo Order
    """,
    "trading_statistics": """
        AccountRatio ContractOpenInterest ExpiryOpenInterest OpenInterestVolume
        OptionTakerFlow PositionRatio PutCallRatio Ratio StrikeOpenInterest
        SupportedCoins TakerVolume
    """,
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:  # for which any name would do

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
