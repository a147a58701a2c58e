"""Every test but the long ones: the web's, then those without a browser side by side, then those with one.

    python -m tools.testrun [more for pytest …]

Two files at a time, each way; tests of one file stay together and share what the file makes.
"""

import subprocess
import sys

from tools import webscript
from tools.packages import ROOT

SIDE_BY_SIDE = ["-m", "not long and not browser", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
BROWSER = ["-m", "browser and not long", "-n", "2", "--dist", "loadfile"]
NOTHING_CHOSEN = 5
"""pytest's exit code where no test was asked for."""


def main(more: list[str]) -> int:
    """0 where all passed; all are run whatever the first ones say."""
    codes = [pytest(SIDE_BY_SIDE, more), pytest(BROWSER, more)]
    chosen = [each for each in codes if each != NOTHING_CHOSEN]
    return max(chosen, default=NOTHING_CHOSEN)


def pytest(part: list[str], more: list[str]) -> int:
    """One run's exit code."""
    return subprocess.run([sys.executable, "-m", "pytest", *part, *more], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(max(webscript.main("test"), main(sys.argv[1:])))
