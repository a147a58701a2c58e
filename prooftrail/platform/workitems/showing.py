"""A work item with all that helps to settle it: facts, similar past cases, its ladder, what one may do."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.notify.showing import labels
from prooftrail.platform.values import Json
from prooftrail.platform.workitems import store
from prooftrail.platform.workitems.actions import may_act
from prooftrail.platform.workitems.facts import providers
from prooftrail.platform.workitems.rules.nearness import Case, most_alike
from prooftrail.platform.workitems.store import OBJECT, UNSETTLED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LOOKED_AT = 300
"""Past cases that are compared: the newest."""
Row = Mapping[str, Any]


def show_item(work: "Work", item: UUID) -> dict[str, Json]:
    """The whole sheet. Refuses what is missing and what is out of sight alike."""
    fields = json.loads(work.records.get(OBJECT, item))
    row, kept = store.load(work, item), store.beside(work, item)
    acts, open_one = may_act(work, row), row["state"] in UNSETTLED
    return {
        "item": fields, "about": _about(work, row), "facts": _facts(row), "records": _records(work, kept),
        "similar": similar(work, row, kept), "ladder": _ladder(work, kept),
        "closes_by_itself": kept["close_when"] is not None and open_one,
        "may": {
            "respond": acts and row["state"] == "open", "resolve": acts and open_one,
            "reassign": acts and open_one,
            "escalate": acts and open_one and kept["rung"] < len(kept["ladder"]),
        },
    }  # fmt: skip


def similar(work: "Work", row: Row, kept: Row) -> list[Json]:
    """Past cases of the same source about the same object that the reader may see, the nearest first."""
    schema, most = work.place.schema, int(work.settings.value("workitems.similar"))
    rows = work.execute(
        f"select w.id, w.kind, w.state, w.opened_at, coalesce(k.near, '{{}}') from {schema}.{OBJECT} w "
        f"left join {schema}._work_item k on k.item = w.id where w.source = %s "
        "and w.about_object is not distinct from %s and w.id <> %s and w.deleted_at is null "
        "order by w.opened_at desc limit %s",
        [row["source"], row["about_object"], row["id"], LOOKED_AT],
    ).fetchall()
    seen = work.records.in_sight(OBJECT, [each[0] for each in rows]) if rows else set()
    here = Case(row["id"], row["kind"], row["state"], row["opened_at"].timestamp(), kept["near"])
    cases = [Case(id, kind, state, at.timestamp(), near) for id, kind, state, at, near in rows if id in seen]
    return [_case(work, each) for each in most_alike(here, cases, most)]


def _case(work: "Work", item: UUID) -> Json:
    said = json.loads(work.records.get(OBJECT, item))
    names = ("id", "number", "title", "state", "outcome", "resolution", "about_label", "owner", "opened_at",
             "resolved_at", "resolution_hours", "closed_by_rule")  # fmt: skip
    return {name: said.get(name) for name in names}


def _about(work: "Work", row: Row) -> Json:
    """The record with its name, as far as the reader sees it."""
    object, record = row["about_object"], row["about_record"]
    if not object or object not in work.schema.objects or not record:
        return None
    found = labels(work, object, [UUID(record)])
    kind = work.schema.object(object)
    if UUID(record) not in found:
        return None
    return {"object": object, "object_label": kind.label.json(), "id": record, "label": found[UUID(record)]}


def _facts(row: Row) -> list[Json]:
    try:
        said = json.loads(row["facts"] or "{}")
    except ValueError:
        return []
    return [{"key": key, "value": value} for key, value in said.items()] if isinstance(said, dict) else []


def _records(work: "Work", kept: Row) -> list[Json]:
    """The records the cause speaks of, as far as the reader sees them."""
    known, found = providers(work), list[Json]()
    for name, said in kept["refs"].items():
        by_object: dict[str, list[UUID]] = {}
        for object, record in said:
            if object in work.schema.objects:
                by_object.setdefault(object, []).append(UUID(record))
        items: list[Json] = [
            {"object": object, "id": str(id), "label": label}
            for object, ids in by_object.items()
            for id, label in labels(work, object, ids).items()
        ]
        label = known[name].label.json() if name in known else {"zh": name, "en": name}
        if items:
            found.append({"key": name, "label": label, "items": items})
    return found


def _ladder(work: "Work", kept: Row) -> list[Json]:
    """Each rung: when, whom, and whether it was taken."""
    return [
        {"at": rung["at"], "to": _who(rung["to"]), "done": at < kept["rung"]}
        for at, rung in enumerate(kept["ladder"])
    ]


def _who(said: Sequence[Row]) -> list[Json]:
    return [dict(each) for each in said]
