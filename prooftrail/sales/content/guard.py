"""The library at the door: versions are numbered, and the newest counts."""

from collections.abc import Sequence
from uuid import UUID

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work
from prooftrail.sales.content.model import CONTENT, DRAFT, IN_FORCE, SENT, VERSION


class ContentGuard:
    """See the module."""

    def check(self, work: Work, pending: Sequence[Pending]) -> None:
        """Complete what is new; refuse a content in force without a version."""
        for each in pending:
            if each.object.name == CONTENT:
                _check_content(each)
        fresh = [each for each in pending if each.object.name == VERSION and each.op == "create"]
        if fresh:
            _number(work, fresh)

    def follow(self, work: Work, written: Sequence[Written]) -> None:
        """A content's newest version is its current one; a leaver's links are marked as ended."""
        touched = {each.after["content"] for each in written if each.object.name == VERSION}
        if touched - {None}:
            _follow_versions(work, sorted(touched - {None}))
        for each in written:
            if each.object.name == "person" and _is_gone(work, each):
                _mark_ended(work, each.id)


def _check_content(each: Pending) -> None:
    if each.op == "create" and each.after["state"] is None:
        each.after["state"] = DRAFT
    begins = each.op in ("create", "update") and each.after["state"] == IN_FORCE and each.changed("state")
    if begins and each.after["current"] is None and not each.loose:
        facts = {"object": CONTENT, "title": each.after["title"]}
        each.refuse(
            Refusal("content_without_version", "invalid", facts=facts, fields={"state": "no_version"})
        )


def _number(work: Work, fresh: Sequence[Pending]) -> None:
    """The next number of its content; two at once wait for each other at the content's row."""
    schema, of = work.place.schema, sorted({each.after["content"] for each in fresh})
    rows = work.execute(
        f"select id, title from {schema}.{CONTENT} where id = any(%s) order by id for update", [of]
    ).fetchall()
    titles: dict[UUID, str] = dict(rows)
    last: dict[UUID, int] = dict(
        work.execute(
            f"select content, max(number) from {schema}.{VERSION} where content = any(%s) group by content",
            [of],
        ).fetchall()
    )
    for each in fresh:
        row = each.after
        if not row["files"] and not row["url"] and not each.loose:
            fields = {"files": "required"}
            each.refuse(Refusal("invalid_fields", "invalid", facts={"object": VERSION}, fields=fields))
        if row["number"] is None:
            row["number"] = last[row["content"]] = (last.get(row["content"]) or 0) + 1
        row["since"] = row["since"] or row["created_at"]
        row["name"] = row["name"] or f"{titles.get(row['content'], '')} V{row['number']}".strip()


def _follow_versions(work: Work, contents: Sequence[UUID]) -> None:
    rows = work.execute(
        f"select c.id, (select v.id from {work.place.schema}.{VERSION} v where v.content = c.id "
        "and v.deleted_at is null order by v.number desc, v.id desc limit 1) "
        f"from {work.place.schema}.{CONTENT} c where c.id = any(%s) and c.deleted_at is null",
        [list(contents)],
    ).fetchall()
    changes = [
        Change("update", CONTENT, content, {"current": str(version) if version else None})
        for content, version in rows
    ]
    with work.acting(system("content")):
        work.records.apply(changes, loose=True)


def _is_gone(work: Work, each: Written) -> bool:
    gone = each.after["left_on"] is not None and each.after["left_on"] <= work.today
    return each.op != "remove" and bool(each.changes) and (gone or each.after["deleted_at"] is not None)


def _mark_ended(work: Work, person: UUID) -> None:
    """What the platform ended in this transaction is said on the records, too."""
    rows = work.execute(
        f"select id from {work.place.schema}.{SENT} where owner = %s and ended_at is null "
        "and deleted_at is null and expires_at > %s",
        [person, work.now],
    ).fetchall()
    if rows:
        ended = [Change("update", SENT, row[0], {"ended_at": work.now.isoformat()}) for row in rows]
        with work.acting(system("content")):
            work.records.apply(ended, loose=True, because={"left": str(person)})
