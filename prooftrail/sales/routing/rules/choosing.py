"""Who gets a record: the first rule whose layers hold, and of those left the one its strategy names. Pure.

What does not depend on the record is worked out once for many records (`Prepared`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from prooftrail.sales.routing.rules.fitting import fit
from prooftrail.sales.routing.rules.shapes import (
    ELSEWHERE,
    FULL,
    HAD,
    UNFIT,
    Decision,
    Facts,
    Layer,
    Rep,
    Rule,
    Skipped,
    Standing,
)

NAMED = 8
"""How many people a reason names at most."""
ROUND, MOST_WEIGHT, NOW = 720_720, 100, ""
"""A turn's length for a weight of one, the greatest weight, and under what the present turn stands."""
FIRST = -1
"""The layer of those who are not on duty."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a record people are weighed by, and who had it and let it go."""

    region: str | None = None
    skills: tuple[str, ...] = ()
    had: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rule with those who pass what does not depend on the record; `stage` is how many were left at each
    layer, `out` those who were not, by reason and layer."""

    rule: Rule
    ready: tuple[Rep, ...]
    stage: tuple[int, ...]
    out: tuple[Skipped, ...]


def prepare(rule: Rule, reps: Sequence[Rep]) -> Prepared:
    """Pass everybody through the layers about the team and the rep."""
    left, stage, out = list(reps), [], []
    gone: dict[tuple[str, int], list[tuple[str, int | str | None]]] = {}
    for each in reps:
        if each.away is not None:
            gone.setdefault((each.away, FIRST), []).append((each.id, each.until))
    left = [each for each in left if each.away is None]
    stage.append(len(left))
    for at, layer in enumerate(rule.layers):
        if layer.about in ("team", "rep"):
            why = ELSEWHERE if layer.about == "team" else UNFIT
            for each in left:
                if not _passes(layer, each):
                    gone.setdefault((why, at), []).append((each.id, None))
            left = [each for each in left if _passes(layer, each)]
        stage.append(len(left))
    for (why, layer_at), people in gone.items():
        out.append(Skipped(why, layer_at, len(people), tuple(people[:NAMED])))
    return Prepared(rule, tuple(left), tuple(stage), tuple(out))


def choose(
    facts: Facts, rules: Sequence[Prepared], standing: Standing, *, wanted: Wanted | None = None,
    working: bool = True, pool: str | None = None,
) -> Decision:  # fmt: skip
    """Decide for one record; `working` says whether hours are worked now, `pool` is the last resort.

    Nothing is changed: see `take`.
    """
    tried: list[tuple[str, int]] = []
    last: Decision | None = None
    for each in rules:
        failed = first_failing(each.rule, facts)
        if failed is not None:
            tried.append((each.rule.key, failed))
            continue
        if each.rule.working_hours and not working:
            return Decision(None, each.rule.key, "off_hours", tuple(tried), wait=True)
        found = _among(each, standing, wanted or Wanted(), tuple(tried))
        if found.who is not None or each.rule.otherwise != "next":
            return found
        last = last or found
        tried.append((each.rule.key, len(each.rule.layers)))
    if last is not None:
        return Decision(None, last.rule, "nobody_left", tuple(tried), last.sieve, last.skipped, pool=pool)
    return Decision(None, None, "no_rule", tuple(tried), pool=pool)


def objections(
    facts: Facts, rules: Sequence[Prepared], reps: Mapping[str, Rep], standing: Standing, person: str
) -> tuple[str | None, Skipped | None]:
    """Why somebody may not get a record by hand: the rule it goes by, and what he fails; None where he may.

    Where no rule holds, only being away counts.
    """
    rule = next((each for each in rules if first_failing(each.rule, facts) is None), None)
    rep = reps.get(person)
    if rep is None:
        return (rule.rule.key if rule else None), Skipped("unknown", None, 1, ((person, None),))
    if rep.away is not None:
        return (rule.rule.key if rule else None), Skipped(rep.away, FIRST, 1, ((person, rep.until),))
    for at, layer in enumerate(rule.rule.layers if rule else ()):
        if layer.about == "load" and standing.load.get(person, 0) >= layer.below:
            load = standing.load.get(person, 0)
            return rule.rule.key if rule else None, Skipped(FULL, at, 1, ((person, load),))
        if layer.about in ("team", "rep") and not _passes(layer, rep):
            why = ELSEWHERE if layer.about == "team" else UNFIT
            return rule.rule.key if rule else None, Skipped(why, at, 1, ((person, None),))
    return (rule.rule.key if rule else None), None


def first_failing(rule: Rule, facts: Facts) -> int | None:
    """The first layer about the record that does not hold."""
    for at, layer in enumerate(rule.layers):
        if layer.about == "record" and layer.holds is not None and not layer.holds(facts):
            return at
    return None


def take(standing: Standing, decision: Decision, rule: Rule) -> int | None:
    """Count what was decided for its rule; answers where the turn began."""
    who = decision.who
    if who is None:
        return None
    standing.load[who] = standing.load.get(who, 0) + 1
    given = standing.given.setdefault(rule.key, {})
    turn = max(given.get(who, 0), given.get(NOW, 0))
    had_turn(standing, rule, who, turn)
    return turn


def had_turn(standing: Standing, rule: Rule, who: str, turn: int) -> None:
    """Somebody had a turn of a rule that began there."""
    given = standing.given.setdefault(rule.key, {})
    given[NOW] = max(given.get(NOW, 0), turn)
    given[who] = max(given.get(who, 0), turn + ROUND // weight_of(rule, who))


def weight_of(rule: Rule, person: str) -> int:
    """At least one: a weight of nothing is a person outside the team."""
    return min(max(1, rule.weights.get(person, 1)), MOST_WEIGHT) if rule.strategy == "weighted" else 1


def _among(
    each: Prepared, standing: Standing, wanted: Wanted, tried: tuple[tuple[str, int], ...]
) -> Decision:
    """One of those a rule leaves for a record, or nobody, with the sieve."""
    rule, left, sieve = each.rule, list(each.ready), list(each.stage)
    skipped = list(each.out)
    if gone := [rep for rep in left if rep.id in wanted.had]:
        skipped.append(Skipped(HAD, None, len(gone), tuple((rep.id, None) for rep in gone[:NAMED])))
        left = [rep for rep in left if rep.id not in wanted.had]
    for at, layer in enumerate(rule.layers):
        if layer.about == "load":
            full = [rep for rep in left if standing.load.get(rep.id, 0) >= layer.below]
            if full:
                people = tuple((rep.id, standing.load.get(rep.id, 0)) for rep in full[:NAMED])
                skipped.append(Skipped(FULL, at, len(full), people))
                left = [rep for rep in left if standing.load.get(rep.id, 0) < layer.below]
        sieve[at + 1] = min(sieve[at + 1], sieve[at], len(left)) if layer.about == "load" else sieve[at + 1]
    if not left:
        wait = rule.otherwise == "wait"
        return Decision(None, rule.key, "nobody_left", tried, tuple(sieve), tuple(skipped), pool=rule.pool,
                        wait=wait)  # fmt: skip
    ranked = _ranked(rule, left, standing, wanted)
    best = ranked[0]
    others = tuple((rep.id, standing.load.get(rep.id, 0), sum(points.values()))
                   for _, rep, points in ranked[1 : NAMED + 1])  # fmt: skip
    return Decision(
        best[1].id, rule.key, rule.strategy, tried, tuple(sieve), tuple(skipped), best[2], others,
        load=standing.load.get(best[1].id, 0),
    )  # fmt: skip


def _ranked(
    rule: Rule, left: Sequence[Rep], standing: Standing, wanted: Wanted
) -> list[tuple[tuple[int, ...], Rep, dict[str, int]]]:
    """Those left in the strategy's order; whose turn it is decides between equals."""
    given = standing.given.get(rule.key, {})
    now = given.get(NOW, 0)
    found = []
    for at, rep in enumerate(left):
        load, turn = standing.load.get(rep.id, 0), max(given.get(rep.id, 0), now)
        points: dict[str, int] = {}
        if rule.strategy == "best_fit":
            points = fit(rep, wanted.region, wanted.skills, load, rule.wants)
            key: tuple[int, ...] = (-sum(points.values()), load, turn, at)
        elif rule.strategy == "least_load":
            key = (load, turn, at)
        else:
            key = (turn, at)
        found.append((key, rep, points))
    return nsmallest(NAMED + 1, found, key=lambda each: each[0])


def _passes(layer: Layer, rep: Rep) -> bool:
    if layer.about == "team":
        return rep.id in layer.people
    return layer.holds is None or layer.holds(rep.facts)
