"""What is imported when, and what importing all of it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

CLIENT = """
import sys
from okx_sdk import Client
Client().close()
print(*(name for name in sys.modules if name.startswith("okx_sdk.")))
"""
WHOLE = """
import time
began = time.process_time()
from okx_sdk.rest import sections
assert len(sections()) == 35
print(time.process_time() - began)
"""
MOST = 0.8
"""Seconds of the processor's time for all sections with their models."""


def said(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.slow  # a process of its own
def test_a_client_imports_no_section_and_no_model():
    """They come when they are touched."""
    heavy = ("okx_sdk.rest.", "okx_sdk.channels.", "okx_sdk.models.")
    found = {name for name in said(CLIENT) if name.startswith(heavy)}

    assert found == {"okx_sdk.models._base"}


@pytest.mark.slow  # three processes
def test_the_whole_catalogue_is_imported_in_less_than_a_second():
    """At its best of three, since others use the processor's caches too."""
    assert min(float(said(WHOLE)[0]) for _ in range(3)) <= MOST
