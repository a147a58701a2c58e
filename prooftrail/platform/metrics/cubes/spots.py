"""Spots of a cube: the days and people whose cells are looked at, measured anew or left out.

What changed is found in the log: whose the record was before and after, and the day it counted for. Where
the day cannot be told any more, all of a person's days are meant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Uuid,
    and_,
    bindparam,
    column,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.metrics.cubes.cells import NO_DAY, NOBODY, Where
from prooftrail.platform.metrics.cubes.plan import Plan
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ALWAYS = ("record.created", "record.deleted", "record.restored", "record.removed")


@dataclass
class Spots:
    """Days of people, and people of whom every day is meant."""

    pairs: set[tuple[UUID, date]] = field(default_factory=set)
    people: set[UUID] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.pairs or self.people)

    def bound(self) -> dict[str, Any]:
        """What conditions bind."""
        pairs = sorted(each for each in self.pairs if each[0] not in self.people)
        owners = [each[0] for each in pairs]
        everybody = {*owners, *self.people}
        return {"spot_owners": owners, "spot_days": [each[1] for each in pairs],
                "spot_people": sorted(self.people), "spot_all": sorted(everybody)}  # fmt: skip

    @property
    def days(self) -> list[date] | None:
        """The days concerned; None for all of them."""
        return None if self.people else sorted({day for _, day in self.pairs})

    @property
    def everybody(self) -> list[UUID]:
        """The people concerned."""
        return sorted({*self.people, *(owner for owner, _ in self.pairs)})


def within(day: ColumnElement[Any], owner: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a day of a person is among the spots that are bound."""
    spots = (
        func.unnest(bindparam("spot_owners", type_=ARRAY(Uuid)), bindparam("spot_days", type_=ARRAY(Date)))
        .table_valued(column("owner", Uuid), column("day", Date))
        .render_derived(name="spot")
    )
    people = owner == bindparam("spot_people", type_=ARRAY(Uuid)).any_()
    return or_(people, tuple_(owner, day).in_(select(spots.c.owner, spots.c.day)))


def of_spots(owned: bool) -> Where:
    """The records of the spots that are bound; by their owners' index first."""

    def where(table: FromClause, day: ColumnElement[Any], owner: ColumnElement[Any]) -> ColumnElement[bool]:
        inside = within(day, owner)
        if not owned:
            return inside
        some = table.c.owner == bindparam("spot_all", type_=ARRAY(Uuid)).any_()
        nobody = and_(table.c.owner.is_(None), bindparam("spot_nobody"))
        return and_(or_(some, nobody), inside)

    return where


def of_days(object: ObjectType, plan: Plan, is_time: bool) -> Where:
    """The records of days from one to another, or of none; the field's own index is used."""

    def where(table: FromClause, day: ColumnElement[Any], owner: ColumnElement[Any]) -> ColumnElement[bool]:
        if plan.time is None:
            return day == bindparam("no_day", type_=Date)
        kind = DateTime(timezone=True) if is_time else Date()
        column = table.c[object.fields[plan.time].column]
        return and_(column >= bindparam("since", type_=kind), column < bindparam("until", type_=kind))

    return where


def spots_of(work: "Work", plan: Plan, rows: Iterable[Mapping[str, Any]]) -> Spots:
    """The spots that some events concern; of each record all that followed the first one.

    Between two events a record may have been anybody's on any day that either of them names, and so every
    one of its people is met with every one of its days.
    """
    object, found = work.schema.objects[plan.object], Spots()
    time = object.fields[plan.time] if plan.time else None
    by_record: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_record.setdefault(row["record"], []).append(row)
    for events in by_record.values():
        if not any(_matters(plan, each) for each in events):
            continue
        owners = {each[name] or NOBODY for each in events for name in ("owner_before", "owner_after")}
        days: set[date | None] = {NO_DAY}
        if time is not None:
            said = [each["changes"][time.id] for each in events if time.id in each["changes"]]
            days = {events[0]["day"], *(_day(work, day) for pair in said for day in pair)}
            if said and events[0]["day"] is None:
                days.discard(None)  # it is gone, and what it was last is said
        found.people |= owners if None in days else set()
        found.pairs |= {(owner, day) for owner in owners for day in days if day is not None}
    return found


def _matters(plan: Plan, event: Mapping[str, Any]) -> bool:
    moved = event["owner_before"] != event["owner_after"] or event["unit_before"] != event["unit_after"]
    always = plan.unlogged or moved or event["action"] in ALWAYS or "~deleted" in event["changes"]
    return always or not plan.reads.isdisjoint(event["changes"])


def _day(work: "Work", said: str | None) -> date:
    if said is None:
        return NO_DAY
    if len(said) == len("2026-01-01"):
        return date.fromisoformat(said)
    return datetime.fromisoformat(said).astimezone(work.zone).date()
