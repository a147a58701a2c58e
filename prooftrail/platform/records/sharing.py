"""Shares: one more person sees one record. The history says who let him."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.events.log import Entry
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.records.loading import lock_rows
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def share(work: "Work", object: str, record: UUID, person: UUID, *, may_write: bool, remove: bool) -> None:
    """Give or take back a share. Refuses what the caller may not change himself."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    kind = work.schema.object(object)
    row = lock_rows(work, kind, [record]).get(record)
    if row is None or row["deleted_at"] is not None:
        raise work.records.missing(object)
    if not row["may_write"]:
        raise Refusal("record_read_only", "forbidden", facts={"object": object})
    if not work.records.present("person", person):
        facts = {"object": "person", "to": "person"}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields={"person": "reference_not_found"})
    table = f"{work.place.schema}._share"
    if remove:
        work.execute(
            f"delete from {table} where object = %s and record = %s and person = %s",
            [kind.name, record, person],
        )
    else:
        work.execute(
            f"insert into {table} (object, record, person, may_write, since, by) "
            "values (%s, %s, %s, %s, %s, %s) on conflict (object, record, person) "
            "do update set may_write = excluded.may_write",
            [kind.name, record, person, may_write, work.now, work.actor.person],
        )
    because: dict[str, Json] = {"person": str(person), "may_write": may_write}
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person,
              "record.unshared" if remove else "record.shared", None, kind.id, record, None, {}, because,
              row.get("owner"), row.get("owner"), row.get("unit"), row.get("unit"))
    ])  # fmt: skip
    bump_access(work)
