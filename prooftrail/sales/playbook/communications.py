"""The last communications of a record: what a cause calls `{$last_activities}`."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.records import Query
from prooftrail.platform.values import Label, Locale
from prooftrail.platform.workitems.facts import Fact, Provider

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FIELDS = ("id", "type", "topic", "next_step", "occurred_at", "owner")


def last_activities(work: "Work", object: str, record: UUID, most: int, locale: Locale) -> Fact:
    """The newest actions with a customer or on a deal, one line each."""
    kind = work.schema.object("activity")
    link = kind.fields.get(object)
    if link is None or link.options.get("object") != object:
        return Fact(["没有沟通记录" if locale == "zh" else "No communications"])
    query = Query(filter=[object, "=", str(record)], sort="-occurred_at", limit=most, fields=FIELDS)
    rows = json.loads(work.records.page("activity", query).items)
    words = {each["key"]: each["label"][locale] for each in kind.fields["type"].options["choices"]}
    lines = [_line(work, each, words, locale) for each in rows]
    none = "没有沟通记录" if locale == "zh" else "No communications"
    return Fact(lines or [none], [("activity", UUID(each["id"])) for each in rows])


def _line(work: "Work", said: dict[str, Any], words: dict[str, str], locale: Locale) -> str:
    at = datetime.fromisoformat(said["occurred_at"]).astimezone(work.zone) if said["occurred_at"] else None
    what = [said.get("topic") or "", said.get("next_step") or ""]
    then = "，下一步：" if locale == "zh" else "; next: "
    text = what[0] + (f"{then}{what[1]}" if what[1] else "")
    by = (said.get("owner") or {}).get("label") or ""
    day = at.strftime("%m-%d %H:%M") if at else ""
    return " ".join(part for part in (day, words.get(said["type"], said["type"]), by, text) if part)


LAST_ACTIVITIES = Provider("last_activities", Label("最近沟通", "Last communications"), last_activities)
