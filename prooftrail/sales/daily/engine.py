"""The manifest of daily work."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.daily.actions.confirm_day import confirm_day
from prooftrail.sales.daily.actions.hand_in_list import hand_in_list
from prooftrail.sales.daily.guard import DailyGuard
from prooftrail.sales.daily.measures import OF_DAYS
from prooftrail.sales.daily.settings import DEFAULTS

ENGINE = Engine(
    "daily", actions=(confirm_day, hand_in_list), guards=(DailyGuard(),), settings=DEFAULTS, metrics=OF_DAYS
)
