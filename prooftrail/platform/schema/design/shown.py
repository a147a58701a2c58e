"""Objects and fields as designers see them: states, what stands against a field, what was removed."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.fields import Field
from prooftrail.platform.schema.describe import describe_field, describe_object
from prooftrail.platform.schema.design import budgets
from prooftrail.platform.schema.design.converting import progress
from prooftrail.platform.schema.design.ground import find_object, restorable_until
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_object(work: "Work", object: ObjectType) -> dict[str, Json]:
    """One object with the fields the caller may read."""
    return describe_object(object, work.access)


def show_field(work: "Work", object: ObjectType, field: Field) -> dict[str, Json]:
    """One field; with what stands against its values being unique, where something does."""
    found = describe_field(object, field, work.access)
    if field.state == "failed" and work.access.may("schema:design"):
        found["failure"] = _failure(work, object, field)
    return found


def list_fields(work: "Work", name: str) -> dict[str, Json]:
    """The fields the caller may read, in order."""
    object = find_object(work, name)
    shown = list(work.access.readable(object).values())
    moving = progress(work, shown) if work.access.may("schema:design") else {}
    items: list[Json] = [
        show_field(work, object, each) | ({"conversion": moving[each.id]} if each.id in moving else {})
        for each in shown
    ]
    return {
        "object": name, "version": work.schema.version, "items": items, "budget": budgets.budget(work, object)
    }  # fmt: skip


def list_removed_fields(work: "Work", name: str) -> dict[str, Json]:
    """What was removed of an object and can be brought back, newest first; for designers."""
    work.need("schema:design")
    object = find_object(work, name)
    hidden = work.access.hidden.get(name, frozenset())
    rows = _removed(work, "_field", "type, required, is_unique as unique, personal", object.id)
    items: list[Json] = [row for row in rows if row["id"] not in hidden]
    return {"object": name, "version": work.schema.version, "items": items}


def list_removed_objects(work: "Work") -> dict[str, Json]:
    """Objects that were removed and can be brought back, newest first; for designers."""
    work.need("schema:design")
    return {"version": work.schema.version, "items": list(_removed(work, "_object", "settings", None))}


def removed(work: "Work", table: str, id: str) -> dict[str, Json]:
    """One removed object or field, just now."""
    row = work.execute(
        f"select id, name, hidden_at from {work.place.schema}.{table} where id = %s", [id]
    ).fetchone()
    assert row is not None
    return {
        "id": row[0], "name": row[1], "hidden_at": row[2].isoformat(),
        "restorable_until": restorable_until(work, row[2]).isoformat(),
    }  # fmt: skip


def _removed(work: "Work", table: str, more: str, object: str | None) -> list[dict[str, Json]]:
    within = "" if object is None else "and object = %(object)s "
    rows: list[dict[str, Any]] = (
        work.connection.cursor(row_factory=dict_row)
        .execute(
            f"select id, name, label, {more}, hidden_at from {work.place.schema}.{table} "
            f"where hidden_at is not null and dropped_at is null {within}order by hidden_at desc",
            {"object": object},
        )
        .fetchall()
    )
    kept = [row for row in rows if restorable_until(work, row["hidden_at"]) >= work.now]
    for row in kept:
        until = restorable_until(work, row["hidden_at"])
        row |= {"hidden_at": row["hidden_at"].isoformat(), "restorable_until": until.isoformat()}
    return kept


def _failure(work: "Work", object: ObjectType, field: Field) -> Json:
    """The stored reason, without records out of the caller's scope and values he has no record of."""
    row = work.execute(f"select failure from {work.place.schema}._field where id = %s", [field.id]).fetchone()
    found: dict[str, Any] = (row[0] if row else None) or {}
    for each in found.get("duplicates", ()):
        each["records"] = [id for id in each["records"] if work.records.present(object.name, UUID(id))]
        if not each["records"]:
            each["value"] = None
    return found
