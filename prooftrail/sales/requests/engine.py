"""The manifest of requests between teams."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.requests.actions.answering import accept_request, deliver_request, hand_back_request
from prooftrail.sales.requests.actions.closing import confirm_request, reopen_request
from prooftrail.sales.requests.actions.raise_request import raise_request
from prooftrail.sales.requests.guard import RequestGuard
from prooftrail.sales.requests.measures import OF_REQUESTS
from prooftrail.sales.requests.settings import DEFAULTS
from prooftrail.sales.requests.steps import let_rules_know

ENGINE = Engine(
    "requests",
    actions=(
        raise_request, accept_request, hand_back_request, deliver_request, confirm_request, reopen_request,
    ),
    guards=(RequestGuard(),),
    settings=DEFAULTS,
    metrics=OF_REQUESTS,
)  # fmt: skip
let_rules_know()
