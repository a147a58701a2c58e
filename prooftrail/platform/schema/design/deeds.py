"""What designers did, read back from the log: newest first, each with whether it can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.platform.events.position import Position, read_cursor
from prooftrail.platform.fields import Field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.history import PREFIX
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = (
    "epoch, tx::text as xid, seq, id, recorded_at, actor_kind, actor_id, on_behalf, action, object, "
    "changes, because"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One `schema.…` event as it is stored."""

    epoch: int
    xid: str
    seq: int
    id: UUID
    recorded_at: datetime
    actor_kind: str
    actor_id: UUID | None
    on_behalf: UUID | None
    action: str
    object: str
    changes: Mapping[str, Any]
    because: Mapping[str, Any]

    @property
    def verb(self) -> str:
        """The action without its prefix."""
        return self.action.removeprefix(PREFIX)

    @property
    def field(self) -> str | None:
        """The id of the field it is about."""
        about = self.because.get("field")
        return None if about is None else str(about["id"])

    @property
    def named(self) -> dict[str, Json]:
        """What it was about, as it was called then."""
        said = {"object": self.because["object"]["name"]}
        return said | ({"field": self.because["field"]["name"]} if self.field else {})

    @property
    def cursor(self) -> str:
        """Where it stands in the log."""
        return Position(self.epoch, int(self.xid), self.seq).cursor()


def find_deed(work: "Work", id: UUID) -> Deed:
    """One event of a designer. Refuses an id there is none of."""
    found = _deeds(work, "id = %(id)s", {"id": id}, 1)
    if not found:
        raise Refusal("unknown_deed", "missing", facts={"event": str(id)})
    return found[0]


def deeds(work: "Work", object: ObjectType | None, before: str | None, limit: int) -> list[Deed]:
    """The newest, or those older than a cursor; of one object where one is given."""
    where, values = ["true"], dict[str, Any]()
    if object is not None:
        where.append("object = %(object)s")
        values["object"] = object.id
    if before is not None:
        at = read_cursor(before)
        where.append("(epoch, tx, seq) < (%(epoch)s, %(tx)s::text::xid8, %(seq)s)")
        values |= {"epoch": at.epoch, "tx": str(at.tx), "seq": at.seq}
    return _deeds(work, " and ".join(where), values, limit)


def _deeds(work: "Work", where: str, values: Mapping[str, Any], limit: int) -> list[Deed]:
    query = (
        f"select {COLUMNS} from {work.events.table} where record is null and action like %(prefix)s "
        f"and {where} order by epoch desc, tx desc, seq desc limit %(limit)s"
    )
    cursor = work.connection.cursor(row_factory=class_row(Deed))
    return cursor.execute(query, {**values, "prefix": f"{PREFIX}%", "limit": limit}).fetchall()


def undone(work: "Work", ids: Sequence[UUID]) -> set[UUID]:
    """Which of the events were taken back, unless the taking back was taken back itself."""
    rows = work.execute(
        f"select id, (because ->> 'undoes')::uuid from {work.events.table} "
        "where record is null and action like %s and because ? 'undoes'",
        [f"{PREFIX}%"],
    ).fetchall()
    by_target: dict[UUID, list[UUID]] = {}
    for id, target in rows:
        by_target.setdefault(target, []).append(id)

    def is_undone(id: UUID) -> bool:
        return any(not is_undone(each) for each in by_target.get(id, ()))

    return {id for id in ids if is_undone(id)}


def object_of(work: "Work", deed: Deed) -> ObjectType | None:
    """The object it is about, unless that was removed."""
    return work.schema.by_id(deed.object)


def field_of(work: "Work", deed: Deed) -> Field | None:
    """The field it is about, unless that was removed."""
    object = object_of(work, deed)
    if object is None or deed.field is None:
        return None
    return next((each for each in object.fields.values() if each.id == deed.field), None)
