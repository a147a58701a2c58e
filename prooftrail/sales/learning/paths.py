"""What was done for deals, for all of them in one statement, of what the caller may see."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Date,
    Numeric,
    String,
    Uuid,
    and_,
    bindparam,
    cast,
    distinct,
    extract,
    func,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import visible
from prooftrail.platform.processes.store import versions
from prooftrail.platform.records.finding import run_shape
from prooftrail.sales.learning.counting import BEGIN, DAY, END, Span
from prooftrail.sales.learning.rules.distilling import Met

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

TURNS = 3
"""How often the same type is counted as a step of its own."""


class Column(NamedTuple):
    """A table of records and its columns by field."""

    table: Any
    of: dict[str, Any]


def met_on_the_way(
    work: "Work", span: Span, owners: Sequence[UUID], product: UUID | None
) -> tuple[int, list[Met]]:
    """How many deals of the owners were won in the span, and what was done for them."""

    def build() -> Any:
        won = _won(work, product is not None)
        act = records(work, "activity")
        first = func.min(act.of["occurred_at"]).over(partition_by=act.of["deal"])
        order = (act.of["occurred_at"], act.table.c.id)
        turn = func.row_number().over(partition_by=(act.of["deal"], act.of["type"]), order_by=order)
        each = (
            select(
                act.of["deal"].label("deal"), act.of["type"].label("type"), turn.label("turn"),
                (cast(extract("epoch", act.of["occurred_at"] - first), Numeric) / DAY).label("day"),
            )
            .select_from(act.table.join(won, act.of["deal"] == won.c.id))
            .where(act.table.c.deleted_at.is_(None), act.of["occurred_at"].is_not(None),
                   _seen(work, "activity", act.table))
            .subquery("each")
        )  # fmt: skip
        middle = func.percentile_cont(0.5).within_group(each.c.day)
        return (
            select(each.c.type, each.c.turn, func.count(distinct(each.c.deal)), middle)
            .where(each.c.turn <= TURNS)
            .group_by(each.c.type, each.c.turn)
        )

    bound = {**_in(work, span), "among": list(owners), "product": product}
    shape = ("learning", "path", work.access.shape, product is not None)
    rows = run_shape(work, shape, build, bound)
    count = run_shape(
        work, (*shape, "count"), lambda: select(func.count()).select_from(_won(work, product is not None)),
        bound,
    )[0][0]  # fmt: skip
    return count, [Met(kind, turn, deals, float(day)) for kind, turn, deals, day in rows]


class Gap(NamedTuple):
    """Days between two steps of won deals: how many, the least but for the `share` shortest, the middle."""

    deals: int
    least: Decimal | None
    middle: Decimal | None


def gaps(work: "Work", span: Span, ways: Sequence[tuple[str, str]], share: Decimal) -> list[Gap]:
    """From the first action of one type to the first of another after it, of what was won."""

    def build() -> Any:
        won = _won(work, of_product=False, of_owners=False)
        here, there = records(work, "activity"), records(work, "activity")
        begun = func.min(here.of["occurred_at"])
        first = (
            select(here.of["deal"].label("deal"), begun.label("at"))
            .select_from(here.table.join(won, here.of["deal"] == won.c.id))
            .where(here.of["type"] == bindparam("one", type_=String), here.table.c.deleted_at.is_(None),
                   _seen(work, "activity", here.table))
            .group_by(here.of["deal"])
            .subquery("first")
        )  # fmt: skip
        later = func.min(there.of["occurred_at"])
        pairs = (
            select((cast(extract("epoch", later - first.c.at), Numeric) / DAY).label("days"))
            .select_from(there.table.join(first, there.of["deal"] == first.c.deal))
            .where(there.of["type"] == bindparam("other", type_=String), there.table.c.deleted_at.is_(None),
                   there.of["occurred_at"] >= first.c.at, _seen(work, "activity", there.table))
            .group_by(first.c.deal, first.c.at)
            .subquery("pairs")
        )  # fmt: skip

        def at(share: Any) -> Any:
            return func.round(cast(func.percentile_cont(share).within_group(pairs.c.days), Numeric), 2)

        return select(func.count(), at(bindparam("share", type_=Numeric)), at(0.5)).select_from(pairs)

    shape = ("learning", "gaps", work.access.shape)
    found = []
    for one, other in ways:
        bound = {**_in(work, span), "one": one, "other": other, "share": share}
        found.append(Gap(*run_shape(work, shape, build, bound)[0]))
    return found


def _won(work: "Work", of_product: bool, *, of_owners: bool = True) -> Any:
    """Deals that were won and ended in the span, by the company's dates."""
    deal = records(work, "deal")
    zone: Any = bindparam("zone")
    closed = deal.of["closed_on"]
    among = [
        deal.table.c.stage == bindparam("won", type_=ARRAY(String)).any_(),
        closed >= cast(func.timezone(zone, BEGIN), Date), closed < cast(func.timezone(zone, END), Date),
        deal.table.c.deleted_at.is_(None), _seen(work, "deal", deal.table),
    ]  # fmt: skip
    if of_owners:
        among.append(deal.table.c.owner == bindparam("among", type_=ARRAY(Uuid)).any_())
    if of_product:
        among.append(deal.of["product"] == bindparam("product", type_=Uuid))
    return select(deal.table.c.id.label("id")).where(and_(*among)).subquery("won")


