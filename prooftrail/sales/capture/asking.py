"""Which fields of a lead a form may ask, how it puts them, and what is wrong with a design."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.intake.doors import Ask
from prooftrail.platform.intake.rules.origins import spelled_origin
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Locale
from prooftrail.sales.capture.model import KINDS, LEAD, NAME, NEVER, PHONES

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LISTED = ("choice", "choices")


def askable(work: "Work") -> dict[str, Field]:
    """Fields of a lead that a visitor may fill in."""
    return {name: each for name, each in work.schema.object(LEAD).fields.items() if _may_be_asked(each)}


def _may_be_asked(each: Field) -> bool:
    if each.name in NEVER or each.fixed or each.derived or each.secret or each.type.key not in KINDS:
        return False
    if (each.unique or each.asks_unique) and each.required and each.name != NAME:
        return False  # that its value is taken already would have to be told
    return each.type.key not in LISTED or bool(each.options.get("choices"))


def sources(work: "Work") -> list[Json]:
    """Where leads come from, as the field of a lead offers it."""
    found: list[Json] = list(work.schema.object(LEAD).fields["source"].options.get("choices", []))
    return found


def ask_of(field: Field, said: Mapping[str, Any], locale: Locale) -> Ask:
    """A question in one language."""
    label = (said.get("label") or {}).get(locale) or field.label.said(locale)
    help = (said.get("help") or {}).get(locale) or ""
    kind: Any = "tel" if field.name in PHONES else KINDS[field.type.key]
    options = [
        (each["key"], each["label"][locale] or each["label"]["zh"])
        for each in field.options.get("choices", []) if not each.get("retired")
    ]  # fmt: skip
    limit = field.options.get("limit")
    required = bool(said.get("required")) or field.required
    return Ask(field.name, label, kind, required, help, int(limit) if limit else None, options)


def checked(work: "Work", said: dict[str, Any]) -> None:
    """Refuse a design that could not take a lead, naming each place; spell its origins."""
    faults: dict[str, str] = {}
    for locale in ("zh", "en"):
        if not said["name"][locale].strip():
            faults[f"name.{locale}"] = "required"
    if said["source"] not in {each["key"] for each in sources(work) if isinstance(each, dict)}:
        faults["source"] = "not_choice"
    faults |= _asks(work, said) | _defaults(work, said) | _origins(said)
    if faults:
        raise Refusal("bad_capture_form", "invalid", fields=faults, facts={"choices": []})


def _asks(work: "Work", said: Mapping[str, Any]) -> dict[str, str]:
    faults: dict[str, str] = {}
    known, met = askable(work), set[str]()
    for at, each in enumerate(said["fields"]):
        if each["field"] in met:
            faults[f"fields.{at}.field"] = "asked_twice"
        elif each["field"] not in known:
            faults[f"fields.{at}.field"] = "not_to_be_asked"
        met.add(each["field"])
    if not said["fields"]:
        faults["fields"] = "required"
    elif len(said["fields"]) > work.settings.value("capture.most_fields"):
        faults["fields"] = "too_many_asked"
    given = met | set(said["defaults"]) | {NAME, "source"}
    object = work.schema.object(LEAD)
    missing = [each.name for each in object.fields.values() if each.required and each.name not in given]
    return faults | {f"defaults.{name}": "required" for name in missing}


def _defaults(work: "Work", said: Mapping[str, Any]) -> dict[str, str]:
    faults: dict[str, str] = {}
    fields = work.schema.object(LEAD).fields
    asked = {each["field"] for each in said["fields"]}
    for name, value in said["defaults"].items():
        field = fields.get(name)
        if field is None or field.fixed or field.derived or name in NEVER or field.type.key not in KINDS:
            faults[f"defaults.{name}"[:80]] = "not_to_be_asked"
        elif name in asked:
            faults[f"defaults.{name}"] = "asked_twice"
        else:
            try:
                field.type.parse(field, value, work.parsing)
            except FieldFault as fault:
                faults[f"defaults.{name}"] = fault.code
    return faults


def _origins(said: dict[str, Any]) -> dict[str, str]:
    found = [spelled_origin(each) for each in said["origins"]]
    faults = {f"origins.{at}": "not_an_origin" for at, each in enumerate(found) if each is None}
    said["origins"] = list(dict.fromkeys(each for each in found if each is not None))
    return faults
