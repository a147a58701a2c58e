"""A quotation beside the most similar ones of the past, with what differs and what became of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Query
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.learning.paths import ends_of
from prooftrail.sales.learning.rules.resembling import Offer, Resembling, change, differences, resembling

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OBJECT = "quotation"
READ, SHOWN = 200, 5
COMPARED = (
    "text",
    "long_text",
    "money",
    "decimal",
    "percent",
    "integer",
    "date",
    "choice",
    "choices",
    "boolean",
)
ITS_OWN = ("number", "name", "reject_reason")
"""Fields that differ between any two, or are no part of the offer."""
Row = Mapping[str, Any]


class Reading(Protocol):
    """What is asked of whoever reads texts; the composition root plugs it in."""

    def alike(self, one: str, other: str) -> float:
        """How surely two texts are one, from 0 to 1."""
        ...

    def passages(self, one: str, other: str) -> list[tuple[int, int, int]]:
        """The same passages: where in each, and how long."""
        ...


class CompareProposal(Input):
    """Nothing but the quotation, which is the action's record."""


@action("compare_proposal", "比同类报价", "Compare with similar quotations")
def compare_proposal(work: "Work", record: UUID | None, given: CompareProposal) -> Done:
    """The most similar of the newest in the reader's sight, each with reasons, differences and outcome."""
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    row = json.loads(work.records.get(OBJECT, record))
    customer, deal = _about(work, "customer", row), _about(work, "deal", row)
    near = _near(work, record, customer, deal)
    deals = _each(work, "deal", [_id(each.get("deal")) for each in near])
    customers = _each(work, "customer", [_id(each.get("customer")) for each in near])
    reading: Reading = work.settings.value("fabrication.senses")
    mine = _offer(row, customer, deal)
    ranked = []
    for each in near:
        its, whose = deals.get(_id(each.get("deal")), {}), customers.get(_id(each.get("customer")), {})
        alike = reading.alike(str(row.get("name") or ""), str(each.get("name") or ""))
        ranked.append((resembling(mine, _offer(each, whose, its), alike), each, its))
    ranked.sort(key=lambda one: (-one[0].score, one[1]["id"]))
    names = _names(work)
    similar: list[Json] = [
        _shown(work, reading, names, row, found, (each, its))
        for found, each, its in ranked[:SHOWN]
        if found.score > 0
    ]
    return Done({"quotation": {"id": str(record), "name": row.get("name")}, "similar": similar})


def _near(work: "Work", record: UUID, customer: Row, deal: Row) -> list[Row]:
    """The newest others of the same industry or product; where neither is known, the newest."""
    ways: list[Any] = []
    if customer.get("industry"):
        ways.append(["customer.industry", "=", customer["industry"]])
    if product := _id(deal.get("product")):
        ways.append(["deal.product", "=", product])
    filter: list[Any] = ["and", ["id", "!=", str(record)], *([["or", *ways]] if ways else [])]
    found: list[Row] = json.loads(
        work.records.page(OBJECT, Query(filter=filter, sort="-created_at", limit=READ)).items
    )
    return found


def _shown(
    work: "Work", reading: Reading, names: Sequence[str], row: Row, found: Resembling, there: tuple[Row, Row],
) -> Json:  # fmt: skip
    other, its = there
    mine, theirs = _facts(row, names), _facts(other, names)
    fields = work.schema.object(OBJECT).fields
    rows: list[Json] = [
        {"field": name, "label": fields[name].label.json() if name in fields else None,
         "here": mine.get(name), "there": theirs.get(name), "change_percent": _percent(name, row, other)}
        for name in differences([*names, "valid_days"], mine, theirs)
    ]  # fmt: skip
    texts = (str(row.get("name") or ""), str(other.get("name") or ""))
    same: list[Json] = [list(each) for each in reading.passages(*texts)]
    return {
        "id": other["id"], "name": other.get("name"), "customer": other.get("customer"),
        "created_at": other.get("created_at"), "score": found.score, "reasons": list(found.reasons),
        "amount": other.get("amount"), "differences": rows, "passages": same,
        "outcome": _outcome(work, its), "stage": its.get("stage"), "lost_reason": its.get("lost_reason"),
        "deal": other.get("deal"),
    }  # fmt: skip


def _outcome(work: "Work", deal: Row) -> str | None:
    ends = ends_of(work)
    stage = deal.get("stage")
    return None if stage is None else next((end for end, keys in ends.items() if stage in keys), "open")


def _names(work: "Work") -> list[str]:
    """The fields that make an offer, those a designer added among them, as far as the reader has them."""
    fields = work.access.readable(work.schema.object(OBJECT))
    skipped = {*ITS_OWN, "version", "created_at", "updated_at", "origin"}
    return [name for name, each in fields.items() if each.type.key in COMPARED and name not in skipped]


def _facts(row: Row, names: Sequence[str]) -> dict[str, Json]:
    """What is compared, and for how many days the offer holds, which two dates say only together."""
    found: dict[str, Json] = {
        name: row.get(name) for name in names if name not in ("issued_on", "valid_until")
    }
    if row.get("issued_on") and row.get("valid_until"):
        found["valid_days"] = (
            date.fromisoformat(row["valid_until"]) - date.fromisoformat(row["issued_on"])
        ).days
    return found


def _percent(name: str, here: Row, there: Row) -> str | None:
    found = change(_amount(here.get(name)), _amount(there.get(name))) if name == "amount" else None
    return None if found is None else str(found)


def _offer(row: Row, customer: Row, deal: Row) -> Offer:
    return Offer(customer.get("industry"), _id(deal.get("product")), _amount(row.get("amount")))


def _about(work: "Work", object: str, row: Row) -> Row:
    """What it belongs to, as far as the reader may see it."""
    return _each(work, object, [_id(row.get(object))]).get(_id(row.get(object)), {})


def _each(work: "Work", object: str, ids: Sequence[str | None]) -> dict[str | None, Row]:
    known = sorted({each for each in ids if each})
    if not known or work.access.grant(object).reach("read") == "none":
        return {}
    rows = json.loads(work.records.page(object, Query(filter=["id", "in", known], limit=READ)).items)
    return {row["id"]: row for row in rows}


def _amount(said: Any) -> Decimal | None:
    amount = said.get("amount") if isinstance(said, dict) else said
    return None if amount is None else Decimal(str(amount))


def _id(said: Any) -> str | None:
    return str(said["id"]) if isinstance(said, dict) else str(said) if said else None
