"""Every declared endpoint is answered, in the form that it is declared in."""

from __future__ import annotations

import pytest
from counter import Counter

from okx_sdk.errors import ApiError
from okx_sdk.rest import endpoints, section, section_names
from okx_sdk.sandbox.desks import routes
from okx_sdk.sandbox.exchange import served

REFUSED = {"/api/v5/market/books-sbe": "binary frames, which nobody could read here"}
"""What the sandbox says no to, as OKX does in demo trading for other things."""

SAID = {
    "algo_cl_ord_id": "none",
    "algo_id": "1",
    "algo_ord_type": "grid",
    "ccy": "USDT",
    "days": 5,
    "from_ccy": "BTC",
    "inst_id": "BTC-USDT",
    "inst_type": "SWAP",
    "month": "Jan",
    "ord_id": "1",
    "ord_type": "conditional",
    "sprd_id": "BTC-USDT_BTC-USDT-SWAP",
    "sub_acct": "nobody1",
    "to_ccy": "USDT",
}
"""What calls that want a parameter are told; many name nothing that there is."""


def test_every_declared_endpoint_has_its_route():
    """Documented or provisional; and nothing else is served."""
    declared = {
        str(endpoint)
        for name in section_names()
        for endpoint in endpoints(section(name)).values()
    }
    found = [(str(endpoint), grade) for _, endpoint, grade in routes()]

    assert {name for name, _ in found} == declared == {str(e) for e, _ in served()}
    assert {grade for _, grade in found} == {"simulated", "stateful", "shape only"}


@pytest.mark.parametrize("name", section_names())
def test_nothing_is_beyond_the_sandbox(name):
    """Each read gives rows or a refusal of its own; none is 50038, and none breaks.

    A write that says too little is told what it lacks.
    """
    counter = Counter()
    for method, endpoint in endpoints(section(name)).items():
        parameters = endpoint.signature.parameters.values()
        required = [p.name for p in parameters if p.default is p.empty]
        said = {each: SAID.get(each, "1") for each in required}
        if endpoint.method == "POST":
            said = {}
        code = refusal(counter, endpoint, said)

        assert (code == "50038") == (endpoint.path in REFUSED), method


def refusal(counter, endpoint, said):
    """The code of the refusal, if it is one; what is given has to decode."""
    try:
        endpoint.read(counter.reply_raw(endpoint, said))
    except ApiError as error:
        return error.code
    return None
