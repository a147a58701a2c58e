"""Grades as the rule has them, written down for many customers at once, each move with a line of history."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Query, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.grading.model import CHANGE, CUSTOMER, HAND, REASON, Model, Row, model_of
from prooftrail.sales.grading.queries import rows_of
from prooftrail.sales.grading.rules.banding import Amount, amount_of, direction_of, grade_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FREE: dict[str, Json] = {"grade_until": None, "grade_reason": None}


def regrade(work: "Work", ids: Iterable[UUID]) -> list[Written]:
    """Grade these customers by the rule in force; what stands already is not written again."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    model = model_of(work)
    rows = rows_of(work, wanted, model)
    changes, histories = [], []
    for row in rows:
        amount = amount_of(row.purchase, row.ordered, model.how)
        held = row.until is not None and row.until >= work.today
        ruled = None if held or amount is None else grade_of(amount.value, model.bands)
        grade = ruled or row.grade
        if ruled is not None and ruled != row.grade:
            changes.append(_graded(work, row, ruled, model, amount))
            if row.told and row.last != row.grade:
                histories.append(line(work, row, row.last, row.grade, model, by=_by(row)))
            histories.append(line(work, row, row.grade, grade, model, by="rule"))
        else:
            if row.until is not None and not held:
                changes.append(Change("update", CUSTOMER, row.id, FREE))
            if row.last != row.grade if row.told else row.rule == HAND and row.grade is not None:
                histories.append(line(work, row, row.last, row.grade, model, by=_by(row)))
    if not changes and not histories:
        return []
    with work.acting(system(REASON, work.actor.person)):
        return work.records.apply([*changes, *histories], loose=True, action="customer.graded")


def retag(work: "Work", ids: Iterable[UUID]) -> list[Written]:
    """Set the tags rules ask for on these customers. A filter that does not fit the fields sets none."""
    wanted = sorted(set(ids))
    field = work.schema.object(CUSTOMER).fields.get("tags")
    if not wanted or field is None:
        return []
    found: dict[UUID, list[str]] = {}
    with work.acting(system(REASON, work.actor.person)):
        for tag, said in work.settings.value("grading.tags").items():
            for id in _fitting(work, wanted, said):
                found.setdefault(id, []).append(tag)
        before = work.execute(
            f"select id, coalesce({field.column}, '{{}}') from {work.place.schema}.{CUSTOMER} "
            "where id = any(%s) and deleted_at is null order by id",
            [wanted],
        ).fetchall()
        changes = [
            Change("update", CUSTOMER, id, {"tags": [*found.get(id, ())] or None})
            for id, tags in before
            if list(tags) != found.get(id, [])
        ]
        return work.records.apply(changes, loose=True, action="customer.tagged") if changes else []


def line(
    work: "Work", row: Row, before: str | None, after: str | None, model: Model, *, by: str, **more: Json
) -> Change:
    """One line of a customer's history."""
    said: dict[str, Json] = {
        "name": f"{row.name[:90]} {before or '—'} → {after or '—'}", "customer": str(row.id),
        "before": before, "after": after, "direction": direction_of(before, after, model.bands.order),
        "at": work.now.isoformat(), "by": by, "rule": model.version if by == "rule" else None,
        "reason": row.reason if by == HAND else None,
        "until": row.until.isoformat() if by == HAND and row.until else None,
        "owner": str(row.owner) if row.owner else None,
    }  # fmt: skip
    return Change("create", CHANGE, uuid7(), {**said, **more})


def _by(row: Row) -> str:
    return HAND if row.rule == HAND else "rule"


def _graded(work: "Work", row: Row, grade: str, model: Model, amount: Amount | None) -> Change:
    """The grade, and in the history why: not the amount, which not everybody may read who reads the grade."""
    floor = dict(model.bands.floors).get(grade)
    because: dict[str, Json] = {
        "rule": model.version, "basis": amount.basis if amount else None,
        "floor": str(floor) if floor is not None else None,
    }  # fmt: skip
    values: dict[str, Json] = {
        "grade": grade, "grade_rule": model.version, "graded_at": work.now.isoformat(), **FREE
    }  # fmt: skip
    return Change("update", CUSTOMER, row.id, values, because=because)


def _fitting(work: "Work", ids: Sequence[UUID], said: str) -> list[UUID]:
    """Which of the customers a tag's filter holds of."""
    try:
        filter: Any = json.loads(said)
        asked = ["and", ["id", "in", [str(each) for each in ids]], filter]
        page = work.records.page(CUSTOMER, Query(filter=asked, limit=len(ids), fields=("id",)))
    except (ValueError, Refusal):
        return []
    return [UUID(each["id"]) for each in json.loads(page.items)]
