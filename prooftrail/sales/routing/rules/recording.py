"""A decision as it is kept: at most so many bytes, people grouped by reason, fewer by name where it is long.
Pure."""

import json
from collections.abc import Mapping
from typing import Any

from prooftrail.sales.routing.rules.shapes import Decision, Skipped

MOST_BYTES = 2_000
NAMES = (12, 8, 5, 3, 1, 0)


def record_of(decision: Decision, about: Mapping[str, Any]) -> str:
    """JSON of a decision; `about` says the rule set, its version and the rule's place in it."""
    for names in NAMES:
        said = json.dumps(_said(decision, about, names), ensure_ascii=False, separators=(",", ":"))
        if len(said.encode()) <= MOST_BYTES:
            return said
    return json.dumps(_short(decision, about), ensure_ascii=False, separators=(",", ":"))


def _said(decision: Decision, about: Mapping[str, Any], names: int) -> dict[str, Any]:
    found: dict[str, Any] = {**about, "who": decision.who, "reason": decision.reason}
    if decision.tried:
        found["tried"] = [list(each) for each in decision.tried]
    if decision.sieve:
        found["sieve"] = list(decision.sieve)
    if decision.skipped:
        found["skipped"] = [_group(each, names) for each in decision.skipped]
    if decision.fit:
        found["fit"] = dict(decision.fit)
    if decision.others:
        found["others"] = [list(each) for each in decision.others[:names]]
    if decision.pool:
        found["pool"] = decision.pool
    return found


def _group(each: Skipped, names: int) -> dict[str, Any]:
    people = [list(person) if person[1] is not None else [person[0]] for person in each.people[:names]]
    return {"why": each.why, "layer": each.layer, "n": each.count, "people": people}


def _short(decision: Decision, about: Mapping[str, Any]) -> dict[str, Any]:
    """Without names and without the rules that did not hold, which a long list of rules can fill alone."""
    found = _said(decision, about, 0)
    found.pop("others", None)
    found["tried"] = len(decision.tried)
    return found
