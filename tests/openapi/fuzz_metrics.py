"""Right requests for targets of figures, their versions, and what is tried before it is kept."""

import json
from typing import TYPE_CHECKING, Any

from tests.openapi.fuzz_designs import measured
from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def _target(stand: "Stand", operation: Described) -> Sent:
    said = {"input": {"metric": "open_deals", "period": "2026-Q3", "value": "12"}}
    return Sent("POST", "/api/v1/actions/set_target", json.dumps(said).encode(), {}, "admin")


def _tried(stand: "Stand", operation: Described) -> Sent:
    said: dict[str, Any] = {"definition": measured(stand)}
    return Sent("POST", "/api/v1/metrics/try", json.dumps(said).encode(), {}, "admin")


METRICS: dict[str, "Right"] = {
    "do_set_target": _target,
    "list_targets": lambda stand, operation: "/api/v1/metrics/open_deals/targets",
    "list_metric_versions": lambda stand, operation: "/api/v1/metrics/open_deals/versions",
    "try_metric": _tried,
}
