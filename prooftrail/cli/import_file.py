"""`prooftrail import`: a file of rows into one object, here and to the end, without a worker."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from prooftrail.opening import Opened, opened
from prooftrail.platform.imports import rejected, starting
from prooftrail.platform.imports.mapping import check_form
from prooftrail.platform.imports.running import Run
from prooftrail.platform.imports.showing import show
from prooftrail.platform.imports.sources import make_ready
from prooftrail.platform.imports.store import load
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.work import Caller
from prooftrail.settings import read_settings

COUNTS = ("total", "created", "updated", "skipped", "rejected")


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help="a CSV or Excel file into one object")
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--object")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--mapping", type=Path, help="JSON; without it columns go by their names")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--history", action="store_true", help="past stages, authors and times may be set")
    parser.add_argument(
        "--apply", nargs="?", const="", metavar="ID", help="apply (the default), or a checked one"
    )
    parser.add_argument("--undo", metavar="ID", help="take an import back")
    parser.add_argument("--login", help="with whose rights; the server's own without")
    parser.add_argument(
        "--rejected", type=Path, metavar="CSV", help="write the rows that were not taken here"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 where it ended well, rejected rows or not; 1 where it failed; 2 where it could not be asked for."""
    if not (given.undo or given.apply) and not (given.object and given.file):
        print("--object and --file are needed", file=sys.stderr)
        return 2
    with opened(read_settings()) as parts:
        caller = _caller(parts, given.workspace, given.login)
        id = _ask(parts, given, caller)
        Run(parts.workspaces, parts.files, given.workspace, id).go(lambda: False)
        with parts.workspaces.begin(given.workspace, caller) as work:
            told = show(work, load(work, id))
        _tell(told)
        if given.rejected is not None:
            _write_rejected(parts, given.workspace, caller, id, given.rejected)
    return 1 if told["state"] == "failed" else 0


def _caller(parts: Opened, workspace: str, login: str | None) -> Caller:
    if login is None:
        return Caller(reason="import", locale="zh")
    with parts.workspaces.begin(workspace, Caller(reason="import")) as work:
        query = f"select person from {work.place.schema}._account where login = %s and ended_at is null"
        row = work.execute(query, [login]).fetchone()
    if row is None:
        raise Refusal("unknown_login", "missing", facts={"login": login[:80]})
    return Caller(person=row[0])


def _ask(parts: Opened, given: argparse.Namespace, caller: Caller) -> UUID:
    """A new import, or what is to be done with an old one."""
    mapping = _mapping(given.mapping) | ({"history": True} if given.history else {})
    source = None if given.undo or given.apply else make_ready(given.file.read_bytes(), check_form(mapping))
    with parts.workspaces.begin(given.workspace, caller) as work:
        if given.undo:
            return starting.undo(work, UUID(given.undo)).id
        if given.apply:
            return starting.apply(work, UUID(given.apply)).id
        assert source is not None
        return starting.start(
            work, parts.files, source, given.file.name, given.object, mapping, dry_run=given.dry_run
        )


def _mapping(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except ValueError:
        raise Refusal("not_json", "malformed") from None
    if not isinstance(found, dict):
        raise Refusal("not_an_object", "invalid", fields={"mapping": "not_an_object"})
    return found


def _tell(told: dict[str, Json]) -> None:
    print(f"import {told['id']}")
    print(f"state: {told['state']}")
    for name in COUNTS:
        print(f"{name}: {told[name]}")
    if isinstance(told["undone"], dict):
        print("undone: " + ", ".join(f"{name} {count}" for name, count in told["undone"].items()))
    warnings = told["warnings"]
    for each in warnings if isinstance(warnings, list) else ():
        print(f"warning: {each['message']}")  # type: ignore[index,call-overload]
    error = told["error"]
    if isinstance(error, dict):
        print(f"{error['code']}: {error['message']} {error['remedy']}", file=sys.stderr)


def _write_rejected(parts: Opened, workspace: str, caller: Caller, id: UUID, path: Path) -> None:
    with path.open("wb") as file:
        after: int | None = 0
        while after is not None:
            with parts.workspaces.begin(workspace, caller) as work:
                held = load(work, id)
                if after == 0:
                    file.write(rejected.header(held, work.locale))
                piece, after = rejected.page(work, held, after)
            file.write(piece)
