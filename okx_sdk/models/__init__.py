"""Frozen values: what the exchange sends and what it is sent."""
