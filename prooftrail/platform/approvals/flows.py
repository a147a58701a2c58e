"""Flows as stored: a draft with its revision, and versions that never change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from prooftrail.platform.approvals.rules.flow import Node, read_nodes
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.actions import Action
    from prooftrail.platform.work import Work

VERBS = "approvals.actions"
"""The default under which the composition root puts every action by name."""
DRAFT = 0
"""The version of what is not published yet."""
COLUMNS = "key, version, object, definition, trees, retired_at is not null"


@dataclass(frozen=True)
class Flow:
    """One version. `said` is the flow as its designer said it, `trees` its formulas as understood."""

    key: str
    version: int
    object: str
    said: Mapping[str, Any]
    trees: Mapping[str, Mapping[str, Any]]
    retired: bool = False

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Its steps and branches, for the rules."""
        return read_nodes(self.said["steps"])

    @cached_property
    def steps(self) -> Mapping[str, Mapping[str, Any]]:
        """Every step as said, by key, in the order in which they are drawn."""
        return {each["key"]: each for each in said_steps(self.said["steps"])}

    @property
    def label(self) -> dict[str, Json]:
        """What it is called, in both languages."""
        return dict(self.said["label"])

    @property
    def start(self) -> Mapping[str, Any] | None:
        """What it holds back."""
        return self.said.get("start")

    def hidden_in(self, steps: Sequence[str]) -> frozenset[str]:
        """Fields hidden in any of these steps."""
        return frozenset(
            name
            for key in steps
            for name, rule in (self.steps.get(key, {}).get("fields") or {}).items()
            if rule == "hidden"
        )


def said_steps(nodes: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every step as said, in order."""
    for each in nodes:
        if "branch" in each:
            for way in each["branch"]:
                yield from said_steps(way["steps"])
        else:
            yield each


def read_flow(row: Sequence[Any]) -> Flow:
    """A flow from its stored row."""
    return Flow(*row)


def load(work: "Work", key: str, version: int) -> Flow:
    """One version; versions never change, so it is kept with the schema."""
    kept = work.schema.compiled.get(("flow", key, version))
    if kept is None:
        query = f"select {COLUMNS} from {work.place.schema}._approval_flow where key = %s and version = %s"
        row = work.execute(query, [key, version]).fetchone()
        if row is None:
            raise unknown(key)
        kept = work.schema.compiled[("flow", key, version)] = read_flow(row)
    assert isinstance(kept, Flow)
    return kept


def in_force(work: "Work") -> tuple[Flow, ...]:
    """The newest published version of every flow that is not retired; kept with the schema's version,
    which publishing raises."""
    kept = work.schema.compiled.get("flows")
    if kept is None:
        rows = work.execute(
            f"select distinct on (key) {COLUMNS} from {work.place.schema}._approval_flow "
            f"where version > {DRAFT} order by key, version desc"
        ).fetchall()
        kept = work.schema.compiled["flows"] = tuple(
            each for row in rows if not (each := read_flow(row)).retired
        )
    assert isinstance(kept, tuple)
    return kept


def watched(work: "Work") -> frozenset[str]:
    """The objects that ever had a published flow: their records may be under approval."""
    kept = work.schema.compiled.get("flows watched")
    if kept is None:
        query = f"select distinct object from {work.place.schema}._approval_flow where version > {DRAFT}"
        kept = frozenset(row[0] for row in work.execute(query).fetchall())
        work.schema.compiled["flows watched"] = kept
    assert isinstance(kept, frozenset)
    return kept


def verbs(work: "Work") -> Mapping[str, "Action"]:
    """Every action there is, by name."""
    found: Mapping[str, Action] = work.defaults.get(VERBS, {})
    return found


def find(work: "Work", key: str) -> Flow:
    """A flow in force. Refuses a key there is none of."""
    found = next((each for each in in_force(work) if each.key == key), None)
    if found is None:
        raise unknown(key)
    return found


def unknown(key: str) -> Refusal:
    """No such flow."""
    return Refusal("unknown_flow", "missing", facts={"flow": key[:80]}, fields={"flow": "unknown_flow"})
