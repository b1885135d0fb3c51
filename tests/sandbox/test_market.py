from decimal import Decimal, localcontext

import pytest

from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.numbers import decimal, multiply, plain, shares

NOW = 1_795_392_123_456


def test_the_callers_precision_does_not_matter():
    """A market is the same under any decimal context."""
    usual = Market(3).ticker(Market(3).instrument("DOGE-USDT", NOW), NOW)
    with localcontext() as context:
        context.prec = 5
        strange = Market(3).ticker(Market(3).instrument("DOGE-USDT", NOW), NOW)

    assert strange == usual


def test_text_is_plain():
    """Neither tiny nor round values are written with an exponent."""
    assert plain(decimal(1, 8)) == "0.00000001"
    assert plain(decimal(600_000, 1)) == "60000"
    assert plain(multiply(Decimal("0.5"), Decimal(200))) == "100"


@pytest.mark.parametrize("total", [0, 1, 7, 10**20])
def test_shares_add_up(total):
    """Nothing is lost by dividing."""
    assert sum(shares(total, [3, 1, 0, 9])) == total
