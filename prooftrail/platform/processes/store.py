"""Processes as stored: immutable versions of nodes with their requirements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.processes.rules.gates import Requirement
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True)
class Node:
    """One stage. `requires` must hold to enter it; `end` is `won`, `lost` or None."""

    key: str
    label: Label
    end: str | None
    advance: str
    limit_days: int | None
    requires: tuple[Requirement, ...]
    said: tuple[Mapping[str, Any], ...]

    def json(self) -> dict[str, Json]:
        """The node as the API shows it."""
        return {
            "key": self.key, "label": self.label.json(), "end": self.end, "advance": self.advance,
            "limit_days": self.limit_days, "requires": [dict(each) for each in self.said],
        }  # fmt: skip


@dataclass(frozen=True)
class Process:
    """One version. `site` says where the place lies that distances are measured to (`customer.place`)."""

    key: str
    version: int
    object: str
    label: Label
    site: str | None
    nodes: tuple[Node, ...]

    def node(self, key: str) -> Node | None:
        """A node by its key."""
        return next((node for node in self.nodes if node.key == key), None)

    @property
    def path(self) -> list[Node]:
        """The nodes in order, without those that are left for (lost)."""
        return [node for node in self.nodes if node.end != "lost"]

    def after(self, key: str) -> Node | None:
        """The node that follows on the path, or None at its end."""
        keys = [node.key for node in self.path]
        at = keys.index(key) + 1 if key in keys else len(keys)
        return self.path[at] if at < len(keys) else None

    def json(self) -> dict[str, Json]:
        """The process as the API shows it."""
        return {
            "key": self.key, "object": self.object, "label": self.label.json(), "version": self.version,
            "nodes": [node.json() for node in self.nodes],
        }  # fmt: skip


def publish(work: "Work", said: Mapping[str, Any], kinds: Mapping[str, Any]) -> None:
    """Store a process as its next version. `kinds` are the evidence kinds it may ask for."""
    nodes = [_complete(node, kinds) for node in said["nodes"]]
    work.execute(
        f"insert into {work.place.schema}._process (key, version, object, label, nodes, published_at, by) "
        f"values (%s, (select coalesce(max(version), 0) + 1 from {work.place.schema}._process "
        "where key = %s), %s, %s, %s, %s, %s)",
        [said["key"], said["key"], said["object"], Jsonb(said["label"]),
         Jsonb({"site": said.get("site"), "nodes": nodes}), work.now, work.actor.person],
    )  # fmt: skip


def _complete(node: Mapping[str, Any], kinds: Mapping[str, Any]) -> dict[str, Any]:
    requires = []
    for each in node.get("requires") or ():
        kind = kinds.get(each.get("kind") or "", {})
        label = each.get("label") or kind.get("label") or {"zh": each["key"], "en": each["key"]}
        requires.append({**each, "label": label})
    return {**node, "requires": requires}


def latest(work: "Work", object: str) -> list[Process]:
    """The newest version of every process of an object."""
    rows = work.execute(
        f"select distinct on (key) key, version, object, label, nodes from {work.place.schema}._process "
        "where object = %s order by key, version desc",
        [object],
    ).fetchall()
    return [read_process(row) for row in rows]


def load(work: "Work", key: str, version: int) -> Process:
    """One version; versions never change, so it is kept with the schema."""
    kept = work.schema.compiled.get(("process", key, version))
    if kept is None:
        row = work.execute(
            f"select key, version, object, label, nodes from {work.place.schema}._process "
            "where key = %s and version = %s",
            [key, version],
        ).fetchone()
        if row is None:
            raise Refusal("unknown_process", "missing", facts={"process": key})
        kept = work.schema.compiled[("process", key, version)] = read_process(row)
    assert isinstance(kept, Process)
    return kept


def read_process(row: Sequence[Any]) -> Process:
    """A process from its stored row."""
    key, version, object, label, stored = row
    nodes = tuple(_node(node) for node in stored["nodes"])
    return Process(key, version, object, Label(label["zh"], label["en"]), stored.get("site"), nodes)


def _node(said: Mapping[str, Any]) -> Node:
    label = Label(said["label"]["zh"], said["label"]["en"])
    requires = tuple(_requirement(each) for each in said["requires"])
    return Node(said["key"], label, said.get("end"), said.get("advance") or "auto", said.get("limit_days"),
                requires, tuple(said["requires"]))  # fmt: skip


def _requirement(said: Mapping[str, Any]) -> Requirement:
    names = ("key", "type", "kind", "field", "count", "within_m", "accuracy_m", "max_age_days",
             "second_person", "activity_place_ok")  # fmt: skip
    return Requirement(**{name: said[name] for name in names if said.get(name) is not None})
