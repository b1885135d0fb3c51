"""Instruments: what is listed when, with every field of OKX's own rows."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve, frozen

from okx_sdk.sandbox import expiries
from okx_sdk.sandbox.coins import COINS, DATED_COINS, SWAP_COINS, USDC_COINS, Coin
from okx_sdk.sandbox.noise import key_of

_ONE = Decimal(1)
_CENT = Decimal("0.01")
_MILLION = Decimal(1_000_000)
_SWAPS_SINCE = 1611916828000
_SPOT_MAX = Decimal(9_999_999_999)
# OKX's fee groups by product and by what they are margined in.
_SPOT_GROUPS = {"USDT": "1", "USDC": "2"}
_CONTRACT_GROUPS = {"USD": "1", "USDT": "2"}


@frozen(kw_only=True)
class Instrument:
    """One row of `public/instruments`; times in ms, `None` and `""` for absent."""

    inst_type: str
    inst_id: str
    inst_id_code: int
    list_time: int
    tick_sz: Decimal
    lot_sz: Decimal
    min_sz: Decimal
    max_lmt_sz: Decimal
    max_mkt_sz: Decimal
    max_stop_sz: Decimal
    max_twap_sz: Decimal | None = None
    max_iceberg_sz: Decimal | None = None
    max_trigger_sz: Decimal | None = None
    max_lmt_amt: Decimal | None = None
    max_mkt_amt: Decimal | None = None
    uly: str = ""
    inst_family: str = ""
    group_id: str = "1"
    category: str = "1"
    base_ccy: str = ""
    quote_ccy: str = ""
    settle_ccy: str = ""
    ct_val: Decimal | None = None
    ct_mult: Decimal | None = None
    ct_val_ccy: str = ""
    ct_type: str = ""
    opt_type: str = ""
    stk: Decimal | None = None
    exp_time: int | None = None
    lever: Decimal | None = None
    alias: str = ""
    state: str = "live"
    rule_type: str = "normal"
    open_type: str = ""
    auction_end_time: int | None = None
    cont_td_sw_time: int | None = None
    pre_mkt_sw_time: int | None = None
    future_settlement: bool = False
    trade_quote_ccy_list: tuple[str, ...] = ()
    inst_category: str = "1"
    upc_chg: tuple[str, ...] = ()
    series_id: str = ""
    method: str = ""
    freq: str = ""
    pos_lmt_amt: Decimal | None = None
    pos_lmt_pct: Decimal | None = None
    max_plat_oi_lmt: Decimal | None = None
    max_plat_oi_coin_lmt: Decimal | None = None
    long_pos_remaining_quota: Decimal | None = None
    short_pos_remaining_quota: Decimal | None = None
    init_px_lmt_pct: Decimal | None = Decimal("0.05")
    float_px_lmt_pct: Decimal | None = Decimal("0.02")
    max_px_lmt_pct: Decimal | None = Decimal("0.15")
    rpi_min_level: int | None = None
    rpi_min_px_band: Decimal | None = None

    @property
    def coin(self) -> str:
        """The coin that moves the price."""
        return self.inst_id.partition("-")[0]

    @property
    def is_inverse(self) -> bool:
        """Whether contracts are worth dollars and pay in coin."""
        return self.ct_type == "inverse"

    @property
    def index(self) -> str:
        """The index that prices it."""
        return self.uly or self.inst_id

    def is_live(self, now: int) -> bool:
        """Whether it trades at a time."""
        return self.list_time <= now and (self.exp_time is None or now < self.exp_time)


def _code(inst_id: str) -> int:
    # 48 bits stay exact where JSON numbers are doubles, and collide never in practice.
    return 1 + key_of("instIdCode", inst_id) % (1 << 48)


def spot(coin: Coin, quote: str) -> Instrument:
    """A spot pair."""
    inst_id = f"{coin.ccy}-{quote}"
    return Instrument(
        inst_type="SPOT",
        inst_id=inst_id,
        inst_id_code=_code(inst_id),
        list_time=coin.listed,
        tick_sz=coin.tick,
        lot_sz=coin.lot,
        min_sz=coin.min_sz,
        base_ccy=coin.ccy,
        quote_ccy=quote,
        group_id=_SPOT_GROUPS[quote],
        lever=Decimal(coin.lever),
        open_type="fix_price",
        max_lmt_sz=_SPOT_MAX,
        max_mkt_sz=_MILLION,
        max_stop_sz=_MILLION,
        max_twap_sz=_SPOT_MAX,
        max_iceberg_sz=_SPOT_MAX,
        max_trigger_sz=_SPOT_MAX,
        max_lmt_amt=20 * _MILLION,
        max_mkt_amt=_MILLION,
        trade_quote_ccy_list=(quote,),
    )


def margin(coin: Coin) -> Instrument:
    """The margin face of a coin's USDT pair."""
    return evolve(spot(coin, "USDT"), inst_type="MARGIN")


