"""The accounts of the sandbox: what users hold, order and own, pure, with time given."""
