"""`python -m okx_sdk.cli` is `okxsdk`."""

import sys

from okx_sdk.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
