"""What a configuration consists of: one file a kind of component, each read, made, changed and taken away."""

from prooftrail.platform.blueprint.kinds.boards import Boards
from prooftrail.platform.blueprint.kinds.choices import ChoiceLists, EvidenceKinds
from prooftrail.platform.blueprint.kinds.designed import Fields, Objects
from prooftrail.platform.blueprint.kinds.flows import Flows
from prooftrail.platform.blueprint.kinds.forms import Forms
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.blueprint.kinds.metrics import Metrics
from prooftrail.platform.blueprint.kinds.processes import Processes
from prooftrail.platform.blueprint.kinds.roles import Roles
from prooftrail.platform.blueprint.kinds.rules_in_force import RulesInForce
from prooftrail.platform.blueprint.kinds.settings import SettingsInForce
from prooftrail.platform.blueprint.kinds.views import Views

__all__ = ["KIND", "Ground", "Kind", "kind"]

KIND: dict[str, Kind] = {
    each.name: each
    for each in (
        SettingsInForce(), Objects(), Fields(), ChoiceLists(), EvidenceKinds(), Roles(), Flows(), Processes(),
        Forms(), Views(), Metrics(), Boards(), RulesInForce(),
    )
}  # fmt: skip
"""By name, in the order in which they can be made."""


def kind(component: str) -> Kind:
    """The kind of `role/rep`."""
    return KIND[component.partition("/")[0]]
