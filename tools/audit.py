"""`make audit`: the locked packages against the public advisory databases, and a bill of materials.

Asks pip-audit for Python (the product's lock, then the development one) and `npm audit` for the web. The bill
of materials of the product goes to `.data/sbom.json` (CycloneDX). Needs the network; changes nothing.
"""

import importlib.util
import subprocess
import sys

from tools import web
from tools.packages import DEV_LOCK, ROOT, RUN_LOCK

BILL = ROOT / ".data" / "sbom.json"


def main() -> int:
    """0 when no locked package has a known weakness, else how many of the audits found one."""
    if importlib.util.find_spec("pip_audit") is None:
        sys.exit("audit: pip-audit is not among the locked packages yet; it is in requirements-dev.in")
    BILL.parent.mkdir(exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner=off",
    ]
    bill = ["--format=cyclonedx-json", f"--output={BILL}"]
    failures = [
        subprocess.run([*command, "--requirement", str(RUN_LOCK)]).returncode,
        subprocess.run([*command, "--requirement", str(DEV_LOCK)]).returncode,
    ]
    subprocess.run([*command, *bill, "--requirement", str(RUN_LOCK)], stderr=subprocess.DEVNULL)
    if web.exists():
        failures.append(web.run_node([str(web.npm()), "audit", "--package-lock-only"], check=False))
    return sum(code != 0 for code in failures)


if __name__ == "__main__":
    sys.exit(main())
