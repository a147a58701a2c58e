"""Where records stand at their next gate: evidence and facts loaded for many, judged by the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.processes.approved import approvals_of
from prooftrail.platform.processes.confirmations import confirmed_by, involved, load_confirmations
from prooftrail.platform.processes.formulas import values
from prooftrail.platform.processes.rules.distance import Position
from prooftrail.platform.processes.rules.gates import (
    Beside,
    Evidence,
    Requirement,
    Standing,
    find_gaps,
    is_open,
    object_to,
)
from prooftrail.platform.processes.store import Node, Process
from prooftrail.platform.processes.telling import Telling
from prooftrail.platform.processes.terms import Terms
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]
READ = {"found": True, "overruled": True, "unread": False}
"""What the rules are told of a recognition; nothing while it is awaited or has failed."""


@dataclass(frozen=True)
class Gate:
    """One record before one node."""

    record: UUID
    node: Node
    standings: tuple[Standing, ...]
    beside: Beside = field(default_factory=Beside)

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

    def confirmations(self) -> list[Json]:
        """The ids of the people whose word counted."""
        asks = [each.requirement for each in self.standings if each.requirement.type == "confirmation"]
        return list[Json](dict.fromkeys(by for ask in asks for by in confirmed_by(ask, self.beside)))

    def requirements(self, work: "Work", object: ObjectType) -> list[Json]:
        """The standings as the API shows them to the caller."""
        telling = Telling(work)
        return [
            telling.requirement(object, {**said, **self._standing(work, object, standing, said)})
            for standing, said in zip(self.standings, self.node.said, strict=True)
        ]

    def _standing(
        self, work: "Work", object: ObjectType, standing: Standing, said: Mapping[str, Any]
    ) -> dict[str, Json]:
        ask, record = standing.requirement, str(self.record)
        remedy: dict[str, Json] = {
            "action": said.get("remedy") or "add_evidence",
            "input": {"record": record},
        }
        more: dict[str, Json] = {"camera_only": True} if ask.camera_only else {}
        if ask.type == "field":
            remedy = {"action": "edit", "input": {"record": record, "field": ask.field}}
        elif ask.type == "formula":
            remedy = {"action": "edit", "input": {"record": record}}
        elif ask.type == "approval":
            asked: dict[str, Json] = {"flow": ask.flow, "object": object.name, "record": record}
            remedy = {"action": "request_approval", "input": asked}
        elif ask.type == "confirmation":
            given: dict[str, Json] = {"object": object.name, "record": record, "requirement": ask.key}
            remedy = {"action": "confirm_requirement", "input": given}
            more = self._confirmation(work, ask)
        why: list[Json] = [
            {"code": each.code, "facts": plain(each.facts), "evidence": each.evidence}
            for each in standing.why
        ]
        return {
            "have": standing.have, "short_by": standing.short_by, "state": standing.state, "remedy": remedy,
            "why": why, **more,
        }  # fmt: skip

    def _confirmation(self, work: "Work", ask: Requirement) -> dict[str, Json]:
        """Who confirmed, and whether the caller may."""
        by, me = confirmed_by(ask, self.beside), work.actor
        query = f"select id::text, name from {work.place.schema}.person where id::text = any(%s)"
        names: dict[str, str] = dict(work.execute(query, [by]).fetchall()) if by else {}
        may = me.person is not None and not me.read_only and str(me.person) not in by
        objection = object_to(ask, str(me.person), me.roles, self.beside.involved)
        people: list[Json] = [{"id": each, "label": names.get(each)} for each in by]
        return {"confirmed_by": people, "can_confirm": may and objection is None}


def gates(
    work: "Work", object: ObjectType, process: Process, entering: Sequence[tuple[Row, Node]]
) -> list[Gate]:
    """The gate of each record before the node it wants to enter."""
    ids = [row["id"] for row, _ in entering]
    asks_evidence = any(r.type == "evidence" for _, node in entering for r in node.requires)
    trails = load_trails(work, ids) if asks_evidence else {}
    sites = load_sites(work, object, process, [row for row, _ in entering]) if asks_evidence else {}
    formulas = _formulas(work, object, entering)
    words = _beside(work, process, entering)
    given = approvals_of(work, entering)
    terms = Terms(work)
    found = []
    for (row, node), known in zip(entering, formulas, strict=True):
        facts = {name: each.value(row) for name, each in object.fields.items()}
        asks = [terms.of(ask) for ask in node.requires]
        beside = replace(words.get(row["id"], Beside()), formulas=known, approvals=given.get(row["id"], {}))
        site = sites.get(row["id"])
        standings = find_gaps(asks, facts, trails.get(row["id"], ()), site, work.now, beside)
        found.append(Gate(row["id"], node, tuple(standings), beside))
    return found


def _formulas(
    work: "Work", object: ObjectType, entering: Sequence[tuple[Row, Node]]
) -> list[dict[str, bool | None]]:
    said = [(row, [each for each in node.said if each["type"] == "formula"]) for row, node in entering]
    return values(work, object, said) if any(asked for _, asked in said) else [{} for _ in said]


def _beside(work: "Work", process: Process, entering: Sequence[tuple[Row, Node]]) -> dict[UUID, Beside]:
    """Confirmations and who is no second person, for records whose gate asks for a confirmation."""
    wanted = [
        (row, node) for row, node in entering if any(ask.type == "confirmation" for ask in node.requires)
    ]
    if not wanted:
        return {}
    words = load_confirmations(work, process.key, [(row["id"], node.key) for row, node in wanted])
    people = involved(work, wanted)
    return {row["id"]: Beside({}, tuple(words.get(row["id"], ())), people[row["id"]]) for row, _ in wanted}


def load_trails(work: "Work", records: Sequence[UUID]) -> dict[UUID, list[Evidence]]:
    """All live evidence about the records, oldest first, as the rules want it."""
    schema = work.place.schema
    rows = work.execute(
        f"select e.about, e.id, e.kind, e.state, e.captured_at, e.received_at, encode(f.sha256, 'hex'), "
        f"f.source, e.slot, e.reading, e.place, e.place_lng, e.place_datum, e.place_accuracy "
        f"from {schema}.evidence e "
        f"left join lateral (select sha256, source from {schema}._file where id = e.file[1]) f on true "
        "where e.about = any(%s) and e.deleted_at is null order by e.id",
        [list(records)],
    ).fetchall()
    found: dict[UUID, list[Evidence]] = {}
    for about, id, kind, state, captured, received, content, source, slot, reading, *place in rows:
        item = Evidence(str(id), kind, state, captured, received, content, position(*place),
                        source=source, slot=slot, read=READ.get(reading or ""))  # fmt: skip
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


def plain(facts: Mapping[str, Any]) -> dict[str, Json]:
    """Facts without floats: whole metres and days, other numbers as text."""
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else
        str(value) if isinstance(value, float) else value
        for key, value in facts.items()
    }  # fmt: skip
