"""Row and event, written together: one statement for one record, COPY for many."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY

from prooftrail.platform.events.chain import row_digest
from prooftrail.platform.events.log import Entry
from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.records.removing import take_away
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.ddl import DIALECT
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PAST = {
    "create": "record.created",
    "update": "record.updated",
    "delete": "record.deleted",
    "restore": "record.restored",
    "remove": "record.removed",
}


def covered(object: ObjectType, row: Mapping[str, Any]) -> dict[str, Json]:
    """What an event lists: every non-blank field by id, and since when the row is in the trash.

    Fields a designer removed are among them as long as their values are there, so that undoing the
    removal leaves every digest right.
    """
    values = {field.id: field.value(row) for field in object.told if row[field.column] is not None}
    if row["deleted_at"] is not None:
        values["~deleted"] = row["deleted_at"].astimezone(UTC).isoformat()
    return values


def sealed(object: ObjectType, row: Mapping[str, Any], values: Mapping[str, Json]) -> dict[str, Json]:
    """What a digest covers: the `covered` values, and all else but id, version and what is derived."""
    silent = {key: _plain(row[name]) for key, name in object.silent.items() if row[name] is not None}
    return {**values, **silent}


def _plain(value: Any) -> Json:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return plain(value) if isinstance(value, Decimal) else str(value)


def finish(work: "Work", each: Pending) -> tuple[Written, Entry | None]:
    """The row's last columns and its event; no event where nothing changed."""
    before, after, object = each.before, each.after, each.object
    old = covered(object, before) if before is not None else {}
    new = covered(object, after) if each.op != "remove" else {}
    changes: dict[str, Json] = {
        key: [old.get(key), new.get(key)] for key in {**old, **new} if old.get(key) != new.get(key)
    }
    if not changes and each.op == "update":
        return Written(each.op, object, each.id, after["version"], before, after, {}, None), None
    after["version"] = (before["version"] if before else 0) + 1
    after["updated_at"], after["updated_by"] = work.now, work.actor.person
    digest = None
    if each.op != "remove":
        digest = row_digest(sealed(object, after, new), object.personal, after["salt"])
    entry = _entry(work, each, changes, digest)
    return Written(each.op, object, each.id, after["version"], before, after, changes, entry.id), entry


def _entry(work: "Work", each: Pending, changes: dict[str, Json], digest: bytes | None) -> Entry:
    """A removed record has no digest and nobody who owns it."""
    before, after = each.before or {}, each.after
    left = after if each.op != "remove" else {}
    because = {**(work.cause or {}), **(each.because or {}), **(each.change.because or {})} or None
    return Entry(
        work.epoch, work.real_now, _happened(work, each), work.actor.kind,
        work.actor.person, each.action or PAST[each.op], work.actor.on_behalf, each.object.id, each.id,
        after["version"], changes, because, before.get("owner"), left.get("owner"),
        before.get("unit"), left.get("unit"), digest, each.object.personal, after["salt"],
    )  # fmt: skip


def _happened(work: "Work", each: Pending) -> datetime:
    """Now; what is brought along from the past happened when it says so."""
    column = {"create": "created_at", "update": "stage_since"}.get(each.op)
    found = each.after[column] if each.loose and column in each.given else work.now
    assert isinstance(found, datetime)
    return found


def store(work: "Work", finished: Sequence[tuple[Written, Entry | None]]) -> None:
    """Write rows and events of one batch."""
    real = [(written, entry) for written, entry in finished if entry is not None]
    if len(real) == 1 and real[0][0].op != "remove":
        _store_one(work, *real[0])
        return
    creates = [written for written, _ in real if written.op == "create"]
    for object in {each.object.name: each.object for each in creates}.values():
        _copy(work, object, [each.after for each in creates if each.object is object])
    _update_many(work, [written for written, _ in real if written.op not in ("create", "remove")])
    take_away(work, [written for written, _ in real if written.op == "remove"])
    work.events.write([entry for _, entry in real])


def _store_one(work: "Work", written: Written, entry: Entry) -> None:
    object, row = written.object, written.after
    place = f"{work.place.schema}.{object.table.name}"
    if written.op == "create":
        columns = object.columns()
        values = [row[name] for name in columns]
        change = f"insert into {place} ({', '.join(columns)}) values ({_marks(len(columns))})"
    else:
        columns = _touched(written)
        values = [*(row[name] for name in columns), written.id]
        change = f"update {place} set {', '.join(f'{name} = %s' for name in columns)} where id = %s"
    logged, told = work.events.insertion(entry)
    work.execute(f"with changed as ({change}) {logged}", [*values, *told])
    work.events.grown = True


def _copy(work: "Work", object: ObjectType, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = object.columns()
    place = f"{work.place.schema}.{object.table.name}"
    with work.connection.cursor().copy(f"copy {place} ({', '.join(columns)}) from stdin") as copy:
        for row in rows:
            copy.write_row([row[name] for name in columns])


def _update_many(work: "Work", written: Sequence[Written]) -> None:
    alike: dict[tuple[str, tuple[str, ...]], list[Written]] = {}
    for each in written:
        alike.setdefault((each.object.table.name, tuple(_touched(each))), []).append(each)
    for (name, touched), mine in alike.items():
        place = f"{work.place.schema}.{name}"
        columns = [*([each.after[column] for each in mine] for column in touched), [each.id for each in mine]]
        types = [mine[0].object.table.c[column].type for column in (*touched, "id")]
        if len(mine) > 1 and all(map(_fits_a_list, types, columns)):
            _update_at_once(work, place, touched, types, columns)
        else:
            sets = ", ".join(f"{c} = %s" for c in touched)
            change = f"update {place} set {sets} where id = %s"
            work.connection.cursor().executemany(change, list(zip(*columns, strict=True)))


def _update_at_once(
    work: "Work", place: str, touched: Sequence[str], types: Sequence[Any], columns: Sequence[list[Any]]
) -> None:
    """One statement for all rows: PostgreSQL plans each statement anew."""
    sets = ", ".join(f"{name} = k.c{at}" for at, name in enumerate(touched))
    names = ", ".join(f"c{at}" for at in range(len(columns)))
    lists = ", ".join(f"%s::{each.compile(dialect=DIALECT)}[]" for each in types)
    change = f"update {place} t set {sets} from unnest({lists}) k({names}) where t.id = k.c{len(touched)}"
    work.execute(change, list(columns))


def _fits_a_list(type: Any, values: Sequence[Any]) -> bool:
    """Whether a column's values can go as one array: they are none themselves, and of one kind."""
    return not isinstance(type, ARRAY) and len({each.__class__ for each in values if each is not None}) <= 1


def _touched(written: Written) -> list[str]:
    before = written.before or {}
    return [name for name in written.object.columns() if written.after[name] != before.get(name)]


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)
