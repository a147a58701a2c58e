"""Approvals. Flows are drawn, approvals asked for and decided by actions."""

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
    extensible,
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.approvals.boxes import BOXES
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

TAG, ROOT = "approvals", "/api/v1/approvals"
YES: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
SOMEBODY = nullable(record(id=ID, label=nullable(TEXT)))
ANY_LABEL = nullable(LABEL)
STEP_LINE = record(key=TEXT, label=LABEL)
ABOUT = record(object=TEXT, object_label=ANY_LABEL, id=TEXT, label=nullable(TEXT))
TASK_LINE = record(id=ID, state=TEXT, step=TEXT, step_label=ANY_LABEL, asked_at=nullable(TIME),
                   due_at=nullable(TIME), overdue=YES, done_at=nullable(TIME), on_behalf=SOMEBODY,
                   edits=YES)  # fmt: skip
LINE = record(
    id=ID, number=nullable(TEXT), title=nullable(TEXT), flow=STEP_LINE, about=ABOUT, state=TEXT,
    step=nullable(TEXT), step_label=ANY_LABEL, starter=SOMEBODY, started_at=nullable(TIME),
    ended_at=nullable(TIME), task=nullable(TASK_LINE),
)  # fmt: skip
TASK = record(
    id=ID, person=SOMEBODY, on_behalf=SOMEBODY, state=TEXT, round=COUNT, asked_at=nullable(TIME),
    due_at=nullable(TIME), done_at=nullable(TIME), reason=nullable(TEXT), comment=nullable(TEXT),
)  # fmt: skip
FIELD = record(name=TEXT, label=LABEL, type=TEXT, value={}, choices=nullable({"type": "array"}), edit=YES)
SHEET = record(
    id=ID, number=nullable(TEXT), title=nullable(TEXT), state=TEXT, step=nullable(TEXT), note=nullable(TEXT),
    started_at=nullable(TIME), ended_at=nullable(TIME), round={"type": "integer"},
    flow=record(key=TEXT, label=LABEL, version=COUNT), starter=SOMEBODY,
    about=record(object=TEXT, object_label=LABEL, id=ID, label=nullable(TEXT), there=YES, followed=YES,
                 fields=array(FIELD)),
    held=nullable({"type": "object"}), done_at=nullable(TIME),
    steps=array(record(key=TEXT, label=LABEL, mode=TEXT, state=TEXT, tasks=array(TASK))),
    log=array(record(at=TIME, what=TEXT, person=SOMEBODY, on_behalf=SOMEBODY, task=nullable(ID),
                     step=nullable(TEXT), facts={"type": "object"})),
    snapshot=record(at=TIME, values={"type": "object"}),
    changed=array(record(name=TEXT, label=LABEL, then={}, now={})),
    copies=array(record(person=SOMEBODY, at=TIME)),
    may=record(decide=nullable(ID), add_signer=YES, transfer=YES, withdraw=YES, resubmit=YES, copy=YES,
               edit=array(TEXT), reasons=array(STEP_LINE), **{"return": array(STEP_LINE)}),
)  # fmt: skip
FLOW_LINE = record(
    key=TEXT, label=LABEL, object=TEXT, object_label=LABEL, version=nullable(COUNT), draft=YES, retired=YES,
    start=nullable({"type": "object"}), steps=array(STEP_LINE),
)  # fmt: skip
FLOW = record(
    key=TEXT, object=TEXT, version=nullable(COUNT), published=nullable({"type": "object"}),
    draft=nullable({"type": "object"}), revision=COUNT, retired=YES,
    versions=array(record(version=COUNT, at=TIME, by=nullable(ID))),
)  # fmt: skip
PREVIEW = record(flow=TEXT, held=YES, steps=array(
    record(key=TEXT, label=LABEL, mode=TEXT, people=array(record(id=ID, label=nullable(TEXT))),
           empty=nullable(TEXT))))  # fmt: skip
