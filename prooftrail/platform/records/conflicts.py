"""Two people, one record: disjoint fields merge, the same field is a conflict shown side by side."""

from typing import TYPE_CHECKING

from prooftrail.platform.records.change import Pending
from prooftrail.platform.refusal import Refusal
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
        facts = {"version": row["version"], "seen": seen, "fields": fields}
        each.refuse(
            Refusal(
                "changed_by_others",
                "conflict",
                facts=facts,
                fields=dict.fromkeys(fields, "changed_by_others"),
            )
        )
