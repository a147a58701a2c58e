"""Facts of a source as values of a customer, and as JSON that is kept."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields.base import FieldFault
from prooftrail.platform.values import Json, is_storable, round_money
from prooftrail.sales.enrichment.sources import Facts, Paper, Suggestion

if TYPE_CHECKING:
    from prooftrail.platform.schema import ObjectType
    from prooftrail.platform.work import Work

OBJECT = "customer"


def values_of(work: "Work", facts: Facts) -> dict[str, Json]:
    """What is said of each field that is asked for and there, spelled as the API spells it; what the field
    does not take is left out."""
    object = work.schema.object(OBJECT)
    said: dict[str, Json] = {
        "name": facts.name, "credit_code": facts.credit_code, "legal_status": facts.legal_status,
        "registered_capital": _money(facts), "insured_headcount": facts.insured_headcount,
        "founded_on": facts.founded_on.isoformat() if facts.founded_on else None,
        "business_scope": facts.business_scope, "legal_risks": facts.legal_risks,
        "legal_risk": facts.legal_risk,
    }  # fmt: skip
    wanted = [each for each in work.settings.value("enrichment.fields") if each in said]
    found = {name: _spelled(work, object, name, said[name]) for name in wanted if name in object.fields}
    return {name: value for name, value in found.items() if value is not None}


def _money(facts: Facts) -> Json:
    if facts.capital is None or facts.currency is None:
        return None
    return {"amount": str(round_money(facts.capital, facts.currency)), "currency": facts.currency}


def _spelled(work: "Work", object: "ObjectType", name: str, value: Json) -> Json:
    field = object.fields[name]
    if value is None or (isinstance(value, str) and (not value.strip() or not is_storable(value))):
        return None
    limit = field.options.get("limit")
    cut = value.strip()[:limit] if isinstance(value, str) and isinstance(limit, int) else value
    try:
        return field.type.value(field, field.type.parse(field, cut, work.parsing))
    except FieldFault:
        return None


def facts_json(facts: Facts) -> dict[str, Json]:
    """As they are kept."""
    said = {name: _plain(getattr(facts, name)) for name in PLAIN}
    papers: list[Json] = [{name: _plain(getattr(each, name)) for name in PAPER} for each in facts.papers]
    return {**said, "papers": papers, "unread": list(facts.unread)}


def facts_of(said: Any) -> Facts:
    """What was kept, again."""
    plain = {name: said[name] for name in PLAIN}
    plain["capital"] = None if plain["capital"] is None else Decimal(plain["capital"])
    plain["founded_on"] = _day(plain["founded_on"])
    papers = tuple(
        Paper(**{**each, **{name: _day(each[name]) for name in ("issued_on", "valid_until")}})
        for each in said["papers"]
    )
    return Facts(**plain, papers=papers, unread=tuple(said["unread"]))


def suggestion_json(each: Suggestion) -> dict[str, Json]:
    """As it is answered and kept."""
    return {"name": each.name, "credit_code": each.credit_code, "legal_status": each.legal_status,
            "founded_on": _plain(each.founded_on)}  # fmt: skip


PLAIN = (
    "name", "credit_code", "capital", "currency", "insured_headcount", "legal_status", "founded_on",
    "business_scope", "legal_risks", "legal_risk",
)  # fmt: skip
PAPER = ("name", "number", "issued_on", "valid_until", "issuer")


def _plain(value: Any) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)
