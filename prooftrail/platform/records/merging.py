"""Two records become one: whatever points to one of them points to the other, and can be pointed back.

Moving is the system's own write through the door, so that each record moved keeps it in its history. What was
moved is answered and kept by whoever merges; going back leaves alone what somebody has changed since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.people.actor import system
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.records.change import Change
from prooftrail.platform.schema import ObjectType, Schema
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHUNK = 2_000
BESIDE = (
    ("_approval_run", "approval", "object", "record"),
    ("_work_item", "item", "about_object", "about_record"),
)
"""Tables of the platform that point to a record beside its fields: their key, and where they keep it."""


@dataclass
class Moved:
    """Ids of what was moved, by `object.field` or table; files by the field that holds them; who shared."""

    records: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    shares: list[str] = field(default_factory=list)

    def json(self) -> dict[str, Json]:
        """As it is kept."""
        return {
            "records": {place: list(ids) for place, ids in self.records.items()},
            "files": {name: list(ids) for name, ids in self.files.items()},
            "shares": list(self.shares),
        }


def pointing(schema: Schema, object: ObjectType) -> Iterator[tuple[ObjectType, Field]]:
    """Every field of every object that may hold a record of `object`."""
    for child in schema.objects.values():
        for each in () if child.kept else child.fields.values():
            named = each.options.get("object") == object.name and each.name != "id"
            if not each.derived and (named or each.type.key == "about"):
                yield child, each


def move_all(work: "Work", object: ObjectType, loser: UUID, survivor: UUID) -> Moved:
    """Let everything live that points to the loser point to the survivor."""
    moved = Moved()
    with work.acting(system("merge", work.actor.person)):
        for child, each in pointing(work.schema, object):
            ids = _pointing_at(work, child, each, object, loser)
            if ids:
                moved.records[f"{child.name}.{each.name}"] = [str(id) for id in ids]
                _point(work, child, each, object, ids, loser, survivor)
        _move_files(work, object, moved, loser, survivor)
    for table, key, of, record in BESIDE:
        if ids := _move_beside(work, table, key, (of, record), object.name, loser, survivor, None):
            moved.records[table] = [str(id) for id in ids]
    _move_shares(work, object, moved, loser, survivor)
    return moved


def move_back(work: "Work", object: ObjectType, loser: UUID, survivor: UUID, moved: Mapping[str, Any]) -> int:
    """Point back what still points where it was moved to; how many were changed since and stay."""
    left = 0
    beside = {table: (key, (of, record)) for table, key, of, record in BESIDE}
    with work.acting(system("merge", work.actor.person)):
        for place, said in moved["records"].items():
            ids = [UUID(each) for each in said]
            if place in beside:
                key, columns = beside[place]
                _move_beside(work, place, key, columns, object.name, survivor, loser, ids)
                continue
            name, _, of = place.partition(".")
            child = work.schema.objects.get(name)
            if child is None or of not in child.fields:
                left += len(ids)
                continue
            there = set(_pointing_at(work, child, child.fields[of], object, survivor))
            still = [id for id in ids if id in there]
            left += len(ids) - len(still)
            _point(work, child, child.fields[of], object, still, survivor, loser)
        _files_back(work, object, moved["files"], loser, survivor)
    if moved["shares"]:
        work.execute(
            f"delete from {work.place.schema}._share where object = %s and record = %s and person = any(%s)",
            [object.name, survivor, [UUID(each) for each in moved["shares"]]],
        )
        bump_access(work)
    return left


def _pointing_at(work: "Work", child: ObjectType, each: Field, object: ObjectType, to: UUID) -> list[UUID]:
    where = f"{each.column} = %(to)s"
    if each.type.several:
        where = f"%(to)s = any({each.column})"
    elif each.type.key == "about":
        where += f" and {each.column}_object = %(object)s"
    query = (
        f"select id from {work.place.schema}.{child.table.name} "
        f"where {where} and deleted_at is null order by id"
    )
    return [row[0] for row in work.execute(query, {"to": to, "object": object.name}).fetchall()]


def _point(
    work: "Work", child: ObjectType, each: Field, object: ObjectType, ids: Sequence[UUID],
    old: UUID, new: UUID,
) -> None:  # fmt: skip
    held: dict[UUID, list[UUID]] = {}
    if each.type.several and ids:
        query = f"select id, {each.column} from {work.place.schema}.{child.table.name} where id = any(%s)"
        held = dict(work.execute(query, [list(ids)]).fetchall())
    values: Any = {"object": object.name, "id": str(new)} if each.type.key == "about" else str(new)
    changes = [
        Change("update", child.name, id, {each.name: _replaced(held[id], old, new) if id in held else values})
        for id in ids
    ]
    because: dict[str, Json] = {"merged_from": str(old), "merged_into": str(new)}
    for at in range(0, len(changes), CHUNK):
        work.records.apply(changes[at : at + CHUNK], because=because, loose=True)


def _replaced(ids: Sequence[UUID], old: UUID, new: UUID) -> list[str]:
    return list(dict.fromkeys(str(new if each == old else each) for each in ids))


def _move_beside(
    work: "Work", table: str, key: str, columns: tuple[str, str], object: str, old: UUID, new: UUID,
    among: Sequence[UUID] | None,
) -> list[UUID]:  # fmt: skip
    of, record = columns
    rows = work.execute(
        f"update {work.place.schema}.{table} set {record} = %(new)s where {of} = %(object)s "
        f"and {record} = %(old)s and (%(among)s::uuid[] is null or {key} = any(%(among)s)) returning {key}",
        {"new": new, "old": old, "object": object, "among": None if among is None else list(among)},
    ).fetchall()
    return [row[0] for row in rows]


def _move_files(work: "Work", object: ObjectType, moved: Moved, loser: UUID, survivor: UUID) -> None:
    """Files of both are the survivor's: a handle belongs to one record, so it changes hands first."""
    values: dict[str, Json] = {}
    for name, each in object.files:
        query = f"select id, {each.column} from {work.place.schema}.{object.table.name} where id = any(%s)"
        held: dict[UUID, list[UUID]] = dict(work.execute(query, [[loser, survivor]]).fetchall())
        if held.get(loser):
            moved.files[name] = [str(id) for id in held[loser]]
            values[name] = [str(id) for id in [*(held.get(survivor) or ()), *held[loser]]]
            _hand_over(work, held[loser], survivor)
    if values:
        work.records.apply([Change("update", object.name, survivor, values)], loose=True)


