"""What an activity must say, and whether it can be: asked of sets, a query or two for all of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from prooftrail.platform.records import Pending
from prooftrail.platform.work import Work
from prooftrail.sales.playbook.guards.quotations import refuse_uncovered
from prooftrail.sales.playbook.guards.trying import is_trusted, refuse, said_time
from prooftrail.sales.playbook.rules.plausible import (
    FIRST,
    LAST,
    WAY,
    Step,
    is_ahead,
    is_too_close,
    is_too_quick,
    too_soon,
)
from prooftrail.sales.playbook.rules.vague import is_vague
from prooftrail.sales.playbook.rules.visits import missing_parts

TOO_QUICK = "too_quick"
PLACED = ("type", "customer", "deal", "occurred_at")
"""What an activity's plausibility hangs on."""


def refuse_vague_types(work: Work, activities: Sequence[Pending]) -> None:
    """Refuse a type that only says somebody was busy, before it is read as a key of the list."""
    asked = [each for each in activities if isinstance(each.change.values.get("type"), str)]
    types = {choice["key"] for choice in _types(work)}
    unknown = [each for each in asked if each.change.values["type"] not in types]
    for each in unknown:
        if is_vague(said := each.change.values["type"], work.settings.value("playbook.vague_words")):
            _refuse_vague(work, each, "type", said)


def check_activities(work: Work, activities: Sequence[Pending]) -> None:
    """Refuse what is not said, or cannot be; flag what hardly can."""
    asked = [each for each in activities if not is_trusted(work, each)]
    for each in asked:
        if each.op != "restore":
            _ask_parts(work, each)
            _ask_topic(work, each)
            _ask_time(work, each)
    placed = [each for each in asked if each.refusal is None and _is_placed(each)]
    _refuse_too_soon(work, [each for each in placed if each.after["type"] == FIRST])
    signing = [each for each in placed if each.after["type"] == LAST and each.op != "restore"]
    refuse_uncovered(work, signing, "type")
    _flag_quick(work, [each for each in placed if each.refusal is None])


def _ask_parts(work: Work, each: Pending) -> None:
    said: dict[str, Any] = work.settings.value("playbook.actions").get(each.after["type"], {})
    asks: list[str] = [name for name in said.get("asks", ()) if name in each.object.fields]
    if each.op == "update" and not any(each.changed(name) for name in ("type", *asks) if name in each.given):
        return
    values = {name: each.object.fields[name].value(each.after) for name in asks}
    if missing := missing_parts(asks, values):
        facts = {
            "type": each.after["type"], "label": _label(work, each.after["type"]),
            "missing": [each.object.fields[name].label.json() for name in missing],
        }  # fmt: skip
        refuse(work, each, "visit_incomplete", facts, dict.fromkeys(missing, "required"))


def _ask_topic(work: Work, each: Pending) -> None:
    topic = each.after["topic"]
    asked = topic and "topic" in each.given and each.changed("topic")
    if asked and is_vague(topic, work.settings.value("playbook.vague_words")):
        _refuse_vague(work, each, "topic", topic)


def _ask_time(work: Work, each: Pending) -> None:
    at, minutes = each.after["occurred_at"], work.settings.value("playbook.ahead_minutes")
    if at is None or "occurred_at" not in each.given or not each.changed("occurred_at"):
        return
    if is_ahead(at, work.now, timedelta(minutes=minutes)):
        facts = {"at": said_time(work, at), "now": said_time(work, work.now)}
        refuse(work, each, "not_yet_happened", facts, {"occurred_at": "not_yet_happened"})


def _refuse_vague(work: Work, each: Pending, field: str, said: str) -> None:
    actions = [choice["label"] for choice in _types(work)]
    facts = {"said": said.strip()[:80], "actions": actions}
    refuse(work, each, "vague_action", facts, {field: "vague_action"})


def _is_placed(each: Pending) -> bool:
    """Whether its place among the other activities is new: then it is looked at with them."""
    if each.after["occurred_at"] is None or each.after["type"] not in WAY:
        return each.op == "update" and each.after["flags"] is not None
    return each.op in ("create", "restore") or any(
        each.changed(name) for name in PLACED if name in each.given
    )


