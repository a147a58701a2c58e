"""Manifest of ownership."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.ownership.actions.claim_customer import assign_customer, claim_customer
from prooftrail.sales.ownership.actions.handover import (
    handover,
    list_handovers,
    preview_handover,
    undo_handover,
)
from prooftrail.sales.ownership.actions.look_into_pool import list_pool, look_at_pool_customer
from prooftrail.sales.ownership.actions.release_customer import keep_customer, release_customer
from prooftrail.sales.ownership.guard import OwnershipGuard
from prooftrail.sales.ownership.settings import DEFAULTS

ENGINE = Engine(
    "ownership",
    actions=(
        claim_customer, assign_customer, release_customer, keep_customer, list_pool, look_at_pool_customer,
        preview_handover, handover, undo_handover, list_handovers,
    ),
    guards=(OwnershipGuard(),),
    settings=DEFAULTS,
)  # fmt: skip
