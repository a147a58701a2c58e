"""The verbs of those who give and get: a batch, one by hand, taking it, giving it back, the load of each."""

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from psycopg.rows import dict_row
from pydantic import Field as Asked

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.routing import protecting, queries
from prooftrail.sales.routing.distributing import give_out
from prooftrail.sales.routing.model import ACCEPTED, ASSIGNED, HELD, POOL, QUEUE, WAITING
from prooftrail.sales.routing.shapes import About

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_AT_ONCE = 500


class Distribute(Input):
    """Records by id, or all that went to nobody: waiting, in the queue, with `pools` also those in pools."""

    about: About
    records: list[UUID] | None = Asked(default=None, max_length=MOST_AT_ONCE)
    pools: bool = False


@action("distribute", "批量分配", "Give out", permission="rules:publish")
def distribute(work: "Work", record: UUID | None, given: Distribute) -> Done:
    """Ask the rules again for records nobody has; what is more than a batch follows by itself."""
    _may_write(work)
    if queries.live_set(work, given.about) is None:
        raise Refusal("no_distribution", "conflict", facts={"about": given.about})
    states = [QUEUE, *([POOL] if given.pools or given.records else [])]
    ids = work.execute(
        f"select id from {work.place.schema}.{given.about} where deleted_at is null and owner is null "
        "and (routing = any(%(states)s) or routing is null) "
        "and (%(ids)s::uuid[] is null or id = any(%(ids)s)) "
        "order by id limit 5000 for no key update skip locked",
        {"states": states, "ids": given.records},
    ).fetchall()
    with work.acting(work.actor.with_all_rights()):
        work.records.apply(
            [
                Change("update", given.about, id, {"routing": WAITING, "due_at": None, "pool": None})
                for (id,) in ids
            ],
            loose=True,
        )
    found = give_out(work, given.about, MOST_AT_ONCE, given.records)
    counts: dict[str, Json] = {each: found.counts.get(each, 0) for each in ("person", "pool", "queue")}
    return Done({**counts, "more": found.more}, found.written)


class AssignLead(Input):
    """To whom; `object` says what kind of record the action's is."""

    to: UUID
    object: About = "lead"
    reason: str | None = Asked(default=None, max_length=500)


@action("assign_lead", "分配线索", "Assign lead")
def assign_lead(work: "Work", record: UUID | None, given: AssignLead) -> Done:
    """Give a record to somebody by hand; he is asked what the rules ask of him."""
    if record is None:
        raise work.records.missing(given.object)
    because: dict[str, Json] = {"reason": given.reason} if given.reason else {}
    written = work.records.update(given.object, record, {"owner": str(given.to)}, because=because)
    return Done({"owner": str(given.to), "routing": written.after["routing"]}, [written])


class AcceptLead(Input):
    """What kind of record the action's is."""

    object: About = "lead"


@action("accept_lead", "接收线索", "Accept lead")
def accept_lead(work: "Work", record: UUID | None, given: AcceptLead) -> Done:
    """Take up what one was given; the protection goes on."""
    row = _mine(work, given.object, record, (ASSIGNED,))
    written = protecting.accept(work, given.object, row)
    until = written.after["protected_until"]
    return Done({"routing": ACCEPTED, "protected_until": until.isoformat() if until else None}, [written])


class DeclineLead(AcceptLead):
    """Why not."""

    reason: Literal["wrong_group", "no_time", "unfit", "other"]
    note: str | None = Asked(default=None, max_length=500)


@action("decline_lead", "退回线索", "Decline lead")
def decline_lead(work: "Work", record: UUID | None, given: DeclineLead) -> Done:
    """Give back what one was given: the rules are asked again, without oneself."""
    row = _mine(work, given.object, record, HELD)
    written = protecting.let_go(
        work, given.object, [row], "declined", wrong_group=given.reason == "wrong_group"
    )
    return Done({"routing": written[0].after["routing"]}, written)


class ShowLoads(Input):
    """Nothing is asked."""


@action("show_loads", "查看接单负荷", "Show loads", permission="rules:publish")
def show_loads(work: "Work", record: UUID | None, given: ShowLoads) -> Done:
    """Everybody who sells: how much waits for him, whether he is there, his divisions and skills."""
    people, load = queries.reps(work), queries.loads(work)
    names = queries.names_of(work, "person", [each.id for each in people])
    items: list[Json] = []
    for each in people:
        regions, skills = list[Json](each.regions), list[Json](sorted(each.skills))
        items.append({
            "person": {"id": each.id, "label": names.get(each.id)}, "load": load.get(each.id, 0),
            "away": each.away, "until": each.until, "regions": regions, "skills": skills,
        })  # fmt: skip
    return Done({"items": items})


def _mine(work: "Work", about: str, record: UUID | None, states: tuple[str, ...]) -> dict[str, Any]:
    """One's own record, held. Refuses what is another's or does not stand so any more."""
    _may_write(work)
    if record is None or not work.records.present(about, record):
        raise work.records.missing(about)
    cursor = work.connection.cursor(row_factory=dict_row)
    row = cursor.execute(
        f"select * from {work.place.schema}.{about} where id = %s for no key update", [record]
    ).fetchone()
    if row is None or row["owner"] != work.actor.person:
        raise Refusal("not_given_to_you", "forbidden", facts={"object": about})
    if row["routing"] not in states:
        raise Refusal("not_to_be_accepted", "conflict", facts={"object": about, "routing": row["routing"]})
    return row


def _may_write(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
