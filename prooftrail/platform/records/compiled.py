"""SQLAlchemy statements compiled once per schema version and shape, then run as plain SQL."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.sql.expression import ClauseElement

from prooftrail.platform.schema import Schema
from prooftrail.platform.schema.ddl import DIALECT

SHAPES_KEPT = 4_000


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL text with the constants the builder bound itself."""

    text: str
    constants: dict[str, Any]

    def values(self, bound: dict[str, Any]) -> dict[str, Any]:
        """Everything to run it with."""
        return {name: bound.get(name, constant) for name, constant in self.constants.items()}


def compiled(schema: Schema, shape: Hashable, build: Callable[[], ClauseElement]) -> Compiled:
    """The statement for `shape`, built at the first request for it.

    One at a time: after a change of the schema everybody needs the same few statements at once.
    """
    found = schema.compiled.get(shape)
    if found is None:
        with schema.making:
            found = schema.compiled.get(shape) or _make(schema, shape, build)
    assert isinstance(found, Compiled)
    return found


def _make(schema: Schema, shape: Hashable, build: Callable[[], ClauseElement]) -> Compiled:
    if len(schema.compiled) >= SHAPES_KEPT:
        schema.compiled.clear()
    made = build().compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    found = Compiled(str(made), dict(made.params))
    schema.compiled[shape] = found
    return found
