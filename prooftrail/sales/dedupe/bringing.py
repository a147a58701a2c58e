"""Rows somebody brings in by hundreds, each held against what is there already."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.likeness import store
from prooftrail.platform.likeness.asking import Alike
from prooftrail.platform.schema import ObjectType
from prooftrail.sales.dedupe.finding import HIDDEN_FROM, Match, ask_of, loaded
from prooftrail.sales.dedupe.places import known_places
from prooftrail.sales.dedupe.roles import AMONG, gathered, readable_roles, roles_of
from prooftrail.sales.dedupe.rules.keys import keys_of
from prooftrail.sales.dedupe.rules.matching import Role, Subject, compare, read

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WHY: Mapping[tuple[Role, str], str] = {
    ("company", "same"): "alike_company_same", ("company", "branch"): "alike_company_branch",
    ("company", "elsewhere"): "alike_company_elsewhere", ("company", "near"): "alike_company_near",
    ("company", "short"): "alike_company_short", ("company", "brand"): "alike_company_brand",
    ("company", "alike"): "alike_company_alike", ("person", "same"): "alike_person_same",
    ("person", "near"): "alike_person_near", ("code", "same"): "alike_code_same",
    ("code", "near"): "alike_code_near", ("phone", "same"): "alike_phone_same",
    ("mail", "same"): "alike_mail_same", ("domain", "same"): "alike_domain_same",
    ("address", "same"): "alike_address_same", ("address", "near"): "alike_address_near",
    ("region", "same"): "alike_region_same", ("employer", "same"): "alike_employer_same",
}  # fmt: skip
"""What speaks for two being one, each with its words."""
MOST_OF_KEY = 10
"""Records read of each key: a file has thousands of rows, and what many share says little."""


def alike(work: "Work", object: ObjectType, rows: Sequence[Mapping[str, Any]]) -> list[Alike | None]:
    """The record each row is most like, where it is likely the same. Of a pair somebody rejected the surer
    record is named and the other is not.
    """
    if object.name not in AMONG or not rows:
        return [None] * len(rows)
    roles = roles_of(object)
    said = [gathered({name: _text(row.get(name)) for name in roles}, roles) for row in rows]
    subjects = [read(each, known_places()) for each in said]
    best = _best(work, object, subjects)
    seen = _seen(work, [each for each in best if each is not None])
    return [
        None if match is None else _told(work, object, match, row, seen)
        for match, row in zip(best, rows, strict=True)
    ]


def _text(value: Any) -> str | None:
    """A row's value as it would be typed; links are ids."""
    return str(value) if isinstance(value, (str, UUID)) else None


def _best(work: "Work", object: ObjectType, subjects: Sequence[Subject]) -> list[Match | None]:
    among = {work.schema.object(name).id: name for name in AMONG[object.name]}
    keys = [keys_of(each) for each in subjects]
    found = store.sharing(work, list(among), sorted({key for each in keys for key in each}), MOST_OF_KEY)
    candidates = {record: among[id] for each in found.values() for id, record in each}
    known = {each.id: (each, each.subject) for each in loaded(work, candidates)}
    least = {level: work.settings.value(f"dedupe.{level}_percent") / 100 for level in HIDDEN_FROM}
    best: list[Match | None] = []
    for subject, own in zip(subjects, keys, strict=True):
        near = {record for key in own for _, record in found.get(key, ()) if record in known}
        judged = [(compare(subject, known[record][1]), known[record][0]) for record in near]
        judged.sort(key=lambda each: (-each[0].score, each[1].object != object.name, each[1].id))
        level = next((name for name in least if judged and judged[0][0].score >= least[name]), None)
        best.append(Match(judged[0][1], level, judged[0][0]) if level is not None else None)
    return best


def _seen(work: "Work", matches: Sequence[Match]) -> set[UUID]:
    """Those the caller may see with their names."""
    seen: set[UUID] = set()
    for name in {each.known.object for each in matches}:
        object = work.schema.object(name)
        if work.access.grant(name).read != "none" and object.title in work.access.readable(object):
            ids = [each.known.id for each in matches if each.known.object == name]
            seen |= work.records.in_sight(name, ids)
    return seen


def _told(work: "Work", object: ObjectType, match: Match, row: Mapping[str, Any], seen: set[UUID]) -> Alike:
    known, percent, sure = match.known, round(match.verdict.score * 100), match.level == HIDDEN_FROM[0]
    if known.id not in seen:
        return Alike(known.object, known.id, None, percent, sure, ask_of(work, match))
    told = readable_roles(work, work.schema.object(known.object))
    fields: dict[Role, str] = {}
    for name, role in roles_of(object).items():
        if _text(row.get(name)):
            fields.setdefault(role, name)
    why = {
        fields[each.role]: WHY[each.role, each.level]
        for each in match.verdict.reasons
        if (each.role, each.level) in WHY and each.role in told and each.role in fields
    }
    return Alike(known.object, known.id, known.label, percent, sure, None, why)
