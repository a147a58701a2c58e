"""Processes, by the designer's verbs: a change is a new version, and records on their way stay in theirs."""

from typing import Any

from prooftrail.platform.blueprint.components import UNSAID_OF_NODE, Tree, process_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.processes import flight
from prooftrail.platform.processes.checking import evidence_kinds, kept_process
from prooftrail.platform.processes.designing import Design, in_force, retire
from prooftrail.platform.processes.shapes import ProcessInput
from prooftrail.platform.processes.store import publish
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType


class Processes(Kind):
    """The nodes records go through, by key."""

    name = "process"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """The newest version of every process."""
        rows = ground.work.execute(
            "select distinct on (key) key, object, label, nodes, retired_at is not null "
            f"from {ground.work.place.schema}._process where version > 0 order by key, version desc"
        ).fetchall()
        return {key: self._tree(ground, *said) for key, *said in rows}

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Publish the next version; a draft somebody has stays one. Refuses what a designer may not."""
        work = ground.work
        found = Design(work, key, new["object"])
        before = found.newest.version if found.newest else None
        said = kept_process(work, ProcessInput.model_validate(self._said(ground, found.object, key, new)))
        version = publish(work, said, evidence_kinds(work))
        in_force(work)
        found.note("process_published", said["label"], {"version": [before, version]}, version=version,
                   before=before, flight="stay", map={}, moved=0)  # fmt: skip
        if new.get("retired"):
            again = Design(work, key)
            assert again.newest is not None
            retire(work, again, again.newest)
        ground.moved = True

    def remove(self, ground: Ground, key: str) -> None:
        """Refuses one that records went through."""
        if self.used(ground, key):
            raise Refusal("process_in_use", "conflict", facts={"process": key})
        old = self.read(ground).get(key)
        ground.work.execute(f"delete from {ground.work.place.schema}._process where key = %s", [key])
        ground.moved = True
        ground.note("blueprint.process_removed", {key: [old, None]})

    def used(self, ground: Ground, key: str) -> bool:
        """Whether a record is in it, or was when it was deleted."""
        return any(
            ground.found(
                f"select 1 from {ground.work.place.schema}.{each.table.name} where process = %s", [key]
            )
            for each in ground.work.schema.objects.values()
            if each.staged
        )

    def _tree(self, ground: Ground, name: str, label: Any, stored: Any, retired: bool) -> Tree:
        object = ground.work.schema.objects.get(name)
        nodes = [{**UNSAID_OF_NODE, **node} for node in stored["nodes"]]
        site = stored.get("site")
        if object is not None:
            site = ground.keyed(object, site) if site else None
            for node in nodes:
                node["requires"] = [_renamed(each, lambda path: ground.keyed(object, path))
                                    for each in node["requires"]]  # fmt: skip
        said = {"object": name, "label": label, "site": site, "nodes": nodes, "retired": retired}
        return process_tree(said, {})

    def _said(self, ground: Ground, object: ObjectType, key: str, new: Tree) -> Tree:
        """What the designer would be told."""

        def name(path: str) -> str:
            return ground.spoken(object, path)

        nodes = [{**each, "requires": [_renamed(ask, name) for ask in each.get("requires", ())]}
                 for each in new["nodes"]]  # fmt: skip
        site = name(new["site"]) if new.get("site") else None
        return {"key": key, "object": object.name, "label": new["label"], "site": site, "nodes": nodes}


def _renamed(ask: Tree, name: Any) -> Tree:
    return {**ask, "field": name(ask["field"])} if ask.get("field") else dict(ask)


def in_flight(ground: Ground, key: str, tree: Tree) -> int:
    """How many records are on their way in a process."""
    object = ground.work.schema.objects.get(tree["object"])
    return sum(each.records for each in flight.in_flight(ground.work, key, object)) if object else 0
