"""Certificates that cannot be vouched for, by what is wrong with them."""

from __future__ import annotations

from datetime import UTC, datetime

import trustme


def expired(authority) -> trustme.LeafCert:
    day = datetime(2020, 1, 1, tzinfo=UTC)
    return authority.issue_cert("localhost", not_before=day, not_after=day)


UNTRUSTED = {
    "wrong host": lambda authority: authority.issue_cert("elsewhere.example"),
    "expired": expired,
    "unknown CA": lambda _: trustme.CA().issue_cert("localhost"),
}
