"""The command line, `okxsdk`: one more caller of the library."""
