"""Algo orders: they wait for a price, trail it, or are worked in pieces; pure."""
