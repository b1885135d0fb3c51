"""What is sent that is not what it should be is refused; nothing breaks at it."""

from __future__ import annotations

import json

import pytest
from counter import Counter

from okx_sdk import errors
from okx_sdk.protocol.names import wire_name
from okx_sdk.rest import endpoints, section, section_names
from okx_sdk.rest.account import Account
from okx_sdk.rest.copy_trading import CopyTrading
from okx_sdk.rest.market_maker import MarketMaker
from okx_sdk.sandbox.arguments import read_arguments
from okx_sdk.sandbox.refusals import Refusal


def texts(annotation):
    """Whether a parameter is text and nothing else."""
    return str(annotation) in {"<class 'str'>", "str", "str | None"}


def test_text_is_text_in_every_body():
    """A number is taken for its digits; whatever else is no text: 51000."""
    seen = 0
    for name in section_names():
        for endpoint in endpoints(section(name)).values():
            if endpoint.method == "GET" or endpoint.body is not None:
                continue
            for python, parameter in endpoint.signature.parameters.items():
                if not texts(parameter.annotation):
                    continue
                seen += 1
                word = wire_name(python)
                for bad in (True, [], ["a"], {"a": 1}):
                    body = json.dumps({word: bad}).encode()
                    with pytest.raises(Refusal) as caught:
                        read_arguments(endpoint, "", body)
                    assert caught.value.code in {"51000", "50014"}
    assert seen > 200


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (Account.get_leverage_estimate, {"lever": "0"}),
        (Account.get_move_positions_history, {"limit": 10**20}),
        (Account.set_leverage, {"lever": "1000", "mgn_mode": "cross", "ccy": "USDT"}),
    ],
)
def test_numbers_that_cannot_be_are_refused(method, words):
    """By a code, as the exchange does."""
    if method is Account.get_leverage_estimate:
        words |= {"inst_type": "SWAP", "mgn_mode": "cross", "inst_id": "BTC-USDT-SWAP"}
    with pytest.raises(errors.ApiError) as caught:
        Counter().call(method, **words)

    assert caught.value.code in {"59105", "51000", "59102"}


def test_answers_come_where_nothing_is_kept():
    """A link to copy an order, and days that have not come yet."""
    me = Counter()

    link = me.call(CopyTrading.create_signal_copy_link, "1", "BTC-USDT-SWAP")
    assert link is not None
    days = me.call(MarketMaker.get_glp_historical_performance, "spot", begin=10**28)
    assert days == []
