"""What goes into the door and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

Op = Literal["create", "update", "delete", "restore", "remove"]


@dataclass(frozen=True, slots=True)
class Change:
    """One write: API values by field name; `version` is the one the writer saw, `because` its own reasons
    beside the batch's.
    """

    op: Op
    object: str
    id: UUID | None
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    because: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One record as it now stands. `changes` is `{field id: [old, new]}`; empty where nothing changed."""

    op: Op
    object: ObjectType
    id: UUID
    version: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    changes: Mapping[str, Json]
    event: UUID | None

    def reference(self) -> dict[str, Json]:
        """The contract's `{"object","id","version"}`."""
        return {"object": self.object.name, "id": str(self.id), "version": self.version}


Outcome = Written | Refusal


@dataclass(slots=True)
class Pending:
    """A write on its way through the door. Guards may change `after` or set `refusal`.

    `before` and `after` are rows of column values; `given` names the fields the caller wrote;
    `loose` marks a write that may set what is otherwise fixed (a migration, or the system itself).
    """

    change: Change
    object: ObjectType
    id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any]
    given: frozenset[str] = frozenset()
    loose: bool = False
    refusal: Refusal | None = None
    because: Mapping[str, Json] | None = None
    action: str | None = None

    @property
    def op(self) -> Op:
        """What is being done."""
        return self.change.op

    def changed(self, name: str) -> bool:
        """Whether a field's value will be another one."""
        each = self.object.fields[name]
        before = None if self.before is None else each.value(self.before)
        return before != each.value(self.after)

    def refuse(self, refusal: Refusal) -> None:
        """Stop this write; the first reason stands."""
        self.refusal = self.refusal or refusal
