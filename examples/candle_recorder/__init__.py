"""Records confirmed candles to files that survive whatever befalls the machine."""
