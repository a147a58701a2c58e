"""How many records people see and may change, many people by one statement, with the product's own scope.

The conditions are those every list uses; only their values come from a row per person. What the counting
administrator does not see himself is not counted.
"""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from sqlalchemy import ColumnElement, FromClause, Select, select, true

from prooftrail.platform.access.grants import REACHES, Access, Op
from prooftrail.platform.access.scope import branches, keeps_apart, parents_of, values, visible
from prooftrail.platform.records.compiled import Compiled, compiled
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OWNERS = [reach for reach in REACHES if reach not in ("none", "all")]
NAMES = ["me", *(f"owner_{reach}" for reach in OWNERS), *(f"owners_{reach}" for reach in OWNERS)]
BOUND = re.compile(r"%\((\w+)\)s")
DEPTH = 3
FIRST_STEP, MOST_STEP, QUICK = 20, 500, 0.1
"""People by one statement: more where it was quick (seconds), fewer where it was not."""


@dataclass(frozen=True)
class Eyes:
    """One person with his rights of one moment."""

    person: UUID
    access: Access

    def grasp(self, work: "Work", op: Op, object: ObjectType, depth: int = DEPTH) -> tuple[Any, ...]:
        """All that decides which records he reaches: where it is equal, so are the records."""
        grant = self.access.grant(object.name)
        reach = grant.reach(op)
        if self.whole(op, object) is not None:
            return (reach != "none",)
        up: list[Any] = []
        if depth and grant.through and (op == "read" or not object.owned):
            up = [self.grasp(work, op, parent, depth - 1) for name in object.through
                  for parent in parents_of(work.schema, object, name)]  # fmt: skip
        owners = self.access.owners.get(reach, ()) if object.owned else ()
        return (reach, owners, object.name in self.access.shared, tuple(up))

    def alike(self, work: "Work", op: Op, object: ObjectType) -> tuple[Any, ...]:
        """Equal for people who reach the same records: their grasp, and who they are where shares decide."""
        reach = self.access.grant(object.name).reach(op)
        alone = bool(self.access.shared) or reach == "own" or keeps_apart(object, reach)
        return (self.grasp(work, op, object), self.person if alone else None)

    def whole(self, op: Op, object: ObjectType) -> bool | None:
        """True where he reaches every record, False where none, None where it depends on him."""
        reach = self.access.grant(object.name).reach(op)
        if reach == "none":
            return False
        return True if reach == "all" or not (object.owned or object.through) else None


@dataclass
class Pace:
    """How long counting may take: until then exactly, after that by a guess that says it is one."""

    until: float

    @classmethod
    def of(cls, seconds: float) -> "Pace":
        """So long from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left."""
        return self.until - time.monotonic()

    def over(self) -> None:
        """No time is left."""
        self.until = 0


