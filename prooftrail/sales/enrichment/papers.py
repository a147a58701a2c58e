"""Licences of a source as records: one that is here already is not made again, a typed one is not changed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.records import Change, Written
from prooftrail.platform.values import Json, is_storable, is_unseen, uuid7
from prooftrail.sales.enrichment.enriching import Said
from prooftrail.sales.enrichment.rules.potential import kind_of
from prooftrail.sales.enrichment.sources import Paper

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LICENCE = "licence"
MOST = 200
DATES = ("issued_on", "valid_until")


def keep_papers(work: "Work", customer: UUID, papers: Sequence[Paper], said: Said) -> list[Written]:
    """Those that are new, and new dates of those that came from a source before."""
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        f"select id, name, number, issued_on, valid_until, issuer, source from "
        f"{work.place.schema}.{LICENCE} where customer = %s and deleted_at is null",
        [customer],
    ).fetchall()
    here = {_mark(row["name"], row["number"], row["issued_on"]): row for row in rows}
    words = work.settings.value("enrichment.kinds")
    changes: list[Change] = []
    for each in papers[:MOST]:
        if is_unseen(each.name) or not all(map(is_storable, (each.name, each.number, each.issuer))):
            continue
        mark = _mark(each.name, each.number, each.issued_on)
        row = here.get(mark)
        if row is None:
            here[mark] = {"source": None}
            changes.append(Change("create", LICENCE, uuid7(), {
                **_values(each), "kind": kind_of(each.name, words), "customer": str(customer),
                "source": said.source, "fetched_at": said.fetched_at.isoformat(),
            }))  # fmt: skip
        elif row["source"] and (news := _news(row, each)):
            values = {**news, "fetched_at": said.fetched_at.isoformat()}
            changes.append(Change("update", LICENCE, row["id"], values))
    if not changes:
        return []
    because: dict[str, Json] = {"source": said.source, "fetched_at": said.fetched_at.isoformat()}
    with work.acting(work.actor.with_all_rights()):
        return work.records.apply(changes, loose=True, action="licence.fetched", because=because)


def _values(each: Paper) -> dict[str, Json]:
    return {
        "name": each.name.strip()[:200], "number": each.number.strip()[:120] or None,
        "issued_on": _said(each.issued_on), "valid_until": _said(each.valid_until),
        "issuer": each.issuer.strip()[:200] or None,
    }  # fmt: skip


def _news(row: dict[str, Any], each: Paper) -> dict[str, Json]:
    """Dates the source says otherwise than before; one it no longer says stays."""
    said = {name: getattr(each, name) for name in DATES}
    return {name: _said(day) for name, day in said.items() if day is not None and day != row[name]}


def _mark(name: str, number: str | None, issued_on: date | None) -> tuple[str, str]:
    """One paper is known by its number, without one by its name and date."""
    if number and number.strip():
        return "number", number.strip().casefold()
    return name.strip().casefold(), _said(issued_on) or ""


def _said(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
