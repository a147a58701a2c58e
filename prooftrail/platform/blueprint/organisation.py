"""A demonstration's people: departments, persons and accounts, as records through the door."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.people.accounts import HASHER
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DEMO_PASSWORD = "demo"
BEGINNING = "1900-01-01"


def settle(work: "Work", said: Mapping[str, Any]) -> dict[str, UUID]:
    """Write `organisation.yaml`; answers the people by login. Their roles must be here already."""
    if not said:
        return {}
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
    work.execute(f"update {work.place.schema}._head set since = %s", [BEGINNING])
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


def _day(work: "Work", offset: str) -> date:
    return work.today + timedelta(days=int(offset.rstrip("d")))
