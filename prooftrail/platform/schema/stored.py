"""The stored half of a schema: what designers made, read from `_object` and `_field`."""

from collections.abc import Sequence
from typing import Any

from psycopg.rows import dict_row

from prooftrail.platform.database.pool import Connection
from prooftrail.platform.schema.build import Schema, build_schema
from prooftrail.platform.schema.model import Shipped

FIELD = "id, object, name, label, type, options, required, is_unique, personal, state, built, hidden_at"
"""Of a field's row."""


def load_schema(
    connection: Connection, schema: str, version: int, shipped: Sequence[type[Shipped]],
    before: Schema | None = None,
) -> Schema:  # fmt: skip
    """The schema as this transaction sees it; `version` is what it has just read beside it.

    `before` is an earlier version of the same workspace, to save making again what did not change.
    """
    cursor = connection.cursor(row_factory=dict_row)
    objects = cursor.execute(
        f"select id, name, label, settings, hidden_at from {schema}._object where dropped_at is null "
        "order by created_at, id"
    ).fetchall()
    fields = cursor.execute(
        f"select {FIELD} from {schema}._field where dropped_at is null order by object, position, id"
    ).fetchall()
    choices: Any = connection.execute(
        f"select value from {schema}._setting where key = 'schema.choices' order by since desc limit 1"
    ).fetchone()
    return build_schema(schema, version, shipped, objects, fields, choices[0] if choices else None, before)
