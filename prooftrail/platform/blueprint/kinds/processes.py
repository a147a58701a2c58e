"""Processes: a change is a new version, and records on their way stay in theirs."""

from typing import Any

from prooftrail.platform.blueprint.components import UNSAID_OF_NODE, Tree, process_tree
from prooftrail.platform.blueprint.kinds.choices import EvidenceKinds
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.processes.store import publish
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

SAID = frozenset({
    "key", "type", "kind", "field", "count", "within_m", "accuracy_m", "max_age_days", "second_person",
    "activity_place_ok", "camera_only", "formula", "role", "label", "remedy",
})  # fmt: skip
"""What people say of a requirement; what is stored beside it follows from that."""


class Processes(Kind):
    """The nodes records go through, by key."""

    name = "process"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """The newest version of every process."""
        rows = ground.work.execute(
            "select distinct on (key) key, object, label, nodes, version "
            f"from {ground.work.place.schema}._process where version > 0 order by key, version desc"
        ).fetchall()
        return {key: self._tree(ground, object, label, nodes) for key, object, label, nodes, _ in rows}

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Publish the next version. Refuses what names an object, field or kind of evidence there is not."""
        object = ground.work.schema.object(new["object"])
        kinds = EvidenceKinds().read(ground)
        nodes = [self._node(ground, object, key, each, kinds) for each in new["nodes"]]
        site = self._site(ground, object, new)
        said = {"key": key, "object": object.name, "label": new["label"], "site": site, "nodes": nodes}
        _check(object, key, nodes)
        publish(ground.work, said, kinds)
        ground.moved = True
        ground.note("blueprint.process_published", {key: [old, new]})

    def remove(self, ground: Ground, key: str) -> None:
        """Refuses one that records went through."""
        if self.used(ground, key):
            raise Refusal("process_in_use", "conflict", facts={"process": key})
        old = self.read(ground).get(key)
        ground.work.execute(f"delete from {ground.work.place.schema}._process where key = %s", [key])
        ground.moved = True
        ground.note("blueprint.process_published", {key: [old, None]})

    def used(self, ground: Ground, key: str) -> bool:
        """Whether a record is in it, or was when it was deleted."""
        return any(
            ground.found(
                f"select 1 from {ground.work.place.schema}.{each.table.name} where process = %s", [key]
            )
            for each in ground.work.schema.objects.values()
            if each.staged
        )

    def _tree(self, ground: Ground, name: str, label: Any, stored: Any) -> Tree:
        object = ground.work.schema.objects.get(name)
        nodes = []
        for node in stored["nodes"]:
            asks = []
            for each in node.get("requires") or ():
                kept = {part: value for part, value in each.items() if part in SAID}
                if kept.get("field") and object is not None:
                    kept["field"] = ground.keyed(object, kept["field"])
                asks.append(kept)
            nodes.append({**UNSAID_OF_NODE, **node, "requires": asks})
        site = stored.get("site")
        if site and object is not None:
            site = ground.keyed(object, site)
        return process_tree({"object": name, "label": label, "site": site, "nodes": nodes}, {})

    def _node(self, ground: Ground, object: ObjectType, key: str, said: Tree, kinds: dict[str, Tree]) -> Tree:
        asks = []
        for each in said.get("requires", ()):
            if each["type"] == "evidence" and each.get("kind") not in kinds:
                raise _nameless(key, said, each, "kind")
            if each["type"] == "field":
                if not isinstance(each.get("field"), str) or ground.field_of(object, each["field"]) is None:
                    raise _nameless(key, said, each, "field")
                asks.append({**each, "field": ground.spoken(object, each["field"])})
            else:
                asks.append(each)
        return {**UNSAID_OF_NODE, **said, "requires": asks}

    def _site(self, ground: Ground, object: ObjectType, new: Tree) -> str | None:
        site = new.get("site")
        return ground.spoken(object, site) if site else None


def in_flight(ground: Ground, key: str, tree: Tree) -> int:
    """How many records are on their way in a process."""
    object = ground.work.schema.objects.get(tree["object"])
    if object is None or not object.staged:
        return 0
    ended = [each["key"] for each in tree["nodes"] if each.get("end")]
    row = ground.work.execute(
        f"select count(*) from {ground.work.place.schema}.{object.table.name} "
        "where process = %s and not stage = any(%s) and deleted_at is null",
        [key, ended],
    ).fetchone()
    return int(row[0]) if row else 0


def _check(object: ObjectType, key: str, nodes: list[Tree]) -> None:
    keys = [each["key"] for each in nodes]
    faults: dict[str, str] = {}
    if not object.staged:
        faults[f"process/{key}/object"] = "bad_value"
    if len(set(keys)) < len(keys) or nodes[0].get("end"):
        faults[f"process/{key}/nodes"] = "bad_value"
    if faults:
        raise Refusal("bad_blueprint", "invalid", facts={"places": list(faults)}, fields=faults)


def _nameless(key: str, node: Tree, ask: Tree, what: str) -> Refusal:
    place = f"process/{key}/nodes/{node['key']}/requires/{ask['key']}/{what}"[:200]
    return Refusal("bad_blueprint", "invalid", facts={"places": [place]}, fields={place: "bad_value"})
