"""Firing: once for a record and an episode, as the rule, with the run log written in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.automation.occasions import Occasion, load_rows
from prooftrail.platform.automation.performing import Chance, perform, short
from prooftrail.platform.automation.rules.loops import stopped
from prooftrail.platform.automation.runs import Run, Skip, keep_runs, keep_skipped, waits_longer
from prooftrail.platform.automation.shapes import RECORD, Rule
from prooftrail.platform.faults import reached
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WINDOWS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
ONCE = "once"


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
    return [each.outcome for each in try_all(work, rule, occasions)]


def try_all(work: "Work", rule: Rule, occasions: Sequence[Occasion]) -> list[Chance]:
    """The same, with each occasion's run."""
    if not occasions:
        return []
    chances = _chances(work, rule, occasions)
    _guard_loops(work, rule, chances)
    _claim(work, rule, [each for each in chances if not each.outcome])
    _limit(work, rule, [each for each in chances if not each.outcome])
    going = [each for each in chances if not each.outcome]
    perform(work, rule, going)
    reached("fired")
    _write_down(work, rule, chances)
    return chances


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
        [rule.key, *_keys(chances)],
    ).fetchall()
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


def _write_down(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    """Runs for what was done or failed, counts for what was not; a failed episode is free again."""
    failed = [each for each in chances if each.outcome == "failed"]
    lost = failed + [each for each in chances if each.outcome == "limit"]
    if lost:
        _give_back(work, rule, lost)
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


def _give_back(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    """Free episodes that were taken; by their key, for the table is large."""
    work.execute(
        f"delete from {work.place.schema}._firing f using unnest(%s::uuid[], %s::text[], %s::uuid[]) "
        "k(record, episode, run) where f.rule = %s and f.episode = k.episode and f.run = k.run "
        "and (f.record = k.record or (f.record is null and k.record is null))",
        [*_keys(chances), rule.key],
    )


def _keys(chances: Sequence[Chance]) -> list[list[Any]]:
    """Records, episodes and runs, each a list."""
    return [[each.record for each in chances], [each.episode for each in chances],
            [each.run for each in chances]]  # fmt: skip


def _run(work: "Work", rule: Rule, each: Chance) -> Run:
    occasion = each.occasion
    tries, state, next_at = occasion.tries + 1, "done", None
    if each.outcome == "failed":
        longer = waits_longer(work, tries)
        state = "waiting" if longer is not None else "dead"
        next_at = work.real_now + longer if longer is not None else None
    why: dict[str, Json] = {**occasion.why}
    if occasion.event is None:
        why["facts"] = short(occasion.facts)
    return Run(each.run, rule.key, rule.version, occasion.object, occasion.record, each.episode, occasion.at,
               state, why, each.steps, tries, occasion.event.id if occasion.event else None, each.chain,
               next_at, occasion.run is not None)  # fmt: skip
