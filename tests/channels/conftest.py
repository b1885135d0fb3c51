"""The catalogue of the exchange's channels, read once."""

from __future__ import annotations

import pytest
import yaml


@pytest.fixture(scope="session")
def channel_catalogue(okx_v5):
    """The channels of the catalogue by their names."""
    text = (okx_v5 / "websocket.yaml").read_text("utf-8")
    found = yaml.load(text, Loader=yaml.CSafeLoader)["channels"]
    return {each["channel"]: each for each in found}
