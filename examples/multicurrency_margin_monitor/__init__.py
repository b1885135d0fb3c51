"""Watches an account in multi-currency margin mode."""
