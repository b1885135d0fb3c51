"""The blocking client and its sections."""
