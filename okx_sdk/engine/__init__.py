"""What waits: thin shells around the pure objects of `okx_sdk.protocol`."""
