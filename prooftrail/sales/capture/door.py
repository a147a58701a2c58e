"""What stands behind a public form: the lead that comes of what was sent, or what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.fields.phone import spelled
from prooftrail.platform.intake import sent, visits
from prooftrail.platform.intake.doors import Ask, Limits, Sending, Sheet, Site
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Locale
from prooftrail.sales.capture.asking import ask_of, askable
from prooftrail.sales.capture.attached import amiss, kept, upload_of
from prooftrail.sales.capture.model import BACKGROUND, CAPTURED, FORM, LEAD, NAME, PLACE, Met
from prooftrail.sales.capture.queries import met
from prooftrail.sales.capture.rules.tidying import lead_name, moved_text, tidied, unknown

if TYPE_CHECKING:
    from prooftrail.platform.files.store import Files
    from prooftrail.platform.work import Work

THANKS = {"zh": "已收到，我们会尽快与您联系。", "en": "Received. We will be in touch shortly."}
LONGEST_BACKGROUND = 2000
FLAGS = {"true": True, "on": True, "1": True}


class CaptureIntake:
    """See the module."""

    def sheet(self, work: "Work", token: str, locale: Locale) -> Sheet:
        """What the form asks."""
        return sheet_of(work, met(work, token).said, locale)

    def take(self, work: "Work", token: str, sending: Sending, files: "Files") -> None:
        """One lead for one page, however often it is sent; what is known already is never told."""
        found = met(work, token)
        values = _values(work, found, sending)
        if not sent.is_first(work, token, sending.nonce):
            return
        values |= kept(work, files, sending.files)
        made = _create(work, found, sending, values)
        if sending.visitor is not None:
            visits.attach(work, sending.visitor, made.id)

    def site(self, work: "Work", token: str) -> Site:
        """The entrance, and the sites that may tell of their visitors."""
        found = met(work, token)
        return Site(found.place, found.said["origins"])


def sheet_of(work: "Work", said: Mapping[str, Any], locale: Locale) -> Sheet:
    """A design in one language; fields that are there no more are left out."""
    limits = said["limits"]
    body_kb = limits["body_kb"] or work.settings.value("capture.body_kb")
    per_address = limits["per_address"] or work.settings.value("capture.per_address_minute")
    per_form = limits["per_form"] or work.settings.value("capture.per_form_minute")
    asks = _asks(work, said, locale)
    upload = upload_of(asks, body_kb * 1024, work.settings.value("capture.upload_mb"))
    return Sheet(
        said["name"][locale], _in(said["intro"], locale), asks,
        _in(said["consent"], locale), _in(said["thanks"], locale) or THANKS[locale], said["origins"],
        Limits(body_kb * 1024, per_address, per_form, upload),
    )  # fmt: skip


def _in(said: Mapping[str, str], locale: Locale) -> str:
    return said[locale] or said["zh"] or said["en"]


def _asks(work: "Work", said: Mapping[str, Any], locale: Locale) -> list[Ask]:
    known = askable(work)
    return [
        ask_of(work, known[each["field"]], each, locale) for each in said["fields"] if each["field"] in known
    ]


def _values(work: "Work", found: Met, sending: Sending) -> dict[str, Json]:
    """What was entered, by field. Refuses naming every question that is wrong."""
    asks, known = _asks(work, found.said, sending.locale), askable(work)
    faults: dict[str, str] = {}
    about: dict[str, Mapping[str, Json]] = {}
    of_files = [each for each in asks if each.files is not None]
    blank = {each.name for each in of_files if not any(sending.answers.get(each.name, ()))}
    put = [each.name for each in asks if each.files is None or each.name in blank]
    faults |= dict.fromkeys(unknown(sending.answers, put), "unknown_field")
    faults |= dict.fromkeys(unknown(sending.files, [each.name for each in of_files]), "unknown_field")
    for ask in of_files:
        if (wrong := amiss(work, ask, sending.files.get(ask.name, ()))) is not None:
            faults[ask.name], about[ask.name] = wrong.code, wrong.facts
    values: dict[str, Json] = {}
    for ask in (each for each in asks if each.files is None):
        try:
            value = _value(work, known[ask.name], ask, sending.answers.get(ask.name, ()))
        except FieldFault as fault:
            faults[ask.name], about[ask.name] = fault.code, fault.facts
            continue
        if value is not None:
            values[ask.name] = value
        elif ask.required:
            faults[ask.name] = "required"
    if _in(found.said["consent"], sending.locale) and not sending.consent:
        faults["consent"] = "consent_needed"
    if faults:
        labels: list[Json] = [each.label for each in asks if each.name in faults]
        raise Refusal("form_incomplete", "invalid", facts={"labels": labels}, fields=faults, about=about)
    return values


def _value(work: "Work", field: Field, ask: Ask, answers: Sequence[str]) -> Json:
    """An answer as the API takes it. Raises FieldFault."""
    said = [tidied(each, lines=ask.kind == "long") for each in answers]
    said = [each for each in said if each]
    if not said:
        return None
    if ask.kind == "flag":
        return FLAGS.get(said[-1])
    if ask.kind in ("choice", "choices"):
        keys: list[Json] = [key for key, _ in ask.choices]
        if any(each not in keys for each in said):
            raise FieldFault("not_choice", choices=keys[:20])
        value: Json = said[-1] if ask.kind == "choice" else list[Json](said)
    elif ask.kind == "region":
        value = field.type.read(field, said[-1], work.parsing)
        if value not in {code for code, _ in ask.choices}:
            raise FieldFault("not_region")
    elif ask.kind == "tel":
        value = spelled(said[-1])
    else:
        value = said[-1] if ask.kind in ("text", "long") else field.type.read(field, said[-1], work.parsing)
    field.type.parse(field, value, work.parsing)
    return value


def _create(work: "Work", found: Met, sending: Sending, values: Mapping[str, Json]) -> Written:
    """The lead. What somebody else has already in a field that must be unique stands in its background."""
    said = {**found.said["defaults"], **values, "source": found.source}
    said[NAME] = lead_name(
        values.get(NAME), values.get("company"), values.get("phone"), _in(found.said["name"], "zh")
    )
    because: dict[str, Json] = {
        FORM: str(found.form), PLACE: str(found.place), "form_version": found.number,
        "consented": sending.consent, "language": sending.locale,
    }  # fmt: skip
    moved: dict[str, object] = {}
    for _ in range(len(said) + 1):
        try:
            with work.connection.transaction():
                change = Change("create", LEAD, None, said)
                return work.records.apply([change], because=because, action=CAPTURED)[0]
        except Refusal as refusal:
            taken = [name for name in refusal.fields if name in said and name != "source"]
            if refusal.code != "duplicate" or not taken:
                raise
            for name in taken:
                moved[name] = said.pop(name)
            said = _with_moved(work, said, moved)
    raise AssertionError("each turn moves a field")


def _with_moved(work: "Work", said: dict[str, Any], moved: Mapping[str, object]) -> dict[str, Any]:
    if BACKGROUND in work.schema.object(LEAD).fields and BACKGROUND not in moved:
        said[BACKGROUND] = moved_text(said.get(BACKGROUND), moved, LONGEST_BACKGROUND)
    return said
