"""The manifest of grading."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.grading.actions.set_grade import release_grade, set_grade, show_grade
from prooftrail.sales.grading.guard import GradeGuard
from prooftrail.sales.grading.measures import OF_GRADES
from prooftrail.sales.grading.settings import DEFAULTS

ENGINE = Engine(
    "grading",
    actions=(set_grade, release_grade, show_grade),
    guards=(GradeGuard(),),
    settings=DEFAULTS,
    metrics=OF_GRADES,
)
