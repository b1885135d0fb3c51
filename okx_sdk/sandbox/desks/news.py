"""Placeholder until this desk is written."""
