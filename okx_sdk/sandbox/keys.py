"""The key that every sandbox knows, so that private calls work without an account."""

from __future__ import annotations

__all__ = ["API_KEY", "PASSPHRASE", "SECRET_KEY"]

# Public on purpose: it opens nothing but a simulation on this machine.
API_KEY = "5a4d0b0c-0000-4000-8000-5a4db0c05a4d"
SECRET_KEY = "SANDBOXSANDBOXSANDBOXSANDBOX0000"  # noqa: S105
PASSPHRASE = "Sandbox-Passphrase-0"  # noqa: S105