def _refuse_too_soon(work: Work, first: Sequence[Pending]) -> None:
    """No second first contact of a customer within so many hours; two at once wait for each other."""
    first = [each for each in first if each.after["customer"] is not None]
    if not first:
        return
    hours = work.settings.value("playbook.first_contact_hours")
    gap, schema = timedelta(hours=hours), work.place.schema
    customers = sorted({each.after["customer"] for each in first})
    times = [each.after["occurred_at"] for each in first]
    work.execute(
        f"select from {schema}.customer where id = any(%s) order by id for no key update", [customers]
    )
    rows = work.execute(
        f"select customer, id, occurred_at from {schema}.activity where customer = any(%s) and type = %s "
        "and deleted_at is null and occurred_at between %s and %s",
        [customers, FIRST, min(times) - gap, max(times) + gap],
    ).fetchall()
    known: dict[UUID, dict[UUID, datetime]] = {}
    for customer, id, at in rows:
        known.setdefault(customer, {})[id] = at
    for each in first:
        mine, at = known.setdefault(each.after["customer"], {}), each.after["occurred_at"]
        near = too_soon(at, (other for id, other in mine.items() if id != each.id), gap)
        if near is None:
            mine[each.id] = at
            continue
        facts = {"hours": hours, "at": said_time(work, near), "until": said_time(work, near + gap)}
        refuse(work, each, "too_soon", facts, {"occurred_at": "too_soon"})


def _flag_quick(work: Work, placed: Sequence[Pending]) -> None:
    """Flag what completes the way to a signature in fewer days than that takes."""
    if not placed:
        return
    within = timedelta(days=work.settings.value("playbook.quick_days"))
    least = _least(work)
    steps = {each.id: _step(each) for each in placed if each.after["occurred_at"] is not None}
    others = {
        step.id: step for step in _steps_near(work, list(steps.values()), max([within, *least.values()]))
    } | steps
    for each in placed:
        step = steps.get(each.id)
        quick = step is not None and (
            is_too_quick(step, others.values(), within) or is_too_close(step, others.values(), least)
        )
        if quick:
            each.because = {**(each.because or {}), "flags": TOO_QUICK}
        kept = [flag for flag in each.after["flags"] or () if flag != TOO_QUICK]
        each.after["flags"] = [*kept, *([TOO_QUICK] if quick else [])] or None


def _least(work: Work) -> dict[tuple[str, str], timedelta]:
    """The least time between two steps of the way, as it was learned from what was won."""
    said: dict[str, Any] = work.settings.value("playbook.least_hours")
    pairs = {(one, two): f"{one}>{two}" for at, one in enumerate(WAY) for two in WAY[at + 1 :]}
    return {pair: timedelta(hours=int(said.get(key) or 0)) for pair, key in pairs.items()}


def _steps_near(work: Work, steps: Sequence[Step], within: timedelta) -> list[Step]:
    if not steps:
        return []
    times = [step.at for step in steps]
    rows = work.execute(
        "select id, type, occurred_at, customer, deal from "
        f"{work.place.schema}.activity where (customer = any(%s) or deal = any(%s)) and type = any(%s) "
        "and deleted_at is null and occurred_at between %s and %s",
        [[step.customer for step in steps], [step.deal for step in steps], list(WAY),
         min(times) - within, max(times) + within],
    ).fetchall()  # fmt: skip
    return [Step(*row) for row in rows]


def _step(each: Pending) -> Step:
    row = each.after
    return Step(each.id, row["type"], row["occurred_at"], row["customer"], row["deal"])


def _types(work: Work) -> Sequence[dict[str, Any]]:
    found: Sequence[dict[str, Any]] = work.schema.object("activity").fields["type"].options["choices"]
    return found


def _label(work: Work, type: str) -> Any:
    return next((choice["label"] for choice in _types(work) if choice["key"] == type), type)
