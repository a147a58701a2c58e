"""Reacting: events go to the rules that wait for them, in order, each once; what failed is set aside with
what comes after it, tried again, and left to a person in the end.

How far a lane is, the firings and what the actions write are one transaction.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.automation.firing import fire_all
from prooftrail.platform.automation.judging import judge
from prooftrail.platform.automation.matching import HEARD, Matcher
from prooftrail.platform.automation.occasions import Happened, Occasion, of_event
from prooftrail.platform.automation.reading import (
    at_places,
    hold_cursor,
    keep_cursor,
    next_batch,
    of_rows,
    watched,
)
from prooftrail.platform.automation.runs import Skip, keep_skipped
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.automation.store import Armed, armed
from prooftrail.platform.events.position import Position
from prooftrail.platform.imports.store import load
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
CALLER = Caller(reason="rules")
SIZE = 200
STUCK = ("waiting", "dead")
Again = Mapping[tuple[str, UUID], tuple[UUID, int]]
"""Runs that failed, by rule and event: their ids and how often they were tried."""


def react(on: "Ground", place: "Place", lane: str, *, wait: bool = False) -> bool:
    """One batch of a lane; True where there was something. Whoever is at it is left to it, or waited for."""
    with on.workspaces.begin(place.name, CALLER) as work:
        rules = armed(work)
        objects = watched(work, rules)
        if not objects:
            return False
        after = hold_cursor(work, lane, rules, wait=wait)
        if after is None:
            return False
        batch = next_batch(work, lane, after, objects, SIZE)
        if batch.events:
            take(work, rules, batch.events)
        if batch.upto > after:
            keep_cursor(work, lane, batch.upto)
        return bool(batch.events)


def take(
    work: "Work", rules: Sequence[Armed], events: Sequence[Happened], again: Again | None = None
) -> None:
    """Let rules react to events in order; those of a record that waits are put aside behind it."""
    blocked = _blocked(work, [each.record for each in events if each.record]) if again is None else set()
    heard = [each for each in rules if each.rule.on in HEARD]
    matcher = Matcher(work, [each.rule for each in heard])
    for wave in _waves(events):
        free = [each for each in wave if each.record not in blocked]
        _put_aside(work, [(each, None) for each in wave if each.record in blocked])
        blocked |= _wave(work, heard, matcher, free, again or {})


def _wave(
    work: "Work", rules: Sequence[Armed], matcher: Matcher, events: Sequence[Happened], again: Again
) -> set[UUID]:
    """Events of different records; answers which of them wait now because a rule failed."""
    left, waiting = {each.id: each for each in events}, set[UUID]()
    for each in rules:
        met = [event for event in left.values() if _meets(each, matcher, event)]
        if not met:
            continue
        for event, outcome in _fire(work, each.rule, met, again):
            if outcome in STUCK and event.record is not None:
                _put_aside(work, [(event, _failed(work, each.rule, event))])
                waiting.add(event.record)
                left.pop(event.id, None)
            elif outcome == "done" and each.rule.said["stop"]:
                left.pop(event.id, None)
    return waiting


def _meets(each: Armed, matcher: Matcher, event: Happened) -> bool:
    if event.at <= each.since or not matcher.concerns(each.rule, event):
        return False
    return bool(each.rule.said["imports"]) or "import" not in event.because


def _fire(
    work: "Work", rule: Rule, events: Sequence[Happened], again: Again
) -> Iterator[tuple[Happened, str]]:
    """Judge and fire; what the condition did not hold for is counted."""
    occasions = [of_event(each) for each in events]
    try:
        verdicts = judge(work, rule, occasions)
    except Refusal as refusal:
        _skip(work, rule, occasions, refusal.code)
        return
    going = []
    for each, verdict in zip(occasions, verdicts, strict=True):
        if verdict.holds:
            going.append(_tried(replace(each, why=verdict.why), rule, again))
    passed = [(each, verdict) for each, verdict in zip(occasions, verdicts, strict=True) if not verdict.holds]
    keep_skipped(work, [
        Skip(rule.key, rule.version, each.object, verdict.reason, each.record, each.event.id, verdict.why)
        for each, verdict in passed if each.event is not None
    ])  # fmt: skip
    settled = [(each, rule) for each, _ in passed]
    _settle(work, settled, again)
    for each, outcome in zip(going, fire_all(work, rule, going), strict=True):
        assert each.event is not None
        yield each.event, outcome


def _tried(each: Occasion, rule: Rule, again: Again) -> Occasion:
    assert each.event is not None
    run, tries = again.get((rule.key, each.event.id), (None, 0))
    return replace(each, run=run, tries=tries)


def _settle(work: "Work", passed: Sequence[tuple[Occasion, Rule]], again: Again) -> None:
    """A failed run whose condition holds no more is over."""
    over = [
        again[rule.key, each.event.id][0]
        for each, rule in passed
        if each.event is not None and (rule.key, each.event.id) in again
    ]
    if over:
        work.execute(
            f"update {work.place.schema}._run set state = 'skipped', next_at = null where id = any(%s)",
            [over],
        )


def _skip(work: "Work", rule: Rule, occasions: Sequence[Occasion], reason: str) -> None:
    keep_skipped(work, [
        Skip(rule.key, rule.version, each.object, reason, each.record, each.event.id if each.event else None)
        for each in occasions
    ])  # fmt: skip


def _waves(events: Sequence[Happened]) -> Iterator[list[Happened]]:
    """In order, cut so that no record comes twice in one."""
    wave: list[Happened] = []
    there: set[UUID | None] = set()
    for each in events:
        if each.record is not None and each.record in there:
            yield wave
            wave, there = [], set()
        wave.append(each)
        there.add(each.record)
    if wave:
        yield wave


def _blocked(work: "Work", records: Sequence[UUID]) -> set[UUID]:
    query = f"select distinct record from {work.place.schema}._rule_aside where record = any(%s)"
    return {row[0] for row in work.execute(query, [list(set(records))]).fetchall()}


def _put_aside(work: "Work", events: Sequence[tuple[Happened, UUID | None]]) -> None:
    for each, run in events:
        work.execute(
            f"insert into {work.place.schema}._rule_aside (epoch, tx, seq, recorded_at, record, run) "
            "values (%s, %s::text::xid8, %s, %s, %s, %s)",
            [each.at.epoch, str(each.at.tx), each.at.seq, each.recorded_at, each.record, run],
        )


def _failed(work: "Work", rule: Rule, event: Happened) -> UUID | None:
    row = work.execute(
        f"select id from {work.place.schema}._run where rule = %s and event = %s and state = any(%s)",
        [rule.key, event.id, list(STUCK)],
    ).fetchone()
    return row[0] if row else None


def go_on(on: "Ground", place: "Place", at: datetime | None = None) -> bool:
    """Records whose failed run is due again, or was given up: their events from there on. True for more."""
    with on.workspaces.begin(place.name, CALLER) as work:
        schema = place.schema
        rows = work.execute(
            f"select a.record from (select distinct on (record) record, n, run from {schema}._rule_aside "
            f"order by record, n) a left join {schema}._run r on r.id = a.run "
            "where r.id is null or r.state not in ('waiting', 'dead') "
            "or (r.state = 'waiting' and r.next_at <= %s) order by a.n limit 20",
            [at or work.real_now],
        ).fetchall()
        for (record,) in rows:
            _go_on(work, record)
        return _other_runs(work, at or work.real_now) or bool(rows)


def _go_on(work: "Work", record: UUID) -> None:
    schema = work.place.schema
    rows = work.execute(
        f"delete from {schema}._rule_aside where n in (select n from {schema}._rule_aside where record = %s "
        "order by n for update) returning n, epoch, tx::text, seq, recorded_at, run",
        [record],
    ).fetchall()
    rows.sort()
    runs = [row[5] for row in rows if row[5] is not None]
    found = work.execute(
        f"select id, rule, event, tries from {schema}._run where id = any(%s) and state = 'waiting'", [runs]
    ).fetchall()
    again = {(rule, event): (id, tries) for id, rule, event, tries in found}
    events = at_places(work, [(Position(epoch, int(tx), seq), at) for _, epoch, tx, seq, at, _ in rows])
    rules = armed(work)
    gone = [id for (rule, _), (id, _) in again.items() if all(each.rule.key != rule for each in rules)]
    work.execute(f"update {schema}._run set state = 'skipped', next_at = null where id = any(%s)", [gone])
    take(work, rules, events, again)


def _other_runs(work: "Work", at: datetime) -> bool:
    """Failed runs that no event brought about: tried again one by one."""
    rows = work.execute(
        "select id, rule, object, record, episode, at, why, tries "
        f"from {work.place.schema}._run where state = 'waiting' and event is null and next_at <= %s "
        "order by next_at limit 50 for update skip locked",
        [at],
    ).fetchall()
    rules = {each.rule.key: each.rule for each in armed(work)}
    for id, key, object, record, episode, when, why, tries in rows:
        rule = rules.get(key)
        occasion = Occasion(object, record, episode, when, why.get("facts") or {}, None, id, tries)
        if rule is None or not judge(work, rule, [occasion])[0].holds:
            work.execute(
                f"update {work.place.schema}._run set state = 'skipped', next_at = null where id = %s", [id]
            )
        else:
            fire_all(work, rule, [occasion])
    return bool(rows)


def react_to_imports(on: "Ground", place: "Place", *, wait: bool = False) -> bool:
    """The next rows of an import that is done. True where more may be waiting."""
    with on.workspaces.begin(place.name, CALLER) as work:
        rules = [each for each in armed(work) if each.rule.on in HEARD and each.rule.said["imports"]]
        found = _next_import(work, rules)
        if found is None:
            return False
        id, after = found
        lane = f"import:{id}"
        if hold_cursor(work, lane, [], wait=wait) is None:
            return False
        held = load(work, id)
        events, last = ([], None) if held.settings["mapping"].get("rules") is False else of_rows(
            work, id, after, SIZE
        )  # fmt: skip
        take(work, rules, events)
        keep_cursor(work, lane, Position(work.epoch, 0, ALL if last is None else last))
        return True


ALL = 2**62
"""Past the last row of any file."""


def _next_import(work: "Work", rules: Sequence[Armed]) -> tuple[UUID, int] | None:
    """The import that was done first and whose rows were not all looked at, and the row it goes on after."""
    objects = list({str(each.rule.object) for each in rules if each.rule.object})
    if not objects:
        return None
    begun = min(each.begun for each in rules)
    row = work.execute(
        f"select i.id, coalesce(c.seq, 0) from {work.place.schema}._import i "
        f"left join {work.place.schema}._rule_cursor c on c.lane = 'import:' || i.id "
        "where i.state = 'done' and i.object = any(%s) and i.created_at >= %s and coalesce(c.seq, 0) < %s "
        "order by i.ended_at, i.id limit 1",
        [objects, begun, ALL],
    ).fetchone()
    return None if row is None else (row[0], row[1])
