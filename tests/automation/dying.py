"""A worker's turn in a process of its own: `python -m tests.automation.dying WORKSPACE`."""

import sys

from prooftrail.opening import opened
from prooftrail.platform.automation.listening import drain
from prooftrail.platform.effects.sending import send_due
from prooftrail.settings import read_settings

if __name__ == "__main__":
    with opened(read_settings()) as parts:
        place = parts.workspaces.directory.find(sys.argv[1])
        drain(parts.ground, place)
        send_due(parts.ground, place)
