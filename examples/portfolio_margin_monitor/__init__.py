"""Watches an account in portfolio margin mode."""
