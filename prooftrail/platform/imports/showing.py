"""An import as people and programs are told of it, in the caller's language."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.imports.cells import WHOLE_ROW
from prooftrail.platform.imports.staged import ALIKE_ROW
from prooftrail.platform.imports.store import COLUMNS, Import
from prooftrail.platform.refusal import Refusal, reason
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 200
ROWS_OF = ("rejected", "left", "alike")
"""Which rows may be asked for alone; `alike` are those that are likely something that is there."""


def show(work: "Work", held: Import) -> dict[str, Json]:
    """The contract's import, and beside it where it stands, its plan and how its file was read."""
    object = work.schema.objects.get(held.object)
    warnings: list[Json] = [_warning(work, object, each) for each in held.warnings]
    settings, undoing = held.settings, held.state == "undoing"
    counts: dict[str, Json] = {**held.counts}
    plan: Json = dict(held.plan) if held.plan is not None else None
    undone: Json = dict(held.undone) if held.undone is not None else None
    return {
        "id": str(held.id), "object": held.object, "state": "applying" if undoing else held.state,
        "undoing": undoing, "dry_run": held.dry_run, "history": held.history, "name": held.name,
        "total": held.total or 0, **counts, "warnings": warnings,
        "plan": plan, "undone": undone, "progress": _progress(held), "error": _error(held, work.locale),
        "encoding": settings["encoding"], "delimiter": settings["delimiter"],
        "columns": list(settings["header"]), "mapping": settings["mapping"],
        "by": None if held.person is None else str(held.person), "created_at": held.created_at.isoformat(),
        "ended_at": held.ended_at.isoformat() if held.ended_at else None,
    }  # fmt: skip


def show_all(work: "Work", after: UUID | None, limit: int) -> dict[str, Json]:
    """`{"items","next"}`, newest first: one's own, or everybody's for who may migrate."""
    from psycopg.rows import class_row

    everybody = work.access.unbound or work.access.may("records:migrate")
    cursor = work.connection.cursor(row_factory=class_row(Import))
    rows = cursor.execute(
        f"select {COLUMNS} from {work.place.schema}._import where (%(all)s or person = %(me)s) "
        "and (%(after)s::uuid is null or id < %(after)s) order by id desc limit %(most)s",
        {"all": everybody, "me": work.actor.person, "after": after, "most": limit + 1},
    ).fetchall()
    items: list[Json] = [show(work, each) for each in rows[:limit]]
    return {"items": items, "next": str(rows[limit - 1].id) if len(rows) > limit else None}


def show_rows(work: "Work", held: Import, verdict: str | None, after: int, limit: int) -> dict[str, Json]:
    """`{"items": [{"row","cells","verdict","record","reasons"}], "next"}` in the file's order."""
    wanted = {"rejected": ["reject", "retry"], "left": ["left"]}.get(verdict or "")
    rows = work.execute(
        f"select at, line, raw, verdict, record, reasons from {work.place.schema}._import_row "
        "where import = %s and at > %s and (%s::text[] is null or verdict = any(%s)) "
        "and (%s or reasons ->> 'code' = %s) order by at limit %s",
        [held.id, after, wanted, wanted, verdict != "alike", ALIKE_ROW, limit],
    ).fetchall()
    object = work.schema.objects.get(held.object)
    items: list[Json] = [
        {
            "row": line, "cells": raw, "verdict": VERDICTS[said], "record": str(record) if record else None,
            "reasons": list(reasons_in(work.locale, object, reasons)),
        }
        for _, line, raw, said, record, reasons in rows
    ]  # fmt: skip
    return {"items": items, "next": rows[-1][0] if len(rows) == limit else None}


VERDICTS = {
    "create": "created",
    "update": "updated",
    "skip": "skipped",
    "reject": "rejected",
    "retry": "rejected",
    "left": "left",
}


def reasons_in(locale: Locale, object: ObjectType | None, reasons: dict[str, Any] | None) -> list[str]:
    """Why a row was not taken, in words: one for each field, or one for the row."""
    if reasons is None:
        return []
    if not reasons["fields"]:
        return [reason(reasons["code"], reasons["facts"], locale)]
    pattern = "{0}：{1}" if locale == "zh" else "{0}: {1}"
    quoted = "「{0}」{1}" if locale == "zh" else "{0}: {1}"
    found = []
    for name, code in reasons["fields"].items():
        facts = {**reasons["facts"], **reasons["about"].get(name, {})}
        words = reason(code, facts, locale)
        words = quoted.format(facts["said"], words) if facts.get("said") else words
        found.append(words if name == WHOLE_ROW else pattern.format(_label(object, name, locale), words))
    return found


def _label(object: ObjectType | None, name: str, locale: Locale) -> str:
    field = object.fields.get(name) if object is not None else None
    return field.label.said(locale) if field is not None else name


def _warning(work: "Work", object: ObjectType | None, said: dict[str, Any]) -> dict[str, Json]:
    facts = dict(said["facts"])
    words = {**facts, "label": _label(object, facts.get("field", ""), work.locale)}
    words["object"] = object.label.said(work.locale) if object is not None else ""
    words["count"] = f"{facts['count']:,}"
    return {"code": said["code"], "message": reason(said["code"], words, work.locale), "facts": facts}


def _error(held: Import, locale: Locale) -> Json:
    if held.error is None:
        return None
    error = held.error
    return Refusal(error["code"], error["kind"], facts=error["facts"], fields=error["fields"]).said(locale)


def _progress(held: Import) -> dict[str, Json]:
    """Rows dealt with in this phase, of how many."""
    back = held.resume_at + 1 - (held.undone_to or held.resume_at + 1)  # from the last row to the first
    at = {"checking": held.checked_to, "undoing": back}
    return {
        "at": at.get(held.state, held.resume_at),
        "of": held.resume_at if held.state == "undoing" else held.total or 0,
    }
