"""Which rules must be given out by one after the other: those that some rep has in common. Pure.

Rules of teams that share nobody can be worked at side by side, and no cap or turn is exceeded by it.
"""

from collections.abc import Mapping, Sequence

from prooftrail.sales.routing.rules.choosing import Prepared, first_failing
from prooftrail.sales.routing.rules.shapes import Facts


def groups(rules: Sequence[Prepared]) -> dict[str, str]:
    """The group of each rule by its key: named by the first rule in it."""
    found: dict[str, str] = {}
    of_rep: dict[str, str] = {}
    for each in rules:
        name = each.rule.key
        found[name] = name
        met = {of_rep[rep.id] for rep in each.ready if rep.id in of_rep}
        for rule, group in found.items():
            if group in met:
                found[rule] = name
        for rep, group in of_rep.items():
            if group in met:
                of_rep[rep] = name
        of_rep |= {rep.id: name for rep in each.ready}
    return found


def needed(facts: Facts, rules: Sequence[Prepared], group_of: Mapping[str, str]) -> frozenset[str]:
    """The groups whose reps a record may go to: of every rule it can come to."""
    found: set[str] = set()
    for each in rules:
        if first_failing(each.rule, facts) is None:
            found.add(group_of[each.rule.key])
            if each.rule.otherwise != "next":
                break
    return frozenset(found)
