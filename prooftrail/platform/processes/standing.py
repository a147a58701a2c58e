"""Where records stand at their next gate: evidence and facts loaded for many, judged by the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.processes.rules.distance import Position
from prooftrail.platform.processes.rules.gates import Evidence, Standing, find_gaps, is_open
from prooftrail.platform.processes.store import Node, Process
from prooftrail.platform.processes.telling import Telling
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Gate:
    """One record before one node."""

    record: UUID
    node: Node
    standings: tuple[Standing, ...]

    @property
    def open(self) -> bool:
        """Whether nothing is owed."""
        return is_open(self.standings)

    def evidence(self, trails: Mapping[UUID, Sequence[Evidence]]) -> list[Json]:
        """The ids of the proven evidence that counted."""
        kinds = {each.requirement.kind for each in self.standings if each.requirement.kind}
        found: list[Json] = [
            i.id for i in trails.get(self.record, ()) if i.kind in kinds and i.state == "proven"
        ]
        return found

    def requirements(self, work: "Work", object: ObjectType) -> list[Json]:
        """The standings as the API shows them to the caller."""
        telling = Telling(work)
        return [
            telling.requirement(object, dict(said) | _standing(self.record, standing, said))
            for standing, said in zip(self.standings, self.node.said, strict=True)
        ]


def gates(
    work: "Work", object: ObjectType, process: Process, entering: Sequence[tuple[Row, Node]]
) -> list[Gate]:
    """The gate of each record before the node it wants to enter."""
    ids = [row["id"] for row, _ in entering]
    asks_evidence = any(r.type == "evidence" for _, node in entering for r in node.requires)
    trails = load_trails(work, ids) if asks_evidence else {}
    sites = load_sites(work, object, process, [row for row, _ in entering]) if asks_evidence else {}
    found = []
    for row, node in entering:
        facts = {name: field.value(row) for name, field in object.fields.items()}
        standings = find_gaps(node.requires, facts, trails.get(row["id"], ()), sites.get(row["id"]), work.now)
        found.append(Gate(row["id"], node, tuple(standings)))
    return found


def load_trails(work: "Work", records: Sequence[UUID]) -> dict[UUID, list[Evidence]]:
    """All live evidence about the records, oldest first, as the rules want it."""
    schema = work.place.schema
    rows = work.execute(
        f"select e.about, e.id, e.kind, e.state, e.captured_at, e.received_at, encode(f.sha256, 'hex'), "
        f"e.place, e.place_lng, e.place_datum, e.place_accuracy from {schema}.evidence e "
        f"left join lateral (select sha256 from {schema}._file where id = e.file[1]) f on true "
        "where e.about = any(%s) and e.deleted_at is null order by e.id",
        [list(records)],
    ).fetchall()
    found: dict[UUID, list[Evidence]] = {}
    for about, id, kind, state, captured, received, content, *place in rows:
        item = Evidence(str(id), kind, state, captured, received, content, position(*place))
        found.setdefault(about, []).append(item)
    return found


def load_sites(
    work: "Work", object: ObjectType, process: Process, rows: Sequence[Row]
) -> dict[UUID, Position | None]:
    """Where each record's site is: a place of its own, or of the record a reference leads to."""
    name, _, rest = (process.site or "").partition(".")
    field = object.fields.get(name)
    if field is None:
        return {}
    if not rest:
        return {row["id"]: _row_position(row, field.column) for row in rows}
    other = work.schema.object(field.options["object"])
    column = other.fields[rest].column
    wanted = [row[field.column] for row in rows if row[field.column] is not None]
    query = (
        f"select id, {column}, {column}_lng, {column}_datum, {column}_accuracy "
        f"from {work.place.schema}.{other.table.name} where id = any(%s)"
    )
    places = {id: position(*place) for id, *place in work.execute(query, [wanted]).fetchall()}
    return {row["id"]: places.get(row[field.column]) for row in rows}


def position(lat: Any, lng: Any, datum: str | None, accuracy: Any) -> Position | None:
    """A stored place as the rules want it."""
    if lat is None or datum is None:
        return None
    return Position(float(lat), float(lng), "GCJ02" if datum == "GCJ02" else "WGS84",
                    None if accuracy is None else float(accuracy))  # fmt: skip


def _row_position(row: Row, column: str) -> Position | None:
    return position(row[column], row[f"{column}_lng"], row[f"{column}_datum"], row[f"{column}_accuracy"])


def _standing(record: UUID, standing: Standing, said: Mapping[str, Any]) -> dict[str, Json]:
    remedy: dict[str, Json] = {
        "action": said.get("remedy") or "add_evidence",
        "input": {"record": str(record)},
    }
    if standing.requirement.type == "field":
        remedy = {"action": "edit", "input": {"record": str(record), "field": standing.requirement.field}}
    return {
        "have": standing.have, "short_by": standing.short_by, "state": standing.state, "remedy": remedy,
        "why": [{"code": why.code, "facts": plain(why.facts), "evidence": why.evidence}
                for why in standing.why],
    }  # fmt: skip


def plain(facts: Mapping[str, Any]) -> dict[str, Json]:
    """Facts without floats: whole metres and days, other numbers as text."""
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else
        str(value) if isinstance(value, float) else value
        for key, value in facts.items()
    }  # fmt: skip
