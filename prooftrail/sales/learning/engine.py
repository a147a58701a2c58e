"""The manifest of learning from the best."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.learning.actions.compare_best import compare_best
from prooftrail.sales.learning.actions.compare_proposal import compare_proposal
from prooftrail.sales.learning.actions.distil_pack import distil_pack
from prooftrail.sales.learning.actions.keep_behaviour import keep_behaviour
from prooftrail.sales.learning.actions.learn_gaps import learn_gaps
from prooftrail.sales.learning.actions.look_at_adoption import look_at_adoption
from prooftrail.sales.learning.actions.look_at_scripts import look_at_scripts
from prooftrail.sales.learning.actions.save_pack import publish_pack, retire_pack, save_pack
from prooftrail.sales.learning.guard import LearningGuard
from prooftrail.sales.learning.measures import OF_DEMOS
from prooftrail.sales.learning.settings import DEFAULTS

ENGINE = Engine(
    "learning",
    actions=(
        compare_best, keep_behaviour, save_pack, publish_pack, retire_pack, distil_pack, look_at_adoption,
        look_at_scripts, learn_gaps, compare_proposal,
    ),
    guards=(LearningGuard(),),
    settings=DEFAULTS,
    metrics=OF_DEMOS,
)  # fmt: skip
