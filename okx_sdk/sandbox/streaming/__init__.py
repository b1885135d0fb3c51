"""The streaming side of the sandbox: conversations, feeds, faults and the truth."""
