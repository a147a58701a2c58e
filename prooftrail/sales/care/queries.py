"""Reads of complaints and answers that no list of records answers."""

from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.platform.refusal import Refusal
from prooftrail.sales.care.model import COMPLAINT, SATISFACTION, Asked, Row

if TYPE_CHECKING:
    from datetime import datetime

    from prooftrail.platform.work import Work

FIELDS = (
    "id, coalesce(number, '') as number, coalesce(title, '') as title, "
    "coalesce(severity, 'medium') as severity, state, owner, "
    "rep, customer, raised_at, due_at, coalesce(reopened, 0) as reopened"
)


def held(work: "Work", record: UUID | None) -> Row:
    """A complaint the caller sees, locked. Refuses what is missing and out of sight alike."""
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if not work.records.present(COMPLAINT, record):
        raise work.records.missing(COMPLAINT)
    with work.connection.cursor(row_factory=class_row(Row)) as cursor:
        query = f"select {FIELDS} from {work.place.schema}.{COMPLAINT} where id = %s for update"
        row = cursor.execute(query, [record]).fetchone()
    assert row is not None
    return row


def asked(work: "Work", record: UUID, *, hold: bool = False) -> Asked | None:
    """A question that is still there; `hold` keeps others from answering meanwhile."""
    with work.connection.cursor(row_factory=class_row(Asked)) as cursor:
        return cursor.execute(
            "select id, coalesce(title, '') as title, occasion, happened_on, state, owner, customer, "
            "deal, asked_by, expires_at, score "
            f"from {work.place.schema}.{SATISFACTION} where id = %s and deleted_at is null"
            + (" for update" if hold else ""),
            [record],
        ).fetchone()


def asked_under(work: "Work", mark: str) -> UUID | None:
    """The question after a visit or delivery, deleted or not."""
    query = f"select id from {work.place.schema}.{SATISFACTION} where mark = %s limit 1"
    row = work.execute(query, [mark]).fetchone()
    return row[0] if row else None


def last_asked(work: "Work", customer: UUID) -> "datetime | None":
    """When a customer was asked last."""
    row = work.execute(
        f"select max(asked_at) from {work.place.schema}.{SATISFACTION} "
        "where customer = %s and deleted_at is null",
        [customer],
    ).fetchone()
    return row[0] if row else None


def unit_of(work: "Work", person: UUID | None) -> UUID | None:
    """Where somebody works."""
    if person is None:
        return None
    row = work.execute(
        f"select department from {work.place.schema}.person where id = %s", [person]
    ).fetchone()
    return row[0] if row else None


def hold_customer(work: "Work", customer: UUID) -> None:
    """Whoever asks the same customer at the same time waits for the first."""
    work.execute(f"select 1 from {work.place.schema}.customer where id = %s for update", [customer])
