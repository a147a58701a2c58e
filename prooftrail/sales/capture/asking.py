"""Which fields of a lead a form may ask, how it puts them, and what is wrong with a design."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.fields.file import most_of
from prooftrail.platform.intake.doors import Ask, FileLimits
from prooftrail.platform.intake.rules.origins import spelled_origin
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.regions import divisions, path_of
from prooftrail.platform.values import Json, Locale
from prooftrail.sales.capture.model import KINDS, LEAD, NAME, NEVER, PHONES
from prooftrail.sales.capture.rules.attaching import accept_of

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


def ask_of(work: "Work", field: Field, said: Mapping[str, Any], locale: Locale) -> Ask:
    """A question in one language."""
    label = (said.get("label") or {}).get(locale) or field.label.said(locale)
    help = (said.get("help") or {}).get(locale) or ""
    kind: Any = "tel" if field.name in PHONES else KINDS[field.type.key]
    options = [
        (each["key"], each["label"][locale] or each["label"]["zh"])
        for each in field.options.get("choices", []) if not each.get("retired")
    ]  # fmt: skip
    if kind == "region":
        options = [(code, _below(code, locale)) for code in sorted(divisions())]
    limit = field.options.get("limit")
    required = bool(said.get("required")) or field.required
    files = file_limits(work, field, said) if kind == "file" else None
    return Ask(field.name, label, kind, required, help, int(limit) if limit else None, options, files)


def _below(code: str, locale: Locale) -> str:
    """A division's name with the one it lies in, the province left out but of itself."""
    path = path_of(code)
    return " · ".join(divisions()[each].said(locale) for each in (path[1:] or path))


def file_limits(work: "Work", field: Field, said: Mapping[str, Any]) -> FileLimits:
    """How many, how large and of which kinds: what the form says, the settings, and the field, the least."""
    asked = said.get("files") or {}
    most = min(asked.get("most") or work.settings.value("capture.most_files"), most_of(field))
    each = asked.get("each_mb") or work.settings.value("capture.file_mb")
    kinds = tuple(asked.get("kinds") or ())
    return FileLimits(most, min(each, work.settings.value("files.largest_mb")), kinds, accept_of(kinds))


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
        elif each.get("files") and not known[each["field"]].type.files:
            faults[f"fields.{at}.files"] = "takes_no_files"
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
        if field is None or field.fixed or field.derived or name in NEVER or not _may_be_set(field):
            faults[f"defaults.{name}"[:80]] = "not_to_be_asked"
        elif name in asked:
            faults[f"defaults.{name}"] = "asked_twice"
        else:
            try:
                field.type.parse(field, value, work.parsing)
            except FieldFault as fault:
                faults[f"defaults.{name}"] = fault.code
    return faults


def _may_be_set(field: Field) -> bool:
    return field.type.key in KINDS and not field.type.files


def _origins(said: dict[str, Any]) -> dict[str, str]:
    found = [spelled_origin(each) for each in said["origins"]]
    faults = {f"origins.{at}": "not_an_origin" for at, each in enumerate(found) if each is None}
    said["origins"] = list(dict.fromkeys(each for each in found if each is not None))
    return faults
