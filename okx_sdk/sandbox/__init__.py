"""The sandbox: a local stand-in for OKX, its markets synthetic and seeded."""
