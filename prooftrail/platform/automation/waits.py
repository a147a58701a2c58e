"""Records that wait: since when, and which are over; set-based, over an indexed column."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    exists,
    func,
    select,
    tuple_,
)
from sqlalchemy import column as named
from sqlalchemy import table as stored
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.grants import SYSTEM
from prooftrail.platform.automation.occasions import Occasion
from prooftrail.platform.automation.shapes import LAST, RECORD, STAGE, Rule
from prooftrail.platform.automation.timing import began_by, over_at
from prooftrail.platform.calendar.rules.working import Calendar
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.records.filters import FilterReader, condition
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

STAMP = DateTime(timezone=True)
Start = tuple[datetime, UUID]
"""Where a look goes on: after this moment, and after this record of the same moment."""
LAST_ID = UUID(int=2**128 - 1)


@dataclass(frozen=True)
class Waiting:
    """One rule's wait: its object, the calendar it counts by, and the stages it is about."""

    rule: Rule
    object: ObjectType
    calendar: Calendar
    stages: tuple[str, ...] | None

    @property
    def kind(self) -> tuple[str, ...]:
        """What of the rule its statements depend on."""
        said = {key: self.rule.when.get(key) for key in ("since", "last")}
        once = self.rule.said.get("once")
        return (self.object.id, json.dumps(said, sort_keys=True), str(once), str(self.stages is not None))

    def bound(self, now: datetime) -> datetime:
        """The latest beginning that is over at a moment."""
        return began_by(self.rule.when["for"], self.rule.when["in"], now, self.calendar)

    def over(self, began: datetime) -> datetime:
        """When a wait is over."""
        return over_at(self.rule.when["for"], self.rule.when["in"], began, self.calendar)


def waiting_of(work: "Work", rule: Rule, calendar: Calendar | None = None) -> Waiting | None:
    """The wait of a rule; None where what it is about is gone."""
    object = work.schema.objects.get(str(rule.object))
    since = rule.when["since"]
    if object is None or (since not in (STAGE, LAST) and since not in object.fields):
        return None
    said = rule.when.get("stage")
    stages = (said,) if isinstance(said, str) else tuple(said) if said else None
    if stages is None and since == STAGE:
        stages = _on_the_way(work, object)
    return Waiting(rule, object, calendar or calendar_of(work), stages)


def _on_the_way(work: "Work", object: ObjectType) -> tuple[str, ...]:
    """Every node from which records still go on."""
    from prooftrail.platform.processes.store import COLUMNS, read_process

    query = f"select {COLUMNS} from {work.place.schema}._process where object = %s and version > 0"
    rows = work.execute(query, [object.name]).fetchall()
    return tuple(sorted({key for row in rows for key in read_process(row).on_the_way}))


@dataclass(frozen=True, slots=True)
class Over:
    """A record whose wait is over: since when it waited, and the episode that makes it this wait."""

    record: UUID
    began: datetime
    episode: str


def past(moment: datetime) -> Start:
    """After everything that began by a moment."""
    return moment, LAST_ID


def over_now(
    work: "Work", found: Waiting, after: Start | None, upto: datetime, limit: int, *, fired: bool = False
) -> list[Over]:
    """Records whose wait began after one moment (and record) and by another, first begun first; without those
    the rule fired for, unless `fired`.
    """
    statement, bound = _statement(work, found, after is not None, fired=fired)
    began, record = after or (None, None)
    values = {**bound, "after": began, "record": record, "upto": upto, "most": limit, "rule": found.rule.key}
    return [Over(*row) for row in work.execute(statement.text, statement.values(values)).fetchall()]


def next_began(work: "Work", found: Waiting, after: datetime) -> datetime | None:
    """When the next wait began, after a moment."""
    parsed = _parsed(work, found)
    shape = ("rule next", found.kind, parsed.shape)

    def build() -> Select[Any]:
        rows, moment, parts = _rows(work, found, parsed)
        later = moment > bindparam("after", type_=STAMP)
        return select(moment).select_from(rows).where(*parts, later).order_by(moment).limit(1)

    statement = compiled(work.schema, shape, build)
    values = {**parsed.bound, "stages": list(found.stages or ()), "after": after, "zone": str(work.zone)}
    row = work.execute(statement.text, statement.values(values)).fetchone()
    return None if row is None else row[0]


def _parsed(work: "Work", found: Waiting) -> Any:
    said = found.rule.condition.get("filter")
    return FilterReader(work.schema, SYSTEM, found.object, work.parsing).read(said)


def _statement(work: "Work", found: Waiting, later: bool, *, fired: bool) -> tuple[Any, dict[str, Any]]:
    parsed = _parsed(work, found)
    shape = ("rule over", found.kind, parsed.shape, later, fired)

    def build() -> Select[Any]:
        rows, moment, parts = _rows(work, found, parsed)
        episode = cast(func.timezone("UTC", moment), Text)
        if later:
            start = tuple_(bindparam("after", type_=STAMP), bindparam("record", type_=Uuid))
            parts.append(tuple_(moment, rows.c.id) > start)
        if not fired:
            parts.append(~_fired(work, found.rule, rows, episode))
        query = select(rows.c.id, moment, episode).select_from(rows)
        due = moment <= bindparam("upto", type_=STAMP)
        return query.where(*parts, due).order_by(moment, rows.c.id).limit(bindparam("most"))

    bound = {**parsed.bound, "stages": list(found.stages or ()), "zone": str(work.zone)}
    return compiled(work.schema, shape, build), bound


