"""Reacting: events go to the rules that wait for them, in order, each once; what failed is set aside with
what comes after it, tried again, and left to a person in the end.

How far a lane is, the firings and what the actions write are one transaction.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.automation.crossing import ALL, behind, importing, lane_of
from prooftrail.platform.automation.firing import try_all
from prooftrail.platform.automation.foreseeing import Foreseen
from prooftrail.platform.automation.matching import HEARD, Matcher
from prooftrail.platform.automation.occasions import Happened, Occasion, of_event
from prooftrail.platform.automation.performing import Chance
from prooftrail.platform.automation.reading import hold_cursor, keep_cursor, next_batch, of_rows, watched
from prooftrail.platform.automation.runs import Skip, keep_skipped
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.automation.store import Armed, armed
from prooftrail.platform.automation.waiting import Aside, put_aside
from prooftrail.platform.events.position import Position
from prooftrail.platform.imports.store import load
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

CALLER = Caller(reason="rules")
SIZE = 500
"""Events in one transaction at most: more only where many wait."""
STUCK = ("waiting", "dead")
Pair = tuple[Happened, Set[str]]
"""An event and the keys of the rules that wait for it."""
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
            take(work, rules, batch.events, lane)
        if batch.upto > after:
            keep_cursor(work, lane, batch.upto)
        return bool(batch.events)


def take(
    work: "Work", rules: Sequence[Armed], events: Sequence[Happened], lane: str | None,
    again: Again | None = None,
) -> None:  # fmt: skip
    """Let rules react to events in order; those of a record that waits are put aside behind it.

    `lane` is whose they are; None where they were put aside before; `again` are the runs that failed then.
    """
    again, pairs = again or {}, _concerned(work, rules, events)
    _let_go(work, pairs, again)
    retried = {event for _, event in again}
    waits = behind(work, rules, [event for event, _ in pairs if event.id not in retried], lane)
    blocked = _blocked(work, [event for event, _ in pairs]) if lane is not None else set()
    passed = list[Skip]()
    for wave in _waves(pairs):
        free, late = [], list[Aside]()
        for event, mine in wave:
            if event.record in blocked:
                late.append((event, None, None))
            elif event.id in waits and event.record is not None:
                late.append((event, None, waits[event.id]))
                blocked.add(event.record)
            else:
                free.append((event, mine))
        put_aside(work, late)
        blocked |= _wave(work, rules, free, again, passed)
    keep_skipped(work, passed)


def _concerned(work: "Work", rules: Sequence[Armed], events: Sequence[Happened]) -> list[Pair]:
    """The events some rule waits for, each with those rules."""
    heard = [each for each in rules if each.rule.on in HEARD]
    matcher = Matcher(work, [each.rule for each in heard])
    found: list[Pair] = []
    for event in events:
        mine = {each.rule.key for each in heard if _meets(each, matcher, event)}
        if mine:
            found.append((event, mine))
    return found


def _wave(
    work: "Work", rules: Sequence[Armed], pairs: Sequence[Pair], again: Again, passed: list[Skip]
) -> set[UUID]:
    """Events of different records; answers which of them wait now because a rule failed."""
    left, waiting = {event.id: (event, mine) for event, mine in pairs}, set[UUID]()
    asked = [(each.rule, [event for event, mine in pairs if each.rule.key in mine]) for each in rules]
    foreseen = Foreseen(work, [(rule, events) for rule, events in asked if events])
    for each in rules:
        met = [event for event, mine in left.values() if each.rule.key in mine]
        if not met:
            continue
        for event, chance in _fire(work, each.rule, met, again, foreseen, passed):
            foreseen.forget()
            if chance.outcome in STUCK and event.record is not None:
                put_aside(work, [(event, chance.run, None)])
                waiting.add(event.record)
                left.pop(event.id, None)
            elif chance.outcome == "done" and each.rule.said["stop"]:
                left.pop(event.id, None)
    return waiting


def _meets(each: Armed, matcher: Matcher, event: Happened) -> bool:
    if event.at <= each.since or not matcher.concerns(each.rule, event):
        return False
    return bool(each.rule.said["imports"]) or "import" not in event.because


def _fire(
    work: "Work", rule: Rule, events: Sequence[Happened], again: Again, foreseen: Foreseen,
    passed: list[Skip],
) -> Iterator[tuple[Happened, Chance]]:  # fmt: skip
    """Judge and fire; what the condition did not hold for is to be counted."""
    occasions = [of_event(each) for each in events]
    try:
        verdicts = foreseen.judge(rule, occasions)
    except Refusal as refusal:
        passed += [_skip(rule, each, refusal.code, {}) for each in occasions]
        return
    pairs = list(zip(occasions, verdicts, strict=True))
    over = [(each, verdict) for each, verdict in pairs if not verdict.holds]
    passed += [_skip(rule, each, verdict.reason, verdict.why) for each, verdict in over]
    _settle(work, [(each, rule) for each, _ in over], again)
    going = [_tried(replace(each, why=verdict.why), rule, again) for each, verdict in pairs if verdict.holds]
    for chance in try_all(work, rule, going):
        assert chance.occasion.event is not None
        yield chance.occasion.event, chance


def _tried(each: Occasion, rule: Rule, again: Again) -> Occasion:
    assert each.event is not None
    run, tries = again.get((rule.key, each.event.id), (None, 0))
    return replace(each, run=run, tries=tries)


def _let_go(work: "Work", pairs: Sequence[Pair], again: Again) -> None:
    """Failed runs of rules that wait for their event no more."""
    met = {event.id: mine for event, mine in pairs}
    _give_up(work, [run for (rule, event), (run, _) in again.items() if rule not in met.get(event, ())])


def _settle(work: "Work", passed: Sequence[tuple[Occasion, Rule]], again: Again) -> None:
    """A failed run whose condition holds no more is over."""
    over = [
        again[rule.key, each.event.id][0]
        for each, rule in passed
        if each.event is not None and (rule.key, each.event.id) in again
    ]
    _give_up(work, over)


def _give_up(work: "Work", runs: Sequence[UUID]) -> None:
    if runs:
        query = f"update {work.place.schema}._run set state = 'skipped', next_at = null where id = any(%s)"
        work.execute(query, [list(runs)])


def _skip(rule: Rule, each: Occasion, reason: str, why: Mapping[str, Json]) -> Skip:
    event = each.event.id if each.event else None
    return Skip(rule.key, rule.version, each.object, reason, each.record, event, why)


def _waves(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """A record's first event is in the first wave, its second in the next: in order, and few waves."""
    waves: list[list[Pair]] = []
    seen: dict[UUID, int] = {}
    for pair in pairs:
        record = pair[0].record
        at = 0 if record is None else seen.get(record, 0)
        if record is not None:
            seen[record] = at + 1
        if at == len(waves):
            waves.append([])
        waves[at].append(pair)
    return waves


def _blocked(work: "Work", events: Sequence[Happened]) -> set[UUID]:
    records = list({each.record for each in events if each.record is not None})
    query = f"select distinct record from {work.place.schema}._rule_aside where record = any(%s)"
    return {row[0] for row in work.execute(query, [records]).fetchall()} if records else set()


def react_to_imports(on: "Ground", place: "Place", *, wait: bool = False) -> bool:
    """The next rows of an import that is done. True where more may be waiting."""
    with on.workspaces.begin(place.name, CALLER) as work:
        rules = importing(armed(work))
        found = _next_import(work, rules)
        if found is None:
            return False
        id, after = found
        lane = lane_of(id)
        if hold_cursor(work, lane, [], wait=wait) is None:
            return False
        held = load(work, id)
        events, last = ([], None) if held.settings["mapping"].get("rules") is False else of_rows(
            work, id, after, SIZE
        )  # fmt: skip
        take(work, rules, events, lane)
        keep_cursor(work, lane, Position(work.epoch, 0, ALL if last is None else last))
        return True


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
