"""A demo's leads lived through again under rules in force: given out by the engine at the moments they came,
answered, given back, moved, or left to nobody as the story has it; the last ones are protected now.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.people.actor import Actor, load_actor
from prooftrail.platform.records import Change
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.routing.designing import one, versions
from prooftrail.sales.routing.distributing import give_out
from prooftrail.sales.routing.model import DRAFT, LEAD, LIVE, SET, WAITING
from prooftrail.sales.routing.protecting import accept, follow_limits, let_go
from prooftrail.sales.routing.queries import reps

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]
DAYS, SINCE = 56, timedelta(days=60)
FRESH = (1_260, 1_050, 840, 510, 320, 190, 120, 75, 40, 12)
"""Minutes ago at which the leads of the last day came."""
CALLED = (
    "现场看一眼冷库门和机组，想换节能的",
    "去年装的速冻线不够用，问二期怎么配",
    "只要两台冷风机，问有没有现货",
    "新厂年底投产，要整套方案和报价",
    "医药冷库要验证报告，问周期",
)
AGAIN, BY_HAND, TWICE = 37, 8, 12
"""One lead in so many is given back as another group's; which fresh one is moved by hand; customers called by
two."""
DONE = ("converted", "closed")


@dataclass(frozen=True)
class Step:
    """What happens to a lead at a moment."""

    at: datetime
    kind: str
    lead: UUID
    row: Row


def live_through(work: "Work") -> None:
    """Everything, at the moments it happens; the clock of this transaction goes along and comes back."""
    draft = one(versions(work, LEAD), DRAFT)
    if draft is None:
        return
    now = work.now
    try:
        work.now = now - SINCE
        _in_force(work, draft)
        past = _past(work, now - timedelta(days=DAYS))
        _undone(work, past)
        steps = [each for each in (*_steps(past), *_fresh(past, now)) if each.at <= now]
        for step in sorted(steps, key=lambda each: each.at):
            work.now = step.at
            _fall_due(work)
            _happen(work, step)
        work.now = now
        _fall_due(work)
        _touch_twice(work)
    finally:
        work.now = now


def _in_force(work: "Work", draft: Row) -> None:
    """What was published is narrower than the draft: small enquiries from the website find no rule by it."""
    said = json.loads(draft["definition"])
    said["pool"] = None
    asked = ["or", ["source", "!=", "web"], ["estimated_purchase", ">=", "600000"]]
    rest = {"about": "record", "filter": asked, "departments": [], "people": [], "below": None}
    said["rules"][-1] = {**said["rules"][-1], "layers": [rest, *said["rules"][-1]["layers"]],
                         "working_hours": False}  # fmt: skip
    ops: Json = _login(work, "ops")
    values: dict[str, Any] = {
        "name": draft["name"], "about": LEAD, "number": draft["number"], "state": LIVE,
        "definition": json.dumps(said, ensure_ascii=False, separators=(",", ":")),
        "published_at": work.now.isoformat(), "published_by": ops, "created_at": work.now.isoformat(),
    }  # fmt: skip
    changes = [
        Change("create", SET, uuid7(), values),
        Change("update", SET, draft["id"], {"number": draft["number"] + 1}),
    ]
    work.records.apply(changes, loose=True, because={"demo": True})


def _past(work: "Work", since: datetime) -> Sequence[Row]:
    """Leads of the last weeks as they became, the oldest first."""
    return work.connection.cursor(row_factory=dict_row).execute(
        f"select * from {work.place.schema}.{LEAD} where created_at >= %s and deleted_at is null "
        "order by created_at, id", [since],
    ).fetchall()  # fmt: skip


def _undone(work: "Work", past: Sequence[Row]) -> None:
    """As if nothing had become of them yet."""
    blank = {"owner": None, "routing": None, "status": "new", "answered_at": None, "converted_at": None}
    work.records.apply(
        [Change("update", LEAD, row["id"], blank) for row in past], loose=True, because={"demo": True}
    )


def _steps(past: Sequence[Row]) -> Iterator[Step]:
    for nth, row in enumerate(past):
        id, came = row["id"], row["created_at"]
        given = came + timedelta(minutes=2 + nth * 7 % 12)
        yield Step(given, "give", id, row)
        answered = row["answered_at"]
        if nth % AGAIN == AGAIN // 2:
            yield Step(given + timedelta(minutes=9), "back", id, row)
            yield Step(given + timedelta(minutes=13), "again", id, row)
        silent = answered is None or nth % 9 == 4
        if not silent:
            yield Step(given + min(answered - came, timedelta(minutes=20 + 11 * nth % 95)), "answer", id, row)
        if not silent and (nth % 2 or row["status"] in DONE):
            kind = "converted" if nth % 2 else row["status"]
            soon = timedelta(hours=5 + nth % 15) if nth % 2 else timedelta(days=3 + nth % 5)
            yield Step(given + soon, kind, id, row)
        if silent and nth % 2:
            yield Step(given + timedelta(minutes=40), "accept", id, row)


def _fresh(past: Sequence[Row], now: datetime) -> Iterator[Step]:
    """Those of the last day: enquiries like the ones before, some of whom are still to be accepted."""
    for nth, minutes in enumerate(FRESH):
        like = past[-1 - 3 * nth % len(past)] if past else None
        if like is None:
            return
        came, id = now - timedelta(minutes=minutes), uuid7()
        worth = like["estimated_purchase"]
        short = str(like["company"] or "").removesuffix("有限公司")
        row = {**like, "id": id, "name": f"{short} 二期 {int(worth or 0) // 10_000} 万询价",
               "created_at": came,
               "background": CALLED[nth % len(CALLED)]}  # fmt: skip
        yield Step(came, "come", id, row)
        yield Step(came + timedelta(minutes=1 + nth % 4), "give", id, row)
        if nth in (1, 2, 4):
            yield Step(came + timedelta(minutes=50), "answer", id, row)
        if nth in (0, 3):
            yield Step(came + timedelta(minutes=25), "accept", id, row)
        if nth == BY_HAND:
            yield Step(came + timedelta(minutes=20), "hand", id, row)


def _happen(work: "Work", step: Step) -> None:
    if step.kind == "come":
        names = ("name", "company", "source", "industry", "region", "contact_rank", "phone", "background")
        said: dict[str, Any] = {name: step.row[name] for name in names}
        said |= {"estimated_purchase": str(step.row["estimated_purchase"]), "owner": None, "status": "new",
                 "routing": WAITING, "created_at": work.now.isoformat()}  # fmt: skip
        work.records.apply([Change("create", LEAD, step.lead, said)], loose=True, because={"demo": True})
        return
    if step.kind == "again":
        give_out(work, LEAD, 1, [step.lead])
        return
    if step.kind == "give":
        waits = Change("update", LEAD, step.lead, {"routing": WAITING})
        work.records.apply([waits], loose=True, because={"demo": True})
        give_out(work, LEAD, 1, [step.lead])
        return
    row = _row(work, step.lead)
    if row is None or row["owner"] is None:
        return
    if step.kind == "hand":
        with work.acting(_actor(work, "ops")):
            work.records.update(LEAD, step.lead, {"owner": _login(work, "rep")})
        return
    with work.acting(_actor(work, row["owner"])):
        if step.kind == "accept" and row["routing"] == "assigned":
            accept(work, LEAD, row)
        elif step.kind == "back" and row["routing"] == "assigned":
            let_go(work, LEAD, [row], "declined", wrong_group=True)
        elif step.kind == "answer" and row["status"] == "new":
            work.records.update(LEAD, step.lead, {"status": "working"}, loose=True)
        elif step.kind in ("converted", "closed") and row["status"] == "working":
            work.records.update(LEAD, step.lead, {"status": step.kind}, loose=True)


def _fall_due(work: "Work") -> None:
    """What fell due since the last step, and who gets what was not accepted."""
    if follow_limits(work, LEAD, 100):
        while give_out(work, LEAD, 100).more:
            pass


def _touch_twice(work: "Work") -> None:
    """A few customers a second rep called within days of the first."""
    schema, people = work.place.schema, [each.id for each in reps(work)]
    rows = work.execute(
        f"select distinct on (customer) customer, owner::text, occurred_at from {schema}.activity "
        "where occurred_at between %s and %s and deal is null and customer is not null and owner is not null "
        "order by customer, occurred_at limit %s",
        [work.now - timedelta(days=50), work.now - timedelta(days=4), TWICE],
    ).fetchall()
    made: list[Change] = []
    for nth, (customer, owner, at) in enumerate(rows):
        other = next(each for each in [*people[nth:], *people] if each != owner)
        again = (at + timedelta(days=1 + nth % 3, hours=1)).isoformat()
        made.append(Change("create", "activity", None, {
            "type": "call", "customer": str(customer), "topic": "问同一批设备的报价", "owner": other,
            "next_step": "跟同事定下由谁跟", "occurred_at": again, "created_at": again,
        }))  # fmt: skip
    work.records.apply(made, loose=True, because={"demo": True})


def _row(work: "Work", lead: UUID) -> Row | None:
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(f"select * from {work.place.schema}.{LEAD} where id = %s", [lead]).fetchone()


def _actor(work: "Work", who: UUID | str) -> Actor:
    person = who if isinstance(who, UUID) else UUID(str(_login(work, who)))
    return load_actor(work.connection, work.place.schema, person, work.today, work.schema.designed_names)


def _login(work: "Work", login: str) -> str | None:
    row = work.execute(
        f"select id::text from {work.place.schema}.person where login = %s", [login]
    ).fetchone()
    return row[0] if row else None
