"""Values for the records that are there when a derived field is made: few at once, many by the worker."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.derived.marks import ALL, mark
from prooftrail.platform.fields import Field
from prooftrail.platform.schema.model import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

AT_ONCE = 500
"""While a designer is alone in the workspace everybody waits."""


def fill(work: "Work", object: ObjectType, made: Sequence[Field]) -> None:
    """Compute them now, or leave it to the worker where there are many."""
    from prooftrail.platform.records.deriving import derive

    if not any(each.made for each in made):
        return
    rows = work.execute(
        f"select id from {work.place.schema}.{object.table.name} limit {AT_ONCE + 1}"
    ).fetchall()
    if len(rows) > AT_ONCE:
        mark(work, [(object.id, None, ALL)], bulk=True)
    elif rows:
        derive(work, object.id, [row[0] for row in rows], told=False)
