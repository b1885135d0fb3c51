"""A market maker: pure strategies and risk, and a shell that quotes and cleans up."""
