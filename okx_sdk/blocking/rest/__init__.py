"""Blocking twins of `okx_sdk.rest`."""
