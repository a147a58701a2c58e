"""The manifest of data health."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.quality.actions.list_cleaning import list_cleaning
from prooftrail.sales.quality.actions.look_at_health import look_at_health
from prooftrail.sales.quality.measures import OF_QUALITY
from prooftrail.sales.quality.settings import DEFAULTS

ENGINE = Engine("quality", actions=(look_at_health, list_cleaning), settings=DEFAULTS, metrics=OF_QUALITY)
