"""Records shared with one person: every share there is, and the end of one."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.access.design.history import Deed, changed_since, note
from prooftrail.platform.events.log import Entry
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.records.naming import names_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 500


def list_shares(work: "Work", person: UUID | None) -> list[Json]:
    """The newest shares first; a record's name only where the caller may see it."""
    place = work.place.schema
    rows = work.connection.cursor(row_factory=dict_row).execute(
        "select s.object, s.record, s.person, p.name, s.may_write, s.since, s.by, b.name as giver "
        f"from {place}._share s join {place}.person p on p.id = s.person "
        f"left join {place}.person b on b.id = s.by "
        "where (%(person)s::uuid is null or s.person = %(person)s) "
        "order by s.since desc, s.record, s.person limit %(most)s",
        {"person": person, "most": MOST},
    ).fetchall()  # fmt: skip
    names: dict[UUID, str] = {}
    for object in {row["object"] for row in rows} & work.schema.objects.keys():
        names |= names_of(work, object, [row["record"] for row in rows if row["object"] == object])
    return [_told(row, names) for row in rows]


def _told(row: dict[str, Any], names: dict[UUID, str]) -> Json:
    return {
        "object": row["object"], "record": {"id": str(row["record"]), "label": names.get(row["record"])},
        "person": {"id": str(row["person"]), "label": row["name"]}, "may_write": row["may_write"],
        "since": row["since"].isoformat(),
        "by": {"id": str(row["by"]), "label": row["giver"]} if row["by"] else None,
    }  # fmt: skip


def end_share(work: "Work", object: str, record: UUID, person: UUID) -> None:
    """Take a share back. Refuses one there is none of."""
    row = work.execute(
        f"delete from {work.place.schema}._share where object = %s and record = %s and person = %s "
        "returning may_write, since, by",
        [object, record, person],
    ).fetchone()
    if row is None:
        raise Refusal("no_such_share", "missing", fields={"record": "no_such_share"})
    old = {"may_write": row[0], "since": row[1].isoformat(), "by": str(row[2]) if row[2] else None}
    about: dict[str, Json] = {"kind": "share", "object": object, "record": str(record), "person": str(person)}
    note(work, "share_ended", about, {"share": [old, None]})
    _tell(work, object, record, person, row[0], ended=True)


def undo_share(work: "Work", deed: Deed) -> None:
    """Share it again as it was, where nobody did meanwhile."""
    object, record, person = (deed.because[key] for key in ("object", "record", "person"))
    old = deed.changes["share"][0]
    done = work.execute(
        f"insert into {work.place.schema}._share (object, record, person, may_write, since, by) "
        "values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
        [object, record, person, old["may_write"], old["since"], old["by"]],
    )
    if not done.rowcount:
        raise changed_since("share")
    about: dict[str, Json] = {"kind": "share", "object": object, "record": record, "person": person}
    note(work, "share_given", about, {"share": [None, old]}, deed.id)
    _tell(work, object, UUID(record), UUID(person), old["may_write"], ended=False)


def _tell(work: "Work", object: str, record: UUID, person: UUID, may_write: bool, *, ended: bool) -> None:
    """The record's own history says so too, and the person's feed follows."""
    kind = work.schema.objects.get(object)
    if kind is not None:
        columns = "owner, unit" if kind.owned else "null::uuid, null::uuid"
        row = work.execute(
            f"select {columns} from {work.place.schema}.{kind.table.name} where id = %s", [record]
        ).fetchone()
        owner, unit = row or (None, None)
        because: dict[str, Json] = {"person": str(person), "may_write": may_write}
        work.events.write([
            Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person,
                  "record.unshared" if ended else "record.shared", None, kind.id, record, None, {}, because,
                  owner, owner, unit, unit)
        ])  # fmt: skip
    bump_access(work)
