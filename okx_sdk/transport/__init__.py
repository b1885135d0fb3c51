"""The only users of httpx and of sockets."""
