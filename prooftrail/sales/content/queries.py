"""Reads of the library that no list of records answers: what goes out now, and what a link holds."""

import json
from collections.abc import Sequence
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.platform.links.doors import Leaf
from prooftrail.platform.work import Work
from prooftrail.sales.content.model import CONTENT, IN_FORCE, SENT, VERSION, Copy, Piece
from prooftrail.sales.content.rules.fitting import Offer, Situation, fits


def in_force(work: Work, contents: Sequence[UUID] = (), pack: str | None = None) -> list[tuple[Piece, Offer]]:
    """Contents in force by id or pack, each with its newest version; without one there is nothing to send."""
    rows = work.execute(
        "select c.id, c.title, c.kind, v.id, v.number, c.keywords, c.product, c.industries, c.stages "
        f"from {work.place.schema}.{CONTENT} c join {work.place.schema}.{VERSION} v on v.id = c.current "
        "where c.state = %s and c.deleted_at is null and v.deleted_at is null "
        "and (c.id = any(%s) or c.pack = %s) order by c.kind, c.title, c.id",
        [IN_FORCE, list(contents), pack],
    ).fetchall()
    return [
        (Piece(*row[:5]), Offer(str(row[0]), row[1], row[5] or "", row[6] and str(row[6]), row[7] or (),
                                row[8] or ()))
        for row in rows
    ]  # fmt: skip


def situation(work: Work, customer: UUID, deal: UUID | None) -> Situation:
    """What of a customer and his deal contents are made for."""
    schema = work.place.schema
    row = work.execute(f"select industry from {schema}.customer where id = %s", [customer]).fetchone()
    industry = row[0] if row else None
    if deal is None:
        return Situation(industry)
    row = work.execute(f"select stage, product from {schema}.deal where id = %s", [deal]).fetchone()
    return Situation(industry, row[0], row[1] and str(row[1])) if row else Situation(industry)


def fitting(work: Work, pack: str, customer: UUID, deal: UUID | None) -> list[Piece]:
    """The contents of a pack that suit the customer."""
    at = situation(work, customer, deal)
    return [piece for piece, offer in in_force(work, pack=pack) if fits(offer, at)]


def copies(work: Work, sending: UUID, *, hold: bool = False) -> list[Copy]:
    """The rows of one sending that are still there; `hold` keeps others from counting meanwhile."""
    with work.connection.cursor(row_factory=class_row(Copy)) as cursor:
        return cursor.execute(
            "select id, title, kind, content_version as version, customer, owner, "
            "coalesce(opened, 0) as opened, coalesce(fetched, 0) as fetched, first_opened_at, "
            "last_opened_at, coalesce(read_seconds, 0) as read_seconds, read_at "
            f"from {work.place.schema}.{SENT} where sending = %s and deleted_at is null order by id"
            + (" for update" if hold else ""),
            [str(sending)],
        ).fetchall()


def sent_under(work: Work, customer: UUID, dedupe: str) -> str | None:
    """The sending that went to a customer under a key already, deleted or not."""
    row = work.execute(
        f"select sending from {work.place.schema}.{SENT} where customer = %s and dedupe = %s limit 1",
        [customer, dedupe],
    ).fetchone()
    return row[0] if row else None


def leaves(work: Work, version: UUID) -> list[Leaf]:
    """The files of a version, in its order."""
    schema = work.place.schema
    rows = work.execute(
        f"select f.id, f.name, f.mime, f.size, encode(f.sha256, 'hex') from {schema}.{VERSION} v "
        f"join {schema}._file f on f.id = any(v.files) where v.id = %s and v.deleted_at is null "
        "order by array_position(v.files, f.id)",
        [version],
    ).fetchall()
    return [Leaf(*row) for row in rows]


def sending_of(work: Work, record: UUID) -> UUID:
    """The sending a record belongs to. Refuses one the caller cannot see, and one that was never sent."""
    row = json.loads(work.records.get(SENT, record))
    if not row.get("sending"):
        raise work.records.missing(SENT)
    return UUID(row["sending"])


def hold_customer(work: Work, customer: UUID) -> None:
    """Whoever sends to the same customer at the same time waits for the first."""
    work.execute(f"select 1 from {work.place.schema}.customer where id = %s for update", [customer])
