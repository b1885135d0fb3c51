"""A small market maker that leaves nothing behind, async and blocking."""