def swap(coin: Coin, quote: str) -> Instrument:
    """A perpetual: linear in USDT, inverse in USD."""
    return _contract(
        coin, quote, "SWAP", f"{coin.ccy}-{quote}-SWAP", max(_SWAPS_SINCE, coin.listed)
    )


def future(coin: Coin, quote: str, expiry: int) -> Instrument:
    """A dated contract: linear in USDT, inverse in USD."""
    inst_id = f"{coin.ccy}-{quote}-{expiries.code_of(expiry)}"
    listed = expiries.listed_at(expiry, expiries.FUTURES_DEPTH)
    plain = _contract(coin, quote, "FUTURES", inst_id, listed)
    return evolve(plain, exp_time=expiry, lever=Decimal(20), future_settlement=True)


def _contract(
    coin: Coin, quote: str, inst_type: str, inst_id: str, listed: int
) -> Instrument:
    inverse = quote == "USD"
    lot = _ONE if inverse else coin.ct_lot
    return Instrument(
        inst_type=inst_type,
        inst_id=inst_id,
        inst_id_code=_code(inst_id),
        list_time=listed,
        tick_sz=coin.tick,
        lot_sz=lot,
        min_sz=lot,
        uly=f"{coin.ccy}-{quote}",
        inst_family=f"{coin.ccy}-{quote}",
        settle_ccy=coin.ccy if inverse else quote,
        ct_val=Decimal(coin.inverse_ct_val) if inverse else coin.ct_val,
        ct_mult=_ONE,
        ct_val_ccy="USD" if inverse else coin.ccy,
        ct_type="inverse" if inverse else "linear",
        group_id=_CONTRACT_GROUPS[quote],
        lever=Decimal(100 if coin.ccy in DATED_COINS else 50),
        max_lmt_sz=100 * _MILLION,
        max_mkt_sz=Decimal(50_000),
        max_stop_sz=Decimal(50_000),
        max_twap_sz=100 * _MILLION,
        max_iceberg_sz=100 * _MILLION,
        max_trigger_sz=100 * _MILLION,
        max_lmt_amt=20 * _MILLION,
        pos_lmt_amt=50 * _MILLION,
        pos_lmt_pct=Decimal(30),
        max_plat_oi_lmt=1000 * _MILLION,
    )


def option(coin: Coin, expiry: int, strike: int, opt_type: str) -> Instrument:
    """A coin-margined option; its price is in coin."""
    code = expiries.code_of(expiry)
    inst_id = f"{coin.ccy}-USD-{code}-{strike}-{opt_type}"
    return Instrument(
        inst_type="OPTION",
        inst_id=inst_id,
        inst_id_code=_code(inst_id),
        list_time=expiries.listed_at(expiry, expiries.OPTION_DEPTH),
        exp_time=expiry,
        tick_sz=Decimal("0.0001"),
        lot_sz=_ONE,
        min_sz=_ONE,
        uly=f"{coin.ccy}-USD",
        inst_family=f"{coin.ccy}-USD",
        settle_ccy=coin.ccy,
        ct_val=_ONE,
        ct_mult=_CENT if coin.ccy == "BTC" else 10 * _CENT,
        ct_val_ccy=coin.ccy,
        opt_type=opt_type,
        stk=Decimal(strike),
        max_lmt_sz=_MILLION,
        max_mkt_sz=Decimal(5_000),
        max_stop_sz=Decimal(5_000),
        max_twap_sz=_MILLION,
        max_iceberg_sz=_MILLION,
        max_trigger_sz=_MILLION,
    )


def perpetual_listings() -> tuple[Instrument, ...]:
    """Everything without an expiry: spot, margin and swaps."""
    swaps = [COINS[ccy] for ccy in SWAP_COINS]
    return (
        *(spot(coin, "USDT") for coin in COINS.values()),
        *(spot(COINS[ccy], "USDC") for ccy in USDC_COINS),
        *(margin(coin) for coin in COINS.values() if coin.lever >= 10),
        *(swap(coin, "USDT") for coin in swaps),
        *(swap(coin, "USD") for coin in swaps if coin.inverse_ct_val),
    )


def futures_listings(expiry: int) -> tuple[Instrument, ...]:
    """The dated contracts of one expiry."""
    return tuple(
        future(COINS[ccy], quote, expiry)
        for ccy in DATED_COINS
        for quote in ("USDT", "USD")
    )
