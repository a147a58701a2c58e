"""The content library's manifest."""

from prooftrail.platform.actions import Engine
from prooftrail.platform.links.doors import register_door
from prooftrail.sales.content.actions.send_content import send_content
from prooftrail.sales.content.actions.take_back_content import take_back_content
from prooftrail.sales.content.door import ContentDoor
from prooftrail.sales.content.guard import ContentGuard
from prooftrail.sales.content.measures import OF_CONTENT
from prooftrail.sales.content.model import SENT
from prooftrail.sales.content.settings import DEFAULTS
from prooftrail.sales.content.steps import let_rules_know

ENGINE = Engine(
    "content",
    actions=(send_content, take_back_content),
    guards=(ContentGuard(),),
    settings=DEFAULTS,
    metrics=OF_CONTENT,
)
register_door(SENT, ContentDoor())
let_rules_know()
