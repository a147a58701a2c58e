"""The one statement a journey is read with: everything of it the caller may see, then what he asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    FromClause,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from prooftrail.platform.access.scope import values, visible
from prooftrail.platform.fields import Field
from prooftrail.platform.records.compiled import Compiled, compiled
from prooftrail.platform.schema import ObjectType
from prooftrail.sales.journey.asked import asked
from prooftrail.sales.journey.sources import ACTION, CUSTOMER, DEAL, EVIDENCE, REST, Lane, lanes

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Column = ColumnElement[Any]
STAY, NOW = "~stay", "~now"
STAYED = "stay"


def journey(work: "Work", of: str, bound: dict[str, Any]) -> Any:
    """The journey of `bound["record"]`: see `asked.ANSWER`. A few hundred rows of JSON at most."""
    statement = _told(work, of)
    said = f"with told as materialized ({statement.text}), {asked(work.place.schema, _people(work))}"
    everything = values(work.access, work.actor.person) | bound | _settings(work) | {"zone": str(work.zone)}
    row = work.execute(said, {**bound, **statement.values(everything)}).fetchone()
    assert row is not None
    return row[0]


def _told(work: "Work", of: str) -> Compiled:
    def build() -> Any:
        found = [_rows(work, of, each) for each in lanes(work.schema, work.access, of)]
        return union_all(*found, *_stages(work, of))

    return compiled(work.schema, ("journey", of, work.access.shape), build)


def _settings(work: "Work") -> dict[str, Any]:
    said: dict[str, list[str]] = work.settings.value("journey.lanes")
    named = {f"lane_{lane}": said.get(lane, []) for lane in ("visits", "calls", "talks")}
    return {**named, "milestones": work.settings.value("journey.milestones")}


def _people(work: "Work") -> bool:
    """Whether the caller may know what people are called."""
    person = work.schema.object("person")
    return work.access.unbound or (
        work.access.grant("person").read == "all" and person.title in work.access.readable(person)
    )


def _rows(work: "Work", of: str, lane: Lane) -> Select[Any]:
    """What one source tells, in the columns all of them have."""
    rows = lane.object.table.alias()

    def text(field: Field | None) -> Column:
        return _null(Text) if field is None else cast(rows.c[field.column], Text)

    def id(field: Field | None) -> Column:
        return _null(Uuid) if field is None else rows.c[field.column]

    told = [literal(""), text(lane.title), *map(text, lane.words)]
    state = lane.state if lane.object.name == EVIDENCE else None
    moment = func.coalesce(*(_moment(rows, each) for each in lane.dates))
    seen = visible(work.schema, work.access, "read", lane.object, rows)
    return select(
        literal(lane.object.name).label("object"), _lane(lane, rows).label("lane"), rows.c.id.label("id"),
        moment.label("at"), _null(DateTime(timezone=True)).label("until"), text(lane.kind).label("kind"),
        literal(lane.source.called, Text).label("called"), text(lane.title).label("title"),
        func.concat_ws(literal(" "), *told).label("said"), id(lane.deal).label("deal"),
        text(state).label("state"), id(lane.via).label("via"), id(lane.owner).label("owner"),
        _marked(lane, rows).label("milestone"),
    ).where(_of(work, of, lane, rows), rows.c.deleted_at.is_(None), moment.is_not(None), seen)  # fmt: skip


def _of(work: "Work", of: str, lane: Lane, rows: FromClause) -> Column:
    """That it belongs to the customer or deal whose journey it is."""
    record = bindparam("record", type_=Uuid)
    if lane.link is None:
        return rows.c.id == record
    column: Column = rows.c[lane.link.column]
    if lane.object.name == EVIDENCE and of == CUSTOMER:
        deal = work.schema.object(DEAL)
        deals = deal.table.alias()
        theirs = select(deals.c.id).where(deals.c[deal.field(CUSTOMER).column] == record)
        return column.in_(theirs)
    return column == record


def _lane(lane: Lane, rows: FromClause) -> Column:
    plain = literal(lane.source.lane, Text)
    if lane.kind is None:
        return plain
    kind = rows.c[lane.kind.column]
    if lane.object.name == "communication":
        return case((kind == literal("call"), literal("calls", Text)), else_=plain)
    if lane.object.name != ACTION:
        return plain
    named = [(_among(kind, f"lane_{each}"), literal(each, Text)) for each in ("visits", "calls", "talks")]
    return case(*named, else_=literal(REST, Text))


def _marked(lane: Lane, rows: FromClause) -> Column:
    if lane.object.name == ACTION and lane.kind is not None:
        return func.coalesce(_among(rows.c[lane.kind.column], "milestones"), literal(False))
    return literal(lane.source.milestone)


def _among(column: Column, name: str) -> Column:
    return column == bindparam(name, type_=ARRAY(Text)).any_()


def _moment(rows: FromClause, field: Field) -> Column:
    """A time as it is, a day as its begin in the company's zone."""
    column = rows.c[field.column]
    if field.type.key != "date":
        return column
    return func.timezone(bindparam("zone", type_=Text), cast(column, TIMESTAMP(timezone=False)))


def _null(kind: Any) -> Column:
    return cast(null(), kind)


def _stages(work: "Work", of: str) -> list[Select[Any]]:
    """Where its deals stood and stand, as far as the caller may know."""
    deal, stay = work.schema.object(DEAL), work.schema.object(STAYED)
    if not {"stage", "stage_since", "process"} <= work.access.readable(deal).keys():
        return []
    if of == CUSTOMER and CUSTOMER not in work.access.readable(deal):
        return []
    rows, past = deal.table.alias(), stay.table.alias()
    theirs = rows.c.id if of == DEAL else rows.c[deal.field(CUSTOMER).column]
    mine = and_(theirs == bindparam("record", type_=Uuid), rows.c.deleted_at.is_(None),
                visible(work.schema, work.access, "read", deal, rows))  # fmt: skip
    title = deal.fields[deal.title] if deal.title in work.access.readable(deal) else None
    found = [_stood(deal, rows, NOW, ("id", "stage_since", None, "stage", "process"), title).where(mine)]
    if {"about", "stage", "entered_at", "left_at", "process"} <= work.access.readable(stay).keys():
        names = ("about", "entered_at", "left_at", "stage", "process")
        there = past.c[stay.field("about").column]
        before = _stood(stay, past, STAY, names, None).where(
            there.in_(select(rows.c.id).where(mine)), past.c.deleted_at.is_(None)
        )
        found.append(before)
    return found


def _stood(
    object: ObjectType, rows: FromClause, lane: str, names: Sequence[str | None], title: Field | None
) -> Select[Any]:
    """A stage of a deal: its stage as the kind, its process as the title."""
    moment = _null(DateTime(timezone=True))
    deal, since, until, stage, process = (
        moment if name is None else rows.c[object.field(name).column] for name in names
    )
    none = _null(Text)
    return select(
        literal(object.name).label("object"), literal(lane, Text).label("lane"), rows.c.id.label("id"),
        since.label("at"), until.label("until"),
        cast(stage, Text).label("kind"), none.label("called"), cast(process, Text).label("title"),
        (none if title is None else cast(rows.c[title.column], Text)).label("said"), deal.label("deal"),
        none.label("state"), _null(Uuid).label("via"), _null(Uuid).label("owner"),
        literal(False).label("milestone"),
    )  # fmt: skip
