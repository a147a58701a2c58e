"""Metrics travel in blueprints: written out, read in elsewhere, the same."""

from typing import Any

from prooftrail.platform.blueprint.components import READERS
from prooftrail.platform.blueprint.kinds.kind import Ground
from prooftrail.platform.blueprint.kinds.metrics import Metrics
from tests.conftest import Api
from tests.metrics.conftest import defined


def test_there_and_back(inside: Any, shop: str, ops: Api) -> None:
    """What a workspace made is a component; removed it is out of use; written it is as it was."""
    lines = [{"level": "red", "test": "<", "value": "50"}]
    ops.act("save_metric", defined("carried", thresholds=lines))
    with inside(shop) as work:
        tree = Metrics().read(Ground(work))["carried"]
        read = READERS["metrics.yaml"]({"metrics": {"carried": tree}})
        assert read == {"metric/carried": tree}
        Metrics().remove(Ground(work), "carried")
        assert "carried" not in Metrics().read(Ground(work))
        Metrics().write(Ground(work), "carried", None, tree)
        assert Metrics().read(Ground(work))["carried"] == tree
    assert "win_rate" not in tree and tree["thresholds"] == lines
