"""Firing: once for a record and an episode, as the rule, with the run log written in the same transaction."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg

from prooftrail.platform.automation.checking import actions_of
from prooftrail.platform.automation.generic import change_of
from prooftrail.platform.automation.lettered import Filled, Lettering
from prooftrail.platform.automation.occasions import Occasion, load_rows
from prooftrail.platform.automation.rules.loops import stopped
from prooftrail.platform.automation.runs import Run, Skip, keep_runs, keep_skipped, waits_longer
from prooftrail.platform.automation.shapes import RECORD, Rule
from prooftrail.platform.faults import reached
from prooftrail.platform.people.actor import Actor, system
from prooftrail.platform.records.change import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
WINDOWS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
ONCE = "once"
LONGEST = 2_000
"""Characters a step's result may take in the log."""


@dataclass(slots=True)
class Chance:
    """One occasion on its way to a firing: what it follows from, and what became of it."""

    occasion: Occasion
    run: UUID
    record: UUID | None
    episode: str
    chain: Sequence[str] = ()
    outcome: str = ""
    steps: Sequence[Mapping[str, Json]] = ()


def fire(
    work: "Work", rule: Rule, *, object: str | None, record: UUID | None, episode: str,
    facts: Mapping[str, Any], at: datetime,
) -> bool:  # fmt: skip
    """Fire a rule whose occasion somebody else found. False where that episode fired before."""
    found = fire_all(work, rule, [Occasion(object, record, episode, at, facts)])
    return found != ["already"]


def fire_all(work: "Work", rule: Rule, occasions: Sequence[Occasion]) -> list[str]:
    """Fire a rule for each occasion: `done`, `already`, `waiting` (it failed and is tried again), `dead`, or
    why not: `loop`, `too_deep`, `limit`.
    """
    if not occasions:
        return []
    chances = _chances(work, rule, occasions)
    _guard_loops(work, rule, chances)
    _claim(work, rule, [each for each in chances if not each.outcome])
    _limit(work, rule, [each for each in chances if not each.outcome])
    going = [each for each in chances if not each.outcome]
    _perform(work, rule, going)
    reached("fired")
    _write_down(work, rule, chances)
    return [each.outcome for each in chances]


def actor_of(rule: Rule) -> Actor:
    """Who acts: the rule by its name."""
    return system(f"rule:{rule.key}")


def _chances(work: "Work", rule: Rule, occasions: Sequence[Occasion]) -> list[Chance]:
    chains = _chains(work, occasions)
    once = rule.said.get("once")
    owners = _once_for(work, rule, occasions, once) if once else {}
    found = []
    for each in occasions:
        record, episode = (owners.get(each.record), ONCE) if once else (each.record, each.episode)
        chain = chains.get(_cause(each), ())
        found.append(Chance(each, each.run or uuid7(), record, episode, chain))
    return found


def _once_for(
    work: "Work", rule: Rule, occasions: Sequence[Occasion], path: str
) -> dict[UUID | None, UUID | None]:
    """The record a rule fires a single time for, by the record of the occasion."""
    ids = [each.record for each in occasions if each.record is not None]
    if path == RECORD or rule.object is None:
        return {id: id for id in ids}
    object = work.schema.object(rule.object)
    column = object.fields[path].column
    return {id: row[column] for id, row in load_rows(work, object, ids).items()}


def _cause(each: Occasion) -> str | None:
    found = each.event.because.get("run") if each.event else None
    return found if isinstance(found, str) else None


def _chains(work: "Work", occasions: Sequence[Occasion]) -> dict[str | None, list[str]]:
    """The firings before an occasion, by the run whose doing it is."""
    runs = sorted({run for each in occasions if (run := _cause(each)) is not None})
    if not runs:
        return {}
    rows = work.execute(
        f"select id::text, rule, record, chain from {work.place.schema}._run where id = any(%s::uuid[])",
        [runs],
    ).fetchall()
    return {id: [*chain, f"{rule} {record}"] for id, rule, record, chain in rows}


