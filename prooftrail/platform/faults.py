"""Where tests kill the server: at a named step of the door, of a rule or of a designer's change, once.

Does nothing unless PROOFTRAIL_TEST_KILL_AT names a file. Whoever reaches the step the file names
takes the file away and kills: itself, or the process whose number stands behind the step.
"""

import os
import signal
from pathlib import Path
from typing import Literal

Step = Literal["opened", "loaded", "checked", "stored", "followed", "before_commit", "after_commit"]
RuleStep = Literal["fired"]
"""Of a rule: its actions are done, the log of it is not written."""
ShapeStep = Literal["shaped", "shape_committed", "copied"]
"""Of a designer's change: tables are changed, the version is not; all is; a type change copied some rows."""
EffectStep = Literal["effects_claimed", "effect_said"]
"""Of what goes outside: somebody took it on, the other side has it and nobody here knows yet."""
_armed = os.environ.get("PROOFTRAIL_TEST_KILL_AT")


def reached(step: Step | ShapeStep | EffectStep | RuleStep) -> None:
    """Go on, unless a test wants a death here."""
    if _armed is not None:
        _strike(Path(_armed), step)


def _strike(file: Path, step: str) -> None:
    try:
        wanted, _, victim = file.read_text().partition(" ")
        if wanted != step:
            return
        file.unlink()  # of several who reach it, one does
    except FileNotFoundError:
        return
    os.kill(int(victim or os.getpid()), signal.SIGKILL)
