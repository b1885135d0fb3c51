"""The named values of OKX's fields; those that it adds later are kept as they come."""

from __future__ import annotations

from okx_sdk.models._base import OpenEnum

__all__ = [
    "AccountType",
    "AcctLv",
    "AcctType",
    "AlgoOrdType",
    "AlgoState",
    "Alias",
    "AmendResult",
    "AmendSource",
    "ApiPerm",
    "AssetBillType",
    "AutoLendStatus",
    "BalanceEventType",
    "Bar",
    "BillSubType",
    "BillType",
    "BookChannel",
    "CancelSource",
    "ColRes",
    "ConvertMode",
    "ConvertState",
    "CtType",
    "Custodian",
    "DcaAlgoOrdType",
    "DeltaNeutralStatus",
    "DepositState",
    "EarnOrderState",
    "EasyConvertStatus",
    "EventFreq",
    "EventMarketState",
    "EventOutcome",
    "EventSettleMethod",
    "ExecType",
    "FeeGroupId",
    "FeeType",
    "FiatPaymentMethod",
    "FrpType",
    "FundingFormula",
    "GreeksType",
    "GridAlgoOrdType",
    "GridCancelType",
    "GridDirection",
    "GridState",
    "GridStopType",
    "HistoryModule",
    "IndexBar",
    "InstCategory",
    "InstState",
    "InstType",
    "IsoMode",
    "KycLevel",
    "MaintType",
    "MgnMode",
    "OpenType",
    "OptType",
    "OrdType",
    "OrderCategory",
    "OrderState",
    "PosMode",
    "PosSide",
    "PositionCloseType",
    "PxAmendType",
    "PxType",
    "Quarter",
    "QuoteState",
    "RfqState",
    "RoleType",
    "RpiPermission",
    "RubikPeriod",
    "RuleType",
    "ServiceType",
    "SettState",
    "Side",
    "SignalSourceType",
    "SprdOrdType",
    "SprdType",
    "StatusEnv",
    "StgyType",
    "StpMode",
    "SubAccountType",
    "SystemState",
    "TdMode",
    "TgtCcy",
    "TpOrdKind",
    "TradeSource",
    "TransferState",
    "TransferType",
    "TriggerCond",
    "TriggerPxType",
    "TriggerStrategy",
    "WithdrawDest",
    "WithdrawalState",
    "WsAction",
    "WsEvent",
    "WsOp",
]


class InstType(OpenEnum):
    """A product line. Some channels also take `ANY`."""

    SPOT = "SPOT"
    MARGIN = "MARGIN"
    SWAP = "SWAP"
    FUTURES = "FUTURES"
    OPTION = "OPTION"
    EVENTS = "EVENTS"


class InstState(OpenEnum):
    """What can be done with an instrument now; `expired` comes on the channel alone."""

    LIVE = "live"
    SUSPEND = "suspend"
    PREOPEN = "preopen"
    REBASE = "rebase"
    POST_ONLY = "post_only"
    SETTLING = "settling"
    TEST = "test"
    EXPIRED = "expired"


class InstCategory(OpenEnum):
    """What an instrument is about. What 2 means is not known."""

    CRYPTO = "1"
    CODE_2 = "2"
    STOCKS = "3"
    COMMODITIES = "4"
    FOREX = "5"
    BONDS = "6"


class RuleType(OpenEnum):
    """The trading rules of an instrument; X-Perps are `xperp` futures."""

    NORMAL = "normal"
    PRE_MARKET = "pre_market"
    REBASE_CONTRACT = "rebase_contract"
    XPERP = "xperp"


class OpenType(OpenEnum):
    """How trading of an instrument begins."""

    FIX_PRICE = "fix_price"
    PRE_QUOTE = "pre_quote"
    CALL_AUCTION = "call_auction"


class CtType(OpenEnum):
    """Whether a contract is margined in the quote currency or in its coin."""

    LINEAR = "linear"
    INVERSE = "inverse"


class OptType(OpenEnum):
    """Call or put."""

    CALL = "C"
    PUT = "P"


class Alias(OpenEnum):
    """The period of a future. Deprecated; X-Perps carry `this_five_years`."""

    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    THIS_MONTH = "this_month"
    NEXT_MONTH = "next_month"
    QUARTER = "quarter"
    NEXT_QUARTER = "next_quarter"
    THIRD_QUARTER = "third_quarter"
    THIS_FIVE_YEARS = "this_five_years"
    NEXT_FIVE_YEARS = "next_five_years"


class FeeGroupId(OpenEnum):
    """The group of instruments that a fee rate applies to."""

    SPOT_USDT = "1"
    SPOT_USDC_CRYPTO = "2"
    SPOT_TRY = "3"
    SPOT_EUR = "4"
    SPOT_BRL = "5"
    SPOT_AED = "7"
    SPOT_AUD = "8"
    SPOT_USD = "9"
    SPOT_SGD = "10"
    SPOT_ZERO = "11"
    SPOT_GROUP_ONE = "12"
    SPOT_GROUP_TWO = "13"
    SPOT_GROUP_THREE = "14"
    SPOT_SPECIAL_RULE = "15"
    FUTURES_GROUP_TWO = "6"


class RpiPermission(OpenEnum):
    """Whether an instrument has RPI, and the user a right to it."""

    NONE = "0"
    NOT_PERMITTED = "1"
    PERMITTED = "2"


class SettState(OpenEnum):
    """The state of a funding settlement."""

    PROCESSING = "processing"
    SETTLED = "settled"


