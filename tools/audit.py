"""`make audit`: the locked packages against the public advisory databases, and a bill of materials.

Asks pip-audit for Python (the product's lock, then the development one) and `npm audit` for the web. The bill
of materials of the product goes to `.data/sbom.json` (CycloneDX). Needs the network; changes nothing. A
package that could not be looked up counts as a failure: silence of the database is no clean bill.
"""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

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
    failures = [judged(lock, command) for lock in (RUN_LOCK, DEV_LOCK)]
    subprocess.run([*command, *bill, "--requirement", str(RUN_LOCK)], stderr=subprocess.DEVNULL)
    if web.exists():
        failures.append(web.run_node([str(web.npm()), "audit", "--package-lock-only"], check=False))
    return sum(code != 0 for code in failures)


def judged(lock: Path, command: list[str]) -> int:
    """0 when every package of a lock was looked up and none has a known weakness; says what is wrong."""
    done = subprocess.run(
        [*command, "--format=json", "--requirement", str(lock)], stdout=subprocess.PIPE, text=True
    )
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"audit: {lock.name} could not be read")
        return done.returncode or 1
    unseen = [each["name"] for each in found if each.get("skip_reason")]
    weak = [f"{each['name']} {each['version']}: {v['id']}" for each in found for v in each.get("vulns", ())]
    for line in weak:
        print(f"audit: {line}")
    if unseen:
        count = f"{len(unseen)} of {len(found)} packages"
        print(f"audit: {lock.name}: the advisory database was not reached, or knows nothing of {count}")
    if not weak and not unseen:
        print(f"audit: {lock.name}: {len(found)} packages, no known weakness")
    return len(weak) + len(unseen)


if __name__ == "__main__":
    sys.exit(main())
