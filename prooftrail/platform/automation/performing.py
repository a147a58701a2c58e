"""Doing what a rule says, as the rule: its steps in order, all or none; writes of many records at once."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg

from prooftrail.platform.automation.checking import actions_of
from prooftrail.platform.automation.generic import change_of
from prooftrail.platform.automation.lettered import Filled, Lettering
from prooftrail.platform.automation.occasions import Occasion
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.automation.triggers import STEPS
from prooftrail.platform.people.actor import Actor, system
from prooftrail.platform.records.change import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
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


def actor_of(rule: Rule) -> Actor:
    """Who acts: the rule by its name."""
    return system(f"rule:{rule.key}")


def perform(work: "Work", rule: Rule, chances: Sequence[Chance]) -> None:
    """Do a rule's steps for each chance as the rule; what became of each is noted in it."""
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
                done = actions_of(work)[step.action].perform(work, step.record, _input(rule, each, step))
                said.append({"action": step.action, "state": "done", "result": short(done.result)})
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


def _input(rule: Rule, each: Chance, step: Filled) -> Mapping[str, Any]:
    """What a rule of waiting asks for is asked once a wait, unless it says itself what makes it another."""
    about = STEPS.get(step.action)
    if rule.on == "idle" and about is not None and about.episode:
        return {"episode": each.occasion.episode, **step.input}
    return step.input


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


def _refused(action: str, refusal: Refusal) -> dict[str, Json]:
    error: dict[str, Json] = {
        "code": refusal.code, "kind": refusal.kind, "facts": short(refusal.facts),
        "fields": dict(refusal.fields),
    }  # fmt: skip
    return {"action": action, "state": "failed", "error": error}


def short(said: Any) -> Json:
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
