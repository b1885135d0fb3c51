"""An authority of certificates that is the tests' own."""

from __future__ import annotations

import ssl

import pytest
import trustme


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def verify(authority) -> ssl.SSLContext:
    """A client's context that knows the tests' authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context
