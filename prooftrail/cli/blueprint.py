"""`prooftrail blueprint`: an industry brought into a company, brought up to date, compared, taken away."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prooftrail.opening import Opened, opened
from prooftrail.platform.blueprint import applying
from prooftrail.platform.blueprint.actions import exported, list_blueprints
from prooftrail.platform.blueprint.folder import (
    BLUEPRINTS,
    Blueprint,
    read_blueprint,
    shipped_blueprint,
    zipped,
)
from prooftrail.platform.blueprint.planning import Plan, differences, plan
from prooftrail.platform.blueprint.rules.merge import Side
from prooftrail.platform.work import Caller, Work
from prooftrail.settings import read_settings

Applied = Callable[[Work, Blueprint, dict[str, Side]], Plan]


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("blueprint", help="industries: roles, fields, processes as a folder of YAML")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _verb(verbs, "list", "what comes with the product and what is installed", run_list)
    for name, about, run in (
        ("install", "bring one in beside what is here", run_install),
        ("upgrade", "bring an installed one up to date, keeping what was changed here", run_upgrade),
    ):
        verb = _verb(verbs, name, about, run)
        verb.add_argument("blueprint", help=f"a key, or a folder; shipped ones are in {BLUEPRINTS.name}/")
        verb.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        for side, whose in (("mine", "the workspace's"), ("theirs", "the blueprint's")):
            verb.add_argument(f"--{side}", action="append", default=[], metavar="PLACE",
                              help=f"settle a conflict: {whose}; `all` for every open one")  # fmt: skip
    verb = _verb(verbs, "diff", "where the workspace is not as a blueprint says", run_diff)
    verb.add_argument("blueprint")
    verb = _verb(verbs, "export", "the whole configuration as a folder, or as a .zip", run_export)
    verb.add_argument("to", type=Path)
    verb.add_argument("--key", help="what it is to be called; the workspace's name where nothing is said")
    verb = _verb(verbs, "remove", "take away what one brought and nobody changed or uses", run_remove)
    verb.add_argument("blueprint")


def _verb(verbs: Any, name: str, about: str, run: Callable[[argparse.Namespace], int]) -> Any:
    verb = verbs.add_parser(name, help=about)
    verb.add_argument("--workspace", required=True)
    verb.set_defaults(run=run)
    return verb


def run_list(given: argparse.Namespace) -> int:
    """One line each: key, version here, version of this release."""
    for each in _inside(given, list_blueprints):
        here, ours = each["installed"], each["shipped"]
        said = f"version {here['version']} installed" if here else "not installed"
        print(f"{each['key']}: {said}" + (f", {ours['version']} with this release" if ours else ""))
    return 0


def run_install(given: argparse.Namespace) -> int:
    """0 where it was done; 1 where conflicts are open, each with its place."""
    return _bring(given, applying.install)


def run_upgrade(given: argparse.Namespace) -> int:
    """The same for one that is here."""
    return _bring(given, applying.upgrade)


def _bring(given: argparse.Namespace, apply: Applied) -> int:
    found = _meant(given.blueprint)
    with opened(read_settings()) as parts:
        made = _try(parts, given, lambda work: plan(work, found, _chosen(work, given, found)))
        _tell(made)
        if made.merged.conflicts and not given.dry_run:
            print("nothing was written: choose with --mine PLACE or --theirs PLACE", file=sys.stderr)
        if made.merged.conflicts or given.dry_run:
            return 1 if made.merged.conflicts else 0
        caller = Caller(reason="blueprint", locale="zh")
        parts.workspaces.design(
            given.workspace, caller, lambda work: apply(work, found, _chosen(work, given, found))
        )
    print(f"{made.verb} done: {found.key} version {found.head.version}")
    return 0


def _chosen(work: Work, given: argparse.Namespace, found: Blueprint) -> dict[str, Side]:
    chosen: dict[str, Side] = {place: "mine" for place in given.mine if place != "all"}
    chosen |= {place: "theirs" for place in given.theirs if place != "all"}
    rest: Side | None = "mine" if "all" in given.mine else "theirs" if "all" in given.theirs else None
    if rest is not None:
        open_ones = plan(work, found, chosen).merged.conflicts
        chosen |= {each.place: rest for each in open_ones}
    return chosen


def _tell(made: Plan) -> None:
    told = made.json()
    for each in _listed(told["changes"]):
        print(f"{each['does']}: {each['component']}")
    for each in _listed(told["kept"]):
        print(f"kept: {each['path']}")
    for each in _listed(told["notes"]):
        print(f"{each['code']}: {each['component']}, {each['records']} records stay in their version")
    for each in _listed(told["conflicts"]):
        records = f", {each['records']} records" if each["records"] else ""
        print(f"conflict: {each['path']} ({each['why']}{records})")
        for side in ("base", "mine", "theirs"):
            print(f"  {side}: {json.dumps(each[side], ensure_ascii=False)[:400]}")


def _listed(said: Any) -> list[dict[str, Any]]:
    return list(said)


def run_diff(given: argparse.Namespace) -> int:
    """1 where there are differences, each with both sides; 0 where there are none."""
    found = _meant(given.blueprint)
    told = _inside(given, lambda work: differences(work, found))
    for each in told:
        print(each["path"])
        for side in ("here", "there"):
            print(f"  {side}: {json.dumps(each[side], ensure_ascii=False)[:400]}")
    return 1 if told else 0


def run_export(given: argparse.Namespace) -> int:
    """Write the files; an existing folder keeps what else is in it."""
    texts = _inside(given, lambda work: exported(work, given.key))
    if given.to.suffix == ".zip":
        given.to.write_bytes(zipped(texts))
    else:
        given.to.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (given.to / name).write_text(text, "utf-8")
    print(f"{len(texts)} files written to {given.to}")
    return 0


def run_remove(given: argparse.Namespace) -> int:
    """Say what went and what stays, and why."""
    with opened(read_settings()) as parts:
        caller = Caller(reason="blueprint", locale="zh")
        done = parts.workspaces.design(
            given.workspace, caller, lambda work: applying.remove(work, given.blueprint)
        )
    for component in _items(done["removed"]):
        print(f"removed: {component}")
    for each in _items(done["kept"]):
        print(f"stays: {each['component']} ({each['why']})")
    return 0


def _items(said: Any) -> list[Any]:
    return list(said)


def _meant(said: str) -> Blueprint:
    """A folder that is there, else one that comes with the product."""
    folder = Path(said)
    return read_blueprint(folder) if (folder / "blueprint.yaml").is_file() else shipped_blueprint(said)


def _inside(given: argparse.Namespace, run: Callable[[Work], Any]) -> Any:
    with opened(read_settings()) as parts:
        return _try(parts, given, run)


def _try(parts: Opened, given: argparse.Namespace, run: Callable[[Work], Any]) -> Any:
    with parts.workspaces.begin(given.workspace, Caller(reason="blueprint", locale="zh")) as work:
        return run(work)
