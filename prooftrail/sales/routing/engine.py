"""The distribution's manifest."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.routing.actions.design import (
    discard_distribution,
    publish_distribution,
    replay_distribution,
    retire_distribution,
    save_distribution,
    show_distribution,
    time_distribution,
    try_distribution,
    withdraw_distribution,
)
from prooftrail.sales.routing.actions.give import (
    accept_lead,
    assign_lead,
    decline_lead,
    distribute,
    show_loads,
)
from prooftrail.sales.routing.guard import RoutingGuard
from prooftrail.sales.routing.measures import OF_ROUTING
from prooftrail.sales.routing.settings import DEFAULTS
from prooftrail.sales.routing.touching import TouchGuard

ENGINE = Engine(
    "routing",
    actions=(
        save_distribution, publish_distribution, time_distribution,
        withdraw_distribution, discard_distribution, retire_distribution,
        show_distribution, try_distribution,
        replay_distribution, distribute, assign_lead, accept_lead, decline_lead, show_loads,
    ),
    guards=(RoutingGuard(), TouchGuard()),
    settings=DEFAULTS,
    metrics=OF_ROUTING,
)  # fmt: skip
