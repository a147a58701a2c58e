"""Processes as stored: immutable versions of nodes with their requirements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.processes.formulas import understood
from prooftrail.platform.processes.rules.gates import Requirement
from prooftrail.platform.processes.rules.slots import slots_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


DRAFT = 0
"""The version of what is not published yet."""
COLUMNS = "key, version, object, label, nodes, retired_at"


@dataclass(frozen=True)
class Node:
    """One stage. `requires` must hold to enter it; `end` is `won`, `lost` or None.

    `role` answers for it, `output` is what it leaves behind. `said` are the requirements as stored.
    """

    key: str
    label: Label
    end: str | None
    advance: str
    limit_days: int | None
    requires: tuple[Requirement, ...]
    said: tuple[Mapping[str, Any], ...]
    role: str | None = None
    output: Mapping[str, str] | None = None

    def json(self) -> dict[str, Json]:
        """The node as the API shows it to somebody who may know of everything it asks for."""
        return {
            "key": self.key, "label": self.label.json(), "end": self.end, "advance": self.advance,
            "limit_days": self.limit_days, "role": self.role,
            "output": dict(self.output) if self.output else None,
            "requires": [dict(each) for each in self.said],
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
    retired: bool = False

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

    def ended(self, key: str) -> bool:
        """Whether a record at that node goes nowhere any more: what is won may have a way still to go."""
        node = self.node(key)
        return node is not None and node.end is not None and self.after(key) is None

    @property
    def on_the_way(self) -> list[str]:
        """The nodes whose records are in flight."""
        return [node.key for node in self.nodes if not self.ended(node.key)]

    def json(self) -> dict[str, Json]:
        """The process as the API shows it to somebody who may know of everything it asks for."""
        return {
            "key": self.key, "object": self.object, "label": self.label.json(), "version": self.version,
            "site": self.site, "retired": self.retired, "nodes": [node.json() for node in self.nodes],
        }  # fmt: skip


def publish(work: "Work", said: Mapping[str, Any], kinds: Mapping[str, Any]) -> int:
    """Store a process as its next version, and answer that. `kinds` are the evidence kinds it may ask for.

    Refuses a formula that cannot be understood.
    """
    nodes = complete(work, said, kinds)
    row = work.execute(
        f"insert into {work.place.schema}._process (key, version, object, label, nodes, published_at, by) "
        f"values (%s, (select coalesce(max(version), 0) + 1 from {work.place.schema}._process "
        "where key = %s), %s, %s, %s, %s, %s) returning version",
        [said["key"], said["key"], said["object"], Jsonb(said["label"]),
         Jsonb({"site": said.get("site"), "nodes": nodes}), work.now, work.actor.person],
    ).fetchone()  # fmt: skip
    assert row is not None
    return int(row[0])


def complete(work: "Work", said: Mapping[str, Any], kinds: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The nodes as they are stored: every requirement with its label, formulas understood."""
    return [_complete(work, said["object"], node, kinds) for node in said["nodes"]]


def _complete(work: "Work", object: str, node: Mapping[str, Any], kinds: Mapping[str, Any]) -> dict[str, Any]:
    requires = []
    for each in node.get("requires") or ():
        kind = kinds.get(each.get("kind") or "", {})
        label = each.get("label") or kind.get("label") or {"zh": each["key"], "en": each["key"]}
        found = {**each, "label": label}
        if each["type"] == "formula":
            found |= understood(work, work.schema.object(object), each["formula"])
        requires.append(found)
    return {**node, "requires": requires}


def latest(work: "Work", object: str) -> list[Process]:
    """The newest version of every process of an object, the one that was there first before others."""
    rows = work.execute(
        f"select {COLUMNS} from (select *, min(published_at) over (partition by key) as born, "
        "row_number() over (partition by key order by version desc) as newness "
        f"from {work.place.schema}._process where object = %s and version > {DRAFT}) p "
        "where newness = 1 order by born, key",
        [object],
    ).fetchall()
    return [read_process(row) for row in rows]


def versions(work: "Work", object: str) -> list[Process]:
    """Every published version of every process of an object, the newest of each first."""
    rows = work.execute(
        f"select {COLUMNS} from {work.place.schema}._process where object = %s and version > {DRAFT} "
        "order by key, version desc",
        [object],
    ).fetchall()
    return [read_process(row) for row in rows]


def load(work: "Work", key: str, version: int) -> Process:
    """One version; versions never change, so it is kept with the schema."""
    kept = work.schema.compiled.get(("process", key, version))
    if kept is None:
        row = work.execute(
            f"select {COLUMNS} from {work.place.schema}._process where key = %s and version = %s",
            [key, version],
        ).fetchone()
        if row is None:
            raise Refusal("unknown_process", "missing", facts={"process": key})
        kept = work.schema.compiled[("process", key, version)] = read_process(row)
    assert isinstance(kept, Process)
    return kept


def read_process(row: Sequence[Any]) -> Process:
    """A process from its stored row."""
    key, version, object, label, stored, retired_at = row
    nodes = tuple(_node(node) for node in stored["nodes"])
    found = Label(label["zh"], label["en"])
    return Process(key, version, object, found, stored.get("site"), nodes, retired_at is not None)


def _node(said: Mapping[str, Any]) -> Node:
    label = Label(said["label"]["zh"], said["label"]["en"])
    requires = tuple(read_requirement(each) for each in said["requires"])
    return Node(said["key"], label, said.get("end"), said.get("advance") or "auto", said.get("limit_days"),
                requires, tuple(said["requires"]), said.get("role"), said.get("output"))  # fmt: skip


def read_requirement(said: Mapping[str, Any]) -> Requirement:
    """A requirement from what is stored of it."""
    names = ("key", "type", "kind", "field", "count", "within_m", "accuracy_m", "max_age_days",
             "second_person", "activity_place_ok", "camera_only", "formula", "role", "flow")  # fmt: skip
    told = {name: said[name] for name in names if said.get(name) is not None}
    return Requirement(**told, slots=slots_of(said.get("slots")))
