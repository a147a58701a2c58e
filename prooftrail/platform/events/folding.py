"""The feed folded: each record that changed once, as it now stands, or that it left the reader's sight."""

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from prooftrail.platform.events.feed import feed, watermark
from prooftrail.platform.records.reading import Query

if TYPE_CHECKING:
    from prooftrail.platform.events.position import Position
    from prooftrail.platform.work import Work


def fold(work: "Work", after: str | None, limit: int) -> str:
    """`{"changes":[{"object","record","data"}],"next","more","sight"}` as JSON text.

    `limit` counts events. `data` is the record as the reader sees it now; null is a tombstone: deleted, or
    no longer in his sight. Refuses a cursor that the log cannot go on from: read everything anew.
    """
    page = feed(work, after=after, object=None, record=None, limit=limit)
    changed: dict[str, dict[str, None]] = {}
    for item in page.items:
        object, record = item["object"], item["record"]
        if isinstance(object, str) and isinstance(record, str) and object in work.schema.objects:
            changed.setdefault(object, {})[record] = None
    told = [
        f'{{"object":{json.dumps(object)},"record":{json.dumps(record)},"data":{held.get(record, "null")}}}'
        for object, records in changed.items()
        for held in [_held(work, object, list(records))]
        for record in records
    ]
    return _told(work, told, page.next, more=page.more)


def end_of_log(work: "Work") -> str:
    """The same without a change, from the last event on: what is read after this call is no older."""
    return _told(work, [], watermark(work)[1], more=False)


def sight(work: "Work") -> str:
    """What the caller may see and how it looks, as one word; no event tells what another word changes."""
    # The last of the shape counts the owners, who are named here.
    shape = work.access.shape[:-1]
    owners = sorted((reach, sorted(map(str, found))) for reach, found in work.access.owners.items())
    said = repr((shape, owners, work.schema.version))
    return sha256(said.encode()).hexdigest()[:16]


def _told(work: "Work", changes: list[str], at: "Position", *, more: bool) -> str:
    end = {"next": at.cursor(), "more": more, "sight": sight(work)}
    return f'{{"changes":[{",".join(changes)}],{json.dumps(end, separators=(",", ":"))[1:]}'


def _held(work: "Work", object: str, records: list[str]) -> dict[str, str]:
    """Those of some records the reader sees now, each as JSON text."""
    found = work.records.page(object, Query(["id", "in", records], limit=len(records)))
    rows = json.loads(found.items)
    return {row["id"]: json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows}
