"""How content customers are, for engines that score them and for the causes of work items."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records import Query
from prooftrail.platform.values import Label, Locale
from prooftrail.platform.workitems.facts import Fact, Provider
from prooftrail.sales.care.model import ANSWERED, COMPLAINT, RESOLVED, SATISFACTION

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """Complaints since a moment, how many of them are open, and the mean of the answers, 1 to 5."""

    complaints: int
    open: int
    answers: int
    mean: Decimal | None


def standing_of(work: "Work", customers: Sequence[UUID], since: datetime) -> Mapping[UUID, Standing]:
    """Each customer's standing since a moment, as the system sees it; those without anything have none."""
    schema = work.place.schema
    rows = work.execute(
        "select coalesce(c.customer, s.customer), coalesce(c.all, 0), coalesce(c.open, 0), "
        "coalesce(s.all, 0), s.mean from "
        f"(select customer, count(*) as all, count(*) filter (where state <> %(resolved)s) as open "
        f"from {schema}.{COMPLAINT} where customer = any(%(of)s) and raised_at >= %(since)s "
        "and deleted_at is null group by customer) c full join "
        f"(select customer, count(*) as all, round(avg(score), 2) as mean from {schema}.{SATISFACTION} "
        "where customer = any(%(of)s) and state = %(answered)s and answered_at >= %(since)s "
        "and deleted_at is null group by customer) s on s.customer = c.customer",
        {"of": list(customers), "since": since, "resolved": RESOLVED, "answered": ANSWERED},
    ).fetchall()
    return {row[0]: Standing(*row[1:]) for row in rows}


def last_complaints(work: "Work", object: str, record: UUID, most: int, locale: Locale) -> Fact:
    """The newest complaints of a customer or on a deal, one line each."""
    none = "没有投诉" if locale == "zh" else "No complaints"
    if object not in ("customer", "deal"):
        return Fact([none])
    fields = ("id", "number", "title", "state", "raised_at")
    query = Query(filter=[object, "=", str(record)], sort="-raised_at", limit=most, fields=fields)
    rows = json.loads(work.records.page(COMPLAINT, query).items)
    kinds = work.schema.object(COMPLAINT).fields["state"].options["choices"]
    words = {each["key"]: each["label"][locale] for each in kinds}
    lines = [
        " ".join(part for part in (_day(work, each["raised_at"]), each["number"] or "", each["title"] or "",
                                   words.get(each["state"], "")) if part)
        for each in rows
    ]  # fmt: skip
    return Fact(lines or [none], [(COMPLAINT, UUID(each["id"])) for each in rows])


def _day(work: "Work", said: str | None) -> str:
    return datetime.fromisoformat(said).astimezone(work.zone).strftime("%m-%d") if said else ""


LAST_COMPLAINTS = Provider("last_complaints", Label("最近投诉", "Last complaints"), last_complaints)
