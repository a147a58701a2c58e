"""Reads of requests that no list of records answers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.platform.people.organisation import holders
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.requests.model import OPEN, REQUEST, Kind, Row

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_HOURS = 2_000
"""Working hours any limit has at most: a year of them."""
FIELDS = (
    "id, coalesce(number, '') as number, coalesce(title, '') as title, kind, state, owner, unit, asked_by, "
    "customer, hours, raised_at, respond_by, due_at, wanted_on, responded_at, "
    "coalesce(reopened, 0) as reopened"
)


def held(work: "Work", record: UUID | None) -> Row:
    """A request the caller sees, locked. Refuses what is missing and out of sight alike."""
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if not work.records.present(REQUEST, record):
        raise work.records.missing(REQUEST)
    with work.connection.cursor(row_factory=class_row(Row)) as cursor:
        query = f"select {FIELDS} from {work.place.schema}.{REQUEST} where id = %s for update"
        row = cursor.execute(query, [record]).fetchone()
    assert row is not None
    return row


def kinds(work: "Work") -> dict[str, Kind]:
    """Every kind that goes somewhere."""
    said: Mapping[str, Mapping[str, Any]] = work.settings.value("requests.kinds")
    return {
        name: Kind(each["role"], each["within"], min(each["respond_hours"], MOST_HOURS),
                   min(each["due_hours"], MOST_HOURS), each["hours"])
        for name, each in said.items()
    }  # fmt: skip


def team_of(work: "Work", kind: Kind, asker: UUID | None) -> list[UUID]:
    """Who may take a request of a kind on."""
    return holders(work, kind.role, kind.within, asker)


def open_of(work: "Work", people: Sequence[UUID]) -> dict[UUID, int]:
    """How many open requests each of the people has."""
    rows = work.execute(
        f"select owner, count(*) from {work.place.schema}.{REQUEST} where owner = any(%s) "
        "and state = any(%s) and deleted_at is null group by owner",
        [list(people), list(OPEN)],
    ).fetchall()
    return dict(rows)


def raised_under(work: "Work", customer: UUID, dedupe: str) -> UUID | None:
    """The request of a customer under a key, deleted or not."""
    row = work.execute(
        f"select id from {work.place.schema}.{REQUEST} where customer = %s and dedupe = %s limit 1",
        [customer, dedupe],
    ).fetchone()
    return row[0] if row else None
