"""What a role says, read and checked: every fault named at once, at its place.

Stored form: `grants` `{object: {read, write, create, delete, export, through}}`, where what is none, false
or usual is left out; `fields` `{object: {field: hidden|read}}`; `permissions` a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prooftrail.platform.access.design.permissions import PERMISSIONS
from prooftrail.platform.access.grants import ALWAYS_SYSTEM, REACHES
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST_LABEL = 60
VERBS = ("create", "delete", "export")


@dataclass(frozen=True)
class Role:
    """One role as it is stored."""

    key: str
    label: Mapping[str, str]
    grants: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    permissions: tuple[str, ...] = ()
    version: int = 1

    def parts(self) -> dict[str, Json]:
        """What events tell apart: label, each object's grant, each object's field rules, permissions."""
        found: dict[str, Json] = {"label": dict(self.label), "permissions": list(self.permissions)}
        found |= {f"grants.{name}": dict(said) for name, said in self.grants.items()}
        return found | {f"fields.{name}": dict(said) for name, said in self.fields.items()}


def from_parts(key: str, parts: Mapping[str, Any], version: int) -> Role:
    """The role again."""
    found: dict[str, dict[str, Any]] = {"grants": {}, "fields": {}}
    for name, said in parts.items():
        kind, dot, object = name.partition(".")
        if dot and said is not None:
            found[kind][object] = said
    permissions = tuple(parts.get("permissions") or ())
    return Role(key, parts["label"], found["grants"], found["fields"], permissions, version)


def tidy_grants(said: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Json]]:
    """Grants without what goes without saying."""
    found: dict[str, dict[str, Json]] = {}
    for object, grant in said.items():
        kept: dict[str, Json] = {op: grant[op] for op in ("read", "write") if grant.get(op, "none") != "none"}
        kept |= {verb: True for verb in VERBS if grant.get(verb)}
        if grant.get("through") is False:
            kept["through"] = False
        found[object] = kept
    return found


def check_role(work: "Work", role: Role, known: Role | None = None) -> None:
    """Refuse labels that are blank, grants and rules about what is not there, and permissions nobody knows.

    What the role said before may stay: an object of it may have been removed meanwhile.
    """
    faults = _label(role.label) | _grants(work, role, known) | _rules(work, role, known)
    held = set(known.permissions if known else ()) | PERMISSIONS.keys() | _held(work)
    for each in role.permissions:
        if each not in held:
            faults["permissions"] = "unknown_permission"
    if faults:
        facts = {"object": "role", "limit": LONGEST_LABEL}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields=faults)


def _label(label: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for tongue in ("zh", "en"):
        text = label.get(tongue, "")
        if not text.strip():
            found[f"label.{tongue}"] = "required"
        elif len(text) > LONGEST_LABEL:
            found[f"label.{tongue}"] = "label_too_long"
    return found


def _grants(work: "Work", role: Role, known: Role | None) -> dict[str, str]:
    faults: dict[str, str] = {}
    for object, grant in role.grants.items():
        where = f"grants.{object[:48]}"
        if (
            object != "*"
            and object not in work.schema.objects
            and object not in (known.grants if known else {})
        ):
            faults[where] = "no_such_object"
        read, write = str(grant.get("read", "none")), str(grant.get("write", "none"))
        if REACHES.index(write) > REACHES.index(read):
            faults[f"{where}.write"] = "writes_past_read"
    return faults


def _rules(work: "Work", role: Role, known: Role | None) -> dict[str, str]:
    faults: dict[str, str] = {}
    for object, rules in role.fields.items():
        before = known.fields.get(object, {}) if known else {}
        kind = work.schema.objects.get(object)
        if kind is None and not before:
            faults[f"fields.{object[:48]}"] = "no_such_object"
            continue
        names = {each for one in kind.fields.values() for each in (one.name, one.id)} if kind else set()
        for name in rules:
            if name in ALWAYS_SYSTEM:
                faults[f"fields.{object}.{name}"] = "always_readable"
            elif name not in names and name not in before:
                faults[f"fields.{object}.{name[:48]}"] = "no_such_field"
    return faults


def _held(work: "Work") -> set[str]:
    """Permissions a blueprint or an engine brought along."""
    query = f"select distinct unnest(permissions) from {work.place.schema}._role"
    return {row[0] for row in work.execute(query).fetchall()}
