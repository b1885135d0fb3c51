"""Blocking twins of `okx_sdk.channels`."""
