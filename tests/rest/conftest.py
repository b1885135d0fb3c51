"""The catalogue of the exchange's endpoints, read once."""

from __future__ import annotations

import pytest
import yaml


@pytest.fixture(scope="session")
def catalogue(okx_v5):
    """The endpoints of the catalogue in their order."""
    text = (okx_v5 / "rest.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)["endpoints"]


@pytest.fixture(scope="session")
def by_path(catalogue):
    """The endpoints of the catalogue by method and path."""
    return {(each["method"], each["path"]): each for each in catalogue}
