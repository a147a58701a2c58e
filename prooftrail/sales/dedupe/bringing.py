"""Rows somebody brings in by hundreds, each held against what is there already."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.likeness import store
from prooftrail.platform.likeness.asking import Alike, Near, Values
from prooftrail.platform.likeness.pairs import rejected_among
from prooftrail.platform.schema import ObjectType
from prooftrail.sales.dedupe.finding import HIDDEN_FROM, Match, ask_of, loaded
from prooftrail.sales.dedupe.places import known_places
from prooftrail.sales.dedupe.roles import AMONG, gathered, readable_roles, roles_of
from prooftrail.sales.dedupe.rules.keys import keys_of
from prooftrail.sales.dedupe.rules.matching import Role, Subject, Verdict, compare, read

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
    record is named and the other is not; where a row has the very name of one of them, that is the surer.
    """
    if object.name not in AMONG or not rows:
        return [None] * len(rows)
    subjects = [_subject(object, row) for row in rows]
    best = _best(work, object, subjects, [str(row.get(object.title) or "") for row in rows])
    seen = _seen(work, [each for each in best if each is not None])
    return [
        None if match is None else _told(work, object, match, row, seen)
        for match, row in zip(best, rows, strict=True)
    ]


def _text(value: Any) -> str | None:
    """A row's value as it would be typed; links are ids."""
    return str(value) if isinstance(value, (str, UUID)) else None


def _best(
    work: "Work", object: ObjectType, subjects: Sequence[Subject], titles: Sequence[str]
) -> list[Match | None]:
    among = {work.schema.object(name).id: name for name in AMONG[object.name]}
    keys = [keys_of(each) for each in subjects]
    found = store.sharing(work, list(among), sorted({key for each in keys for key in each}), MOST_OF_KEY)
    candidates = {record: among[id] for each in found.values() for id, record in each}
    known = {each.id: (each, each.subject) for each in loaded(work, candidates)}
    near: list[list[Match]] = []
    for subject, own, title in zip(subjects, keys, titles, strict=True):
        mine = {record for key in own for _, record in found.get(key, ()) if record in known}
        judged = [(compare(subject, known[record][1]), known[record][0]) for record in mine]
        ranked = [
            ((-verdict.score, each.object != object.name, each.label != title, each.id), verdict, each)
            for verdict, each in judged
        ]
        near.append([
            Match(each, level, verdict) for _, verdict, each in sorted(ranked, key=lambda one: one[0])
            if (level := _level(work, verdict)) is not None
        ])  # fmt: skip
    apart = rejected_among(work, sorted({each.known.id for row in near for each in row}))
    return [_surest(row, title, apart) for row, title in zip(near, titles, strict=True)]


def _level(work: "Work", verdict: Verdict) -> str | None:
    """The first level a verdict reaches of those that are told to everybody."""
    least = {level: work.settings.value(f"dedupe.{level}_percent") / 100 for level in HIDDEN_FROM}
    return next((name for name in least if verdict.score >= least[name]), None)


def _surest(near: Sequence[Match], title: str, apart: set[tuple[UUID, UUID]]) -> Match | None:
    """The first, but the one of the very name where somebody said that the first is another."""
    if not near:
        return None
    first = near[0]
    for each in near[1:] if first.known.label != title else ():
        pair = (min(first.known.id, each.known.id), max(first.known.id, each.known.id))
        if each.known.label == title and pair in apart:
            return each
    return first


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
    why = _why(object, row, match.verdict, told)
    return Alike(known.object, known.id, known.label, percent, sure, None, why)


def _why(object: ObjectType, row: Values, verdict: Verdict, told: Collection[Role]) -> dict[str, str]:
    """What speaks for it, by the field of the row it stands in."""
    fields: dict[Role, str] = {}
    for name, role in roles_of(object).items():
        if _text(row.get(name)):
            fields.setdefault(role, name)
    return {
        fields[each.role]: WHY[each.role, each.level]
        for each in verdict.reasons
        if (each.role, each.level) in WHY and each.role in told and each.role in fields
    }


class AmongRows:
    """Rows of one file held against each other, as records are."""

    def keys(self, object: ObjectType, values: Values) -> Sequence[int]:
        """By what a row is found among the others."""
        return keys_of(_subject(object, values)) if object.name in AMONG else ()

    def near(self, work: "Work", object: ObjectType, values: Values, other: Values) -> Near | None:
        """How near two rows are, from `dedupe.likely_percent` on."""
        verdict = compare(_subject(object, values), _subject(object, other))
        level = _level(work, verdict)
        if level is None:
            return None
        why = _why(object, values, verdict, set(roles_of(object).values()))
        return Near(round(verdict.score * 100), level == HIDDEN_FROM[0], why)


def _subject(object: ObjectType, values: Values) -> Subject:
    roles = roles_of(object)
    return read(gathered({name: _text(values.get(name)) for name in roles}, roles), known_places())
