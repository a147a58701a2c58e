"""A work item with what helps to settle it. Its fields are a record's; opening and settling go by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    ID,
    LABEL,
    READ,
    TEXT,
    TIME,
    Ground,
    Operation,
    array,
    in_path,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

YES: Shape = {"type": "boolean"}
THING = record(object=TEXT, id=ID, label=nullable(TEXT))
CASE = record(
    id=ID, number=nullable(TEXT), title=nullable(TEXT), state=nullable(TEXT), outcome=nullable(TEXT),
    resolution=nullable(TEXT), about_label=nullable(TEXT), owner={}, opened_at=nullable(TIME),
    resolved_at=nullable(TIME), resolution_hours=nullable(TEXT), closed_by_rule={"type": ["boolean", "null"]},
)  # fmt: skip
RUNG = record(at=TIME, to=array({"type": "object"}), done=YES)
SHEET = record(
    item={"type": "object"},
    about=nullable(record(object=TEXT, object_label=LABEL, id=ID, label=nullable(TEXT))),
    facts=array(record(key=TEXT, value={})),
    records=array(record(key=TEXT, label=LABEL, items=array(THING))),
    similar=array(CASE), ladder=array(RUNG), closes_by_itself=YES,
    may=record(respond=YES, resolve=YES, reassign=YES, escalate=YES),
)  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """The whole sheet."""
    return {"WorkItemSheet": SHEET}


def operations(ground: Ground) -> Iterator[Operation]:
    """One work item."""
    about = (
        "A work item as its page shows it: what it is about, facts, similar past cases the caller "
        "may see, the ladder, and what he may do with it."
    )
    yield Operation("GET", "/api/v1/work-items/{id}", "show_work_item", Label("工单详情", "Work item"), about,
                    {200: shape("WorkItemSheet")}, (*READ, 404), tag="work items",
                    parameters=(in_path("id", ID, "The work item."),))  # fmt: skip
