"""Reading a customer's decision chain: who is in it now, who was in which part when."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Query
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.chain.rules.seats import Turn, seats

if TYPE_CHECKING:
    from prooftrail.platform.schema import ObjectType
    from prooftrail.platform.work import Work

CONTACT = "contact"
TOLD = ("decision_role", "attitude", "influence", "reports_to", "title", "left_on")
MOST = 200
MOST_EVENTS = 5_000


class OfCustomer(Input):
    """Nothing but the customer, which is the action's record."""


@action("show_decision_chain", "看决策链", "Show decision chain")
def show_decision_chain(work: "Work", record: UUID | None, given: OfCustomer) -> Done:
    """`{"people":[{"id","name","title","decision_role","attitude","influence","reports_to","left_on"}],
    "history":[{"contact","name","since","until","values"}]}`: contacts the caller sees, of the fields he may
    read. Writes nothing.
    """
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if not work.records.present("customer", record):
        raise work.records.missing("customer")
    object = work.schema.object(CONTACT)
    readable = work.access.readable(object)
    fields = [name for name in TOLD if name in readable]
    none: list[Json] = []
    if "customer" not in readable or work.access.grant(CONTACT).read == "none":
        return Done({"people": none, "history": none})
    asked = Query(filter=["customer", "=", str(record)], sort="created_at", limit=MOST)
    rows: list[dict[str, Any]] = json.loads(work.records.page(CONTACT, asked).items)
    people: list[Json] = [
        {"id": row["id"], "name": row.get(object.title), **{name: _plain(row.get(name)) for name in fields}}
        for row in rows
    ]
    return Done({"people": people, "history": _history(work, object, rows, fields)})


def _history(work: "Work", object: "ObjectType", rows: list[dict[str, Any]], fields: list[str]) -> list[Json]:
    """Spells of each contact, the newest first."""
    parts = [name for name in fields if name != "title"]
    names = {object.fields[name].id: name for name in parts}
    turns: dict[str, list[Turn]] = {}
    found = work.execute(
        f"select record, occurred_at, changes from {work.events.table} where record = any(%s) "
        "and changes ?| %s order by record, version limit %s",
        [[UUID(row["id"]) for row in rows], list(names), MOST_EVENTS],
    ).fetchall()
    for record, at, changes in found:
        mine = {names[id]: pair for id, pair in changes.items() if id in names}
        changed = {name: (_plain(before), _plain(after)) for name, (before, after) in mine.items()}
        turns.setdefault(str(record), []).append(Turn(at, changed))
    told: list[tuple[datetime | None, dict[str, Json]]] = []
    for row in rows:
        now = {name: _plain(row.get(name)) for name in parts}
        for each in seats(now, turns.get(row["id"], [])):
            told.append((each.since, {
                "contact": row["id"], "name": row.get(object.title), "values": dict(each.values),
                "since": each.since.isoformat() if each.since else None,
                "until": each.until.isoformat() if each.until else None,
            }))  # fmt: skip
    told.sort(key=lambda each: (each[0] is not None, each[0] or work.now), reverse=True)
    return [each for _, each in told]


def _plain(value: Any) -> Json:
    """A value as the map knows it: a reference by its id."""
    return value.get("id") if isinstance(value, dict) else value