def _in(work: "Work", span: Span) -> dict[str, Any]:
    """What the statements over won deals are bound to."""
    return {**span._asdict(), "zone": str(work.zone), "won": ends_of(work)["won"]}


class Adoption(NamedTuple):
    """Deals on a pack; how many followed each step; and of those that followed at least half of it, and of
    the others, how many ended and were won."""

    deals: int
    steps: tuple[int, ...]
    close: tuple[int, int, int]
    loose: tuple[int, int, int]


def adoption(
    work: "Work", kinds: Sequence[str], since: Any, units: Sequence[UUID] | None, product: UUID | None
) -> Adoption:  # fmt: skip
    """Of the deals with an action since the pack was published; an ended one counts as what it is now."""

    def build() -> Any:
        return _adopting(work, len(kinds), units is not None, product is not None)

    bound: dict[str, Any] = {f"kind{at}": kind for at, kind in enumerate(kinds)}
    bound |= {"since": since, "units": list(units or ()), "product": product}
    ends = ends_of(work)
    bound |= {"won": ends["won"], "lost": ends["lost"]}
    shape = ("learning", "adoption", work.access.shape, len(kinds), units is not None, product is not None)
    row = run_shape(work, shape, build, bound)[0]
    many = len(kinds)
    return Adoption(row[0], tuple(row[1 : many + 1]), row[many + 1 : many + 4], row[many + 4 : many + 7])


def _adopting(work: "Work", many: int, of_units: bool, of_product: bool) -> Any:
    deal, act = records(work, "deal"), records(work, "activity")
    touched = (
        select(act.of["deal"])
        .where(act.of["occurred_at"] >= BEGIN, act.table.c.deleted_at.is_(None), act.of["deal"].is_not(None),
               _seen(work, "activity", act.table))
    )  # fmt: skip
    among = [deal.table.c.deleted_at.is_(None), deal.table.c.id.in_(touched), _seen(work, "deal", deal.table)]
    if of_units:
        among.append(deal.table.c.unit == bindparam("units", type_=ARRAY(Uuid)).any_())
    if of_product:
        among.append(deal.of["product"] == bindparam("product", type_=Uuid))
    source: Any = deal.table
    last: Any = BEGIN
    taken = []
    for at in range(many):
        done = records(work, "activity")
        after = done.of["occurred_at"] >= BEGIN if at == 0 else done.of["occurred_at"] > last
        step = (
            select(func.min(done.of["occurred_at"]).label("at"))
            .where(done.of["deal"] == deal.table.c.id, done.table.c.deleted_at.is_(None), after,
                   done.of["type"] == bindparam(f"kind{at}", type_=String),
                   _seen(work, "activity", done.table))
            .lateral(f"s{at}")
        )  # fmt: skip
        source = source.join(step, true())
        last = func.coalesce(step.c.at, last)
        taken.append(step.c.at)
    stage = deal.table.c.stage
    won = stage == bindparam("won", type_=ARRAY(String)).any_()
    over = won | (stage == bindparam("lost", type_=ARRAY(String)).any_())
    close = func.num_nonnulls(*taken) * 2 >= many
    figures = [func.count().filter(each.is_not(None)) for each in taken]
    for side in (close, ~close):
        figures += [func.count().filter(side), func.count().filter(side & over),
                    func.count().filter(side & won)]  # fmt: skip
    return select(func.count(), *figures).select_from(source).where(and_(*among))


def ends_of(work: "Work") -> dict[str, list[str]]:
    """Keys of the stages that end a deal, by how, of every version of its processes."""
    nodes = [node for process in versions(work, "deal") for node in process.nodes]
    return {end: sorted({node.key for node in nodes if node.end == end}) for end in ("won", "lost")}


def records(work: "Work", name: str) -> Column:
    """An object's table under a name of its own."""
    object = work.schema.object(name)
    table = object.table.alias()
    of = {each: table.c[field.column] for each, field in object.fields.items() if field.column in table.c}
    return Column(table, of)


def _seen(work: "Work", name: str, table: Any) -> Any:
    return visible(work.schema, work.access, "read", work.schema.object(name), table)
