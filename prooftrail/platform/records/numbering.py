"""Numbers given to new records at the last moment, when nothing else can refuse them any more."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.fields import Field
from prooftrail.platform.fields.auto_number import numbered, period
from prooftrail.platform.records.change import Pending
from prooftrail.platform.schema.ddl import series

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def give_numbers(work: "Work", pending: Sequence[Pending]) -> None:
    """Fill the numbered fields of every record that is created without one, in the batch's order.

    What is computed from a number is computed with it.
    """
    from prooftrail.platform.derived.guard import fill_numbered

    born = [each for each in pending if each.op == "create" and each.object.numbered]
    for object in {each.object.name: each.object for each in born}.values():
        for field in object.numbered:
            waiting = [each for each in born if each.object is object and each.after[field.column] is None]
            drawn = _counts(work, field, series(object, field), len(waiting))
            for each, count in zip(waiting, drawn, strict=True):
                each.after[field.column] = numbered(field, work.today, count)
    fill_numbered(work, born)


def _counts(work: "Work", field: Field, counted: str, many: int) -> Iterable[int]:
    if not many:
        return ()
    place = f"{work.place.schema}._counter"
    key = [counted, period(field, work.today)]
    if field.options.get("gapless"):
        # The row stays locked until the writer is done, so that a number nobody took is given again.
        row = work.execute(
            f"insert into {place} (field, period, last) values (%s, %s, %s) "
            f"on conflict (field, period) do update set last = {place.rpartition('.')[2]}.last + %s "
            "returning last",
            [*key, many, many],
        ).fetchone()
        assert row is not None
        return range(row[0] - many + 1, row[0] + 1)
    return _drawn(work, key, many)


def _drawn(work: "Work", key: list[str], many: int) -> Iterable[int]:
    """From a sequence nobody waits for; a period's count is what was drawn since it began."""
    place, sequence = f"{work.place.schema}._counter", f"{work.place.schema}.n_{key[0]}"
    find = f"select last from {place} where field = %s and period = %s"
    row = work.execute(find, key).fetchone()
    if row is None:
        work.execute(
            f"insert into {place} (field, period, last) "
            f"select %s, %s, case when is_called then last_value else last_value - 1 end from {sequence} "
            "on conflict do nothing",
            key,
        )
        row = work.execute(find, key).fetchone()
    assert row is not None
    draw = f"select nextval('{sequence}'::regclass) from generate_series(1, %s)"
    return [number - row[0] for (number,) in work.execute(draw, [many]).fetchall()]
