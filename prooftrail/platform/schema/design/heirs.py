"""Fields that took the place of others: what those held is told under the name of their heir."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from prooftrail.platform.schema.model import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def heirs(work: "Work", object: ObjectType, names: Mapping[str, str]) -> dict[str, str]:
    """The names under which the values of fields of another type are told, by those fields' ids.

    Kept with the schema, because a type change makes a new one. `names` are those of the fields the
    reader may read, so that he is told of no other.
    """
    found = _followed(work, object)
    told: dict[str, str] = {}
    for former in found:
        heir, seen = former, {former}
        while heir in found and heir not in names and found[heir] not in seen:
            heir = found[heir]
            seen.add(heir)
        if former not in names and heir in names:
            told[former] = names[heir]
    return told


def _followed(work: "Work", object: ObjectType) -> dict[str, str]:
    key = ("heirs", object.id)
    found = work.schema.compiled.get(key)
    if found is None:
        rows = work.execute(
            "select case state when 'done' then old else new end, "
            "case state when 'done' then new else old end "
            f"from {work.place.schema}._conversion where object = %s and state in ('done', 'undone')",
            [object.id],
        ).fetchall()
        found = work.schema.compiled[key] = dict(rows)
    return dict(found)
