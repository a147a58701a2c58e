"""Giving out in a process of its own until nothing waits: `python -m tests.routing.dying SHOP [MOST]`.

It says that it is ready, and begins when its standard input has a line or ends. Each batch that is committed
is said, so that who watches can kill it after any of them.
"""

import sys

from prooftrail.opening import opened
from prooftrail.platform.work import Caller
from prooftrail.sales.routing.distributing import give_out
from prooftrail.settings import read_settings

if __name__ == "__main__":
    batch = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with opened(read_settings()) as parts:
        print("ready", flush=True)
        sys.stdin.readline()
        while True:
            with parts.workspaces.begin(sys.argv[1], Caller(reason="routing")) as work:
                found = give_out(work, "lead", batch)
                if not (found.counts or found.more):
                    break
            print(f"gave {found.counts.total()}", flush=True)
