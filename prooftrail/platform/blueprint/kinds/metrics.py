"""Metrics a workspace made, or made anew of those that are shipped."""

from typing import Any

from prooftrail.platform.blueprint.components import Tree, metric_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind, check_condition
from prooftrail.platform.metrics.actions import retire, save
from prooftrail.platform.metrics.shapes import Definition
from prooftrail.platform.metrics.store import metrics


class Metrics(Kind):
    """Named figures."""

    name = "metric"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every metric in use that is not as it was shipped."""
        return {
            key: metric_tree(each.of.model_dump())
            for key, each in metrics(ground.work).items()
            if not each.shipped and each.definition is not None
        }

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Define it, or define it anew: the next version."""
        for at, term in enumerate(new["terms"]):
            if "filter" in term:
                check_condition(term["filter"], f"metric/{key}/terms/{at}")
        said: dict[str, Any] = {**new, "key": key}
        save(ground.work, Definition.model_validate(said))

    def remove(self, ground: Ground, key: str) -> None:
        """Take it out of use."""
        found = metrics(ground.work).get(key)
        if found is not None and found.definition is not None:
            retire(ground.work, found)
