"""Approval flows, by the designer's verbs: a change is a new version; what is on its way keeps its own."""

from prooftrail.platform.approvals.designing import Design, put_in_force
from prooftrail.platform.approvals.flows import in_force
from prooftrail.platform.approvals.shapes import FlowInput
from prooftrail.platform.blueprint.components import Tree
from prooftrail.platform.blueprint.flow_trees import flow_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.values import Json


class Flows(Kind):
    """Who has to say yes, by key."""

    name = "flow"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every flow in force."""
        return {each.key: flow_tree(each.said) for each in in_force(ground.work)}

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Publish the next version; a draft somebody has goes with it."""
        put_in_force(Design(ground.work, key, new["object"]), FlowInput.model_validate({**new, "key": key}))
        ground.moved = True

    def remove(self, ground: Ground, key: str) -> None:
        """Nobody is asked by it any more; one that was never used goes for good."""
        found = Design(ground.work, key)
        if found.newest is None:
            return
        if self.used(ground, key):
            found.retire()
        else:
            ground.work.execute(f"delete from {found.table} where key = %s", [key])
            found.settle()
        changes: dict[str, Json] = {"retired": [False, True]}
        found.note("flow_retired", found.newest.label, changes, version=found.newest.version)
        ground.moved = True

    def used(self, ground: Ground, key: str) -> bool:
        """Whether anybody asked by it."""
        return ground.found(f"select 1 from {ground.work.place.schema}._approval_run where flow = %s", [key])
