"""`make check`: every law, type and format rule, two at a time, with a line and a time each.

Exits with 1 and the words of what failed when anything does.
"""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tools import web
from tools.packages import ROOT


@dataclass(frozen=True)
class Check:
    """One thing to hold: what it is called, and the command whose exit code tells."""

    label: str
    command: list[str]


class Outcome(NamedTuple):
    """How a check ended: seconds it took and what it said."""

    check: Check
    ok: bool
    seconds: float
    words: str


def checks() -> list[Check]:
    """All of them, the slow ones first; the web's only where its packages are installed."""
    module = [sys.executable, "-m"]
    found = [
        Check("types", [*module, "mypy", "prooftrail", "tools"]),
        Check("laws", [*module, "pytest", "-q", "-p", "no:cacheprovider", "tests/architecture"]),
        Check("imports", [str(Path(sys.executable).with_name("lint-imports"))]),
        Check("style", [*module, "ruff", "check", "--quiet"]),
        Check("format", [*module, "ruff", "format", "--check", "--quiet"]),
    ]
    return [*web_checks(), *found]


def web_checks() -> list[Check]:
    """The scripts of `web/package.json` that judge without building."""
    if not web.exists() or not web.MODULES.exists():
        return []
    scripts = json.loads((web.WEB / "package.json").read_text()).get("scripts", {})
    command = [sys.executable, "-m", "tools.webscript"]
    return [
        Check(f"web {name}", [*command, name]) for name in ("typecheck", "lint", "laws") if name in scripts
    ]


def run(check: Check) -> Outcome:
    """Runs one check from the root and keeps what it says."""
    begin = time.monotonic()
    done = subprocess.run(check.command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return Outcome(check, done.returncode == 0, time.monotonic() - begin, done.stdout + done.stderr)


def main() -> int:
    """0 when every check holds."""
    begin = time.monotonic()
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(run, checks()):
            mark = "ok  " if outcome.ok else "FAIL"
            print(f"{mark} {outcome.check.label:<14} {outcome.seconds:5.1f} s", flush=True)
            if not outcome.ok:
                failed.append(outcome)
    for outcome in failed:
        print(f"\n── {outcome.check.label} ──\n{outcome.words.strip()}")
    print(f"\n{'check failed' if failed else 'check ok'} after {time.monotonic() - begin:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