class FundingFormula(OpenEnum):
    """The formula of a funding rate: the old one without interest, or with it."""

    NO_RATE = "noRate"
    WITH_RATE = "withRate"


class SystemState(OpenEnum):
    """The state of a maintenance of the exchange."""

    SCHEDULED = "scheduled"
    ONGOING = "ongoing"
    PRE_OPEN = "pre_open"
    COMPLETED = "completed"
    CANCELED = "canceled"


class ServiceType(OpenEnum):
    """The service that a maintenance affects."""

    WEBSOCKET = "0"
    TRADING = "5"
    BLOCK_TRADING = "6"
    TRADING_BOT = "7"
    TRADING_BATCHES_OF_ACCOUNTS = "8"
    TRADING_BATCHES_OF_PRODUCTS = "9"
    SPREAD_TRADING = "10"
    COPY_TRADING = "11"
    OTHERS = "99"


class MaintType(OpenEnum):
    """The reason of a maintenance."""

    SCHEDULED = "1"
    UNSCHEDULED = "2"
    DISRUPTION = "3"


class StatusEnv(OpenEnum):
    """The environment that a maintenance affects."""

    PRODUCTION = "1"
    DEMO = "2"


class HistoryModule(OpenEnum):
    """A data set of the historical files."""

    TRADES = "1"
    CANDLES = "2"
    FUNDING = "3"
    BOOK_400 = "4"
    BOOK_5000 = "5"
    BOOK_50 = "6"
    BORROW_RATE = "11"


class Bar(OpenEnum):
    """The length of a candle; from 6 hours up it begins at UTC+8, with `_UTC` at UTC."""

    SEC_1 = "1s"
    MIN_1 = "1m"
    MIN_3 = "3m"
    MIN_5 = "5m"
    MIN_15 = "15m"
    MIN_30 = "30m"
    HOUR_1 = "1H"
    HOUR_2 = "2H"
    HOUR_4 = "4H"
    HOUR_6 = "6H"
    HOUR_12 = "12H"
    DAY_1 = "1D"
    DAY_2 = "2D"
    DAY_3 = "3D"
    DAY_5 = "5D"
    WEEK_1 = "1W"
    MONTH_1 = "1M"
    MONTH_3 = "3M"
    HOUR_6_UTC = "6Hutc"
    HOUR_12_UTC = "12Hutc"
    DAY_1_UTC = "1Dutc"
    DAY_2_UTC = "2Dutc"
    DAY_3_UTC = "3Dutc"
    DAY_5_UTC = "5Dutc"
    WEEK_1_UTC = "1Wutc"
    MONTH_1_UTC = "1Mutc"
    MONTH_3_UTC = "3Mutc"


class IndexBar(OpenEnum):
    """The length of a candle of an index or mark price."""

    MIN_1 = "1m"
    MIN_3 = "3m"
    MIN_5 = "5m"
    MIN_15 = "15m"
    MIN_30 = "30m"
    HOUR_1 = "1H"
    HOUR_2 = "2H"
    HOUR_4 = "4H"
    HOUR_6 = "6H"
    HOUR_12 = "12H"
    DAY_1 = "1D"
    WEEK_1 = "1W"
    MONTH_1 = "1M"
    HOUR_6_UTC = "6Hutc"
    HOUR_12_UTC = "12Hutc"
    DAY_1_UTC = "1Dutc"
    WEEK_1_UTC = "1Wutc"
    MONTH_1_UTC = "1Mutc"


class RubikPeriod(OpenEnum):
    """The length of a bucket of trading statistics."""

    MIN_5 = "5m"
    MIN_15 = "15m"
    MIN_30 = "30m"
    HOUR_1 = "1H"
    HOUR_2 = "2H"
    HOUR_4 = "4H"
    HOUR_6 = "6H"
    HOUR_12 = "12H"
    DAY_1 = "1D"
    DAY_2 = "2D"
    DAY_3 = "3D"
    DAY_5 = "5D"
    WEEK_1 = "1W"
    MONTH_1 = "1M"
    MONTH_3 = "3M"
    HOUR_6_UTC = "6Hutc"
    HOUR_12_UTC = "12Hutc"
    DAY_1_UTC = "1Dutc"
    DAY_2_UTC = "2Dutc"
    DAY_3_UTC = "3Dutc"
    DAY_5_UTC = "5Dutc"
    WEEK_1_UTC = "1Wutc"
    MONTH_1_UTC = "1Mutc"
    MONTH_3_UTC = "3Mutc"


class TradeSource(OpenEnum):
    """Where a public trade comes from."""

    NORMAL = "0"
    RPI = "1"


class EventMarketState(OpenEnum):
    """The state of an event contract."""

    PREOPEN = "preopen"
    LIVE = "live"
    SETTLING = "settling"
    EXPIRED = "expired"


class EventSettleMethod(OpenEnum):
    """What decides an event contract."""

    PRICE_UP_DOWN = "price_up_down"
    PRICE_ABOVE = "price_above"
    HIT = "hit"
    BETWEEN = "between"


class EventFreq(OpenEnum):
    """How often a series of event contracts is issued."""

    FIVE_MIN = "five_min"
    FIFTEEN_MIN = "fifteen_min"
    HOURLY = "hourly"
    DAILY = "daily"
    MONTHLY = "monthly"


class EventOutcome(OpenEnum):
    """The outcome that an order of an event contract is for."""

    YES = "yes"
    NO = "no"


class Side(OpenEnum):
    """Buy or sell."""

    BUY = "buy"
    SELL = "sell"


