"""Metrics. Saving and retiring them goes by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    LABEL,
    READ,
    TEXT,
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
from prooftrail.platform.metrics.shapes import DIRECTIONS, UNITS
from prooftrail.platform.records.aggregate import PERIODS
from prooftrail.platform.values import Label

TAG, ROOT = "metrics", "/api/v1/metrics"
FILTER: Shape = {"type": ["array", "null"]}
DAY: Shape = {"type": "string", "format": "date"}
TERM = record(name=TEXT, label=LABEL, measure={"type": "array"}, filter=FILTER, time=nullable(TEXT))
METRIC = record(
    key=TEXT, label=LABEL, description=LABEL, unit={"enum": list(UNITS)}, object=TEXT, object_label=LABEL,
    time=nullable(TEXT), terms=array(TERM), formula=TEXT, direction={"enum": list(DIRECTIONS)},
    dimensions=array(record(name=TEXT, label=LABEL)), version={"type": "integer", "minimum": 1},
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
}  # fmt: skip
ROW = record(list(PARTS), **PARTS, before=record(**PARTS))
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
