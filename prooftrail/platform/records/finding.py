"""Finding records by what a file says of them, in the caller's scope, many at once."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Text, and_, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import values as scope_values
from prooftrail.platform.access.scope import visible
from prooftrail.platform.fields import Field
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def find_alike(
    work: "Work", object: ObjectType, fields: Sequence[Field], keys: Sequence[tuple[Any, ...]]
) -> dict[tuple[Any, ...], list[UUID]]:
    """Live records whose fields hold exactly one of the keys; one query for all."""
    table = object.table.alias()
    columns = [table.c[each.column] for each in fields]

    def build() -> Any:
        among = [
            column == bindparam(f"k{at}", type_=ARRAY(column.type)).any_()
            for at, column in enumerate(columns)
        ]
        seen = visible(work.schema, work.access, "read", object, table)
        return select(*columns, table.c.id.label("found")).where(
            and_(*among), table.c.deleted_at.is_(None), seen
        )

    shape = ("alike", object.name, work.access.shape, tuple(each.name for each in fields))
    bound = {f"k{at}": list({key[at] for key in keys}) for at in range(len(fields))}
    found: dict[tuple[Any, ...], list[UUID]] = {}
    for *key, record in run_shape(work, shape, build, bound):
        found.setdefault(tuple(key), []).append(record)
    return found


def find_spelled(
    work: "Work", object: ObjectType, field: Field, squeezed: Sequence[str]
) -> dict[str, list[tuple[UUID, str]]]:
    """Live records whose text is one of `squeezed` once only its letters and digits are left, in lower case.

    Reads the whole table: for the few that are not found as they are written.
    """
    table = object.table.alias()
    column = table.c[field.column]

    def build() -> Any:
        narrow = func.lower(func.normalize(column, literal_column("nfkc")))
        bare = func.regexp_replace(narrow, literal_column("'[^[:alnum:]]+'"), "", "g")
        seen = visible(work.schema, work.access, "read", object, table)
        wanted = bare == bindparam("said", type_=ARRAY(Text)).any_()
        return select(bare, table.c.id, column).where(wanted, table.c.deleted_at.is_(None), seen)

    shape = ("spelled", object.name, work.access.shape, field.name)
    found: dict[str, list[tuple[UUID, str]]] = {}
    for bare, record, text in run_shape(work, shape, build, {"said": list(squeezed)}):
        found.setdefault(bare, []).append((record, text))
    return found


def titles(work: "Work", object: ObjectType, field: Field, most: int) -> list[str]:
    """The texts of a field among the first visible live records."""
    table = object.table.alias()

    def build() -> Any:
        seen, column = visible(work.schema, work.access, "read", object, table), table.c[field.column]
        wanted = select(column).where(column.is_not(None), table.c.deleted_at.is_(None), seen)
        return wanted.order_by(table.c.id).limit(bindparam("most"))

    shape = ("titles", object.name, work.access.shape, field.name)
    return [str(text) for (text,) in run_shape(work, shape, build, {"most": most})]


def run_shape(
    work: "Work", shape: Any, build: Callable[[], Any], bound: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """The rows of a statement that carries the caller's scope, built once for its shape."""
    statement = compiled(work.schema, shape, build)
    known = scope_values(work.access, work.actor.person) | bound
    return work.execute(statement.text, statement.values(known)).fetchall()
