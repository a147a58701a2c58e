"""The manifest of the journey."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.journey.actions.show_journey import show_journey
from prooftrail.sales.journey.settings import DEFAULTS

ENGINE = Engine("journey", actions=(show_journey,), settings=DEFAULTS)
