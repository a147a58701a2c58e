"""The manifest of points."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.points.actions import look_at_points
from prooftrail.sales.points.guard import PointGuard
from prooftrail.sales.points.measures import OF_POINTS
from prooftrail.sales.points.settings import DEFAULTS

ENGINE = Engine(
    "points",
    needs=("churn",),
    actions=(look_at_points,),
    guards=(PointGuard(),),
    settings=DEFAULTS,
    metrics=OF_POINTS,
)
