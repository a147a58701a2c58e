"""What a reader narrows a board by, as a filter of each tile; where it does not apply, the tile says so."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.boards.shapes import Narrowing
from prooftrail.platform.metrics.reading import Reading, dimensions
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

_BELOW = """
with recursive below(id) as (
    select %(department)s::uuid
    union select u.department from {schema}._under u join below b on u.parent = b.id
        where u.since <= %(day)s and (u.until is null or u.until > %(day)s)
)
select b.id::text from below b
"""
PERSON, UNIT = "owner", "unit"


class Narrowed:
    """One reader's narrowing, worked out once for all tiles."""

    def __init__(self, work: "Work", said: Narrowing) -> None:
        self._work, self._said = work, said
        self._units = _below(work, said.department) if said.department else []

    def filter_of(self, read: Reading) -> tuple[list[Any], list[str]]:
        """Conditions for one metric, and the fields that do not apply to it."""
        offered = (PERSON, UNIT, *dimensions(self._work, read.object, read.of))
        there = {name for name in offered if name in read.object.fields}
        parts: list[Any] = []
        lost: list[str] = []
        if self._said.person:
            self._put(parts, lost, there, PERSON, "=", str(self._said.person))
        if self._said.department:
            self._put(parts, lost, there, UNIT, "in", self._units)
        for each in self._said.fields:
            if each.object not in (read.object.name, "*"):
                lost.append(each.field)
            elif each.value is None:
                self._put(parts, lost, there, each.field, "empty", True)
            else:
                self._put(parts, lost, there, each.field, *self._test(read, each.field, each.value))
        return parts, lost

    def _put(
        self, parts: list[Any], lost: list[str], there: set[str], name: str, how: str, value: Any
    ) -> None:
        if name in there:
            parts.append([name, how, value])
        else:
            lost.append(name)

    def _test(self, read: Reading, name: str, value: Any) -> tuple[str, Any]:
        """A division stands for all below it: its code without the noughts at its end."""
        found = read.object.fields.get(name)
        if found is not None and found.type.key == "region" and isinstance(value, str) and len(value) == 6:
            short = value[:2] if value.endswith("0000") else value[:4] if value.endswith("00") else value
            return ("starts", short)
        return ("=", value)


def _below(work: "Work", department: UUID) -> list[str]:
    """A department and all below it today. Refuses one there is none of."""
    schema = work.place.schema
    query = f"select 1 from {schema}.department where id = %s and deleted_at is null"
    if work.execute(query, [department]).fetchone() is None:
        fields = {"filter.department": "unknown_record"}
        raise Refusal("board_bad_filter", "invalid", facts={"id": str(department)}, fields=fields)
    values = {"department": department, "day": work.today}
    return [row[0] for row in work.execute(_BELOW.format(schema=schema), values).fetchall()]
