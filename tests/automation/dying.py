"""A worker's turn in a process of its own: `python -m tests.automation.dying WORKSPACE`."""

import sys

from prooftrail.opening import opened
from prooftrail.platform.automation.listening import drain
from prooftrail.settings import read_settings

if __name__ == "__main__":
    with opened(read_settings()) as parts:
        drain(parts.ground, parts.workspaces.directory.find(sys.argv[1]))
