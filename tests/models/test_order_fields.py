"""Orders as keywords: the same fields as the values that are sent."""

import attrs
import pytest

from okx_sdk.models.order_fields import AmendOrderFields, NewOrderFields
from okx_sdk.models.order_requests import AmendOrder, NewOrder


@pytest.mark.parametrize(
    ("fields", "model"), [(NewOrderFields, NewOrder), (AmendOrderFields, AmendOrder)]
)
def test_an_order_may_be_given_by_all_of_its_fields(fields, model):
    """None is missing, none is another's, and their order is the same."""
    assert list(fields.__annotations__) == [f.name for f in attrs.fields(model)]
