"""The feed folded: each record that changed once, as it now stands, or that it left the reader's sight."""

import json
from typing import TYPE_CHECKING

from prooftrail.platform.events.feed import feed
from prooftrail.platform.records.reading import Query

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def fold(work: "Work", after: str | None, limit: int) -> str:
    """`{"changes":[{"object","record","data"}],"next","more"}` as JSON text.

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
    more = "true" if page.more else "false"
    return f'{{"changes":[{",".join(told)}],"next":{json.dumps(page.next.cursor())},"more":{more}}}'


def _held(work: "Work", object: str, records: list[str]) -> dict[str, str]:
    """Those of some records the reader sees now, each as JSON text."""
    found = work.records.page(object, Query(["id", "in", records], limit=len(records)))
    rows = json.loads(found.items)
    return {row["id"]: json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows}
