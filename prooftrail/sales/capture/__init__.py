"""Capture: public forms, their entrances and codes, and what their visitors looked at before."""

from prooftrail.platform.intake.visits import Visits
from prooftrail.sales.capture.visiting import visits_of

__all__ = ["Visits", "visits_of"]
