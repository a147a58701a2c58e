"""`python -m prooftrail`."""

import sys

from prooftrail.cli import main

if __name__ == "__main__":
    sys.exit(main())
