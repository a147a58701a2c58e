"""People as the administrator keeps them: hired, renamed, gone, back again; and their way to sign in."""

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.access.design.history import Deed, changed_since, difference, note
from prooftrail.platform.access.design.organisation import as_keeper
from prooftrail.platform.access.design.roles import find_role
from prooftrail.platform.people.accounts import note as note_account
from prooftrail.platform.people.accounts import set_account
from prooftrail.platform.people.guard import end_person
from prooftrail.platform.people.lasting import administrators, keep_administrator
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

KEPT = ("name", "login", "title", "left_on")
"""What the history of access says of a person; the rest is told by the record's own."""


def add_person(work: "Work", said: dict[str, Any]) -> UUID:
    """Somebody new, with roles and department from his first day; he signs in once he has a password."""
    for role in said.get("roles") or ():
        find_role(work, role)
    values = {key: value for key, value in said.items() if value is not None}
    with work.acting(as_keeper(work)) as inner:
        written = inner.records.create("person", values)
    set_account(work, written.id, str(said["login"]), None)
    note(work, "person_added", _about(written.id), difference({}, _kept(written.after)))
    return written.id


def rename_person(work: "Work", person: UUID, said: dict[str, Json]) -> None:
    """Another name, login or title."""
    before = _row(work, person)
    if not said:
        return
    _write(work, person, before, said, "person_changed")


def mark_leaver(work: "Work", person: UUID, left_on: date | None) -> None:
    """He is gone from a day on: what speaks in his name ends in this transaction, or on that day."""
    before, day = _row(work, person), left_on or work.today
    work.execute(f"select 1 from {work.place.schema}._meta for update")
    had = administrators(work)
    _write(work, person, before, {"left_on": day.isoformat()}, "person_left")
    keep_administrator(work, had, "left_on")


def reinstate_person(work: "Work", person: UUID) -> None:
    """He is back, with the roles and department he had; his old sessions and keys stay ended."""
    _write(work, person, _row(work, person), {"left_on": None}, "person_returned")


def new_password(work: "Work", person: UUID) -> tuple[str, str]:
    """Login and a new password, to be shown once; what was open in his name is ended."""
    work.need("access:administer")
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    row = _row(work, person)
    if not row["login"]:
        raise Refusal("no_login", "conflict", fields={"login": "required"})
    if row["left_on"] is not None and row["left_on"] <= work.today:
        raise Refusal("person_is_gone", "conflict", fields={"person": "person_is_gone"})
    password = secrets.token_urlsafe(12)
    end_person(work, person)
    set_account(work, person, row["login"], password)
    work.execute(f"update {work.place.schema}._account set ended_at = null where person = %s", [person])
    note_account(work, "account.opened", work.actor.person, {"for": str(person)})
    return row["login"], password


def undo_person(work: "Work", deed: Deed) -> None:
    """Put back what the entry changed; who was added by it goes to the trash."""
    person = UUID(deed.because["person"])
    before = _row(work, person)
    now = _kept(before)
    if any(now.get(key) != said for key, said in deed.new().items()):
        raise changed_since("person")
    work.execute(f"select 1 from {work.place.schema}._meta for update")
    had = administrators(work)
    if deed.action == "access.person_added":
        with work.acting(as_keeper(work)) as inner:
            inner.records.delete("person", person)
        note(work, "person_removed", _about(person), difference(now, {}), deed.id)
    else:
        _write(work, person, before, deed.old(), "person_changed", deed.id)
    keep_administrator(work, had, "person")


def _write(
    work: "Work", person: UUID, before: dict[str, Any], values: dict[str, Json], action: str,
    undoes: UUID | None = None,
) -> None:  # fmt: skip
    with work.acting(as_keeper(work)) as inner:
        written = inner.records.update("person", person, values)
    if written.after["login"] and written.after["login"] != before["login"]:
        _rename_login(work, person, written.after["login"])
    changes = difference(_kept(before), _kept(written.after))
    if changes:
        note(work, action, _about(person), changes, undoes)


def _rename_login(work: "Work", person: UUID, login: str) -> None:
    taken = work.execute(
        f"select 1 from {work.place.schema}._account where login = %s and person <> %s", [login, person]
    ).fetchone()
    if taken:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "person"}, fields={"login": "login_taken"}
        )
    work.execute(f"update {work.place.schema}._account set login = %s where person = %s", [login, person])


def _row(work: "Work", person: UUID) -> dict[str, Any]:
    row = work.execute(
        f"select {', '.join(KEPT)} from {work.place.schema}.person where id = %s and deleted_at is null "
        "for update",
        [person],
    ).fetchone()
    if row is None:
        raise work.records.missing("person")
    return dict(zip(KEPT, row, strict=True))


def _kept(row: Any) -> dict[str, Json]:
    said = {key: row[key] for key in KEPT}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in said.items()}


def _about(person: UUID) -> dict[str, Json]:
    return {"kind": "person", "person": str(person)}