class PosSide(OpenEnum):
    """The side of a position; `net` in net mode alone."""

    LONG = "long"
    SHORT = "short"
    NET = "net"


class TdMode(OpenEnum):
    """How an order is margined; `spot_isolated` is for copy trading of spot alone."""

    CASH = "cash"
    CROSS = "cross"
    ISOLATED = "isolated"
    SPOT_ISOLATED = "spot_isolated"


class MgnMode(OpenEnum):
    """How a position is margined; spot rows carry `cash`."""

    CROSS = "cross"
    ISOLATED = "isolated"
    CASH = "cash"


class TgtCcy(OpenEnum):
    """The unit of a market order's size."""

    BASE_CCY = "base_ccy"
    QUOTE_CCY = "quote_ccy"


class StpMode(OpenEnum):
    """What gives way when two orders of one user would trade with each other."""

    CANCEL_MAKER = "cancel_maker"
    CANCEL_TAKER = "cancel_taker"
    CANCEL_BOTH = "cancel_both"


class TriggerPxType(OpenEnum):
    """The price that triggers."""

    LAST = "last"
    INDEX = "index"
    MARK = "mark"


class TpOrdKind(OpenEnum):
    """The kind of a take-profit order."""

    CONDITION = "condition"
    LIMIT = "limit"


class OrdType(OpenEnum):
    """The type of an order; `elp` is a former name of `rpi`, `op_fok` is never sent."""

    MARKET = "market"
    LIMIT = "limit"
    POST_ONLY = "post_only"
    FOK = "fok"
    IOC = "ioc"
    OPTIMAL_LIMIT_IOC = "optimal_limit_ioc"
    MMP = "mmp"
    MMP_AND_POST_ONLY = "mmp_and_post_only"
    OP_FOK = "op_fok"
    RPI = "rpi"
    ELP = "elp"


class AlgoOrdType(OpenEnum):
    """The type of an algo order; `move_order_stop` trails."""

    CONDITIONAL = "conditional"
    OCO = "oco"
    CHASE = "chase"
    TRIGGER = "trigger"
    MOVE_ORDER_STOP = "move_order_stop"
    ICEBERG = "iceberg"
    TWAP = "twap"
    SMART_ICEBERG = "smart_iceberg"


class SprdOrdType(OpenEnum):
    """The type of a spread order."""

    MARKET = "market"
    LIMIT = "limit"
    POST_ONLY = "post_only"
    IOC = "ioc"


class OrderState(OpenEnum):
    """The state of an order."""

    LIVE = "live"
    PARTIALLY_FILLED = "partially_filled"
    FILLED = "filled"
    CANCELED = "canceled"
    MMP_CANCELED = "mmp_canceled"


class AlgoState(OpenEnum):
    """The state of an algo order."""

    LIVE = "live"
    PAUSE = "pause"
    PARTIALLY_EFFECTIVE = "partially_effective"
    EFFECTIVE = "effective"
    CANCELED = "canceled"
    ORDER_FAILED = "order_failed"
    PARTIALLY_FAILED = "partially_failed"


class OrderCategory(OpenEnum):
    """Why an order exists."""

    NORMAL = "normal"
    TWAP = "twap"
    ADL = "adl"
    FULL_LIQUIDATION = "full_liquidation"
    PARTIAL_LIQUIDATION = "partial_liquidation"
    DELIVERY = "delivery"
    DDH = "ddh"
    AUTO_CONVERSION = "auto_conversion"


class PxType(OpenEnum):
    """The unit that an option order is priced in."""

    PX = "px"
    PX_VOL = "pxVol"
    PX_USD = "pxUsd"


class PxAmendType(OpenEnum):
    """Whether a price beyond the limit may be moved to it."""

    NEVER = "0"
    TO_LIMIT = "1"


class AmendResult(OpenEnum):
    """What became of an amendment."""

    FAILED = "-1"
    SUCCESS = "0"
    CANCELED_AFTER_FAILURE = "1"
    AUTOMATIC_SUCCESS = "2"


class AmendSource(OpenEnum):
    """What amended an order."""

    USER = "1"
    USER_REDUCE_ONLY = "2"
    SYSTEM_REDUCE_ONLY = "3"
    SYSTEM_PENDING_ORDERS = "4"
    OPTION_PRICE_FOLLOW = "5"
    RPI_PRICE_ROUNDING = "6"


class CancelSource(OpenEnum):
    """What cancelled an order, as a code; the list grows."""

    CODE_0 = "0"
    CODE_1 = "1"
    CODE_2 = "2"
    CODE_3 = "3"
    CODE_4 = "4"
    CODE_6 = "6"
    CODE_7 = "7"
    CODE_9 = "9"
    CODE_10 = "10"
    CODE_13 = "13"
    CODE_14 = "14"
    CODE_15 = "15"
    CODE_17 = "17"
    CODE_20 = "20"
    CODE_21 = "21"
    CODE_27 = "27"
    CODE_35 = "35"
    CODE_36 = "36"
    CODE_37 = "37"
    CODE_38 = "38"
    CODE_39 = "39"
    CODE_42 = "42"
    CODE_43 = "43"
    CODE_44 = "44"
    CODE_45 = "45"
    CODE_46 = "46"


class ExecType(OpenEnum):
    """Taker or maker."""

    TAKER = "T"
    MAKER = "M"


class FeeType(OpenEnum):
    """The currency that a spot fee is taken in."""

    RECEIVED_CURRENCY = "0"
    QUOTE_CURRENCY = "1"


