"""Processes as designers see them: versions, drafts, and where records are in flight."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.processes.checking import evidence_kinds
from prooftrail.platform.processes.flight import in_flight
from prooftrail.platform.processes.store import COLUMNS, DRAFT, read_process
from prooftrail.platform.processes.telling import Telling
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_designs(work: "Work", object: ObjectType | None) -> dict[str, Json]:
    """`{"items","roles","kinds"}`: every process of an object, or of all, retired ones too."""
    work.need("schema:design")
    where, values = ("where object = %s", [object.name]) if object else ("", [])
    table = f"{work.place.schema}._process"
    rows = work.execute(
        f"select distinct object, key from {table} {where} order by object, key", values
    ).fetchall()
    grants = work.access
    known = {name: each for name, each in work.schema.objects.items() if grants.grant(name).read != "none"}
    items: list[Json] = [show_design(work, known[name], key) for name, key in rows if name in known]
    roles: list[Json] = [
        {"key": key, "label": label}
        for key, label in work.execute(
            f"select key, label from {work.place.schema}._role order by key"
        ).fetchall()
    ]
    kinds: list[Json] = [dict(each) for each in evidence_kinds(work).values()]
    return {"items": items, "roles": roles, "kinds": kinds}


def show_design(work: "Work", object: ObjectType, key: str) -> dict[str, Json]:
    """One process: what is in force, the draft, its versions, and records in flight by version and node."""
    rows = work.execute(
        f"select {COLUMNS}, revision, published_at, by from {work.place.schema}._process where key = %s "
        "order by version desc",
        [key],
    ).fetchall()
    telling = Telling(work, designing=True)
    shown = [_version(telling, row) for row in rows]
    draft = next((each for each in shown if each["version"] == DRAFT), None)
    published = [each for each in shown if each["version"] != DRAFT]
    flight: list[Json] = [
        {"version": each.process.version, "node": each.node, "records": each.records}
        for each in in_flight(work, key, object)
    ]
    known = published[0] if published else draft
    history: list[Json] = [{name: each[name] for name in ("version", "at", "by")} for each in published]
    return {
        "key": key, "object": object.name, "label": known["label"] if known else None,
        "retired": bool(known and known["retired"]), "published": published[0] if published else None,
        "draft": draft, "versions": history, "flight": flight,
    }  # fmt: skip


def _version(telling: Telling, row: Sequence[Any]) -> dict[str, Any]:
    *stored, revision, at, by = row
    said = telling.process(read_process(stored))
    return said | {"revision": revision, "at": at.isoformat(), "by": None if by is None else str(by)}
