"""Suspicions as records: one for each thing copied or each stretch of time, grown by what comes to it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.people.actor import load_actors, system
from prooftrail.platform.people.organisation import heads_of
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.sales.fabrication.looking import Found
from prooftrail.sales.fabrication.rules.entering import BURST, GROWTH
from prooftrail.sales.fabrication.wording import cause_of, title_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OBJECT, SOURCE, REASON = "suspicion", "fabrication", "fabrication"
MOST_MEMBERS = 100


def keep_suspicions(work: "Work", found: Iterable[Found]) -> None:
    """Keep what is strong enough, and open a work item for what is stronger still."""
    least = work.settings.value("fabrication.kept_from") / 100
    thresholds = work.settings.value("fabrication.thresholds")
    together: dict[str, list[Found]] = {}
    for each in sorted(found, key=lambda one: str(one.activity or one.evidence)):
        if each.signal.score >= least:
            together.setdefault(_mark(work, each), []).append(each)
    for row in [_keep(work, mark, group) for mark, group in together.items()]:
        if row["score"] >= thresholds.get(row["kind"], 100) / 100 and row["owner"] is not None:
            _hand_over(work, row)


def _keep(work: "Work", mark: str, found: Sequence[Found]) -> dict[str, Any]:
    """The suspicion they belong to, new or grown."""
    held, rest = _open_one(work, mark), found
    if held is None:
        held, rest = _make(work, found[0], mark), found[1:]
    return _grow(work, rest, held) if rest else held


def _grow(work: "Work", found: Sequence[Found], held: dict[str, Any]) -> dict[str, Any]:
    """By all that came to it in one turn: one change of the record."""
    facts = facts_of(held)
    members, score = list(facts.get("members", [])), float(held["score"])
    for each in found:
        members = list(dict.fromkeys([*members, *_members(each)]))[-MOST_MEMBERS:]
        score = max(score, each.signal.score)
        facts |= {**each.signal.facts, "members": members}
    values: dict[str, Any] = {
        "score": f"{score:.3f}", "times": max(len(members), _times(facts)),
        "facts": json.dumps(facts, ensure_ascii=False),
    }  # fmt: skip
    with work.acting(system(REASON)):
        work.records.update(OBJECT, held["id"], values, loose=True, action="suspicion.grown")
    return {**held, **values, "score": score}


def _make(work: "Work", found: Found, mark: str) -> dict[str, Any]:
    signal, members, id = found.signal, _members(found)[:MOST_MEMBERS], uuid7()
    judge = judge_of(work, found)
    values = {
        "title": title_of(signal.kind, "zh"), "kind": signal.kind,
        "score": f"{signal.score:.3f}", "state": "open", "person": str(found.person),
        "activity": _id(found.activity), "other": _id(found.other), "evidence": _id(found.evidence),
        "other_evidence": _id(found.other_evidence), "times": max(len(members), _times(signal.facts)),
        "facts": json.dumps({**signal.facts, "members": members}, ensure_ascii=False),
        "found_at": work.now.isoformat(), "mark": mark, "owner": _id(judge),
    }  # fmt: skip
    with work.acting(system(REASON)):
        work.records.apply([Change("create", OBJECT, id, values)], loose=True, action="suspicion.found")
    return {**values, "id": id, "score": signal.score, "owner": judge, "person": found.person}


def _members(found: Found) -> list[str]:
    """What it is about, the new one last."""
    mine = found.evidence or found.activity
    return list(dict.fromkeys(str(each) for each in (*found.signal.members, mine)))


def _mark(work: "Work", found: Found) -> str:
    """What belongs together: copies of one thing by one person, a day's entering, a person's growth."""
    signal, day = found.signal, work.today.isoformat()
    if signal.kind in (BURST, GROWTH):
        return f"{signal.kind}:{found.person}:{day}"
    anchor = found.other_evidence or found.other or found.activity
    return f"{signal.kind}:{found.person}:{anchor}"


def _open_one(work: "Work", mark: str) -> dict[str, Any] | None:
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"select id, owner, person, kind, title, score, facts, times from {work.place.schema}.suspicion "
        "where mark = %s and state = 'open' and deleted_at is null order by id limit 1",
        [mark],
    ).fetchone()


def judge_of(work: "Work", found: Found) -> UUID | None:
    """The nearest head above the person who sees both sides; else the highest there is."""
    heads = heads_of(work, found.person)
    actors = load_actors(work.connection, work.place.schema, heads, work.today, work.schema.designed_names)
    shown = [("activity", found.other), ("evidence", found.other_evidence)]
    asked = [(object, id) for object, id in shown if id is not None]
    for head in heads:
        if head == found.person or head not in actors:
            continue
        with work.acting(actors[head]):
            if all(work.records.present(object, id) for object, id in asked):
                return head
    return next((each for each in reversed(heads) if each != found.person), None)


def _hand_over(work: "Work", row: Mapping[str, Any]) -> None:
    """A work item for who judges it; one that is there already stands."""
    kind, score = row["kind"], float(row["score"])
    facts = facts_of(row)
    colour = "red" if score >= work.settings.value("fabrication.red_from") / 100 else "yellow"
    names = work.execute(
        f"select name from {work.place.schema}.person where id = %s", [row["person"]]
    ).fetchone()
    name = names[0] if names else ""
    open_item(work, Opening(
        {"zh": f"{name}：{title_of(kind, 'zh')}", "en": f"{name}: {title_of(kind, 'en')}"}, SOURCE,
        [{"by": "person", "person": str(row["owner"])}], "review", colour,
        {"zh": cause_of(kind, facts, "zh"), "en": cause_of(kind, facts, "en")}, (), OBJECT, row["id"],
        {"hours": work.settings.value("fabrication.due_hours"), "in": "working"}, episode=str(row["id"]),
    ))  # fmt: skip


def members_of(row: Mapping[str, Any]) -> Sequence[UUID]:
    """The entries, or pieces of evidence, a suspicion is about."""
    return [UUID(each) for each in facts_of(row).get("members", [])]


def facts_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Its facts; none where they are not the engine's own."""
    try:
        found = json.loads(row["facts"] or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _times(facts: Mapping[str, Any]) -> int:
    return int(facts.get("times") or facts.get("count") or 0)


def _id(id: UUID | None) -> str | None:
    return None if id is None else str(id)
