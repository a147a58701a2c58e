"""Who is there already: records that may be the one being entered, as far as the caller may know of them.

Keys and the beginning of a name bring some dozens of candidates out of millions; those are compared. Of a
record out of the caller's sight nothing is said but that there is one, and whom to ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.likeness import store
from prooftrail.platform.likeness.pairs import rejected
from prooftrail.platform.people.actor import system
from prooftrail.platform.records.unique import whom_to_ask
from prooftrail.platform.schema import ObjectType
from prooftrail.sales.dedupe.places import known_places
from prooftrail.sales.dedupe.roles import AMONG, Known, load
from prooftrail.sales.dedupe.rules.keys import keys_of
from prooftrail.sales.dedupe.rules.matching import Role, Subject, Verdict, compare, read

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SHORTEST_START = 2
LEVELS = ("sure", "likely", "possible")
HIDDEN_FROM = LEVELS[:2]
"""Levels at which even who may not see a record hears that there is one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A record and how surely it is the same; `level` is sure, likely, possible or begins."""

    known: Known
    level: str
    verdict: Verdict


@dataclass
class Found:
    """Matches the caller may see, the surest first, and those out of his sight."""

    seen: list[Match] = field(default_factory=list)
    hidden: list[Match] = field(default_factory=list)


def find(work: "Work", object: ObjectType, said: Mapping[Role, str], own: UUID | None = None) -> Found:
    """Records that may be the one these texts are of; `own` is that one where it is kept already."""
    subject = read(said, known_places())
    by_key, by_start = _by_key(work, object, subject), _by_start(work, object, subject)
    candidates = {record: name for record, name in (by_start | by_key).items() if record != own}
    for record in rejected(work, own, list(candidates)) if own else ():
        del candidates[record]
    shown = int(work.settings.value("dedupe.shown"))
    least = {level: work.settings.value(f"dedupe.{level}_percent") / 100 for level in LEVELS}
    judged = (_judged(subject, each, least, each.id in by_start) for each in loaded(work, candidates))
    matches = [match for match in judged if match is not None]
    matches.sort(key=lambda each: (-each.verdict.score, len(each.known.label), each.known.id))
    return _parted(work, matches[: 4 * shown], shown)


def ask_of(work: "Work", match: Match) -> str | None:
    """Whom to ask about a record out of sight."""
    return whom_to_ask(work, work.schema.object(match.known.object), match.known.id)


def _by_key(work: "Work", object: ObjectType, subject: Subject) -> dict[UUID, str]:
    """Records by id with their object."""
    among = {work.schema.object(name).id: name for name in AMONG.get(object.name, ())}
    found = store.with_keys(work, list(among), keys_of(subject))
    return {record: among[id] for record, id in found.items()}


def _by_start(work: "Work", object: ObjectType, subject: Subject) -> dict[UUID, str]:
    """Records of the same object whose name begins as it was typed, or whose initials do."""
    core = subject.company.core if subject.company else ""
    if len(core) < SHORTEST_START:
        return {}
    latin = core.isascii() and core.isalnum()
    return dict.fromkeys(store.beginning(work, object.id, core, initials=latin), object.name)


def loaded(work: "Work", candidates: Mapping[UUID, str]) -> list[Known]:
    """Live records by id with their object, whoever may see them."""
    found: list[Known] = []
    for name in sorted(set(candidates.values())):
        ids = [record for record, object in candidates.items() if object == name]
        found += load(work, work.schema.object(name), "t.id = any(%(ids)s)", {"ids": ids})
    return found


def _judged(subject: Subject, known: Known, least: Mapping[str, float], begins: bool) -> Match | None:
    verdict = compare(subject, known.subject)
    for level in LEVELS:
        if verdict.score >= least[level]:
            return Match(known, level, verdict)
    return Match(known, "begins", verdict) if begins else None


def _parted(work: "Work", matches: Sequence[Match], most: int) -> Found:
    found = Found()
    for name in sorted({each.known.object for each in matches}):
        object = work.schema.object(name)
        ids = [each.known.id for each in matches if each.known.object == name]
        readable = work.access.grant(name).read != "none" and object.title in work.access.readable(object)
        visible = work.records.in_sight(name, ids) if readable else set()
        for each in matches:
            if each.known.object != name:
                continue
            if each.known.id in visible:
                found.seen.append(each)
            elif each.level in HIDDEN_FROM:
                found.hidden.append(each)
    found.seen = sorted(found.seen, key=matches.index)[:most]
    found.hidden = sorted(found.hidden, key=matches.index)[:most]
    return found


def of_record(work: "Work", object: ObjectType, record: UUID) -> dict[Role, str]:
    """What is known of a kept record, for whoever may see it. Refuses one out of sight."""
    if not work.records.present(object.name, record):
        raise work.records.missing(object.name)
    with work.acting(system("dedupe", work.actor.person)):
        rows = load(work, object, "t.id = %(id)s", {"id": record})
    return dict(rows[0].said) if rows else {}
