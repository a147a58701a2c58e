"""Setting a grade by hand, for a reason and a time; giving it back to the rule; asking why it stands."""

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, is_unseen
from prooftrail.sales.grading.guard import LONGEST
from prooftrail.sales.grading.model import CUSTOMER, HAND, ORDER, Model, Row, model_of, offered, stands
from prooftrail.sales.grading.queries import rows_of
from prooftrail.sales.grading.regrading import FREE, line, regrade
from prooftrail.sales.grading.rules.banding import Amount, amount_of, grade_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class SetGrade(Input):
    """The grade, why, and until when it holds; without a day for `grading.hold_days`."""

    grade: str = Field(max_length=60)
    reason: str = Field(max_length=500)
    until: date | None = None


class OfCustomer(Input):
    """Nothing but the customer, which is the action's record."""


@action("set_grade", "定级", "Set grade")
def set_grade(work: "Work", record: UUID | None, given: SetGrade) -> Done:
    """Set it; the rule leaves it alone until its day, that day too. Whoever may write the field may."""
    until = given.until or work.today + timedelta(days=int(work.settings.value("grading.hold_days")))
    faults = {
        "reason": "required" if is_unseen(given.reason) else None,
        "grade": None if given.grade in offered(work) else "bad_value",
        "until": None if work.today <= until <= work.today + timedelta(days=LONGEST) else "bad_value",
    }
    if wrong := {name: said for name, said in faults.items() if said is not None}:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=wrong)
    row, model = _locked(work, record, given.grade)
    reason = given.reason.strip()
    values: dict[str, Json] = {
        "grade": given.grade, "grade_rule": HAND, "graded_at": work.now.isoformat(), "grade_reason": reason,
        "grade_until": until.isoformat(),
    }  # fmt: skip
    changes = [Change("update", CUSTOMER, row.id, values)]
    if row.told and row.last != row.grade:
        changes.append(line(work, row, row.last, row.grade, model, by=HAND if row.rule == HAND else "rule"))
    if row.grade != given.grade:
        changes.append(line(work, row, row.grade, given.grade, model, by=HAND, reason=reason,
                            until=until.isoformat()))  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        written = work.records.apply(changes, loose=True, action="customer.grade_set",
                                     because={"reason": reason, "until": until.isoformat()})  # fmt: skip
    return Done({"grade": given.grade, "until": until.isoformat()}, written)


@action("release_grade", "交回规则定级", "Release grade")
def release_grade(work: "Work", record: UUID | None, given: OfCustomer) -> Done:
    """Give a grade set by hand back to the rule, which grades at once where it knows an amount."""
    row, _ = _locked(work, record, None)
    with work.acting(work.actor.with_all_rights()):
        written = [
            work.records.update(CUSTOMER, row.id, {**FREE, "grade_rule": None}, loose=True,
                                action="customer.grade_released")
        ]  # fmt: skip
    written += regrade(work, [row.id])
    return Done({"grade": json.loads(work.records.get(CUSTOMER, row.id)).get("grade")}, written)


@action("show_grade", "看定级依据", "Show grade")
def show_grade(work: "Work", record: UUID | None, given: OfCustomer) -> Done:
    """Why it is what it is: `{"grade","by","version","since","reason","until","basis","amount","currency",
    "bands","ruled"}`; the amount only for whoever may read what a customer buys. Writes nothing.
    """
    row, model = _seen(work, record, lock=False)
    object = work.schema.object(CUSTOMER)
    readable = work.access.readable(object)
    amount = _readable_amount(work, row, model)
    if "grade" not in readable:
        raise Refusal("field_forbidden", "forbidden", facts={"object": CUSTOMER, "field": "grade"})
    bands: list[Json] = [{"grade": grade, "floor": str(floor)} for grade, floor in model.bands.floors]
    return Done({
        "grade": row.grade, "by": HAND if row.rule == HAND else "rule" if row.rule else None,
        "version": row.rule if row.rule != HAND else None, "reason": row.reason,
        "until": row.until.isoformat() if row.until else None, "bands": bands, "lowest": model.bands.lowest,
        "basis": amount.basis if amount else None, "amount": str(amount.value) if amount else None,
        "currency": work.currency, "months": model.months, "now": model.version,
        "ruled": grade_of(amount.value, model.bands) if amount else None,
    })  # fmt: skip


def _readable_amount(work: "Work", row: Row, model: Model) -> Amount | None:
    """The amount that counts, for whoever may read what it is made of."""
    amount = amount_of(row.purchase, row.ordered, model.how)
    if amount is None:
        return None
    name, field = (ORDER, "amount") if amount.basis == "orders" else (CUSTOMER, "annual_purchase")
    may = work.access.grant(name).read != "none" and field in work.access.readable(work.schema.object(name))
    return amount if may else None


def _locked(work: "Work", record: UUID | None, grade: str | None) -> tuple[Row, Model]:
    """The customer, whose grade the caller may write. Refuses others."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    row, model = _seen(work, record)
    said = row.grade if grade is None else grade
    [pending] = work.records.check([Change("update", CUSTOMER, row.id, {"grade": said})])
    if pending.refusal is not None:
        raise pending.refusal
    return row, model


def _seen(work: "Work", record: UUID | None, *, lock: bool = True) -> tuple[Row, Model]:
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if not work.records.present(CUSTOMER, record) or not stands(work):
        raise work.records.missing(CUSTOMER)
    model = model_of(work)
    return rows_of(work, [record], model, lock=lock)[0], model
