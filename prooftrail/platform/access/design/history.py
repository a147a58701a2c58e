"""What was done to access, in the log: `access.…` entries about no record, with old and new.

`because` says what it was about: `{"kind": "role", "role": key, "version": n}`, or a relation's or a
person's; `undoes` is the entry it took back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.events.log import Entry
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PREFIX = "access."


@dataclass(frozen=True)
class Deed:
    """One entry of the history of access."""

    id: UUID
    action: str
    because: Mapping[str, Any]
    changes: Mapping[str, Any]

    def old(self) -> dict[str, Any]:
        """What was before it."""
        return {key: pair[0] for key, pair in self.changes.items()}

    def new(self) -> dict[str, Any]:
        """What it made."""
        return {key: pair[1] for key, pair in self.changes.items()}


def note(
    work: "Work", action: str, because: Mapping[str, Json], changes: Mapping[str, Json],
    undoes: UUID | None = None,
) -> UUID:  # fmt: skip
    """One entry; answers its id, by which it can be undone."""
    about = {**because, **({"undoes": str(undoes)} if undoes else {})}
    entry = Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person,
                  f"{PREFIX}{action}", work.actor.on_behalf, changes=changes, because=about)  # fmt: skip
    work.events.write([entry])
    return entry.id


def difference(old: Mapping[str, Json], new: Mapping[str, Json]) -> dict[str, Json]:
    """`{what: [old, new]}` of what is not the same."""
    return {key: [old.get(key), new.get(key)] for key in {**old, **new} if old.get(key) != new.get(key)}


def find_deed(work: "Work", event: UUID) -> Deed:
    """An entry by its id. Refuses what is none of access, and what was undone already."""
    row = work.execute(
        f"select id, action, because, changes from {work.events.table} "
        "where id = %s and record is null and starts_with(action, %s)",
        [event, PREFIX],
    ).fetchone()
    if row is None:
        raise Refusal("no_such_deed", "missing", fields={"event": "no_such_deed"})
    undone = work.execute(
        f"select 1 from {work.events.table} where record is null and because ->> 'undoes' = %s limit 1",
        [str(event)],
    ).fetchone()
    if undone:
        raise Refusal("undone_already", "conflict", fields={"event": "undone_already"})
    return Deed(row[0], row[1], row[2] or {}, row[3])


def changed_since(what: str) -> Refusal:
    """Somebody else was at it meanwhile."""
    return Refusal("access_changed_since", "conflict", facts={"what": what},
                   fields={"version": "access_changed_since"})  # fmt: skip


def listed(work: "Work", limit: int, before: str | None = None) -> dict[str, Json]:
    """The history of access, the newest first: `{"items","next"}`; `next` asks for older ones."""
    table, place = work.events.table, work.place.schema
    older = "" if before is None else "and (e.epoch, e.seq) < (%(epoch)s, %(seq)s) "
    bound: dict[str, Any] = {"prefix": PREFIX, "most": limit + 1}
    if before is not None:
        bound |= _cursor(before)
    rows = work.connection.cursor(row_factory=dict_row).execute(
        "select e.id, e.epoch, e.seq, e.recorded_at, e.actor_kind, e.actor_id, p.name, e.action, e.because, "
        f"e.changes from {table} e left join {place}.person p on p.id = e.actor_id "
        f"where e.record is null and starts_with(e.action, %(prefix)s) {older}"
        "order by e.epoch desc, e.seq desc limit %(most)s",
        bound,
    ).fetchall()  # fmt: skip
    shown, more = rows[:limit], len(rows) > limit
    undone = _undone(work, [str(row["id"]) for row in shown])
    names = _names(work, shown)
    items: list[Json] = [_told(row, undone, names) for row in shown]
    after = f"{shown[-1]['epoch']}.{shown[-1]['seq']}" if more else None
    return {"items": items, "next": after}


def _cursor(said: str) -> dict[str, int]:
    epoch, _, seq = said.partition(".")
    if not (epoch.isascii() and epoch.isdigit() and seq.isascii() and seq.isdigit() and len(said) < 30):
        raise Refusal("bad_cursor", "invalid", fields={"before": "bad_cursor"})
    return {"epoch": int(epoch) % 2**31, "seq": int(seq) % 2**63}


def _undone(work: "Work", ids: list[str]) -> set[str]:
    rows = work.execute(
        f"select because ->> 'undoes' from {work.events.table} "
        "where record is null and because ->> 'undoes' = any(%s)",
        [ids],
    ).fetchall()
    return {row[0] for row in rows}


def _names(work: "Work", rows: list[dict[str, Any]]) -> dict[str, str]:
    """Names of the people and departments the entries are about."""
    ids = [row["because"][key] for row in rows for key in ("person", "department")
           if row["because"] and row["because"].get(key)]  # fmt: skip
    ids += [span[0] for row in rows for pair in row["changes"].values() for spans in pair
            if isinstance(spans, list) for span in spans if _is_span(span)]  # fmt: skip
    place = work.place.schema
    found = work.execute(
        f"select id::text, name from {place}.person where id::text = any(%(ids)s) union all "
        f"select id::text, name from {place}.department where id::text = any(%(ids)s)",
        {"ids": ids},
    ).fetchall()
    return dict(found)


def _is_span(said: Any) -> bool:
    return isinstance(said, list) and len(said) == 3 and isinstance(said[0], str)


def _told(row: dict[str, Any], undone: set[str], names: Mapping[str, str]) -> dict[str, Json]:
    because = dict(row["because"] or {})
    actor = {"kind": row["actor_kind"], "id": str(row["actor_id"]) if row["actor_id"] else None,
             "label": row["name"]}  # fmt: skip
    said = [each for pair in row["changes"].values() for spans in pair if isinstance(spans, list)
            for each in (span[0] for span in spans if _is_span(span))]  # fmt: skip
    asked = {*said, because.get("person"), because.get("department")}
    shown: dict[str, Json] = {str(key): names[key] for key in asked if key in names}
    return {
        "id": str(row["id"]), "at": row["recorded_at"].isoformat(), "actor": actor, "action": row["action"],
        "about": because, "changes": row["changes"], "names": shown, "undone": str(row["id"]) in undone,
    }  # fmt: skip
