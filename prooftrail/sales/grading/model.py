"""What a customer's grade is told by, read once a turn."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.sales.grading.rules.banding import Bands, How, read_bands
from prooftrail.sales.grading.rules.months import months_before

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CUSTOMER, ORDER, CHANGE = "customer", "order", "grade_change"
REASON = "grading"
HAND = "hand"
"""What a customer is graded by who was graded by a person."""
NEEDED = ("grade", "annual_purchase", "grade_rule", "graded_at", "grade_reason", "grade_until")
MOST_MONTHS = 600


@dataclass(frozen=True, slots=True)
class Model:
    """The rule in force: its version, its bands, and which orders count from which day on."""

    version: str
    bands: Bands
    how: How
    states: tuple[str, ...]
    months: int
    since: date


@dataclass(frozen=True, slots=True)
class Row:
    """A customer as the rule sees him; `last` is the grade the last line of his history ends at."""

    id: UUID
    owner: UUID | None
    name: str
    grade: str | None
    purchase: Decimal | None
    until: date | None
    rule: str | None
    reason: str | None
    ordered: Decimal | None
    last: str | None
    told: bool


def model_of(work: "Work") -> Model:
    """The rule as the settings say it. Grades the field does not have are left out; where the lowest is
    one of them, the lowest band has no floor.
    """
    value = work.settings.value
    keys = offered(work)
    floors = {grade: floor for grade, said in value("grading.bands").items()
              if grade in keys and (floor := amount_in(said)) is not None}  # fmt: skip
    lowest = value("grading.lowest")
    if lowest and lowest not in keys:
        lowest = min(floors, key=lambda each: floors[each], default="")
    months = min(int(value("grading.months")), MOST_MONTHS)
    how: Any = value("grading.basis")
    return Model(
        version_of(work), read_bands(floors, lowest or None), how,
        tuple(value("grading.order_states")), months, months_before(work.today, months),
    )  # fmt: skip


def offered(work: "Work") -> list[str]:
    """The grades a customer may have."""
    field = work.schema.object(CUSTOMER).fields["grade"]
    return [each["key"] for each in field.options.get("choices", []) if not each.get("retired")]


def amount_in(said: str) -> Decimal | None:
    """An amount of a setting; None where it is none."""
    try:
        found = Decimal(said)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None


def version_of(work: "Work") -> str:
    """`v1` as shipped, and one more with each change of a setting of grading."""
    row = work.execute(
        f"select count(*) from {work.place.schema}._setting where key like 'grading.%%' and since <= %s",
        [work.now],
    ).fetchone()
    return f"v{1 + (row[0] if row else 0)}"


def stands(work: "Work") -> bool:
    """Whether the customer has every field a grade needs; a designer may have taken one away."""
    return all(name in work.schema.object(CUSTOMER).fields for name in NEEDED)
