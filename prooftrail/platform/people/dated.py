"""What holds from one day to another: who is where, who heads what, which role somebody has.

A relation is a table of spans. Those of one record that only one value may hold at a time give way to
each other; roles stand beside each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated table: whose spans they are, and what holds in them; `field` is the record's, as of today."""

    name: str
    object: str
    table: str
    key: str
    column: str
    field: str


MEMBER = Relation("member", "person", "_member", "person", "department", "department")
ROLE = Relation("role", "person", "_role_of", "person", "role", "roles")
HEAD = Relation("head", "department", "_head", "department", "person", "manager")
UNDER = Relation("under", "department", "_under", "department", "parent", "parent")
RELATIONS = {each.name: each for each in (MEMBER, ROLE, HEAD, UNDER)}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From the first day to the day before `until`; without an end where that is None."""

    since: date
    value: str
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or self.until > day)

    def json(self) -> Json:
        """`[value, since, until]`."""
        return [self.value, self.since.isoformat(), self.until.isoformat() if self.until else None]


def span_of(said: Sequence[Any]) -> Span:
    """A span as events keep it."""
    value, since, until = said
    return Span(date.fromisoformat(since), value, date.fromisoformat(until) if until else None)


def spans_of(work: "Work", relation: Relation, record: UUID, only: str | None = None) -> list[Span]:
    """A record's spans, the oldest first; `only` one value's."""
    chosen = "" if only is None else f" and {relation.column} = %(only)s"
    rows = work.execute(
        f"select since, {relation.column}::text, until from {work.place.schema}.{relation.table} "
        f"where {relation.key} = %(record)s{chosen}",
        {"record": record, "only": only},
    ).fetchall()
    return sorted((Span(*row) for row in rows), key=_order)


def put_spans(
    work: "Work", relation: Relation, record: UUID, spans: Iterable[Span], only: str | None = None
) -> None:
    """Let these be a record's spans, or those of one value, in place of all there are."""
    place, chosen = (
        f"{work.place.schema}.{relation.table}",
        "" if only is None else f" and {relation.column} = %(only)s",
    )
    work.execute(
        f"delete from {place} where {relation.key} = %(record)s{chosen}", {"record": record, "only": only}
    )
    for each in spans:
        work.execute(
            f"insert into {place} ({relation.key}, {relation.column}, since, until) values (%s, %s, %s, %s)",
            [record, each.value, each.since, each.until],
        )


def lay(spans: Iterable[Span], value: str | None, since: date, until: date | None = None) -> list[Span]:
    """The spans with `value` from one day to another; whatever held then gives way. None: nothing holds."""
    kept: list[Span] = []
    for each in spans:
        if each.since < since:
            end = since if each.until is None or each.until > since else each.until
            kept.append(Span(each.since, each.value, end))
        if until is not None and (each.until is None or each.until > until):
            kept.append(Span(max(each.since, until), each.value, each.until))
    if value is not None:
        kept.append(Span(since, value, until))
    return sorted(kept, key=_order)


def held_on(spans: Iterable[Span], day: date) -> str | None:
    """What holds on a day."""
    return next((each.value for each in spans if each.holds(day)), None)


def _order(each: Span) -> tuple[Any, ...]:
    return (each.since, each.until or date.max, each.value)
