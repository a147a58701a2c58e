"""Flows as people meet them: what may be asked for, and for designers the draft and every version."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.approvals.flows import COLUMNS, DRAFT, Flow, in_force, read_flow, unknown
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_flows(work: "Work", object: str | None = None) -> dict[str, Json]:
    """`{"items"}`: flows in force whose object the caller may read; designers see drafts and retired ones."""
    if work.access.may("schema:design"):
        rows = work.execute(
            f"select {COLUMNS} from (select *, row_number() over (partition by key "
            f"order by version = {DRAFT}, version desc) as newness "
            f"from {work.place.schema}._approval_flow) f where newness = 1 order by key"
        ).fetchall()
        found = [read_flow(row) for row in rows]
        query = f"select key from {work.place.schema}._approval_flow where version = {DRAFT}"
        drafts = {row[0] for row in work.execute(query).fetchall()}
    else:
        found, drafts = list(in_force(work)), set()
    shown = [each for each in found if object in (None, each.object) and _open(work, each)]
    items: list[Json] = [_line(work, each, each.key in drafts) for each in shown]
    return {"items": items}


def show_flow(work: "Work", key: str, version: int | None = None) -> dict[str, Json]:
    """`{"key","object","published","draft","revision","retired","versions"}`; drafts and versions are for
    designers, who read an earlier `version` in place of the one in force."""
    rows = work.execute(
        f"select {COLUMNS}, revision, at, by from {work.place.schema}._approval_flow where key = %s "
        "order by version desc",
        [key],
    ).fetchall()
    found = [(read_flow(row[:-3]), *row[-3:]) for row in rows]
    design = work.access.may("schema:design")
    if not found or not _open(work, found[0][0]):
        raise unknown(key)
    versions = [each for each in found if each[0].version != DRAFT]
    if not design and (not versions or versions[0][0].retired):
        raise unknown(key)
    draft = next((each for each in found if each[0].version == DRAFT), None) if design else None
    newest = versions[0][0] if versions else None
    shown = (
        newest
        if version is None
        else next((each[0] for each in versions if each[0].version == version), None)
    )
    if version is not None and not (design and shown):
        raise unknown(key)
    told: list[Json] = [
        {"version": flow.version, "at": at.isoformat(), "by": str(by) if by else None}
        for flow, _, at, by in versions
    ]
    return {
        "key": key, "object": found[0][0].object, "version": newest.version if newest else None,
        "published": _said(work, shown) if shown else None,
        "draft": _said(work, draft[0]) if draft else None, "revision": draft[1] if draft else 0,
        "retired": newest.retired if newest else False, "versions": told if design else [],
    }  # fmt: skip


def _open(work: "Work", flow: Flow) -> bool:
    """Whether the caller may know of it: who may not read the object does not."""
    known = flow.object in work.schema.objects
    return known and (work.access.unbound or work.access.grant(flow.object).read != "none")


def _line(work: "Work", flow: Flow, drafted: bool) -> dict[str, Json]:
    object = work.schema.object(flow.object)
    steps: list[Json] = [{"key": each["key"], "label": each["label"]} for each in flow.steps.values()]
    return {
        "key": flow.key, "label": flow.label, "object": flow.object, "object_label": object.label.json(),
        "version": None if flow.version == DRAFT else flow.version, "draft": drafted, "retired": flow.retired,
        "start": _start(flow), "steps": steps,
    }  # fmt: skip


def _start(flow: Flow) -> Json:
    start: Any = flow.start
    return dict(start) if start else None


def _said(work: "Work", flow: Flow) -> dict[str, Json]:
    """The whole of it for designers; who only asks is told of the steps, not of the conditions."""
    if work.access.may("schema:design"):
        return dict(flow.said)
    steps: list[Json] = [
        {"key": each["key"], "label": each["label"], "mode": each["mode"]} for each in flow.steps.values()
    ]
    return {"key": flow.key, "label": flow.label, "object": flow.object, "steps": steps}
