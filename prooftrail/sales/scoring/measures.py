"""Figures over scores: how much more often the best leads convert than leads do at random."""

from typing import Any

from prooftrail.platform.metrics.wording import both, metric, term

ENDED = ["and", ["status", "in", ["converted", "closed"]], ["score", "empty", False]]
WON = ["and", ["status", "=", "converted"], ["score", "empty", False]]
TOP: list[Any] = ["score_top", "=", True]
BY = ("source", "unit", "owner", "score_model")

OF_SCORES = (
    metric("lead_top_conversion", both("前列线索转化率", "Conversion of the top leads"),
           both("期间内建立、已结束的前列线索里转化的比例；标记停在结束之前最后一次评分",
                "Of the top leads made in the period that ended, the share converted; the mark is that "
                "of the last scoring before the end"),
           [term("won", "前列已转化", "Top, converted", ["count"], [*WON, TOP]),
            term("ended", "前列已结束", "Top, ended", ["count"], [*ENDED, TOP])],
           "won / ended", unit="percent", object="lead", time="created_at", by=BY),
    metric("lead_top_lift", both("前列线索是随机的几倍", "Top leads against random"),
           both("期间内建立、评过分、已结束的线索：前列的转化率除以全部的转化率；目标 2.7 倍",
                "Of scored leads made in the period that ended: conversion of the top ones by that of all; "
                "2.7 is the aim"),
           [term("top_won", "前列已转化", "Top, converted", ["count"], [*WON, TOP]),
            term("top_ended", "前列已结束", "Top, ended", ["count"], [*ENDED, TOP]),
            term("won", "全部已转化", "All, converted", ["count"], WON),
            term("ended", "全部已结束", "All, ended", ["count"], ENDED)],
           "(top_won / top_ended) / (won / ended)", unit="count", object="lead", time="created_at", by=BY,
           thresholds=[{"level": "yellow", "test": "<", "value": "2.7"}]),
)  # fmt: skip
