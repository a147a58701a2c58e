"""What the best handed over on the deals they won, and what proof they brought, by type of action."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, distinct, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.records.finding import run_shape
from prooftrail.sales.learning.counting import BEGIN, END, Span
from prooftrail.sales.learning.paths import records, seen

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def most_sent(work: "Work", span: Span, owners: Sequence[UUID]) -> dict[str, UUID]:
    """By type of action, the content in force that somebody of them sent most often with it, or after it and
    before the next action on the deal."""

    def build() -> Any:
        sent, content = records(work, "content_sent"), records(work, "content")
        act = records(work, "activity")
        many = func.count()
        before = (
            select(act.of["type"].label("type"))
            .where(act.of["deal"] == sent.of["deal"], act.of["occurred_at"] <= sent.of["sent_at"],
                   act.table.c.deleted_at.is_(None), seen(work, "activity", act.table))
            .order_by(act.of["occurred_at"].desc(), act.table.c.id.desc())
            .limit(1)
            .lateral("before")
        )  # fmt: skip
        return (
            select(before.c.type, sent.of["content"], many)
            .select_from(
                sent.table.join(content.table, content.table.c.id == sent.of["content"]).join(before, true())
            )
            .where(sent.of["sent_at"] >= BEGIN, sent.of["sent_at"] < END, sent.table.c.deleted_at.is_(None),
                   content.table.c.deleted_at.is_(None), content.of["state"] == "in_force",
                   sent.table.c.owner == bindparam("among", type_=ARRAY(Uuid)).any_(),
                   seen(work, "content_sent", sent.table), seen(work, "content", content.table))
            .group_by(before.c.type, sent.of["content"])
            .order_by(many, sent.of["content"])
        )  # fmt: skip

    bound = {**span._asdict(), "among": list(owners)}
    rows = run_shape(work, ("learning", "most sent", work.access.shape), build, bound)
    return {kind: content for kind, content, _ in rows}


def most_shown(work: "Work", span: Span, owners: Sequence[UUID], percent: int) -> dict[str, list[str]]:
    """By type of action, the kinds of evidence at least so many percent of theirs brought, the commonest
    first."""

    def build() -> Any:
        act, shown = records(work, "activity"), records(work, "evidence")
        mine = (
            act.of["occurred_at"] >= BEGIN, act.of["occurred_at"] < END, act.table.c.deleted_at.is_(None),
            act.table.c.owner == bindparam("among", type_=ARRAY(Uuid)).any_(),
            seen(work, "activity", act.table),
        )  # fmt: skip
        whole = select(act.of["type"].label("type"), func.count().label("many")).where(*mine)
        all_of = whole.group_by(act.of["type"]).subquery("all_of")
        many = func.count(distinct(act.table.c.id))
        return (
            select(act.of["type"], shown.of["kind"], many, all_of.c.many)
            .select_from(
                act.table.join(shown.table, shown.of["via"] == act.table.c.id)
                .join(all_of, all_of.c.type == act.of["type"])
            )
            .where(*mine, shown.table.c.deleted_at.is_(None), shown.of["state"] != "rejected",
                   seen(work, "evidence", shown.table))
            .group_by(act.of["type"], shown.of["kind"], all_of.c.many)
            .order_by(many.desc(), shown.of["kind"])
        )  # fmt: skip

    bound = {**span._asdict(), "among": list(owners)}
    found: dict[str, list[str]] = {}
    for kind, brought, many, whole in run_shape(
        work, ("learning", "most shown", work.access.shape), build, bound
    ):
        if many * 100 >= percent * whole:
            found.setdefault(kind, []).append(brought)
    return found
