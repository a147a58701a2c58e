"""Rules from what a designer said: checked with every fault at its place, then made ready to be asked."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from prooftrail.platform.automation.faults import Places
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.forms.conditions import ConditionReader
from prooftrail.platform.forms.rules.conditions import holds
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import is_unseen
from prooftrail.sales.routing.model import PROFILE
from prooftrail.sales.routing.queries import members_below, names_of
from prooftrail.sales.routing.rules.shapes import Facts, Layer, Rule

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
Said = Mapping[str, Any]


def checked(work: "Work", said: Said) -> None:
    """Refuse rules that cannot work, naming every place."""
    faults = Places(str(said["about"]), "bad_distribution")
    known = set(names_of(work, "person", _people(said["rules"])))
    units = set(names_of(work, "department", _units(said["rules"])))
    keys: set[str] = set()
    for at, rule in enumerate(said["rules"]):
        with faults.within(f"rules.{at}"):
            if not NAME.fullmatch(rule["key"]):
                faults.note("key", "rule_bad_key")
            elif rule["key"] in keys:
                faults.note("key", "twice")
            keys.add(rule["key"])
            for tongue in ("zh", "en"):
                if is_unseen(rule["label"][tongue]):
                    faults.note(f"label.{tongue}", "required")
            if any(not 1 <= each <= 100 for each in rule["weights"].values()):
                faults.note("weights", "bad_weight")
            for place, layer in enumerate(rule["layers"]):
                with faults.within(f"layers.{place}"):
                    _check_layer(work, faults, str(said["about"]), layer, known, units)
    faults.settle()


def _check_layer(
    work: "Work", faults: Places, about: str, layer: Said, known: set[str], units: set[str]
) -> None:  # fmt: skip
    kind = layer["about"]
    if kind == "load" and layer.get("below") is None:
        faults.note("below", "required")
    if kind == "team":
        if not layer["departments"] and not layer["people"]:
            faults.note("departments", "required")
        if not set(layer["people"]) <= known:
            faults.note("people", "reference_not_found")
        if not set(layer["departments"]) <= units:
            faults.note("departments", "reference_not_found")
    if kind in ("record", "rep"):
        try:
            condition(work, _asked(work, kind, about), layer.get("filter"))
        except FieldFault as fault:
            faults.note("filter", fault.code, **fault.facts)


def condition(work: "Work", object: ObjectType, said: Any) -> Callable[[Facts], bool]:
    """What a filter asks, of a record's columns. Raises FieldFault."""
    read = ConditionReader(object.fields.get, work.parsing).read(said)
    return lambda facts: holds(read, facts)


def compiled(work: "Work", said: Said) -> list[Rule]:
    """The rules, teams as they are today. What names a field that is gone holds for nothing."""
    teams = members_below(work, _units(said["rules"]))
    return [_rule(work, str(said["about"]), each, teams) for each in said["rules"]]


def _rule(work: "Work", about: str, said: Said, teams: Mapping[str, frozenset[str]]) -> Rule:
    return Rule(
        said["key"], tuple(_layer(work, about, each, teams) for each in said["layers"]),
        cast(Any, said["strategy"]), dict(said["weights"]), cast(Any, said["otherwise"]), said.get("pool"),
        bool(said["working_hours"]), dict(said["wants"]),
    )  # fmt: skip


def _layer(work: "Work", about: str, said: Said, teams: Mapping[str, frozenset[str]]) -> Layer:
    kind = said["about"]
    if kind == "load":
        return Layer("load", below=int(said["below"]))
    if kind == "team":
        inside = frozenset(said["people"]).union(
            *(teams.get(each, frozenset()) for each in said["departments"])
        )
        return Layer("team", people=inside)
    try:
        return Layer(kind, condition(work, _asked(work, kind, about), said.get("filter")))
    except FieldFault:
        return Layer(kind, _never)


def _never(facts: Facts) -> bool:
    return False


def _asked(work: "Work", kind: str, about: str) -> ObjectType:
    return work.schema.object(about if kind == "record" else PROFILE)


def _people(rules: Iterable[Said]) -> list[str]:
    return [each for rule in rules for layer in rule["layers"] for each in layer["people"]] + [
        each for rule in rules for each in rule["weights"]
    ]


def _units(rules: Iterable[Said]) -> Sequence[str]:
    return list(
        dict.fromkeys(each for rule in rules for layer in rule["layers"] for each in layer["departments"])
    )