class PosMode(OpenEnum):
    """Whether longs and shorts are held apart."""

    LONG_SHORT_MODE = "long_short_mode"
    NET_MODE = "net_mode"


class AcctLv(OpenEnum):
    """The mode of an account."""

    SPOT = "1"
    FUTURES = "2"
    MULTI_CURRENCY = "3"
    PORTFOLIO = "4"


class GreeksType(OpenEnum):
    """Greeks in coin (PA) or in dollars (BS)."""

    PA = "PA"
    BS = "BS"


class IsoMode(OpenEnum):
    """How margin of isolated positions is moved; `quick_margin` is gone."""

    AUTOMATIC = "automatic"
    AUTONOMY = "autonomy"
    QUICK_MARGIN = "quick_margin"


class StgyType(OpenEnum):
    """The strategy mode of an account."""

    GENERAL = "0"
    DELTA_NEUTRAL = "1"


class KycLevel(OpenEnum):
    """How far a user is verified."""

    LEVEL_0 = "0"
    LEVEL_1 = "1"
    LEVEL_2 = "2"
    LEVEL_3 = "3"


class ApiPerm(OpenEnum):
    """What an API key may do."""

    READ_ONLY = "read_only"
    WITHDRAW = "withdraw"
    TRADE = "trade"


class RoleType(OpenEnum):
    """A user's role in copy trading."""

    GENERAL_USER = "0"
    LEADING_TRADER = "1"
    COPY_TRADER = "2"


class AcctType(OpenEnum):
    """The kind of an account."""

    MAIN = "0"
    STANDARD_SUB = "1"
    MANAGED_SUB = "2"
    CUSTODY_SUB_COPPER = "5"
    MANAGED_SUB_COPPER = "9"
    CUSTODY_SUB_KOMAINU = "12"


class SubAccountType(OpenEnum):
    """The kind of a sub-account."""

    STANDARD = "1"
    MANAGED = "2"
    CUSTODY_COPPER = "5"
    MANAGED_COPPER = "9"
    CUSTODY_KOMAINU = "12"


class AutoLendStatus(OpenEnum):
    """The state of automatic lending."""

    UNSUPPORTED = "unsupported"
    OFF = "off"
    PENDING = "pending"
    ACTIVE = "active"


class ColRes(OpenEnum):
    """How far a currency is restricted as collateral on the whole platform."""

    NONE = "0"
    NEAR_LIMIT = "1"
    RESTRICTED = "2"


class FrpType(OpenEnum):
    """The kind of a forced repayment."""

    NONE = "0"
    USER_BASED = "1"
    PLATFORM_BASED = "2"


class DeltaNeutralStatus(OpenEnum):
    """What a delta-neutral account may do."""

    NORMAL = "0"
    TRANSFER_RESTRICTED = "1"
    DELTA_REDUCING = "2"


class PositionCloseType(OpenEnum):
    """How a position was closed."""

    PARTIAL = "1"
    FULL = "2"
    LIQUIDATION = "3"
    PARTIAL_LIQUIDATION = "4"
    ADL_PARTIAL = "5"
    ADL_FULL = "6"


class BalanceEventType(OpenEnum):
    """What moved a balance or position."""

    SNAPSHOT = "snapshot"
    DELIVERED = "delivered"
    EXERCISED = "exercised"
    TRANSFERRED = "transferred"
    FILLED = "filled"
    LIQUIDATION = "liquidation"
    CLAW_BACK = "claw_back"
    ADL = "adl"
    FUNDING_FEE = "funding_fee"
    ADJUST_MARGIN = "adjust_margin"
    SET_LEVERAGE = "set_leverage"
    INTEREST_DEDUCTION = "interest_deduction"
    SETTLEMENT = "settlement"


class BillType(OpenEnum):
    """The kind of a bill of the trading account."""

    TRANSFER = "1"
    TRADE = "2"
    DELIVERY = "3"
    FORCED_REPAYMENT = "4"
    LIQUIDATION = "5"
    MARGIN_TRANSFER = "6"
    INTEREST_DEDUCTION = "7"
    FUNDING_FEE = "8"
    ADL = "9"
    CLAWBACK = "10"
    SYSTEM_TOKEN_CONVERSION = "11"  # noqa: S105
    STRATEGY_TRANSFER = "12"
    DDH = "13"
    BLOCK_TRADE = "14"
    QUICK_MARGIN = "15"
    BORROWING = "16"
    REPAY = "22"
    SPREAD_TRADING = "24"
    STRUCTURED_PRODUCTS = "26"
    CONVERT = "27"
    EASY_CONVERT = "28"
    ONE_CLICK_REPAY = "29"
    SIMPLE_TRADE = "30"
    MOVE_POSITION = "32"
    LOANS = "33"
    SETTLEMENT = "34"
    COPY_TRADER_PROFIT_SHARING_EXPENSES = "250"
    COPY_TRADER_PROFIT_SHARING_REFUND = "251"


