"""What was sent from public forms already: a page's sending counts once, however often it comes."""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def is_first(work: "Work", token: str, nonce: str) -> bool:
    """Whether this is the first sending of a page; a second at the same time waits for the first to end."""
    key = sha256(f"{token}\n{nonce}".encode("utf-8", "replace")).digest()
    made = work.execute(
        f"insert into {work.place.schema}._intake_sent (key, at) values (%s, %s) on conflict do nothing",
        [key, work.now],
    )
    return made.rowcount == 1


def forget(work: "Work", before: datetime) -> int:
    """Pages older than this count as new again; answers how many were forgotten."""
    return work.execute(f"delete from {work.place.schema}._intake_sent where at < %s", [before]).rowcount