def _guard_loops(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    most = work.settings.value("rules.depth")
    for each in chances:
        each.outcome = stopped(each.chain, rule.key, str(each.occasion.record), most) or ""


def _claim(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    """Take each episode; what was taken before is not done again."""
    if not chances:
        return
    rows = work.execute(
        f"insert into {work.place.schema}._firing (rule, record, episode, run) "
        "select %s, * from unnest(%s::uuid[], %s::text[], %s::uuid[]) on conflict do nothing returning run",
        [rule.key, [each.record for each in chances], [each.episode for each in chances],
         [each.run for each in chances]],
    ).fetchall()  # fmt: skip
    mine = {row[0] for row in rows}
    for each in chances:
        if each.run not in mine:
            each.outcome = "already"


def _limit(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    said = rule.said.get("limit")
    if not said or not chances:
        return
    row = work.execute(
        f"select count(*) from {work.place.schema}._run where rule = %s and state = 'done' and at > %s",
        [rule.key, work.now - WINDOWS[said["per"]]],
    ).fetchone()
    left = max(said["count"] - (row[0] if row else 0), 0)
    for each in chances[left:]:
        each.outcome = "limit"


def _perform(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    if not chances:
        return
    letters = Lettering(work, rule, [each.occasion for each in chances])
    steps = [letters.steps(each.occasion) for each in chances]
    with work.acting(actor_of(rule)):
        if len(chances) > 1 and len(rule.steps) == 1 and _perform_together(work, rule, chances, steps):
            return
        for each, mine in zip(chances, steps, strict=True):
            _perform_one(work, rule, each, mine)


def _perform_one(work: "Work", rule: Rule, each: Chance, steps: Sequence[Filled]) -> None:
    """The steps in order, all or none."""
    said: list[Mapping[str, Json]] = []
    try:
        with work.connection.transaction(), because(work, rule, each.run):
            for step in steps:
                done = actions_of(work)[step.action].perform(work, step.record, step.input)
                said.append({"action": step.action, "state": "done", "result": _short(done.result)})
        each.outcome = "done"
    except Refusal as refusal:
        said.append(_refused(steps[len(said)].action, refusal))
        each.outcome = "failed"
    except (psycopg.OperationalError, psycopg.InterfaceError):
        raise
    except Exception as error:
        log.exception("rule %s of %s broke", rule.key, work.place.name)
        broke: dict[str, Json] = {"code": "step_broke", "facts": {"error": type(error).__name__}}
        said.append({"action": steps[len(said)].action, "state": "failed", "error": broke})
        each.outcome = "failed"
    each.steps = said


def _perform_together(
    work: "Work", rule: Rule, chances: Sequence[Chance], steps: Sequence[Sequence[Filled]]
) -> bool:
    """Where a rule writes records and nothing else, all of them at once; False where it does more."""
    pairs: list[tuple[Chance, Change]] = []
    for each, (step,) in zip(chances, steps, strict=True):
        change = change_of(step.action, step.record, step.input)
        if change is None:
            return False
        pairs.append((each, replace(change, because=cause(rule, each.run))))
    for wave in _waves(pairs):
        outcomes = work.records.apply_each([change for _, change in wave])
        for (each, _), outcome in zip(wave, outcomes, strict=True):
            name = rule.steps[0]["action"]
            if isinstance(outcome, Written):
                each.outcome = "done"
                each.steps = [{"action": name, "state": "done", "result": outcome.reference()}]
            else:
                each.outcome, each.steps = "failed", [_refused(name, outcome)]
    return True


def _waves(pairs: Sequence[tuple[Chance, Change]]) -> Iterator[list[tuple[Chance, Change]]]:
    """In order, so that no record is written twice at once."""
    wave: list[tuple[Chance, Change]] = []
    written: set[UUID] = set()
    for pair in pairs:
        target = pair[1].id
        if target in written:
            yield wave
            wave, written = [], set()
        wave.append(pair)
        if target is not None:
            written.add(target)
    if wave:
        yield wave


@contextmanager
def because(work: "Work", rule: Rule, run: UUID) -> Iterator[None]:
    """Every change inside says which rule, version and run it is for."""
    before, work.cause = work.cause, cause(rule, run)
    try:
        yield
    finally:
        work.cause = before


def cause(rule: Rule, run: UUID) -> dict[str, Json]:
    """What an event says of the rule behind it."""
    return {"rule": rule.key, "rule_version": rule.version, "run": str(run)}


def _write_down(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    """Runs for what was done or failed, counts for what was not; a failed episode is free again."""
    failed = [each for each in chances if each.outcome == "failed"]
    lost = failed + [each for each in chances if each.outcome == "limit"]
    if lost:
        runs = [each.run for each in lost]
        work.execute(f"delete from {work.place.schema}._firing where run = any(%s)", [runs])
    runs_kept = []
    for each in chances:
        if each.outcome in ("done", "failed"):
            runs_kept.append(_run(work, rule, each))
            each.outcome = runs_kept[-1].state
    keep_runs(work, runs_kept)
    reasons = ("loop", "too_deep", "limit")
    keep_skipped(work, [
        Skip(rule.key, rule.version, each.occasion.object, each.outcome, each.occasion.record,
             each.occasion.event.id if each.occasion.event else None, {"chain": list(each.chain)})
        for each in chances if each.outcome in reasons
    ])  # fmt: skip


def _run(work: "Work", rule: Rule, each: Chance) -> Run:
    occasion = each.occasion
    tries, state, next_at = occasion.tries + 1, "done", None
    if each.outcome == "failed":
        longer = waits_longer(work, tries)
        state = "waiting" if longer is not None else "dead"
        next_at = work.real_now + longer if longer is not None else None
    why: dict[str, Json] = {**occasion.why}
    if occasion.event is None:
        why["facts"] = _short(occasion.facts)
    return Run(each.run, rule.key, rule.version, occasion.object, occasion.record, each.episode, occasion.at,
               state, why, each.steps, tries, occasion.event.id if occasion.event else None, each.chain,
               next_at)  # fmt: skip


def _refused(action: str, refusal: Refusal) -> dict[str, Json]:
    error: dict[str, Json] = {
        "code": refusal.code, "kind": refusal.kind, "facts": _short(refusal.facts),
        "fields": dict(refusal.fields),
    }  # fmt: skip
    return {"action": action, "state": "failed", "error": error}


def _short(said: Any) -> Json:
    """A result as JSON, cut where it is long."""
    found = _jsonable(said)
    return found if len(str(found)) <= LONGEST else {"cut": str(found)[:LONGEST]}


def _jsonable(said: Any) -> Json:
    if isinstance(said, Mapping):
        return {str(key): _jsonable(each) for key, each in said.items()}
    if isinstance(said, list | tuple):
        return [_jsonable(each) for each in said]
    if said is None or isinstance(said, bool | int | str):
        return said
    return said.isoformat() if isinstance(said, datetime) else str(said)