class BillSubType(OpenEnum):
    """The exact kind of a bill of the trading account; the list grows."""

    BUY = "1"
    SELL = "2"
    OPEN_LONG = "3"
    OPEN_SHORT = "4"
    CLOSE_LONG = "5"
    CLOSE_SHORT = "6"
    INTEREST_MARKET_LOANS = "9"
    TRANSFER_IN = "11"
    TRANSFER_OUT = "12"
    INTEREST_VIP_LOANS = "14"
    MANUAL_MARGIN_INCREASE = "160"
    MANUAL_MARGIN_DECREASE = "161"
    AUTO_MARGIN_INCREASE = "162"
    FORCED_REPAYMENT_BUY = "114"
    FORCED_REPAYMENT_SELL = "115"
    SYSTEM_TOKEN_CONVERSION_TRANSFER_IN = "118"  # noqa: S105
    SYSTEM_TOKEN_CONVERSION_TRANSFER_OUT = "119"  # noqa: S105
    PARTIAL_LIQUIDATION_CLOSE_LONG = "100"
    PARTIAL_LIQUIDATION_CLOSE_SHORT = "101"
    PARTIAL_LIQUIDATION_BUY = "102"
    PARTIAL_LIQUIDATION_SELL = "103"
    LIQUIDATION_LONG = "104"
    LIQUIDATION_SHORT = "105"
    LIQUIDATION_BUY = "106"
    LIQUIDATION_SELL = "107"
    CLAWBACK = "108"
    LIQUIDATION_TRANSFER_IN = "110"
    LIQUIDATION_TRANSFER_OUT = "111"
    ADL_CLOSE_LONG = "125"
    ADL_CLOSE_SHORT = "126"
    ADL_BUY = "127"
    ADL_SELL = "128"
    DDH_BUY = "131"
    DDH_SELL = "132"
    EXERCISED = "170"
    COUNTERPARTY_EXERCISED = "171"
    EXPIRED = "172"
    DELIVERY_LONG = "112"
    DELIVERY_SHORT = "113"
    DELIVERY_EXERCISE_CLAWBACK = "117"
    FUNDING_FEE_EXPENSE = "173"
    FUNDING_FEE_INCOME = "174"
    SYSTEM_TRANSFER_IN = "200"
    MANUALLY_TRANSFER_IN = "201"
    SYSTEM_TRANSFER_OUT = "202"
    MANUALLY_TRANSFER_OUT = "203"
    BLOCK_TRADE_BUY = "204"
    BLOCK_TRADE_SELL = "205"
    BLOCK_TRADE_OPEN_LONG = "206"
    BLOCK_TRADE_OPEN_SHORT = "207"
    BLOCK_TRADE_CLOSE_LONG = "208"
    BLOCK_TRADE_CLOSE_SHORT = "209"
    MANUAL_BORROWING_OF_QUICK_MARGIN = "210"
    MANUAL_REPAYMENT_OF_QUICK_MARGIN = "211"
    AUTO_BORROW_OF_QUICK_MARGIN = "212"
    AUTO_REPAY_OF_QUICK_MARGIN = "213"
    CODE_220 = "220"
    CODE_221 = "221"
    REPAY_FORCIBLY = "16"
    REPAY_INTEREST_BY_BORROWING_FORCIBLY = "17"
    REPAYMENT_TRANSFER_IN = "224"
    REPAYMENT_TRANSFER_OUT = "225"
    EASY_CONVERT_IN = "236"
    EASY_CONVERT_OUT = "237"
    PROFIT_SHARING_EXPENSES = "250"
    PROFIT_SHARING_REFUND = "251"
    SPOT_PROFIT_SHARING_EXPENSES = "280"
    SPOT_PROFIT_SHARING_REFUND = "281"
    SPOT_PROFIT_SHARE_INCOME = "282"
    CODE_283 = "283"
    SPREAD_TRADING_BUY = "270"
    SPREAD_TRADING_SELL = "271"
    SPREAD_TRADING_OPEN_LONG = "272"
    SPREAD_TRADING_OPEN_SHORT = "273"
    SPREAD_TRADING_CLOSE_LONG = "274"
    SPREAD_TRADING_CLOSE_SHORT = "275"
    COPY_TRADE_AUTOMATIC_TRANSFER_IN = "284"
    COPY_TRADE_MANUAL_TRANSFER_IN = "285"
    COPY_TRADE_AUTOMATIC_TRANSFER_OUT = "286"
    COPY_TRADE_MANUAL_TRANSFER_OUT = "287"
    CRYPTO_DUST_AUTO_TRANSFER_OUT = "290"
    FIXED_LOAN_INTEREST_DEDUCTION = "293"
    FIXED_LOAN_INTEREST_REFUND = "294"
    FIXED_LOAN_OVERDUE_PENALTY = "295"
    FROM_STRUCTURED_ORDER_PLACEMENTS = "296"
    TO_STRUCTURED_ORDER_PLACEMENTS = "297"
    FROM_STRUCTURED_SETTLEMENTS = "298"
    TO_STRUCTURED_SETTLEMENTS = "299"
    MANUAL_BORROW = "306"
    AUTO_BORROW = "307"
    MANUAL_REPAY = "308"
    AUTO_REPAY = "309"
    AUTO_OFFSET = "312"
    CONVERT_IN = "318"
    CONVERT_OUT = "319"
    SIMPLE_BUY = "320"
    SIMPLE_SELL = "321"
    MOVE_POSITION_BUY = "324"
    MOVE_POSITION_SELL = "325"
    MOVE_POSITION_OPEN_LONG = "326"
    MOVE_POSITION_OPEN_SHORT = "327"
    MOVE_POSITION_CLOSE_LONG = "328"
    MOVE_POSITION_CLOSE_SHORT = "329"
    CODE_332 = "332"
    CODE_333 = "333"
    CODE_334 = "334"
    SETTLEMENT_PNL = "355"
    COLLATERALIZED_BORROWING_AUTO_CONVERSION_BUY = "376"
    COLLATERALIZED_BORROWING_AUTO_CONVERSION_SELL = "377"
    BOT_AIRDROP_372 = "372"
    BOT_AIRDROP_373 = "373"
    BOT_AIRDROP_RECLAIM_374 = "374"
    BOT_AIRDROP_RECLAIM_375 = "375"
    AUTO_EARN_381 = "381"
    AUTO_EARN_384 = "384"
    AUTO_STAKING = "392"
    CODE_395 = "395"
    CODE_396 = "396"
    BUY_YES = "410"
    BUY_NO = "411"
    SELL_YES = "412"
    SELL_NO = "413"
    YES_SETTLED = "414"
    NO_SETTLED = "415"


