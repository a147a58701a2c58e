"""Which field of which object plays which part when records are compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.schema import ObjectType
from prooftrail.sales.dedupe.places import known_places
from prooftrail.sales.dedupe.rules.matching import Role, Subject, read

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DECLARED: Mapping[str, Mapping[str, Role]] = {
    "customer": {"name": "company", "credit_code": "code", "phone": "phone", "region": "region"},
    "lead": {"company": "company", "phone": "phone"},
    "contact": {"name": "person", "phone": "phone", "customer": "employer"},
}
BY_TYPE: Mapping[str, Role] = {"phone": "phone", "email": "mail", "url": "domain"}
"""Fields a company added itself say what they are by their type."""
AMONG: Mapping[str, Sequence[str]] = {
    "customer": ("customer", "lead"), "lead": ("lead", "customer"), "contact": ("contact",)
}  # fmt: skip
"""Among which objects a record's duplicates are looked for: a lead may be a customer already."""


@dataclass(frozen=True, slots=True)
class Known:
    """A live record as it is compared, with what is said of it where it may be seen."""

    object: str
    id: UUID
    label: str
    owner: UUID | None
    unit: UUID | None
    said: Mapping[Role, str]

    @property
    def subject(self) -> Subject:
        """Ready to be compared."""
        return _read(tuple(self.said.items()))


@lru_cache(maxsize=4_000)
def _read(said: tuple[tuple[Role, str], ...]) -> Subject:
    """From key to key the same records are compared with what is typed."""
    return read(dict(said), known_places())


def roles_of(object: ObjectType) -> dict[str, Role]:
    """Fields of an object by name, each with its role."""
    declared = DECLARED.get(object.name, {})
    found = {name: role for name, role in declared.items() if name in object.fields}
    for field in object.fields.values():
        if field.name not in found and field.type.key in BY_TYPE:
            found[field.name] = BY_TYPE[field.type.key]
    return found


def gathered(values: Mapping[str, str | None], roles: Mapping[str, Role]) -> dict[Role, str]:
    """Texts by role; two numbers are two numbers of one record, of all else the first one counts."""
    found: dict[Role, str] = {}
    for name, role in roles.items():
        text = (values.get(name) or "").strip()
        if text and role == "phone" and role in found:
            found[role] += f";{text}"
        elif text:
            found.setdefault(role, text)
    return found


def load(work: "Work", object: ObjectType, where: str, bound: Mapping[str, Any]) -> list[Known]:
    """Live records of an object, whoever may see them."""
    roles = roles_of(object)
    fields: list[Field] = [object.fields[name] for name in roles]
    title = object.fields[object.title]
    columns = ", ".join(f"t.{each.column}::text" for each in fields)
    rows = work.execute(
        f"select t.id, t.{title.column}, t.owner, t.unit, {columns} "
        f"from {work.place.schema}.{object.table.name} t where t.deleted_at is null and {where}",
        dict(bound),
    ).fetchall()
    return [
        Known(object.name, id, label or "", owner, unit,
              gathered(dict(zip(roles, texts, strict=True)), roles))
        for id, label, owner, unit, *texts in rows
    ]  # fmt: skip


def readable_roles(work: "Work", object: ObjectType) -> set[Role]:
    """Roles whose fields the caller may read: only of those a reason is told."""
    readable = work.access.readable(object)
    return {role for name, role in roles_of(object).items() if name in readable}
