"""Figures of daily work: how many of the cards and lists expected are there, in time."""

from prooftrail.platform.metrics.wording import both, metric, term

EXPECTED = ["expected", "=", True]
CONFIRMED = ["and", EXPECTED, ["confirmed_at", "empty", False], ["late", "=", False]]
LISTED = ["and", EXPECTED, ["listed_at", "empty", False], ["list_late", "=", False]]

OF_DAYS = (
    metric("card_fill_rate", both("三件事填报率", "Cards filled"),
           both("期间内要交的「今天三件事」里按时确认的比例",
                "Of the cards of three things expected in the period, the share confirmed in time"),
           [term("confirmed", "按时确认", "Confirmed in time", ["count"], CONFIRMED),
            term("expected", "要交", "Expected", ["count"], EXPECTED)],
           "confirmed / expected", unit="percent", object="workday", time="day"),
    metric("list_fill_rate", both("晨会清单填报率", "Morning lists filled"),
           both("期间内要交的晨会清单里按时提交的比例",
                "Of the morning lists expected in the period, the share handed in before the meeting"),
           [term("listed", "按时提交", "In time", ["count"], LISTED),
            term("expected", "要交", "Expected", ["count"], EXPECTED)],
           "listed / expected", unit="percent", object="workday", time="day"),
)  # fmt: skip
