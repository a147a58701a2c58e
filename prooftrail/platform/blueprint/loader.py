"""The smallest loader: an industry's folder into an empty workspace, records through the door.

Roles, organisation, choices and processes first; then the demo's rows, as the system in each
owner's name, at the times the files say, relative to an anchor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml
from psycopg.types.json import Jsonb

from prooftrail.platform.people.accounts import HASHER
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.processes.store import publish
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Begin = Callable[[], Any]
DEMO_PASSWORD = "demo"


@dataclass(frozen=True)
class Blueprint:
    """An industry's folder, read."""

    folder: Path
    said: Mapping[str, Any]

    def part(self, name: str) -> Any:
        """One of its YAML files; nothing where the blueprint does not list it."""
        if name not in self.said["files"]:
            return {}
        return yaml.safe_load((self.folder / name).read_text("utf-8"))


def read_blueprint(folder: Path) -> Blueprint:
    """A folder with a `blueprint.yaml`."""
    return Blueprint(folder, yaml.safe_load((folder / "blueprint.yaml").read_text("utf-8")))


def install(work: "Work", blueprint: Blueprint) -> dict[str, UUID]:
    """Roles, organisation with accounts, choices and processes; answers the people by login."""
    _roles(work, blueprint.part("roles.yaml"))
    organisation = blueprint.part("organisation.yaml")
    people = _organisation(work, organisation) if organisation else {}
    _processes(work, blueprint.part("processes.yaml"), blueprint.part("objects.yaml"))
    return people


def _roles(work: "Work", roles: Mapping[str, Any]) -> None:
    for key, role in roles.items():
        work.execute(
            f"insert into {work.place.schema}._role (key, label, grants, fields, permissions) "
            "values (%s, %s, %s, %s, %s)",
            [
                key,
                Jsonb(role["label"]),
                Jsonb(role["grants"]),
                Jsonb(role.get("fields", {})),
                role.get("permissions", []),
            ],
        )
    bump_access(work)


def _organisation(work: "Work", said: Mapping[str, Any]) -> dict[str, UUID]:
    ids = {row["key"]: uuid7() for row in said["departments"]}
    people = {row["login"]: uuid7() for row in said["people"]}
    departments = [
        Change("create", "department", ids[row["key"]], {
            "name": row["name"]["zh"], "code": row["key"], "level": row["level"],
            "parent": str(ids[row["parent"]]) if row["parent"] else None,
        })
        for row in said["departments"]
    ]  # fmt: skip
    for change in departments:
        work.records.apply([change], loose=True)
    work.records.apply(
        [Change("create", "person", people[row["login"]], {
            "name": row["name"], "login": row["login"], "title": row["title"], "roles": row["roles"],
            "department": str(ids[row["department"]]), "joined_on": _day(work, row["since"]).isoformat(),
        }) for row in said["people"]],
        loose=True,
    )  # fmt: skip
    heads = [
        Change("update", "department", ids[row["key"]], {"manager": str(people[row["manager"]])})
        for row in said["departments"] if row["manager"]
    ]  # fmt: skip
    work.records.apply(heads, loose=True)
    work.execute(f"update {work.place.schema}._head set since = '1900-01-01'")
    return people


def open_accounts(work: "Work", people: Mapping[str, UUID], password: str) -> None:
    """A login for everybody, with one password: for demonstrations only."""
    hashed = HASHER.hash(password)
    for login, person in people.items():
        work.execute(
            f"insert into {work.place.schema}._account (person, login, password) values (%s, %s, %s)",
            [person, login, hashed],
        )
    work.execute(f"update {work.place.schema}._meta set demo = true")


def _processes(work: "Work", said: Mapping[str, Any], objects: Mapping[str, Any]) -> None:
    kinds = said["evidence_kinds"]
    choices = {
        f"{name}.{field}": options["choices"]
        for name, object in objects.get("objects", {}).items()
        for field, options in object["fields"].items()
    }
    choices["evidence.kind"] = [{"key": key, "label": kind["label"]} for key, kind in kinds.items()]
    work.execute(
        f"insert into {work.place.schema}._setting (key, value, since) "
        "values ('schema.choices', %s, '1900-01-01')",
        [Jsonb(choices)],
    )
    work.execute(f"update {work.place.schema}._meta set schema_version = schema_version + 1")
    for process in said["processes"]:
        publish(work, process, kinds)


def _day(work: "Work", offset: str) -> date:
    return work.today + timedelta(days=int(offset.rstrip("d")))