def _files_back(
    work: "Work", object: ObjectType, files: Mapping[str, Sequence[str]], loser: UUID, survivor: UUID
) -> None:
    values: dict[str, Json] = {}
    for name, each in object.files:
        gone = [UUID(id) for id in files.get(name, ())]
        query = f"select {each.column} from {work.place.schema}.{object.table.name} where id = %s"
        row = work.execute(query, [survivor]).fetchone()
        if gone and row is not None:
            values[name] = [str(id) for id in row[0] or () if id not in gone]
            _hand_over(work, gone, loser)
    if values:
        work.records.apply([Change("update", object.name, survivor, values)], loose=True)


def _hand_over(work: "Work", files: Sequence[UUID], to: UUID) -> None:
    work.execute(f"update {work.place.schema}._file set record = %s where id = any(%s)", [to, list(files)])


def _move_shares(work: "Work", object: ObjectType, moved: Moved, loser: UUID, survivor: UUID) -> None:
    rows = work.execute(
        f"insert into {work.place.schema}._share (object, record, person, may_write, since, by) "
        f"select object, %(to)s, person, may_write, since, by from {work.place.schema}._share "
        "where object = %(object)s and record = %(from)s on conflict do nothing returning person",
        {"to": survivor, "from": loser, "object": object.name},
    ).fetchall()
    moved.shares = [str(row[0]) for row in rows]
    if rows:
        bump_access(work)
