"""Rows that are likely an earlier row of the same file, in other words.

Only rows that become records are compared: the others are the records that are there. What a row is found by
is kept with the keys of the import, so that it is found by rows of later chunks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.imports.mapping import ImportMapping
from prooftrail.platform.imports.staged import Staged
from prooftrail.platform.likeness.asking import Near, among_rows
from prooftrail.platform.likeness.pairs import rejected_among

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

KIND = "~"
"""Of keys that say likeness, beside those of the match and of unique fields."""
MOST_OF_KEY = 8
"""Earlier rows read of each key: what many share says little."""
LAST = b"\xff" * 4
EARLIER = """
select r.at, r.line, k.record, r.ready, r.reasons -> 'facts' ->> 'like', w.key
from unnest(%(keys)s::bytea[]) w(key) cross join lateral (
    select at, record from {schema}._import_key k where k.import = %(import)s and k.kind = '~'
    and k.key between w.key and w.key || %(last)s order by k.key limit %(most)s) k
join {schema}._import_row r on r.import = %(import)s and r.at = k.at
"""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier row: where it stands, the record it becomes, its values, and the record it is like."""

    at: int
    line: int
    record: UUID | None
    values: Mapping[str, Any]
    like: UUID | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """The earlier row one is most like."""

    at: int
    line: int
    record: UUID | None
    near: Near


class Repeating:
    """Compares the rows of one import with each other, chunk by chunk."""

    def __init__(self, work: "Work", mapping: ImportMapping, id: UUID) -> None:
        self._work, self._object, self._id = work, mapping.object, id
        self._likeness = among_rows(work)

    def found(self, fresh: Sequence[Staged]) -> Iterator[tuple[Staged, Repeated]]:
        """Rows with the earlier one each is most like; what they are found by is kept."""
        keys = [self._keys(each) for each in fresh]
        known = self._earlier({key for own in keys for key in own})
        judged: list[tuple[Staged, Before, Near]] = []
        for each, own in zip(fresh, keys, strict=True):
            near = self._nearest(each, {before.at: before for key in own for before in known.get(key, ())})
            if near is not None:
                judged.append((each, *near))
            mine = Before(each.draft.row.at, each.draft.row.line, each.record, each.draft.values,
                          each.like_record)  # fmt: skip
            for key in own:
                if len(known.setdefault(key, [])) < MOST_OF_KEY:
                    known[key].append(mine)
        self._keep(fresh, keys)
        likes = {id for each, before, _ in judged for id in (each.like_record, before.like) if id}
        apart = rejected_among(self._work, sorted(likes))
        for each, before, how in judged:
            if not _are_apart(each.like_record, before.like, apart):
                yield each, Repeated(before.at, before.line, before.record, how)

    def _keys(self, each: Staged) -> list[bytes]:
        said = self._likeness.keys(self._object, each.draft.values)
        return [key.to_bytes(8, signed=True) for key in said]

    def _nearest(self, each: Staged, others: Mapping[int, Before]) -> tuple[Before, Near] | None:
        best: tuple[Before, Near] | None = None
        for at in sorted(others):
            near = self._likeness.near(self._work, self._object, each.draft.values, others[at].values)
            if near is not None and (best is None or near.percent > best[1].percent):
                best = (others[at], near)
        return best

    def _earlier(self, keys: set[bytes]) -> dict[bytes, list[Before]]:
        found: dict[bytes, list[Before]] = {}
        if not keys:
            return found
        rows = self._work.execute(
            EARLIER.format(schema=self._work.place.schema),
            {"keys": sorted(keys), "import": self._id, "last": LAST, "most": MOST_OF_KEY},
        ).fetchall()
        for at, line, record, ready, like, key in rows:
            before = Before(at, line, record, ready or {}, UUID(like) if like else None)
            found.setdefault(bytes(key), []).append(before)
        return found

    def _keep(self, fresh: Sequence[Staged], keys: Sequence[Sequence[bytes]]) -> None:
        table = f"{self._work.place.schema}._import_key"
        copy_in = f"copy {table} (import, kind, key, at, record) from stdin"
        with self._work.connection.cursor().copy(copy_in) as copy:
            for each, own in zip(fresh, keys, strict=True):
                at = each.draft.row.at
                for key in own:
                    copy.write_row([self._id, KIND, key + at.to_bytes(4), at, each.record])


def _are_apart(one: UUID | None, other: UUID | None, apart: set[tuple[UUID, UUID]]) -> bool:
    """Whether somebody said that the records the two are like are not the same."""
    return one is not None and other is not None and (min(one, other), max(one, other)) in apart
