"""Metrics. Saving and retiring them goes by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    TIME,
    Ground,
    Operation,
    array,
    body,
    in_path,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.metrics.asking import MOST_GROUPS
from prooftrail.platform.metrics.comparing import WAYS
from prooftrail.platform.metrics.periods import MOST_PARTS
from prooftrail.platform.metrics.shapes import DIRECTIONS, LEVELS, TESTS, UNITS
from prooftrail.platform.records.aggregate import PERIODS
from prooftrail.platform.values import Label

TAG, ROOT = "metrics", "/api/v1/metrics"
FILTER: Shape = {"type": ["array", "null"]}
DAY: Shape = {"type": "string", "format": "date"}
TERM = record(name=TEXT, label=LABEL, measure={"type": "array"}, filter=FILTER, time=nullable(TEXT))
METRIC = record(
    key=TEXT, label=LABEL, description=LABEL, unit={"enum": list(UNITS)}, object=TEXT, object_label=LABEL,
    time=nullable(TEXT), terms=array(TERM), formula=TEXT, direction={"enum": list(DIRECTIONS)},
    dimensions=array(record(name=TEXT, label=LABEL)),
    thresholds=array(record(level={"enum": list(LEVELS)}, test={"enum": list(TESTS)}, value=TEXT)),
    version={"type": "integer", "minimum": 1},
    shipped={"type": "boolean"},
)  # fmt: skip
VALUE: Shape = {
    "description": "Money with its currency, a number as text, null where there is nothing to say.",
    "anyOf": [shape("Money"), {"type": ["string", "null"]}],
}
DOOR = record(object=TEXT, filter=FILTER, count=COUNT)
SPAN = nullable(record(**{"from": nullable(DAY), "to": nullable(DAY)}))
PARTS: dict[str, Shape] = {
    "group": {"type": "object"}, "period": SPAN, "value": VALUE, "terms": {"type": "object"},
    "arithmetic": TEXT, "records": {"type": "object", "additionalProperties": DOOR},
    "level": {"enum": [*LEVELS, None]},
}  # fmt: skip
ROW = record(list(PARTS), **PARTS, before=record(**PARTS), target=VALUE, attained=nullable(TEXT))
TARGET = record(
    person=nullable(ID), department=nullable(ID), period=TEXT, value=VALUE,
    version={"type": "integer", "minimum": 1}, at=TIME, by=nullable(ID),
)  # fmt: skip
BY: Shape = {"enum": [*PERIODS, None]}
PERIOD: Shape = {
    "description": "Dates, both included; or the last so many parts, this one among them unless only those "
    "that have `ended`; or the part today is in.",
    "anyOf": [
        record([], **{"from": nullable(DAY), "to": nullable(DAY), "by": BY}),
        record(["last", "by"], last={"type": "integer", "minimum": 1, "maximum": MOST_PARTS},
               by={"enum": list(PERIODS)}, ended={"type": "boolean"}),
        record(["this"], this={"enum": list(PERIODS)}, by=BY),
        {"type": "null"},
    ],
}  # fmt: skip
ASKED = record(
    [], filter=FILTER, group=nullable(array(TEXT, maxItems=MOST_GROUPS)), period=PERIOD,
    compare={"enum": [*WAYS, None]},
)  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """A definition; a figure's row; a question."""
    return {"Metric": METRIC, "MetricRow": ROW, "metric.query": ASKED}


def operations(ground: Ground) -> Iterator[Operation]:
    """The library, and one figure."""
    about = "Every metric of which the caller may read each field, with its terms and its formula."
    yield Operation("GET", ROOT, "list_metrics", Label("指标库", "Metric library"), about,
                    {200: record(items=array(shape("Metric")))}, READ, tag=TAG)  # fmt: skip
    about = (
        "A figure over the records in the caller's scope, perhaps divided by fields and periods. Each row "
        "says how it was reckoned and, term by term, which filter opens the records that were counted. "
        "Periods are company dates, both ends included. A metric with a field the caller may not read is "
        "403 and names it. Compared with the period `before`, or the same one a `year` ago, each row has its "
        "counterpart as `before`."
    )
    rows = record(["metric", "version", "unit", "rows"], metric=TEXT, unit={"enum": list(UNITS)},
                  version={"type": "integer", "minimum": 1}, rows=array(shape("MetricRow")),
                  compare=record(how={"enum": list(WAYS)}, period=SPAN))  # fmt: skip
    key = in_path("name", TEXT, "The metric's key.")
    label = Label("查询指标", "Query metric")
    yield Operation("POST", f"{ROOT}/{{name}}/query", "query_metric", label, about, {200: rows},
                    (*READ, 400, 404, 413), tag=TAG, parameters=(key,),
                    body=body(shape("metric.query")))  # fmt: skip
    about = (
        "What it is to come to: for a person, a department or, where both are null, for all; of those whose "
        "records the caller sees. Setting them goes by the action `set_target`."
    )
    label = Label("指标目标", "Metric's targets")
    yield Operation("GET", f"{ROOT}/{{name}}/targets", "list_targets", label, about,
                    {200: record(items=array(TARGET))}, (*READ, 404), tag=TAG,
                    parameters=(key,))  # fmt: skip
    yield from _designing(key, rows)


def _designing(key: Shape, rows: Shape) -> Iterator[Operation]:
    """For who makes them."""
    needs = "Needs the permission `schema:design`."
    held = record(version={"type": "integer", "minimum": 1}, at=nullable(TIME), by=nullable(ID),
                  definition={"type": ["object", "null"]})  # fmt: skip
    label = Label("指标各版本", "Metric's versions")
    yield Operation("GET", f"{ROOT}/{{name}}/versions", "list_metric_versions", label,
                    f"Every state it was in, the newest first; without a definition it was retired. {needs}",
                    {200: record(items=array(held))}, (*READ, 404), tag=TAG, parameters=(key,))  # fmt: skip
    label = Label("试算指标", "Try metric")
    asked: Shape = {**ASKED, "properties": {**ASKED["properties"], "definition": {"type": "object"}},
                    "required": ["definition"]}  # fmt: skip
    yield Operation("POST", f"{ROOT}/try", "try_metric", label,
                    f"What a definition says that is not kept; faults are named at their places. {needs}",
                    {200: rows}, (*READ, 400, 404, 413), tag=TAG, body=body(asked))  # fmt: skip
