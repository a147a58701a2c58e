"""What a customer meets behind a link: the versions that were sent, and that he looked is counted."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from prooftrail.platform.links.doors import Leaf, Offered, Part, Sheet
from prooftrail.platform.links.store import Link
from prooftrail.platform.notify.showing import labels
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Label
from prooftrail.platform.work import Work
from prooftrail.sales.content.model import OPENED, READ, SENT, VERSION, Copy
from prooftrail.sales.content.queries import copies, leaves, sending_of
from prooftrail.sales.content.rules.opening import believable, is_again

SEEN = 160
"""Characters of titles a message to the sender says."""


class ContentDoor:
    """See the module."""

    def offer(self, work: Work, record: UUID) -> Offered:
        """The sending a record belongs to, until it was to end."""
        sending, now = sending_of(work, record), work.now
        row = json.loads(work.records.get(SENT, record))
        until = datetime.fromisoformat(row["expires_at"])
        if row.get("ended_at") or until <= now:
            raise Refusal(
                "sending_over", "conflict", facts={"until": row.get("ended_at") or row["expires_at"]}
            )
        return Offered(sending, until)

    def show(self, work: Work, link: Link, *, reads: bool) -> Sheet:
        """The sheet. Refuses where everything that was sent is gone."""
        found = copies(work, link.about, hold=reads)
        parts = [part for each in found if (part := _part(work, each)) is not None]
        if not parts:
            raise Refusal("link_over", "missing")
        if reads:
            _count(work, found)
        customer = found[0].customer
        receiver = labels(work, "customer", [customer]).get(customer) if customer else None
        sender = labels(work, "person", [link.person]).get(link.person) if link.person else None
        return Sheet(sender or "", receiver or "", link.expires_at, parts)

    def linger(self, work: Work, link: Link, seconds: int) -> None:
        """Every version on the sheet was in sight for so long."""
        at, rows = work.now.isoformat(), list[tuple[Copy, dict[str, Json]]]()
        for each in copies(work, link.about, hold=True):
            since = max(filter(None, (each.read_at, each.last_opened_at)), default=None)
            more = believable(seconds, since, work.now, each.read_seconds)
            if more:
                rows.append((each, {"read_seconds": each.read_seconds + more, "read_at": at}))
        if rows:
            _write(work, rows, READ)

    def hand(self, work: Work, link: Link, file: UUID, *, reads: bool) -> Leaf:
        """One file of a version that was sent."""
        for each in copies(work, link.about, hold=reads):
            for leaf in leaves(work, each.version) if each.version else ():
                if leaf.id == file:
                    if reads:
                        _write(work, [(each, {"fetched": each.fetched + 1})], "content.fetched")
                    return leaf
        raise Refusal("link_over", "missing")


def _part(work: Work, each: Copy) -> Part | None:
    row = work.execute(
        f"select url, since, note from {work.place.schema}.{VERSION} where id = %s and deleted_at is null",
        [each.version],
    ).fetchone()
    if row is None or each.version is None:
        return None
    kinds = work.schema.object(SENT).fields["kind"].options["choices"]
    named = next(
        (kind["label"] for kind in kinds if kind["key"] == each.kind), {"zh": "资料", "en": "Content"}
    )
    kind = Label(named["zh"], named["en"])
    return Part(each.title, kind, row[2] or "", row[1], leaves(work, each.version), row[0])


def _count(work: Work, found: Sequence[Copy]) -> None:
    """One more opening of each, unless the page was only drawn again."""
    minutes, now = work.settings.value("content.again_minutes"), work.now
    fresh = [each for each in found if not is_again(each.last_opened_at, now, minutes)]
    if not fresh:
        return
    at = now.isoformat()
    _write(work, [
        (each, {"opened": each.opened + 1, "last_opened_at": at,
                "first_opened_at": each.first_opened_at.isoformat() if each.first_opened_at else at})
        for each in fresh
    ], OPENED)  # fmt: skip
    if work.settings.value("content.tell_opened"):
        _tell(work, fresh)


def _write(work: Work, rows: Sequence[tuple[Copy, dict[str, Json]]], action: str) -> None:
    changes = [Change("update", SENT, each.id, values) for each, values in rows]
    work.records.apply(changes, loose=True, action=action)


def _tell(work: Work, fresh: Sequence[Copy]) -> None:
    """The sender hears of the first opening, and of each later one as a line of its own."""
    first = fresh[0]
    if first.owner is None:
        return
    name = (labels(work, "customer", [first.customer]).get(first.customer) if first.customer else None) or ""
    titles = "、".join(each.title for each in fresh)[:SEEN]
    title = {"zh": f"{name} 打开了资料", "en": f"{name} opened what you sent"}
    tell(work, [first.owner], title=title, text=titles, about=About(SENT, first.id),
         key=f"content:{first.id}:{first.opened + 1}", source=OPENED)  # fmt: skip
