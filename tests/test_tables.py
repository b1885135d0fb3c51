"""Rows as dataframes: exact where that is wanted, aware times, columns that stay."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest

from okx_sdk.errors import InvalidArgument, MissingExtra
from okx_sdk.models.market import BookLevel, Candle, OrderBook
from okx_sdk.models.public import Instrument
from okx_sdk.protocol.codec import converter
from okx_sdk.tables import to_pandas, to_polars

TS = datetime(2026, 1, 31, tzinfo=UTC)
PRICE = Decimal("0.1234567890123456789")
CANDLES = [
    Candle(TS, PRICE, PRICE, PRICE, PRICE, Decimal(5), Decimal(5), quote)
    for quote in (Decimal(2), None)
]
INSTRUMENTS = converter.structure(
    [{"instType": "SPOT", "instId": "BTC-USDT", "state": "live", "instIdCode": 7}],
    list[Instrument],
)
BOOKS = [OrderBook((BookLevel(PRICE, Decimal(1), 3),), (), TS)]


@pytest.mark.parametrize("make", [to_pandas, to_polars])
def test_each_field_is_a_column_and_each_row_a_row(make):
    """In their order."""
    frame = make(iter(CANDLES))

    assert list(frame.columns)[:3] == ["ts", "open", "high"]
    assert frame.shape == (2, 9)


def test_a_dataframe_of_pandas_has_kinds_that_fit():
    """What is left out changes no column's kind."""
    frame = to_pandas(CANDLES)

    assert str(frame.ts.dtype) == "datetime64[us, UTC]"
    assert frame.ts[0] == pd.Timestamp(TS)
    assert str(frame.open.dtype) == str(frame.vol_ccy_quote.dtype) == "float64"
    assert frame.open[0] == float(PRICE)
    assert pd.isna(frame.vol_ccy_quote[1])
    assert frame.confirm.dtype == bool


def test_a_dataframe_of_polars_has_kinds_that_fit():
    """The same, by its own names."""
    frame = to_polars(CANDLES)

    assert frame.schema["ts"] == pl.Datetime("us", "UTC")
    assert frame["ts"][0] == TS
    assert frame.schema["open"] == frame.schema["vol_ccy_quote"] == pl.Float64
    assert frame["vol_ccy_quote"].to_list() == [2.0, None]
    assert frame.schema["confirm"] == pl.Boolean


@pytest.mark.parametrize("make", [to_pandas, to_polars])
def test_numbers_stay_exact_where_that_is_asked(make):
    """To the last digit."""
    assert make(CANDLES, exact=True)["open"][0] == PRICE


def test_enums_are_texts_whole_numbers_are_whole_and_absent_times_are_times():
    """Also in a column of which nothing has come."""
    pandas, polars = to_pandas(INSTRUMENTS), to_polars(INSTRUMENTS)

    assert type(pandas.inst_type[0]) is str and polars["inst_type"][0] == "SPOT"
    assert str(pandas.inst_id_code.dtype) == "Int64"
    assert polars.schema["inst_id_code"] == pl.Int64
    assert str(pandas.exp_time.dtype) == "datetime64[us, UTC]"
    assert polars.schema["exp_time"] == pl.Datetime("us", "UTC")
    assert polars.schema["lever"] == pl.Float64


@pytest.mark.parametrize("make", [to_pandas, to_polars])
def test_what_lies_within_a_row_becomes_plain(make):
    """A level of a book is a dictionary, its numbers untouched."""
    levels = make(BOOKS)["asks"][0]

    assert list(levels) == [{"px": PRICE, "sz": Decimal(1), "orders": 3}]


@pytest.mark.parametrize("make", [to_pandas, to_polars])
def test_no_rows_make_an_empty_dataframe(make):
    """There is nothing to know its columns by."""
    assert make([]).shape == (0, 0)


@pytest.mark.parametrize("make", [to_pandas, to_polars])
@pytest.mark.parametrize("rows", [[{"px": "1"}], [CANDLES[0], BOOKS[0]]])
def test_rows_that_are_not_of_one_model_are_refused(make, rows):
    """The dataframe's own maker takes dictionaries."""
    with pytest.raises(InvalidArgument, match="Rows of one model are wanted"):
        make(rows)


@pytest.mark.parametrize(
    ("make", "name"), [(to_pandas, "pandas"), (to_polars, "polars")]
)
def test_a_missing_library_is_named(make, name, monkeypatch):
    """With the extra that brings it."""
    monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(MissingExtra, match=f"eeds the extra {name}"):
        make(CANDLES)