def _rows(work: "Work", found: Waiting, parsed: Any) -> tuple[Any, ColumnElement[Any], list[Any]]:
    """The object's table, the moment a record's wait began, and which records are meant."""
    table = found.object.table.alias("t")
    parts: list[ColumnElement[bool]] = [table.c.deleted_at.is_(None)]
    if found.stages is not None:
        parts.append(table.c.stage == bindparam("stages", type_=ARRAY(Text)).any_())
    if parsed.shape is not None:
        parts.append(condition(work.schema, SYSTEM, found.object, table, parsed.shape))
    return table, _moment(work, found, table), parts


def _moment(work: "Work", found: Waiting, table: Any) -> ColumnElement[Any]:
    since = found.rule.when["since"]
    if since == LAST:
        return _last_of(work, found, table)
    if since == STAGE:
        return table.c.stage_since  # type: ignore[no-any-return]
    column = table.c[found.object.fields[since].column]
    if isinstance(column.type, Date):
        return func.timezone(bindparam("zone", type_=Text), cast(column, DateTime))
    return column  # type: ignore[no-any-return]


def _last_of(work: "Work", found: Waiting, table: Any) -> ColumnElement[Any]:
    """The last moment among records that refer to this one, not before it came to its stage. Where no
    stage is named, a record that none refers to does not wait."""
    said = found.rule.when["last"]
    other = work.schema.object(said["object"])
    far = other.table.alias("l")
    link, time = far.c[other.fields[said["link"]].column], far.c[other.fields[said["time"]].column]
    parts: list[ColumnElement[bool]] = [link == table.c.id, far.c.deleted_at.is_(None)]
    if said.get("types"):
        choice = far.c[other.fields[said["field"]].column]
        types = bindparam("types", value=list(said["types"]), type_=ARRAY(Text))
        parts.append(choice == types.any_())
    last = select(func.max(time)).where(*parts).correlate(table).scalar_subquery()
    if found.stages is None:
        return last
    return case((last > table.c.stage_since, last), else_=table.c.stage_since)


def _fired(work: "Work", rule: Rule, table: Any, episode: ColumnElement[Any]) -> ColumnElement[bool]:
    firing = stored("_firing", named("rule"), named("record"), named("episode"), schema=work.place.schema)
    once = rule.said.get("once")
    mine = table.c.id
    if once and once != RECORD and rule.object is not None:
        mine = table.c[work.schema.object(rule.object).fields[once].column]
    same = firing.c.episode == ("once" if once else episode)
    asked = [firing.c.rule == bindparam("rule", type_=Text), firing.c.record == mine, same]
    return exists(select(1).select_from(firing).where(*asked).correlate_except(firing))


def matching(work: "Work", rule: Rule, after: UUID | None, limit: int) -> list[UUID]:
    """The next records of a rule's filter, in the order of their ids."""
    object = work.schema.object(str(rule.object))
    said = rule.condition.get("filter")
    parsed = FilterReader(work.schema, SYSTEM, object, work.parsing).read(said)

    def build() -> Select[Any]:
        table = object.table.alias("t")
        parts: list[ColumnElement[bool]] = [table.c.deleted_at.is_(None)]
        if parsed.shape is not None:
            parts.append(condition(work.schema, SYSTEM, object, table, parsed.shape))
        if after is not None:
            parts.append(table.c.id > bindparam("after", type_=Uuid))
        return select(table.c.id).where(*parts).order_by(table.c.id).limit(bindparam("most"))

    shape = ("rule matching", object.id, parsed.shape, after is not None)
    statement = compiled(work.schema, shape, build)
    values = {**parsed.bound, "after": after, "most": limit}
    return [row[0] for row in work.execute(statement.text, statement.values(values)).fetchall()]


def occasion_of(found: Waiting, each: Over, at: datetime) -> Occasion:
    """The chance a wait that is over gives its rule."""
    gone = at - each.began
    hours = int(gone.total_seconds() // 3600)
    stage = ", ".join(found.stages) if found.stages and len(found.stages) == 1 else None
    facts: dict[str, Any] = {"since": each.began, "hours": hours, "days": hours // 24, "stage": stage}
    return Occasion(found.object.name, each.record, each.episode, at, facts)


def would_have(work: "Work", rule: Rule, since: datetime, until: datetime, most: int) -> list[Occasion]:
    """Waits that would have been over in a period, as records stand now."""
    found = waiting_of(work, rule)
    if found is None:
        return []
    over = over_now(work, found, past(found.bound(since)), found.bound(until), most, fired=True)
    return [occasion_of(found, each, found.over(each.began)) for each in over]
