"""Channel quality: what each source of leads brought and cost in a period, every figure with its records."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.capture.model import LEAD, SOURCE, SPEND
from prooftrail.sales.capture.rules.channels import Channel, figures, total

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SOLD: list[Any] = ["status", "=", "converted"]
EARLIEST, LATEST = date(1971, 1, 1), date(2999, 12, 31)
AMOUNTS = ("cost", "margin")


class LookAtChannels(Input):
    """Company dates, both included; this year where none are said."""

    since: date | None = None
    until: date | None = None


@action("look_at_channels", "看渠道质量", "Look at channels")
def look_at_channels(work: "Work", record: UUID | None, given: LookAtChannels) -> Done:
    """`{"since","until","currency","rows","total"}`: of each source its leads, conversion, cycle, cost,
    margin and, by figure, the filters that open its records. All of what the caller may see. Writes nothing.
    """
    since = given.since or date(work.today.year, 1, 1)
    until = given.until or date(since.year, 12, 31)
    if not EARLIEST <= since <= until <= LATEST:
        fields = {"until" if since >= EARLIEST else "since": "bad_value"}
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
    if SOURCE not in work.access.readable(work.schema.object(LEAD)) or _shut(work, LEAD):
        raise Refusal("permission_missing", "forbidden", facts={"permission": LEAD})
    leads, spends = _leads(work, since, until), _spends(work, since, until)
    found: dict[str | None, Channel] = {}
    for source in sorted({*leads, *spends}, key=lambda each: (each is None, each or "")):
        row = leads.get(source, {})
        found[source] = Channel(
            row.get("made", 0), row.get("sold", 0), _number(row.get("hours")), _amount(row.get("cost")),
            _amount(spends.get(source)), _amount(row.get("margin")),
        )  # fmt: skip
    rows: list[Json] = [
        {"source": source, **_said(each), "records": _doors(work, source, since, until)}
        for source, each in found.items()
    ]
    return Done({
        "since": since.isoformat(), "until": until.isoformat(), "currency": work.currency, "rows": rows,
        "total": {**_said(total(found.values())), "records": _doors(work, "", since, until)},
        "spends": (not _shut(work, SPEND) and work.access.grant(SPEND).create) or work.access.unbound,
    })  # fmt: skip


def _leads(work: "Work", since: date, until: date) -> dict[str | None, dict[str, Any]]:
    readable = work.access.readable(work.schema.object(LEAD))
    measures: dict[str, Any] = {"made": ["count"]}
    wheres: dict[str, Any] = {}
    if "status" in readable:
        measures["sold"], wheres["sold"] = ["count"], SOLD
        if "converted_at" in readable:
            measures["hours"], wheres["hours"] = ["sum", ["hours", "converted_at", "created_at"]], SOLD
    measures |= {name: ["sum", name] for name in AMOUNTS if name in readable}
    text = work.records.aggregate(LEAD, _made(work, since, until), [SOURCE], measures, wheres)
    return {row[SOURCE]: row for row in json.loads(text, parse_float=Decimal)["rows"]}


def _spends(work: "Work", since: date, until: date) -> dict[str | None, Any]:
    if _shut(work, SPEND):
        return {}
    said = work.records.aggregate(SPEND, _spent(since, until), [SOURCE], {"amount": ["sum", "amount"]})
    return {row[SOURCE]: row["amount"] for row in json.loads(said)["rows"]}


def _shut(work: "Work", object: str) -> bool:
    """Whether the caller may not read of it what is summed up."""
    if work.access.unbound:
        return False
    readable = work.access.readable(work.schema.object(object))
    needs = {SOURCE, "spent_on", "amount"} if object == SPEND else {SOURCE, "created_at"}
    return work.access.grant(object).read == "none" or not needs <= readable.keys()


def _made(work: "Work", since: date, until: date) -> list[Any]:
    first, after = (_dawn(work, day) for day in (since, until + timedelta(days=1)))
    return ["and", ["created_at", ">=", first], ["created_at", "<", after]]


def _spent(since: date, until: date) -> list[Any]:
    return ["and", ["spent_on", ">=", since.isoformat()], ["spent_on", "<=", until.isoformat()]]


def _dawn(work: "Work", day: date) -> str:
    return datetime.combine(day, time(), work.zone).isoformat()


def _said(of: Channel) -> dict[str, Json]:
    amounts = {"hours": of.hours, "cost": of.cost, "spend": of.spend, "margin": of.margin, **figures(of)}
    said: dict[str, Json] = {name: None if each is None else f"{each:f}" for name, each in amounts.items()}
    return {"leads": of.leads, "converted": of.converted, **said}


def _doors(work: "Work", source: str | None, since: date, until: date) -> dict[str, Json]:
    """What opens the records behind a figure, `{object, filter}`; a blank source opens all."""
    own: list[Any] = (
        [] if source == "" else [[SOURCE, "=", source] if source is not None else [SOURCE, "empty", True]]
    )
    made: list[Any] = ["and", *own, *_made(work, since, until)[1:]]
    spent: list[Any] = ["and", *own, *_spent(since, until)[1:]]
    doors: dict[str, Json] = {
        "leads": {"object": LEAD, "filter": made}, "converted": {"object": LEAD, "filter": [*made, SOLD]},
        **{name: {"object": LEAD, "filter": [*made, [name, "empty", False]]} for name in AMOUNTS},
    }  # fmt: skip
    return doors if _shut(work, SPEND) else {**doors, "spend": {"object": SPEND, "filter": spent}}


def _number(said: Any) -> Decimal | None:
    return None if said is None else Decimal(str(said))


def _amount(said: Any) -> Decimal | None:
    return None if said is None else Decimal(str(said["amount"]))
