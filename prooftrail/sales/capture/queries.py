"""What capture asks the database: forms with their entrances, and the entrance behind a token."""

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.intake.doors import unknown_form
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.capture.model import FORM, LEAD, LIVE, PLACE, Met

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def met(work: "Work", token: str) -> Met:
    """The entrance a token stands for. Refuses one there is none of, and one that is closed."""
    schema = work.place.schema
    row = work.execute(
        f"select p.id, f.id, f.number, p.source, f.definition, f.state, p.closed_at from {schema}.{PLACE} p "
        f"join {schema}.{FORM} f on f.id = p.capture_form "
        "where p.token = %s and p.deleted_at is null and f.deleted_at is null",
        [token.encode("utf-8", "replace").decode().replace("\0", "")[:200]],
    ).fetchone()
    if row is None:
        raise unknown_form()
    place, form, number, source, definition, state, closed = row
    if state != LIVE or closed is not None or definition is None:
        raise Refusal("form_closed", "missing")
    said = json.loads(definition)
    return Met(place, form, number or 0, source or said["source"], said)


def forms(work: "Work", form: UUID | None = None) -> list[dict[str, Any]]:
    """Every form, the newest first, or one."""
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        "select id, version, name, state, source, number, draft, definition, published_at, published_by, "
        f"created_at, updated_at from {work.place.schema}.{FORM} where deleted_at is null "
        "and (%(form)s::uuid is null or id = %(form)s) order by created_at desc, id desc",
        {"form": form},
    ).fetchall()


def one(work: "Work", form: UUID, *, hold: bool = False) -> dict[str, Any]:
    """A form; with `hold` nobody else changes it meanwhile. Refuses one that is not there."""
    if hold:
        work.execute(f"select 1 from {work.place.schema}.{FORM} where id = %s for update", [form])
    found = forms(work, form)
    if not found:
        raise work.records.missing(FORM)
    return found[0]


def places(work: "Work", form: UUID | None = None) -> list[dict[str, Any]]:
    """Entrances in the order they were made, with how many leads came through each and when the last did."""
    schema = work.place.schema
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        "select p.id, p.capture_form, p.name, p.source, p.token, p.closed_at, "
        f"l.leads, l.last_at from {schema}.{PLACE} p cross join lateral "
        f"(select count(*) as leads, max(created_at) as last_at from {schema}.{LEAD} "
        "where capture_place = p.id and deleted_at is null) l "
        "where p.deleted_at is null and (%(form)s::uuid is null or p.capture_form = %(form)s) order by p.id",
        {"form": form},
    ).fetchall()


def place(work: "Work", id: UUID) -> dict[str, Any]:
    """One entrance. Refuses one that is not there."""
    cursor = work.connection.cursor(row_factory=dict_row)
    row = cursor.execute(
        f"select id, capture_form, name, source, token, closed_at from {work.place.schema}.{PLACE} "
        "where id = %s and deleted_at is null for update",
        [id],
    ).fetchone()
    if row is None:
        raise work.records.missing(PLACE)
    return row
