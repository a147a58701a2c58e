"""Models by what they are about, and what they say of records. Opaque here: whoever keeps them
knows what they mean.

A model is asked for (`waiting`), learned by the worker (`candidate`, or `refused` where nothing could be
learned), put in force, and retired by the next one. Parameters are JSON.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WAITING, CANDIDATE, IN_FORCE, RETIRED, REFUSED = "waiting", "candidate", "in_force", "retired", "refused"
COLUMNS = (
    "id, about, number, state, parameters, figures, asked_at, by, made_at, since, activated_by, ended_at"
)
KEEP = (
    "insert into {schema}._learned_value (record, about, mark, number, value, reasons, inputs, at) "
    "select r, %(about)s, %(mark)s, %(number)s, v, e, i, %(at)s "
    "from unnest(%(records)s::uuid[], %(values)s::float8[], %(reasons)s::jsonb[], %(inputs)s::jsonb[]) "
    "as said(r, v, e, i) "
    "on conflict (record) do update set mark = excluded.mark, number = excluded.number, "
    "value = excluded.value, reasons = excluded.reasons, inputs = excluded.inputs, at = excluded.at"
)


@dataclass(frozen=True, slots=True)
class Model:
    """One version. `since` is when it came into force, `ended_at` when it was retired or refused."""

    id: UUID
    about: str
    number: int
    state: str
    parameters: Mapping[str, Any] | None
    figures: Mapping[str, Any]
    asked_at: datetime
    by: UUID | None
    made_at: datetime | None
    since: datetime | None
    activated_by: UUID | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Value:
    """What was said of a record: by which model (`number`, 0 for none), why, and from what."""

    record: UUID
    mark: str
    number: int
    value: float
    reasons: Any
    inputs: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Turns:
    """When values were last put in order, and when it was last looked whether the model still holds."""

    ordered_at: datetime | None = None
    looked_at: datetime | None = None


def hold(work: "Work", about: str) -> None:
    """Whoever changes the models of the same thing at the same time waits for the first."""
    work.execute("select pg_advisory_xact_lock(7361, hashtext(%s))", [f"{work.place.name}/learned/{about}"])


def ask_for(work: "Work", about: str) -> Model:
    """The next version, waiting to be learned."""
    hold(work, about)
    row = work.execute(
        f"select coalesce(max(number), 0) + 1 from {work.place.schema}._learned where about = %s", [about]
    ).fetchone()
    number, id = (row[0] if row else 1), uuid7()
    work.execute(
        f"insert into {work.place.schema}._learned (id, about, number, state, asked_at, by) "
        "values (%s, %s, %s, %s, %s, %s)",
        [id, about, number, WAITING, work.now, work.actor.person],
    )
    found = find(work, about, number)
    assert found is not None
    return found


def find(work: "Work", about: str, number: int) -> Model | None:
    """One version."""
    return next(iter(_models(work, "about = %s and number = %s", [about, number])), None)


def by_id(work: "Work", id: UUID) -> Model | None:
    """One version by its id, as jobs name it."""
    return next(iter(_models(work, "id = %s", [id])), None)


def in_force(work: "Work", about: str) -> Model | None:
    """The version in force."""
    return next(iter(_models(work, "about = %s and state = %s", [about, IN_FORCE])), None)


def waiting(work: "Work", about: str) -> Model | None:
    """A version that is being learned."""
    return next(iter(_models(work, "about = %s and state = %s", [about, WAITING])), None)


def history(work: "Work", about: str, most: int) -> list[Model]:
    """The newest versions, newest first."""
    return _models(work, "about = %s order by number desc limit %s", [about, most])


def _models(work: "Work", where: str, values: list[Any]) -> list[Model]:
    cursor = work.connection.cursor(row_factory=class_row(Model))
    query = f"select {COLUMNS} from {work.place.schema}._learned where {where}"
    return cursor.execute(query, values).fetchall()


def learned(
    work: "Work", model: Model, state: str, parameters: Mapping[str, Any] | None, figures: Mapping[str, Any]
) -> None:
    """What became of a version that waited."""
    work.execute(
        f"update {work.place.schema}._learned set state = %s, parameters = %s, figures = %s, made_at = %s, "
        "ended_at = %s where id = %s",
        [state, None if parameters is None else Jsonb(parameters), Jsonb(figures), work.now,
         work.now if state == REFUSED else None, model.id],
    )  # fmt: skip


def put_in_force(work: "Work", about: str, model: Model | None) -> None:
    """A version takes the place of the one before; None leaves no model in force."""
    hold(work, about)
    schema = work.place.schema
    work.execute(
        f"update {schema}._learned set state = %s, ended_at = %s where about = %s and state = %s",
        [RETIRED, work.now, about, IN_FORCE],
    )
    if model is not None:
        work.execute(
            f"update {schema}._learned set state = %s, since = %s, activated_by = %s, ended_at = null "
            "where id = %s",
            [IN_FORCE, work.now, work.actor.person, model.id],
        )


def keep_values(work: "Work", about: str, mark: str, number: int, values: Sequence[Value]) -> None:
    """What is said of records from now on; `mark` tells by what."""
    if values:
        work.execute(
            KEEP.format(schema=work.place.schema),
            {"about": about, "mark": mark, "number": number, "at": work.now,
             "records": [each.record for each in values], "values": [float(each.value) for each in values],
             "reasons": [Jsonb(each.reasons) for each in values],
             "inputs": [Jsonb(each.inputs) for each in values]},
        )  # fmt: skip


def value_of(work: "Work", record: UUID) -> Value | None:
    """What was last said of a record."""
    cursor = work.connection.cursor(row_factory=class_row(Value))
    query = "select record, mark, number, value, reasons, inputs, at from {}._learned_value where record = %s"
    return cursor.execute(query.format(work.place.schema), [record]).fetchone()


def turns(work: "Work", about: str) -> Turns:
    """When what is done now and then was done."""
    cursor = work.connection.cursor(row_factory=class_row(Turns))
    query = f"select ordered_at, looked_at from {work.place.schema}._learned_turn where about = %s"
    return cursor.execute(query, [about]).fetchone() or Turns()


def took_turn(work: "Work", about: str, said: Turns) -> None:
    """Keep when it was done."""
    work.execute(
        f"insert into {work.place.schema}._learned_turn (about, ordered_at, looked_at) values (%s, %s, %s) "
        "on conflict (about) do update set ordered_at = excluded.ordered_at, looked_at = excluded.looked_at",
        [about, said.ordered_at, said.looked_at],
    )


def touch(work: "Work", records: Sequence[UUID]) -> None:
    """What was said of these holds for them as they are now."""
    work.execute(
        f"update {work.place.schema}._learned_value set at = %s where record = any(%s)",
        [work.now, list(records)],
    )
