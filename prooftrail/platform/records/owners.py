"""Whose a record is: the default owner, who may be given one, and the department stamped beside."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.records.change import Pending
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def stamp_owners(work: "Work", pending: Sequence[Pending]) -> None:
    """Set owner and unit where they are new; refuse giving a record to somebody out of reach."""
    moved = []
    for each in pending:
        if each.refusal is not None or not each.object.owned or each.op not in ("create", "update"):
            continue
        if each.op == "create" and each.after["owner"] is None and "owner" not in each.given:
            each.after["owner"] = work.actor.person
        if each.op == "create" or each.changed("owner"):
            _check_reach(work, each)
            moved.append(each)
    owners = {each.after["owner"] for each in moved if each.after["owner"] is not None}
    units = (
        {work.actor.person: work.actor.department}
        if owners == {work.actor.person} and work.actor.department
        else {}
    )
    if owners and not units:
        query = f"select id, department from {work.place.schema}.person where id = any(%s)"
        units = dict(work.execute(query, [list(owners)]).fetchall())
    for each in moved:
        if not (each.loose and each.after["unit"] is not None and "unit" in each.given):
            each.after["unit"] = units.get(each.after["owner"])


def _check_reach(work: "Work", each: Pending) -> None:
    """From and to somebody in reach: who may write by a share may not take the record."""
    access, before, owner = work.access, (each.before or {}).get("owner"), each.after["owner"]
    reach = access.grant(each.object.name).write
    if access.unbound or reach == "all":
        return
    near = {*access.owners.get(reach, ()), work.actor.person}
    if owner not in near or (each.op == "update" and before not in near):
        facts = {"object": each.object.name, "reach": reach}
        each.refuse(
            Refusal("owner_out_of_reach", "forbidden", facts=facts, fields={"owner": "owner_out_of_reach"})
        )
