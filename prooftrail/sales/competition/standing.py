"""Rivals at a customer or in a deal as facts: for other engines, and for the causes of work items."""

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.platform.records import Query
from prooftrail.platform.values import Label, Locale
from prooftrail.platform.workitems.facts import Fact, Provider

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PRESENCE = "competitor_presence"
COLUMNS = {"customer": "customer", "deal": "deal"}
FIELDS = ("id", "name", "competitor", "kind", "since", "until")


@dataclass(frozen=True, slots=True)
class Standing:
    """A rival's presence: what it did, from when to when."""

    id: UUID
    competitor: UUID
    name: str
    kind: str | None
    since: date | None
    until: date | None


def standing_of(work: "Work", object: str, record: UUID, day: date | None = None) -> list[Standing]:
    """Those of a customer, in his deals too, or of a deal, whoever may see them; with a `day` only those that
    stood then, both ends counted. The newest first.
    """
    schema = work.place.schema
    with work.connection.cursor(row_factory=class_row(Standing)) as cursor:
        return cursor.execute(
            f"select p.id, p.competitor, c.name, p.kind, p.since, p.until from {schema}.{PRESENCE} p "
            f"join {schema}.competitor c on c.id = p.competitor "
            f"where p.{COLUMNS[object]} = %(record)s and p.deleted_at is null and (%(day)s::date is null or "
            "coalesce(p.since, %(day)s) <= %(day)s and coalesce(p.until, %(day)s) >= %(day)s) "
            "order by p.since desc nulls last, p.id desc",
            {"record": record, "day": day},
        ).fetchall()


def rivals(work: "Work", object: str, record: UUID, most: int, locale: Locale) -> Fact:
    """The newest presences the reader sees, one line each: what a cause calls `{$rivals}`."""
    nobody = Fact(["没有竞品记录" if locale == "zh" else "No rivals on record"])
    if object not in COLUMNS:
        return nobody
    kind = work.schema.object(PRESENCE)
    query = Query(filter=[object, "=", str(record)], sort="-since", limit=most, fields=FIELDS)
    rows: list[dict[str, Any]] = json.loads(work.records.page(PRESENCE, query).items)
    words = {each["key"]: each["label"][locale] for each in kind.fields["kind"].options["choices"]}
    lines = [
        " ".join(filter(None, [row.get("since"), (row.get("competitor") or {}).get("label"),
                               words.get(row.get("kind") or ""), row.get("name")]))
        for row in rows
    ]  # fmt: skip
    return Fact(lines, [(PRESENCE, UUID(row["id"])) for row in rows]) if lines else nobody


RIVALS = Provider("rivals", Label("竞品动向", "What rivals do"), rivals)
