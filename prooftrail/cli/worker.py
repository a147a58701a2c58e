"""`prooftrail worker`: one worker process; `serve` starts it."""

import argparse
import signal
import sys
import threading
from typing import Any

from prooftrail.app import jobs, sweeps
from prooftrail.opening import background, opened
from prooftrail.platform.automation.listening import start_reacting
from prooftrail.platform.jobs.sweeps import run_sweeps
from prooftrail.platform.logs import start_logs
from prooftrail.settings import read_settings
from prooftrail.supervisor import follow_supervisor

TURN = 0.001
"""Seconds a thread may keep the interpreter from the others: who reacts asks the database often, and
is not to wait each time for an import that reckons."""


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("worker", help="one worker process (serve starts it)")
    parser.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Run sweeps and jobs until told to stop."""
    from prooftrail.platform.jobs.running import run_jobs

    stop = threading.Event()
    start_logs("worker")
    sys.setswitchinterval(TURN)
    if given.supervised:
        follow_supervisor()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = read_settings()
    with opened(settings) as parts, background(parts) as behind:
        beside = threading.Thread(target=run_sweeps, args=(parts.ground, sweeps(), stop), name="sweeps")
        beside.start()
        reacting = start_reacting(parts.ground, behind, stop, settings.background_nice)
        run_jobs(behind, jobs(), stop, settings.background_nice)
        for each in (beside, *reacting):
            each.join()
    return 0
