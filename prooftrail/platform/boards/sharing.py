"""With whom a board is shared, checked: roles, departments and people there are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.boards.shapes import Share
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

TABLES = {
    "role": "_role where key = %s",
    "department": "department where id = %s and deleted_at is null",
    "person": "person where id = %s and deleted_at is null",
}


def checked_shares(work: "Work", said: Sequence[Share]) -> list[dict[str, Any]]:
    """The shares as they are kept, nobody twice. Refuses what there is none of, at its place."""
    found: list[dict[str, Any]] = []
    for at, each in enumerate(said):
        kept = _checked(work, each, f"shared.{at}")
        if kept not in found:
            found.append(kept)
    return found


def _checked(work: "Work", said: Share, where: str) -> dict[str, Any]:
    given: dict[str, str | UUID | None] = {
        "role": said.role, "department": said.department, "person": said.person,
    }  # fmt: skip
    named = {name: value for name, value in given.items() if value is not None}
    if said.to == "everybody" and not named:
        return {"to": "everybody"}
    if list(named) != [said.to]:
        raise _bad(where)
    query = f"select 1 from {work.place.schema}.{TABLES[said.to]}"
    value = str(named[said.to])
    if work.execute(query, [value]).fetchone() is None:
        raise _bad(where)
    return {"to": said.to, said.to: value}


def _bad(where: str) -> Refusal:
    return Refusal("bad_share", "invalid", fields={where: "bad_share"})
