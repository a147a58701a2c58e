"""A decision as it is kept: at most so many bytes, people grouped by reason, fewer by name where it is long.
Pure."""

import json
from collections.abc import Mapping
from typing import Any

from prooftrail.sales.routing.rules.shapes import ELSEWHERE, Decision, Skipped

MOST_BYTES = 2_000
NAMES = (8, 5, 3, 1, 0)
OUTSIDE = 3
"""How many of those outside the team are named: they are many, and it says little of them."""


def record_of(decision: Decision, about: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """A decision and its JSON; `about` says the rule set, its version and the rule's place in it."""
    for names in NAMES:
        said = _said(decision, about, names)
        text = spelled(said)
        if len(text.encode()) <= MOST_BYTES:
            return said, text
    said = _short(decision, about)
    return said, spelled(said)


def spelled(said: Mapping[str, Any]) -> str:
    """JSON without blanks."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


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
    if decision.load is not None:
        found["load"] = decision.load
    if decision.others:
        found["others"] = [list(each) for each in decision.others[:names]]
    if decision.pool:
        found["pool"] = decision.pool
    return found


def _group(each: Skipped, names: int) -> dict[str, Any]:
    most = min(names, OUTSIDE) if each.why == ELSEWHERE else names
    people = [list(person) if person[1] is not None else [person[0]] for person in each.people[:most]]
    return {"why": each.why, "layer": each.layer, "n": each.count, "people": people}


def _short(decision: Decision, about: Mapping[str, Any]) -> dict[str, Any]:
    """Without names and without the rules that did not hold, which a long list of rules can fill alone."""
    found = _said(decision, about, 0)
    found.pop("others", None)
    found["tried"] = len(decision.tried)
    return found
