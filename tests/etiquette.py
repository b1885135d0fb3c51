"""Every sandbox that a test streams from is asked whether its clients behaved."""

from __future__ import annotations

import weakref

import pytest

from okx_sdk.sandbox.streaming.truth import Truth, Unclean

_new_records: list[Truth] = []
_records: weakref.WeakSet[Truth] = weakref.WeakSet()
_rude: weakref.WeakSet[Truth] = weakref.WeakSet()


def _noted(made):
    def made_and_noted(self) -> None:
        made(self)
        _new_records.append(self)  # to be looked at, though the test holds it no more
        _records.add(self)

    return made_and_noted


Truth.__attrs_post_init__ = _noted(Truth.__attrs_post_init__)


@pytest.fixture(autouse=True)
def _etiquette(request: pytest.FixtureRequest):
    """Goal 7: no sandbox has a complaint about the clients of a test.

    A test that is rude on purpose is marked so, with its reason; so is one that has
    other processes ask the same sandbox, whose clients do not know of ours.
    """
    yield
    records = list(_records - _rude)
    _new_records.clear()
    if request.node.get_closest_marker("rude"):
        _rude.update(records)
        return
    for record in records:
        try:
            record.assert_clean()
        except Unclean:
            _rude.add(record)  # said once
            raise
