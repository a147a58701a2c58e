"""The proof of a suspicion, side by side, as far as the reader sees each side."""

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.fabrication import loading
from prooftrail.sales.fabrication.actions.judge_suspicion import held, may_judge
from prooftrail.sales.fabrication.keeping import OBJECT, SOURCE, facts_of, members_of
from prooftrail.sales.fabrication.senses import senses_of
from prooftrail.sales.fabrication.wording import cause_of, title_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_SHOWN = 50
LONG_TEXT = 4_000


class LookAtSuspicion(Input):
    """Which one."""

    suspicion: UUID | None = None


@action("look_at_suspicion", "看疑点的证据", "Look at suspicion")
def look_at_suspicion(work: "Work", record: UUID | None, given: LookAtSuspicion) -> Done:
    """Both sides with their times, places and persons, what is the same in them, and why it is suspicious."""
    id = given.suspicion or record
    if id is None:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "input"}, fields={"suspicion": "required"}
        )
    row = held(work, id)
    facts = facts_of(row)
    here = _side(work, row["activity"], _uuid(row["evidence"]))
    there = _side(work, row["other"], _uuid(row["other_evidence"]))
    item = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and about_record = %s "
        "and deleted_at is null limit 1",
        [SOURCE, str(id)],
    ).fetchone()
    seen_item = item is not None and work.records.present("work_item", item[0])
    return Done({
        "suspicion": json.loads(work.records.get(OBJECT, id)),
        "title": {"zh": title_of(row["kind"], "zh"), "en": title_of(row["kind"], "en")},
        "why": {"zh": cause_of(row["kind"], facts, "zh"), "en": cause_of(row["kind"], facts, "en")},
        "edit": facts.get("edit"), "here": here, "there": there, "passages": _passages(work, here, there),
        "metres": _metres(work, row), "members": _members(work, row),
        "may": {"judge": row["state"] == "open" and may_judge(work, row)},
        "work_item": str(item[0]) if item is not None and seen_item else None,
    })  # fmt: skip


def _side(work: "Work", activity: UUID | None, evidence: UUID | None) -> dict[str, Json] | None:
    """One side; a record out of the reader's sight is said to be hidden, and nothing else of it."""
    if activity is None and evidence is None:
        return None
    said: dict[str, Json] = {"activity": None, "evidence": None, "hidden": False}
    for object, id in (("activity", activity), ("evidence", evidence)):
        if id is None:
            continue
        if work.records.present(object, id):
            said[object] = json.loads(work.records.get(object, id))
        else:
            said["hidden"] = True
    shown: Any = said["activity"] or {}
    said["text"] = loading.said({name: shown.get(name) for name in ("topic", "objection", "next_step")})
    return said


def _passages(work: "Work", here: Any, there: Any) -> list[Json]:
    if not here or not there or not here["text"] or not there["text"]:
        return []
    found = senses_of(work).passages(here["text"][:LONG_TEXT], there["text"][:LONG_TEXT])
    return [list(each) for each in found]


def _metres(work: "Work", row: dict[str, Any]) -> int | None:
    """How far apart both entries were, where both have a position the reader may see."""
    ids = [
        id
        for id in (row["activity"], row["other"])
        if id is not None and work.records.present("activity", id)
    ]
    found = [each for each in loading.entries(work, ids) if each.lat is not None]
    return round(loading.apart(found[0], found[1])) if len(found) == 2 else None


def _members(work: "Work", row: dict[str, Any]) -> dict[str, Json]:
    """Everything it is about that the reader sees, oldest first, and how many there are besides."""
    members = members_of(row)
    items: list[Json] = []
    for object in ("activity", "evidence"):
        seen = sorted(work.records.in_sight(object, members)) if members else []
        items += [{"object": object, **json.loads(work.records.get(object, id))} for id in seen[:MOST_SHOWN]]
    return {"items": items, "hidden": len(members) - len(items)}


def _uuid(said: str | None) -> UUID | None:
    try:
        return None if said is None else UUID(said)
    except ValueError:
        return None
