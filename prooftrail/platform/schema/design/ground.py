"""What every verb of a designer stands on: finding what he means, and the new version at the end."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row

from prooftrail.platform.database.alone import stop_building
from prooftrail.platform.database.locks import backup_under_way
from prooftrail.platform.faults import reached
from prooftrail.platform.fields import Field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.ddl import Statement
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.schema.stored import FIELD, load_schema

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def begin(work: "Work") -> None:
    """Refuse somebody who only looks. Raises where the transaction is not alone: a bug."""
    if not work.alone:
        raise RuntimeError("designing needs a transaction of Workspaces.design")
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")


def find_object(work: "Work", name: str, *, designed: bool = False) -> ObjectType:
    """An object the caller may read; `designed`: one that is not shipped. Refuses all else."""
    object = work.schema.object(name)
    if not work.access.unbound and work.access.grant(name).read == "none":
        raise Refusal("unknown_object", "missing", facts={"object": name[:80]})
    if designed and not object.custom:
        raise Refusal("shipped_object", "invalid", facts={"object": name, "label": object.label.json()})
    return object


def find_field(work: "Work", object: ObjectType, name: str) -> Field:
    """A designed field the caller may read. Refuses a shipped one, and all else as missing."""
    field = work.access.readable(object).get(name)
    if field is None:
        facts = {"object": object.name, "field": name[:80]}
        raise Refusal("unknown_field", "missing", facts=facts)
    if not field.custom:
        shown = {"object": object.name, "field": name, "label": field.label.json()}
        raise Refusal("shipped_field", "invalid", facts=shown)
    return field


def hidden_row(work: "Work", table: str, said: str, object_id: str | None = None) -> dict[str, Any]:
    """The row removed last of that name or id. Refuses what is not there or can no longer be undone."""
    within = "" if object_id is None else " and object = %(object)s"
    columns = f"{FIELD if object_id else 'id, name, hidden_at'}, dropped_at"
    cursor = work.connection.cursor(row_factory=dict_row)
    row = cursor.execute(
        f"select {columns} from {work.place.schema}.{table} where hidden_at is not null "
        f"and (name = %(said)s or id = %(said)s){within} order by hidden_at desc limit 1",
        {"said": said, "object": object_id},
    ).fetchone()
    if row is None:
        raise Refusal("nothing_removed", "missing", facts={"name": said[:80]})
    if row["dropped_at"] is not None or restorable_until(work, row["hidden_at"]) < work.now:
        days = work.settings.value("schema.undo_days")
        raise Refusal("undo_too_late", "conflict", facts={"name": row["name"], "days": days})
    return row


def restorable_until(work: "Work", hidden_at: datetime) -> datetime:
    """Until when a removal can be undone."""
    return hidden_at + timedelta(days=work.settings.value("schema.undo_days"))


def take_table(work: "Work", object: ObjectType) -> None:
    """Get a table ready for a change of its columns or indexes.

    Whoever builds an index lets go; a backup does not, and everybody would wait behind us: refused.
    """
    if backup_under_way(work.connection):
        raise Refusal("backup_under_way", "conflict", facts={"retry_after": 60})
    stop_building(work.connection, work.place.schema, object.table.name)


def reload(work: "Work") -> None:
    """Let this transaction see the metadata it has just written, under the version it will have."""
    row = work.execute(f"select schema_version + 1 from {work.place.schema}._meta").fetchone()
    version = int(row[0]) if row else 1
    work.schema = load_schema(work.connection, work.place.schema, version, work.schema.shipped, work.schema)


def run_all(work: "Work", statements: Any) -> None:
    """DDL, in order."""
    each: Statement
    for each in statements:
        work.execute(each)


def finish(work: "Work") -> None:
    """The version every other process sees with its next transaction; the last statement of a verb."""
    reached("shaped")
    work.execute(f"update {work.place.schema}._meta set schema_version = %s", [work.schema.version])