@dataclass
class Counting:
    """Counts of one moment's records; what everybody shares is counted once."""

    work: "Work"
    pace: "Pace"
    totals: dict[str, int] = field(default_factory=dict)
    owned: dict[str, dict[UUID, int]] = field(default_factory=dict)
    shapes: dict[Any, tuple[Any, ...]] = field(default_factory=dict)
    guessed: set[tuple[UUID, str, Op]] = field(default_factory=set)
    """What was no longer counted exactly when the time was up."""

    def total(self, object: ObjectType) -> int:
        """All live records the administrator sees."""
        if object.name not in self.totals:
            where, bound = self._mine(object)
            row = self.work.execute(f"select count(*) from {self._table(object)} r where {where}", bound)
            self.totals[object.name] = int(row.fetchall()[0][0])
        return self.totals[object.name]

    def sizes(self, op: Op, object: ObjectType, asked: Sequence[tuple[Eyes, ...]]) -> list[int]:
        """For each the number of records that all of his eyes reach: one pair, or before and after."""
        found = [0] * len(asked)
        groups: dict[tuple[Any, ...], list[int]] = {}
        for at, eyes in enumerate(asked):
            whole = [each.whole(op, object) for each in eyes]
            if False in whole:
                continue
            if all(whole):
                found[at] = self.total(object)
                continue
            groups.setdefault(tuple(self._shape(each.access) for each in eyes), []).append(at)
        for places in groups.values():
            self._fill(found, op, object, asked, places)
        return found

    def _shape(self, access: Access) -> tuple[Any, ...]:
        """The same, made once for people of the same roles: `grants` is one object for all of them."""
        sizes = tuple(len(found) for found in access.owners.values())
        key = (id(access.grants), access.shared, access.shut, sizes)
        if key not in self.shapes:
            self.shapes[key] = _shape(access)
        return self.shapes[key]

    def _fill(
        self, found: list[int], op: Op, object: ObjectType, asked: Sequence[tuple[Eyes, ...]],
        places: Sequence[int],
    ) -> None:  # fmt: skip
        """Counts of people whose statement is the same; who reaches the same records is counted once."""
        alike: dict[tuple[Any, ...], list[int]] = {}
        for at in places:
            alike.setdefault(tuple(each.alike(self.work, op, object) for each in asked[at]), []).append(at)
        waiting, step = [each[0] for each in alike.values()], FIRST_STEP
        same = {each[0]: each for each in alike.values()}
        text, bound = self._statement(op, object, asked[places[0]])
        while waiting and (left := self.pace.left()) > 0:
            began, now = time.monotonic(), waiting[:step]
            people = [_row(at, asked[at]) for at in now]
            counts = self._counted(text, bound | {"people": json.dumps(people)}, left)
            if counts is None:
                break
            for at, count in counts:
                for twin in same[at]:
                    found[twin] = count
            waiting = waiting[step:]
            step = min(step * 2, MOST_STEP) if time.monotonic() - began < QUICK else max(step // 2, 1)
        for at in waiting:
            count = self._guessed(op, object, asked[at])
            for twin in same[at]:
                found[twin] = count
                self.guessed.add((asked[twin][0].person, object.name, op))

    def _counted(self, text: str, bound: dict[str, Any], left: float) -> list[tuple[int, int]] | None:
        """The counts of some people, or None where they take longer than there is time."""
        milliseconds = max(1, round(min(left, 3_600) * 1000))
        try:
            with self.work.connection.transaction():
                before = self.work.execute("show statement_timeout").fetchall()[0][0]
                self.work.execute(f"set local statement_timeout = {milliseconds}")
                found = [(row[0], row[1]) for row in self.work.execute(text, bound).fetchall()]
                # What was set stays when all goes well, and would end the estimate that comes next.
                self.work.execute("select set_config('statement_timeout', %s, true)", [before])
                return found
        except psycopg.errors.QueryCanceled:
            self.pace.over()
            return None

    def _guessed(self, op: Op, object: ObjectType, eyes: tuple[Eyes, ...]) -> int:
        """By owners alone: what comes through shares and other records is left out."""
        reached: set[UUID] | None = None
        for each in eyes:
            if each.whole(op, object):
                continue
            owners = set(each.access.owners.get(each.access.grant(object.name).reach(op), ()))
            reached = owners if reached is None else reached & owners
        if not object.owned or reached is None:
            return 0
        if object.name not in self.owned:
            where, bound = self._mine(object)
            query = f"select r.owner, count(*) from {self._table(object)} r where {where} group by r.owner"
            self.owned[object.name] = {row[0]: row[1] for row in self.work.execute(query, bound).fetchall()}
        sizes = self.owned[object.name]
        return sum(sizes.get(owner, 0) for owner in reached)

    def _statement(self, op: Op, object: ObjectType, eyes: tuple[Eyes, ...]) -> tuple[str, dict[str, Any]]:
        where, bound = self._mine(object)
        sides = [self._branches(op, object, each.access, f"s{at}") for at, each in enumerate(eyes)]
        for _, constants in sides:
            bound |= constants
        first, rest = sides[0][0], [" or ".join(f"({text})" for text in texts) for texts, _ in sides[1:]]
        parts = []
        for at, text in enumerate(first):
            alone = "".join(f" and not coalesce(({before}), false)" for before in first[:at])
            others = "".join(f" and ({each})" for each in rest)
            parts.append(f"select 1 from {self._table(object)} r where ({text}){alone}{others} and {where}")
        columns = ", ".join(f"s{at}_{name} {'uuid[]' if name.startswith('owners') else 'uuid'}"
                            for at in range(len(eyes)) for name in NAMES)  # fmt: skip
        return (
            f"select p.n, (select count(*) from ({' union all '.join(parts)}) s) "
            f"from json_to_recordset(%(people)s::json) as p(n int, {columns})",
            bound,
        )

    def _branches(
        self, op: Op, object: ObjectType, access: Access, side: str
    ) -> tuple[list[str], dict[str, Any]]:
        """The scope's branches as text over `r`, their values from the person's row."""
        texts: list[str] = []
        constants: dict[str, Any] = {}
        table = object.table.alias("r")
        schema = self.work.schema
        for at, branch in enumerate(branches(schema, access, op, object, table)):
            shape = ("counted", object.name, op, _shape(access), at)
            made = compiled(schema, shape, partial(_ids, table, branch))
            text, more = _renamed(made, f"{side}b{at}_", f"p.{side}_")
            texts.append(text)
            constants |= more
        return texts, constants

    def _mine(self, object: ObjectType) -> tuple[str, dict[str, Any]]:
        """What the administrator sees of the object."""
        work, table = self.work, object.table.alias("r")

        def build() -> Any:
            seen = visible(work.schema, work.access, "read", object, table)
            return select(table.c.id).where(true(), table.c.deleted_at.is_(None), seen)

        made = compiled(work.schema, ("counted by", object.name, work.access.shape), build)
        text, constants = _renamed(made, "v_", None)
        mine = {f"v_{name}": value for name, value in values(work.access, work.actor.person).items()}
        return text, constants | mine

    def _table(self, object: ObjectType) -> str:
        return f"{self.work.place.schema}.{object.table.name}"


def _ids(table: FromClause, branch: ColumnElement[bool]) -> Select[UUID]:
    """The records one branch of the scope lets through."""
    return select(table.c.id).where(true(), branch)


def _renamed(made: Compiled, prefix: str, row: str | None) -> tuple[str, dict[str, Any]]:
    """A statement's condition with its own names, a person's values out of his row."""
    where = made.text.split("WHERE ", 1)[1]

    def name(found: re.Match[str]) -> str:
        if row is not None and found[1] in NAMES:
            return f"{row}{found[1]}"
        return f"%({prefix}{found[1]})s"

    kept = {f"{prefix}{key}": value for key, value in made.constants.items()}
    return BOUND.sub(name, where), kept


def _shape(access: Access) -> tuple[Any, ...]:
    """What of the rights is written into SQL; hidden fields are not."""
    shape = access.shape
    return (shape[0], shape[1], shape[2], shape[3], shape[5])


def _row(at: int, eyes: tuple[Eyes, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {"n": at}
    for side, each in enumerate(eyes):
        found[f"s{side}_me"] = str(each.person)
        for reach in OWNERS:
            owners = each.access.owners.get(reach, ())
            found[f"s{side}_owners_{reach}"] = [str(owner) for owner in owners]
            found[f"s{side}_owner_{reach}"] = str(owners[0]) if owners else None
    return found
