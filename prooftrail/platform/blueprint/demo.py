"""A demo's rows: CSV files with days relative to an anchor, written through the door in chunks."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.blueprint.asked import APPROVAL, SHARE, Asked, ask_as_then
from prooftrail.platform.blueprint.confirmed import CONFIRMATION, Word, confirm
from prooftrail.platform.blueprint.pictures import document, photo
from prooftrail.platform.files.store import Files, Taken
from prooftrail.platform.processes.guard import ADVANCED
from prooftrail.platform.records import Change
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import uuid7
from prooftrail.platform.workitems.past import remember
from prooftrail.platform.workitems.store import OBJECT as WORK_ITEM

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHUNK, DRAWN_CHUNK = 1_000, 150
"""Rows a transaction; fewer where it waits for pictures, so that a slow machine keeps to its limit."""
FEW = 8
"""Pictures drawn here; for more it pays to start processes."""
DRAWN = ("draw", "seed", "caption", "lines")
PLACE = ("place_lat", "place_lng", "place_accuracy_m")


@dataclass(frozen=True)
class Piece:
    """Rows of one transaction, and their pictures, which may still be in the making."""

    rows: Sequence[dict[str, str]]
    drawn: Iterable[bytes] = ()


@dataclass
class DemoRows:
    """One file of rows, and the keys of the files before it."""

    folder: Path
    said: Mapping[str, Any]
    people: Mapping[str, UUID]
    known: dict[str, dict[str, UUID]]
    most: int | None = None
    rows: list[dict[str, str]] = field(default_factory=list)

    def read(self) -> None:
        """Read the file; at most `most` rows, and only those whose references were read too."""
        with (self.folder / self.said["file"]).open(encoding="utf-8", newline="") as file:
            found = [row for row in csv.DictReader(file) if self._complete(row)]
        most = self.most // SHARE if self.most and self.said["object"] == APPROVAL else self.most
        self.rows = found if most is None else found[:most]
        mine = self.known.setdefault(self.said["object"], {})
        for row in self.rows:
            mine[row[self.said["key"]]] = uuid7()

    def chunks(self) -> Iterator[Piece]:
        """Rows in pieces small enough for one transaction; a piece's pictures are drawn while another is
        written."""
        if not (self.rows and "draw" in self.rows[0]):
            yield from (Piece(self.rows[at : at + CHUNK]) for at in range(0, len(self.rows), CHUNK))
            return
        if len(self.rows) <= FEW:
            yield Piece(self.rows, [draw(tuple(row[name] for name in DRAWN)) for row in self.rows])
            return
        with ProcessPoolExecutor(2) as pool:
            ahead: Piece | None = None
            for at in range(0, len(self.rows), DRAWN_CHUNK):
                rows = self.rows[at : at + DRAWN_CHUNK]
                said = [tuple(row[name] for name in DRAWN) for row in rows]
                coming = Piece(rows, pool.map(draw, said, chunksize=15))
                if ahead is not None:
                    yield ahead
                ahead = coming
            if ahead is not None:
                yield ahead

    def write(self, work: "Work", files: Files, piece: Piece) -> None:
        """One piece through the door."""
        rows = piece.rows
        if self.said["object"] == CONFIRMATION:
            confirm(
                work, self._target("record", self.said["references"]["record"]) or "", self._words(work, rows)
            )
            return
        object = work.schema.object(self.said["object"])
        if object.name == APPROVAL:
            ask_as_then(work, [self._asked(work, row) for row in rows])
            return
        changes = [
            Change("create", object.name, self._id(row), self._values(work, object, row)) for row in rows
        ]
        if "draw" in rows[0]:
            held = object.files[0][0]
            handles = files.take_many(work, list(self._drawn(work, piece)))
            for change, handle in zip(changes, handles, strict=True):
                assert isinstance(change.values, dict)
                change.values[held] = [str(handle)]
        written = work.records.apply(changes, loose=True, because={"demo": True})
        if object.name == WORK_ITEM:
            remember(work, written)
        if object.staged:
            self._walk(work, object, rows)

    def _walk(self, work: "Work", object: ObjectType, rows: Sequence[dict[str, str]]) -> None:
        """From the stages they began at to those they stand at, step by step, each when it was."""
        ways = {self._id(row): _course(row)[1:] for row in rows}
        while ways := {id: way for id, way in ways.items() if way}:
            steps = [
                Change("update", object.name, id, {"stage": way[0][0],
                       "stage_since": moment(work, way[0][1]).isoformat()})
                for id, way in ways.items()
            ]  # fmt: skip
            work.records.apply(steps, loose=True, action=ADVANCED, because={"demo": True})
            ways = {id: way[1:] for id, way in ways.items()}

    def _words(self, work: "Work", rows: Sequence[dict[str, str]]) -> list[Word]:
        known = self.known[str(self._target("record", self.said["references"]["record"]))]
        return [
            Word(known[row["record"]], row["node"], row["requirement"], self.people[row["by"]],
                 moment(work, row["at"])) for row in rows
        ]  # fmt: skip

    def _asked(self, work: "Work", row: dict[str, str]) -> Asked:
        """`words` are `verdict[:reason]@moment`, divided by `;`."""
        column = next(each for each in self.said["references"] if row[each])
        record, words = self.known[column][row[column]], []
        for said in filter(None, row["words"].split(";")):
            verdict, _, at = said.partition("@")
            name, _, reason = verdict.partition(":")
            words.append((name, reason or None, moment(work, at)))
        table = work.schema.object(column).table.name
        query = f"select owner from {work.place.schema}.{table} where id = %s"
        found = work.execute(query, [record]).fetchone()
        assert found is not None
        return Asked(row["flow"], record, found[0], moment(work, row["at"]), words)

    def _complete(self, row: Mapping[str, str]) -> bool:
        for column, way in self.said.get("references", {}).items():
            target = self._target(column, way)
            if row[column] and target is not None and row[column] not in self.known.get(target, {}):
                return False
        return True

    def _target(self, column: str, way: str) -> str | None:
        if way == "login":
            return None
        return way.partition(".")[0] if "." in way else column

    def _id(self, row: Mapping[str, str]) -> UUID:
        return self.known[self.said["object"]][row[self.said["key"]]]

    def _values(self, work: "Work", object: ObjectType, row: Mapping[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, said in row.items():
            if said and column in object.fields:
                values[column] = self._value(work, object, column, said)
        if row.get("place_lat"):
            values["place"] = {"lat": row["place_lat"], "lng": row["place_lng"],
                               "accuracy_m": row.get("place_accuracy_m") or None}  # fmt: skip
        if row.get("activity"):
            values["via"] = {"object": "activity", "id": str(self.known["activity"][row["activity"]])}
        begun = values.get("created_at") or values.get("occurred_at") or values.get("captured_at")
        values["created_at"] = begun or work.now.isoformat()
        values["created_by"] = values.get("owner")
        if "captured_at" in values:
            values["received_at"] = values["captured_at"]
        if way := _course(row):
            values |= {"stage": way[0][0], "stage_since": moment(work, way[0][1]).isoformat()}
        return values

    def _value(self, work: "Work", object: ObjectType, column: str, said: str) -> Any:
        kind, way = object.fields[column].type.key, self.said.get("references", {}).get(column)
        if way == "login":
            return str(self.people[said])
        if way is not None:
            target = str(self._target(column, way))
            found = str(self.known[target][said])
            return {"object": target, "id": found} if kind == "about" else found
        if kind == "choices":
            return object.fields[column].type.read(object.fields[column], said, work.parsing)
        if kind == "boolean":
            return said == "true"
        if kind == "date":
            return moment(work, said).date().isoformat()
        return moment(work, said).isoformat() if kind == "time" else said

    def _drawn(self, work: "Work", piece: Piece) -> Iterator[Taken]:
        for row, content in zip(piece.rows, piece.drawn, strict=True):
            picture = row["draw"] == "photo"
            where = None
            if row["place_lat"]:
                where = {
                    "lat": row["place_lat"],
                    "lng": row["place_lng"],
                    "accuracy_m": row["place_accuracy_m"] or None,
                }
            name = f"{row['caption']}.{'jpg' if picture else 'pdf'}"
            yield Taken(content, name, moment(work, row["captured_at"]), where,
                        "camera" if picture else None, self.people[row["owner"]])  # fmt: skip


def _course(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """The stages it was at, the one it stands at last, each with the moment it came there."""
    if not row.get("entered_at"):
        return []
    before = [each.partition("@") for each in filter(None, row.get("course", "").split(";"))]
    return [*((stage, at) for stage, _, at in before), (row["stage"], row["entered_at"])]


def draw(said: tuple[str, ...]) -> bytes:
    """One picture or paper: `(draw, seed, caption, lines)`."""
    how, seed, caption, lines = said
    return photo(int(seed), caption) if how == "photo" else document(int(seed), caption, lines.split("|"))


def moment(work: "Work", said: str) -> datetime:
    """`-12d 14:30` as an instant in the company's zone, `-2m` the first day of the month before last; noon
    where no time is said."""
    offset, _, clock = said.partition(" ")
    if offset.endswith("m"):
        years, month = divmod(work.today.year * 12 + work.today.month - 1 + int(offset.rstrip("m")), 12)
        day = date(years, month + 1, 1)
    else:
        day = work.today + timedelta(days=int(offset.rstrip("d")))
    hour, minute = (int(part) for part in (clock or "12:00").split(":"))
    return datetime.combine(day, time(hour, minute), tzinfo=work.zone)
