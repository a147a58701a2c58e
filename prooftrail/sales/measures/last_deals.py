"""The last deals of a department or a person with what was last said about each: `{$last_deals}`."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.records import Query
from prooftrail.platform.values import Label, Locale
from prooftrail.platform.workitems.facts import Fact, Provider

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 5
WHOSE = {"department": "unit", "person": "owner", "customer": "customer"}
NONE = {"zh": "没有商机", "en": "No deals"}
SILENT = {"zh": "没有沟通记录", "en": "no communications"}


def last_deals(work: "Work", object: str, record: UUID, most: int, locale: Locale) -> Fact:
    """The newest deals, each with its newest actions, one line an action."""
    link = WHOSE.get(object)
    if link is None:
        return Fact([NONE[locale]])
    query = Query(filter=[link, "=", str(record)], sort="-created_at", limit=MOST, fields=["name"])
    deals = json.loads(work.records.page("deal", query).items)
    lines, records = list[str](), list[tuple[str, UUID]]()
    for deal in deals:
        found = _said(work, deal["id"], most)
        lines += [f"{deal['name']}：{each}" for each in _lines(work, found, locale)]
        records.append(("deal", UUID(deal["id"])))
    return Fact(lines or [NONE[locale]], records)


def _said(work: "Work", deal: str, most: int) -> list[dict[str, Any]]:
    fields = ["type", "topic", "occurred_at", "owner"]
    query = Query(filter=["deal", "=", deal], sort="-occurred_at", limit=most, fields=fields)
    found: list[dict[str, Any]] = json.loads(work.records.page("activity", query).items)
    return found


def _lines(work: "Work", found: list[dict[str, Any]], locale: Locale) -> list[str]:
    choices = work.schema.object("activity").fields["type"].options["choices"]
    words = {each["key"]: each["label"][locale] for each in choices}
    lines = []
    for each in found:
        said = each["occurred_at"]
        at = datetime.fromisoformat(said).astimezone(work.zone).strftime("%m-%d %H:%M") if said else ""
        who, what = (each["owner"] or {}).get("label") or "", each["topic"] or ""
        lines.append(" ".join(part for part in (at, words.get(each["type"], ""), who, what) if part))
    return lines or [SILENT[locale]]


LABEL = Label("最近五个商机的沟通", "Communications of the last five deals")
LAST_DEALS = Provider("last_deals", LABEL, last_deals)
