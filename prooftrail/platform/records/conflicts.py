"""Two people, one record: disjoint fields merge, the same field is a conflict shown side by side."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields.reference import target
from prooftrail.platform.records.change import Pending
from prooftrail.platform.records.naming import names_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def check_conflicts(work: "Work", each: Pending) -> None:
    """Refuse a write whose fields somebody else changed since the version it saw."""
    seen, row = each.change.version, each.before
    if seen is None or row is None or seen == row["version"] or each.refusal is not None:
        return
    if seen > row["version"] or seen < 1:
        facts = {"version": row["version"], "seen": seen}
        each.refuse(
            Refusal("version_unknown", "conflict", facts=facts, fields={"version": "version_unknown"})
        )
        return
    changes = work.execute(
        f"select changes, actor_id, action from {work.events.table} "
        "where record = %s and object = %s and version > %s order by version",
        [each.id, each.object.id, seen],
    ).fetchall()
    by_id = {field.id: field for field in each.object.fields.values()}
    base: dict[str, Json] = {}
    for changed, actor, _ in changes:
        if actor != work.actor.person:
            base = {by_id[key].name: pair[0] for key, pair in changed.items() if key in by_id} | base
    touched = each.given if each.op == "update" else frozenset(base)
    clashing = [name for name in base if name in touched and (each.op == "delete" or each.changed(name))]
    if clashing:
        readable = work.access.readable(each.object)
        fields = {
            name: {"base": base[name], "theirs": readable[name].value(row),
                   "mine": readable[name].value(each.after)}
            for name in clashing if name in readable
        }  # fmt: skip
        fields = _named(work, each.object, fields)
        facts = {"version": row["version"], "seen": seen, "fields": fields}
        each.refuse(
            Refusal(
                "changed_by_others",
                "conflict",
                facts=facts,
                fields=dict.fromkeys(fields, "changed_by_others"),
            )
        )


LINKS = ("reference", "person", "department")
Sides = dict[str, dict[str, Any]]


def _named(work: "Work", object: ObjectType, fields: Sides) -> Sides:
    """The same, links with the label of what they point to, where the caller may see that."""
    links = {name: target(object.fields[name]) for name in fields if object.fields[name].type.key in LINKS}
    names: dict[UUID, str] = {}
    for other in set(links.values()):
        said = [side for name, sides in fields.items() if links.get(name) == other for side in sides.values()]
        names |= names_of(work, other, [UUID(id) for id in said if id])
    return {
        name: {side: _shown(id, names) if name in links else id for side, id in sides.items()}
        for name, sides in fields.items()
    }


def _shown(id: str | None, names: dict[UUID, str]) -> Json:
    return None if id is None else {"id": id, "label": names.get(UUID(id))}