class Quarter(OpenEnum):
    """A quarter of a year."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"


class AccountType(OpenEnum):
    """The funding or the trading account."""

    FUNDING = "6"
    TRADING = "18"


class TransferType(OpenEnum):
    """The accounts that a transfer is between, and whose key asks for it."""

    WITHIN_ACCOUNT = "0"
    MASTER_TO_SUB = "1"
    SUB_TO_MASTER = "2"
    SUB_TO_MASTER_BY_SUB = "3"
    SUB_TO_SUB = "4"


class TransferState(OpenEnum):
    """The state of a transfer."""

    SUCCESS = "success"
    PENDING = "pending"
    FAILED = "failed"


class WithdrawDest(OpenEnum):
    """Where a withdrawal goes."""

    INTERNAL = "3"
    ON_CHAIN = "4"


class DepositState(OpenEnum):
    """The state of a deposit."""

    WAITING_FOR_CONFIRMATION = "0"
    CREDITED = "1"
    SUCCESSFUL = "2"
    CODE_8 = "8"
    BLACKLISTED_ADDRESS = "11"
    FROZEN = "12"
    INTERCEPTED = "13"
    KYC_LIMIT = "14"
    CODE_17 = "17"


class WithdrawalState(OpenEnum):
    """The state of a withdrawal."""

    CODE_19 = "19"
    CODE_17 = "17"
    WAITING_TRANSFER = "10"
    WAITING_WITHDRAWAL = "0"
    WAITING_MANUAL_REVIEW = "12"
    APPROVED = "7"
    BROADCASTING = "1"
    PENDING_VALIDATION = "15"
    CODE_16 = "16"
    CANCELING = "-3"
    CANCELED = "-2"
    FAILED = "-1"
    SUCCESS = "2"


class AssetBillType(OpenEnum):
    """The kind of a bill of the funding account; the list grows."""

    DEPOSIT = "1"
    WITHDRAWAL = "2"
    CANCELED_WITHDRAWAL = "13"
    TRANSFER_TO_SUB_ACCOUNT = "20"
    TRANSFER_FROM_SUB_ACCOUNT = "21"
    CODE_22 = "22"
    CODE_23 = "23"
    MANUALLY_CLAIMED_AIRDROP = "28"
    SYSTEM_REVERSAL = "47"
    EVENT_REWARD = "48"
    EVENT_GIVEAWAY = "49"
    FEE_REBATE = "68"
    TOKEN_RECEIVED = "72"  # noqa: S105
    TOKEN_GIVEN_AWAY = "73"  # noqa: S105
    TOKEN_REFUNDED = "74"  # noqa: S105
    SIMPLE_EARN_FLEXIBLE_SUBSCRIPTION = "75"
    SIMPLE_EARN_FLEXIBLE_REDEMPTION = "76"
    JUMPSTART_DISTRIBUTE = "77"
    JUMPSTART_LOCK_UP = "78"
    DEFI_STAKING_SUBSCRIPTION = "80"
    DEFI_STAKING_REDEMPTION = "82"
    STAKING_YIELD = "83"
    VIOLATION_FEE = "84"
    DEPOSIT_YIELD = "89"
    FIAT_PLACE_AN_ORDER = "116"
    FIAT_FULFILL_AN_ORDER = "117"
    FIAT_CANCEL_AN_ORDER = "118"
    JUMPSTART_UNLOCKING = "124"
    TRANSFERRED_FROM_TRADING_ACCOUNT = "130"
    TRANSFERRED_TO_TRADING_ACCOUNT = "131"
    P2P_FROZEN_BY_CUSTOMER_SERVICE = "132"
    P2P_UNFROZEN_BY_CUSTOMER_SERVICE = "133"
    P2P_TRANSFERRED_BY_CUSTOMER_SERVICE = "134"
    CROSS_CHAIN_EXCHANGE = "135"
    ETH_STAKING_SUBSCRIPTION = "137"
    ETH_STAKING_SWAPPING = "138"
    ETH_STAKING_EARNINGS = "139"
    CUSTOMER_FEEDBACK = "146"
    AFFILIATE_COMMISSION = "150"
    REFERRAL_REWARD = "151"
    BROKER_REWARD = "152"
    DUAL_INVESTMENT_SUBSCRIBE = "160"
    DUAL_INVESTMENT_COLLECTION = "161"
    DUAL_INVESTMENT_PROFIT = "162"
    DUAL_INVESTMENT_REFUND = "163"
    AFFILIATE_SUB_AFFILIATE_COMMISSION = "172"
    AFFILIATE_FEE_REBATE = "173"
    JUMPSTART_PAY = "174"
    LOCKED_COLLATERAL = "175"
    LOAN = "176"
    ADDED_COLLATERAL = "177"
    RETURNED_COLLATERAL = "178"
    REPAYMENT = "179"
    UNLOCKED_COLLATERAL = "180"
    AIRDROP_PAYMENT = "181"
    BROKER_CONVERT_REWARD = "185"
    BROKER_CONVERT_TRANSFER = "187"
    MYSTERY_BOX_BONUS = "189"
    UNTRADABLE_ASSET_WITHDRAWAL = "195"
    UNTRADABLE_ASSET_WITHDRAWAL_REVOKED = "196"
    UNTRADABLE_ASSET_DEPOSIT = "197"
    UNTRADABLE_ASSET_COLLECTION_REDUCE = "198"
    UNTRADABLE_ASSET_COLLECTION_INCREASE = "199"
    BUY = "200"
    PRICE_LOCK_SUBSCRIBE = "202"
    PRICE_LOCK_COLLECTION = "203"
    PRICE_LOCK_PROFIT = "204"
    PRICE_LOCK_REFUND = "205"
    DUAL_INVESTMENT_LITE_SUBSCRIBE = "207"
    DUAL_INVESTMENT_LITE_COLLECTION = "208"
    DUAL_INVESTMENT_LITE_PROFIT = "209"
    DUAL_INVESTMENT_LITE_REFUND = "210"
    CODE_212 = "212"
    CODE_215 = "215"
    FLEXIBLE_LOAN_MULTI_COLLATERAL_LOAN_BORROWED = "217"
    FLEXIBLE_LOAN_MULTI_COLLATERAL_LOAN_REPAID = "218"
    FLEXIBLE_LOAN_SUBSIDIZED_INTEREST_RECEIVED = "232"
    DELISTED_CRYPTO = "220"
    BLOCKCHAINS_WITHDRAWAL_FEE = "221"
    WITHDRAWAL_FEE_REFUND = "222"
    SWAP_LEAD_TRADING_PROFIT_SHARE = "223"
    SHARK_FIN_SUBSCRIBE = "225"
    SHARK_FIN_COLLECTION = "226"
    SHARK_FIN_PROFIT = "227"
    SHARK_FIN_REFUND = "228"
    AIRDROP = "229"
    BROKER_REBATE_COMPENSATION = "233"
    SNOWBALL_SUBSCRIBE = "240"
    SNOWBALL_REFUND = "241"
    SNOWBALL_PROFIT = "242"
    SNOWBALL_TRADING_FAILED = "243"
    SEAGULL_SUBSCRIBE = "249"
    SEAGULL_COLLECTION = "250"
    SEAGULL_PROFIT = "251"
    SEAGULL_REFUND = "252"
    STRATEGY_BOTS_PROFIT_SHARE = "263"
    SIGNAL_REVENUE = "265"
    SPOT_LEAD_TRADING_PROFIT_SHARE = "266"
    DCD_BROKER_TRANSFER = "270"
    DCD_BROKER_REBATE = "271"
    CONVERT_BUY_CRYPTO_FIAT = "272"
    CONVERT_SELL_CRYPTO_FIAT = "273"
    CUSTODY_TRANSFER_OUT_TRADING_SUB_ACCOUNT = "284"
    CUSTODY_TRANSFER_IN_TRADING_SUB_ACCOUNT = "285"
    CODE_286 = "286"
    CODE_287 = "287"
    CUSTODY_FUND_DELEGATION = "288"
    CUSTODY_FUND_UNDELEGATION = "289"
    AFFILIATE_RECOMMENDATION_COMMISSION = "299"
    FEE_DISCOUNT_REBATE = "300"
    SNOWBALL_MARKET_MAKER_TRANSFER = "303"
    SIMPLE_EARN_FIXED_ORDER_SUBMISSION_304 = "304"
    SIMPLE_EARN_FIXED_ORDER_REDEMPTION = "305"
    SIMPLE_EARN_FIXED_PRINCIPAL_DISTRIBUTION = "306"
    CODE_307 = "307"
    SIMPLE_EARN_FIXED_INTEREST_DISTRIBUTION = "308"
    CODE_309 = "309"
    CRYPTO_DUST_AUTO_TRANSFER_IN = "311"
    SENT_BY_GIFT = "313"
    RECEIVED_FROM_GIFT = "314"
    REFUNDED_FROM_GIFT = "315"
    CODE_328 = "328"
    CODE_329 = "329"
    CODE_330 = "330"
    CODE_331 = "331"
    CODE_332 = "332"
    TRIAL_FUND_REWARD = "333"
    SIMPLE_EARN_FIXED_ORDER_SUBMISSION_339 = "339"
    CODE_340 = "340"
    SIMPLE_EARN_FIXED_REDEMPTION = "341"
    SIMPLE_EARN_FIXED_PRINCIPAL = "342"
    SIMPLE_EARN_FIXED_INTEREST = "343"
    SIMPLE_EARN_FIXED_COMPENSATORY_INTEREST = "344"
    INSTITUTIONAL_LOAN_PRINCIPAL_REPAYMENT = "345"
    INSTITUTIONAL_LOAN_INTEREST_REPAYMENT = "346"
    INSTITUTIONAL_LOAN_OVERDUE_PENALTY = "347"
    BTC_STAKING_SUBSCRIPTION = "348"
    BTC_STAKING_REDEMPTION = "349"
    BTC_STAKING_EARNINGS = "350"
    INSTITUTIONAL_LOAN_LOAN_DISBURSEMENT = "351"
    COPY_AND_BOT_REWARDS = "354"
    DEPOSIT_FROM_CLOSED_SUB_ACCOUNT = "361"
    ASSET_SEGREGATION = "372"
    ASSET_RELEASE = "373"
    AUTO_LEND_INTEREST = "400"
    AUTO_EARN_USDG_INTEREST = "408"


class Custodian(OpenEnum):
    """Who holds the assets in custody."""

    COPPER = "1"
    KOMAINU = "2"
    SCB = "5"


class FiatPaymentMethod(OpenEnum):
    """A way to pay fiat; the list grows by region."""

    TR_BANKS = "TR_BANKS"
    PIX = "PIX"
    SEPA = "SEPA"
    XPULSE = "XPULSE"
    NPP = "NPP"
    US_WIRE = "US_WIRE"


class ConvertMode(OpenEnum):
    """The mode of a conversion."""

    STANDARD = "0"
    VIP = "1"


class ConvertState(OpenEnum):
    """The state of a conversion."""

    FULLY_FILLED = "fullyFilled"
    REJECTED = "rejected"


class EasyConvertStatus(OpenEnum):
    """The state of an easy conversion."""

    RUNNING = "running"
    FILLED = "filled"
    FAILED = "failed"


class EarnOrderState(OpenEnum):
    """The state of an earning order."""

    PENDING = "8"
    CANCELLING = "13"
    ONCHAIN = "9"
    EARNING = "1"
    REDEEMING = "2"


class GridAlgoOrdType(OpenEnum):
    """The kind of a grid bot."""

    GRID = "grid"
    CONTRACT_GRID = "contract_grid"


class GridDirection(OpenEnum):
    """The direction of a contract grid."""

    LONG = "long"
    SHORT = "short"
    NEUTRAL = "neutral"


class GridState(OpenEnum):
    """The state of a grid bot; `stopped` in its history alone."""

    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    PENDING_SIGNAL = "pending_signal"
    NO_CLOSE_POSITION = "no_close_position"
    STOPPED = "stopped"


class GridCancelType(OpenEnum):
    """What stopped a grid bot."""

    NONE = "0"
    MANUAL_STOP = "1"
    TAKE_PROFIT = "2"
    STOP_LOSS = "3"
    RISK_CONTROL = "4"
    DELIVERY = "5"
    SIGNAL = "6"


class GridStopType(OpenEnum):
    """What becomes of the base currency when a spot grid stops."""

    SELL_BASE = "1"
    KEEP_BASE = "2"


class DcaAlgoOrdType(OpenEnum):
    """The kind of a DCA bot."""

    SPOT_DCA = "spot_dca"
    CONTRACT_DCA = "contract_dca"


class TriggerStrategy(OpenEnum):
    """What starts or stops a bot."""

    INSTANT = "instant"
    PRICE = "price"
    RSI = "rsi"
    WEBHOOK = "webhook"


class TriggerCond(OpenEnum):
    """How an indicator passes its threshold."""

    CROSS_UP = "cross_up"
    CROSS_DOWN = "cross_down"
    ABOVE = "above"
    BELOW = "below"
    CROSS = "cross"


class SignalSourceType(OpenEnum):
    """Where a signal comes from."""

    OWN = "1"
    SUBSCRIBED = "2"
    FREE = "3"


class RfqState(OpenEnum):
    """The state of a request for quotes; `traded_away` is what a losing maker sees."""

    ACTIVE = "active"
    CANCELED = "canceled"
    PENDING_FILL = "pending_fill"
    FILLED = "filled"
    EXPIRED = "expired"
    FAILED = "failed"
    TRADED_AWAY = "traded_away"


class QuoteState(OpenEnum):
    """The state of a quote."""

    ACTIVE = "active"
    CANCELED = "canceled"
    PENDING_FILL = "pending_fill"
    FILLED = "filled"
    EXPIRED = "expired"
    FAILED = "failed"


class SprdType(OpenEnum):
    """The kind of a spread, by its legs."""

    LINEAR = "linear"
    INVERSE = "inverse"
    HYBRID = "hybrid"


class BookChannel(OpenEnum):
    """A channel of order books."""

    BOOKS = "books"
    BOOKS5 = "books5"
    BBO_TBT = "bbo-tbt"
    BOOKS50_L2_TBT = "books50-l2-tbt"
    BOOKS_L2_TBT = "books-l2-tbt"
    BOOKS_RPI = "books-rpi"
    BOOKS_ELP = "books-elp"


class WsOp(OpenEnum):
    """An operation on a websocket."""

    LOGIN = "login"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    ORDER = "order"
    BATCH_ORDERS = "batch-orders"
    CANCEL_ORDER = "cancel-order"
    BATCH_CANCEL_ORDERS = "batch-cancel-orders"
    AMEND_ORDER = "amend-order"
    BATCH_AMEND_ORDERS = "batch-amend-orders"
    MASS_CANCEL = "mass-cancel"
    SPRD_ORDER = "sprd-order"
    SPRD_AMEND_ORDER = "sprd-amend-order"
    SPRD_CANCEL_ORDER = "sprd-cancel-order"
    SPRD_MASS_CANCEL = "sprd-mass-cancel"


class WsEvent(OpenEnum):
    """An event on a websocket."""

    LOGIN = "login"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    ERROR = "error"
    NOTICE = "notice"
    CHANNEL_CONN_COUNT = "channel-conn-count"
    CHANNEL_CONN_COUNT_ERROR = "channel-conn-count-error"


class WsAction(OpenEnum):
    """Whether a message replaces or changes what is known."""

    SNAPSHOT = "snapshot"
    UPDATE = "update"