FIGURES = record(
    steps=array(extensible(flow=nullable(TEXT), step=nullable(TEXT))), waiting=array({"type": "object"}),
    returns=array({"type": "object"}), decided=COUNT, returned=COUNT, return_rate=nullable(TEXT),
)  # fmt: skip
STAND_IN = record(person=SOMEBODY, stand_in=SOMEBODY, until=DAY, **{"from": DAY})


def schemas(ground: Ground) -> dict[str, Shape]:
    """An approval in a box, its sheet, and a flow."""
    asked = record(["flow", "record"], flow={"type": ["string", "object"]}, object=nullable(TEXT), record=ID)
    return {
        "ApprovalLine": LINE, "ApprovalSheet": SHEET, "ApprovalFlowLine": FLOW_LINE, "ApprovalFlow": FLOW,
        "approvals.preview": asked,
    }  # fmt: skip


def operations(ground: Ground) -> Iterator[Operation]:
    """Boxes, a sheet, figures, stand-ins."""
    box = in_query("box", {"enum": list(BOXES)}, "What waits for one, where it is left out.")
    cursor = in_query("cursor", TEXT, "Where the page before ended.")
    limit = in_query("limit", {"type": "integer", "minimum": 1, "maximum": 100}, "Rows of a page.")
    about = (
        "What waits for the caller, what he asked for, decided, or was shown. `count` is how "
        "many wait for him, whichever box it is."
    )
    rows = record(items=array(shape("ApprovalLine")), next=nullable(TEXT), count=COUNT)
    yield Operation("GET", ROOT, "list_approvals", Label("我的审批", "My approvals"), about, {200: rows},
                    READ, tag=TAG, parameters=(box, cursor, limit))  # fmt: skip
    about = (
        "What it is about, how far it is, what happened, what changed since, and what the caller may do. "
        "Fields hidden at the caller's step are not in it. 404 for who has nothing to do with it."
    )
    yield Operation("GET", f"{ROOT}/{{id}}", "show_approval", Label("审批单", "Approval sheet"), about,
                    {200: shape("ApprovalSheet")}, (*READ, 404), tag=TAG,
                    parameters=(in_path("id", ID, "The approval."),))  # fmt: skip
    about = "Time per step, waiting per approver and what came back why, over tasks in the caller's scope."
    days = (in_query("from", DAY, "The first day."), in_query("to", DAY, "The last day."))
    yield Operation("GET", f"{ROOT}/figures", "approval_figures", Label("审批统计", "Approval figures"),
                    about, {200: FIGURES}, READ, tag=TAG, parameters=days)  # fmt: skip
    about = "Who decides for the caller, and for whom he does, today and later."
    yield Operation("GET", f"{ROOT}/stand-ins", "list_stand_ins", Label("代理审批人", "Stand-ins"), about,
                    {200: record(items=array(STAND_IN))}, READ, tag=TAG)  # fmt: skip
    yield from _flows()


def _flows() -> Iterator[Operation]:
    about = "The flows in force whose object the caller may read; designers see drafts and retired ones, too."
    object = in_query("object", TEXT, "Those about one object.")
    yield Operation("GET", f"{ROOT}/flows", "list_flows", Label("审批流", "Approval flows"), about,
                    {200: record(items=array(shape("ApprovalFlowLine")))}, READ, tag=TAG,
                    parameters=(object,))  # fmt: skip
    about = "A flow; the whole of it, its draft and its versions are for designers."
    version = in_query(
        "version", {"type": "integer", "minimum": 1}, "An earlier one, in place of the one in force."
    )
    yield Operation("GET", f"{ROOT}/flows/{{name}}", "show_flow", Label("审批流定义", "Approval flow"), about,
                    {200: shape("ApprovalFlow")}, (*READ, 404), tag=TAG,
                    parameters=(in_path("name", TEXT, "The flow's key."), version))  # fmt: skip
    about = (
        "The way a flow would go for a record and whom it would ask. `flow` is a key, or for designers a "
        "whole flow that need not be kept."
    )
    yield Operation("POST", f"{ROOT}/flows/preview", "preview_flow", Label("试走审批流", "Preview a flow"),
                    about, {200: PREVIEW}, (*READ, 400, 404, 413), tag=TAG,
                    body=body(shape("approvals.preview")))  # fmt: skip
